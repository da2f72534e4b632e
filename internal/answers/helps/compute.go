// Package helps answers what would help a date most: an extra person, one more on a
// task, scope left out, a date moved, a mitigation done first, each lived through the
// plan's own futures, so that what it buys is known better than the date itself.
package helps

import (
	"context"
	"math"
	"time"

	"plumbline/forecast"
	"plumbline/internal/answers/gain"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/step"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule"
	"plumbline/schedule/model"
	"plumbline/schedule/relax"
)

// Version names the shape and rules of results; it is part of their key.
const Version = "3"

// Options of Compute.
type Options struct {
	Seed      uint64
	Schedules int64 // of the search after each step; 0 = fewer the more tasks there are, 300 for 500
	Workers   int
	Known     *plan.Result // the newest plan of the same projection; nil makes one
	Track     *plan.Track  // what is known of estimates; nil = the finished tasks of the projection
	Progress  func(done, total int64)
}

// Result is what each step buys, computed once as the system and kept. Money in it
// rests on the restricted field "rate".
type Result struct {
	Now    time.Time     `json:"now"`
	Took   time.Duration `json:"took"`
	Trials int           `json:"trials"`
	Tried  []Tried       `json:"tried"`
}

// Tried is a step, or two made together, and what that buys over the plan without.
type Tried struct {
	Steps     []step.Step   `json:"steps"`           // made together
	Scope     string        `json:"scope,omitempty"` // of a task left out: should or could, "" where no requirement asks for it
	Buys      []gain.Effect `json:"buys"`
	Cost      float64       `json:"cost"` // minor units more, on average
	CostError float64       `json:"cost_error"`
}

// Each search is bounded by its work, so that a projection gives the same answer on
// every machine: so many tasks placed in all, in no fewer and no more schedules.
const (
	work        = 150_000
	least, most = 60, 5000
)

// laboratory is the plan at hand, ready to be compared with.
type laboratory struct {
	o     Options
	pl    *snapshot.Planning
	known *plan.Result // the plan at hand
	sim   *plan.Simulation
	base  *forecast.Base
}

// Compute tries the steps that could help, as of the plan's own instant, or of now
// where there is no plan. It stops with ctx and gives what it has.
func Compute(ctx context.Context, pl *snapshot.Planning, now time.Time, o Options) (*Result, error) {
	begun := time.Now()
	if o.Schedules == 0 {
		o.Schedules = int64(max(least, min(most, work/max(1, len(pl.Tasks)))))
	}
	r := &Result{Now: now, Tried: []Tried{}}
	l := &laboratory{o: o, pl: pl}
	if err := l.open(ctx, now); err != nil || l.sim == nil {
		return r, err
	}
	r.Now, r.Trials = l.known.Now, l.sim.Quick().Trials
	list := l.candidates()
	for i := range list {
		if ctx.Err() != nil {
			break
		}
		if o.Progress != nil {
			o.Progress(int64(i), int64(len(list)))
		}
		if err := l.try(ctx, &list[i]); err != nil {
			return nil, err
		}
		if list[i].Buys != nil {
			r.Tried = append(r.Tried, list[i])
		}
	}
	r.Took = time.Since(begun)
	return r, nil
}

// open takes up the plan at hand, searched as much more as each step's will be, and
// lives through it. There is no simulation where there is nothing to plan.
func (l *laboratory) open(ctx context.Context, now time.Time) error {
	o := plan.Options{Seed: l.o.Seed, Workers: l.o.Workers, Schedules: l.o.Schedules, Trials: 1000, Track: l.o.Track}
	if l.known = l.o.Known; l.known == nil {
		var err error
		if l.known, err = plan.Compute(ctx, l.pl, now, o); err != nil {
			return err
		}
	}
	q, err := plan.Build(l.pl, l.known.Now)
	if err != nil {
		return err
	}
	q.Aim(l.known)
	placed := q.Placed(l.known)
	if placed == nil || len(q.People) == 0 {
		return nil
	}
	sol, err := schedule.Solve(ctx, q.Problem, schedule.Options{Seed: l.o.Seed, Schedules: l.o.Schedules, Workers: l.o.Workers, Start: placed})
	if err != nil {
		return err
	}
	l.sim = q.Over(l.pl, placed, o)
	if l.base, err = forecast.Before(ctx, l.sim.Quick()); err != nil {
		return err
	}
	better := q.Over(l.pl, sol.Plan, o)
	d, err := l.base.Compare(ctx, better.Quick())
	if err == nil && worth(d) > 0 {
		l.sim = better
		l.base, err = forecast.Before(ctx, better.Quick())
	}
	return err
}

// try makes a step and compares: the plan at hand carried over, and the one that a
// search from there finds; the better counts, as it would be taken.
func (l *laboratory) try(ctx context.Context, t *Tried) error {
	next, ok := step.All(t.Steps, l.pl)
	if !ok {
		return nil
	}
	q, err := plan.Build(next, l.known.Now)
	if err != nil || len(q.Tasks) == 0 {
		return err
	}
	q.Aim(l.known)
	known := carried(l.sim.Question, l.sim.Input.Plan, q)
	var plans []*model.Plan
	if relax.Kind(t.Steps[0].What) != step.First { // which contradicts the order of the plan at hand
		plans = append(plans, known)
	}
	if relax.Kind(t.Steps[0].What) != relax.Deadline {
		sol, err := schedule.Solve(ctx, q.Problem, schedule.Options{Seed: l.o.Seed, Schedules: l.o.Schedules, Workers: l.o.Workers, Start: known})
		if err != nil {
			return nil // what cannot be planned helps nobody
		}
		plans = append(plans, sol.Plan)
	}
	best := math.Inf(-1)
	for _, p := range plans {
		s := q.Over(next, p, plan.Options{Seed: l.o.Seed, Workers: l.o.Workers, Track: l.o.Track})
		d, err := l.base.Compare(ctx, s.Quick())
		if err != nil {
			return err
		}
		if w := worth(d); w > best {
			best = w
			t.Buys, t.Cost, t.CostError = gain.Effects(l.sim, d), gain.Number(d.Cost), gain.Number(d.CostError)
		}
	}
	return nil
}

// worth weighs a difference to choose between two plans: odds first, and a hundredth
// of a point for each day sooner.
func worth(d *forecast.Difference) float64 {
	sum := 0.0
	for i := range d.Milestones {
		sum += gain.Number(d.Milestones[i].Odds) + d.Milestones[i].Sooner/1440/10_000
	}
	return sum
}

// carried is a plan for one question as a plan for another: what both have stays where
// it was.
func carried(from *plan.Question, p *model.Plan, to *plan.Question) *model.Plan {
	at, who := places(from.Tasks), places(to.People)
	out := &model.Plan{Placements: make([]model.Placement, len(to.Tasks))}
	for i, id := range to.Tasks {
		k, known := at[id]
		if !known {
			continue
		}
		was := &p.Placements[k]
		next := model.Placement{Start: was.Start, Finish: was.Finish}
		for _, a := range was.Work {
			person, here := who[from.People[a.Person]]
			if !here {
				continue
			}
			a.Person = person
			if a.Mentor != model.None {
				a.Mentor = who[from.People[a.Mentor]]
			}
			next.Work = append(next.Work, a)
		}
		out.Placements[i] = next
	}
	return out
}

func places(ids []record.ID) map[record.ID]int {
	out := map[record.ID]int{}
	for i, id := range ids {
		out[id] = i
	}
	return out
}
