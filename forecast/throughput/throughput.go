package throughput

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"plumbline/schedule/model"
)

// thinUnder is the length of history, in weeks, below which a result is marked Thin.
const thinUnder = 26

// Forecast answers one question. The answer depends on the input alone. It stops
// with ctx.Err() when ctx ends. Errors: *ThinError, ErrNothingFinished, or a
// sentence about a bad input.
func Forecast(ctx context.Context, in Input) (*Result, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	weeks, added, err := in.history()
	if err != nil {
		return nil, err
	}
	grid := beliefs()
	weights := weigh(grid, weeks, MinWeeks)
	now := newDrawer(grid, weights[len(weeks)], weeks, added, len(weeks))
	ends, err := now.trials(ctx, in, 1-newClock(in.Days).done(in.Elapsed))
	if err != nil {
		return nil, err
	}
	kept, c, err := record(ctx, in, grid, weights, weeks, added)
	if err != nil {
		return nil, err
	}
	r := in.summarise(ends, c)
	r.History, r.Thin = len(weeks), len(weeks) < thinUnder
	r.Pace, r.Growth, r.Record = now.pace(), now.growth, kept
	return r, nil
}

// history drops the weeks before the first finished change.
func (in *Input) history() (weeks, added []float64, err error) {
	first := slices.IndexFunc(in.Weeks, func(n int) bool { return n > 0 })
	if first < 0 {
		return nil, nil, ErrNothingFinished
	}
	if have := len(in.Weeks) - first; have < MinWeeks {
		return nil, nil, &ThinError{Have: have, Need: MinWeeks}
	}
	for i := first; i < len(in.Weeks); i++ {
		weeks = append(weeks, float64(in.Weeks[i]))
		if in.Added != nil {
			added = append(added, float64(in.Added[i]))
		}
	}
	return weeks, added, nil
}

func (in *Input) summarise(ends []float64, c correction) *Result {
	slices.Sort(ends)
	at := func(p float64) model.Minute { return in.instant(quantile(ends, c.level(p))) }
	r := &Result{P10: at(.1), P50: at(.5), P80: at(.8), P90: at(.9), Odds: math.NaN()}
	for i := range 101 {
		r.Quantiles = append(r.Quantiles, at(float64(i)/100))
	}
	r.Unfinished = 1 - c.asked(float64(under(ends, Horizon))/float64(len(ends)))
	if in.By != 0 {
		k := newClock(in.Days)
		by := k.done(max(in.Elapsed+float64(in.By-in.Now)/float64(Week), in.Elapsed)) - k.done(in.Elapsed)
		r.Odds = c.asked(float64(under(ends, by)) / float64(len(ends)))
	}
	return r
}

// instant turns weeks of work from now into a Minute.
func (in *Input) instant(weeks float64) model.Minute {
	if weeks > Horizon {
		return Never
	}
	k := newClock(in.Days)
	passed := k.passed(k.done(in.Elapsed)+weeks) - in.Elapsed
	return in.Now + model.Minute(math.Ceil(max(passed, 0)*float64(Week)-1e-6))
}

// under counts the sorted values at or below limit.
func under(sorted []float64, limit float64) int {
	n, _ := slices.BinarySearchFunc(sorted, limit, func(v, limit float64) int {
		if v <= limit {
			return -1
		}
		return 1
	})
	return n
}

// quantile interpolates between order statistics (definition 7 of Hyndman and Fan
// 1996); beyond a trial that never ended it gives that trial.
func quantile(sorted []float64, p float64) float64 {
	k := p * float64(len(sorted)-1)
	low := int(k)
	high := min(low+1, len(sorted)-1)
	if sorted[low] > Horizon || sorted[high] > Horizon {
		return sorted[high]
	}
	return sorted[low] + (sorted[high]-sorted[low])*(k-float64(low))
}

// newRand gives each origin a stream of its own, so that a record does not change
// when another origin is added.
func newRand(seed uint64, origin int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(origin)*0x9e3779b97f4a7c15+1))
}
