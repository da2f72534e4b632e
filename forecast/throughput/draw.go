package throughput

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// block is the length in weeks of the runs of the past that are replayed together,
// so that lulls and bursts keep their length.
const block = 3

// drawer plays futures from one origin: it sees weeks[:origin] only.
type drawer struct {
	grid         []belief
	paces        []pace
	choose       []float64 // cumulative weights of the beliefs
	starts       [][]float64
	weeks, added []float64
	growth       float64
	origin       int
}

func newDrawer(grid []belief, weights, weeks, added []float64, origin int) *drawer {
	d := &drawer{grid: grid, weeks: weeks[:origin], origin: origin}
	sum := 0.0
	for i, b := range grid {
		sum += weights[i]
		d.choose = append(d.choose, sum)
		d.paces = append(d.paces, b.read(weeks, origin))
	}
	for _, b := range grid {
		d.starts = append(d.starts, recency(b.halfLife, origin))
	}
	if added != nil {
		d.added = added[:origin]
		for _, a := range d.added {
			d.growth += a / float64(origin)
		}
	}
	return d
}

// recency is the cumulative distribution of the week drawn, older weeks less often.
func recency(halfLife float64, n int) []float64 {
	out := make([]float64, n)
	sum := 0.0
	for s := range out {
		sum += math.Exp2(-float64(n-1-s) / halfLife)
		out[s] = sum
	}
	for s := range out {
		out[s] /= sum
	}
	return out
}

func (d *drawer) pace() float64 {
	total, before := 0.0, 0.0
	for i, c := range d.choose {
		total += (c - before) * d.paces[i].mean
		before = c
	}
	return total
}

// trials plays the input's futures; share of the first week's work is still to come.
func (d *drawer) trials(ctx context.Context, in Input, share float64) ([]float64, error) {
	n := in.Trials
	if n == 0 {
		n = 10_000
	}
	rng := newRand(in.Seed, d.origin)
	ends := make([]float64, n)
	for i := range ends {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		ends[i] = d.trial(rng, float64(in.Remaining), share)
	}
	return ends, nil
}

// trial plays weeks until nothing remains and returns how many weeks that took; the
// first week has only share of it left. Past Horizon it gives infinity.
func (d *drawer) trial(rng *rand.Rand, remaining, share float64) float64 {
	i, _ := slices.BinarySearch(d.choose, rng.Float64()*d.choose[len(d.choose)-1])
	i = min(i, len(d.grid)-1)
	level := math.Sqrt(d.paces[i].doubt) * rng.NormFloat64()
	at, run := 0, 0
	for passed := 0.0; passed < Horizon; {
		if run == 0 || at == d.origin {
			at, _ = slices.BinarySearch(d.starts[i], rng.Float64())
			at, run = min(at, d.origin-1), block
		}
		done := whole(rng, d.weeks[at]*share*math.Exp(level))
		if d.added != nil {
			remaining += whole(rng, d.added[at]*share)
		}
		if done >= remaining {
			return passed + share*remaining/done
		}
		remaining -= done
		passed += share
		share = 1
		level += d.grid[i].drift * rng.NormFloat64()
		at, run = at+1, run-1
	}
	return math.Inf(1)
}

// whole rounds to a neighbouring whole number so that the mean is kept.
func whole(rng *rand.Rand, x float64) float64 {
	low := math.Floor(x)
	if rng.Float64() < x-low {
		return low + 1
	}
	return low
}
