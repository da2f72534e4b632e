package plan

import (
	"time"

	"plumbline/internal/record"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// load sums each person's planned minutes by week, over the weeks of the plan.
func (q *Question) load(plan *model.Plan) []Load {
	monday := weekOfTime(q.at(q.Problem.Start))
	end := model.Minute(0)
	for i := range plan.Placements {
		end = max(end, plan.Placements[i].Finish)
	}
	var out []Load
	for p, id := range q.People {
		person := &q.Problem.People[p]
		index := calendar.Compile(&q.Problem.Calendars[person.Calendar])
		l := Load{Person: id}
		for w := monday; model.Minute(w.Unix()/60) < end && len(l.Weeks) < 60; w = w.AddDate(0, 0, 7) {
			from, to := model.Minute(w.Unix()/60), model.Minute(w.AddDate(0, 0, 7).Unix()/60)
			has := index.Between(max(from, q.Problem.Start), to) * int64(1000-person.Duty) / 1000
			l.Weeks = append(l.Weeks, LoadWeek{Week: record.DateOf(w), Work: q.workIn(plan, p, index, from, to), Has: has})
		}
		out = append(out, l)
	}
	return unbegun(out)
}

// unbegun leaves out a first week that has no hour left for anybody: on a Sunday the
// running week is over.
func unbegun(load []Load) []Load {
	for _, l := range load {
		if len(l.Weeks) < 2 || l.Weeks[0].Has > 0 || l.Weeks[0].Work > 0 {
			return load
		}
	}
	for i := range load {
		load[i].Weeks = load[i].Weeks[1:]
	}
	return load
}

func (q *Question) workIn(plan *model.Plan, person int, index *calendar.Index, from, to model.Minute) int64 {
	sum := int64(0)
	for i := range plan.Placements {
		if q.Problem.Tasks[i].Progress.Done {
			continue
		}
		for _, a := range plan.Placements[i].Work {
			if a.Person != person {
				continue
			}
			parts := a.Segments
			if len(parts) == 0 {
				parts = []model.Span{{From: a.Start, To: a.Finish}}
			}
			for _, s := range parts {
				sum += index.Between(max(s.From, from, q.Problem.Start), min(s.To, to))
			}
		}
	}
	return sum * int64(1000-q.Problem.People[person].Duty) / 1000
}

func weekOfTime(t time.Time) time.Time {
	d := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	return d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
}
