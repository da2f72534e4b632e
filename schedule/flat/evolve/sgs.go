package evolve

import "plumbline/schedule/flat"

// sgs generates schedules on flat arrays. One goroutine uses it at a time.
type sgs struct {
	q      *flat.Problem
	free   []uint64 // capacity left, by time point × words, with guard bits
	finish []int32  // scratch of the pass that runs
	bucket []int32
	used   int32 // time points touched since the last clearing
	done   int64 // schedules generated
	list   []int32
	back   []int32
	busy   []uint64 // people busy, by time point
	who    []uint64 // by task: the people wanted before a pass, who does it after
	noise  []int32  // by person: added to how scarce they are
	strict bool     // people wanted are the only ones
	match  matcher
}

func newSGS(q *flat.Problem) *sgs {
	s := &sgs{q: q, free: make([]uint64, (int(q.Horizon)+2)*q.Words), finish: make([]int32, q.N),
		bucket: make([]int32, q.Horizon+2), list: make([]int32, q.N), back: make([]int32, q.N), used: q.Horizon + 1}
	if q.Team != nil {
		s.busy, s.who, s.noise = make([]uint64, q.Horizon+2), make([]uint64, q.N), make([]int32, len(q.Scarce))
	}
	return s
}

func (s *sgs) clear() {
	if s.busy != nil {
		clear(s.busy[:s.used+1])
	}
	if s.q.Words == 1 {
		full, free := s.q.Full[0], s.free[:s.used+1]
		for i := range free {
			free[i] = full
		}
	} else {
		for i := 0; i < int(s.used+1)*s.q.Words; i += s.q.Words {
			copy(s.free[i:], s.q.Full)
		}
	}
	s.used = 0
}

// forward schedules the list as early as possible and fills start; it returns the
// makespan. The list must have predecessors first.
func (s *sgs) forward(list, start []int32) int32 {
	s.clear()
	s.done++
	q := s.q
	end := int32(0)
	for _, i := range list {
		t := q.Release[i]
		for _, a := range q.Before[i] {
			t = max(t, s.finish[a.Task]+a.Lag)
		}
		t = s.fit(i, t)
		start[i], s.finish[i] = t, t+q.Duration[i]
		end = max(end, t+q.Duration[i])
	}
	return end
}

// backward schedules as late as possible before an end: the list must have
// successors first. It returns the first start, which may be negative in effect:
// times are counted back from the end and turned round into start.
func (s *sgs) backward(list, start []int32, end int32) int32 {
	s.clear()
	s.done++
	q := s.q
	last := int32(0)
	for _, i := range list {
		t := int32(0)
		for _, a := range q.After[i] {
			t = max(t, s.finish[a.Task]+a.Lag)
		}
		t = s.fit(i, t)
		s.finish[i] = t + q.Duration[i]
		start[i] = end - t - q.Duration[i]
		last = max(last, t+q.Duration[i])
	}
	return end - last
}

// fit takes the capacity of task i from the first time at or after t that has it.
//
// The inner loop looks at a window from its end, so that one look at a full time
// point moves the start past it. It is written out for one word because it is
// where the search spends its time.
func (s *sgs) fit(i, t int32) int32 {
	d := s.q.Duration[i]
	if d == 0 {
		return t
	}
	if s.busy != nil && s.q.Team[i].Able != 0 {
		return s.fitTeam(i, t)
	}
	if s.q.Words > 1 {
		return s.fitWide(i, t)
	}
	r := s.q.Request[i]
	if r == 0 {
		s.used = max(s.used, t+d)
		return t
	}
	free := s.free
	checked := t // time points before this one in the window are known to fit
	for {
		u := t + d - 1
		for ; u >= checked; u-- {
			if (free[u]-r)&flat.Guards != flat.Guards {
				break
			}
		}
		if u < checked {
			break
		}
		checked = t + d
		t = u + 1
	}
	window := free[t : t+d]
	for u := range window {
		window[u] -= r
	}
	s.used = max(s.used, t+d)
	return t
}

func (s *sgs) fitWide(i, t int32) int32 {
	w := s.q.Words
	r := s.q.Request[int(i)*w : int(i)*w+w]
	d := s.q.Duration[i]
	for u := t + d - 1; u >= t; u-- {
		for k, need := range r {
			if (s.free[int(u)*w+k]-need)&flat.Guards != flat.Guards {
				t = u + 1
				u = t + d
				break
			}
		}
	}
	for u := int(t) * w; u < int(t+d)*w; u += w {
		for k, need := range r {
			s.free[u+k] -= need
		}
	}
	s.used = max(s.used, t+d)
	return t
}

// byStart fills the list with the tasks by their starts, equal ones in topological
// order.
func (s *sgs) byStart(start, list []int32) {
	low, high := start[0], start[0]
	for _, t := range start {
		low, high = min(low, t), max(high, t)
	}
	b := s.bucket[:high-low+2]
	clear(b)
	for _, t := range start {
		b[t-low+1]++
	}
	for i := 1; i < len(b); i++ {
		b[i] += b[i-1]
	}
	for i, t := range start {
		list[b[t-low]] = int32(i)
		b[t-low]++
	}
}

// byFinish fills the list with the tasks by their finishes, the last one first,
// equal ones in reverse topological order.
func (s *sgs) byFinish(start, list []int32) {
	low, high := int32(1<<30), int32(-1<<30)
	for i, t := range start {
		f := t + s.q.Duration[i]
		low, high = min(low, f), max(high, f)
	}
	b := s.bucket[:high-low+2]
	clear(b)
	for i, t := range start {
		b[high-t-s.q.Duration[i]+1]++
	}
	for i := 1; i < len(b); i++ {
		b[i] += b[i-1]
	}
	for i := len(start) - 1; i >= 0; i-- {
		k := high - start[i] - s.q.Duration[i]
		list[b[k]] = int32(i)
		b[k]++
	}
}

// improve schedules a list and then moves everything right and left again until
// that no longer helps (justification; Valls, Ballestín, Quintanilla 2005). The
// tasks' order by the last starts is left in s.list.
func (s *sgs) improve(list, start []int32) int32 {
	end := s.forward(list, start)
	for {
		s.byFinish(start, s.back)
		s.backward(s.back, start, end)
		s.byStart(start, s.list)
		next := s.forward(s.list, start)
		if next >= end {
			s.byStart(start, s.list)
			return next
		}
		end = next
	}
}
