package simulate

import (
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// speed is a person's pace on a seat in permille, before the duty share: the sharing
// table by how many share the seat, times the speed by levels above the need.
func (g *Graph) speed(t int, a *model.Assignment) int64 {
	n := 0
	for i := range g.plan.Placements[t].Work {
		if g.plan.Placements[t].Work[i].Seat == a.Seat {
			n++
		}
	}
	table := g.problem.Rules.Sharing
	if len(table) == 0 {
		table = []int{1000, 850, 750, 700}
	}
	return int64(table[min(n, len(table))-1]) * g.above(t, a) / 1000
}

// above is the permille of speed for the levels held above the need.
func (g *Graph) above(t int, a *model.Assignment) int64 {
	table := g.problem.Rules.Speed
	needs := g.problem.Tasks[t].Seats[a.Seat].Needs
	if len(table) == 0 {
		return 1000
	}
	if len(needs) == 0 {
		return int64(table[0])
	}
	over := len(table) - 1
	for _, need := range needs {
		held := -1
		if levels := g.problem.People[a.Person].Levels; need.Skill < len(levels) {
			held = int(levels[need.Skill])
		}
		over = max(0, min(over, held-int(need.Level)))
	}
	return int64(table[over])
}

// pace is the work done in a million calendar minutes.
func (g *Graph) pace(t int, a *model.Assignment) int64 {
	return g.speed(t, a) * int64(1000-g.problem.People[a.Person].Duty)
}

// rate is the money a minute of a person's time costs, a mentor's share with it.
func (g *Graph) rate(a *model.Assignment) float64 {
	cents := float64(g.problem.People[a.Person].Rate) / 60
	if a.Mentor != model.None {
		cents += float64(g.problem.People[a.Mentor].Rate) / 60 * float64(g.mentorShare()) / 1000
	}
	return cents
}

func (g *Graph) mentorShare() int {
	if g.problem.Rules.MentorShare == 0 {
		return 200
	}
	return g.problem.Rules.MentorShare
}

// mentoring gives the calendar minutes that a part loses, as planned, because its
// person mentors somebody meanwhile.
func (g *Graph) mentoring(a *model.Assignment, cal *calendar.Index) float64 {
	lost := int64(0)
	for t := range g.plan.Placements {
		for i := range g.plan.Placements[t].Work {
			if b := &g.plan.Placements[t].Work[i]; b.Mentor == a.Person {
				lost += cal.Between(max(a.Start, b.Start), min(a.Finish, b.Finish))
			}
		}
	}
	return float64(lost) * float64(g.mentorShare()) / 1000
}
