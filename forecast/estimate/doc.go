// Package estimate says what estimates are worth: from finished work (what it was
// estimated at, what it took) it learns how the work of a task, and the sum of a
// project's next tasks, will come out.
//
// # The model
//
// A task's ratio, actual over estimate, is drawn from past ratios. The draw goes
// from the narrow group to the wide one: the same person on estimates of this size;
// the same kind of work at this size; this size; everything; and last a prior fitted
// on public data. A group of n (recent) outcomes is used with probability n/(n+15),
// else the next wider one: the back-off of Witten and Bell 1991, which is also the
// posterior mean of a hierarchical Dirichlet model. Because ratios are drawn as they
// were, the atom at "exactly as estimated" and the heavy tails stay.
//
// Errors of one project's tasks move together. For runs of 5 to 80 tasks of each project
// the model keeps what it would have said before and what came true; from those it
// learns the project's shift (shrunk to none), the spread of the common cause, and
// the quantiles of the standardised error. Reading a forecast through those quantiles
// is split-conformal prediction (Papadopoulos et al. 2002; Lei et al. 2018) with
// recent runs and runs of the same project weighing more; it starts from a normal
// distribution worth 15 runs.
//
// Everything is learned in order of completion: Add is the only way in, so what is
// said after n outcomes cannot depend on outcome n+1.
package estimate

import (
	"math"
	"sync"

	"plumbline/schedule/model"
)

// Run is the usual number of tasks in a run, the one figures are published for.
const Run = 20

// Outcome is one finished piece of work: estimate and actual in minutes of work,
// both above zero.
type Outcome struct {
	Finished               model.Minute
	Project, Person, Kind  string
	EstimateMin, ActualMin int64
}

// Task is work still to do, with its estimate in minutes as the median (see Fit for
// three-point estimates). Empty strings are groups like any other.
type Task struct {
	Project, Person, Kind string
	Minutes               float64
}

// capped bounds a ratio where means and variances of ratios are taken, because one
// ratio of a hundred would else outweigh its whole group. Draws are not capped.
const capped = 5.0

// bounds are the upper ends of the size buckets in minutes of estimate.
func bounds() []float64 { return []float64{15, 30, 60, 120, 240, 480, 1440} }

func bucket(minutes float64) int {
	for i, b := range bounds() {
		if minutes <= b {
			return i
		}
	}
	return len(bounds())
}

// Model has learned from the outcomes added so far. One goroutine adds; once nothing
// is added any more, any number may read.
type Model struct {
	past     []seen
	groups   map[group][]int32
	names    map[string]int32
	prior    []priorRatios
	projects map[int32][]int32 // tasks finished in each, as indices into past

	correctors []*corrector
	kept       sync.Map // of *reading, by place
}

// seen is an outcome as the model keeps it.
type seen struct {
	project, person, kind int32
	minutes, actual       float64
}

func (s seen) ratio() float64 { return s.actual / s.minutes }

// New returns a model that knows the public prior only.
func New() *Model {
	return &Model{
		groups:   map[group][]int32{},
		names:    map[string]int32{},
		prior:    priors(),
		projects: map[int32][]int32{},

		correctors: newCorrectors(),
	}
}

// Learn returns a model that has seen the outcomes, which must be in order of
// completion.
func Learn(track []Outcome) *Model {
	m := New()
	for _, o := range track {
		m.Add(o)
	}
	return m
}

// Len is the number of outcomes learned from.
func (m *Model) Len() int { return len(m.past) }

// Runs is how many runs of Run tasks the correction was learned from; overlapping
// ones count in part.
func (m *Model) Runs() float64 { return float64(len(m.correctors[nearest(Run)].runs)) * overlap }

// Add learns one outcome, completed no earlier than those before. Outcomes without a
// positive estimate and actual say nothing about ratios and are left out.
func (m *Model) Add(o Outcome) {
	if o.EstimateMin <= 0 || o.ActualMin <= 0 {
		return
	}
	m.add(seen{m.name(o.Project), m.name(o.Person), m.name(o.Kind), float64(o.EstimateMin), float64(o.ActualMin)})
}

func (m *Model) add(s seen) {
	at := int32(len(m.past))
	m.past = append(m.past, s)
	for _, g := range groupsOf(s) {
		m.groups[g] = append(m.groups[g], at)
	}
	m.close(s.project, at)
}

func (m *Model) name(s string) int32 {
	id, ok := m.names[s]
	if !ok {
		id = int32(len(m.names))
		m.names[s] = id
	}
	return id
}

// known looks a name up without learning it; -1 is a group nobody is in.
func (m *Model) known(s string) int32 {
	if id, ok := m.names[s]; ok {
		return id
	}
	return -1
}

func (m *Model) lookup(t Task) seen {
	return seen{m.known(t.Project), m.known(t.Person), m.known(t.Kind), math.Max(t.Minutes, 1), 0}
}
