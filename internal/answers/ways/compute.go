// Package ways answers why a promised date, a deadline or a budget cannot be met, and
// what would help: one conflict that cannot be made smaller, and the cheapest ways
// out, each as changes of records that can be looked at before they are made.
package ways

import (
	"context"
	"time"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/step"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule"
	"plumbline/schedule/model"
	"plumbline/schedule/relax"
	"plumbline/schedule/verify"
)

// Version names the shape and rules of results; it is part of their key.
const Version = "1"

// Options of Compute.
type Options struct {
	Seed      uint64
	Schedules int64         // of each single search; 0 = the default for the size
	Time      time.Duration // cap for all searches; 0 = none
	Workers   int
}

// Result is what was found, computed once as the system and kept. Money in it rests on
// the restricted field "rate".
type Result struct {
	Now      time.Time      `json:"now"`
	Took     time.Duration  `json:"took"`
	Missed   []Missed       `json:"missed"`
	Conflict []step.Subject `json:"conflict"`
	Ways     []Way          `json:"ways"`
}

// Missed is a date that the plan does not meet.
type Missed struct {
	Kind record.Kind `json:"kind"` // milestone, task, or project for its budget
	ID   record.ID   `json:"id"`
	By   record.Date `json:"by,omitempty"`
	Ends time.Time   `json:"ends,omitzero"`
	Over int64       `json:"over,omitempty"` // minor units over the budget
}

// Way is one way out.
type Way struct {
	Steps []step.Step `json:"steps"`
	Ends  []End       `json:"ends"`
	Work  int64       `json:"work"` // minutes more than without
}

// End is when a missed date is met then.
type End struct {
	ID record.ID `json:"id"`
	At time.Time `json:"at"`
}

// Compute looks for the conflict and the ways out, as of an instant. It stops with ctx
// and gives what it has.
func Compute(ctx context.Context, pl *snapshot.Planning, now time.Time, o Options) (*Result, error) {
	begun := time.Now()
	q, err := plan.Build(pl, now)
	if err != nil {
		return nil, err
	}
	r := &Result{Now: now}
	if len(q.Tasks) == 0 || len(q.People) == 0 {
		return r, nil
	}
	c, err := schedule.Relax(ctx, q.Problem, schedule.Options{Seed: o.Seed, Schedules: o.Schedules, Time: o.Time, Workers: o.Workers})
	if err != nil {
		return nil, err
	}
	f := finder{pl, q}
	if len(c.Constraints)+len(c.Ways) > 0 {
		r.Missed = f.missed(c)
	}
	for _, x := range c.Constraints {
		r.Conflict = append(r.Conflict, f.part(string(x.Kind), x.Task, x.Milestone, x.Person, x.Skill, x.Equipment))
	}
	for i := range c.Ways {
		if w, ok := f.way(&c.Ways[i], c, r.Missed); ok {
			r.Ways = append(r.Ways, w)
		}
	}
	r.Took = time.Since(begun)
	return r, nil
}

type finder struct {
	pl *snapshot.Planning
	q  *plan.Question
}

func (f *finder) missed(c *schedule.Conflict) []Missed {
	var out []Missed
	p := f.q.Problem
	for i := range p.Milestones {
		m := &p.Milestones[i]
		if at := verify.FinishOf(c.Plan, m.Tasks); m.Deadline != 0 && at > m.Deadline {
			out = append(out, Missed{Kind: "milestone", ID: f.q.Marks[i], By: f.q.Wanted(i), Ends: f.q.At(at)})
		}
	}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		if at := c.Plan.Placements[i].Finish; t.Deadline != 0 && !t.Progress.Done && at > t.Deadline {
			out = append(out, Missed{Kind: "task", ID: f.q.Tasks[i], By: record.DateOf(f.q.At(t.Deadline - 1)), Ends: f.q.At(at)})
		}
	}
	if c.Measures.Over > 0 && len(f.pl.Projects) > 0 {
		out = append(out, Missed{Kind: "project", ID: f.pl.Projects[0].ID, Over: c.Measures.Over})
	}
	return out
}

func (f *finder) part(what string, task, milestone, person, skill, equipment int) step.Subject {
	id := func(i int, list []record.ID) record.ID {
		if i == model.None || i >= len(list) {
			return ""
		}
		return list[i]
	}
	out := step.Subject{What: what, Task: id(task, f.q.Tasks), Milestone: id(milestone, f.q.Marks), Person: id(person, f.q.People)}
	if skill != model.None {
		out.Skill = f.pl.Skills[skill].ID
	}
	if equipment != model.None {
		out.Equipment = f.pl.Equipment[equipment].ID
	}
	return out
}

// way turns indices into records; false for what no record could say.
func (f *finder) way(w *relax.Way, c *schedule.Conflict, missed []Missed) (Way, bool) {
	out := Way{Work: w.Measures.Work - c.Measures.Work}
	for _, x := range w.Changes {
		s := step.Step{Subject: f.part(string(x.Kind), x.Task, x.Milestone, x.Person, x.Skill, x.Equipment), Level: int(x.Level), Amount: x.Amount}
		if x.To != 0 {
			s.To = f.q.At(x.To)
		}
		out.Steps = append(out.Steps, s)
	}
	for _, m := range missed {
		for i, id := range f.q.Marks {
			if id == m.ID {
				out.Ends = append(out.Ends, End{id, f.q.At(verify.FinishOf(w.Plan, f.q.Problem.Milestones[i].Tasks))})
			}
		}
		for i, id := range f.q.Tasks {
			if id == m.ID {
				out.Ends = append(out.Ends, End{id, f.q.At(w.Plan.Placements[i].Finish)})
			}
		}
	}
	return out, len(out.Steps) > 0
}
