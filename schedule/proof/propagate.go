package proof

// propagate draws all consequences; where they clash it gives the literals that
// cannot hold together.
func (s *Solver) propagate() ([]literal, bool) {
	for {
		for s.head < len(s.trail) {
			if clash, ok := s.follow(); !ok {
				return clash, false
			}
		}
		if s.over >= 0 {
			return s.overload(s.over), false
		}
		if clash, ok := s.timetable(); !ok {
			return clash, false
		}
		if s.head == len(s.trail) {
			return nil, true
		}
	}
}

// raise sets a bound with its reason; a bound that crosses its opposite is a clash.
func (s *Solver) raise(x, v int32, kind reason, from, lag int32) ([]literal, bool) {
	if v+s.value[x^1] > 0 {
		// Both bounds cannot hold; the new one's reason stands for it.
		e := entry{x: x, old: s.value[x], new: v, kind: kind, from: from, lag: lag}
		return append(s.explain(nil, &e, v), literal{x ^ 1, 1 - v}), false
	}
	s.push(x, v, kind, from, lag)
	return nil, true
}

// follow looks at one trail entry: links and clauses.
func (s *Solver) follow() ([]literal, bool) {
	e := s.trail[s.head]
	s.head++
	for _, a := range s.arcs[e.x] {
		if v := e.new + a.Lag; v > s.value[a.Task] {
			if clash, ok := s.raise(a.Task, v, linked, e.x, a.Lag); !ok {
				return clash, false
			}
		}
	}
	// Literals made false are those whose opposites are now true.
	for v := e.old + 1; v <= e.new; v++ {
		if clash, ok := s.visit(literal{e.x, v}); !ok {
			return clash, false
		}
	}
	return nil, true
}

// visit goes through the clauses that watch the opposite of a literal now true.
func (s *Solver) visit(now literal) ([]literal, bool) {
	at := s.spot(now)
	list := s.watch[at]
	kept := list[:0]
	gone := now.not()
	for k := 0; k < len(list); k++ {
		w := list[k]
		s.steps++
		if s.holds(w.other) {
			kept = append(kept, w)
			continue
		}
		c := &s.clauses[w.clause]
		lits := c.lits
		if lits == nil { // forgotten
			continue
		}
		if lits[0] == gone {
			lits[0], lits[1] = lits[1], lits[0]
		}
		if s.holds(lits[0]) {
			kept = append(kept, watcher{w.clause, lits[0]})
			continue
		}
		moved := false
		for j := 2; j < len(lits); j++ {
			if !s.fails(lits[j]) {
				lits[1], lits[j] = lits[j], lits[1]
				to := s.spot(lits[1].not())
				s.watch[to] = append(s.watch[to], watcher{w.clause, lits[0]})
				moved = true
				break
			}
		}
		if moved {
			continue
		}
		kept = append(kept, watcher{w.clause, lits[0]})
		if s.fails(lits[0]) {
			kept = append(kept, list[k+1:]...)
			s.watch[at] = kept
			c.used += s.bump
			clash := make([]literal, len(lits))
			for j, l := range lits {
				clash[j] = l.not()
			}
			return clash, false
		}
		s.push(lits[0].x, lits[0].v, learned, w.clause, 0)
	}
	s.watch[at] = kept
	return nil, true
}

// timetable pushes tasks over times where what is compulsory leaves them no room.
//
// It is one long function because it is where the search spends its time.
func (s *Solver) timetable() ([]literal, bool) {
	w := int32(s.p.Words)
	for _, i := range s.tasks {
		low, high := s.value[2*i], -s.value[2*i+1]
		if low == high {
			continue
		}
		s.steps++
		d := s.p.Duration[i]
		for k := range w {
			r := s.p.Request[i*w+k]
			if r == 0 {
				continue
			}
			// Times in [high, low+d) are the task's own and always fit.
			for t := low; t < low+d; t++ {
				if t >= high {
					break
				}
				if (s.free[t*w+k]-r)&guards != guards {
					low = t + 1
					if clash, ok := s.raise(2*i, low, crowded, t, k); !ok {
						return clash, false
					}
				}
			}
			for t := high + d - 1; t >= high; t-- {
				if t < low+d {
					break
				}
				if (s.free[t*w+k]-r)&guards != guards {
					high = t - d
					if clash, ok := s.raise(2*i+1, -high, crowded, t, k); !ok {
						return clash, false
					}
				}
			}
		}
	}
	return nil, true
}
