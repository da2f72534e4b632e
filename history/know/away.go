package know

import (
	"math"
	"slices"

	"plumbline/history"
)

// Loss is an area that people's absence touches.
type Loss struct {
	Area    int
	Before  []Holder // who knows it now
	Left    []Holder // who still knows it without them
	Seconds []Holder // still here, not enough yet to know it: nearest first, at most Most
}

// Nobody says that no knower is left where there was one.
func (l Loss) Nobody() bool { return len(l.Left) == 0 }

// Away lists the areas that lose a knower when people are away: those left with
// nobody first, then those left with one, then the rest, each in the order of areas.
// People not in the repository are ignored.
func (m *Map) Away(people []history.PersonID) []Loss {
	var out []Loss
	for i := range m.areas {
		l := m.loss(i, people)
		if len(l.Left) < len(l.Before) {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b Loss) int { return min(len(a.Left), 2) - min(len(b.Left), 2) })
	return out
}

func (m *Map) loss(area int, away []history.PersonID) Loss {
	l := Loss{Area: area}
	for _, h := range m.Holders(area) {
		gone := slices.Contains(away, h.Person)
		if h.Knows {
			l.Before = append(l.Before, h)
		}
		switch {
		case gone || !h.Active:
		case h.Knows:
			l.Left = append(l.Left, h)
		case len(l.Seconds) < Most:
			l.Seconds = append(l.Seconds, h)
		}
	}
	return l
}

// Knowers lists who knows an area by the product's rule.
func (m *Map) Knowers(area int) []Holder {
	return slices.DeleteFunc(m.Holders(area), func(h Holder) bool { return !h.Knows })
}

// Held is what one contributor knows: their own view, and the reason inside a
// suggestion. It is not for listing people side by side.
type Held struct {
	Area int
	Holder
}

// Of lists the areas somebody left a trace on, in the order of areas.
func (m *Map) Of(p history.PersonID) []Held {
	var out []Held
	for i, ts := range m.areas {
		if ts[p] == nil {
			continue
		}
		for _, h := range m.Holders(i) {
			if h.Person == p {
				out = append(out, Held{i, h})
			}
		}
	}
	return out
}

// Reach is how many more changes to an area make somebody know it by the product's
// rule, if everybody else stayed as they are; 0 when they know it.
func (m *Map) Reach(area int, p history.PersonID) int {
	at, best := m.r.AsOf.Unix(), 0.0
	for q, t := range m.areas[area] {
		if m.active[q] && !m.r.People[q].Bot {
			best = max(best, t.knowledgeAt(at))
		}
	}
	has, changes := 0.0, 0
	if t := m.areas[area][p]; t != nil {
		has, changes = t.learntAt(at), t.Changes
	}
	return max(KnowsChanges-changes, int(math.Ceil(min(KnowsEnough, math.Expm1(KnowsShare*best))-has)), 0)
}

// Pace is how many changes a week somebody made in the repository over the last
// quarter: what tells how soon they could know something, not how much they do.
func (m *Map) Pace(p history.PersonID) float64 {
	const weeks = 13
	n, from := 0, m.r.AsOf.AddDate(0, 0, -7*weeks)
	for i := range m.r.Commits {
		if c := &m.r.Commits[i]; c.Author == p && c.Quiet == "" && c.Committed.After(from) {
			n++
		}
	}
	return float64(n) / weeks
}
