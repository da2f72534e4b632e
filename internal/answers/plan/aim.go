package plan

import (
	"cmp"
	"context"
	"math"
	"slices"

	"plumbline/forecast"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule"
	"plumbline/schedule/model"
)

// A plan that just meets a date is late in every second future. So a plan is made in
// rounds: what it has says by how much each milestone ends later than planned in the
// futures a project wants its dates to hold in, and the next one aims to be done that
// much before.

const (
	rounds    = 3
	aimTrials = 1000 // enough to choose between two plans
)

// Wants is the share of futures, 0–1, in which a milestone's date is to be kept.
func Wants(pl *snapshot.Planning, milestone record.ID) float64 {
	var of *deliver.Project
	for i := range pl.Milestones {
		if m := &pl.Milestones[i]; m.ID == milestone {
			if k := slices.IndexFunc(pl.Projects, func(p snapshot.PlanningProject) bool { return p.ID == m.Project }); k >= 0 {
				of = &deliver.Project{Confidence: pl.Projects[k].Confidence}
			}
		}
	}
	return of.Wanted()
}

// Aim makes searches aim at what a result's did: to end as long before each date.
func (q *Question) Aim(r *Result) {
	if r == nil {
		return
	}
	for i, id := range q.Marks {
		if k := slices.IndexFunc(r.Milestones, func(m Milestone) bool { return m.ID == id }); k >= 0 {
			q.Problem.Milestones[i].Buffer = model.Minute(r.Milestones[k].Buffer)
		}
	}
}

// dated says that a milestone has a date to be kept.
func (q *Question) dated() bool {
	return slices.ContainsFunc(q.Problem.Milestones, func(m model.Milestone) bool { return m.Deadline != 0 })
}

// search finds a plan. What is kept is planned in rounds where dates are wanted, with the
// effort divided; a comparison aims as the result does that it begins from.
func (q *Question) search(ctx context.Context, pl *snapshot.Planning, o Options) (*schedule.Solution, error) {
	progress := &searching{o: &o}
	so := schedule.Options{Policy: o.Policy, Seed: o.Seed, Schedules: o.Schedules, Time: o.Time, Workers: o.Workers, Start: q.Carried(o.From), Progress: progress.told}
	q.Aim(o.From)
	if o.Brief || !q.dated() {
		return schedule.Solve(ctx, q.Problem, so)
	}
	so.Schedules, so.Time = so.Schedules/rounds, so.Time/rounds
	best, err := schedule.Solve(ctx, q.Problem, so)
	if err != nil {
		return nil, err
	}
	odds, err := q.kept(context.WithoutCancel(ctx), pl, best.Plan, o)
	if err != nil {
		return nil, err
	}
	tried := best.Schedules
	var aims []model.Milestone // with the buffers that the best plan was found with
	for range rounds - 1 {
		if !q.buffer(pl, best.Plan, odds) || ctx.Err() != nil {
			break
		}
		so.Start = best.Plan
		progress.again(tried)
		next, err := schedule.Solve(ctx, q.Problem, so)
		if err != nil {
			return nil, err
		}
		is, err := q.kept(context.WithoutCancel(ctx), pl, next.Plan, o)
		if err != nil {
			return nil, err
		}
		tried += next.Schedules
		if q.worth(pl, is) >= q.worth(pl, odds) {
			best, odds, aims = next, is, slices.Clone(q.Problem.Milestones)
		}
	}
	if aims != nil {
		q.Problem.Milestones = aims
	}
	best.Schedules = tried
	return best, nil
}

// kept lives briefly through a plan.
func (q *Question) kept(ctx context.Context, pl *snapshot.Planning, p *model.Plan, o Options) (*forecast.Result, error) {
	o.Trials, o.Brief = min(aimTrials, cmp.Or(o.Trials, aimTrials)), true
	return forecast.Run(ctx, q.Over(pl, p, o).Input)
}

// buffer sets how long before each date a plan is to end, and says whether one that
// stands has dates to gain by it.
func (q *Question) buffer(pl *snapshot.Planning, p *model.Plan, odds *forecast.Result) (gains bool) {
	for i := range q.Problem.Milestones {
		m := &q.Problem.Milestones[i]
		if m.Deadline == 0 {
			continue
		}
		end := model.Minute(0)
		for _, t := range m.Tasks {
			end = max(end, p.Placements[t].Finish)
		}
		curve := odds.Milestones[i].Quantiles
		sure := curve[int(math.Round(Wants(pl, q.Marks[i])*float64(len(curve)-1)))]
		m.Buffer = max(0, sure-end)
		gains = gains || end > m.Deadline-m.Buffer
	}
	return gains
}

// worth is the sum of the odds of dates, each as far as it is wanted, by weight.
func (q *Question) worth(pl *snapshot.Planning, odds *forecast.Result) float64 {
	sum := 0.0
	for i := range q.Problem.Milestones {
		if m := &q.Problem.Milestones[i]; m.Deadline != 0 {
			sum += float64(max(1, m.Weight)) * min(odds.Milestones[i].Odds, Wants(pl, q.Marks[i]))
		}
	}
	return sum
}
