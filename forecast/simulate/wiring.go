package simulate

import (
	"cmp"
	"errors"
	"slices"

	"plumbline/schedule/model"
)

// wiring collects the arcs between steps before they are put in order. Steps are
// numbered: ready of task t is 2t, ended is 2t+1, part i is 2·tasks+i, and after the
// parts the start of task t, laid only where a link asks for it.
type wiring struct {
	g      *Graph
	into   [][]arc
	starts []bool  // by task
	as     []int32 // by step: the one that stands for it
}

func newWiring(g *Graph) *wiring {
	w := &wiring{g: g, into: make([][]arc, 3*len(g.tasks)+len(g.parts)), starts: make([]bool, len(g.tasks))}
	for s := range w.into {
		w.as = append(w.as, int32(s))
	}
	for t := range g.tasks {
		w.wait(w.ended(t), arc{step: w.ready(t)})
		for _, i := range g.tasks[t].parts {
			w.wait(w.part(i), arc{step: w.ready(t)})
			w.wait(w.ended(t), arc{step: w.part(i)})
		}
	}
	return w
}

func (w *wiring) ready(t int) int32   { return int32(2 * t) }
func (w *wiring) ended(t int) int32   { return int32(2*t + 1) }
func (w *wiring) part(i int32) int32  { return int32(2*len(w.g.tasks)) + i }
func (w *wiring) start(t int) int32   { return int32(2*len(w.g.tasks) + len(w.g.parts) + t) }
func (w *wiring) wait(s int32, a arc) { w.into[s] = append(w.into[s], a) }

// precedence adds the links. What a link says of a done task, or of the start of a
// begun one, has happened.
func (w *wiring) precedence() {
	for _, d := range w.g.problem.Deps {
		to := &w.g.tasks[d.To]
		startSide := d.Link == model.FinishStart || d.Link == model.StartStart
		if to.done || startSide && to.begun {
			continue
		}
		a := arc{step: w.ended(d.From), lagged: d.Lag != 0, lag: d.Lag}
		if !d.Elapsed {
			a.cal = w.g.working
		}
		at := w.ready(d.To)
		if !startSide {
			at = w.ended(d.To)
			to.reachesEnd = true
		}
		if d.Link == model.FinishStart || d.Link == model.FinishFinish {
			w.wait(at, a)
			continue
		}
		a.step = w.needStart(d.From)
		w.wait(at, a)
	}
}

// needStart gives the step at which a task's start is known.
func (w *wiring) needStart(t int) int32 {
	s := w.start(t)
	if !w.starts[t] {
		w.starts[t] = true
		if k := &w.g.tasks[t]; k.begun || k.done {
			return s // has happened
		}
		w.wait(s, arc{step: w.ready(t)})
		for _, i := range w.g.tasks[t].parts {
			w.wait(s, arc{step: w.part(i)})
		}
	}
	return s
}

// slot is a planned stretch of somebody's time.
type slot struct {
	from, to model.Minute
	part     int32
}

// people chains each person's parts in the planned order, and the parts a person
// mentors likewise.
func (w *wiring) people() {
	own := make([][]slot, len(w.g.problem.People))
	mentored := make([][]slot, len(w.g.problem.People))
	for t := range w.g.tasks {
		parts := w.g.tasks[t].parts
		next := 0
		for i := range w.g.plan.Placements[t].Work {
			if len(parts) == 0 {
				break
			}
			a := &w.g.plan.Placements[t].Work[i]
			for k := range max(1, len(a.Segments)) {
				s := slot{a.Start, a.Finish, parts[min(next, len(parts)-1)]}
				if len(a.Segments) > 0 {
					s.from, s.to = a.Segments[k].From, a.Segments[k].To
				}
				own[a.Person] = append(own[a.Person], s)
				if a.Mentor != model.None {
					mentored[a.Mentor] = append(mentored[a.Mentor], s)
				}
				next++
			}
		}
	}
	for i := range own {
		w.chain(own[i])
		w.chain(mentored[i])
	}
}

func (w *wiring) chain(slots []slot) {
	slots = slices.DeleteFunc(slots, func(s slot) bool { return s.to <= s.from }) // takes nobody's time
	slices.SortStableFunc(slots, func(a, b slot) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	for i := 1; i < len(slots); i++ {
		if slots[i].part != slots[i-1].part {
			w.wait(w.part(slots[i].part), arc{step: w.free(slots[i-1].part), order: true})
		}
	}
}

// free is the step at which a part's people are free again: a fixed task may be moved
// as a whole by a link to its finish.
func (w *wiring) free(i int32) int32 {
	if p := &w.g.parts[i]; p.fixed {
		return w.ended(int(p.task))
	}
	return w.part(i)
}

// equipment gives each task the units that came free last before it in the plan, and
// lets it wait for those who held them.
func (w *wiring) equipment() {
	for e := range w.g.problem.Equipment {
		var users []int
		for t := range w.g.tasks {
			if units(w.g.problem, t, e) > 0 && w.holds(t) {
				users = append(users, t)
			}
		}
		slices.SortStableFunc(users, func(a, b int) int {
			x, y := w.held(a), w.held(b)
			return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
		})
		w.units(e, users)
	}
}

func (w *wiring) units(e int, users []int) {
	last := make([]int, w.g.problem.Equipment[e].Capacity)
	free := make([]model.Minute, len(last))
	for i := range last {
		last[i] = model.None
	}
	for _, t := range users {
		held := w.held(t)
		for range units(w.g.problem, t, e) {
			best := model.None
			for u := range last {
				if free[u] <= held.From && (best == model.None || free[u] > free[best]) {
					best = u
				}
			}
			if best == model.None {
				break // the plan holds more than there is; the verifier says so
			}
			if before := last[best]; before != model.None && before != t {
				w.wait(w.ready(t), arc{step: w.ended(before), order: true})
			}
			last[best], free[best] = t, held.To
		}
	}
}

func (w *wiring) holds(t int) bool {
	h := w.held(t)
	return !w.g.tasks[t].done && h.To > h.From
}

// held is when a task holds its equipment in the plan; what has begun takes it again
// with its remaining work.
func (w *wiring) held(t int) model.Span {
	pl := &w.g.plan.Placements[t]
	s := model.Span{From: pl.Start, To: pl.Finish}
	parts := w.g.tasks[t].parts
	switch {
	case !w.g.tasks[t].begun:
	case len(pl.Work) == 0 && len(parts) == 1:
		p := &w.g.parts[parts[0]]
		s.From = max(p.cal.Back(pl.Finish, int64(p.effort)), w.g.problem.Start)
	case len(pl.Work) > 0:
		s.From = pl.Finish
		for i := range pl.Work {
			s.From = min(s.From, pl.Work[i].Start)
		}
	}
	return s
}

func units(p *model.Problem, t, e int) int {
	n := 0
	for _, u := range p.Tasks[t].Uses {
		if u.Equipment == e {
			n += u.Units
		}
	}
	return n
}

// sort puts the steps in an order in which each comes after what it waits for. With
// a negative lag a plan may do the successor first, and a link to a finish may wait
// for what waits for this task's equipment or people; no replay can wait for either,
// so such links, and at last the plan's own order, are let go where they close a
// circle. Dependencies that contradict each other stay an error.
func (w *wiring) sort() error {
	for {
		queue, waits := w.causesFirst()
		if len(queue) == len(w.into) {
			queue = slices.DeleteFunc(queue, func(s int32) bool { return s >= w.start(0) && !w.starts[s-w.start(0)] })
			w.lay(w.fold(queue))
			return nil
		}
		if !w.letGo(waits, func(_ int, a arc) bool { return a.lag < 0 }) &&
			!w.letGo(waits, func(s int, a arc) bool { return w.isEnd(s) && (w.isEnd(int(a.step)) || a.step >= w.start(0)) }) &&
			!w.letGo(waits, func(_ int, a arc) bool { return a.order }) {
			return errors.New("the plan cannot be replayed: its order of work contradicts the dependencies")
		}
	}
}

func (w *wiring) isEnd(s int) bool { return s < 2*len(w.g.tasks) && s%2 == 1 }

func (w *wiring) causesFirst() (queue []int32, waits []int) {
	waits = make([]int, len(w.into))
	out := make([][]int32, len(w.into))
	for s, arcs := range w.into {
		waits[s] = len(arcs)
		for _, a := range arcs {
			out[a.step] = append(out[a.step], int32(s))
		}
	}
	for s := range w.into {
		if waits[s] == 0 {
			queue = append(queue, int32(s))
		}
	}
	for n := 0; n < len(queue); n++ {
		for _, s := range out[queue[n]] {
			if waits[s]--; waits[s] == 0 {
				queue = append(queue, s)
			}
		}
	}
	return queue, waits
}

// letGo drops the arcs that fit among the steps that wait in a circle.
func (w *wiring) letGo(waits []int, fits func(s int, a arc) bool) bool {
	dropped := false
	for s := range w.into {
		w.into[s] = slices.DeleteFunc(w.into[s], func(a arc) bool {
			drop := waits[s] > 0 && waits[a.step] > 0 && fits(s, a)
			dropped = dropped || drop
			return drop
		})
	}
	return dropped
}

// single says that a task is one part and nothing else decides its beginning or end, so
// that one step stands for all of it.
func (w *wiring) single(t int) bool {
	k := &w.g.tasks[t]
	return len(k.parts) == 1 && !k.done && !k.reachesEnd && (k.begun || k.notBefore <= w.g.problem.Start)
}

// fold takes out steps and arcs that decide nothing: the beginning and the end of a
// single task, which its part takes over, and what every end has from its parts anyway.
func (w *wiring) fold(queue []int32) []int32 {
	for t := range w.g.tasks {
		parts := w.g.tasks[t].parts
		if len(parts) == 0 {
			continue
		}
		ready, ended := w.ready(t), w.ended(t)
		w.into[ended] = slices.DeleteFunc(w.into[ended], func(a arc) bool { return a.step == ready })
		if w.single(t) {
			only := w.part(parts[0])
			own := slices.DeleteFunc(w.into[only], func(a arc) bool { return a.step == ready })
			w.into[only] = append(w.into[ready], own...)
			w.as[ready], w.as[ended] = only, only
		}
	}
	return slices.DeleteFunc(queue, func(s int32) bool { return w.as[s] != s })
}

// lay writes steps and arcs in order, arcs naming places in that order.
func (w *wiring) lay(queue []int32) {
	g := w.g
	place := make([]int32, len(w.into))
	for n, s := range queue {
		place[s] = int32(n)
	}
	for t := range g.tasks {
		g.ends = append(g.ends, place[w.as[w.ended(t)]])
		begin := g.ends[t]
		for _, i := range g.tasks[t].parts {
			begin = min(begin, place[w.part(i)])
		}
		g.begins = append(g.begins, begin)
	}
	for _, s := range queue {
		st := step{from: int32(len(g.waits))}
		switch base := int32(2 * len(g.tasks)); {
		case s >= w.start(0):
			st.kind, st.index = started, s-w.start(0)
		case s >= base:
			st.kind, st.index = worked, s-base
		case s%2 == 0:
			st.kind, st.index = ready, s/2
		default:
			st.kind, st.index = ended, s/2
		}
		for _, a := range w.into[s] {
			at := int32(-1)
			if a.lagged {
				at = int32(len(g.lags))
				g.lags = append(g.lags, lag{a.lag, a.cal})
			}
			g.waits = append(g.waits, wait{place[w.as[a.step]], at})
		}
		st.to = int32(len(g.waits))
		g.order = append(g.order, st)
	}
}
