// Package scheduletest draws random scheduling problems for property tests, of
// schedule itself and of what builds on it.
package scheduletest

import (
	"fmt"

	"pgregory.net/rapid"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Size bounds a drawn problem.
type Size struct{ Tasks, People int }

// day and week in minutes.
const (
	day   = 24 * 60
	start = model.Minute(29_500_000) // in February 2026
)

// Problem draws a sound problem with any mix of what the model knows: calendars,
// duty, skills, pins, candidates, sharing, together, fixed durations, equipment,
// links and lags, progress, splitting, stretch with a mentor, limits.
func Problem(t *rapid.T, size Size) *model.Problem {
	d := drawer{t}
	p := &model.Problem{Start: start, Working: model.None}
	for range d.n(0, 3, "calendars") {
		p.Calendars = append(p.Calendars, d.calendar())
	}
	p.Working = d.n(-1, len(p.Calendars)-1, "working")
	skills := d.n(1, 4, "skills")
	for s := range skills {
		p.Skills = append(p.Skills, fmt.Sprintf("skill%d", s))
	}
	for i := range d.n(2, size.People, "people") {
		p.People = append(p.People, d.person(p, i, skills))
	}
	for s := range skills { // somebody can do everything, so that a plan exists
		p.People[0].Levels[s], p.People[1].Levels[s] = 3, 3
	}
	for e := range d.n(0, 2, "equipment") {
		p.Equipment = append(p.Equipment, model.Equipment{Key: fmt.Sprintf("e%d", e), Capacity: d.n(1, 3, "capacity"),
			Calendar: d.n(-1, min(0, len(p.Calendars)-1), "equipment calendar"), Cost: int64(d.n(0, 500, "equipment cost"))})
	}
	for i := range d.n(1, size.Tasks, "tasks") {
		p.Tasks = append(p.Tasks, d.task(p, i))
	}
	d.deps(p)
	if d.odds(3, "milestone") {
		p.Milestones = append(p.Milestones, model.Milestone{Key: "launch", Tasks: []int{len(p.Tasks) - 1},
			Deadline: start + model.Minute(d.n(0, 20*day, "deadline")), Buffer: model.Minute(d.n(0, 5, "buffer") * day), Weight: int64(d.n(0, 3, "weight"))})
	}
	p.Budget.Total = int64(d.n(0, 1_000_000, "budget"))
	if d.odds(4, "budget period") {
		from := start + model.Minute(d.n(-2*day, 10*day, "from"))
		p.Budget.Periods = []model.BudgetPeriod{{Window: model.Span{From: from, To: from + model.Minute(d.n(1, 10*day, "period"))}, Money: int64(d.n(0, 300_000, "money"))}}
	}
	return p
}

type drawer struct{ t *rapid.T }

func (d drawer) n(low, high int, name string) int { return rapid.IntRange(low, high).Draw(d.t, name) }

// odds is true once in n.
func (d drawer) odds(n int, name string) bool { return d.n(1, n, name) == n }

func (d drawer) calendar() model.Calendar {
	from := 8*60 + 30*d.n(0, 1, "from")
	noon := from + 30*d.n(4, 8, "noon")
	h := []calendar.Hours{{From: from, To: noon}, {From: noon + 30, To: noon + 30 + 30*d.n(4, 10, "rest")}}
	pat := calendar.Pattern{Week: calendar.OfficeWeek(h...), PerWeek: 60 * d.n(20, 40, "a week")}
	monday := calendar.Date{Year: 2026, Month: 1, Day: 26}
	if d.odds(2, "leave") {
		at := d.n(1, 60, "leave from")
		from := calendar.Date{Year: 2026, Month: 2, Day: at%28 + 1}
		pat.Absences = []calendar.Absence{{From: from, To: calendar.Date{Year: 2026, Month: 3, Day: d.n(1, 8, "leave to")}, Share: d.n(1, 1000, "share")}}
	}
	c, err := calendar.Build(pat, monday, 7*d.n(0, 8, "weeks"))
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

func (d drawer) person(p *model.Problem, i, skills int) model.Person {
	who := model.Person{Key: fmt.Sprintf("p%d", i), Calendar: d.n(-1, len(p.Calendars)-1, "calendar"),
		Duty: 50 * d.n(0, 8, "duty"), Rate: int64(d.n(0, 10_000, "rate")), Levels: make([]int8, skills)}
	for s := range who.Levels {
		who.Levels[s] = int8(d.n(-1, 3, "level"))
	}
	if d.odds(2, "goal") {
		who.Goals = []model.Goal{{Skill: d.n(0, skills-1, "goal skill"), Level: 4}}
	}
	if i > 1 && d.odds(4, "limit") {
		who.MaxTasks = d.n(1, 3, "most tasks")
		who.Limits = []model.Limit{{Window: model.Span{From: start, To: start + 7*day}, Work: int64(d.n(0, 2000, "limit work"))}}
	}
	return who
}

func (d drawer) task(p *model.Problem, i int) model.Task {
	m := model.Task{Key: fmt.Sprintf("t%d", i), Together: d.odds(4, "together"), Split: d.odds(3, "split"), Stretch: d.odds(4, "stretch")}
	if d.odds(4, "fixed") {
		m.Duration = int64(d.n(1, 1500, "duration"))
	}
	for s := range d.n(0, 2, "seats") {
		m.Seats = append(m.Seats, d.seat(p, s, m.Duration > 0))
	}
	if d.odds(4, "resilient") {
		m.Resilient = []int32{int32(d.n(0, len(p.Skills)-1, "area"))}
	}
	for e := range p.Equipment {
		if d.odds(3, "uses") {
			m.Uses = append(m.Uses, model.Usage{Equipment: e, Units: d.n(0, p.Equipment[e].Capacity, "units")})
		}
	}
	if d.odds(4, "not before") {
		m.NotBefore = start + model.Minute(d.n(0, 10*day, "not before at"))
	}
	if d.odds(3, "deadline") {
		m.Deadline = start + model.Minute(d.n(0, 20*day, "deadline at"))
	}
	d.progress(&m)
	return m
}

func (d drawer) seat(p *model.Problem, s int, fixed bool) model.Seat {
	seat := model.Seat{Work: int64(d.n(0, 3000, "work"))}
	if fixed && d.odds(2, "plain fixed") {
		seat.Work = 0
	}
	for k := range p.Skills {
		if d.odds(3, "need") {
			seat.Needs = append(seat.Needs, model.Need{Skill: k, Level: int8(d.n(0, 3, "need level"))})
		}
	}
	switch d.n(0, 5, "who") {
	case 0:
		seat.Pinned = []int{s % 2} // two seats of a task never fight for one pin
	case 1:
		seat.Candidates = []int{0, 1, len(p.People) - 1}
	case 2:
		seat.Min, seat.Max = 1, d.n(1, 3, "most people")
	}
	return seat
}

func (d drawer) progress(m *model.Task) {
	if !d.odds(6, "begun") {
		return
	}
	m.Progress.Started = start - model.Minute(d.n(1, 5*day, "begun before"))
	if d.odds(3, "done") {
		m.Progress.Done, m.Progress.Finished = true, start-1
		return
	}
	for s := range m.Seats {
		m.Progress.Left = append(m.Progress.Left, int64(d.n(0, 1000, "left")))
		m.Progress.By = append(m.Progress.By, []int{s % 2})
	}
}

func (d drawer) deps(p *model.Problem) {
	for to := 1; to < len(p.Tasks); to++ {
		for range d.n(0, 2, "deps") {
			dep := model.Dependency{From: d.n(0, to-1, "dep from"), To: to}
			if d.odds(3, "odd link") {
				dep.Link, dep.Elapsed = model.Link(d.n(0, 3, "link")), d.odds(2, "elapsed")
				dep.Lag = int64(d.n(-500, 3000, "lag"))
			}
			p.Deps = append(p.Deps, dep)
		}
	}
}
