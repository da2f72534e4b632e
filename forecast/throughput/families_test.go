package throughput

import (
	"math"
	"math/rand/v2"
)

// family makes weekly counts of a kind of team the model was not told about.
type family struct {
	name string
	make func(rng *rand.Rand, n int) []int
}

// level draws a team's own pace: a few to a few dozen changes a week.
func level(rng *rand.Rand) float64 { return math.Exp(math.Log(8) + 0.7*rng.NormFloat64()) }

func poisson(rng *rand.Rand, mean float64) int {
	if mean > 60 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*rng.NormFloat64())))
	}
	limit, k, p := math.Exp(-mean), 0, 1.0
	for {
		p *= rng.Float64()
		if p <= limit {
			return k
		}
		k++
	}
}

// gamma draws with the given shape and mean 1 (sum of exponentials for whole shapes).
func gamma(rng *rand.Rand, shape int) float64 {
	sum := 0.0
	for range shape {
		sum += rng.ExpFloat64()
	}
	return sum / float64(shape)
}

func families() []family {
	weekly := func(pace func(rng *rand.Rand) func(week int) float64) func(*rand.Rand, int) []int {
		return func(rng *rand.Rand, n int) []int {
			mean, out := pace(rng), make([]int, n)
			for w := range out {
				out[w] = poisson(rng, mean(w))
			}
			return out
		}
	}
	return []family{
		{"steady", weekly(func(rng *rand.Rand) func(int) float64 {
			m := level(rng)
			return func(int) float64 { return m }
		})},
		{"bursty", weekly(func(rng *rand.Rand) func(int) float64 {
			m, shape := level(rng), 1+rng.IntN(4)
			return func(int) float64 { return m * gamma(rng, shape) }
		})},
		{"regimes", weekly(func(rng *rand.Rand) func(int) float64 {
			m, now := level(rng), 1.0
			return func(int) float64 {
				if rng.Float64() < 1.0/30 {
					now = math.Exp(0.5 * rng.NormFloat64())
				}
				return m * now
			}
		})},
		{"holidays", weekly(func(rng *rand.Rand) func(int) float64 {
			m, shift := level(rng), rng.IntN(52)
			return func(w int) float64 {
				switch (w + shift) % 52 {
				case 51, 0:
					return m * 0.05
				case 30, 31, 32, 33:
					return m * 0.5
				}
				return m
			}
		})},
		{"seasons", weekly(func(rng *rand.Rand) func(int) float64 {
			m, a, shift := level(rng), 0.3*rng.Float64(), rng.Float64()*52
			return func(w int) float64 { return m * (1 + a*math.Sin(2*math.Pi*(float64(w)+shift)/52)) }
		})},
		{"trend", weekly(func(rng *rand.Rand) func(int) float64 {
			m, slope := level(rng), 0.008*rng.NormFloat64()
			return func(w int) float64 { return m * math.Exp(slope*float64(w-52)) }
		})},
		{"wandering", weekly(func(rng *rand.Rand) func(int) float64 {
			m, x := level(rng), 0.0
			return func(int) float64 {
				x = 0.95*x + 0.12*rng.NormFloat64()
				return m * math.Exp(x)
			}
		})},
		{"sprints", weekly(func(rng *rand.Rand) func(int) float64 {
			m := level(rng)
			return func(w int) float64 { return m * []float64{0.4, 1.6}[w%2] }
		})},
	}
}
