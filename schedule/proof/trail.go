package proof

func (s *Solver) open() { s.marks = append(s.marks, int32(len(s.trail))) }

// push raises a bound and keeps the profile of compulsory parts up to date.
func (s *Solver) push(x, v int32, kind reason, from, lag int32) {
	old := s.value[x]
	s.trail = append(s.trail, entry{x: x, old: old, new: v, prev: s.last[x], level: int32(len(s.marks)), kind: kind, from: from, lag: lag})
	s.last[x] = int32(len(s.trail)) - 1
	i := x >> 1
	if int(i) < s.n {
		a, b := s.value[2*i], -s.value[2*i+1]
		s.value[x] = v
		s.grow(i, a, b, s.value[2*i], -s.value[2*i+1])
		return
	}
	s.value[x] = v
}

// grow adds to the profile what is compulsory with the new bounds and was not with
// the old ones. Parts only grow to one side at a time.
func (s *Solver) grow(i, low, high, newLow, newHigh int32) {
	d := s.p.Duration[i]
	if newHigh >= newLow+d || newHigh < newLow {
		return
	}
	from, to := newHigh, newLow+d
	if high < low+d { // was compulsory in [high, low+d)
		if newHigh < high {
			to = high
		} else {
			from = low + d
		}
	}
	w := int32(s.p.Words)
	req := s.p.Request[i*w : i*w+w]
	for t := from; t < to; t++ {
		for k, r := range req {
			f := s.free[t*w+int32(k)] - r
			s.free[t*w+int32(k)] = f
			if f&guards != guards {
				s.over = t
			}
		}
	}
}

// pop takes back the newest entry.
func (s *Solver) pop() {
	e := &s.trail[len(s.trail)-1]
	i := e.x >> 1
	if int(i) < s.n {
		low, high := s.value[2*i], -s.value[2*i+1]
		s.value[e.x] = e.old
		s.shrink(i, low, high, s.value[2*i], -s.value[2*i+1])
	}
	s.value[e.x] = e.old
	s.last[e.x] = e.prev
	s.trail = s.trail[:len(s.trail)-1]
}

func (s *Solver) shrink(i, low, high, oldLow, oldHigh int32) {
	d := s.p.Duration[i]
	if high >= low+d || high < low {
		return
	}
	from, to := high, low+d
	if oldHigh < oldLow+d {
		if high < oldHigh {
			to = oldHigh
		} else {
			from = oldLow + d
		}
	}
	w := int32(s.p.Words)
	req := s.p.Request[i*w : i*w+w]
	for t := from; t < to; t++ {
		for k, r := range req {
			s.free[t*w+int32(k)] += r
		}
	}
}

// undo returns to the end of a level.
func (s *Solver) undo(level int) {
	if len(s.marks) <= level {
		return
	}
	to := int(s.marks[level])
	for len(s.trail) > to {
		s.pop()
	}
	s.marks = s.marks[:level]
	s.head, s.over = to, -1
}

// holds tells whether a literal is true, and fails whether it is false.
func (s *Solver) holds(l literal) bool { return s.value[l.x] >= l.v }
func (s *Solver) fails(l literal) bool { return s.value[l.x^1] >= 1-l.v }

// since gives the level at which a true literal became true; 0 before any.
func (s *Solver) since(l literal) int32 {
	at := s.last[l.x]
	for at >= 0 && s.trail[at].old >= l.v {
		at = s.trail[at].prev
	}
	if at < 0 {
		return 0
	}
	return s.trail[at].level
}

// spot is the place of a literal in the table of watchers.
func (s *Solver) spot(l literal) int32 {
	v := l.v
	if l.x&1 == 1 {
		v += s.p.Horizon + 1
	}
	return l.x*(s.p.Horizon+2) + v
}
