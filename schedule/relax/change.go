package relax

import (
	"cmp"
	"fmt"
	"slices"

	"plumbline/schedule/model"
	"plumbline/schedule/verify"
)

// What changes a way out can be made of, beside those named as constraints
// (Deadline moves to To, Budget rises to Amount, Pin, Candidates, NotBefore and
// Limit are lifted, Capacity grows by Amount).
const (
	Join      Kind = "join"       // one more person may share the seats of Task
	AddSkill  Kind = "add skill"  // Person comes to have Skill at Level
	AddPerson Kind = "add person" // one more person like Person
	DropTask  Kind = "drop task"  // Task is not done at all
)

// Change is one change of a problem. Indices that do not apply are None.
type Change struct {
	Kind                                      Kind
	Task, Milestone, Person, Skill, Equipment int
	Level                                     int8
	To                                        model.Minute
	Amount                                    int64
}

// String names the change in plain words.
func (c Change) String() string {
	switch c.Kind {
	case Deadline:
		return "a later date"
	case Budget:
		return fmt.Sprintf("a budget of %d", c.Amount)
	case Join:
		return "one more person may share the task"
	case AddSkill:
		return "one more person has the skill"
	case AddPerson:
		return "one more person"
	case DropTask:
		return "the task is dropped"
	case Capacity:
		return "more equipment"
	}
	return "without the " + string(c.Kind)
}

// moves tells whether the change only gives up what was asked for.
func (c Change) moves() bool { return c.Kind == Deadline || c.Kind == Budget }

// price sorts ways out by how much they ask of people: freeing a choice first, then
// sharing, learning, moving a date or money, cutting scope, and hiring last.
func price(changes []Change) int {
	order := []Kind{Candidates, Pin, Limit, NotBefore, Join, Capacity, AddSkill, Deadline, Budget, DropTask, AddPerson}
	sum := 100 * (len(changes) - 1)
	for _, c := range changes {
		sum += 10 * slices.Index(order, c.Kind)
	}
	return sum
}

// Apply gives the problem with the changes made. Its tasks and people keep their
// indices; a dropped task stays as one without work.
func Apply(p *model.Problem, changes []Change) *model.Problem {
	q := clone(p)
	for _, c := range changes {
		switch c.Kind {
		case Deadline:
			if c.Task != model.None {
				q.Tasks[c.Task].Deadline = c.To
			} else {
				q.Milestones[c.Milestone].Deadline = c.To
			}
		case Budget:
			if q.Budget.Total > 0 {
				q.Budget.Total = max(q.Budget.Total, c.Amount)
			}
			q.Budget.Periods = nil
		case Capacity:
			q.Equipment[c.Equipment].Capacity += int(c.Amount)
		case Join:
			for s := range q.Tasks[c.Task].Seats {
				seat := &q.Tasks[c.Task].Seats[s]
				seat.Max = max(seat.Max, seat.Min, 1) + 1
			}
		case AddSkill:
			who := &q.People[c.Person]
			for len(who.Levels) <= c.Skill {
				who.Levels = append(who.Levels, -1)
			}
			who.Levels[c.Skill] = max(who.Levels[c.Skill], c.Level)
		case AddPerson:
			who := q.People[c.Person]
			who.Key += "+"
			q.People = append(q.People, who)
		case DropTask:
			m := &q.Tasks[c.Task]
			m.Seats, m.Duration, m.Uses, m.Deadline = nil, 0, nil, 0
		default:
			drop(q, Constraint{c.Kind, c.Task, c.Milestone, c.Person, c.Skill, c.Equipment})
		}
	}
	return q
}

func change(k Kind) Change {
	return Change{Kind: k, Task: model.None, Milestone: model.None, Person: model.None, Skill: model.None, Equipment: model.None}
}

// changes lists the single changes worth trying: what loosens the late tasks and
// those they wait for, and the dates and money themselves.
func (f *finder) changes() []Change {
	var all []Change
	add := func(k Kind, set func(*Change)) {
		c := change(k)
		set(&c)
		all = append(all, c)
	}
	for _, c := range constraints(f.p) {
		if k := c.Kind; k == Pin || k == Candidates || k == NotBefore || k == Limit {
			all = append(all, Change{Kind: k, Task: c.Task, Milestone: c.Milestone, Person: c.Person, Skill: c.Skill, Equipment: c.Equipment})
		}
	}
	late := f.chain()
	for _, t := range late {
		if f.p.Tasks[t].Duration == 0 && len(f.p.Tasks[t].Seats) > 0 {
			add(Join, func(c *Change) { c.Task = t })
		}
	}
	for e := range f.p.Equipment {
		add(Capacity, func(c *Change) { c.Equipment, c.Amount = e, 1 })
	}
	all = append(all, f.skills(late)...)
	if busy := f.busiest(late); busy != model.None {
		add(AddPerson, func(c *Change) { c.Person = busy })
	}
	for _, t := range late[:min(len(late), 8)] {
		add(DropTask, func(c *Change) { c.Task = t })
	}
	return append(all, f.moved()...)
}

// chain lists the open tasks that the missed dates wait for, the longest work
// first; all open tasks where only the budget is missed.
func (f *finder) chain() []int {
	in := make([]bool, len(f.p.Tasks))
	var stack []int
	push := func(t int) {
		if !in[t] && !f.p.Tasks[t].Progress.Done {
			in[t] = true
			stack = append(stack, t)
		}
	}
	for t := range f.p.Tasks {
		if d := f.p.Tasks[t].Deadline; f.base.Measures.Lateness == 0 || d != 0 && f.base.Plan.Placements[t].Finish > d {
			push(t)
		}
	}
	for _, m := range f.p.Milestones {
		for _, t := range m.Tasks {
			if m.Deadline != 0 && f.base.Plan.Placements[t].Finish > m.Deadline {
				push(t)
			}
		}
	}
	for len(stack) > 0 {
		t := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, d := range f.p.Deps {
			if d.To == t {
				push(d.From)
			}
		}
	}
	var out []int
	for t := range in {
		if in[t] {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(f.work(b), f.work(a)) })
	return out[:min(len(out), 16)]
}

// work is a task's planned minutes of people and its length.
func (f *finder) work(t int) int64 {
	pl := &f.base.Plan.Placements[t]
	sum := int64(pl.Finish - pl.Start)
	for _, a := range pl.Work {
		sum += a.Effort
	}
	return sum
}

// skills proposes to teach what the late tasks need to those who lack little and
// have the least to do.
func (f *finder) skills(late []int) []Change {
	load := f.load()
	var out []Change
	for _, t := range late {
		for _, s := range f.p.Tasks[t].Seats {
			for _, n := range s.Needs {
				if who := f.learner(n, load, out); who != model.None && len(out) < 12 {
					c := change(AddSkill)
					c.Person, c.Skill, c.Level = who, n.Skill, n.Level
					out = append(out, c)
				}
			}
		}
	}
	return out
}

func (f *finder) load() []int64 {
	load := make([]int64, len(f.p.People))
	for _, pl := range f.base.Plan.Placements {
		for _, a := range pl.Work {
			load[a.Person] += a.Effort
		}
	}
	return load
}

// learner picks who could come to meet a need: whoever has least to do and is not
// proposed for that skill yet.
func (f *finder) learner(n model.Need, load []int64, proposed []Change) int {
	best := model.None
	for i, who := range f.p.People {
		has := n.Skill < len(who.Levels) && who.Levels[n.Skill] >= n.Level
		again := slices.ContainsFunc(proposed, func(c Change) bool { return c.Person == i && c.Skill == n.Skill })
		if !has && !again && (best == model.None || load[i] < load[best]) {
			best = i
		}
	}
	return best
}

// busiest gives the person with most work on the late tasks.
func (f *finder) busiest(late []int) int {
	load := make([]int64, len(f.p.People))
	best := model.None
	for _, t := range late {
		for _, a := range f.base.Plan.Placements[t].Work {
			load[a.Person] += a.Effort
			if best == model.None || load[a.Person] > load[best] {
				best = a.Person
			}
		}
	}
	return best
}

// moved proposes the dates and the budget that the plan at hand does meet.
func (f *finder) moved() []Change {
	var out []Change
	for t := range f.p.Tasks {
		if d := f.p.Tasks[t].Deadline; d != 0 && f.base.Plan.Placements[t].Finish > d {
			c := change(Deadline)
			c.Task, c.To = t, f.base.Plan.Placements[t].Finish
			out = append(out, c)
		}
	}
	for i, m := range f.p.Milestones {
		if at := verify.FinishOf(f.base.Plan, m.Tasks); m.Deadline != 0 && at > m.Deadline {
			c := change(Deadline)
			c.Milestone, c.To = i, at
			out = append(out, c)
		}
	}
	if f.base.Measures.Over > 0 {
		c := change(Budget)
		c.Amount = f.base.Measures.Cost
		out = append(out, c)
	}
	return out
}
