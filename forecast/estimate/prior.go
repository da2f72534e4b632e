package estimate

import "math"

// priorRatios is what is believed about ratios of one size before any outcome.
type priorRatios struct {
	grid, weights []float64 // logarithm of the ratio and its probability
	mean, square  float64   // of the capped ratio
}

// published holds, per size bucket, the share of tasks that took exactly what was
// estimated, and quantiles of log(actual/estimate) of the others.
type published struct {
	exact     float64
	quantiles [9]float64 // at the probabilities of publishedAt
}

func publishedAt() [9]float64 {
	return [9]float64{.01, .05, .1, .25, .5, .75, .9, .95, .99}
}

// publicData was counted from the task records of the CESAW data (45 team projects,
// 246 people, 60,575 tasks, 2010–2017) and of Renzo Borgatti's pomodoro log (10,160
// tasks, 2009–2019), both as given in Derek M. Jones' collection of software
// engineering data; each project weighs at most 150 tasks a bucket.
func publicData() []published {
	return []published{
		{0.11, [...]float64{-2.18, -1.53, -1.10, -0.41, 0.22, 0.92, 1.71, 2.14, 3.19}},
		{0.09, [...]float64{-2.87, -1.95, -1.50, -0.71, -0.07, 0.53, 1.17, 1.65, 2.49}},
		{0.07, [...]float64{-3.21, -2.19, -1.59, -0.76, -0.15, 0.35, 0.92, 1.31, 2.09}},
		{0.05, [...]float64{-3.59, -2.26, -1.69, -0.88, -0.18, 0.29, 0.83, 1.19, 2.04}},
		{0.05, [...]float64{-3.76, -2.40, -1.79, -0.85, -0.14, 0.28, 0.77, 1.12, 1.85}},
		{0.07, [...]float64{-3.65, -2.26, -1.61, -0.66, -0.08, 0.25, 0.69, 1.03, 1.63}},
		{0.09, [...]float64{-4.18, -2.48, -1.74, -0.74, -0.09, 0.20, 0.58, 0.84, 1.37}},
		{0.16, [...]float64{-6.23, -3.41, -2.36, -0.93, -0.14, 0.01, 0.29, 0.42, 0.77}},
	}
}

// priors spreads the published quantiles over a grid of 100 points and one more for
// the atom.
func priors() []priorRatios {
	var out []priorRatios
	for _, p := range publicData() {
		r := priorRatios{grid: []float64{0}, weights: []float64{p.exact}}
		for i := range 100 {
			r.grid = append(r.grid, p.at((float64(i)+0.5)/100))
			r.weights = append(r.weights, (1-p.exact)/100)
		}
		for i, v := range r.grid {
			x := min(math.Exp(v), capped)
			r.mean += r.weights[i] * x
			r.square += r.weights[i] * x * x
		}
		out = append(out, r)
	}
	return out
}

// at interpolates between the published quantiles, flat beyond the outermost.
func (p published) at(prob float64) float64 {
	at := publishedAt()
	for i, q := range at {
		if prob <= q {
			if i == 0 {
				return p.quantiles[0]
			}
			f := (prob - at[i-1]) / (q - at[i-1])
			return p.quantiles[i-1] + f*(p.quantiles[i]-p.quantiles[i-1])
		}
	}
	return p.quantiles[len(at)-1]
}
