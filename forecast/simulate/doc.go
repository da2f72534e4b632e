// Package simulate replays a plan under drawn durations. The plan fixes who does
// what and the order of each person's and each piece of equipment's work; a trial
// takes one longest path over precedence and those resource arcs, through the
// calendars. Nothing is planned anew, no trial looks ahead, and more work or a later
// predecessor never ends anything sooner.
//
// What a trial keeps of the plan: persons and seats, the order of work, the share of
// a seat each person does, the segments of split tasks (in order, stretched), the
// units of equipment a task follows on. What it does not: limits on a person's work
// in a window, and the moment at which mentoring slows a mentor down (it slows the
// same pieces of work as planned).
package simulate

import (
	"fmt"
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Graph is a plan compiled for replay; immutable and safe for concurrent use.
type Graph struct {
	problem *model.Problem
	plan    *model.Plan
	cals    []*calendar.Index
	joint   map[string]*calendar.Index
	working *calendar.Index
	tasks   []task
	parts   []part
	order   []step
	waits   []wait
	lags    []lag
	ends    []int32 // by task: the step that ends it
	begins  []int32 // by task: the first of its steps that its work decides
	money   []usage
	effort  []int64 // planned minutes of work of each task, for spreading extra work
}

// part is a stretch of work of one person on one task, or, for fixed and joint
// tasks, the whole task.
type part struct {
	// What every trial reads, together in memory.
	task, person int32
	effort       float64         // planned minutes of work
	share        float64         // of the task's extra work
	pace         int64           // work done in a million calendar minutes
	slow         float64         // planned calendar minutes lost to mentoring
	cal          *calendar.Index // all that must be open at once
	of           int32           // first part of the assignment, itself unless a later segment
	fixed        bool
	segmented    bool // one of several segments of the assignment

	whole   float64 // planned minutes of work of all segments of the assignment
	portion float64 // of the assignment's calendar minutes done up to this part's end
	people  []int32 // of a joint or fixed part, else nil
	cents   float64 // money a minute of work
}

type task struct {
	parts      []int32 // indices into Graph.parts
	done       bool
	begun      bool
	finished   model.Minute
	notBefore  model.Minute
	reachesEnd bool // a link holds its finish
}

// usage is equipment that costs money while a task holds it.
type usage struct {
	task  int32
	cal   *calendar.Index
	cents float64 // a minute
}

// kind of a step in the order of evaluation.
type kind uint8

const (
	ready   kind = iota // of a task: nothing before it holds it
	worked              // a part
	ended               // of a task: all its parts
	started             // of a task: the first of its parts
)

// step is one instant to compute: the latest of its arcs, and for a part the work.
type step struct {
	kind     kind
	index    int32 // task or part
	from, to int32 // range in Graph.waits
}

// wait is an arc as trials read it: the step it waits for, and its lag's place in
// Graph.lags, or -1.
type wait struct{ step, lag int32 }

type lag struct {
	work int64
	cal  *calendar.Index // nil = elapsed
}

// arc says that a step waits for another's instant and a lag.
type arc struct {
	step   int32
	lagged bool
	order  bool // of the plan: a person or equipment passed on
	lag    int64
	cal    *calendar.Index // of the lag; nil = elapsed
}

// Compile prepares a plan that fits its problem (schedule's verifier tells). It
// errs when the plan's own order contradicts the precedence.
func Compile(p *model.Problem, plan *model.Plan) (*Graph, error) {
	if plan == nil || len(plan.Placements) != len(p.Tasks) {
		return nil, fmt.Errorf("a plan to replay needs one placement for each of the %d tasks", len(p.Tasks))
	}
	g := &Graph{problem: p, plan: plan, joint: map[string]*calendar.Index{}}
	for i := range p.Calendars {
		g.cals = append(g.cals, calendar.Compile(&p.Calendars[i]))
	}
	g.working = g.calendarOf(p.Working)
	for t := range p.Tasks {
		g.addTask(t)
	}
	b := newWiring(g)
	b.precedence()
	b.people()
	b.equipment()
	return g, b.sort()
}

func (g *Graph) calendarOf(i int) *calendar.Index {
	if i == model.None || i >= len(g.cals) {
		return nil
	}
	return g.cals[i]
}

// Planned gives a task's remaining planned work in minutes, all people together; the
// duration for a fixed task; 0 when it is done.
func (g *Graph) Planned(t int) int64 { return g.effort[t] }

func (g *Graph) addTask(t int) {
	src, pl := &g.problem.Tasks[t], &g.plan.Placements[t]
	k := task{done: src.Progress.Done, finished: src.Progress.Finished, begun: src.Progress.Started != 0, notBefore: src.NotBefore}
	g.effort = append(g.effort, 0)
	switch {
	case k.done:
	case src.Duration > 0:
		k.parts = g.addWhole(t, float64(left(g.problem, g.working, t)))
	case src.Together && len(pl.Work) > 0:
		k.parts = g.addTogether(t)
	default:
		for i := range pl.Work {
			k.parts = append(k.parts, g.addParts(t, &pl.Work[i])...)
		}
	}
	g.effort[t] = g.planned(t, k.parts)
	for _, i := range k.parts {
		g.parts[i].share = 1 / float64(len(k.parts))
		if g.effort[t] > 0 {
			g.parts[i].share = g.parts[i].effort / float64(g.effort[t])
		}
	}
	g.tasks = append(g.tasks, k)
	for _, u := range src.Uses {
		if e := &g.problem.Equipment[u.Equipment]; e.Cost != 0 && !k.done {
			g.money = append(g.money, usage{int32(t), g.calendarOf(e.Calendar), float64(e.Cost) * float64(u.Units) / 60})
		}
	}
}

// planned is the work of a task in the plan, all people together, or its duration.
func (g *Graph) planned(t int, parts []int32) int64 {
	if len(parts) == 1 && g.parts[parts[0]].fixed {
		return int64(g.parts[parts[0]].effort)
	}
	sum := int64(0)
	for i := range g.plan.Placements[t].Work {
		sum += g.plan.Placements[t].Work[i].Effort
	}
	return sum
}

// left is what remains of a fixed duration.
func left(p *model.Problem, working *calendar.Index, t int) int64 {
	task := &p.Tasks[t]
	switch {
	case task.Progress.Started == 0:
		return task.Duration
	case len(task.Progress.Left) > 0:
		return task.Progress.Left[0]
	}
	return max(0, task.Duration-working.Between(task.Progress.Started, p.Start))
}

// open gives the calendar that is open when all of some calendars and those of the
// task's equipment are; each combination is built once.
func (g *Graph) open(t int, calendars ...int) *calendar.Index {
	for _, u := range g.problem.Tasks[t].Uses {
		calendars = append(calendars, g.problem.Equipment[u.Equipment].Calendar)
	}
	calendars = slices.DeleteFunc(calendars, func(c int) bool { return g.calendarOf(c).Always() })
	slices.Sort(calendars)
	calendars = slices.Compact(calendars)
	switch len(calendars) {
	case 0:
		return nil
	case 1:
		return g.cals[calendars[0]]
	}
	key := fmt.Sprint(calendars)
	if g.joint[key] == nil {
		var all []*model.Calendar
		for _, c := range calendars {
			all = append(all, &g.problem.Calendars[c])
		}
		both := calendar.Intersect(all...)
		g.joint[key] = calendar.Compile(&both)
	}
	return g.joint[key]
}

func (g *Graph) push(p part) int32 {
	p.of = int32(len(g.parts))
	p.portion, p.whole = 1, p.effort
	g.parts = append(g.parts, p)
	return p.of
}

// addWhole adds a task of fixed duration: one part held by all its people.
func (g *Graph) addWhole(t int, minutes float64) []int32 {
	p := part{task: int32(t), person: model.None, effort: minutes, pace: 1e6, fixed: true, cal: g.open(t, g.problem.Working)}
	for i := range g.plan.Placements[t].Work {
		a := &g.plan.Placements[t].Work[i]
		p.people = append(p.people, int32(a.Person))
		p.cents += g.rate(a)
	}
	return []int32{g.push(p)}
}

// addTogether adds a task whose people work the same hours: the one with most
// calendar minutes to work decides.
func (g *Graph) addTogether(t int) []int32 {
	pl := &g.plan.Placements[t]
	p := part{task: int32(t), person: model.None, pace: 1e6}
	var cals []int
	needs, total, cents := 0.0, 0.0, 0.0
	for i := range pl.Work {
		a := &pl.Work[i]
		cals = append(cals, g.problem.People[a.Person].Calendar)
		p.people = append(p.people, int32(a.Person))
		minutes := float64(a.Effort) * 1e6 / float64(g.pace(t, a))
		if minutes > needs {
			needs, p.pace, p.effort = minutes, g.pace(t, a), float64(a.Effort)
		}
		total += float64(a.Effort)
		cents += float64(a.Effort) * g.rate(a) * 1000 / float64(g.speed(t, a))
	}
	if p.effort > 0 {
		p.cents = cents / p.effort
	}
	p.cal = g.open(t, cals...)
	return []int32{g.push(p)}
}

// addParts adds one person's part, a piece for each segment of a split one.
func (g *Graph) addParts(t int, a *model.Assignment) []int32 {
	cal := g.calendarOf(g.problem.People[a.Person].Calendar)
	p := part{task: int32(t), person: int32(a.Person), effort: float64(a.Effort), pace: g.pace(t, a),
		cents: g.rate(a) * 1000 / float64(g.speed(t, a)), slow: g.mentoring(a, cal), cal: g.open(t, g.problem.People[a.Person].Calendar)}
	if len(a.Segments) < 2 {
		return []int32{g.push(p)}
	}
	var out []int32
	whole, passed := 0.0, 0.0
	for _, s := range a.Segments {
		whole += float64(p.cal.Between(s.From, s.To))
	}
	first := int32(len(g.parts))
	for _, s := range a.Segments {
		i := g.push(p)
		before := passed
		passed += float64(p.cal.Between(s.From, s.To)) / whole
		g.parts[i].of, g.parts[i].portion, g.parts[i].segmented = first, passed, true
		g.parts[i].effort = p.effort * (passed - before)
		out = append(out, i)
	}
	g.parts[out[len(out)-1]].portion = 1
	g.sumUp(out)
	return out
}

// sumUp notes the whole of an assignment's work at each of its segments.
func (g *Graph) sumUp(segments []int32) {
	whole := 0.0
	for _, i := range segments {
		whole += g.parts[i].effort
	}
	for _, i := range segments {
		g.parts[i].whole = whole
	}
}
