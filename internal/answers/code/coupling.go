package code

import (
	"strings"

	"plumbline/history"
	"plumbline/history/couple"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
)

// Coupling is what changes together.
type Coupling struct {
	answer.Head
	Areas  []Pair `json:"areas"`  // areas of one repository
	Files  []Pair `json:"files"`  // files, those across areas first
	Across []Pair `json:"across"` // areas of different repositories, by shared issues
}

// Pair is two things that change together.
type Pair struct {
	A      Side                `json:"a"`
	B      Side                `json:"b"`
	Shared int                 `json:"shared"` // changesets, or issues, with both
	Degree float64             `json:"degree"` // 0 to 1: shared over the mean of those with each
	Apart  bool                `json:"apart"`  // in different areas
	Reason statement.Statement `json:"reason"`
}

// Side is one of the two.
type Side struct {
	Repository string `json:"repository"`
	Area       string `json:"area,omitempty"`
	Path       string `json:"path,omitempty"`
}

// AskCoupling looks at everything the viewer may see. Commits that name the same issue
// count as one changeset.
func AskCoupling(w *world.World) *Coupling {
	a := &Coupling{Areas: []Pair{}, Files: []Pair{}, Across: []Pair{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "coupling", record.DateOf(w.Now), w.Now, w.Facts()
	var all []*history.Repository
	for _, r := range w.Repos {
		all = append(all, r.Repository)
		o := couple.Options{Since: r.AsOf().Add(-Since), ByKey: true, Limit: 10 * Most}
		a.Files = append(a.Files, filePairs(r, o)...)
		for _, p := range couple.Areas(r.Repository, o) {
			if p.Degree >= 0.1 && len(a.Areas) < Most {
				a.Areas = append(a.Areas, areaPair(r, p))
			}
		}
	}
	if len(all) > 1 {
		o := couple.Options{Since: w.Repos[0].AsOf().Add(-Since), MinShared: 3, Limit: Most}
		for _, p := range couple.AcrossRepositories(all, o) {
			a.Across = append(a.Across, acrossPair(w, p))
		}
	}
	if a.Headline = a.headline(); len(all) == 0 {
		a.Headline = w.Missing()[0]
	}
	return a
}

func (a *Coupling) headline() statement.Statement {
	apart := 0
	for _, p := range a.Files {
		if p.Apart {
			apart++
		}
	}
	switch {
	case len(a.Files)+len(a.Areas) == 0:
		return statement.New("coupling.none")
	case apart > 0:
		return statement.New("coupling.apart", statement.N("n", apart), statement.AtPath("a", a.Files[0].A.Path), statement.AtPath("b", a.Files[0].B.Path)).On(a.Files[0].Reason.Evidence...)
	}
	return statement.New("coupling.within", statement.N("n", len(a.Files)))
}

// filePairs keeps pairs that share at least three in ten; those across areas first.
func filePairs(r *world.Repo, o couple.Options) []Pair {
	var apart, near []Pair
	for _, p := range couple.Files(r.Repository, o) {
		if p.Degree < 0.3 {
			continue
		}
		s := statement.New("coupling.files", statement.N("n", p.Shared), statement.Odds("degree", p.Degree)).On(r.Hashes(p.Samples)...)
		out := Pair{sideOf(r, p.A), sideOf(r, p.B), p.Shared, p.Degree, p.AcrossAreas, s}
		if p.AcrossAreas {
			apart = append(apart, out)
		} else {
			near = append(near, out)
		}
	}
	list := append(apart, near...)
	return list[:min(len(list), Most)]
}

func sideOf(r *world.Repo, id history.FileID) Side {
	f := &r.Files[id]
	s := Side{Repository: r.Title, Path: f.Path}
	if f.Area >= 0 {
		s.Area = r.Areas[f.Area].Name
	}
	return s
}

func areaPair(r *world.Repo, p couple.AreaPair) Pair {
	s := statement.New("coupling.areas", statement.N("n", p.Shared), statement.Odds("degree", p.Degree)).On(both(r, p.A, p.B)...)
	return Pair{Side{Repository: r.Title, Area: r.Areas[p.A].Name}, Side{Repository: r.Title, Area: r.Areas[p.B].Name}, p.Shared, p.Degree, true, s}
}

// both gives the newest commits that touched two areas.
func both(r *world.Repo, a, b int) []statement.Fact {
	var out []statement.Fact
	for i := len(r.Commits) - 1; i >= 0 && len(out) < 3; i-- {
		inA, inB := false, false
		if c := &r.Commits[i]; c.Quiet != "" || c.Files > couple.MaxFiles {
			continue
		}
		for _, ch := range r.ChangesOf(i) {
			inA, inB = inA || r.Files[ch.File].Area == a, inB || r.Files[ch.File].Area == b
		}
		if inA && inB {
			out = append(out, r.Commit(i))
		}
	}
	return out
}

func acrossPair(w *world.World, p couple.Across) Pair {
	side := func(at couple.Place) Side {
		r := w.Repos[at.Repo]
		return Side{Repository: r.Title, Area: r.Areas[at.Area].Name}
	}
	s := statement.New("coupling.across", statement.N("n", p.Shared), statement.Odds("degree", p.Degree), statement.Words("keys", strings.Join(p.Keys, ", ")))
	for _, at := range []couple.Place{p.A, p.B} {
		s = s.On(naming(w.Repos[at.Repo], p.Keys[len(p.Keys)-1])...)
	}
	return Pair{side(p.A), side(p.B), p.Shared, p.Degree, true, s}
}

// naming gives the newest commit that names a key.
func naming(r *world.Repo, key string) []statement.Fact {
	for i := len(r.Commits) - 1; i >= 0; i-- {
		for _, k := range r.Commits[i].Keys {
			if k == key {
				return []statement.Fact{r.Commit(i)}
			}
		}
	}
	return nil
}
