package search

import (
	"cmp"
	"slices"

	"plumbline/schedule/decode"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// FromPlan gives the genome that a plan came from, as well as it can be told.
func FromPlan(x *instance.Instance, plan *model.Plan) *decode.Genome {
	g := decode.NewGenome(x)
	if len(plan.Placements) != len(x.Tasks) {
		return g
	}
	g.Order = inTurn(x, plan)
	for i := range x.Seats {
		s := &x.Seats[i]
		n := 0
		for _, a := range plan.Placements[s.Task].Work {
			if a.Seat == int(s.Local) {
				if n == 0 && slices.ContainsFunc(s.Options, func(o instance.Option) bool { return int(o.Person) == a.Person }) {
					g.Pick[i] = int32(a.Person)
				}
				n++
			}
		}
		g.Crew[i] = int8(min(n, 100))
	}
	return g
}

// part is what a person does for a task, or guides somebody at.
type part struct {
	task          int32
	start, finish model.Minute
}

// inTurn orders the tasks of a plan so that generating them one after the other gives it
// again: by their starts, predecessors first, and for each person in the order in which
// they come to them, as somebody may join a task later than it starts. What they guide
// comes before work of their own that it slows.
func inTurn(x *instance.Instance, plan *model.Plan) []int32 {
	key := make([]int64, len(x.Tasks))
	own, guided := make([][]part, len(x.P.People)), make([][]part, len(x.P.People))
	for t := range key {
		key[t] = int64(plan.Placements[t].Start)
		for _, a := range plan.Placements[t].Work {
			at := part{int32(t), a.Start, a.Finish}
			own[a.Person] = append(own[a.Person], at)
			if a.Mentor != model.None {
				guided[a.Mentor] = append(guided[a.Mentor], at)
			}
		}
	}
	then := make([][]int32, len(x.Tasks))
	before := func(from, to int32) {
		if from != to {
			then[from] = append(then[from], to)
		}
	}
	for who := range own {
		for _, list := range [][]part{own[who], guided[who]} {
			slices.SortStableFunc(list, func(a, b part) int { return cmp.Compare(a.start, b.start) })
			for i := 1; i < len(list); i++ {
				before(list[i-1].task, list[i].task)
			}
		}
		for _, g := range guided[who] {
			slowed, _ := slices.BinarySearchFunc(own[who], g.start, func(p part, at model.Minute) int { return cmp.Or(cmp.Compare(p.finish, at), -1) })
			if slowed > 0 {
				before(own[who][slowed-1].task, g.task)
			}
			if slowed < len(own[who]) {
				before(g.task, own[who][slowed].task)
			}
		}
	}
	if order := byKey(x, key, then); len(order) == len(x.Tasks) {
		return order
	}
	return byKey(x, key, nil) // what is interrupted may come before and after the same task
}

// byKey sorts tasks so that predecessors come first, and with then what comes before by
// it, and among the ready ones the least key; what is done or begun comes before what is
// not. It is shorter than the tasks where they wait for each other in a ring.
func byKey(x *instance.Instance, key []int64, then [][]int32) []int32 {
	missing := make([]int, len(x.Tasks))
	for t := range x.Tasks {
		missing[t] += len(x.Tasks[t].In)
	}
	for _, list := range then {
		for _, t := range list {
			missing[t]++
		}
	}
	var ready, out []int32
	for t := range missing {
		if missing[t] == 0 {
			ready = append(ready, int32(t))
		}
	}
	less := func(a, b int32) bool {
		ka, kb := &x.Tasks[a], &x.Tasks[b]
		if early := ka.Done || ka.Begun; early != (kb.Done || kb.Begun) {
			return early
		}
		if key[a] != key[b] {
			return key[a] < key[b]
		}
		return a < b
	}
	h := heap{list: ready[:0], less: less}
	for _, t := range ready {
		h.push(t)
	}
	for len(h.list) > 0 {
		t := h.pop()
		out = append(out, t)
		free := func(after int32) {
			if missing[after]--; missing[after] == 0 {
				h.push(after)
			}
		}
		for _, l := range x.Tasks[t].Out {
			free(l.Task)
		}
		if then != nil {
			for _, after := range then[t] {
				free(after)
			}
		}
	}
	return out
}

// heap is a binary heap of tasks.
type heap struct {
	list []int32
	less func(a, b int32) bool
}

func (h *heap) push(t int32) {
	h.list = append(h.list, t)
	for i := len(h.list) - 1; i > 0 && h.less(h.list[i], h.list[(i-1)/2]); i = (i - 1) / 2 {
		h.list[i], h.list[(i-1)/2] = h.list[(i-1)/2], h.list[i]
	}
}

func (h *heap) pop() int32 {
	top, n := h.list[0], len(h.list)-1
	h.list[0] = h.list[n]
	h.list = h.list[:n]
	for i := 0; ; {
		c := 2*i + 1
		if c >= n {
			return top
		}
		if c+1 < n && h.less(h.list[c+1], h.list[c]) {
			c++
		}
		if !h.less(h.list[c], h.list[i]) {
			return top
		}
		h.list[i], h.list[c] = h.list[c], h.list[i]
		i = c
	}
}
