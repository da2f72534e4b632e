// Package truck computes the truck factor: how few people would have to leave before
// more than half of the code has nobody who knows it.
package truck

import (
	"cmp"
	"math"
	"slices"

	"plumbline/history"
	"plumbline/history/know"
)

// Factor is the outcome: the people whose leaving, one after the other, leaves more
// than half of the files (or areas) without anyone.
type Factor struct {
	N      int
	People []history.PersonID // in the order taken away; a set whose leaving hurts, no ranking
	Things int                // files or areas that have an author at the start
}

// Degree of authorship after Avelino, Passos, Hora, Valente: A Novel Approach for
// Estimating Truck Factors (ICPC 2016), with the weights of Fritz et al.
func doa(first bool, own, others int) float64 {
	d := 3.293 + 0.164*float64(own) - 0.321*math.Log(1+float64(others))
	if first {
		d += 1.098
	}
	return d
}

// Classic is the truck factor as published: an author of a file has a degree of
// authorship above 0.75 of the file's maximum and at least 3.293; those who left
// count like anybody. Source files at the head, renames followed.
func Classic(r *history.Repository) Factor {
	type work struct{ own map[history.PersonID]int }
	files := make([]work, len(r.Files))
	creator := make([]history.PersonID, len(r.Files))
	for i := range creator {
		creator[i] = -1
	}
	total := make([]int, len(r.Files))
	for _, ch := range r.Changes {
		f := &r.Files[ch.File]
		c := &r.Commits[ch.Commit]
		if !f.Present || f.Ignored != "" || c.Parents > 1 {
			continue
		}
		w := &files[ch.File]
		if w.own == nil {
			w.own = map[history.PersonID]int{}
			creator[ch.File] = c.Author
		}
		w.own[c.Author]++
		total[ch.File]++
	}
	var authors [][]history.PersonID
	for i, w := range files {
		if a := authorsOf(w.own, creator[i], total[i]); len(a) > 0 {
			authors = append(authors, a)
		}
	}
	return greedy(authors)
}

func authorsOf(own map[history.PersonID]int, creator history.PersonID, total int) []history.PersonID {
	best := 0.0
	for p, n := range own {
		best = max(best, doa(p == creator, n, total-n))
	}
	var out []history.PersonID
	for p, n := range own {
		if d := doa(p == creator, n, total-n); d >= 3.293 && d/best > 0.75 {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// Active is the truck factor of the product: the fewest people without whom more than half
// of the areas of source that somebody knows have nobody. Areas are weighted equally, who knows them
// goes by the product's rule, only people still here.
func Active(m *know.Map, r *history.Repository) Factor {
	var knowers [][]history.PersonID
	for a := range r.Areas {
		if r.Areas[a].Lines == 0 {
			continue
		}
		var ps []history.PersonID
		for _, h := range m.Knowers(a) {
			ps = append(ps, h.Person)
		}
		if len(ps) > 0 {
			knowers = append(knowers, ps)
		}
	}
	return fewest(knowers)
}

// greedy takes away the author of most things until more than half have none.
func greedy(things [][]history.PersonID) Factor {
	f := Factor{Things: len(things)}
	left := make([]int, len(things))
	of := map[history.PersonID][]int{}
	for i, ps := range things {
		left[i] = len(ps)
		for _, p := range ps {
			of[p] = append(of[p], i)
		}
	}
	people := make([]history.PersonID, 0, len(of))
	for p := range of {
		people = append(people, p)
	}
	// Taking somebody away does not change what others have written, so the order
	// is fixed from the start.
	slices.SortFunc(people, func(a, b history.PersonID) int {
		return cmp.Or(cmp.Compare(len(of[b]), len(of[a])), cmp.Compare(a, b))
	})
	orphans := 0
	for _, p := range people {
		if 2*orphans > len(things) {
			break
		}
		f.N++
		f.People = append(f.People, p)
		for _, i := range of[p] {
			if left[i]--; left[i] == 0 {
				orphans++
			}
		}
	}
	return f
}
