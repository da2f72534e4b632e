package forecast

import (
	"context"
	"math"
	"slices"

	"plumbline/schedule/model"
)

// Gain is what the second of two inputs buys at one milestone over the first, with
// its own uncertainty: each Error is a standard error over blocks of trials, in the
// unit of its figure.
type Gain struct {
	Key        string  // of the milestone; empty for the finish of everything
	Sooner     float64 // minutes the P80 comes sooner; negative = later
	Error      float64
	Mean       float64 // minutes sooner on average over the trials
	MeanError  float64
	Odds       float64 // P(by the promise) gained, −1 to 1; NaN where neither promises
	OddsError  float64
	Before     Outlook
	After      Outlook
	Decisively bool // the gain in P80 is over twice its error
}

// Difference is a comparison of two inputs.
type Difference struct {
	Milestones []Gain // those of the first that the second has too, by key
	Finish     Gain
	Cost       float64 // minor units the second costs more, on average
	CostError  float64
}

// Compare runs both inputs in the same futures and says what going from a to b buys:
// a mitigation, a person more, scope dropped, a date moved. Draws belong to the keys
// of tasks, people and risks, and a project's common cause is a's, so that what both
// share is drawn alike; the difference is then much more certain than either date.
// Both take a's trials and seed.
func Compare(ctx context.Context, a, b Input) (*Difference, error) {
	base, err := Before(ctx, a)
	if err != nil {
		return nil, err
	}
	return base.Compare(ctx, b)
}

// Base is an input that was lived through, for others to be compared with. It may be
// used by several goroutines at once.
type Base struct {
	in     Input
	sample *sample
}

// Before lives through an input once, for any number of comparisons.
func Before(ctx context.Context, a Input) (*Base, error) {
	a.brief = true
	before, err := simulateAll(ctx, &a, nil)
	if err != nil {
		return nil, err
	}
	return &Base{a, before}, nil
}

// Compare says what going to another input buys, as the function of that name does.
func (base *Base) Compare(ctx context.Context, b Input) (*Difference, error) {
	a, before := &base.in, base.sample
	b.Trials, b.Seed, b.independent, b.brief = a.Trials, a.Seed, a.independent, true
	after, err := simulateAll(ctx, &b, before.b)
	if err != nil {
		return nil, err
	}
	d := &Difference{Finish: gain("", before, after, before.finish, after.finish, 0, 0)}
	for i, m := range a.Problem.Milestones {
		k := slices.IndexFunc(b.Problem.Milestones, func(o model.Milestone) bool { return o.Key == m.Key })
		if k >= 0 {
			d.Milestones = append(d.Milestones, gain(m.Key, before, after, before.milestones[i], after.milestones[k],
				m.Deadline, b.Problem.Milestones[k].Deadline))
		}
	}
	d.Cost, d.CostError = over(len(before.cost), func(from, to int) float64 {
		sum := 0.0
		for i := from; i < to; i++ {
			sum += after.cost[i] - before.cost[i]
		}
		return sum / float64(to-from)
	})
	return d, nil
}

// gain compares one milestone trial by trial. The second promise may be another date.
func gain(key string, before, after *sample, x, y []int32, promised, then model.Minute) Gain {
	g := Gain{Key: key, Before: before.exact(x, promised), After: after.exact(y, then), Odds: math.NaN(), OddsError: math.NaN()}
	base := float64(after.b.in.Problem.Start - before.b.in.Problem.Start) // offsets count from each start
	g.Sooner, g.Error = over(len(x), func(from, to int) float64 { return p80of(x[from:to]) - p80of(y[from:to]) - base })
	g.Mean, g.MeanError = over(len(x), func(from, to int) float64 {
		sum := 0.0
		for i := from; i < to; i++ {
			sum += float64(x[i]) - float64(y[i]) - base
		}
		return sum / float64(to-from)
	})
	if promised != 0 && then != 0 {
		g.Odds, g.OddsError = over(len(x), func(from, to int) float64 {
			return share(y[from:to], after.offset(then)) - share(x[from:to], before.offset(promised))
		})
	}
	g.Decisively = math.Abs(g.Sooner) > 2*g.Error
	return g
}

// batches is the number of blocks a standard error is taken over.
const batches = 20

// over gives a figure of all n trials and its standard error from what the same figure
// is in each of the batches (method of batch means).
func over(n int, figure func(from, to int) float64) (value, se float64) {
	value = figure(0, n)
	if n < 2*batches {
		return value, math.NaN()
	}
	squares, mean := 0.0, 0.0
	var each [batches]float64
	for k := range each {
		each[k] = figure(k*n/batches, (k+1)*n/batches)
		mean += each[k] / batches
	}
	for _, v := range each {
		squares += (v - mean) * (v - mean)
	}
	return value, math.Sqrt(squares / (batches - 1) / batches)
}

func p80of(list []int32) float64 {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return float64(sorted[order(.8, len(sorted))])
}

func share(list []int32, by int32) float64 {
	n := 0
	for _, at := range list {
		if at <= by {
			n++
		}
	}
	return float64(n) / float64(len(list))
}
