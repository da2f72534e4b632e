package throughput

import "math"

// belief is one way to read the past: how quickly it is forgotten (half-life in
// weeks) and how far the logarithm of the pace wanders a week (standard deviation).
type belief struct {
	halfLife, drift float64
	prior           float64 // log of the prior weight
}

// beliefs is the grid the weights are learned over. The prior favours a pace that
// wanders about 5 % a week and is remembered for half a year.
func beliefs() []belief {
	var out []belief
	for _, h := range []float64{5, 12, 26, 78} {
		for _, q := range []float64{0.01, 0.03, 0.06, 0.1, 0.16} {
			a, b := math.Log(h/20)/1.2, math.Log(q/0.05)/0.9
			out = append(out, belief{h, q, -(a*a + b*b) / 2})
		}
	}
	return out
}

// pace is what a belief says of the weeks before one origin.
type pace struct {
	mean       float64 // changes a week
	dispersion float64 // variance over mean of a week's count
	doubt      float64 // variance of the logarithm of the mean
}

// read weighs weeks[:origin] by age under a belief.
func (b belief) read(weeks []float64, origin int) pace {
	var sum, weight, squares float64
	keep := math.Exp2(-1 / b.halfLife)
	w := 1.0
	for s := origin - 1; s >= 0; s-- {
		sum += w * weeks[s]
		weight += w
		squares += w * w
		w *= keep
	}
	mean := (sum + 0.5) / (weight + 0.5)
	spread := 0.0
	w = 1
	for s := origin - 1; s >= 0; s-- {
		spread += w * (weeks[s] - mean) * (weeks[s] - mean)
		w *= keep
	}
	effective := weight * weight / squares
	dispersion := (spread/mean*effective/weight + 1.4*3) / (effective - 1 + 3)
	lag := min(b.halfLife/math.Ln2, float64(origin)) / 2 // how stale the mean is, in weeks
	return pace{mean, max(dispersion, 1), 0.85*dispersion/(mean*effective) + b.drift*b.drift*lag*0.8}
}

// score is the log probability of seeing count in the next h weeks: a negative
// binomial with the belief's mean and variance.
func (p pace) score(drift, count float64, h int) float64 {
	mu := p.mean * float64(h)
	relative := math.Exp(p.doubt+drift*drift*float64(h)/3) - 1
	variance := p.dispersion*mu + mu*mu*relative
	extra := max(variance-mu, 1e-3*mu)
	size := mu * mu / extra
	a, _ := math.Lgamma(count + size)
	b, _ := math.Lgamma(size)
	c, _ := math.Lgamma(count + 1)
	return a - b - c + size*math.Log(size/(size+mu)) + count*math.Log(mu/(size+mu))
}

// horizons at which beliefs are scored, in weeks.
var horizons = [...]int{1, 4, 9}

// weigh returns, for each origin from first to the end of the weeks, the weight of
// each belief from the weeks before that origin alone. Overlapping outcomes count
// in proportion to what is new in them.
func weigh(grid []belief, weeks []float64, first int) [][]float64 {
	n := len(weeks)
	gains := make([][]float64, n+1) // by the week in which the outcome was known
	for t := range gains {
		gains[t] = make([]float64, len(grid))
	}
	for t := 4; t < n; t++ {
		for i, b := range grid {
			p, count, ahead := b.read(weeks, t), 0.0, 0
			for _, h := range horizons {
				for ; ahead < h && t+ahead < n; ahead++ {
					count += weeks[t+ahead]
				}
				if t+h <= n {
					gains[t+h][i] += p.score(b.drift, count, h) / float64(h)
				}
			}
		}
	}
	return normalise(grid, gains, first)
}

// normalise turns running sums of gains into weights that sum to one.
func normalise(grid []belief, gains [][]float64, first int) [][]float64 {
	total := make([]float64, len(grid))
	for i, b := range grid {
		total[i] = b.prior
	}
	out := make([][]float64, len(gains))
	for t := range gains {
		best := math.Inf(-1)
		for i := range total {
			total[i] += gains[t][i]
			best = max(best, total[i])
		}
		if t < first {
			continue
		}
		sum := 0.0
		out[t] = make([]float64, len(grid))
		for i := range total {
			out[t][i] = math.Exp(total[i] - best)
			sum += out[t][i]
		}
		for i := range out[t] {
			out[t][i] /= sum
		}
	}
	return out
}
