// Package deliver holds the kinds of the duty to deliver: projects, tasks with
// their seats and estimates, milestones with promises, risks.
package deliver

import (
	"fmt"
	"strings"
	"time"

	"plumbline/internal/record"
)

// Project is work toward a goal, with a short key that numbers its tasks.
type Project struct {
	record.Base
	Goal         record.Prose `json:"goal,omitempty" label:"Goal"`
	Status       string       `json:"status" label:"Status" req:"true" enum:"proposed,planned,active,closing,closed,cancelled"`
	Sponsor      record.Ref   `json:"sponsor,omitempty" label:"Sponsor" ref:"person"`
	Lead         record.Ref   `json:"lead,omitempty" label:"Lead" ref:"person"`
	Teams        []record.Ref `json:"teams,omitempty" label:"Teams" ref:"team"`
	Start        record.Date  `json:"start,omitempty" label:"Not before"`
	Target       record.Date  `json:"target,omitempty" label:"Target date"`
	Budget       record.Money `json:"budget,omitzero" label:"Budget"`
	Repositories []record.Ref `json:"repositories,omitempty" label:"Repositories" ref:"repository"`
	Objectives   []record.Ref `json:"objectives,omitempty" label:"Objectives it serves" ref:"objective"`
	Confidence   record.Share `json:"confidence,omitempty" label:"Confidence wanted" help:"Odds wanted for each promise; 80% when empty"`
	Health       string       `json:"health,omitempty" label:"Health" enum:"good,strained,bad"`
	HealthWhy    record.Prose `json:"health_why,omitempty" label:"Why"`
}

// Validate implements record.Body.
func (p *Project) Validate(c *record.Check) {
	c.Require("title", p.Title)
	c.Require("status", p.Status)
	c.Order("target", p.Start, p.Target)
	c.Share("confidence", p.Confidence)
}

// sure is the odds wanted of a promise where nobody said which.
const sure = 0.8

// Wanted is the odds wanted for each promise of the project, 0–1; those of nobody's
// project for nil.
func (p *Project) Wanted() float64 {
	if p != nil && p.Confidence > 0 {
		return p.Confidence.Fraction()
	}
	return sure
}

// Open says that the project's tasks are planned.
func (p *Project) Open() bool {
	return p.Status == "planned" || p.Status == "active" || p.Status == "closing"
}

// Milestone brings something at a date once its tasks are done.
type Milestone struct {
	record.Base
	Project  record.Ref   `json:"project" label:"Project" req:"true" ref:"project"`
	Brings   record.Prose `json:"brings,omitempty" label:"What it brings"`
	Tasks    []record.Ref `json:"tasks,omitempty" label:"Needs" ref:"task" help:"All tasks of the project when empty"`
	Target   record.Date  `json:"target,omitempty" label:"Wanted by"`
	Weight   int          `json:"weight,omitempty" label:"Weight of its date" help:"How much being late counts against other dates; 1 when empty"`
	Gate     record.Prose `json:"gate,omitempty" label:"Quality gate"`
	Promises []Promise    `json:"promises,omitempty" label:"Promises" help:"Appended, never edited"`
}

// Promise is a date given to somebody, with the odds it had then.
type Promise struct {
	Date record.Date  `json:"date" req:"true"`
	To   string       `json:"to" req:"true"`
	Odds record.Share `json:"odds,omitempty" help:"When it was promised"`
	At   time.Time    `json:"at,omitzero"`
	Plan string       `json:"plan,omitempty" help:"The plan it rested on"`
	End  string       `json:"end,omitempty" enum:"kept,broken,withdrawn"`
}

// Validate implements record.Body.
func (m *Milestone) Validate(c *record.Check) {
	c.Require("title", m.Title)
	if m.Project == "" {
		c.Add("project", "name the project", "a milestone belongs to a project")
	}
	weight(c, m.Weight)
}

// mostWeight bounds how much one date may count against others.
const mostWeight = 1000

func weight(c *record.Check, w int) {
	if w < 0 || w > mostWeight {
		c.Add("weight", "give a number from 1 to 1000", "a weight of %d is not possible", w)
	}
}

// KeepPromises is the milestone's transition: a promise made stays as it was made;
// only how it ended may be added, once.
func KeepPromises(old, next record.Body, c *record.Check) {
	was, _ := old.(*Milestone)
	now, _ := next.(*Milestone)
	if was == nil || now == nil {
		return
	}
	for i, p := range was.Promises {
		at := fmt.Sprintf("promises[%d]", i)
		if i >= len(now.Promises) {
			c.Add(at, "say that it was withdrawn instead", "a promise cannot be taken out")
			continue
		}
		q := now.Promises[i]
		if p.End == "" {
			q.End = ""
		}
		if !q.At.Equal(p.At) || q.Date != p.Date || q.To != p.To || q.Odds != p.Odds || q.Plan != p.Plan || q.End != p.End {
			c.Add(at, "end it and add a new promise", "a promise is never edited")
		}
	}
}

// Promised gives the promise in force: the newest that has not ended, or nil.
func (m *Milestone) Promised() *Promise {
	for i := len(m.Promises) - 1; i >= 0; i-- {
		if m.Promises[i].End == "" {
			return &m.Promises[i]
		}
	}
	return nil
}

func blank(s record.Prose) bool { return strings.TrimSpace(string(s)) == "" }
