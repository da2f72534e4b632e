// Package flat is the fast engine for problems whose time is a flat array of small
// integers: tasks of fixed duration around the clock, finish-start links, equipment
// with capacities, and seats that each take one of at most sixty-four people.
// Classic resource-constrained project scheduling and its multi-skill kinds are
// such problems. The capacities of four resources share one machine word, and so
// does everybody who is busy at a time.
//
// The search is a population of activity lists with forward-backward improvement
// (Valls, Ballestín, Quintanilla 2008); people are chosen per task by a least-weight
// matching, the ones who can do little else first.
package flat

import (
	"math/bits"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// arc is a link to another task: it starts at least lag after this one's finish.
type arc struct {
	task int32
	lag  int32
}

// Problem is a flat instance; tasks are numbered in topological order. It is
// immutable and safe for concurrent use.
type Problem struct {
	n       int
	words   int      // machine words a time point
	dur     []int32  //
	req     []uint64 // n × words, packed
	full    []uint64 // words: all capacity free, with guard bits
	cost    []int32  // n × resources: plain requests
	cap     []int32
	pred    [][]arc
	succ    [][]arc
	release []int32
	horizon int32
	origin  []int32 // task number in the model
	team    []crew  // by task; nil when no task has a seat
	scarce  []int32 // by person: how much else they are needed for
	single  bool    // no task has more than one seat
	floor   int32   // bound by people's loads
	unit    int64   // minutes of one time unit
	lower   int32   // longest path
	head    []int32
	tail    []int32 // from a task's start to the end
}

const (
	lane   = 16
	lanes  = 64 / lane
	guards = 0x8000800080008000
	most   = 1<<(lane-1) - 1
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
	q := &Problem{n: len(order), origin: order, unit: unit(p)}
	q.words = max(1, (len(p.Equipment)+lanes-1)/lanes)
	at := make([]int32, len(order))
	for i, t := range order {
		at[t] = int32(i)
	}
	q.full = make([]uint64, q.words)
	for w := range q.full {
		q.full[w] = guards
	}
	for i, e := range p.Equipment {
		q.full[i/lanes] += uint64(e.Capacity) << (lane * (i % lanes))
		q.cap = append(q.cap, int32(e.Capacity))
	}
	q.req, q.cost = make([]uint64, q.n*q.words), make([]int32, q.n*len(p.Equipment))
	q.pred, q.succ = make([][]arc, q.n), make([][]arc, q.n)
	for i, t := range order {
		m := &p.Tasks[t]
		q.dur = append(q.dur, int32(m.Duration/q.unit))
		q.release = append(q.release, int32(max(0, int64(m.NotBefore-p.Start))/q.unit))
		for _, u := range m.Uses {
			q.req[i*q.words+u.Equipment/lanes] += uint64(u.Units) << (lane * (u.Equipment % lanes))
			q.cost[i*len(q.cap)+u.Equipment] += int32(u.Units)
		}
	}
	for _, d := range p.Deps {
		from, to, lag := at[d.From], at[d.To], int32(d.Lag/q.unit)
		q.succ[from] = append(q.succ[from], arc{to, lag})
		q.pred[to] = append(q.pred[to], arc{from, lag})
	}
	q.paths()
	if !q.people(p) {
		return nil, false
	}
	q.floor = q.flow()
	return q, true
}

// longest is the most time units a horizon may have for flat arrays to pay.
const longest = 1 << 16

func fits(p *model.Problem) bool {
	if always := p.Working == model.None || len(p.Calendars) == 0 || calendar.Compile(&p.Calendars[p.Working]).Always(); !always {
		return false
	}
	for _, e := range p.Equipment {
		if e.Calendar != model.None && len(p.Calendars) > 0 && !calendar.Compile(&p.Calendars[e.Calendar]).Always() || e.Capacity > most {
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
			if u.Units > most || seen[u.Equipment] > p.Equipment[u.Equipment].Capacity {
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
	q.head, q.tail = make([]int32, q.n), make([]int32, q.n)
	for i := range q.n {
		q.head[i] = max(q.head[i], q.release[i])
		for _, a := range q.succ[i] {
			q.head[a.task] = max(q.head[a.task], q.head[i]+q.dur[i]+a.lag)
		}
		q.horizon += q.dur[i] + q.release[i]
	}
	for i := q.n - 1; i >= 0; i-- {
		for _, a := range q.succ[i] {
			q.tail[i] = max(q.tail[i], q.tail[a.task]+a.lag)
			q.horizon += a.lag
		}
		q.tail[i] += q.dur[i]
		q.lower = max(q.lower, q.head[i]+q.tail[i])
	}
}

// Plan turns a schedule into the model's terms; who holds the people of each task.
func (q *Problem) Plan(p *model.Problem, start []int32, who []uint64) *model.Plan {
	plan := &model.Plan{Placements: make([]model.Placement, q.n)}
	for i, t := range q.origin {
		s := p.Start + model.Minute(int64(start[i])*q.unit)
		plan.Placements[t] = model.Placement{Start: s, Finish: s + model.Minute(p.Tasks[t].Duration)}
		if q.team != nil && q.dur[i] > 0 {
			plan.Placements[t].Work = q.seat(p, int32(i), who[i], plan.Placements[t])
		}
	}
	return plan
}

// Start reads a plan back into a schedule; it need not fit.
func (q *Problem) Start(p *model.Problem, plan *model.Plan) []int32 {
	start := make([]int32, q.n)
	for i, t := range q.origin {
		start[i] = int32(max(0, min(int64(plan.Placements[t].Start-p.Start)/q.unit, int64(q.horizon))))
	}
	return start
}

// Minutes turns a finish in time units into an instant.
func (q *Problem) Minutes(p *model.Problem, finish int32) model.Minute {
	return p.Start + model.Minute(int64(finish)*q.unit)
}

// mix folds a value into a hash.
func mix(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^v, 0x9E3779B97F4A7C15)
	return hi ^ lo
}
