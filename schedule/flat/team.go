package flat

import (
	"math/bits"
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// crew is what a task asks of people: seats of the same people come as one group.
type crew struct {
	able   uint64 // everybody who fits some seat
	groups []group
	hall   []hall // for several groups: what every union of groups needs
	total  int
}

type group struct {
	mask  uint64
	count int
}

// hall is one condition of Hall's theorem: a union of groups needs so many people.
type hall struct {
	mask  uint64
	count int
}

// mostGroups keeps the unions countable.
const mostGroups = 10

// plainSeats tells whether a task's seats are of the kind the engine has.
func plainSeats(p *model.Problem, t *model.Task) bool {
	if len(t.Seats) == 0 {
		return true
	}
	if t.Stretch || len(p.People) > 64 {
		return false
	}
	for _, s := range t.Seats {
		if s.Max > 1 || s.Min > 1 || t.Duration == 0 && s.Work > 0 {
			return false
		}
	}
	return true
}

// people fills the crews; it reports false for what the engine does not have.
func (q *Problem) people(p *model.Problem) bool {
	some := false
	for i := range p.Tasks {
		some = some || len(p.Tasks[i].Seats) > 0 && p.Tasks[i].Duration > 0
	}
	if !some {
		return true
	}
	for _, who := range p.People {
		if who.MaxTasks > 0 || len(who.Limits) > 0 || !alwaysThere(p, who.Calendar) {
			return false
		}
	}
	q.team, q.scarce = make([]crew, q.n), make([]int32, len(p.People))
	for i, t := range q.origin {
		if q.dur[i] > 0 && !q.crew(p, i, &p.Tasks[t]) {
			return false
		}
	}
	q.weigh()
	q.single = true
	for i := range q.team {
		q.single = q.single && q.team[i].total <= 1
	}
	return true
}

func alwaysThere(p *model.Problem, c int) bool {
	return c == model.None || len(p.Calendars) == 0 || calendar.Compile(&p.Calendars[c]).Always()
}

func (q *Problem) crew(p *model.Problem, i int, t *model.Task) bool {
	c := &q.team[i]
	for s := range t.Seats {
		mask := fitting(p, &t.Seats[s])
		c.able |= mask
		c.total++
		if at := slices.IndexFunc(c.groups, func(g group) bool { return g.mask == mask }); at >= 0 {
			c.groups[at].count++
		} else {
			c.groups = append(c.groups, group{mask, 1})
		}
	}
	if len(c.groups) > mostGroups {
		return false
	}
	if c.total > 1 {
		for set := 1; set < 1<<len(c.groups); set++ {
			var h hall
			for g := range c.groups {
				if set>>g&1 == 1 {
					h.mask |= c.groups[g].mask
					h.count += c.groups[g].count
				}
			}
			c.hall = append(c.hall, h)
		}
		c.prune()
	}
	return c.enough(c.able)
}

// prune drops conditions that others imply: same people, fewer needed.
func (c *crew) prune() {
	most := map[uint64]int{}
	for _, h := range c.hall {
		most[h.mask] = max(most[h.mask], h.count)
	}
	kept := c.hall[:0]
	for _, h := range c.hall {
		if most[h.mask] == h.count {
			kept = append(kept, h)
			most[h.mask] = -1
		}
	}
	c.hall = kept
	// The tightest first, so that most failures show at once.
	slices.SortStableFunc(c.hall, func(a, b hall) int {
		return (bits.OnesCount64(a.mask) - a.count) - (bits.OnesCount64(b.mask) - b.count)
	})
}

// enough tells whether the people in free can fill every seat.
func (c *crew) enough(free uint64) bool {
	if c.total == 1 {
		return free != 0
	}
	for i := range c.hall {
		if bits.OnesCount64(free&c.hall[i].mask) < c.hall[i].count {
			return false
		}
	}
	return true
}

// fitting gives the people who may take a seat.
func fitting(p *model.Problem, s *model.Seat) uint64 {
	mask := uint64(0)
	for i := range p.People {
		ok := len(s.Candidates) == 0 || slices.Contains(s.Candidates, i)
		for _, n := range s.Needs {
			ok = ok && n.Skill < len(p.People[i].Levels) && p.People[i].Levels[n.Skill] >= n.Level
		}
		if len(s.Pinned) > 0 {
			ok = slices.Contains(s.Pinned, i)
		}
		if ok {
			mask |= 1 << i
		}
	}
	return mask
}

// weigh counts for everybody the work that could be asked of them, each task's
// shared among those able.
func (q *Problem) weigh() {
	for i := range q.team {
		for _, g := range q.team[i].groups {
			n := int32(bits.OnesCount64(g.mask))
			for m := g.mask; m != 0; m &= m - 1 {
				q.scarce[bits.TrailingZeros64(m)] += q.dur[i] * int32(g.count) * 60 / n
			}
		}
	}
}

// fitTeam takes the people and the capacity of task i from the first time at or
// after t that has them.
//
// The inner loop looks at a window from its end, as fit does; people who are busy
// somewhere in the window fall out one by one until too few are left.
func (s *sgs) fitTeam(i, t int32) int32 {
	c := &s.q.team[i]
	d := s.q.dur[i]
	all := c.able
	if s.strict && s.who[i] != 0 {
		all = s.who[i]
	}
	free := all
again:
	free = all
	for u := t + d - 1; u >= t; u-- {
		if b := s.busy[u] & free; b != 0 {
			if free &^= b; !c.enough(free) {
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
	w := int32(s.q.words)
	r := s.q.req[i*w : i*w+w]
	for u := t + d - 1; u >= t; u-- {
		for k, need := range r {
			if (s.free[u*w+int32(k)]-need)&guards != guards {
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
	c := &s.q.team[i]
	want := s.who[i]
	if c.total == 1 {
		if m := want & free; m != 0 {
			return m & -m
		}
		best, weight := 0, int32(1<<30)
		for m := free; m != 0; m &= m - 1 {
			p := bits.TrailingZeros64(m)
			if w := s.q.scarce[p] + s.noise[p]; w < weight {
				best, weight = p, w
			}
		}
		return 1 << best
	}
	if kept := want & free; bits.OnesCount64(kept) == c.total && c.enough(kept) {
		return kept
	}
	return s.match.cheapest(c, free, want, s.q.scarce, s.noise)
}

// matcher finds the cheapest people for several seats: people by rising weight are
// taken whenever all taken can still sit (the greedy of a transversal matroid).
type matcher struct {
	order []int32
	seats [64]int8 // by person: group sat in
}

func (m *matcher) cheapest(c *crew, free, want uint64, scarce, noise []int32) uint64 {
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
	var sits [mostGroups]uint64
	for _, p := range m.order {
		if n == c.total {
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
func (m *matcher) seat(c *crew, sits *[mostGroups]uint64, p int32, seen *uint64) bool {
	for g := range c.groups {
		if *seen>>g&1 == 1 || c.groups[g].mask>>p&1 == 0 {
			continue
		}
		*seen |= 1 << g
		if bits.OnesCount64(sits[g]) < c.groups[g].count {
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

// seat puts a task's people on its seats.
func (q *Problem) seat(p *model.Problem, i int32, who uint64, at model.Placement) []model.Assignment {
	t := &p.Tasks[q.origin[i]]
	taken := make([]int, len(t.Seats))
	for s := range taken {
		taken[s] = -1
	}
	masks := make([]uint64, len(t.Seats))
	for s := range masks {
		masks[s] = fitting(p, &t.Seats[s]) & who
	}
	for s := range t.Seats {
		settle(masks, taken, s, make([]bool, len(p.People)))
	}
	var work []model.Assignment
	for s, person := range taken {
		effort := t.Seats[s].Work
		if effort == 0 {
			effort = t.Duration
		}
		work = append(work, model.Assignment{Seat: s, Person: person, Mentor: model.None, Start: at.Start, Finish: at.Finish, Effort: effort})
	}
	return work
}

// settle is one augmenting step of the matching of seats to people.
func settle(masks []uint64, taken []int, s int, seen []bool) bool {
	for m := masks[s]; m != 0; m &= m - 1 {
		p := bits.TrailingZeros64(m)
		if seen[p] {
			continue
		}
		seen[p] = true
		holder := slices.Index(taken, p)
		if holder < 0 || settle(masks, taken, holder, seen) {
			if holder >= 0 && taken[holder] == p {
				taken[holder] = -1
			}
			taken[s] = p
			return true
		}
	}
	return false
}
