package know

import (
	"cmp"
	"math"
	"slices"
	"time"

	"plumbline/history"
)

// Options of Build.
type Options struct {
	// Gone and Here settle what somebody knows about people, over the rule of
	// activity: left the team, or still on it.
	Gone, Here []history.PersonID
}

// Map is who knows which area, as of the repository's AsOf. It is immutable after
// Build and safe for concurrent use.
type Map struct {
	r      *history.Repository
	areas  []Traces
	active []bool
	all    Traces
}

// Build computes the map. It takes time proportional to the changes.
func Build(r *history.Repository, o Options) *Map {
	m := &Map{r: r, areas: make([]Traces, len(r.Areas)), all: Traces{}}
	for i := range m.areas {
		m.areas[i] = Traces{}
	}
	byArea := map[int][]history.FileID{}
	for i := range r.Commits {
		c := &r.Commits[i]
		if c.Quiet != "" {
			continue
		}
		clear(byArea)
		for _, ch := range r.ChangesOf(i) {
			if a := r.Files[ch.File].Area; a >= 0 && r.Counts(ch) {
				byArea[a] = append(byArea[a], ch.File)
			}
		}
		for a, files := range byArea {
			m.areas[a].add(r, c, files)
		}
		m.all.add(r, c, nil)
	}
	m.active = activity(r, o)
	return m
}

// activity applies the rule of who is still here.
func activity(r *history.Repository, o Options) []bool {
	days := make([][]int64, len(r.People)) // distinct days seen, in order
	see := func(p history.PersonID, at time.Time) {
		d := at.Unix() / 86400
		if n := len(days[p]); n == 0 || days[p][n-1] < d {
			days[p] = append(days[p], d)
		}
	}
	for i := range r.Commits {
		c := &r.Commits[i]
		see(c.Author, c.Committed)
		for _, p := range c.Reviewers {
			see(p, c.Committed)
		}
		for _, p := range c.CoAuthors {
			see(p, c.Committed)
		}
	}
	out := make([]bool, len(r.People))
	today := r.AsOf.Unix() / 86400
	for p := range out {
		out[p] = !r.People[p].Bot && here(days[p], today)
	}
	for _, p := range o.Gone {
		out[p] = false
	}
	for _, p := range o.Here {
		out[p] = true
	}
	return out
}

// here decides from the days somebody was seen on.
func here(days []int64, today int64) bool {
	n := len(days)
	if n == 0 {
		return false
	}
	const day = 24 * time.Hour
	allowed := int64(ActiveFor / day)
	if recent := days[max(0, n-20):]; len(recent) >= 4 {
		gap := (recent[len(recent)-1] - recent[0]) / int64(len(recent)-1)
		allowed = min(max(allowed, ActiveGaps*gap), int64(ActiveMost/day))
	}
	return today-days[n-1] <= allowed
}

// Active says whether somebody counts as still here.
func (m *Map) Active(p history.PersonID) bool { return m.active[p] }

// Holder is somebody with knowledge of one thing, and the evidence for it.
type Holder struct {
	Person  history.PersonID
	Knows   bool    // by the product's rule: still here, enough changes, enough of the best
	Active  bool    // still here
	Share   float64 // knowledge over the best active knower's; for reasons, not for ranking people
	Changes int
	Reviews int
	Files   int
	Last    time.Time
	Samples []history.Hash
	order   float64
}

// holders lists who left a trace on a thing, best to ask first.
func (m *Map) holders(ts Traces, all Traces) []Holder {
	at := m.r.AsOf.Unix()
	best := 0.0
	for p, t := range ts {
		if m.active[p] {
			best = max(best, t.knowledgeAt(at))
		}
	}
	var out []Holder
	for p, t := range ts {
		if m.r.People[p].Bot {
			continue
		}
		h := Holder{
			Person: p, Active: m.active[p], Changes: t.Changes, Reviews: t.Reviews, Files: t.Files,
			Last: t.Last, Samples: t.Samples, order: order(t, all[p], at),
		}
		if best > 0 {
			h.Share = min(t.knowledgeAt(at)/best, 1)
		}
		h.Knows = h.Active && t.knows(at, best)
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Holder) int {
		return cmp.Or(cmp.Compare(b.order, a.order), cmp.Compare(a.Person, b.Person))
	})
	return out
}

// order is how good somebody is to ask now: at it lately, with what is remembered
// behind it, and at work in the repository at all. The form and its constants won on
// walking forward over real repositories (docs/benchmarks.md).
func order(t, all *Trace, at int64) float64 {
	around := 0.0
	if all != nil {
		around = all.currentAt(at)
	}
	return (t.currentAt(at) + Remembered*t.ownAt(at)) * math.Sqrt(Elsewhere+around)
}

// Holders lists who knows an area (an index into Repository.Areas), best to ask
// first, those who left included and marked.
func (m *Map) Holders(area int) []Holder { return m.holders(m.areas[area], m.all) }
