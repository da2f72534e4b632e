// Package reasons answers why the plan is as it is: for each assignment why this
// person and what the next two would cost in date, hours, growth and resilience; for
// each task what makes it start when it does.
package reasons

import (
	"context"
	"math"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule"
	"plumbline/schedule/explain"
	"plumbline/schedule/model"
)

// Answer says why for one task.
type Answer struct {
	answer.Head
	Task  answer.Rec          `json:"task"`
	Start statement.Statement `json:"start"` // what makes it start when it does
	Seats []Seat              `json:"seats"`
}

// Seat is one person on the task.
type Seat struct {
	Person answer.Person       `json:"person"`
	Mentor *answer.Person      `json:"mentor,omitempty"`
	Reason statement.Statement `json:"reason"`
	Next   []Other             `json:"next"` // the next two, best first
}

// Other is somebody else, and what the plan would then be.
type Other struct {
	Person  answer.Person         `json:"person"`
	Stretch bool                  `json:"stretch"` // one level short: somebody would help
	Costs   []statement.Statement `json:"costs"`
}

// Ask gives the reasons of one task, by id or key, in the newest result of a projection.
func Ask(ctx context.Context, pl *snapshot.Planning, r *plan.Result, v *snapshot.View, task string) (*Answer, error) {
	q, err := plan.Build(pl, r.Now)
	if err != nil {
		return nil, err
	}
	q.Aim(r)
	p := q.Placed(r)
	if p == nil {
		return nil, fault.New(fault.Conflict, "The plan is being made again.").WithHint("Ask again in a moment.")
	}
	id := v.ID("task", task)
	i := slices.Index(q.Tasks, id)
	if id == "" || i < 0 || v.Get("task", id) == nil {
		return nil, fault.New(fault.NotFound, "There is no task %q in the plan.", task).WithHint("Give the key of a task of an open project, such as PAY-12.")
	}
	of, err := schedule.Explain(ctx, q.Problem, p, schedule.Options{}, i)
	if err != nil {
		return nil, err
	}
	s := shower{q: q, plan: p, of: of, v: v}
	a := &Answer{Task: answer.RecOf(v, "task", id), Start: s.start(i), Seats: []Seat{}}
	a.Question, a.ComputedAt = "reasons", r.Now
	a.AsOf = record.DateOf(r.Now.In(q.Zone()))
	a.Headline = a.Start
	for _, c := range of.Choices {
		if v.Get("person", q.People[c.Person]) != nil {
			a.Seats = append(a.Seats, s.seat(&c))
		}
	}
	return a, nil
}

type shower struct {
	q    *plan.Question
	plan *model.Plan
	of   *schedule.Explanation
	v    *snapshot.View
}

func (s *shower) task(i int) statement.Arg {
	return answer.RecOf(s.v, "task", s.q.Tasks[i]).Arg("task")
}

func (s *shower) person(i int) answer.Person { return answer.PersonOf(s.v, s.q.People[i]) }

// start says what holds a task. What the viewer may not see is not named.
func (s *shower) start(i int) statement.Statement {
	c := s.of.Starts[i]
	if len(s.q.Problem.Tasks[i].Seats) == 0 && !s.q.Problem.Tasks[i].Progress.Done {
		return statement.New("why.whole")
	}
	if c.Task != model.None && s.v.Get("task", s.q.Tasks[c.Task]) == nil {
		return statement.New("why.order")
	}
	switch c.Cause {
	case explain.Done:
		return statement.New("why.done")
	case explain.Begun:
		return statement.New("why.begun")
	case explain.Dependency:
		return statement.New("why.dependency", s.task(c.Task))
	case explain.Person:
		return statement.New("why.person", s.person(c.Person).Arg("person"), s.task(c.Task))
	case explain.Equipment:
		return statement.New("why.equipment", statement.Words("equipment", s.q.Problem.Equipment[c.Equipment].Key), s.task(c.Task))
	case explain.NotBefore:
		return statement.New("why.not-before", statement.On("date", record.DateOf(s.q.At(s.q.Problem.Tasks[i].NotBefore))))
	case explain.PlanStart:
		return statement.New("why.at-once")
	}
	return statement.New("why.order")
}

func (s *shower) seat(c *explain.Choice) Seat {
	out := Seat{Person: s.person(c.Person), Reason: s.reason(c), Next: []Other{}}
	for _, a := range s.plan.Placements[c.Task].Work {
		if a.Person == c.Person && a.Mentor != model.None {
			m := s.person(a.Mentor)
			out.Mentor = &m
		}
	}
	for i := range c.Next {
		if n := &c.Next[i]; s.v.Get("person", s.q.People[n.Person]) != nil {
			out.Next = append(out.Next, Other{Person: s.person(n.Person), Stretch: n.Stretch, Costs: s.costs(n)})
		}
	}
	return out
}

// words are the ids of the sentences that give a reason.
var words = map[explain.Reason]string{
	explain.Pinned: "why.pinned", explain.Began: "why.began", explain.OnlyOne: "why.only", explain.Known: "why.known",
	explain.Soonest: "why.soonest", explain.Grows: "why.grows", explain.AsGood: "why.as-good", explain.Cheapest: "why.cheapest",
}

func (s *shower) reason(c *explain.Choice) statement.Statement {
	id, ok := words[c.Reason]
	// Whose hours cost more follows from it, so only those hear it who may see rates.
	if !ok || c.Reason == explain.Cheapest && !s.money() {
		id = "why.whole-best"
	}
	return statement.New(id, s.person(c.Person).Arg("person"))
}

func (s *shower) money() bool {
	p := s.v.Principal()
	return p.System || p.Roles&(record.Lead|record.Admin) != 0
}

// costs say what else would differ, what weighs most first.
func (s *shower) costs(n *explain.Alternative) []statement.Statement {
	out := []statement.Statement{}
	say := func(more, less string, by, least int64, arg func(int64) statement.Arg, of ...statement.Arg) {
		switch {
		case by >= least:
			out = append(out, statement.New(more, append(of, arg(by))...))
		case by <= -least:
			out = append(out, statement.New(less, append(of, arg(-by))...))
		}
	}
	hours := func(n int64) statement.Arg { return statement.Work("by", float64(n)) }
	say("why.end.later", "why.end.sooner", n.Finish, 60, length)
	// What moves with the whole is not said again.
	if n.Mark != model.None && n.Moves != n.Finish && s.v.Get("milestone", s.q.Marks[n.Mark]) != nil {
		say("why.date.later", "why.date.sooner", n.Moves, 60, length, answer.RecOf(s.v, "milestone", s.q.Marks[n.Mark]).Arg("milestone"))
	}
	say("why.task.later", "why.task.sooner", n.Task, 60, length)
	say("why.hours.more", "why.hours.less", n.Hours, 30, hours)
	say("why.growth.more", "why.growth.less", n.Growth, 30, hours)
	say("why.single.more", "why.single.less", int64(n.Singles), 1, func(n int64) statement.Arg { return statement.N("by", n) })
	if len(out) == 0 {
		out = append(out, statement.New("why.same"))
	}
	return out
}

// length says minutes of the wall clock as days, or as hours below one day.
func length(minutes int64) statement.Arg {
	if minutes < 24*60 {
		return statement.Work("by", math.Round(float64(minutes)/60)*60)
	}
	return statement.Days("by", float64(minutes)/(24*60))
}

// Text gives the answer as plain lines, for the terminal.
func (a *Answer) Text() []string {
	out := []string{a.Start.Text()}
	for _, s := range a.Seats {
		out = append(out, s.Reason.Text())
		for _, n := range s.Next {
			var costs []string
			for _, c := range n.Costs {
				costs = append(costs, c.Text())
			}
			out = append(out, "  "+statement.New("why.instead", n.Person.Arg("person"), statement.Words("costs", strings.Join(costs, "; "))).Text())
		}
	}
	return out
}
