package step

import (
	"maps"
	"slices"

	"plumbline/internal/answers/plan"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/relax"
)

// With gives the projection as it would be with a step, without touching the one
// given: just what its changes of records would make of it. ok is false for the kinds
// that are looked for by the planner itself, and where tasks would wait for each other
// for ever.
func (s *Step) With(pl *snapshot.Planning) (out *snapshot.Planning, ok bool) {
	next := *pl
	switch relax.Kind(s.What) {
	case relax.DropTask:
		next.Tasks = slices.DeleteFunc(slices.Clone(pl.Tasks), func(t snapshot.PlanningTask) bool { return t.ID == s.Task })
	case relax.Join:
		next.Tasks = amended(pl.Tasks, func(t *snapshot.PlanningTask) bool { return t.ID == s.Task }, func(t *snapshot.PlanningTask) { t.Seats = shared(t.Seats) })
	case First:
		if next.Tasks, ok = s.first(pl); !ok {
			return pl, false
		}
	case relax.Capacity:
		next.Equipment = amended(pl.Equipment, func(e *snapshot.PlanningEquipment) bool { return e.ID == s.Equipment }, func(e *snapshot.PlanningEquipment) { e.Capacity += int(s.Amount) })
	case relax.Deadline:
		next.Milestones = amended(pl.Milestones, func(m *snapshot.PlanningMilestone) bool { return m.ID == s.Milestone }, s.move(pl))
	case relax.AddSkill:
		next.People = amended(pl.People, func(p *snapshot.PlanningPerson) bool { return p.ID == s.Person }, func(p *snapshot.PlanningPerson) {
			levels := map[record.ID]int{s.Skill: s.Level}
			for k, l := range p.Levels {
				levels[k] = max(l, levels[k])
			}
			p.Levels = levels
		})
	case relax.AddPerson:
		like := pl.Person(s.Person)
		if like == nil {
			return pl, false
		}
		next.People = append(slices.Clone(pl.People), snapshot.PlanningPerson{ID: newcomer, Key: newcomer, Capacity: like.Capacity, From: s.From, Levels: maps.Clone(like.Levels)})
	default:
		return pl, false
	}
	return &next, true
}

// All gives the projection with several steps made together.
func All(steps []Step, pl *snapshot.Planning) (*snapshot.Planning, bool) {
	for i := range steps {
		next, ok := steps[i].With(pl)
		if !ok {
			return pl, false
		}
		pl = next
	}
	return pl, true
}

// amended gives a list with those that fit changed.
func amended[T any](list []T, fits func(*T) bool, change func(*T)) []T {
	out := slices.Clone(list)
	for i := range out {
		if fits(&out[i]) {
			change(&out[i])
		}
	}
	return out
}

// move sets the promised day of a milestone, else the day wanted.
func (s *Step) move(pl *snapshot.Planning) func(*snapshot.PlanningMilestone) {
	day := s.Day(pl)
	return func(m *snapshot.PlanningMilestone) {
		if m.Promised != "" {
			m.Promised = day
		} else {
			m.Target = day
		}
	}
}

// Day is the day a date is moved to.
func (s *Step) Day(pl *snapshot.Planning) record.Date { return plan.LastDay(s.To, pl.Location()) }
