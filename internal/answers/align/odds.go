package align

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
)

// fewest is how many values a series needs before it says anything of the future: four
// steps, of which one goes to the drift.
const fewest = 5

// Outlook is where a series is heading on one day, under a random walk with drift.
type Outlook struct {
	P10 float64 `json:"p10"`
	P50 float64 `json:"p50"`
	P90 float64 `json:"p90"`
	// Odds that the value is at the target or past it on that day, 0–1.
	Odds float64 `json:"odds"`
}

// heading forecasts a series from its values up to a day, never from later ones, to the
// day a target is wanted. It is a random walk with drift on irregular days: the drift is
// the whole rise over the whole time, the steps around it give the variance a day, and
// the doubt about the drift grows with the square of the way ahead (Hyndman &
// Athanasopoulos, Forecasting, 5.5). With n values the spread follows Student's t with
// n − 2 degrees of freedom. It says nothing with fewer than five values, and nothing of
// a day that has passed.
func heading(k *align.KeyResult, today, by record.Date) (Outlook, bool) {
	var at, v []float64
	for _, s := range k.Series {
		if s.On <= today {
			at, v = append(at, dayNumber(s.On)), append(v, s.Value)
		}
	}
	n := len(v)
	if n < fewest || by <= today {
		return Outlook{}, false
	}
	span := at[n-1] - at[0]
	drift := (v[n-1] - v[0]) / span
	variance := 0.0
	for i := 1; i < n; i++ {
		step := at[i] - at[i-1]
		off := v[i] - v[i-1] - drift*step
		variance += off * off / step
	}
	variance /= float64(n - 2)
	ahead := dayNumber(by) - at[n-1]
	mean := v[n-1] + drift*ahead
	spread := math.Sqrt(variance * ahead * (1 + ahead/span))
	return outlook(k, mean, spread, float64(n-2)), true
}

func outlook(k *align.KeyResult, mean, spread, freedom float64) Outlook {
	rises := k.Target > k.Baseline
	if spread == 0 {
		o := Outlook{P10: mean, P50: mean, P90: mean}
		if rises == (mean >= k.Target) || mean == k.Target {
			o.Odds = 1
		}
		return o
	}
	t := distuv.StudentsT{Mu: mean, Sigma: spread, Nu: freedom}
	odds := t.CDF(k.Target)
	if rises {
		odds = 1 - odds
	}
	return Outlook{P10: t.Quantile(0.1), P50: mean, P90: t.Quantile(0.9), Odds: odds}
}

func dayNumber(d record.Date) float64 { return float64(d.In(time.UTC).Unix()) / 86400 }

// Mark is a milestone, or the tasks behind a promise, as the newest plan sees it.
type Mark struct {
	Done  bool
	Curve []time.Time // 101 instants: 0 % to 100 % of the simulated futures
	// Wanted is the day the plan was asked about, and Odds what it said of it exactly; the
	// odds of other days are read off the curve.
	Wanted record.Date
	Odds   *float64
}

// By gives the odds that the milestone is there by the end of a day, 0–1.
func (m *Mark) By(d record.Date, zone *time.Location) float64 {
	if m.Done {
		return 1
	}
	if m.Odds != nil && d == m.Wanted {
		return *m.Odds
	}
	end := d.Add(1).In(zone)
	n := len(m.Curve)
	for i, at := range m.Curve {
		if at.Before(end) {
			continue
		}
		if i == 0 {
			return 0
		}
		part := float64(end.Sub(m.Curve[i-1])) / math.Max(1, float64(at.Sub(m.Curve[i-1])))
		return (float64(i-1) + math.Min(1, part)) / float64(n-1)
	}
	return 1
}

// Day gives the first day by whose end the odds are at least these; "" where no day of
// the curve has them, or it is done.
func (m *Mark) Day(odds float64, zone *time.Location) record.Date {
	if m.Done || len(m.Curve) == 0 || odds > 1 {
		return ""
	}
	at := m.Curve[min(len(m.Curve)-1, int(math.Ceil(odds*float64(len(m.Curve)-1)-1e-9)))]
	return record.DateOf(at.Add(-time.Minute).In(zone))
}
