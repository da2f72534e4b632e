package estimate

import (
	"math"
)

// How common causes are learned. Weights are in runs that do not overlap: a run that
// ends a quarter of its length after another counts a quarter.
const (
	overlap    = 0.25
	shiftPrior = 10.0  // runs of a project after which half of its shift is believed
	shiftAge   = 6.0   // half-life in runs of a project's shift
	errorAge   = 600.0 // half-life in kept errors of the standardised quantiles
	errorPrior = 15.0  // worth, in runs, of the normal distribution they start from
	ownWeight  = 3.0   // how much more a run of the same project counts
	errorReach = 2000  // kept errors looked at
)

// lengths are the numbers of tasks in a run that errors are learned at; a sum is
// read through the nearest.
func lengths() []int { return []int{5, 10, Run, 40, 80} }

// nearest is the index of the length closest to n tasks, by ratio.
func nearest(n int) int {
	best, gap := 0, math.Inf(1)
	for i, l := range lengths() {
		if g := math.Abs(math.Log(float64(n) / float64(l))); g < gap {
			best, gap = i, g
		}
	}
	return best
}

// corrector is what runs of one length have taught.
type corrector struct {
	length int
	runs   []run
	causes causes
	shifts map[int32]*shift // by project
}

// shift is the believed logarithm of a project's common factor.
type shift struct {
	weight, sums float64   // of the logarithmic errors of its runs
	before       []float64 // what was believed right after each of its tasks
}

func (s *shift) now() float64 {
	if s == nil {
		return 0
	}
	return s.sums / (s.weight + shiftPrior)
}

func newCorrectors() []*corrector {
	var out []*corrector
	for _, n := range lengths() {
		out = append(out, &corrector{length: n, causes: newCauses(), shifts: map[int32]*shift{}})
	}
	return out
}

// run is the error of one past run: the logarithm of what it took over what was
// expected, less the shift believed, over the spread believed.
type run struct {
	project int32
	error   float64
}

// causes learns the spread of the common cause: each candidate's penalty is its
// discounted negative log-likelihood under a Laplace law, which one odd run cannot
// dominate.
type causes struct{ penalty []float64 }

func spreads() []float64 {
	return []float64{0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7}
}

func newCauses() causes {
	c := causes{}
	for _, t := range spreads() {
		a := math.Log(t/0.25) / 1.5
		c.penalty = append(c.penalty, a*a)
	}
	return c
}

func (c *causes) learn(miss, own float64) {
	for i, t := range spreads() {
		sd := math.Hypot(own, t)
		c.penalty[i] = c.penalty[i]*0.998 + overlap*(math.Log(sd)+math.Abs(miss)/sd*math.Sqrt2)
	}
}

func (c *causes) spread() float64 {
	best := 0
	for i := range c.penalty {
		if c.penalty[i] < c.penalty[best] {
			best = i
		}
	}
	return spreads()[best]
}

// expect is the sum expected of tasks from the outcomes before index end, without
// any shift, and its spread relative to it from the tasks' own causes.
func (m *Model) expect(tasks []seen, end int) (sum, spread float64) {
	variance := 0.0
	for _, t := range tasks {
		mean, v := m.moments(t, end)
		sum += t.minutes * mean
		variance += t.minutes * t.minutes * v
	}
	return sum, math.Sqrt(variance) / sum
}

// close notes a finished task in its project and, when that ends a run of some
// length, learns from what would have been said just after the task before the run.
func (m *Model) close(id, at int32) {
	tasks := append(m.projects[id], at)
	m.projects[id] = tasks
	for _, c := range m.correctors {
		s := c.shifts[id]
		if s == nil {
			s = &shift{}
			c.shifts[id] = s
		}
		step := max(1, int(float64(c.length)*overlap))
		if n := len(tasks); n > c.length && (n-1)%step == 0 {
			m.learn(c, s, id, tasks[n-c.length-1:])
		}
		s.before = append(s.before, s.now())
	}
}

// learn takes one task of a project and the run after it.
func (m *Model) learn(c *corrector, s *shift, id int32, tasks []int32) {
	end := int(tasks[0]) + 1
	if end < MinTrack {
		return
	}
	var next []seen
	took := 0.0
	for _, i := range tasks[1:] {
		next = append(next, m.past[i])
		took += m.past[i].actual
	}
	sum, own := m.expect(next, end)
	miss := math.Log(took / sum)
	missed := miss - s.before[len(s.before)-c.length]
	c.causes.learn(missed, own)
	c.runs = append(c.runs, run{id, missed / math.Hypot(own, c.causes.spread())})
	keep := math.Exp2(-overlap / shiftAge)
	s.weight = s.weight*keep + overlap
	s.sums = s.sums*keep + overlap*miss
}
