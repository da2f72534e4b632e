package throughput

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// history cuts a drawn series of weeks at a random age and asks for about 1 to 14
// weeks of work; took is what really happened.
func history(rng *rand.Rand, f family) (in Input, took float64) {
	age := 12 + rng.IntN(100)
	all := f.make(rng, age+300)
	for all[0] == 0 {
		all = f.make(rng, age+300)
	}
	recent := 0
	for _, n := range all[age-8 : age] {
		recent += n
	}
	in = Input{Weeks: all[:age], Seed: rng.Uint64(), Trials: 600}
	in.Remaining = max(1, int(float64(recent)/8*math.Exp(rng.Float64()*math.Log(14))))
	rest := make([]float64, 0, 300)
	for _, n := range all[age:] {
		rest = append(rest, float64(n))
	}
	return in, actual(rest, nil, age, float64(in.Remaining))
}

func TestPromisesAreKeptAsOftenAsTheySayOnTeamsNotSeen(t *testing.T) {
	levels := []float64{.1, .5, .8, .9}
	total := make([]float64, len(levels))
	count := 0.0
	for _, f := range families() {
		rng := rand.New(rand.NewPCG(14, 5))
		kept := make([]float64, len(levels))
		const n = 60
		for range n {
			in, took := history(rng, f)
			r, err := Forecast(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range levels {
				if float64(r.Quantiles[int(p*100)])/float64(Week) >= took {
					kept[i]++
				}
			}
		}
		for i := range total {
			total[i] += kept[i]
			kept[i] *= 100.0 / n
		}
		count += n
		if kept[2] < 64 || kept[2] > 96 { // three standard errors of 60 forecasts
			t.Errorf("%s: P80 came true in %.0f %%", f.name, kept[2])
		}
		t.Logf("%-10s P10 %5.1f  P50 %5.1f  P80 %5.1f  P90 %5.1f", f.name, kept[0], kept[1], kept[2], kept[3])
	}
	bands := [][2]float64{{6, 13}, {46, 55}, {77, 83}, {87, 94}}
	for i := range total {
		total[i] *= 100 / count
		if total[i] < bands[i][0] || total[i] > bands[i][1] {
			t.Errorf("P%.0f came true in %.1f %% of %v forecasts, outside %v", 100*levels[i], total[i], count, bands[i])
		}
	}
	t.Logf("all        P10 %5.1f  P50 %5.1f  P80 %5.1f  P90 %5.1f", total[0], total[1], total[2], total[3])
}
