// Package replay carries a plan out again under other durations and absences. The
// plan fixes who does what and, for each person and piece of equipment, the order of
// the work; a replay is then one longest path over precedence and those resource
// arcs, through the calendars. More work or fewer hours never finish anything
// earlier, nobody is in two places, and no replay looks ahead.
//
// What it simplifies: people who share a seat each do their planned part; a mentor's
// own work keeps the slowness that the plan gave it; a fixed duration runs in the
// organisation's calendar whoever is away.
package replay

import (
	"errors"
	"fmt"
	"math"
	"sort"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Node is one unbroken stretch of work of the plan.
type Node struct {
	Task    int
	People  []int // who does it; several for what is done together, none for a bare duration
	Minutes int64 // working minutes it takes in the plan
}

// step kinds, in the order in which a task goes through them.
const (
	release = iota // a task may begin
	work           // a node is done
	begin          // the task's first work, known once its nodes are
	finish         // the task is done
)

// arc holds a step back until another step, plus a lag.
type arc struct {
	from int32 // step
	lag  int64
	cal  *calendar.Index
}

// step is one event to compute; steps are sorted so that causes come first.
type step struct {
	kind   uint8
	index  int32 // task, or node for work
	arcs   [2]int32
	floor  model.Minute      // never before this
	fixed  model.Minute      // done already: this instant, whatever else
	people [2]int32          // range in Graph.people
	only   *calendar.Index   // instead of people's calendars
	equip  []*calendar.Index // of the task's equipment
}

// Graph is a compiled (problem, plan). It is immutable and safe for concurrent use.
type Graph struct {
	Nodes  []Node
	steps  []step
	arcs   []arc
	people []int32
	own    []*calendar.Index // by person
	tasks  int
	where  [][3]int32 // by task: positions of release, begin and finish in steps
}

// Trial is one future to replay.
type Trial struct {
	Minutes []int64           // by node: working minutes it takes
	People  []*calendar.Index // by person: when they are at work; nil (the slice or an entry) = as the problem says
}

// Scratch holds a replay's results and what it works with. One goroutine uses it at
// a time; runs allocate nothing.
type Scratch struct {
	Start, Finish []model.Minute // by task; Start is when its work is ready to begin
	value         []model.Minute // by step
	calendars     []*calendar.Index
}

// NewScratch makes room for the replays of one goroutine.
func (g *Graph) NewScratch() *Scratch {
	return &Scratch{Start: make([]model.Minute, g.tasks), Finish: make([]model.Minute, g.tasks), value: make([]model.Minute, len(g.steps))}
}

// Planned gives a trial in which everything takes what the plan says.
func (g *Graph) Planned() *Trial {
	t := &Trial{Minutes: make([]int64, len(g.Nodes))}
	for i := range g.Nodes {
		t.Minutes[i] = g.Nodes[i].Minutes
	}
	return t
}

// Scale fills a trial with the planned minutes times a factor by task, rounded; a
// node never takes less than a minute where it took any.
func (g *Graph) Scale(factor []float64, t *Trial) {
	for i := range g.Nodes {
		n := &g.Nodes[i]
		t.Minutes[i] = max(min(n.Minutes, 1), int64(math.Round(float64(n.Minutes)*factor[n.Task])))
	}
}

// Run replays a trial into the scratch.
//
// It is one long loop on purpose: it is run ten thousand times a question.
func (g *Graph) Run(t *Trial, s *Scratch) {
	for i := range g.steps {
		st := &g.steps[i]
		at := st.floor
		for _, a := range g.arcs[st.arcs[0]:st.arcs[1]] {
			v := s.value[a.from]
			if a.lag != 0 {
				v = a.cal.Add(v, a.lag)
			}
			at = max(at, v)
		}
		switch st.kind {
		case release:
			s.Start[st.index] = at
		case work:
			at = g.done(st, t, s, at)
		case begin:
			at = g.begun(st, t, s)
			s.Start[st.index] = at
		case finish:
			if st.fixed != 0 {
				at = st.fixed
			}
			s.Finish[st.index] = at
		}
		s.value[i] = at
	}
}

// done gives when a node that is ready at an instant is done.
func (g *Graph) done(st *step, t *Trial, s *Scratch, at model.Minute) model.Minute {
	minutes := t.Minutes[st.index]
	if st.only != nil || len(st.equip) == 0 && st.people[0] == st.people[1] {
		return st.only.Add(at, minutes)
	}
	if len(st.equip) == 0 && st.people[1]-st.people[0] == 1 {
		return g.calendar(t, g.people[st.people[0]]).Add(at, minutes)
	}
	return calendar.AddJoint(g.open(st, t, s), at, minutes)
}

func (g *Graph) calendar(t *Trial, person int32) *calendar.Index {
	if t.People != nil && t.People[person] != nil {
		return t.People[person]
	}
	return g.own[person]
}

// open collects the calendars that a node needs open at once.
func (g *Graph) open(st *step, t *Trial, s *Scratch) []*calendar.Index {
	s.calendars = append(s.calendars[:0], st.equip...)
	for _, who := range g.people[st.people[0]:st.people[1]] {
		s.calendars = append(s.calendars, g.calendar(t, who))
	}
	return s.calendars
}

// begun gives a task's first worked instant: the least over its nodes of when each
// could begin.
func (g *Graph) begun(st *step, t *Trial, s *Scratch) model.Minute {
	if st.fixed != 0 {
		return st.fixed
	}
	first := calendar.Never
	for _, a := range g.arcs[st.arcs[0]:st.arcs[1]] {
		n := &g.steps[a.from]
		at := n.floor
		if n.kind == work {
			for _, b := range g.arcs[n.arcs[0]:n.arcs[1]] {
				at = max(at, s.value[b.from])
			}
			at = g.next(n, t, s, at)
		} else {
			at = s.value[a.from]
		}
		first = min(first, at)
	}
	return first
}

func (g *Graph) next(st *step, t *Trial, s *Scratch, at model.Minute) model.Minute {
	if st.only != nil || len(st.equip) == 0 && st.people[0] == st.people[1] {
		return st.only.Next(at)
	}
	return calendar.JointStretch(g.open(st, t, s), at).From
}

// Critical marks the tasks of one longest way to the latest of the given tasks, in
// the replay that the scratch holds. It does not clear marks.
func (g *Graph) Critical(s *Scratch, of []int, mark []bool) {
	last := -1
	for _, t := range of {
		if last < 0 || s.Finish[t] > s.Finish[last] {
			last = t
		}
	}
	if last < 0 {
		return
	}
	for at := g.where[last][2]; at >= 0; at = g.cause(s, at) {
		st := &g.steps[at]
		if st.kind == work {
			mark[g.Nodes[st.index].Task] = true
		} else {
			mark[st.index] = true
		}
	}
}

// cause gives the step that decided another one, -1 when nothing did.
func (g *Graph) cause(s *Scratch, at int32) int32 {
	st := &g.steps[at]
	if st.fixed != 0 {
		return -1
	}
	best, from := st.floor, int32(-1)
	if st.kind == begin {
		best = calendar.Never
	}
	for _, a := range g.arcs[st.arcs[0]:st.arcs[1]] {
		v := s.value[a.from]
		if st.kind == begin {
			if v < best {
				best, from = v, a.from
			}
			continue
		}
		if a.lag != 0 {
			v = a.cal.Add(v, a.lag)
		}
		if v > best {
			best, from = v, a.from
		}
	}
	return from
}

// errCircle says that a plan's own orders contradict each other.
var errCircle = errors.New("the plan's orders of work go in a circle, so it cannot be replayed; verify it first")

// sortSteps puts causes before effects. A negative lag may let a plan do the
// successor first, and a link to a finish may wait for what waits for that task's
// equipment; no replay can wait for either, so such links are let go.
func sortSteps(b *builder) ([]int32, error) {
	for {
		order, missing := causesFirst(b)
		if len(order) == len(b.steps) {
			return order, nil
		}
		if !b.letGo(missing, func(_ int, a arc) bool { return a.lag < 0 }) && !b.letGo(missing, b.atFinish) {
			return nil, errCircle
		}
	}
}

func causesFirst(b *builder) (order []int32, missing []int) {
	missing = make([]int, len(b.steps))
	out := make([][]int32, len(b.steps))
	for i := range b.in {
		for _, a := range b.in[i] {
			missing[i]++
			out[a.from] = append(out[a.from], int32(i))
		}
	}
	for i := range missing {
		if missing[i] == 0 {
			order = append(order, int32(i))
		}
	}
	for i := 0; i < len(order); i++ {
		for _, j := range out[order[i]] {
			if missing[j]--; missing[j] == 0 {
				order = append(order, j)
			}
		}
	}
	return order, missing
}

// letGo drops the links that fit among the steps that wait in a circle.
func (b *builder) letGo(missing []int, fits func(to int, a arc) bool) bool {
	dropped := false
	for i := range b.in {
		kept := b.in[i][:0]
		for _, a := range b.in[i] {
			if fits(i, a) && missing[i] > 0 && missing[a.from] > 0 {
				dropped = true
				continue
			}
			kept = append(kept, a)
		}
		b.in[i] = kept
	}
	return dropped
}

// atFinish tells whether an arc is a dependency that holds a task's finish.
func (b *builder) atFinish(to int, a arc) bool {
	return b.steps[to].kind == finish && (b.steps[a.from].kind == finish || b.steps[a.from].kind == begin)
}

// byStart sorts node numbers by when the plan starts them.
func byStart(nodes []int32, starts []model.Minute) {
	sort.SliceStable(nodes, func(i, j int) bool { return starts[nodes[i]] < starts[nodes[j]] })
}

func shapeError(task int) error {
	return fmt.Errorf("task %d: its placement does not fit the problem; verify the plan first", task)
}
