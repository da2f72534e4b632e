package proof

import (
	"cmp"
	"slices"
)

// explain appends literals, true before the entry, from which bound e.x ≥ v follows.
// The state must be the one just before the entry.
func (s *Solver) explain(out []literal, e *entry, v int32) []literal {
	switch e.kind {
	case linked:
		return append(out, literal{e.from, v - e.lag})
	case learned:
		c := &s.clauses[e.from]
		c.used += s.bump
		for _, l := range c.lits {
			if l.x != e.x || l.v != e.new {
				out = append(out, l.not())
			}
		}
		return out
	case crowded:
		i, t := e.x>>1, e.from
		if e.x&1 == 0 {
			out = append(out, literal{e.x, t + 1 - s.p.Duration[i]})
		} else {
			out = append(out, literal{e.x, -t})
		}
		return s.crowd(out, t, e.lag, s.p.Request[i*int32(s.p.Words)+e.lag], i)
	}
	return out
}

// overload gives the compulsory parts that exceed the capacity at a time.
func (s *Solver) overload(t int32) []literal {
	w := int32(s.p.Words)
	for k := range w {
		if s.free[t*w+k]&guards != guards {
			return s.crowd(nil, t, k, 0, -1)
		}
	}
	return nil
}

// crowd appends why the capacity of one word leaves less than need at time t: the
// compulsory parts of enough other tasks, those known longest first.
func (s *Solver) crowd(out []literal, t, word int32, need uint64, but int32) []literal {
	w := int32(s.p.Words)
	var in [128]int32
	tasks := in[:0]
	sum := need
	for _, i := range s.tasks {
		if i != but && -s.value[2*i+1] <= t && t < s.value[2*i]+s.p.Duration[i] {
			if r := s.p.Request[i*w+word]; r != 0 {
				tasks = append(tasks, i)
				sum += r
			}
		}
	}
	full := s.p.Full[word] &^ guards
	lane := 0
	for laneOf(sum, lane) <= laneOf(full, lane) {
		lane++
	}
	spare := laneOf(sum, lane) - laneOf(full, lane) - 1
	slices.SortFunc(tasks, func(a, b int32) int {
		return cmp.Compare(laneOf(s.p.Request[a*w+word], lane), laneOf(s.p.Request[b*w+word], lane))
	})
	for _, i := range tasks {
		r := laneOf(s.p.Request[i*w+word], lane)
		if r <= spare {
			spare -= r
			continue
		}
		out = append(out, literal{2 * i, t + 1 - s.p.Duration[i]}, literal{2*i + 1, -t})
	}
	return out
}

func laneOf(v uint64, lane int) int64 { return int64(v >> (16 * lane) & 0xffff) }

// learn finds the first point from which a clash follows on this level, keeps the
// clause that forbids it, and goes back to where that clause says something new.
func (s *Solver) learn(clash []literal) {
	now := int32(len(s.marks))
	open := 0
	add := func(l literal) {
		if s.goal[l.x] >= l.v {
			return
		}
		level := s.since(l)
		if level == 0 {
			return
		}
		if s.goal[l.x] == none {
			s.goals = append(s.goals, l.x)
		} else if s.level[l.x] == now {
			open--
		}
		s.goal[l.x], s.level[l.x] = l.v, level
		if level == now {
			open++
		}
		s.count(l)
	}
	top := int32(0)
	for _, l := range clash {
		top = max(top, s.since(l))
	}
	if top < now { // the clash is older than this level
		s.undo(int(top))
		now = top
		if now == 0 {
			s.broken = true
			return
		}
	}
	for _, l := range clash {
		add(l)
	}
	var first literal
	for {
		e := s.trail[len(s.trail)-1]
		if s.goal[e.x] == none || s.goal[e.x] <= e.old || s.level[e.x] != now {
			s.pop()
			continue
		}
		if open == 1 {
			first = literal{e.x, s.goal[e.x]}
			break
		}
		v := s.goal[e.x]
		s.goal[e.x] = none
		open--
		s.pop()
		s.why = s.explain(s.why[:0], &e, v)
		for _, l := range s.why {
			add(l)
		}
	}
	s.keep(first)
}

// keep turns the goals into a clause and asserts it.
func (s *Solver) keep(first literal) {
	lits := []literal{first.not()}
	back := int32(0)
	seen := map[int32]bool{} // levels
	for _, x := range s.goals {
		if v := s.goal[x]; v != none && x != first.x {
			lits = append(lits, literal{x, v}.not())
			if l := s.level[x]; l > back {
				back = l
				lits[1], lits[len(lits)-1] = lits[len(lits)-1], lits[1]
			}
			seen[s.level[x]] = true
		}
		s.goal[x] = none
	}
	s.goals = s.goals[:0]
	s.undo(int(back))
	s.bump *= 1.05
	if s.bump > 1e20 {
		s.scale()
	}
	at := int32(-1)
	if len(lits) > 1 {
		at = int32(len(s.clauses))
		s.clauses = append(s.clauses, clause{lits: lits, levels: int32(len(seen)), used: s.bump})
		for j := range 2 {
			to := s.spot(lits[j].not())
			s.watch[to] = append(s.watch[to], watcher{at, lits[1-j]})
		}
	}
	s.steps += int64(len(lits))
	l := lits[0]
	if s.fails(l) {
		s.broken = true
		return
	}
	if !s.holds(l) {
		s.push(l.x, l.v, learned, at, 0)
	}
}

// count notes that a split took part in a conflict.
func (s *Solver) count(l literal) {
	i, t := l.x>>1, l.v-1 // starts at or after v: split after v−1
	if l.x&1 == 1 {
		t = -l.v
	}
	if t >= 0 && t <= s.p.Horizon {
		s.score[i*(s.p.Horizon+1)+t] += s.bump
	}
}

func (s *Solver) scale() {
	for i := range s.score {
		s.score[i] *= 1e-20
	}
	for i := range s.clauses {
		s.clauses[i].used *= 1e-20
	}
	s.bump *= 1e-20
}

// forget drops the less useful half of many clauses; only at level 0.
func (s *Solver) forget(most int) {
	if len(s.clauses) <= most {
		return
	}
	// Level 0 needs no reasons: what holds there holds for ever.
	order := make([]int32, len(s.clauses))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		x, y := &s.clauses[a], &s.clauses[b]
		if (x.levels <= 2) != (y.levels <= 2) {
			if x.levels <= 2 {
				return -1
			}
			return 1
		}
		return cmp.Compare(y.used, x.used)
	})
	order = order[:len(order)/2]
	slices.Sort(order)
	kept := make([]clause, 0, len(order))
	for _, i := range order {
		kept = append(kept, s.clauses[i])
	}
	s.clauses = kept
	for i := range s.watch {
		s.watch[i] = s.watch[i][:0]
	}
	for i := range s.clauses {
		c := &s.clauses[i]
		s.settle(c)
		for j := range 2 {
			to := s.spot(c.lits[j].not())
			s.watch[to] = append(s.watch[to], watcher{int32(i), c.lits[1-j]})
		}
	}
}

// settle puts two literals that are not false first.
func (s *Solver) settle(c *clause) {
	at := 0
	for j, l := range c.lits {
		if at < 2 && !s.fails(l) {
			c.lits[at], c.lits[j] = c.lits[j], c.lits[at]
			at++
		}
	}
}
