// Package relax says why a deadline or a budget cannot be met, and what would help:
// one irreducible set of constraints in conflict, and the cheapest ways out, each as
// typed changes of the problem that can be tried and taken.
//
// What "cannot" means is what the search finds within its budget: a way may exist
// that it missed, while a way out that it gives is always a verified plan.
package relax

import (
	"context"
	"slices"
	"time"

	"plumbline/schedule/engine"
	"plumbline/schedule/model"
)

// Conflict is what Find gives.
type Conflict struct {
	Plan        *model.Plan // the best plan with everything as it is
	Measures    model.Measures
	Constraints []Constraint // dropping any one of them lets the rest be met; empty when nothing is missed
	Ways        []Way        // cheapest first
}

// Way is one way out: changes that together let everything be met.
type Way struct {
	Changes  []Change
	Plan     *model.Plan
	Measures model.Measures
}

// mostWays is how many ways out are given.
const mostWays = 6

// Find returns the conflict of a problem, with neither constraints nor ways when
// every deadline and the budget are met. Schedules bounds each single search, Time
// all of them.
func Find(ctx context.Context, p *model.Problem, o engine.Options) (*Conflict, error) {
	f := &finder{p: p, o: o, ctx: ctx, begun: time.Now()}
	if f.o.Schedules == 0 {
		f.o.Schedules = max(100, 40_000/int64(len(p.Tasks)+1))
	}
	f.o.Progress = nil
	s, err := f.solve(p, nil)
	if err != nil {
		return nil, err
	}
	c := &Conflict{Plan: s.Plan, Measures: s.Measures}
	if met(&s.Measures) {
		return c, nil
	}
	f.base = s
	c.Constraints = f.conflict()
	c.Ways = f.ways()
	return c, nil
}

func met(m *model.Measures) bool { return m.Lateness == 0 && m.Over == 0 }

type finder struct {
	p     *model.Problem
	o     engine.Options
	ctx   context.Context
	begun time.Time
	base  *engine.Solution
}

// over tells whether the time is up.
func (f *finder) over() bool {
	return f.ctx.Err() != nil || f.o.Time > 0 && time.Since(f.begun) > f.o.Time
}

// solve searches from a known plan, so that a loosened problem is never worse.
func (f *finder) solve(p *model.Problem, from *model.Plan) (*engine.Solution, error) {
	o := f.o
	o.Time = 0
	if f.o.Time > 0 {
		o.Time = max(time.Millisecond, f.o.Time-time.Since(f.begun))
	}
	o.Policy = engine.Policy{Lateness: 100, Finish: 1}
	if p.Budget.Total > 0 || len(p.Budget.Periods) > 0 {
		o.Policy.Cost = 1
	}
	o.Start = from
	return engine.Solve(f.ctx, p, o)
}

// reachable tells whether a problem's dates and budget can be met, as far as the
// search sees.
func (f *finder) reachable(p *model.Problem) bool {
	s, err := f.solve(p, f.base.Plan)
	return err == nil && met(&s.Measures)
}

// conflict drops each constraint in turn: what can go while the rest still cannot be
// met does not belong to the conflict.
func (f *finder) conflict() []Constraint {
	kept := constraints(f.p)
	for i := 0; i < len(kept) && !f.over(); {
		rest := append(slices.Clone(kept[:i]), kept[i+1:]...)
		if without(f.p, rest, constraints(f.p)) == nil {
			i++
			continue
		}
		if !f.reachable(without(f.p, rest, constraints(f.p))) {
			kept = rest
			continue
		}
		i++
	}
	return kept
}

// ways tries single changes, then pairs of those that came nearest.
func (f *finder) ways() []Way {
	var ways []Way
	var near []trial
	for _, c := range f.changes() {
		if f.over() {
			break
		}
		t := f.try([]Change{c})
		if t.solution == nil {
			continue
		}
		if met(&t.solution.Measures) {
			ways = append(ways, t.way())
		} else if missing(&t.solution.Measures) < missing(&f.base.Measures) {
			near = append(near, t)
		}
	}
	if !slices.ContainsFunc(ways, func(w Way) bool { return !w.Changes[0].moves() }) {
		ways = append(ways, f.pairs(near)...)
	}
	slices.SortStableFunc(ways, func(a, b Way) int { return price(a.Changes) - price(b.Changes) })
	return ways[:min(len(ways), mostWays)]
}

// trial is a problem with changes, solved.
type trial struct {
	changes  []Change
	solution *engine.Solution
}

func (t *trial) way() Way { return Way{t.changes, t.solution.Plan, t.solution.Measures} }

func (f *finder) try(changes []Change) trial {
	p := Apply(f.p, changes)
	s, err := f.solve(p, f.base.Plan)
	if err != nil {
		return trial{}
	}
	return trial{changes, s}
}

// missing is how far a plan is from meeting everything.
func missing(m *model.Measures) int64 { return m.Lateness + m.Over }

// pairs joins the single changes that came nearest, two by two.
func (f *finder) pairs(near []trial) []Way {
	slices.SortStableFunc(near, func(a, b trial) int {
		return int(min(1, max(-1, missing(&a.solution.Measures)-missing(&b.solution.Measures))))
	})
	near = near[:min(len(near), 6)]
	var ways []Way
	for i := range near {
		for j := range i {
			if f.over() || len(ways) >= mostWays {
				return ways
			}
			a, b := near[j].changes[0], near[i].changes[0]
			if a.Kind == b.Kind && a.Task == b.Task && a.Kind != AddSkill {
				continue
			}
			t := f.try([]Change{a, b})
			if t.solution != nil && met(&t.solution.Measures) {
				ways = append(ways, t.way())
			}
		}
	}
	return ways
}
