// Package self answers how somebody's own time is divided between technical and
// managerial work, from what left a trace, against the balance they want. It is asked by
// that person alone and says nothing of anybody else.
package self

import (
	"cmp"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// days is how far back the answer looks: four weeks.
const days = 28

// Answer is how the viewer's own time is divided.
type Answer struct {
	answer.Head
	Person answer.Person `json:"person"`
	// Balance is what they want; nil until they say it.
	Balance   *Wanted               `json:"balance"`
	From      record.Date           `json:"from"` // first day looked at
	Parts     []Part                `json:"parts"`
	Technical Range                 `json:"technical"` // share of what left a trace, 0–1
	Seen      Range                 `json:"seen"`      // minutes a week that left a trace
	Week      int64                 `json:"week"`      // minutes of their week
	Notes     []statement.Statement `json:"notes"`
}

// Wanted is the balance somebody wants.
type Wanted struct {
	ID        record.ID `json:"id"`
	Version   int       `json:"version"`
	Technical float64   `json:"technical"` // share, 0–1
	Note      string    `json:"note,omitempty"`
}

// Part is one thing that left a trace, and what it is taken to have cost.
type Part struct {
	Name string              `json:"name" enum:"commits,reviews,talks,decisions,duty"`
	Side string              `json:"side" enum:"technical,managerial"`
	Week Range               `json:"week"` // minutes a week
	Said statement.Statement `json:"said"` // what was counted, and how it was estimated
}

// Range is the least and the most something may be.
type Range struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// rate is what one trace is taken to cost, in minutes. The ranges are wide on purpose:
// nobody measures.
type rate struct{ low, high float64 }

var rates = map[string]rate{
	"commits": {120, 360}, "reviews": {15, 60}, "talks": {45, 90}, "decisions": {60, 240},
}

// Planned is the viewer's work in the newest plan by week, in minutes, this week first;
// nil where there is none.
type Planned []int64

// Ask answers for the viewer.
func Ask(w *world.World, v *snapshot.View, plan Planned) (*Answer, error) {
	me := v.Principal().Person
	person := snapshot.Body[people.Person](v, "person", me)
	if person == nil {
		return nil, fault.New(fault.NotFound, "You are not one of the people here.").WithHint("Sign in as a person of this organisation.")
	}
	org := v.Snapshot().Organisation()
	s := &scene{world: w, view: v, me: me, zone: org.Location(), today: record.DateOf(w.Now.In(org.Location()))}
	a := &Answer{Person: answer.PersonOf(v, me), From: s.today.Add(1 - days), Week: week(v, person), Parts: []Part{}, Notes: []statement.Statement{}}
	s.from = a.From
	for _, find := range []func() (Part, bool){s.commits, s.reviews, s.talks, s.decisions} {
		if p, found := find(); found {
			a.Parts = append(a.Parts, p)
		}
	}
	if person.Duty > 0 {
		a.Parts = append(a.Parts, duty(a.Week, person.Duty, recordFact(v, "person", me)))
	}
	a.wanted(v)
	a.divide()
	a.notes(plan)
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "self", s.today, w.Now, w.Facts()
	a.Missing = []statement.Statement{statement.New("self.calendar")}
	if len(w.Repos) == 0 {
		a.Missing = append(a.Missing, statement.New("self.code"))
	}
	return a, nil
}

// week is the length of a person's week in minutes.
func week(v *snapshot.View, p *people.Person) int64 {
	org := v.Snapshot().Organisation()
	n := cmp.Or(len(org.WorkDays), 5)
	return int64(cmp.Or(p.Capacity, org.HoursPerDay*record.Minutes(n)))
}

func recordFact(v *snapshot.View, kind record.Kind, id record.ID) statement.Fact {
	r := v.Get(kind, id)
	return statement.Fact{Address: "rec:" + string(kind) + "/" + id, Label: v.Title(r), When: r.Updated.At}
}

// wanted reads the balance the viewer has stated: the newest, if there are several.
func (a *Answer) wanted(v *snapshot.View) {
	var newest time.Time
	for _, b := range snapshot.List[grow.Balance](v, "balance") {
		if string(b.Body.Person) == v.Principal().Person && b.Updated.At.After(newest) {
			newest = b.Updated.At
			a.Balance = &Wanted{b.ID, b.Version, b.Body.Technical.Fraction(), string(b.Body.Note)}
		}
	}
}

// divide sets the least of one side against the most of the other.
func (a *Answer) divide() {
	side := map[string]Range{}
	for _, p := range a.Parts {
		r := side[p.Side]
		side[p.Side] = Range{r.Low + p.Week.Low, r.High + p.Week.High}
	}
	tech, rest := side["technical"], side["managerial"]
	a.Seen = Range{tech.Low + rest.Low, tech.High + rest.High}
	if a.Seen.High == 0 || a.Seen.Low < 30 {
		a.Headline = statement.New("self.unknown").At(statement.Info)
		return
	}
	if tech.High == 0 || rest.High == 0 {
		a.Headline = statement.New("self.one-side", statement.Words("side", a.Parts[0].Side)).At(statement.Info)
		return
	}
	a.Technical = Range{portion(tech.Low, rest.High), portion(tech.High, rest.Low)}
	a.Headline = a.headline()
}

func portion(part, rest float64) float64 {
	if part == 0 {
		return 0
	}
	return part / (part + rest)
}

func (a *Answer) headline() statement.Statement {
	args := []statement.Arg{statement.Portion("low", a.Technical.Low), statement.Portion("high", a.Technical.High)}
	if a.Balance == nil {
		return statement.New("self.unwanted", args...)
	}
	want := a.Balance.Technical
	args = append(args, statement.Portion("wanted", want))
	switch {
	case want < a.Technical.Low:
		return statement.New("self.more", args...).At(statement.Info)
	case want > a.Technical.High:
		return statement.New("self.less", args...).At(statement.Info)
	}
	return statement.New("self.fits", args...)
}

// notes says how much is not known, and what the plan asks for next.
func (a *Answer) notes(plan Planned) {
	if a.Seen.High > 0 {
		a.Notes = append(a.Notes, statement.New("self.seen", statement.Work("low", a.Seen.Low), statement.Work("high", min(a.Seen.High, float64(a.Week))), statement.Work("week", float64(a.Week)), statement.Days("days", days)))
	}
	if next := plan[:min(4, len(plan))]; len(next) > 0 {
		sum := int64(0)
		for _, m := range next {
			sum += m
		}
		a.Notes = append(a.Notes, statement.New("self.planned", statement.Work("work", float64(sum)/float64(len(next))), statement.N("weeks", len(next))))
	}
}

// sorted orders facts newest first and keeps the first few.
func sorted(list []statement.Fact) []statement.Fact {
	slices.SortStableFunc(list, func(a, b statement.Fact) int { return b.When.Compare(a.When) })
	return list[:min(5, len(list))]
}
