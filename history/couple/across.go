package couple

import (
	"cmp"
	"slices"

	"plumbline/history"
)

// Place is an area of one of several repositories.
type Place struct{ Repo, Area int }

// Across is two areas of different repositories that the same issues touch.
type Across struct {
	A, B     Place
	Shared   int      // issues whose commits touched both
	InA, InB int      // issues that touched each
	Degree   float64  // Shared over the mean of InA and InB, 0..1
	Keys     []string // of shared issues, at most three, newest last
}

// AcrossRepositories lists areas of different repositories that change for the same
// issues, strongest first. Only commits that name an issue key say so.
func AcrossRepositories(rs []*history.Repository, o Options) []Across {
	o = o.withDefaults()
	touched := map[string]map[Place]bool{}
	var order []string
	for n, r := range rs {
		for i := range r.Commits {
			c := &r.Commits[i]
			if c.Quiet != "" || c.Committed.Before(o.Since) || c.Files > MaxFiles {
				continue
			}
			for _, k := range c.Keys {
				if touched[k] == nil {
					touched[k] = map[Place]bool{}
					order = append(order, k)
				}
				for _, ch := range r.ChangesOf(i) {
					if a := r.Files[ch.File].Area; a >= 0 && r.Counts(ch) {
						touched[k][Place{n, a}] = true
					}
				}
			}
		}
	}
	return pairUp(touched, order, o)
}

func pairUp(touched map[string]map[Place]bool, order []string, o Options) []Across {
	pairs, count := map[[2]Place]*Across{}, map[Place]int{}
	for _, k := range order {
		for a := range touched[k] {
			count[a]++
			for b := range touched[k] {
				if a.Repo >= b.Repo {
					continue
				}
				p := pairs[[2]Place{a, b}]
				if p == nil {
					p = &Across{A: a, B: b}
					pairs[[2]Place{a, b}] = p
				}
				p.Shared++
				p.Keys = append(p.Keys[max(0, len(p.Keys)-2):], k)
			}
		}
	}
	var out []Across
	for _, p := range pairs {
		if p.InA, p.InB = count[p.A], count[p.B]; p.Shared >= o.MinShared {
			p.Degree = 2 * float64(p.Shared) / float64(p.InA+p.InB)
			out = append(out, *p)
		}
	}
	slices.SortFunc(out, func(x, y Across) int {
		return cmp.Or(cmp.Compare(y.Degree, x.Degree), cmp.Compare(y.Shared, x.Shared), comparePlace(x.A, y.A), comparePlace(x.B, y.B))
	})
	return out[:min(len(out), o.Limit)]
}

func comparePlace(x, y Place) int {
	return cmp.Or(cmp.Compare(x.Repo, y.Repo), cmp.Compare(x.Area, y.Area))
}
