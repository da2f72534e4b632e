package align

import (
	"math"
	"math/rand/v2"
	"testing"

	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
)

// walk draws a random walk with drift on irregular days, up to today and to the end.
func walk(r *rand.Rand, n int, drift, sigma float64, ahead int) (k *align.KeyResult, today, by record.Date, end float64) {
	day, v := record.Date("2026-01-05"), 50.0
	k = &align.KeyResult{Baseline: 0, Target: 1}
	for i := range n {
		k.Series = append(k.Series, align.Value{On: day, Value: v})
		today = day
		if i == n-1 {
			break
		}
		step := 1 + r.IntN(13)
		day = day.Add(step)
		v += drift*float64(step) + sigma*math.Sqrt(float64(step))*r.NormFloat64()
	}
	by = today.Add(ahead)
	return k, today, by, v + drift*float64(ahead) + sigma*math.Sqrt(float64(ahead))*r.NormFloat64()
}

// Of walks of which the model holds, eight in ten end between P10 and P90, and a target
// called p likely is reached in p of the cases.
func TestRangesAndOddsKeepWhatTheySay(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for _, n := range []int{fewest, 9, 20} {
		const trials = 4000
		inside, below := 0, 0
		var said, came [10]float64
		for range trials {
			k, today, by, end := walk(r, n, 0.3*r.NormFloat64(), 1, 30)
			k.Target = 50 + 25*r.NormFloat64()
			k.Baseline = k.Target - 1
			o, ok := heading(k, today, by)
			if !ok {
				t.Fatal("no outlook")
			}
			if end >= o.P10 && end <= o.P90 {
				inside++
			}
			if end < o.P50 {
				below++
			}
			bin := min(9, int(o.Odds*10))
			said[bin] += o.Odds
			if end >= k.Target {
				came[bin]++
			}
		}
		if share := float64(inside) / trials; math.Abs(share-0.8) > 0.02 {
			t.Errorf("%d values: %.3f between P10 and P90", n, share)
		}
		if share := float64(below) / trials; math.Abs(share-0.5) > 0.03 {
			t.Errorf("%d values: %.3f below the median", n, share)
		}
		off, all := 0.0, 0.0
		for i := range said {
			off, all = off+math.Abs(said[i]-came[i]), all+said[i]
		}
		if off/trials > 0.03 {
			t.Errorf("%d values: odds are %.3f off on average, said %v came %v", n, off/trials, said, came)
		}
	}
}

func TestWhatCameLaterIsNotLookedAt(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	k, _, _, _ := walk(r, 20, 0.2, 1, 30)
	today := k.Series[9].On
	by := today.Add(40)
	all, ok := heading(k, today, by)
	short := *k
	short.Series = k.Series[:10]
	known, ok2 := heading(&short, today, by)
	if !ok || !ok2 || all != known {
		t.Errorf("with what came later %+v, without %+v", all, known)
	}
}

func TestFewValuesAndPastDaysSayNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	k, today, by, _ := walk(r, fewest-1, 0, 1, 30)
	if _, ok := heading(k, today, by); ok {
		t.Errorf("%d values gave odds", fewest-1)
	}
	k, today, _, _ = walk(r, fewest, 0, 1, 30)
	if _, ok := heading(k, today, today); ok {
		t.Error("a day that is over gave odds")
	}
}

// By hand: values 0, 2, 2, 6, 8 on every tenth day. The drift is 8/40 = 0.2 a day; the
// steps are off it by 0, −2, 2 and 0, so the variance a day is (4+4)/10/3 = 0.2667. Ten
// days ahead the middle is 10 and the spread √(0.2667·10·(1+10/40)) = 1.8257.
func TestTheOutlookByHand(t *testing.T) {
	k := &align.KeyResult{Baseline: 0, Target: 10}
	day := record.Date("2026-01-01")
	for i, v := range []float64{0, 2, 2, 6, 8} {
		k.Series = append(k.Series, align.Value{On: day.Add(10 * i), Value: v})
	}
	o, ok := heading(k, day.Add(40), day.Add(50))
	spread := 1.825742
	t10 := 1.637744 // of Student's t with three degrees of freedom, from a table
	if !ok || math.Abs(o.P50-10) > 1e-9 || math.Abs(o.Odds-0.5) > 1e-9 || math.Abs(o.P90-10-t10*spread) > 1e-4 || math.Abs(10-o.P10-t10*spread) > 1e-4 {
		t.Errorf("%+v", o)
	}
	k.Baseline, k.Target = 20, 10-t10*spread
	if o, _ := heading(k, day.Add(40), day.Add(50)); math.Abs(o.Odds-0.1) > 1e-4 {
		t.Errorf("a falling target counts from the other side: %+v", o)
	}
}
