// Package technology answers what is in use: the languages of each repository and the
// dependencies its manifests declare, with their versions and where they stand.
package technology

import (
	"cmp"
	"slices"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
)

// Answer is what is in use.
type Answer struct {
	answer.Head
	Languages    []Language   `json:"languages"`
	Dependencies []Dependency `json:"dependencies"`
	Unreadable   []string     `json:"unreadable"` // sentences about manifests that cannot be read
}

// Language is one language in one repository.
type Language struct {
	Repository string `json:"repository"`
	Name       string `json:"name"`
	Files      int    `json:"files"`
	Lines      int    `json:"lines"`
}

// Dependency is one declared dependency, over all manifests that name it.
type Dependency struct {
	Ecosystem string `json:"ecosystem"`
	Name      string `json:"name"`
	Direct    bool   `json:"direct"` // somewhere declared as a direct one
	Differs   bool   `json:"differs"`
	Uses      []Use  `json:"uses"`
}

// Use is one declaration.
type Use struct {
	Repository string         `json:"repository"`
	Version    string         `json:"version,omitempty"` // as written
	Kind       string         `json:"kind"`              // direct, indirect, dev, tool
	Fact       statement.Fact `json:"fact"`
}

// Ask gives everything in use that the viewer may see: dependencies by ecosystem and
// name, languages by repository, most lines first.
func Ask(w *world.World) *Answer {
	a := &Answer{Languages: []Language{}, Dependencies: []Dependency{}, Unreadable: []string{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "technology", record.DateOf(w.Now), w.Now, w.Facts()
	found := map[[2]string]*Dependency{}
	for _, r := range w.Repos {
		a.Languages = append(a.Languages, languages(r)...)
		a.Unreadable = append(a.Unreadable, r.Tree.Unreadable...)
		for _, d := range r.Tree.Dependencies {
			k := [2]string{d.Ecosystem, d.Name}
			if found[k] == nil {
				found[k] = &Dependency{Ecosystem: d.Ecosystem, Name: d.Name}
			}
			found[k].Direct = found[k].Direct || d.Kind == "direct"
			found[k].Uses = append(found[k].Uses, Use{r.Title, d.Version, d.Kind, statement.Fact{Address: d.Address, Label: d.Path}})
		}
	}
	for _, d := range found {
		d.Differs = slices.ContainsFunc(d.Uses, func(u Use) bool { return u.Version != "" && u.Version != d.Uses[0].Version })
		a.Dependencies = append(a.Dependencies, *d)
	}
	slices.SortFunc(a.Dependencies, func(x, y Dependency) int {
		return cmp.Or(cmp.Compare(x.Ecosystem, y.Ecosystem), cmp.Compare(x.Name, y.Name))
	})
	a.Headline = a.headline()
	a.Missing = append(a.Missing, w.Missing()...)
	return a
}

func languages(r *world.Repo) []Language {
	by := map[string]*Language{}
	for i := range r.Files {
		f := &r.Files[i]
		if !f.Present || f.Ignored != "" || f.Language == "" {
			continue
		}
		if by[f.Language] == nil {
			by[f.Language] = &Language{Repository: r.Title, Name: f.Language}
		}
		by[f.Language].Files++
		by[f.Language].Lines += f.Lines
	}
	var out []Language
	for _, l := range by {
		out = append(out, *l)
	}
	slices.SortFunc(out, func(x, y Language) int { return cmp.Or(cmp.Compare(y.Lines, x.Lines), cmp.Compare(x.Name, y.Name)) })
	return out
}

func (a *Answer) headline() statement.Statement {
	direct, differ := 0, 0
	for _, d := range a.Dependencies {
		if d.Direct {
			direct++
		}
		if d.Differs {
			differ++
		}
	}
	names := map[string]bool{}
	for _, l := range a.Languages {
		names[l.Name] = true
	}
	switch {
	case len(names) == 0:
		return statement.New("technology.none")
	case len(a.Dependencies) == 0:
		return statement.New("technology.languages", statement.N("languages", len(names)))
	case differ > 0:
		return statement.New("technology.differ", statement.N("languages", len(names)), statement.N("direct", direct), statement.N("differ", differ))
	}
	return statement.New("technology.fine", statement.N("languages", len(names)), statement.N("direct", direct))
}
