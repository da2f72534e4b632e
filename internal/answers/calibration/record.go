package calibration

import (
	"math"

	"plumbline/forecast"
	"plumbline/forecast/estimate"
	"plumbline/internal/record"
)

// Version names the rules by which a record is made; it is part of its key.
const Version = "1"

// Record is how forecasts of a track came out, as it is kept once for everybody: sums
// over projects and people, nothing of a single one.
type Record struct {
	Tasks   int     `json:"tasks"` // outcomes learned from
	Batch   int     `json:"batch"` // tasks summed in one forecast
	Levels  []Level `json:"levels"`
	Pinball float64 `json:"pinball"`
	Width   float64 `json:"width"`
	// Places counts where outcomes fell in their forecasts, in ten equal parts: flat
	// when forecasts are right about how sure they are.
	Places [10]int `json:"places"`
	// Common is the learned spread of what the tasks of a project share, and Correction
	// how much wider or narrower the learned correction makes P10–P90 than the tasks'
	// own spread alone, for a sum of 20.
	Common     float64 `json:"common"`
	Correction float64 `json:"correction"`
	// Bias is what a task of a day takes over its estimate, in the middle: 1.2 = a fifth
	// longer.
	Bias float64 `json:"bias"`
}

// Level is one point of the reliability chart. Low and High bound in nine cases of ten
// where the share lies that would come true in the long run.
type Level struct {
	Percent   int     `json:"percent"`
	Forecasts int     `json:"forecasts"`
	Right     float64 `json:"right"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
}

// enough is how many forecasts a size of batch must give to be chosen over a smaller
// one.
const enough = 12

// batches are the sizes tried, the usual first.
func batches() []int { return []int{estimate.Run, 10, 5} }

// RecordOf forecasts a track again, in order, each time from what was known before.
// Teams with little history are asked about fewer tasks at once.
func RecordOf(track []forecast.Outcome, m *estimate.Model) *Record {
	out := &Record{Tasks: m.Len(), Levels: []Level{}}
	for _, n := range batches() {
		b := forecast.Calibration(track, n)
		out.take(b)
		if len(b.Places) >= enough {
			break
		}
	}
	out.Common = round(m.Common(estimate.Run), 3)
	out.Correction, out.Bias = correction(m)
	return out
}

func (r *Record) take(b *estimate.Record) {
	if r.Batch != 0 && len(b.Places) == 0 {
		return
	}
	r.Batch, r.Levels, r.Places = b.Batch, []Level{}, [10]int{}
	r.Pinball, r.Width = round(b.Pinball, 4), round(b.Width, 3)
	for _, k := range b.Levels {
		low, high := Interval(k.Right, float64(k.Forecasts))
		r.Levels = append(r.Levels, Level{k.Percent, k.Forecasts, k.Right, low, high})
	}
	for _, p := range b.Places {
		r.Places[min(9, int(p*10))]++
	}
}

// At gives a level; zero where there were no forecasts.
func (r *Record) At(percent int) Level {
	if r != nil {
		for _, l := range r.Levels {
			if l.Percent == percent {
				return l
			}
		}
	}
	return Level{Percent: percent}
}

// Interval is Wilson's for a share of n cases, at 90 %: where the share lies in the long
// run in nine cases of ten. With no case it is everything.
func Interval(right, n float64) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.645
	p, d := right/n, 1+z*z/n
	mid, half := (p+z*z/(2*n))/d, z/d*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return round(max(0, mid-half), 3), round(min(1, mid+half), 3)
}

// correction compares the spread of a sum of twenty tasks of a day with that of the
// tasks alone.
func correction(m *estimate.Model) (wider, bias float64) {
	var tasks []estimate.Task
	for range estimate.Run {
		tasks = append(tasks, estimate.Task{Minutes: 480})
	}
	s := m.Sum(tasks)
	own := 2 * 1.2816 * s.Own
	if own == 0 {
		return 1, 1
	}
	return round(math.Log(s.Quantile(.9)/s.Quantile(.1))/own, 2), round(math.Exp(m.Ratios(tasks[0]).At(.5)), 3)
}

func round(x float64, places int) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	by := math.Pow(10, float64(places))
	return math.Round(x*by) / by
}

// Own is one person's track record, for that person's eyes only.
type Own struct {
	Tasks int `json:"tasks"`
	// Low, Middle and High are the P10, P50 and P90 of actual over estimate.
	Low    float64     `json:"low"`
	Middle float64     `json:"middle"`
	High   float64     `json:"high"`
	Last   record.Date `json:"last,omitempty"`
}
