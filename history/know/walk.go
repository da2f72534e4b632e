package know

import (
	"cmp"
	"slices"

	"plumbline/history"
)

// Walker answers "who, for this area" as of any commit while walking forward, seeing
// only what came before. It exists to measure Who against what really came next.
type Walker struct {
	r     *history.Repository
	areas []Traces
	all   Traces
	days  [][]int64
	year  []map[history.PersonID][]int64 // by area: instants of changes, for the baseline
}

// NewWalker stands before the first commit.
func NewWalker(r *history.Repository) *Walker {
	w := &Walker{r: r, areas: make([]Traces, len(r.Areas)), all: Traces{}, days: make([][]int64, len(r.People)), year: make([]map[history.PersonID][]int64, len(r.Areas))}
	for i := range w.areas {
		w.areas[i], w.year[i] = Traces{}, map[history.PersonID][]int64{}
	}
	return w
}

// Areas are the areas commit i changed in a way that gives knowledge, in order.
func (w *Walker) Areas(i int) []int {
	var out []int
	if w.r.Commits[i].Quiet != "" {
		return nil
	}
	for _, ch := range w.r.ChangesOf(i) {
		if a := w.r.Files[ch.File].Area; a >= 0 && w.r.Counts(ch) && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return out
}

// Step takes in commit i; commits are given in order.
func (w *Walker) Step(i int) {
	c := &w.r.Commits[i]
	day := c.Committed.Unix() / 86400
	for _, p := range slices.Concat([]history.PersonID{c.Author}, c.Reviewers, c.CoAuthors) {
		if n := len(w.days[p]); n == 0 || w.days[p][n-1] < day {
			w.days[p] = append(w.days[p], day)
		}
	}
	if c.Quiet != "" {
		return
	}
	for _, a := range w.Areas(i) {
		w.areas[a].add(w.r, c, nil)
		w.year[a][c.Author] = append(w.year[a][c.Author], c.Committed.Unix())
	}
	w.all.add(w.r, c, nil)
}

// Who names the first k for an area as of an instant (seconds since 1970).
func (w *Walker) Who(area int, at int64, k int) []history.PersonID {
	return w.first(w.areas[area], k, func(p history.PersonID, t *Trace) float64 {
		if w.r.People[p].Bot || !here(w.days[p], at/86400) {
			return 0
		}
		return order(t, w.all[p], at)
	})
}

// Busiest names the k people with most commits in an area in the 365 days before: the
// answer to beat.
func (w *Walker) Busiest(area int, at int64, k int) []history.PersonID {
	return w.first(w.areas[area], k, func(p history.PersonID, _ *Trace) float64 {
		return float64(w.InYear(area, p, at))
	})
}

// InYear counts somebody's commits in an area in the 365 days before an instant.
func (w *Walker) InYear(area int, p history.PersonID, at int64) int {
	n := 0
	for _, t := range w.year[area][p] {
		if at-t <= 365*86400 {
			n++
		}
	}
	return n
}

// Present lists those still here who left a trace on an area, in their order.
func (w *Walker) Present(area int, at int64) []history.PersonID {
	var out []history.PersonID
	for p := range w.areas[area] {
		if !w.r.People[p].Bot && here(w.days[p], at/86400) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

func (w *Walker) first(ts Traces, k int, score func(history.PersonID, *Trace) float64) []history.PersonID {
	type ranked struct {
		p history.PersonID
		s float64
	}
	var all []ranked
	for p, t := range ts {
		if s := score(p, t); s > 0 {
			all = append(all, ranked{p, s})
		}
	}
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.s, a.s), cmp.Compare(a.p, b.p)) })
	var out []history.PersonID
	for _, r := range all[:min(k, len(all))] {
		out = append(out, r.p)
	}
	return out
}

// Knowers lists who knows an area as of an instant, by the product's rule.
func (w *Walker) Knowers(area int, at int64) []history.PersonID {
	best := 0.0
	present := w.Present(area, at)
	for _, p := range present {
		best = max(best, w.areas[area][p].knowledgeAt(at))
	}
	var out []history.PersonID
	for _, p := range present {
		if w.areas[area][p].knows(at, best) {
			out = append(out, p)
		}
	}
	return out
}
