package evolve

import (
	"math/bits"

	"plumbline/schedule/flat"
)

// fitTeam takes the people and the capacity of task i from the first time at or
// after t that has them.
//
// The inner loop looks at a window from its end, as fit does; people who are busy
// somewhere in the window fall out one by one until too few are left.
func (s *sgs) fitTeam(i, t int32) int32 {
	c := &s.q.Team[i]
	d := s.q.Duration[i]
	all := c.Able
	if s.strict && s.who[i] != 0 {
		all = s.who[i]
	}
	free := all
again:
	free = all
	for u := t + d - 1; u >= t; u-- {
		if b := s.busy[u] & free; b != 0 {
			if free &^= b; !c.Enough(free) {
				t = u + 1
				goto again
			}
		}
	}
	if at := s.room(i, t, d); at != t {
		t = at
		goto again
	}
	set := s.choose(i, free)
	for u := t; u < t+d; u++ {
		s.busy[u] |= set
	}
	s.who[i] = set
	s.used = max(s.used, t+d)
	return t
}

// room gives t when the equipment of task i is free from t on, else a later time to
// try; it takes the capacity in the first case.
func (s *sgs) room(i, t, d int32) int32 {
	w := int32(s.q.Words)
	r := s.q.Request[i*w : i*w+w]
	for u := t + d - 1; u >= t; u-- {
		for k, need := range r {
			if (s.free[u*w+int32(k)]-need)&flat.Guards != flat.Guards {
				return u + 1
			}
		}
	}
	for u := t * w; u < (t+d)*w; u += w {
		for k, need := range r {
			s.free[u+int32(k)] -= need
		}
	}
	return t
}

// choose gives the people of least weight who can fill task i's seats: those wanted
// come first, then those who can do little else.
func (s *sgs) choose(i int32, free uint64) uint64 {
	c := &s.q.Team[i]
	want := s.who[i]
	if c.Total == 1 {
		if m := want & free; m != 0 {
			return m & -m
		}
		best, weight := 0, int32(1<<30)
		for m := free; m != 0; m &= m - 1 {
			p := bits.TrailingZeros64(m)
			if w := s.q.Scarce[p] + s.noise[p]; w < weight {
				best, weight = p, w
			}
		}
		return 1 << best
	}
	if kept := want & free; bits.OnesCount64(kept) == c.Total && c.Enough(kept) {
		return kept
	}
	return s.match.cheapest(c, free, want, s.q.Scarce, s.noise)
}

// matcher finds the cheapest people for several seats: people by rising weight are
// taken whenever all taken can still sit (the greedy of a transversal matroid).
type matcher struct {
	order []int32
}

func (m *matcher) cheapest(c *flat.Crew, free, want uint64, scarce, noise []int32) uint64 {
	m.order = m.order[:0]
	for f := free; f != 0; f &= f - 1 {
		m.order = append(m.order, int32(bits.TrailingZeros64(f)))
	}
	weight := func(p int32) int32 {
		w := scarce[p] + noise[p]
		if want>>p&1 == 1 {
			w -= 1 << 28
		}
		return w
	}
	for k := 1; k < len(m.order); k++ { // few people: insertion beats a general sort
		p, w := m.order[k], weight(m.order[k])
		j := k
		for ; j > 0 && weight(m.order[j-1]) > w; j-- {
			m.order[j] = m.order[j-1]
		}
		m.order[j] = p
	}
	set, n := uint64(0), 0
	var sits [flat.MostGroups]uint64
	for _, p := range m.order {
		if n == c.Total {
			break
		}
		seen := uint64(0)
		if m.seat(c, &sits, p, &seen) {
			set |= 1 << p
			n++
		}
	}
	return set
}

// seat finds a place for a person, moving others on where needed.
func (m *matcher) seat(c *flat.Crew, sits *[flat.MostGroups]uint64, p int32, seen *uint64) bool {
	for g := range c.Groups {
		if *seen>>g&1 == 1 || c.Groups[g].Mask>>p&1 == 0 {
			continue
		}
		*seen |= 1 << g
		if bits.OnesCount64(sits[g]) < c.Groups[g].Count {
			sits[g] |= 1 << p
			return true
		}
		for others := sits[g]; others != 0; others &= others - 1 {
			o := int32(bits.TrailingZeros64(others))
			if m.seat(c, sits, o, seen) {
				sits[g] = sits[g]&^(1<<o) | 1<<p
				return true
			}
		}
	}
	return false
}
