// Package engine chooses the way to solve a problem by its features, runs it, and
// gives the answer its bound. Package schedule is its public face.
package engine

import (
	"context"
	"time"

	"plumbline/schedule/bound"
	"plumbline/schedule/decode"
	"plumbline/schedule/flat"
	"plumbline/schedule/flat/evolve"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
	"plumbline/schedule/search"
	"plumbline/schedule/verify"
)

// Policy weighs the objectives of one plan. The zero value means soonest.
type Policy struct {
	Name       string
	Lateness   int64 // per weighted minute late
	Finish     int64 // per minute of the last finish
	Cost       int64 // per minor unit
	Growth     int64 // per minute practised (a gain)
	Resilience int64 // per skill left with one person
	HandOver   int64 // per hand-over
}

// Options bound a search. The answer depends on Seed and Schedules only; Time is a
// cap for people who wait.
type Options struct {
	Policy    Policy
	Seed      uint64
	Schedules int64         // budget in generated schedules; 0 = the default for the size
	Time      time.Duration // wall-clock cap; 0 = none
	Workers   int           // goroutines; the answer is the same for any number
	Progress  func(Progress)
	Start     *model.Plan // a plan to begin from, or nil; the answer is never worse by the policy where it still fits
}

// Progress is told now and then while a search runs, from one goroutine at a time.
type Progress struct {
	Schedules int64
	Best      model.Measures
	Bound     model.Minute // proven lower bound on the finish; 0 = none yet
}

// Solution is the best plan found, and how good it is known to be.
type Solution struct {
	Plan      *model.Plan
	Measures  model.Measures
	Bound     model.Minute // proven lower bound on Measures.Finish
	Proven    bool         // the finish equals the bound
	Schedules int64
}

// Solve looks for the best plan by the policy. It returns the best plan found when
// the budget or the time is used up, when ctx ends, or when the plan is proven
// optimal, whichever comes first; it always finishes a first plan. The error says in
// a sentence what makes the problem impossible.
func Solve(ctx context.Context, p *model.Problem, o Options) (*Solution, error) {
	begun := time.Now()
	x, err := instance.Compile(p)
	if err != nil {
		return nil, err
	}
	w := Weights(p, o.Policy)
	if q, ok := flat.Compile(p); ok && w.OnlyTime() && !capped(p) && (p.Current == nil || p.Rules.ChangePrice == 0) {
		return keepKnown(p, o, w, solveFlat(ctx, p, q, o, begun)), nil
	}
	l := limits(p, o, begun)
	l.Bound = bound.Finish(x)
	l.Only = w.OnlyTime() && !capped(p) && !dated(p)
	if o.Progress != nil {
		l.Progress = func(n int64, m model.Measures) { o.Progress(Progress{Schedules: n, Best: m, Bound: l.Bound}) }
	}
	var from []*decode.Genome
	for _, known := range []*model.Plan{o.Start, p.Current} {
		if known != nil {
			from = append(from, search.FromPlan(x, known))
		}
	}
	out, err := search.Run(ctx, x, w, from, l)
	if err != nil {
		return nil, err
	}
	m := verify.Measure(p, out.Plan)
	s := &Solution{Plan: out.Plan, Measures: m, Bound: l.Bound, Proven: m.Finish <= l.Bound, Schedules: out.Schedules}
	return keepKnown(p, o, w, s), nil
}

// Fast tells whether a problem has only what the flat engine knows.
func Fast(p *model.Problem) bool {
	_, ok := flat.Compile(p)
	return ok && !capped(p) && (p.Current == nil || p.Rules.ChangePrice == 0)
}

// keepKnown returns to a plan given beforehand where it still holds and the search
// found none better: what was good is never given up.
func keepKnown(p *model.Problem, o Options, w decode.Weights, s *Solution) *Solution {
	score := w.Score(p, &s.Measures, s.Plan)
	for _, known := range []*model.Plan{o.Start, p.Current} {
		if known == nil || len(known.Placements) != len(p.Tasks) || len(verify.Check(p, known)) > 0 {
			continue
		}
		m := verify.Measure(p, known)
		if v := w.Score(p, &m, known); v < score {
			score = v
			s.Plan, s.Measures, s.Proven = known, m, m.Finish <= s.Bound
		}
	}
	return s
}

func limits(p *model.Problem, o Options, begun time.Time) search.Limits {
	l := search.Limits{Seed: o.Seed, Schedules: o.Schedules, Workers: max(1, o.Workers)}
	if o.Time > 0 {
		l.Deadline = begun.Add(o.Time)
	}
	if l.Schedules == 0 {
		l.Schedules = budget(p, o.Time)
	}
	return l
}

// capped tells whether money is limited, dated whether anything has a deadline.
func capped(p *model.Problem) bool { return p.Budget.Total > 0 || len(p.Budget.Periods) > 0 }

func dated(p *model.Problem) bool {
	for i := range p.Tasks {
		if p.Tasks[i].Deadline != 0 {
			return true
		}
	}
	for i := range p.Milestones {
		if p.Milestones[i].Deadline != 0 {
			return true
		}
	}
	return false
}

// solveFlat runs the engine for problems of fixed durations around the clock, where
// only the finish is weighed.
func solveFlat(ctx context.Context, p *model.Problem, q *flat.Problem, o Options, begun time.Time) *Solution {
	l := evolve.Limits{Seed: o.Seed, Schedules: o.Schedules, Workers: max(1, o.Workers), Lower: q.Lower()}
	if o.Time > 0 {
		l.Deadline = begun.Add(o.Time)
	}
	if l.Schedules == 0 {
		l.Schedules = 20 * budget(p, o.Time)
	}
	if o.Progress != nil {
		l.Progress = func(n int64, end, lower int32) {
			o.Progress(Progress{Schedules: n, Best: model.Measures{Finish: q.Minutes(p, end)}, Bound: q.Minutes(p, lower)})
		}
	}
	var from []int32
	for _, known := range []*model.Plan{p.Current, o.Start} {
		if known != nil && len(known.Placements) == len(p.Tasks) {
			from = q.Start(p, known)
		}
	}
	r := evolve.Run(ctx, q, from, l)
	plan := q.Plan(p, r.Start, r.Who)
	return &Solution{Plan: plan, Measures: verify.Measure(p, plan), Bound: q.Minutes(p, r.Lower), Proven: r.End <= r.Lower, Schedules: r.Schedules}
}

// budget is the default number of schedules for a problem's size. With a time cap
// the time decides.
func budget(p *model.Problem, cap time.Duration) int64 {
	if cap > 0 {
		return 1 << 40
	}
	return max(200, 1_000_000/int64(len(p.Tasks)+1))
}

// fine is the scale of weights: what decides nothing else, the mean finish of tasks,
// counts a thousandth of the last finish at the usual weights.
const fine = 100

// Weights turns a policy into the prices that the decoders and searches use.
func Weights(p *model.Problem, o Policy) decode.Weights {
	w := decode.Weights{Lateness: fine * o.Lateness, Finish: fine * o.Finish, Cost: fine * o.Cost, Growth: fine * o.Growth,
		Resilience: fine * o.Resilience, HandOver: fine * o.HandOver}
	if w == (decode.Weights{}) {
		w.Lateness, w.Finish = fine*100, fine*10
	}
	w.Soon, w.Mean = max(1, w.Finish), max(1, w.Finish/1000)
	w.Over = 2 * max(fine, w.Cost)
	w.Change = p.Rules.ChangePrice * max(1, w.Finish)
	return w
}
