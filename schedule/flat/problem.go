// Package flat is the fast engine for problems whose time is a flat array of small
// integers: tasks of fixed duration around the clock, finish-start links, equipment
// with capacities, and seats that each take one of at most sixty-four people.
// Classic resource-constrained project scheduling and its multi-skill kinds are
// such problems. The capacities of four resources share one machine word, and so
// does everybody who is busy at a time.
//
// Package evolve searches them.
package flat

import (
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Arc is a link to another task: it starts at least Lag after this one's finish.
type Arc struct{ Task, Lag int32 }

// Problem is a flat instance; tasks are numbered in topological order, times are in
// units. It is immutable and safe for concurrent use.
type Problem struct {
	N        int
	Words    int      // machine words a time point
	Duration []int32  // by task
	Request  []uint64 // tasks × words: lanes of sixteen bits, a resource each
	Full     []uint64 // words: all capacity free, with guard bits
	Cost     []int32  // tasks × resources: plain requests
	Capacity []int32  // by resource
	Before   [][]Arc  // by task: what it waits for
	After    [][]Arc  // by task: what waits for it
	Release  []int32  // by task: not before
	Horizon  int32    // everything one after the other
	Team     []Crew   // by task; nil when no task has a seat
	Scarce   []int32  // by person: how much else they are needed for
	Single   bool     // no task has more than one seat
	Floor    int32    // bound by people's loads
	Path     int32    // longest path
	Head     []int32  // from the begin to a task's start
	Tail     []int32  // from a task's start to the end
	origin   []int32  // task number in the model
	unit     int64    // minutes of one time unit
}

// Guards are the bits that fall when a lane is used above capacity.
const Guards = 0x8000800080008000

// Most is the largest capacity a lane holds.
const Most = 1<<(lane-1) - 1

const (
	lane  = 16
	lanes = 64 / lane
)

// Compile tells whether a model problem has these features only, and flattens it.
// Deadlines, limits, mentors and progress are features it does not have.
func Compile(p *model.Problem) (*Problem, bool) {
	if !fits(p) {
		return nil, false
	}
	order := topological(p)
	if order == nil {
		return nil, false
	}
	q := &Problem{N: len(order), origin: order, unit: unit(p)}
	q.Words = max(1, (len(p.Equipment)+lanes-1)/lanes)
	at := make([]int32, len(order))
	for i, t := range order {
		at[t] = int32(i)
	}
	q.Full = make([]uint64, q.Words)
	for w := range q.Full {
		q.Full[w] = Guards
	}
	for i, e := range p.Equipment {
		q.Full[i/lanes] += uint64(e.Capacity) << (lane * (i % lanes))
		q.Capacity = append(q.Capacity, int32(e.Capacity))
	}
	q.Request, q.Cost = make([]uint64, q.N*q.Words), make([]int32, q.N*len(p.Equipment))
	q.Before, q.After = make([][]Arc, q.N), make([][]Arc, q.N)
	for i, t := range order {
		m := &p.Tasks[t]
		q.Duration = append(q.Duration, int32(m.Duration/q.unit))
		q.Release = append(q.Release, int32(max(0, int64(m.NotBefore-p.Start))/q.unit))
		for _, u := range m.Uses {
			q.Request[i*q.Words+u.Equipment/lanes] += uint64(u.Units) << (lane * (u.Equipment % lanes))
			q.Cost[i*len(q.Capacity)+u.Equipment] += int32(u.Units)
		}
	}
	for _, d := range p.Deps {
		from, to, lag := at[d.From], at[d.To], int32(d.Lag/q.unit)
		q.After[from] = append(q.After[from], Arc{to, lag})
		q.Before[to] = append(q.Before[to], Arc{from, lag})
	}
	q.paths()
	if !q.people(p) {
		return nil, false
	}
	q.Floor = q.flow()
	return q, true
}

// longest is the most time units a horizon may have for flat arrays to pay.
const longest = 1 << 16

func fits(p *model.Problem) bool {
	if always := p.Working == model.None || len(p.Calendars) == 0 || calendar.Compile(&p.Calendars[p.Working]).Always(); !always {
		return false
	}
	for _, e := range p.Equipment {
		if e.Calendar != model.None && len(p.Calendars) > 0 && !calendar.Compile(&p.Calendars[e.Calendar]).Always() || e.Capacity > Most {
			return false
		}
	}
	sum := int64(0)
	for i := range p.Tasks {
		t := &p.Tasks[i]
		pr := &t.Progress
		if !plainSeats(p, t) || t.Deadline != 0 || pr.Done || pr.Started != 0 {
			return false
		}
		seen := map[int]int{}
		for _, u := range t.Uses {
			seen[u.Equipment] += u.Units
			if u.Units > Most || seen[u.Equipment] > p.Equipment[u.Equipment].Capacity {
				return false
			}
		}
		sum += t.Duration + max(0, int64(t.NotBefore-p.Start))
	}
	for _, d := range p.Deps {
		if d.Link != model.FinishStart || d.Lag < 0 {
			return false
		}
		sum += d.Lag
	}
	for _, m := range p.Milestones {
		if m.Deadline != 0 {
			return false
		}
	}
	return len(p.Tasks) > 0 && sum/unit(p) < longest
}

// unit is the greatest common divisor of every length in the problem.
func unit(p *model.Problem) int64 {
	g := int64(0)
	add := func(x int64) {
		for x != 0 {
			g, x = x, g%x
		}
	}
	for i := range p.Tasks {
		add(p.Tasks[i].Duration)
		if p.Tasks[i].NotBefore > p.Start {
			add(int64(p.Tasks[i].NotBefore - p.Start))
		}
	}
	for _, d := range p.Deps {
		add(d.Lag)
	}
	return max(1, g)
}

func topological(p *model.Problem) []int32 {
	missing := make([]int, len(p.Tasks))
	out := make([][]int32, len(p.Tasks))
	for _, d := range p.Deps {
		missing[d.To]++
		out[d.From] = append(out[d.From], int32(d.To))
	}
	var order []int32
	for t, n := range missing {
		if n == 0 {
			order = append(order, int32(t))
		}
	}
	for i := 0; i < len(order); i++ {
		for _, t := range out[order[i]] {
			if missing[t]--; missing[t] == 0 {
				order = append(order, t)
			}
		}
	}
	if len(order) < len(p.Tasks) {
		return nil
	}
	return order
}

// paths fills heads, tails, the longest path and the horizon.
func (q *Problem) paths() {
	q.Head, q.Tail = make([]int32, q.N), make([]int32, q.N)
	for i := range q.N {
		q.Head[i] = max(q.Head[i], q.Release[i])
		for _, a := range q.After[i] {
			q.Head[a.Task] = max(q.Head[a.Task], q.Head[i]+q.Duration[i]+a.Lag)
		}
		q.Horizon += q.Duration[i] + q.Release[i]
	}
	for i := q.N - 1; i >= 0; i-- {
		for _, a := range q.After[i] {
			q.Tail[i] = max(q.Tail[i], q.Tail[a.Task]+a.Lag)
			q.Horizon += a.Lag
		}
		q.Tail[i] += q.Duration[i]
		q.Path = max(q.Path, q.Head[i]+q.Tail[i])
	}
}

// Plan turns a schedule into the model's terms; who holds the people of each task.
func (q *Problem) Plan(p *model.Problem, start []int32, who []uint64) *model.Plan {
	plan := &model.Plan{Placements: make([]model.Placement, q.N)}
	for i, t := range q.origin {
		s := p.Start + model.Minute(int64(start[i])*q.unit)
		plan.Placements[t] = model.Placement{Start: s, Finish: s + model.Minute(p.Tasks[t].Duration)}
		if q.Team != nil && q.Duration[i] > 0 {
			plan.Placements[t].Work = q.seat(p, int32(i), who[i], plan.Placements[t])
		}
	}
	return plan
}

// Start reads a plan back into a schedule; it need not fit.
func (q *Problem) Start(p *model.Problem, plan *model.Plan) []int32 {
	start := make([]int32, q.N)
	for i, t := range q.origin {
		start[i] = int32(max(0, min(int64(plan.Placements[t].Start-p.Start)/q.unit, int64(q.Horizon))))
	}
	return start
}

// Minutes turns a finish in time units into an instant.
func (q *Problem) Minutes(p *model.Problem, finish int32) model.Minute {
	return p.Start + model.Minute(int64(finish)*q.unit)
}
