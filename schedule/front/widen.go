package front

import (
	"context"
	"time"

	"plumbline/schedule/decode"
	"plumbline/schedule/engine"
	"plumbline/schedule/search"
)

// The budget comes in parts: two for each named plan, one for each search between
// them, and as many as those for widening.
const namedParts = 2

// searches is how many searches there are between the named plans.
func (f *finder) searches() int64 {
	if f.fast {
		return 2 * steps
	}
	return steps
}

// parts is how many parts the budget has.
func (f *finder) parts() int64 { return 5*namedParts + 2*f.searches() }

// options gives the options of a search that takes so many parts of the budget.
func (f *finder) options(policy engine.Policy, count int64) engine.Options {
	o := f.o
	o.Policy, o.Progress = policy, nil
	o.Schedules = max(40, f.o.Schedules*count/f.parts())
	if f.o.Time > 0 {
		left := f.o.Time - time.Since(f.begun)
		o.Time = max(time.Millisecond, left*time.Duration(count)/time.Duration(max(count, f.parts()-f.done)))
	}
	f.done += count
	return o
}

// widen varies the plans known by now all along the front, by finish and cost.
func (f *finder) widen(ctx context.Context) {
	o := f.options(engine.Policy{Finish: 1, Cost: 10}, f.searches())
	w := engine.Weights(f.p, o.Policy)
	l := search.Limits{Seed: o.Seed, Schedules: o.Schedules, Workers: max(1, o.Workers), Archive: int(min(most, max(8, o.Schedules/400)))}
	if f.o.Time > 0 {
		l.Deadline = f.begun.Add(f.o.Time)
	}
	var from []*decode.Genome
	for _, c := range f.line() {
		from = append(from, search.FromPlan(f.x, c.plan))
	}
	f.met(decode.NewDecoder(f.x, w), search.Widen(ctx, f.x, w, from, l))
}
