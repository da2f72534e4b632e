// Package about answers what the repositories hold about one person, as that person
// may see it: names, changes, areas and skills attributed to them. Others see names
// and states, and no counts. It also asks which names look like one person.
package about

import (
	"slices"

	"plumbline/history"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is what is attributed to one person.
type Answer struct {
	answer.Head
	Person answer.Person         `json:"person"`
	Own    bool                  `json:"own"` // the viewer is that person
	Names  []Name                `json:"names"`
	Seen   []statement.Statement `json:"seen"` // by repository
	Areas  []Area                `json:"areas"`
	Skills []skills.Personal     `json:"skills"`
	Pairs  []Pair                `json:"pairs"` // names that may be theirs
}

// Name is one spelling in commits.
type Name struct {
	Repository string   `json:"repository"`
	Name       string   `json:"name"`
	Email      string   `json:"email"`
	Apart      []Change `json:"apart"` // what says that it is somebody else's; empty for the main address
}

// Area is a part of the code they left a trace on.
type Area struct {
	Repository string              `json:"repository"`
	Name       string              `json:"name"`
	Knows      bool                `json:"knows"`
	Reason     statement.Statement `json:"reason"`
}

// Ask answers for a person by key or id.
func Ask(w *world.World, v *snapshot.View, person string) (*Answer, error) {
	r, err := v.Find("person", person)
	if err != nil {
		return nil, err
	}
	a := &Answer{Person: answer.PersonOf(v, r.ID), Own: v.Principal().Person == r.ID, Names: []Name{}, Seen: []statement.Statement{}, Areas: []Area{}}
	if a.Person.ID == "" {
		return nil, fault.New(fault.NotFound, "There is no person %q.", person)
	}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "about", record.DateOf(w.Now), w.Now, w.Facts()
	names := world.NamesFor(v)
	for _, repo := range w.Repos {
		for _, p := range names.Contributors(repo, r.ID) {
			a.add(repo, v, p)
		}
	}
	if a.Skills, err = skills.Of(w, v, r.ID); err != nil {
		return nil, err
	}
	a.Pairs = slices.DeleteFunc(pairs(w, v, names), func(p Pair) bool { return p.A.ID != r.ID && p.B.ID != r.ID })
	a.Headline = statement.New("about.none", a.Person.Arg("person"))
	if n := len(spellings(a.Names)); n > 0 {
		a.Headline = statement.New("about.some", a.Person.Arg("person"), statement.N("n", n))
	}
	return a, nil
}

func spellings(list []Name) map[[2]string]bool {
	out := map[[2]string]bool{}
	for _, n := range list {
		out[[2]string{n.Name, n.Email}] = true
	}
	return out
}

func (a *Answer) add(r *world.Repo, v *snapshot.View, p history.PersonID) {
	c := &r.People[p]
	for _, id := range c.Identities {
		n := Name{Repository: r.Title, Name: id.Name, Email: id.Email, Apart: []Change{}}
		if id.Email != "" && id.Email != c.Email {
			n.Apart = apart(v, a.Person, c, id.Email)
		}
		a.Names = append(a.Names, n)
	}
	last := r.Hashes(newest(r, p))
	if a.Own {
		a.Seen = append(a.Seen, statement.New("about.commits", statement.N("n", c.Commits), statement.Words("repository", r.Title), statement.On("first", record.DateOf(c.First)), statement.On("last", record.DateOf(c.Last))).On(last...))
	} else {
		a.Seen = append(a.Seen, statement.New("about.seen", statement.Words("repository", r.Title), statement.On("last", record.DateOf(c.Last))).On(last...))
	}
	for _, h := range r.Know.Of(p) {
		s := statement.New("about.knows", statement.On("last", record.DateOf(h.Last)))
		if a.Own {
			args := []statement.Arg{statement.N("changes", h.Changes), statement.N("files", h.Files), statement.On("last", record.DateOf(h.Last))}
			if h.Reviews > 0 {
				args = append(args, statement.N("reviews", h.Reviews))
			}
			s = statement.New("about.area", args...)
		}
		if h.Changes > 0 || a.Own {
			a.Areas = append(a.Areas, Area{r.Title, r.Areas[h.Area].Name, h.Knows, s.On(r.Hashes(h.Samples)...)})
		}
	}
}

// newest gives the newest commits of somebody.
func newest(r *world.Repo, p history.PersonID) []history.Hash {
	var out []history.Hash
	for i := len(r.Commits) - 1; i >= 0 && len(out) < 5; i-- {
		if r.Commits[i].Author == p {
			out = append(out, r.Commits[i].Hash)
		}
	}
	return out
}
