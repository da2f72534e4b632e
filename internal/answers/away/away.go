// Package away answers what breaks when people are away: areas of the code left with
// nobody or one, and who could be second. What it does to the plan's dates is joined
// from a preview of the plan.
package away

import (
	"plumbline/history"
	"plumbline/history/know"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/who"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer says what an absence would mean.
type Answer struct {
	answer.Head
	Who    answer.Person `json:"who"`
	From   record.Date   `json:"from,omitempty"`
	To     record.Date   `json:"to,omitempty"`
	Areas  []Loss        `json:"areas"`
	Breaks []Change      `json:"breaks"` // of the plan; empty without one
	Kept   int           `json:"kept"`   // areas they know that keep two or more
}

// Loss is one area that loses a knower.
type Loss struct {
	Repository string      `json:"repository"`
	Area       string      `json:"area"`
	Lines      int         `json:"lines"`
	Before     int         `json:"before"`
	Left       int         `json:"left"`
	Others     []Candidate `json:"others"` // who still knows it
	Seconds    []Candidate `json:"seconds"`
}

// Candidate is somebody who could step in, and why.
type Candidate struct {
	Person answer.Person       `json:"person"`
	Reason statement.Statement `json:"reason"`
	Soon   statement.Statement `json:"soon,omitzero"` // by when they could know it, where that can be told
}

// Change is one figure of the plan before and after.
type Change struct {
	Label  statement.Statement `json:"label"`
	Before string              `json:"before"`
	After  string              `json:"after"`
	Better int                 `json:"better"` // 1 better, -1 worse, 0 neither
}

// Ask answers for one person, by key, id, name or address.
func Ask(w *world.World, v *snapshot.View, text string, from, to record.Date) (*Answer, error) {
	names := world.NamesFor(v)
	person, found := w.Resolve(names, text)
	if person.Title == "" {
		return nil, fault.New(fault.NotFound, "Nobody here is called %q.", text).WithHint("Give a person's key, or a name or address as commits spell it.")
	}
	a := &Answer{Who: person, From: from, To: to, Areas: []Loss{}, Breaks: []Change{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "away", record.DateOf(w.Now), w.Now, w.Facts()
	var samples []statement.Fact
	for _, r := range w.Repos {
		if len(found[r]) == 0 {
			continue
		}
		a.AsOf = record.DateOf(r.AsOf())
		for _, l := range r.Know.Away(found[r]) {
			if len(l.Left) >= 2 {
				a.Kept++
				continue
			}
			a.Areas = append(a.Areas, loss(r, names, l))
			samples = append(samples, evidence(r, l, found[r])...)
		}
	}
	a.Headline = headline(a).On(samples[:min(5, len(samples))]...)
	return a, nil
}

// evidence gives sample commits of those who would be away.
func evidence(r *world.Repo, l know.Loss, away []history.PersonID) []statement.Fact {
	for _, h := range l.Before {
		for _, p := range away {
			if h.Person == p {
				return r.Hashes(h.Samples[:min(2, len(h.Samples))])
			}
		}
	}
	return nil
}

func loss(r *world.Repo, names *world.Names, l know.Loss) Loss {
	area := &r.Areas[l.Area]
	out := Loss{Repository: r.Title, Area: area.Name, Lines: area.Lines, Before: len(l.Before), Left: len(l.Left), Others: []Candidate{}, Seconds: []Candidate{}}
	for _, h := range l.Left {
		out.Others = append(out.Others, Candidate{Person: names.Person(r, h.Person), Reason: who.Reason(r, h)})
	}
	for _, h := range l.Seconds[:min(3, len(l.Seconds))] {
		out.Seconds = append(out.Seconds, Candidate{names.Person(r, h.Person), who.Reason(r, h), who.Soon(r, l.Area, h.Person)})
	}
	return out
}

func headline(a *Answer) statement.Statement {
	nobody, one := 0, 0
	area := statement.Arg{}
	for _, l := range a.Areas {
		if l.Left == 0 {
			nobody++
			if nobody == 1 {
				area = statement.InArea("area", l.Area)
			}
		} else {
			one++
		}
	}
	person := a.Who.Arg("person")
	switch {
	case nobody == 1:
		return statement.New("away.one-area", person, area).At(statement.Bad)
	case nobody > 1:
		return statement.New("away.areas", person, area, statement.N("more", nobody-1)).At(statement.Bad)
	case one > 0:
		return statement.New("away.single", person, statement.N("n", one)).At(statement.Warn)
	}
	return statement.New("away.fine", person).At(statement.Good)
}
