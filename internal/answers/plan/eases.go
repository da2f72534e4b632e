package plan

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Eases says that a change makes nothing harder: it takes work away, or adds people,
// hours, skills or equipment, and does nothing else. A plan made anew may end later all
// the same (Graham's anomalies: R. L. Graham, Bounds on multiprocessing timing
// anomalies, 1969), which is then worth a word.
func Eases(was, next *snapshot.Planning) bool {
	back := *next
	back.Skills = was.Skills
	ok := eased(&back.People, was.People, true, func(p *snapshot.PlanningPerson) string { return p.ID }, morePerson) &&
		eased(&back.Equipment, was.Equipment, true, func(e *snapshot.PlanningEquipment) string { return e.ID }, moreEquipment) &&
		eased(&back.Tasks, was.Tasks, false, func(t *snapshot.PlanningTask) string { return t.ID }, lessWork)
	return ok && !reflect.DeepEqual(was, next) && reflect.DeepEqual(*was, back)
}

// eased sets back what became easier in next: then the lists are alike unless something
// else changed. Where more is easier, next may hold more and nothing may be gone; else
// the other way round.
func eased[T any](next *[]T, was []T, more bool, id func(*T) string, ease func(was, next *T) bool) bool {
	at := map[string]*T{}
	for i := range *next {
		at[id(&(*next)[i])] = &(*next)[i]
	}
	out := slices.Clone(was)
	for i := range was {
		n := at[id(&was[i])]
		if n == nil && more {
			return false
		}
		if n == nil {
			continue
		}
		out[i] = *n
		if ease(&was[i], &out[i]) {
			delete(at, id(&was[i]))
		}
	}
	if !more && len(at) > 0 {
		return false
	}
	*next = out
	return true
}

func morePerson(was, next *snapshot.PlanningPerson) bool {
	for skill, level := range was.Levels {
		if next.Levels[skill] < level {
			return false
		}
	}
	next.Levels = maps.Clone(was.Levels)
	if was.Capacity > 0 && next.Capacity > was.Capacity {
		next.Capacity = was.Capacity
	}
	return true
}

func moreEquipment(was, next *snapshot.PlanningEquipment) bool {
	if next.Capacity > was.Capacity {
		next.Capacity = was.Capacity
	}
	return true
}

func lessWork(was, next *snapshot.PlanningTask) bool {
	if !was.Work.IsZero() && !next.Work.IsZero() && atMost(next.Work, was.Work) {
		next.Work = was.Work
	}
	if was.LeftKnown == next.LeftKnown && next.Left < was.Left {
		next.Left = was.Left
	}
	if next.Lasts > 0 && next.Lasts < was.Lasts {
		next.Lasts = was.Lasts
	}
	if len(was.Seats) == len(next.Seats) {
		next.Seats = slices.Clone(next.Seats)
		for i := range next.Seats {
			next.Seats[i].Max = min(next.Seats[i].Max, max(was.Seats[i].Max, 1))
			if next.Seats[i].Max == 1 && was.Seats[i].Max == 0 && next.Seats[i].Min <= 1 && was.Seats[i].Min == 0 {
				next.Seats[i].Min, next.Seats[i].Max = 0, 0
			}
		}
	}
	if len(was.Seats) == 0 && len(next.Seats) == 1 && anybody(&next.Seats[0]) {
		next.Seats = was.Seats
	}
	next.Changed = was.Changed
	return true
}

// anybody says that a seat asks for one person, whoever it is, or for one more.
func anybody(s *deliver.Seat) bool {
	return len(s.Needs) == 0 && len(s.Candidates) == 0 && s.Work.IsZero() && s.Min <= 1
}

// atMost compares two estimates end by end; a single number stands for all three.
func atMost(a, b record.Estimate) bool {
	if a.Single() != b.Single() {
		return false
	}
	return a.Low <= b.Low && a.Likely <= b.Likely && a.High <= b.High
}

// Anomaly adds a word where a change makes nothing harder and a milestone comes later
// all the same.
func (p *Preview) Anomaly(old *Answer, was, next *snapshot.Planning) {
	if p.After == nil || !Eases(was, next) {
		return
	}
	for i := range p.After.Milestones {
		m := &p.After.Milestones[i]
		for j := range old.Milestones {
			o := &old.Milestones[j]
			if o.ID != m.ID || o.Done || m.Spread.P80.Sub(o.Spread.P80) < 12*time.Hour && (o.Odds == nil || m.Odds == nil || *m.Odds > *o.Odds-0.01) {
				continue
			}
			p.Notes = append(p.Notes, statement.New("preview.anomaly", m.Arg("milestone")).At(statement.Warn))
			return
		}
	}
}
