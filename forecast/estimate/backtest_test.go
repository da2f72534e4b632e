package estimate

import (
	"math"
	"testing"
)

func TestTheBacktestCountsWhatTheWalkSees(t *testing.T) {
	past := track(worlds()[0], 5, 6, 200)
	r := Backtest(past, 10)
	kept, n := 0.0, 0
	m, own, done := New(), map[string][]int{}, map[string]int{}
	for i, o := range past {
		own[o.Project] = append(own[o.Project], i)
	}
	for i, o := range past {
		m.Add(o)
		done[o.Project]++
		rest := own[o.Project][done[o.Project]:]
		if i < MinTrack || done[o.Project]%10 != 1 || len(rest) < 10 {
			continue
		}
		tasks, took := next(past, rest[:10])
		n++
		if took < m.Sum(tasks).Quantile(.8) {
			kept++
		}
	}
	if k := r.At(80); k.Forecasts != n || math.Abs(k.Right-kept) > 0.5 || n < 100 {
		t.Fatalf("the record says %v of %d, counted %v of %d", k.Right, k.Forecasts, kept, n)
	}
}

func TestPlacesOfOutcomesAreSpreadEvenly(t *testing.T) {
	var counts [5]float64
	n := 0.0
	for i, w := range worlds() {
		for _, u := range Backtest(track(w, uint64(i)+70, 12, 260), Run).Places {
			counts[min(int(u*5), 4)]++
			n++
		}
	}
	for i, c := range counts {
		if share := 100 * c / n; share < 15 || share > 25 {
			t.Errorf("%.0f %% of %v outcomes fell in fifth %d", share, n, i+1)
		}
	}
}

func TestPinballRisesWhenForecastsAreWorse(t *testing.T) {
	past := track(worlds()[0], 5, 6, 200)
	good := Backtest(past, Run)
	for i := range past {
		past[i].EstimateMin = 60 // as if nobody had told sizes apart
	}
	if bad := Backtest(past, Run); bad.Pinball <= good.Pinball*1.1 || bad.Width <= good.Width {
		t.Fatalf("pinball %.3f with sizes, %.3f without; width %.2f and %.2f", good.Pinball, bad.Pinball, good.Width, bad.Width)
	}
}

func TestAnEmptyTrackHasAnEmptyRecord(t *testing.T) {
	if r := Backtest(nil, 0); r.Batch != Run || len(r.Places) != 0 || r.At(80).Forecasts != 0 {
		t.Fatalf("%+v", r)
	}
}
