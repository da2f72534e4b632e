package estimate

import "math"

// Record is how forecasts of the next tasks of a team's own projects came out,
// each made when the task before them was finished and from what was known then.
type Record struct {
	Batch   int    // tasks summed in one forecast
	Levels  []Kept // at 10, 20, … 90 and 85 %, in order: the reliability chart
	Pinball float64
	Width   float64   // mean of P90 − P10 over P50
	Places  []float64 // where in its distribution each outcome fell, 0–1 (the probability integral transform), oldest first
}

// Kept counts the forecasts at one level.
type Kept struct {
	Percent   int
	Forecasts int
	Right     float64 // outcomes at or below the forecast; ties count half
}

// At gives the count at a level.
func (r *Record) At(percent int) Kept {
	for _, k := range r.Levels {
		if k.Percent == percent {
			return k
		}
	}
	return Kept{Percent: percent}
}

// pinballLevels are those of the published figures.
func pinballLevels() []float64 { return []float64{.1, .5, .85, .9} }

// Backtest walks through a track record in order of completion and forecasts again
// and again the sum of each project's next batch of tasks (0 = Run). Batches of a
// project do not overlap. The first forecast is made after MinTrack outcomes.
func Backtest(track []Outcome, batch int) *Record {
	if batch == 0 {
		batch = Run
	}
	r := &Record{Batch: batch}
	for _, p := range []int{10, 20, 30, 40, 50, 60, 70, 80, 85, 90} {
		r.Levels = append(r.Levels, Kept{Percent: p})
	}
	own, done, m := map[string][]int{}, map[string]int{}, New()
	for i, o := range track {
		own[o.Project] = append(own[o.Project], i)
	}
	loss, actual := 0.0, 0.0
	for i, o := range track {
		m.Add(o)
		done[o.Project]++
		rest := own[o.Project][done[o.Project]:]
		if i < MinTrack || (done[o.Project]-1)%batch != 0 || len(rest) < batch {
			continue
		}
		tasks, took := next(track, rest[:batch])
		if len(tasks) == 0 {
			continue
		}
		loss += r.note(m.Sum(tasks), took)
		actual += took
	}
	if n := float64(len(r.Places)); n > 0 {
		r.Pinball = loss / actual
		r.Width /= n
	}
	return r
}

func next(track []Outcome, which []int) (tasks []Task, took float64) {
	for _, j := range which {
		if o := track[j]; o.EstimateMin > 0 && o.ActualMin > 0 {
			tasks = append(tasks, Task{o.Project, o.Person, o.Kind, float64(o.EstimateMin)})
			took += float64(o.ActualMin)
		}
	}
	return tasks, took
}

// note scores one forecast and returns its pinball loss.
func (r *Record) note(s Sum, took float64) (loss float64) {
	for i := range r.Levels {
		k := &r.Levels[i]
		k.Forecasts++
		switch q := s.Quantile(float64(k.Percent) / 100); {
		case math.Abs(took-q) < 1e-9:
			k.Right += 0.5
		case took < q:
			k.Right++
		}
	}
	for _, p := range pinballLevels() {
		q := s.Quantile(p)
		loss += math.Max((took-q)*p, (q-took)*(1-p)) / float64(len(pinballLevels()))
	}
	r.Width += (s.Quantile(.9) - s.Quantile(.1)) / s.Quantile(.5)
	r.Places = append(r.Places, s.place(took))
	return loss
}

// place is the probability the forecast gave to at most what came true; over a step
// of the distribution its middle.
func (s Sum) place(took float64) float64 {
	z := (math.Log(took/s.Expected) - s.Shift) / math.Hypot(s.Own, s.Common)
	below, at := 0.0, 0.0
	for _, e := range s.errors {
		switch {
		case e.value < z:
			below += e.weight
		case e.value == z:
			at += e.weight
		}
	}
	return (below + at/2) / s.total
}
