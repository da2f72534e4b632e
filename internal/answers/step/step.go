// Package step is one thing that somebody could do about a date: in words, as changes
// of records, and as the planning projection would be with it.
package step

import (
	"strings"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/relax"
)

// First is a kind of step beside those of schedule/relax: a task is finished before
// another begins, which waits for it from then on.
const First relax.Kind = "first"

// Subject is what a step, or a part of a conflict, speaks of.
type Subject struct {
	What      string    `json:"what"` // a relax.Kind, or First
	Task      record.ID `json:"task,omitempty"`
	Milestone record.ID `json:"milestone,omitempty"`
	Person    record.ID `json:"person,omitempty"`
	Skill     record.ID `json:"skill,omitempty"`
	Equipment record.ID `json:"equipment,omitempty"`
}

// Step is one change.
type Step struct {
	Subject
	Level  int         `json:"level,omitempty"`
	To     time.Time   `json:"to,omitzero"`      // an end: the first instant after the last day
	Amount int64       `json:"amount,omitempty"` // minor units of a budget, units of equipment
	From   record.Date `json:"from,omitempty"`   // the first day of somebody new; "" = at once
	Before record.ID   `json:"before,omitempty"` // the task that waits, of First
}

// Of gives the record a subject speaks of first; "" for a budget.
func (s *Subject) Of() (record.Kind, record.ID) {
	for _, x := range []struct {
		kind record.Kind
		id   record.ID
	}{{"milestone", s.Milestone}, {"task", s.Task}, {"person", s.Person}, {"skill", s.Skill}, {"equipment", s.Equipment}} {
		if x.id != "" {
			return x.kind, x.id
		}
	}
	return "", ""
}

// Arg names that record, false where the viewer may not see it.
func (s *Subject) Arg(name string, v *snapshot.View) (statement.Arg, bool) {
	kind, id := s.Of()
	return Named(v, name, kind, id)
}

// Named gives a record as an argument, false where the viewer may not see it.
func Named(v *snapshot.View, name string, kind record.Kind, id record.ID) (statement.Arg, bool) {
	if kind == "person" {
		return answer.PersonOf(v, id).Arg(name), v.Get(kind, id) != nil
	}
	return answer.RecOf(v, kind, id).Arg(name), v.Get(kind, id) != nil
}

// words are the messages of the steps that need no more than what they speak of.
func words() map[relax.Kind]string {
	return map[relax.Kind]string{relax.Join: "ways.join", relax.DropTask: "ways.drop", relax.Pin: "ways.unpin", relax.Candidates: "ways.open",
		relax.NotBefore: "ways.earlier", relax.Capacity: "ways.capacity"}
}

// SayAll tells what to do together, and the same as a title; false where the viewer may
// not see some part of it.
func SayAll(steps []Step, v *snapshot.View) (list []statement.Statement, title string, ok bool) {
	var titles []string
	for i := range steps {
		text, ok := steps[i].Say(v)
		if !ok {
			return nil, "", false
		}
		list, titles = append(list, text), append(titles, strings.TrimSuffix(text.Text(), "."))
	}
	return list, strings.Join(titles, "; "), true
}

// Say tells what to do, false where the viewer may not see some part of it.
func (s *Step) Say(v *snapshot.View) (statement.Statement, bool) {
	what, seen := s.Arg("what", v)
	switch kind := relax.Kind(s.What); {
	case words()[kind] != "":
		return statement.New(words()[kind], what), seen
	case kind == First:
		before, known := Named(v, "before", "task", s.Before)
		return statement.New("ways.first", what, before), seen && known
	case kind == relax.Deadline:
		return statement.New("ways.date", what, statement.On("date", plan.LastDay(s.To, v.Snapshot().Organisation().Location()))), seen
	case kind == relax.AddPerson && s.From != "":
		return statement.New("ways.hire.from", what, statement.On("from", s.From)), seen
	case kind == relax.AddPerson:
		return statement.New("ways.hire", what), seen
	case kind == relax.AddSkill:
		skill, known := Named(v, "skill", "skill", s.Skill)
		return statement.New("ways.learn", what, skill, statement.N("level", s.Level)), seen && known
	case kind == relax.Budget:
		money := record.Money{Minor: s.Amount, Currency: v.Snapshot().Organisation().Currency}
		return statement.New("ways.budget", statement.Words("amount", money.String())), answer.SeesRates(v)
	}
	return statement.Statement{}, false
}
