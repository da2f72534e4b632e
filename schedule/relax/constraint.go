package relax

import (
	"slices"

	"plumbline/schedule/model"
)

// Kind names a constraint or a change.
type Kind string

// What constraints a conflict can be made of.
const (
	Deadline   Kind = "deadline"   // of Task, or of Milestone
	Budget     Kind = "budget"     // the whole of it
	Pin        Kind = "pin"        // the people pinned to a task
	Candidates Kind = "candidates" // the people a task is limited to
	NotBefore  Kind = "not before" // a task's earliest date
	Skill      Kind = "skill"      // that only people with Skill may take what needs it
	Capacity   Kind = "capacity"   // how much there is of Equipment
	Limit      Kind = "limit"      // how much or how many Person may take
)

// Constraint is one member of a conflict. Indices that do not apply are None.
type Constraint struct {
	Kind                                      Kind
	Task, Milestone, Person, Skill, Equipment int
}

func constraint(k Kind) Constraint {
	return Constraint{k, model.None, model.None, model.None, model.None, model.None}
}

// constraints lists everything that may be in conflict.
func constraints(p *model.Problem) []Constraint {
	var all []Constraint
	add := func(k Kind, set func(*Constraint)) {
		c := constraint(k)
		set(&c)
		all = append(all, c)
	}
	for t := range p.Tasks {
		m := &p.Tasks[t]
		if m.Progress.Done {
			continue
		}
		at := func(c *Constraint) { c.Task = t }
		if m.NotBefore > p.Start {
			add(NotBefore, at)
		}
		if slices.ContainsFunc(m.Seats, func(s model.Seat) bool { return len(s.Pinned) > 0 }) {
			add(Pin, at)
		}
		if slices.ContainsFunc(m.Seats, func(s model.Seat) bool { return len(s.Candidates) > 0 }) {
			add(Candidates, at)
		}
	}
	for e := range p.Equipment {
		add(Capacity, func(c *Constraint) { c.Equipment = e })
	}
	for i, who := range p.People {
		if who.MaxTasks > 0 || len(who.Limits) > 0 {
			add(Limit, func(c *Constraint) { c.Person = i })
		}
	}
	for _, s := range needed(p) {
		add(Skill, func(c *Constraint) { c.Skill = s })
	}
	if p.Budget.Total > 0 || len(p.Budget.Periods) > 0 {
		add(Budget, func(*Constraint) {})
	}
	for t := range p.Tasks {
		if p.Tasks[t].Deadline != 0 {
			add(Deadline, func(c *Constraint) { c.Task = t })
		}
	}
	for m := range p.Milestones {
		if p.Milestones[m].Deadline != 0 {
			add(Deadline, func(c *Constraint) { c.Milestone = m })
		}
	}
	return all
}

// needed lists the skills that some open task asks for.
func needed(p *model.Problem) []int {
	var all []int
	for t := range p.Tasks {
		for _, s := range p.Tasks[t].Seats {
			for _, n := range s.Needs {
				if !p.Tasks[t].Progress.Done && !slices.Contains(all, n.Skill) {
					all = append(all, n.Skill)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

// without gives the problem with only the kept ones of all its constraints; nil
// when no goal would be left.
func without(p *model.Problem, kept, all []Constraint) *model.Problem {
	goals := slices.ContainsFunc(kept, func(c Constraint) bool { return c.Kind == Deadline || c.Kind == Budget })
	if !goals {
		return nil
	}
	q := clone(p)
	for _, c := range all {
		if !slices.Contains(kept, c) {
			drop(q, c)
		}
	}
	return q
}

// plenty is more of any equipment than a plan could use.
const plenty = 1 << 14

func drop(q *model.Problem, c Constraint) {
	switch c.Kind {
	case Deadline:
		if c.Task != model.None {
			q.Tasks[c.Task].Deadline = 0
		} else {
			q.Milestones[c.Milestone].Deadline = 0
		}
	case Budget:
		q.Budget = model.Budget{}
	case NotBefore:
		q.Tasks[c.Task].NotBefore = 0
	case Capacity:
		q.Equipment[c.Equipment].Capacity = plenty
	case Limit:
		q.People[c.Person].MaxTasks, q.People[c.Person].Limits = 0, nil
	case Pin, Candidates:
		for s := range q.Tasks[c.Task].Seats {
			if c.Kind == Pin {
				q.Tasks[c.Task].Seats[s].Pinned = nil
			} else {
				q.Tasks[c.Task].Seats[s].Candidates = nil
			}
		}
	case Skill:
		for t := range q.Tasks {
			for s := range q.Tasks[t].Seats {
				seat := &q.Tasks[t].Seats[s]
				seat.Needs = slices.DeleteFunc(slices.Clone(seat.Needs), func(n model.Need) bool { return n.Skill == c.Skill })
			}
		}
	}
}

// clone copies what changes may touch.
func clone(p *model.Problem) *model.Problem {
	q := *p
	q.Tasks, q.People = slices.Clone(p.Tasks), slices.Clone(p.People)
	q.Equipment, q.Milestones = slices.Clone(p.Equipment), slices.Clone(p.Milestones)
	for t := range q.Tasks {
		q.Tasks[t].Seats = slices.Clone(q.Tasks[t].Seats)
	}
	for i := range q.People {
		q.People[i].Levels = slices.Clone(q.People[i].Levels)
	}
	return &q
}
