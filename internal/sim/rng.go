package sim

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// Rand gives the generator of one purpose, so that drawing more for one thing
// changes nothing else.
func Rand(seed uint64, purpose string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(purpose))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// Poisson draws a count with the given mean: Knuth's product below 30, a rounded
// normal above, whose error is far under what any test of ours can see.
func Poisson(r *rand.Rand, mean float64) int {
	if mean <= 0 {
		return 0
	}
	if mean > 30 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	limit, p, k := math.Exp(-mean), r.Float64(), 0
	for p > limit {
		p *= r.Float64()
		k++
	}
	return k
}

// Gamma draws from a gamma distribution of the given shape and mean (Marsaglia
// and Tsang, 2000).
func Gamma(r *rand.Rand, shape, mean float64) float64 {
	if shape < 1 {
		boost := math.Pow(r.Float64(), 1/shape)
		return Gamma(r, shape+1, 1) * (shape + 1) * boost / shape * mean
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(r.Float64()) < 0.5*x*x+d-d*v+d*math.Log(v) {
			return d * v / shape * mean
		}
	}
}

// Weibull draws from a Weibull distribution of the given shape and mean.
func Weibull(r *rand.Rand, shape, mean float64) float64 {
	scale := mean / math.Gamma(1+1/shape)
	return scale * math.Pow(-math.Log(1-r.Float64()), 1/shape)
}

// between draws evenly from [low, high).
func between(r *rand.Rand, low, high float64) float64 { return low + (high-low)*r.Float64() }
