package truck

import (
	"time"

	"plumbline/history"
	"plumbline/history/know"
)

// Point is how knowledge stood at one instant, over the areas of today that hold source.
type Point struct {
	At      time.Time
	Active  int   // the active truck factor
	Nobody  int   // areas that somebody has changed and nobody then knew
	Single  int   // areas that one person knew
	Knowers []int // by area; −1 = no change yet
}

// Over says how knowledge stood at some instants, given in order, seeing only what
// came before each. It takes one pass over the changes.
func Over(r *history.Repository, at []time.Time) []Point {
	w := know.NewWalker(r)
	begun := make([]bool, len(r.Areas))
	out := make([]Point, 0, len(at))
	due := notBefore(r)
	i := 0
	for _, t := range at {
		for ; i < len(r.Commits) && !due[i].After(t); i++ {
			for _, a := range w.Areas(i) {
				begun[a] = begun[a] || r.Areas[a].Lines > 0
			}
			w.Step(i)
		}
		out = append(out, point(w, begun, t))
	}
	return out
}

// notBefore gives for each commit the earliest date of it and all that follow it, so
// that one clock that ran ahead holds nothing up.
func notBefore(r *history.Repository) []time.Time {
	out := make([]time.Time, len(r.Commits))
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = r.Commits[i].Committed
		if i+1 < len(out) && out[i+1].Before(out[i]) {
			out[i] = out[i+1]
		}
	}
	return out
}

func point(w *know.Walker, begun []bool, t time.Time) Point {
	p := Point{At: t, Knowers: make([]int, len(begun))}
	var knowers [][]history.PersonID
	for a, yes := range begun {
		if !yes {
			p.Knowers[a] = -1
			continue
		}
		list := w.Knowers(a, t.Unix())
		switch p.Knowers[a] = len(list); len(list) {
		case 0:
			p.Nobody++
			continue
		case 1:
			p.Single++
		}
		knowers = append(knowers, list)
	}
	p.Active = fewest(knowers).N
	return p
}
