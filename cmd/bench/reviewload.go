package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"plumbline/history"
	"plumbline/history/review"
)

// followed is what a way of choosing one reviewer a change would have done: how much
// of each change its reviewers knew, how much fell on the ten busiest, and how many
// files were left with one active knower or none. After Mirsaeedi and Rigby (ICSE
// 2020), with one reviewer replaced.
type followed struct {
	name   string
	choose func(i int) []history.PersonID
	knows  map[history.FileID]map[history.PersonID]bool
	known  float64
	load   map[history.PersonID]int
	n      int
}

// replayLoad follows what really happened and each aim over the last reviewed commits.
func replayLoad(r *history.Repository, last int, out io.Writer) {
	var reviewed []int
	for i := range r.Commits {
		if r.Commits[i].Parents < 2 && len(review.Reviewers(r, i)) > 0 {
			reviewed = append(reviewed, i)
		}
	}
	reviewed = reviewed[max(0, len(reviewed)-last):]
	if len(reviewed) == 0 {
		return
	}
	m := review.NewModel(r)
	ways := []*followed{{name: "what happened", choose: func(i int) []history.PersonID { return review.Reviewers(r, i)[:1] }}}
	for name, aim := range map[string]review.Aim{"speed": review.Likely, "expertise": review.Expert, "spread": review.Spread} {
		ways = append(ways, &followed{name: name, choose: func(i int) []history.PersonID { return []history.PersonID{m.Choose(i, aim)} }})
	}
	slices.SortFunc(ways[1:], func(a, b *followed) int { return cmp.Compare(a.name, b.name) })
	for _, w := range ways {
		w.knows, w.load = map[history.FileID]map[history.PersonID]bool{}, map[history.PersonID]int{}
	}
	for i := range r.Commits {
		for _, w := range ways {
			w.step(r, i, i >= reviewed[0] && slices.Contains(reviewed, i))
		}
		m.Learn(i)
	}
	base := ways[0]
	fmt.Fprintf(out, "Had one reviewer been chosen each time, over %d reviews:\n", base.n)
	for _, w := range ways {
		pct := func(a, b float64) float64 { return 100 * (a/b - 1) }
		fmt.Fprintf(out, "%-44s expertise %+5.1f %%  on the ten busiest %+5.1f %%  files at risk %+5.1f %%\n", w.name,
			pct(w.known, base.known), pct(w.busiest(), base.busiest()), pct(w.atRisk(r, reviewed), base.atRisk(r, reviewed)))
	}
}

func (w *followed) step(r *history.Repository, i int, measured bool) {
	c := &r.Commits[i]
	if c.Parents > 1 || c.Quiet != "" {
		return
	}
	who := review.Reviewers(r, i)
	if measured {
		who = w.choose(i)
		w.n++
		w.known += w.share(r, i, who)
		for _, p := range who {
			w.load[p]++
		}
	}
	for _, ch := range r.ChangesOf(i) {
		if w.knows[ch.File] == nil {
			w.knows[ch.File] = map[history.PersonID]bool{}
		}
		for _, p := range append(slices.Clone(who), c.Author) {
			w.knows[ch.File][p] = true
		}
	}
}

// share is the part of a change's files that one of its reviewers knew.
func (w *followed) share(r *history.Repository, i int, who []history.PersonID) float64 {
	n := 0
	for _, ch := range r.ChangesOf(i) {
		if slices.ContainsFunc(who, func(p history.PersonID) bool { return w.knows[ch.File][p] }) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(r.ChangesOf(i))))
}

func (w *followed) busiest() float64 {
	var loads []int
	for _, n := range w.load {
		loads = append(loads, n)
	}
	slices.Sort(loads)
	sum := 0
	for _, n := range loads[max(0, len(loads)-10):] {
		sum += n
	}
	return float64(sum)
}

// atRisk counts files of the measured changes, still there, that at most one person
// seen in the last year knows.
func (w *followed) atRisk(r *history.Repository, reviewed []int) float64 {
	seen, n := map[history.FileID]bool{}, 0
	for _, i := range reviewed {
		for _, ch := range r.ChangesOf(i) {
			if f := &r.Files[ch.File]; f.Present && !seen[ch.File] {
				seen[ch.File] = true
				here := 0
				for p := range w.knows[ch.File] {
					if p >= 0 && r.AsOf.Sub(r.People[p].Last) < 365*24*time.Hour {
						here++
					}
				}
				if here <= 1 {
					n++
				}
			}
		}
	}
	return float64(n)
}
