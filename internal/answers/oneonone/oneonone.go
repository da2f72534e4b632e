// Package oneonone answers for a leader and the person they lead: which one-on-ones they
// have, and what to talk about in the next, from what both wrote down and what evidence
// shows since the last. Only the two ask it; nothing in it counts what a person does for
// anybody but that person.
package oneonone

import (
	"cmp"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer lists the viewer's one-on-ones, the next first and the ended ones last.
type Answer struct {
	answer.Head
	Series []Series `json:"series"`
}

// Series is one one-on-one as one of its two sees it.
type Series struct {
	ID      record.ID           `json:"id"`
	Version int                 `json:"version"`
	Lead    answer.Person       `json:"lead"`
	Person  answer.Person       `json:"person"` // who is led
	With    answer.Person       `json:"with"`   // the other of the two
	State   string              `json:"state" enum:"active,ended"`
	Every   string              `json:"every,omitempty"`
	Next    record.Date         `json:"next,omitempty"`
	Last    record.Date         `json:"last,omitempty"` // of the last talk
	Open    int                 `json:"open"`           // points on the agenda
	Said    statement.Statement `json:"said"`
}

// Point is something on the agenda, or something one promised the other.
type Point struct {
	ID      record.ID      `json:"id"`
	Version int            `json:"version"`
	Title   string         `json:"title"`
	Note    string         `json:"note,omitempty"`
	By      answer.Person  `json:"by,omitzero"`
	Raised  record.Date    `json:"raised,omitempty"`
	Carried int            `json:"carried"` // talks since it was raised
	State   string         `json:"state" enum:"open,done,dropped"`
	Talk    record.ID      `json:"talk,omitempty"`
	Owner   *answer.Person `json:"owner,omitempty"`
	Due     record.Date    `json:"due,omitempty"`
	Late    bool           `json:"late,omitempty"`
}

// Talk is one talk that was held, or is being held.
type Talk struct {
	ID      record.ID   `json:"id"`
	Version int         `json:"version"`
	On      record.Date `json:"on"`
	Notes   string      `json:"notes,omitempty"`
	Points  []Point     `json:"points"` // talked about in it
}

// scene is what an answer looks at.
type scene struct {
	world *world.World
	view  *snapshot.View
	names *world.Names
	zone  *time.Location // of the organisation
	today record.Date
	talks []snapshot.Typed[*grow.Conversation]
	all   []snapshot.Typed[*grow.TalkingPoint]
}

func look(w *world.World, v *snapshot.View) *scene {
	zone := v.Snapshot().Organisation().Location()
	s := &scene{world: w, view: v, names: world.NamesFor(v), zone: zone, today: record.DateOf(w.Now.In(zone))}
	s.talks = snapshot.List[grow.Conversation](v, "conversation")
	s.all = snapshot.List[grow.TalkingPoint](v, "talking_point")
	slices.SortFunc(s.talks, func(a, b snapshot.Typed[*grow.Conversation]) int {
		return cmp.Or(cmp.Compare(b.Body.On, a.Body.On), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(s.all, func(a, b snapshot.Typed[*grow.TalkingPoint]) int {
		return cmp.Or(cmp.Compare(a.Body.Raised, b.Body.Raised), a.Created.At.Compare(b.Created.At), cmp.Compare(a.ID, b.ID))
	})
	return s
}

// List answers which one-on-ones the viewer has.
func List(w *world.World, v *snapshot.View) *Answer {
	s := look(w, v)
	a := &Answer{Series: []Series{}}
	for _, r := range snapshot.List[grow.OneOnOne](v, "one_on_one") {
		a.Series = append(a.Series, s.series(r))
	}
	slices.SortFunc(a.Series, func(x, y Series) int {
		return cmp.Or(cmp.Compare(x.State, y.State), cmp.Compare(soon(x.Next), soon(y.Next)), cmp.Compare(x.With.Title, y.With.Title), cmp.Compare(x.ID, y.ID))
	})
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "one-on-ones", s.today, w.Now, w.Facts()
	a.Headline = statement.New("one.none")
	if len(a.Series) > 0 && a.Series[0].State == "active" {
		a.Headline = a.Series[0].Said
	}
	return a
}

// soon puts what has no date after everything that has one.
func soon(d record.Date) record.Date { return cmp.Or(d, "9999-12-31") }

func (s *scene) series(r snapshot.Typed[*grow.OneOnOne]) Series {
	b := r.Body
	out := Series{ID: r.ID, Version: r.Version, Lead: answer.PersonOf(s.view, string(b.Lead)), Person: answer.PersonOf(s.view, string(b.Person)), State: b.State, Every: b.Every, Next: b.Next}
	out.With = out.Person
	if s.view.Principal().Person == string(b.Person) {
		out.With = out.Lead
	}
	for _, t := range s.talks {
		if string(t.Body.Series) == r.ID && t.Body.On <= s.today && out.Last == "" {
			out.Last = t.Body.On
		}
	}
	for _, p := range s.all {
		if string(p.Body.Series) == r.ID && p.Body.State == "open" && p.Body.Owner == "" {
			out.Open++
		}
	}
	out.Said = s.said(&out).On(statement.Fact{Address: "rec:one_on_one/" + r.ID, Label: s.view.Title(r.Record), When: r.Updated.At})
	return out
}

func (s *scene) said(one *Series) statement.Statement {
	args := []statement.Arg{statement.Rec("one", "one_on_one", one.ID, "", one.With.Title), statement.N("n", one.Open)}
	switch {
	case one.State != "active":
		return statement.New("one.ended", args...)
	case one.Next == "":
		return statement.New("one.undated", args...).At(statement.Info)
	case one.Next < s.today:
		return statement.New("one.overdue", append(args, statement.On("date", one.Next))...).At(statement.Warn)
	case one.Next == s.today:
		return statement.New("one.today", args...).At(statement.Info)
	}
	return statement.New("one.next", append(args, statement.On("date", one.Next))...)
}

// find gives the series that is asked for: by its id, or by one of its two; the active
// one where they have several.
func (s *scene) find(text string) (snapshot.Typed[*grow.OneOnOne], error) {
	person := s.view.ID("person", text)
	var found snapshot.Typed[*grow.OneOnOne]
	for _, r := range snapshot.List[grow.OneOnOne](s.view, "one_on_one") {
		theirs := person != "" && (string(r.Body.Lead) == person || string(r.Body.Person) == person)
		if r.ID != text && !theirs {
			continue
		}
		if found.Record == nil || r.ID == text || found.Body.State != "active" {
			found = r
		}
	}
	if found.Record == nil {
		return found, fault.New(fault.NotFound, "You have no one-on-one with %q.", text).WithHint("Begin one: plumbline one-on-one start PERSON")
	}
	return found, nil
}

// point writes down one point; carried counts the talks held since it was raised.
func (s *scene) point(p snapshot.Typed[*grow.TalkingPoint]) Point {
	b := p.Body
	out := Point{ID: p.ID, Version: p.Version, Title: b.Title, Note: string(b.Note), Raised: b.Raised, State: b.State, Talk: string(b.Talk), Due: b.Due}
	if b.By != "" {
		out.By = answer.PersonOf(s.view, string(b.By))
	}
	if b.Owner != "" {
		who := answer.PersonOf(s.view, string(b.Owner))
		out.Owner, out.Late = &who, b.State == "open" && b.Due != "" && b.Due < s.today
	}
	for _, t := range s.talks {
		if t.Body.Series == b.Series && t.Body.On > b.Raised && t.Body.On < s.today && b.Raised != "" {
			out.Carried++
		}
	}
	return out
}

// ago is how many days before today a day was.
func (s *scene) ago(d record.Date) float64 {
	return s.today.In(time.UTC).Sub(d.In(time.UTC)).Hours() / 24
}

func (s *scene) fact(r *record.Record) statement.Fact {
	return statement.Fact{Address: "rec:" + string(r.Kind) + "/" + r.ID, Label: s.view.Title(r), When: r.Updated.At}
}
