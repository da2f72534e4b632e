package main

import (
	"fmt"
	"io"
	"time"

	"plumbline/history"
	"plumbline/history/know"
)

const (
	// halfYear is how far the replay of who knows an area looks for what they do there.
	halfYear = 182 * 24 * time.Hour
	// goesOn is how many changes and reviews in that time say that somebody knew it.
	goesOn = 3
)

// named counts who was named and who went on.
type named struct{ named, wentOn, both int }

func (n *named) add(yes, went bool) {
	if yes {
		n.named++
	}
	if went {
		n.wentOn++
	}
	if yes && went {
		n.both++
	}
}

func (n named) print(out io.Writer, name string) {
	fmt.Fprintf(out, "  %-42s %5.1f %% of %d named went on, %5.1f %% of those who went on were named\n", name,
		percent(n.both, n.named), n.named, percent(n.both, n.wentOn))
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }

// replayKnows stands at every quarter of the last six years and asks of everybody who
// left a trace on an area, and was still seen in the half year that followed, whether
// they counted as knowing it, and whether they went on there. Knowing is more than going
// on, so neither part reaches a hundred; two rules can be compared.
func replayKnows(r *history.Repository, out io.Writer) {
	w := know.NewWalker(r)
	var ours, base named
	next := 0
	for at := r.AsOf.AddDate(-6, 0, 0); !at.Add(halfYear).After(r.AsOf); at = at.AddDate(0, 3, 0) {
		for ; next < len(r.Commits) && !r.Commits[next].Committed.After(at); next++ {
			w.Step(next)
		}
		there, seen := goingOn(r, w, next, at.Add(halfYear))
		for a := range r.Areas {
			knows := map[history.PersonID]bool{}
			for _, p := range w.Knowers(a, at.Unix()) {
				knows[p] = true
			}
			for _, p := range w.Present(a, at.Unix()) {
				if seen[p] {
					went := there[visit{a, p}] >= goesOn
					ours.add(knows[p], went)
					base.add(w.InYear(a, p, at.Unix()) >= know.KnowsChanges, went)
				}
			}
		}
	}
	fmt.Fprintf(out, "Who knows an area, at every quarter of six years: %d changes or reviews there in the half year after by those still seen then:\n", goesOn)
	ours.print(out, "counts as knowing it")
	base.print(out, fmt.Sprintf("%d changes there in the last 365 days", know.KnowsChanges))
}

type visit struct {
	area   int
	person history.PersonID
}

// goingOn counts what people did in areas from a commit on until an instant, and who was
// seen at all.
func goingOn(r *history.Repository, w *know.Walker, from int, until time.Time) (there map[visit]int, seen map[history.PersonID]bool) {
	there, seen = map[visit]int{}, map[history.PersonID]bool{}
	for i := from; i < len(r.Commits); i++ {
		c := &r.Commits[i]
		if c.Committed.After(until) {
			continue
		}
		people := append([]history.PersonID{c.Author}, c.CoAuthors...)
		people = append(people, c.Reviewers...)
		for _, p := range people {
			seen[p] = true
		}
		for _, a := range w.Areas(i) {
			for _, p := range people {
				there[visit{a, p}]++
			}
		}
	}
	return there, seen
}
