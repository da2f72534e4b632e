package flat

import (
	"math/bits"
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Crew is what a task asks of people: seats of the same people come as one group.
type Crew struct {
	Able   uint64 // everybody who fits some seat
	Groups []Group
	hall   []hall // for several groups: what every union of groups needs
	Total  int
}

// Group is seats that the same people can take.
type Group struct {
	Mask  uint64
	Count int
}

// hall is one condition of Hall's theorem: a union of groups needs so many people.
type hall struct {
	Mask  uint64
	Count int
}

// MostGroups keeps the unions countable.
const MostGroups = 10

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
	q.Team, q.Scarce = make([]Crew, q.N), make([]int32, len(p.People))
	for i, t := range q.origin {
		if q.Duration[i] > 0 && !q.crew(p, i, &p.Tasks[t]) {
			return false
		}
	}
	q.weigh()
	q.Single = true
	for i := range q.Team {
		q.Single = q.Single && q.Team[i].Total <= 1
	}
	return true
}

func alwaysThere(p *model.Problem, c int) bool {
	return c == model.None || len(p.Calendars) == 0 || calendar.Compile(&p.Calendars[c]).Always()
}

func (q *Problem) crew(p *model.Problem, i int, t *model.Task) bool {
	c := &q.Team[i]
	for s := range t.Seats {
		mask := fitting(p, &t.Seats[s])
		c.Able |= mask
		c.Total++
		if at := slices.IndexFunc(c.Groups, func(g Group) bool { return g.Mask == mask }); at >= 0 {
			c.Groups[at].Count++
		} else {
			c.Groups = append(c.Groups, Group{mask, 1})
		}
	}
	if len(c.Groups) > MostGroups {
		return false
	}
	if c.Total > 1 {
		for set := 1; set < 1<<len(c.Groups); set++ {
			var h hall
			for g := range c.Groups {
				if set>>g&1 == 1 {
					h.Mask |= c.Groups[g].Mask
					h.Count += c.Groups[g].Count
				}
			}
			c.hall = append(c.hall, h)
		}
		c.prune()
	}
	return c.Enough(c.Able)
}

// prune drops conditions that others imply: same people, fewer needed.
func (c *Crew) prune() {
	most := map[uint64]int{}
	for _, h := range c.hall {
		most[h.Mask] = max(most[h.Mask], h.Count)
	}
	kept := c.hall[:0]
	for _, h := range c.hall {
		if most[h.Mask] == h.Count {
			kept = append(kept, h)
			most[h.Mask] = -1
		}
	}
	c.hall = kept
	// The tightest first, so that most failures show at once.
	slices.SortStableFunc(c.hall, func(a, b hall) int {
		return (bits.OnesCount64(a.Mask) - a.Count) - (bits.OnesCount64(b.Mask) - b.Count)
	})
}

// Enough tells whether the people in free can fill every seat.
func (c *Crew) Enough(free uint64) bool {
	if c.Total == 1 {
		return free != 0
	}
	for i := range c.hall {
		if bits.OnesCount64(free&c.hall[i].Mask) < c.hall[i].Count {
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
	for i := range q.Team {
		for _, g := range q.Team[i].Groups {
			n := int32(bits.OnesCount64(g.Mask))
			for m := g.Mask; m != 0; m &= m - 1 {
				q.Scarce[bits.TrailingZeros64(m)] += q.Duration[i] * int32(g.Count) * 60 / n
			}
		}
	}
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
