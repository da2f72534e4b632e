// Package explain says why a plan is as it is: for each assignment why this person
// and what the next two would cost, for each task what makes it start when it does.
package explain

import (
	"context"
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/decode"
	"plumbline/schedule/engine"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
	"plumbline/schedule/search"
)

// Reason is why a person has a seat.
type Reason string

// The reasons, the first that holds being given.
const (
	Pinned   Reason = "pinned"    // somebody said so
	Began    Reason = "began"     // has begun it
	OnlyOne  Reason = "only one"  // nobody else may take it
	Known    Reason = "known"     // the plan people know has it so, and moving does not pay
	Soonest  Reason = "soonest"   // any other would finish later
	Cheapest Reason = "cheapest"  // any other would be dearer
	Grows    Reason = "grows"     // practises what the person wants to grow in
	AsGood   Reason = "as good"   // others would do as well
	Together Reason = "trade-off" // the best for the whole by the policy
)

// Cause is what holds a task's start.
type Cause string

// The causes, the first that holds being given.
const (
	Done       Cause = "done"       // it is finished
	Begun      Cause = "begun"      // it has started already
	Dependency Cause = "dependency" // it waits for Task
	Person     Cause = "person"     // Person is busy with Task until then
	Equipment  Cause = "equipment"  // Equipment is held by Task until then
	NotBefore  Cause = "not before" // its own earliest date
	PlanStart  Cause = "plan start" // nothing: it starts at once
	Order      Cause = "order"      // the order of work that serves the whole best
)

// Start says what makes a task start when it does. Task, Person and Equipment are
// None where they do not apply.
type Start struct {
	Cause                   Cause
	Task, Person, Equipment int
}

// Alternative is another person on a seat, and what the plan would then be worth
// against what it is now.
type Alternative struct {
	Person   int
	Stretch  bool           // one level below: a mentor would help
	Task     int64          // minutes by which the task would finish later (or sooner)
	Measures model.Measures // of the whole plan with that change; compare with Explanation.Base
	Finish   int64          // minutes by which the last finish moves
	Mark     int            // the milestone with a date that moves most, or None
	Moves    int64          // minutes by which it comes later (or sooner)
	Late     int64          // weighted minutes of lateness more
	Cost     int64          // minor units more
	Hours    int64          // minutes of people's time more
	Growth   int64          // minutes of practice more
	Singles  int            // skills left with one person more
}

// Choice is one assignment: why this person, and the next two.
type Choice struct {
	Task, Seat, Person int
	Reason             Reason
	Next               []Alternative // the best two others by the policy, best first; fewer where there are none
}

// Explanation is what Explain gives.
type Explanation struct {
	Starts  []Start // by task
	Choices []Choice
	Base    model.Measures // of the plan as the engine replays it; alternatives compare with this
}

// Explain explains a plan of a problem; with tasks, those alone. Of the options, only
// the policy counts. It stops with what it has when ctx ends.
func Explain(ctx context.Context, p *model.Problem, plan *model.Plan, o engine.Options, tasks ...int) (*Explanation, error) {
	e := &explainer{p: p, plan: plan, w: engine.Weights(p, o.Policy)}
	whole, err := e.replay(model.None)
	if err != nil {
		return nil, err
	}
	out := &Explanation{Starts: make([]Start, len(p.Tasks))}
	wanted := func(task int) bool { return len(tasks) == 0 || slices.Contains(tasks, task) }
	for t := range p.Tasks {
		if wanted(t) {
			out.Starts[t] = e.start(t)
		}
	}
	if !whole {
		return out, nil
	}
	out.Base = e.base
	for t := range p.Tasks {
		if ctx.Err() != nil {
			return out, nil
		}
		if len(p.Tasks[t].Seats) == 0 || !wanted(t) {
			continue
		}
		ok, err := e.replay(t)
		if err != nil {
			return out, err
		}
		for i := e.x.Tasks[t].Seats[0]; ok && i < e.x.Tasks[t].Seats[1]; i++ {
			out.Choices = append(out.Choices, e.seat(i)...)
		}
	}
	return out, nil
}

// replay generates the plan's schedule with everybody where the plan has them, but on
// one task, whose people may then be exchanged. It tells whether there is one.
func (e *explainer) replay(task int) (bool, error) {
	var err error
	if e.x, err = instance.Compile(settled(e.p, e.plan, task)); err != nil {
		return false, err
	}
	e.d, e.genome = decode.NewDecoder(e.x, e.w), search.FromPlan(e.x, e.plan)
	if !e.d.Decode(e.genome) {
		return false, nil
	}
	e.score, e.base = e.value()
	e.finish = make([]model.Minute, len(e.p.Tasks))
	for t := range e.finish {
		e.finish[t] = e.d.Finish(int32(t))
	}
	return true, nil
}

// moves gives the milestone with a date that the schedule generated last moves most, and
// by how much.
func (e *explainer) moves() (mark int, most int64) {
	mark = model.None
	for i, m := range e.p.Milestones {
		was, is := model.Minute(0), model.Minute(0)
		for _, t := range m.Tasks {
			was, is = max(was, e.finish[t]), max(is, e.d.Finish(int32(t)))
		}
		if by := int64(is - was); m.Deadline != 0 && max(by, -by) > max(most, -most) {
			mark, most = i, by
		}
	}
	return mark, most
}

// value gives the price by the policy of the schedule generated last, and all of its
// measures.
func (e *explainer) value() (int64, model.Measures) {
	score, _ := e.d.Value()
	return score, e.d.Whole()
}

// settled is a problem in which nobody but the plan's people may take the tasks, one
// excepted.
func settled(p *model.Problem, plan *model.Plan, task int) *model.Problem {
	q := *p
	q.Tasks = slices.Clone(p.Tasks)
	for t := range q.Tasks {
		if t == task || q.Tasks[t].Progress.Done {
			continue
		}
		seats := slices.Clone(q.Tasks[t].Seats)
		for _, a := range plan.Placements[t].Work {
			s := &seats[a.Seat]
			if s.Max != -1 { // the first of the plan's people
				s.Candidates, s.Max = nil, -1
			}
			s.Candidates = append(s.Candidates, a.Person)
		}
		for i := range seats {
			if s := &seats[i]; s.Max == -1 {
				s.Min, s.Max = len(s.Candidates), len(s.Candidates)
			}
		}
		q.Tasks[t].Seats = seats
	}
	return &q
}

type explainer struct {
	p      *model.Problem
	plan   *model.Plan
	x      *instance.Instance
	d      *decode.Decoder
	w      decode.Weights
	genome *decode.Genome
	base   model.Measures
	score  int64
	finish []model.Minute
}

// scored is an alternative with its price.
type scored struct {
	Alternative
	score int64
}

// seat explains the people on one seat. Where several share it, the alternatives
// stand for the first of them.
func (e *explainer) seat(i int32) []Choice {
	s := &e.x.Seats[i]
	var out []Choice
	for _, a := range e.plan.Placements[s.Task].Work {
		if a.Seat == int(s.Local) {
			out = append(out, Choice{Task: int(s.Task), Seat: a.Seat, Person: a.Person})
		}
	}
	if len(out) == 0 {
		return nil
	}
	others := e.others(i, out)
	for k := range out {
		out[k].Reason = e.reason(s, out[k].Person, others)
		if k == 0 {
			for _, o := range others[:min(2, len(others))] {
				out[k].Next = append(out[k].Next, o.Alternative)
			}
		}
	}
	return out
}

// others tries everybody else on a seat's first place, best first.
func (e *explainer) others(i int32, sitting []Choice) []scored {
	s := &e.x.Seats[i]
	var all []scored
	was := e.genome.Pick[i]
	for _, o := range s.Options {
		if slices.ContainsFunc(sitting, func(c Choice) bool { return c.Person == int(o.Person) }) {
			continue
		}
		e.genome.Pick[i] = o.Person
		if !e.d.Decode(e.genome) || e.d.First(i) != o.Person {
			continue
		}
		score, m := e.value()
		mark, moves := e.moves()
		all = append(all, scored{Alternative{Mark: mark, Moves: moves, Person: int(o.Person), Stretch: o.Stretch, Task: int64(e.d.Finish(s.Task) - e.finish[s.Task]), Measures: m,
			Finish: int64(m.Finish - e.base.Finish), Late: m.Lateness - e.base.Lateness, Cost: m.Cost - e.base.Cost, Hours: m.Work - e.base.Work,
			Growth: m.Growth - e.base.Growth, Singles: m.Singles - e.base.Singles}, score})
	}
	e.genome.Pick[i] = was
	slices.SortStableFunc(all, func(a, b scored) int { return int(min(1, max(-1, a.score-b.score))) })
	return all
}

func (e *explainer) reason(s *instance.Seat, person int, others []scored) Reason {
	m := &e.p.Tasks[s.Task]
	in := &m.Seats[s.Local]
	began := int(s.Local) < len(m.Progress.By) && slices.Contains(m.Progress.By[s.Local], person)
	switch {
	case slices.Contains(in.Pinned, person):
		return Pinned
	case began:
		return Began
	case len(s.Options) <= 1:
		return OnlyOne
	case len(others) == 0:
		return OnlyOne
	case others[0].score <= e.score:
		if slices.Contains(s.Keep, int32(person)) {
			return Known
		}
		return AsGood
	}
	every := func(f func(a *Alternative) bool) bool {
		for i := range others {
			if !f(&others[i].Alternative) {
				return false
			}
		}
		return true
	}
	switch {
	case every(func(a *Alternative) bool { return a.Task > 0 || a.Finish > 0 || a.Moves > 0 || a.Late > 0 }):
		return Soonest
	case every(func(a *Alternative) bool { return a.Growth < 0 }):
		return Grows
	case every(func(a *Alternative) bool { return a.Cost > 0 }):
		return Cheapest
	case slices.Contains(s.Keep, int32(person)):
		return Known
	}
	return Together
}

// start finds what holds a task's start: whatever ended so late that the task's
// first worked minute is the next one.
func (e *explainer) start(t int) Start {
	m, pl := &e.p.Tasks[t], &e.plan.Placements[t]
	s := Start{Task: model.None, Person: model.None, Equipment: model.None}
	switch {
	case m.Progress.Done:
		s.Cause = Done
	case m.Progress.Started != 0:
		s.Cause = Begun
	case e.dependency(t, &s), e.person(t, &s), e.equipment(t, &s):
	case m.NotBefore > e.p.Start && e.reaches(t, m.NotBefore):
		s.Cause = NotBefore
	case e.reaches(t, e.p.Start):
		s.Cause = PlanStart
	case pl.Finish >= pl.Start:
		s.Cause = Order
	}
	return s
}

// reaches tells whether a task free from an instant on would start when it does.
func (e *explainer) reaches(t int, from model.Minute) bool {
	pl := &e.plan.Placements[t]
	if from > pl.Start {
		return false
	}
	if from == pl.Start {
		return true
	}
	if e.p.Tasks[t].Duration > 0 {
		return e.calendar(e.p.Working).Next(from) >= pl.Start
	}
	for _, a := range pl.Work {
		if a.Start == pl.Start && e.calendar(e.p.People[a.Person].Calendar).Next(from) >= pl.Start {
			return true
		}
	}
	return false
}

func (e *explainer) calendar(i int) *calendar.Index {
	if i == model.None || len(e.x.Cals) == 0 {
		return nil
	}
	return e.x.Cals[i]
}

func (e *explainer) dependency(t int, s *Start) bool {
	for _, l := range e.x.Tasks[t].In {
		base := e.plan.Placements[l.Task].Finish
		if l.Kind == model.StartStart {
			base = e.plan.Placements[l.Task].Start
		} else if l.Kind != model.FinishStart {
			continue
		}
		if at := l.Calendar.Add(base, l.Lag); at > e.p.Start && e.reaches(t, at) {
			s.Cause, s.Task = Dependency, int(l.Task)
			return true
		}
	}
	return false
}

func (e *explainer) person(t int, s *Start) bool {
	for _, a := range e.plan.Placements[t].Work {
		if a.Start != e.plan.Placements[t].Start {
			continue
		}
		for o := range e.plan.Placements {
			for _, b := range e.plan.Placements[o].Work {
				if o != t && b.Person == a.Person && b.Finish <= a.Start && b.Finish > e.p.Start && e.reaches(t, b.Finish) {
					s.Cause, s.Task, s.Person = Person, o, a.Person
					return true
				}
			}
		}
	}
	return false
}

func (e *explainer) equipment(t int, s *Start) bool {
	for _, u := range e.p.Tasks[t].Uses {
		for o := range e.plan.Placements {
			pl := &e.plan.Placements[o]
			uses := slices.ContainsFunc(e.p.Tasks[o].Uses, func(v model.Usage) bool { return v.Equipment == u.Equipment && v.Units > 0 })
			if o != t && uses && u.Units > 0 && pl.Finish <= e.plan.Placements[t].Start && pl.Finish > e.p.Start && e.reaches(t, pl.Finish) {
				s.Cause, s.Task, s.Equipment = Equipment, o, u.Equipment
				return true
			}
		}
	}
	return false
}
