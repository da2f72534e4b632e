package plan

import (
	"time"

	"plumbline/internal/record"
	"plumbline/schedule/model"
)

// Zone is the organisation's zone, in which days are told.
func (q *Question) Zone() *time.Location { return q.zone }

// At gives an instant of the engines as a time in the organisation's zone.
func (q *Question) At(m model.Minute) time.Time { return q.at(m) }

// Placed gives the engine's plan behind a result of the same projection, nil where
// the result is of another one. Where split tasks are interrupted is not kept.
func (q *Question) Placed(r *Result) *model.Plan {
	if r == nil || len(r.Tasks) != len(q.Tasks) {
		return nil
	}
	for i := range r.Tasks {
		if r.Tasks[i].ID != q.Tasks[i] {
			return nil
		}
	}
	out, whole := q.carry(r)
	if !whole {
		return nil
	}
	return out
}

// Carried gives a result of another projection as a plan to begin a search from: what
// both have stays where it was. Nil where there is no result.
func (q *Question) Carried(r *Result) *model.Plan {
	if r == nil {
		return nil
	}
	out, _ := q.carry(r)
	return out
}

// carry places the tasks that a result has, and says whether each of its people and
// seats is there.
func (q *Question) carry(r *Result) (out *model.Plan, whole bool) {
	task, person := indexes(q.Tasks), indexes(q.People)
	person[""] = model.None
	out, whole = &model.Plan{Placements: make([]model.Placement, len(q.Tasks))}, true
	for i := range r.Tasks {
		t := &r.Tasks[i]
		k, here := task[t.ID]
		if !here {
			continue
		}
		at := &out.Placements[k]
		at.Start, at.Finish = minute(t.Start), minute(t.Finish)
		for _, w := range t.Work {
			who, here := person[w.Person]
			mentor, there := person[w.Mentor]
			if !here || !there || w.Seat >= len(q.Problem.Tasks[k].Seats) {
				whole = false
				continue
			}
			at.Work = append(at.Work, model.Assignment{Seat: w.Seat, Person: who, Mentor: mentor, Start: minute(w.Start), Finish: minute(w.Finish), Effort: w.Effort})
		}
	}
	return out, whole
}

func indexes(ids []record.ID) map[record.ID]int {
	out := make(map[record.ID]int, len(ids))
	for i, id := range ids {
		out[id] = i
	}
	return out
}

func minute(t time.Time) model.Minute { return model.Minute(t.Unix() / 60) }

// Windows gives the tasks of an engine's plan as results keep them, without a
// simulation.
func (q *Question) Windows(p *model.Plan) []Task {
	out := make([]Task, len(q.Tasks))
	for i, id := range q.Tasks {
		at := &p.Placements[i]
		out[i] = Task{ID: id, Start: q.at(at.Start), Finish: q.at(at.Finish), Done: q.Problem.Tasks[i].Progress.Done}
		for _, a := range at.Work {
			w := Work{Person: q.People[a.Person], Seat: a.Seat, Start: q.at(a.Start), Finish: q.at(a.Finish), Effort: a.Effort}
			if a.Mentor != model.None {
				w.Mentor = q.People[a.Mentor]
			}
			out[i].Work = append(out[i].Work, w)
		}
	}
	return out
}

// Wanted is the promised day of the milestone at an index of Marks, else the day
// wanted; "" for neither.
func (q *Question) Wanted(mark int) record.Date {
	d := q.Problem.Milestones[mark].Deadline
	if d == 0 {
		return ""
	}
	return record.DateOf(q.at(d - 1))
}
