package schedule

import (
	"context"
	"time"

	"plumbline/schedule/decode"
	"plumbline/schedule/flat"
	"plumbline/schedule/model"
	"plumbline/schedule/search"
	"plumbline/schedule/verify"
)

// Verify returns every way in which a plan breaks its problem, none when the plan
// could be carried out. It shares no code with the solver.
func Verify(p *Problem, plan *Plan) []Violation { return verify.Check(p, plan) }

// Measure says what a plan is worth, from problem and plan alone.
func Measure(p *Problem, plan *Plan) Measures { return verify.Measure(p, plan) }

// Solve looks for the best plan by the policy. It returns the best plan found when
// the budget or the time is used up, when ctx ends, or when the plan is proven
// optimal, whichever comes first; it always finishes a first plan. The error says in
// a sentence what makes the problem impossible.
func Solve(ctx context.Context, p *Problem, o Options) (*Solution, error) {
	begun := time.Now()
	x, err := decode.Compile(p)
	if err != nil {
		return nil, err
	}
	w := Weights(p, o.Policy)
	if q, ok := flat.Compile(p); ok && w.OnlyTime() && (p.Current == nil || p.Rules.ChangePrice == 0) {
		return solveFlat(ctx, p, q, o, begun), nil
	}
	l := search.Limits{Seed: o.Seed, Schedules: o.Schedules, Workers: max(1, o.Workers)}
	if o.Time > 0 {
		l.Deadline = begun.Add(o.Time)
	}
	if l.Schedules == 0 {
		l.Schedules = budget(p, o.Time)
	}
	if o.Progress != nil {
		l.Progress = func(n int64, m model.Measures) { o.Progress(Progress{Schedules: n, Best: m}) }
	}
	var from []*decode.Genome
	if p.Current != nil {
		from = append(from, search.FromPlan(x, p.Current))
	}
	out, err := search.Run(ctx, x, w, from, l)
	if err != nil {
		return nil, err
	}
	return &Solution{Plan: out.Plan, Measures: verify.Measure(p, out.Plan), Schedules: out.Schedules}, nil
}

// solveFlat runs the engine for problems of fixed durations around the clock, where
// only the finish is weighed.
func solveFlat(ctx context.Context, p *Problem, q *flat.Problem, o Options, begun time.Time) *Solution {
	l := flat.Limits{Seed: o.Seed, Schedules: o.Schedules, Workers: max(1, o.Workers), Lower: q.Lower()}
	if o.Time > 0 {
		l.Deadline = begun.Add(o.Time)
	}
	if l.Schedules == 0 {
		l.Schedules = 20 * budget(p, o.Time)
	}
	bound := q.Minutes(p, l.Lower)
	if o.Progress != nil {
		l.Progress = func(n int64, end int32) {
			o.Progress(Progress{Schedules: n, Best: Measures{Finish: q.Minutes(p, end)}, Bound: bound})
		}
	}
	var from []int32
	if p.Current != nil && len(p.Current.Placements) == len(p.Tasks) {
		from = q.Start(p, p.Current)
	}
	r := flat.Run(ctx, q, from, l)
	plan := q.Plan(p, r.Start, r.Who)
	return &Solution{Plan: plan, Measures: verify.Measure(p, plan), Bound: bound, Proven: r.End <= l.Lower, Schedules: r.Schedules}
}

// budget is the default number of schedules for a problem's size. With a time cap
// the time decides.
func budget(p *Problem, cap time.Duration) int64 {
	if cap > 0 {
		return 1 << 40
	}
	return max(200, 1_000_000/int64(len(p.Tasks)+1))
}

// Weights turns a policy into the prices that the decoders and searches use.
func Weights(p *Problem, o Policy) decode.Weights {
	w := decode.Weights{Lateness: o.Lateness, Finish: o.Finish, Cost: o.Cost, Growth: o.Growth, Resilience: o.Resilience, HandOver: o.HandOver}
	if w == (decode.Weights{}) {
		w.Lateness, w.Finish = 100, 10
	}
	w.Soon, w.Mean = max(1, w.Finish), max(1, w.Finish/10)
	w.Over = 2 * max(1, w.Cost)
	w.Change = p.Rules.ChangePrice * max(1, w.Finish)
	return w
}
