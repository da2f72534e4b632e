package scheduletest

import (
	"fmt"

	"pgregory.net/rapid"

	"plumbline/schedule/model"
)

// Flat draws a problem of fixed durations around the clock: equipment, and seats of
// one person each, as the public benchmark instances have them.
func Flat(t *rapid.T, size Size) *model.Problem {
	d := drawer{t}
	p := &model.Problem{Working: model.None}
	skills := d.n(1, 3, "skills")
	for s := range skills {
		p.Skills = append(p.Skills, fmt.Sprintf("skill%d", s))
	}
	for i := range d.n(2, max(2, size.People), "people") {
		who := model.Person{Key: fmt.Sprintf("p%d", i), Calendar: model.None, Levels: make([]int8, skills), Rate: 60 * int64(d.n(0, 4, "rate"))}
		for s := range who.Levels {
			who.Levels[s] = int8(d.n(-1, 2, "level"))
			if i < 2 {
				who.Levels[s] = 2
			}
		}
		p.People = append(p.People, who)
	}
	for e := range d.n(0, 5, "equipment") {
		p.Equipment = append(p.Equipment, model.Equipment{Key: fmt.Sprintf("e%d", e), Capacity: d.n(1, 5, "capacity"), Calendar: model.None})
	}
	for i := range d.n(1, size.Tasks, "tasks") {
		p.Tasks = append(p.Tasks, d.flatTask(p, i))
	}
	for to := 1; to < len(p.Tasks); to++ {
		for range d.n(0, 2, "deps") {
			p.Deps = append(p.Deps, model.Dependency{From: d.n(0, to-1, "from"), To: to, Lag: int64(d.n(0, 1, "lag"))})
		}
	}
	return p
}

func (d drawer) flatTask(p *model.Problem, i int) model.Task {
	m := model.Task{Key: fmt.Sprintf("t%d", i), Duration: int64(d.n(0, 6, "duration"))}
	for e := range p.Equipment {
		if units := d.n(0, p.Equipment[e].Capacity, "units"); units > 0 && d.odds(2, "uses") {
			m.Uses = append(m.Uses, model.Usage{Equipment: e, Units: units})
		}
	}
	for range d.n(0, 2, "seats") {
		m.Seats = append(m.Seats, model.Seat{Needs: []model.Need{{Skill: d.n(0, len(p.Skills)-1, "need"), Level: int8(d.n(0, 2, "level"))}}})
	}
	return m
}
