package estimate

import (
	"math"
)

// MinTrack is the number of outcomes before a run is learned from; with fewer the
// prior speaks nearly alone.
const MinTrack = 20

// Sum is the distribution of the work, in minutes, that a project's next tasks take
// together, corrected by how such forecasts came out before.
type Sum struct {
	Expected float64 // minutes before correction
	Shift    float64 // logarithm of the project's believed shift
	Own      float64 // relative spread from the tasks' own causes
	Common   float64 // logarithmic spread of the common cause
	errors   []weighted
	total    float64
}

// Sum forecasts the tasks, all of one project (that of the first task), from what
// was added so far.
func (m *Model) Sum(tasks []Task) Sum {
	if len(tasks) == 0 {
		return Sum{}
	}
	var own []seen
	for _, t := range tasks {
		own = append(own, m.lookup(t))
	}
	c := m.correctors[nearest(len(tasks))]
	s := Sum{Common: c.causes.spread()}
	s.Expected, s.Own = m.expect(own, len(m.past))
	s.Shift = c.shifts[own[0].project].now()
	s.errors = c.errors(own[0].project, math.Hypot(s.Own, s.Common))
	for _, e := range s.errors {
		s.total += e.weight
	}
	return s
}

// Quantile is the work in minutes at probability p.
func (s Sum) Quantile(p float64) float64 {
	if s.Expected == 0 {
		return 0
	}
	return s.Expected * math.Exp(s.Shift+math.Hypot(s.Own, s.Common)*s.standard(p))
}

// standard is the quantile of the standardised errors.
func (s Sum) standard(p float64) float64 {
	sum := 0.0
	for _, e := range s.errors {
		sum += e.weight
		if sum >= p*s.total {
			return e.value
		}
	}
	return s.errors[len(s.errors)-1].value
}

// Common is the logarithmic spread of the common cause of runs of n tasks.
func (m *Model) Common(n int) float64 {
	return m.correctors[nearest(max(n, 1))].causes.spread()
}

// errors are the standardised errors of past runs as one project sees them, with the
// normal distribution they start from, sorted. What is expected is a mean; the middle
// of a log-normal of that spread lies half its variance below.
func (c *corrector) errors(project int32, spread float64) []weighted {
	all := make([]weighted, 0, min(len(c.runs), errorReach)+99)
	keep, weight := math.Exp2(-1/errorAge), overlap
	for i := len(c.runs) - 1; i >= max(0, len(c.runs)-errorReach); i-- {
		w := weight
		if c.runs[i].project == project {
			w *= ownWeight
		}
		all = append(all, weighted{c.runs[i].error, w})
		weight *= keep
	}
	for i := range 99 {
		p := (float64(i) + 0.5) / 99
		all = append(all, weighted{math.Sqrt2*math.Erfinv(2*p-1) - spread/2, errorPrior / 99})
	}
	sortWeighted(all)
	return all
}
