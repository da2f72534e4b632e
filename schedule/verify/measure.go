package verify

import (
	"sort"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Measure says what a plan is worth. The plan must have the problem's shape; it
// need not pass Check.
func Measure(p *model.Problem, plan *model.Plan) model.Measures {
	c := newChecker(p, plan)
	var m model.Measures
	for t := range plan.Placements {
		task, pl := &p.Tasks[t], &plan.Placements[t]
		m.Finish = max(m.Finish, pl.Finish)
		m.Lateness += late(pl.Finish, task.Deadline, task.Weight)
		for i := range pl.Work {
			c.assignment(t, &pl.Work[i], &m)
		}
	}
	for _, ms := range p.Milestones {
		end := FinishOf(plan, ms.Tasks)
		m.Lateness += late(end, ms.Deadline, ms.Weight)
		if ms.Deadline != 0 {
			m.Buffer += late(end, ms.Deadline-ms.Buffer, ms.Weight) - late(end, ms.Deadline, ms.Weight)
		}
	}
	m.Cost, m.Over = c.money()
	m.Singles = c.singles()
	m.Changes = changes(p, plan)
	m.HandOvers = c.handOvers()
	return m
}

// FinishOf gives the last finish among some tasks.
func FinishOf(plan *model.Plan, tasks []int) model.Minute {
	last := model.Minute(0)
	for _, t := range tasks {
		last = max(last, plan.Placements[t].Finish)
	}
	return last
}

func late(finish, deadline model.Minute, weight int64) int64 {
	if deadline == 0 || finish <= deadline {
		return 0
	}
	return int64(finish-deadline) * max(weight, 1)
}

// spent gives the minutes of a person's time that an assignment takes, the duty
// share not counted.
func (c *checker) spent(t int, a *model.Assignment) int64 {
	pace := c.pace(t, a)
	if c.p.Tasks[t].Duration > 0 {
		pace = 1000
	}
	return (a.Effort*1000 + pace - 1) / pace
}

func (c *checker) assignment(t int, a *model.Assignment, m *model.Measures) {
	m.Work += c.spent(t, a)
	if a.Mentor != model.None {
		m.Work += c.mentored(t, a)
	}
	task, levels := &c.p.Tasks[t], c.p.People[a.Person].Levels
	for _, g := range c.p.People[a.Person].Goals {
		if g.Skill < len(levels) && levels[g.Skill] >= g.Level {
			continue
		}
		if practises(task, a.Seat, g.Skill) {
			m.Growth += a.Effort
			break
		}
	}
}

func (c *checker) mentored(t int, a *model.Assignment) int64 {
	return c.spent(t, a) * int64(c.mentorShare()) / 1000
}

// practises tells whether doing a seat practises a skill.
func practises(task *model.Task, seat, skill int) bool {
	for _, n := range task.Seats[seat].Needs {
		if n.Skill == skill {
			return true
		}
	}
	for _, r := range task.Resilient {
		if int(r) == skill {
			return true
		}
	}
	return false
}

// money gives the plan's cost and what goes over the budget. A part's money falls
// evenly over its own hours.
func (c *checker) money() (total, over int64) {
	sum := int64(0) // in minor units × 60
	periods := make([]int64, len(c.p.Budget.Periods))
	spend := func(minutes, rate int64, from, to model.Minute, x *calendar.Index) {
		sum += minutes * rate
		if whole := x.Between(from, to); whole > 0 {
			for i, b := range c.p.Budget.Periods {
				part := x.Between(max(from, b.Window.From), min(to, b.Window.To))
				periods[i] += minutes * rate / 60 * part / whole
			}
		}
	}
	for t := range c.plan.Placements {
		for i := range c.plan.Placements[t].Work {
			a := &c.plan.Placements[t].Work[i]
			x := c.calendarOf(c.p.People[a.Person].Calendar)
			spend(c.spent(t, a), c.p.People[a.Person].Rate, a.Start, a.Finish, x)
			if a.Mentor != model.None {
				spend(c.mentored(t, a), c.p.People[a.Mentor].Rate, a.Start, a.Finish, x)
			}
		}
		if len(c.p.Tasks[t].Uses) == 0 {
			continue
		}
		held := c.hold(t)
		for _, u := range c.p.Tasks[t].Uses {
			e := &c.p.Equipment[u.Equipment]
			if e.Cost != 0 {
				x := c.calendarOf(e.Calendar)
				spend(x.Between(held.From, held.To)*int64(u.Units), e.Cost, held.From, held.To, x)
			}
		}
	}
	total = (sum + 30) / 60
	if c.p.Budget.Total > 0 {
		over += max(0, total-c.p.Budget.Total)
	}
	for i, b := range c.p.Budget.Periods {
		over += max(0, periods[i]-b.Money)
	}
	return total, over
}

// singles counts the skills in use that end with fewer than two people: those who
// have the highest level asked for, and those who practised the skill in the plan.
func (c *checker) singles() int {
	level := map[int]int8{}
	for t := range c.p.Tasks {
		for _, s := range c.p.Tasks[t].Seats {
			for _, n := range s.Needs {
				level[n.Skill] = max(level[n.Skill], n.Level)
			}
		}
		for _, r := range c.p.Tasks[t].Resilient {
			level[int(r)] = max(level[int(r)], 0)
		}
	}
	count := 0
	for skill, l := range level {
		if c.holders(skill, l) < 2 {
			count++
		}
	}
	return count
}

func (c *checker) holders(skill int, level int8) int {
	holds := map[int]bool{}
	for i, who := range c.p.People {
		if skill < len(who.Levels) && who.Levels[skill] >= level {
			holds[i] = true
		}
	}
	for t := range c.plan.Placements {
		for _, a := range c.plan.Placements[t].Work {
			grown := a.Mentor != model.None && practises(&c.p.Tasks[t], a.Seat, skill)
			for _, r := range c.p.Tasks[t].Resilient {
				grown = grown || int(r) == skill
			}
			if grown && a.Effort > 0 {
				holds[a.Person] = true
			}
		}
	}
	return len(holds)
}

// changes counts the assignments that the current plan does not have.
func changes(p *model.Problem, plan *model.Plan) int {
	if p.Current == nil {
		return 0
	}
	count := 0
	for t := range plan.Placements {
		if t >= len(p.Current.Placements) || len(p.Current.Placements[t].Work) == 0 {
			continue
		}
		for _, a := range plan.Placements[t].Work {
			known := false
			for _, b := range p.Current.Placements[t].Work {
				known = known || a.Seat == b.Seat && a.Person == b.Person
			}
			if !known {
				count++
			}
		}
	}
	return count
}

// handOvers counts the dependencies between worked tasks whose sides share nobody.
func (c *checker) handOvers() int {
	count := 0
	for _, d := range c.p.Deps {
		from, to := c.workers(d.From), c.workers(d.To)
		if len(from) == 0 || len(to) == 0 {
			continue
		}
		shared := false
		for _, w := range from {
			shared = shared || has(to, w)
		}
		if !shared {
			count++
		}
	}
	return count
}

// workers gives who worked or will work on a task, in order.
func (c *checker) workers(t int) []int {
	var all []int
	for _, by := range c.p.Tasks[t].Progress.By {
		all = append(all, by...)
	}
	for _, a := range c.plan.Placements[t].Work {
		all = append(all, a.Person)
	}
	sort.Ints(all)
	return all
}
