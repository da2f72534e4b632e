package plan

import (
	"cmp"
	"slices"
	"time"

	"plumbline/forecast"
	"plumbline/internal/snapshot"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// whole is the progress of a task with parts: done when it says so and no part is left.
func (b *builder) whole(t *snapshot.PlanningTask) model.Progress {
	open := slices.ContainsFunc(b.children[t.ID], func(i int) bool { return b.pl.Tasks[i].Status != "done" })
	if t.Status != "done" || open {
		return model.Progress{}
	}
	return b.finished(t)
}

func (b *builder) finished(t *snapshot.PlanningTask) model.Progress {
	p := model.Progress{Done: true, Finished: b.now}
	if t.Finished != "" {
		p.Finished = min(b.now, b.dayEnd(t.Finished))
	}
	return p
}

// begun says that work on a task has started. A blocked task counts as begun only
// where it says since when.
func begun(t *snapshot.PlanningTask) bool {
	switch t.Status {
	case "doing", "review":
		return true
	case "done", "dropped":
		return false
	}
	return t.Started != ""
}

// progress says what has happened to a task.
func (b *builder) progress(t *snapshot.PlanningTask, out *model.Task, work int64) model.Progress {
	if t.Status == "done" {
		return b.finished(t)
	}
	p := model.Progress{}
	if begun(t) {
		p.Started = b.now - 1
		if t.Started != "" {
			p.Started = min(p.Started, b.dayStart(t.Started))
		}
		b.by(t, out, &p)
	}
	if !begun(t) && !t.LeftKnown {
		return p
	}
	p.Left = shares(out, b.left(t, p.Started, work))
	return p
}

// left is the work that remains. Without a stated remainder, work begun is taken to
// have gone on since at full time, down to a fifth; work in review has a tenth left.
func (b *builder) left(t *snapshot.PlanningTask, since model.Minute, work int64) int64 {
	switch {
	case t.LeftKnown:
		return max(1, int64(t.Left))
	case t.Status == "review":
		return max(1, work/10)
	case t.Started != "":
		org := calendar.Compile(&b.cal.list[b.q.Problem.Working])
		return max(1, work/5, work-org.Between(since, b.now))
	}
	return work
}

// shares parts what is left among the seats as their work is parted; every seat of a
// fixed duration is held for all of it.
func shares(out *model.Task, left int64) []int64 {
	sum := int64(0)
	for i := range out.Seats {
		sum += out.Seats[i].Work
	}
	var list []int64
	for i := range out.Seats {
		part := left
		if out.Duration == 0 && sum > 0 {
			part = max(1, left*out.Seats[i].Work/sum)
		}
		list = append(list, part)
	}
	return list
}

// by says who began the seats, where the accepted plan named one person for each.
func (b *builder) by(t *snapshot.PlanningTask, out *model.Task, p *model.Progress) {
	people := b.indices(t.Planned.People)
	if len(people) == 0 || len(people) != len(out.Seats) {
		return
	}
	for i := range out.Seats {
		if s := &out.Seats[i]; len(s.Pinned) > 0 || !slices.Contains(b.may(s), people[i]) {
			p.By = nil
			return
		}
		p.By = append(p.By, []int{people[i]})
	}
}

// Finished gives what finished tasks were estimated at and what they took, those of
// closed projects too, in order of completion: the track record that the organisation
// writes by working.
func Finished(pl *snapshot.Planning, now time.Time) []forecast.Outcome {
	zone := pl.Location()
	key := map[string]string{} // the forecast knows people by their keys
	for i := range pl.People {
		key[pl.People[i].ID] = pl.People[i].Key
	}
	var out []forecast.Outcome
	for _, list := range [][]snapshot.PlanningTask{pl.Past, pl.Tasks} {
		for i := range list {
			if o, ok := outcome(&list[i], now, zone); ok {
				if who := list[i].Planned.People; len(who) > 0 {
					o.Person = key[string(who[0])]
				}
				out = append(out, o)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y forecast.Outcome) int { return cmp.Compare(x.Finished, y.Finished) })
	return out
}

// outcome is one finished task. A day counts to its end, today up to now.
func outcome(t *snapshot.PlanningTask, now time.Time, zone *time.Location) (forecast.Outcome, bool) {
	whole := stated(t)
	if t.Status != "done" || t.Actual == 0 || whole.IsZero() && t.Lasts == 0 || t.Finished == "" {
		return forecast.Outcome{}, false
	}
	estimate := int64(t.Lasts)
	if estimate == 0 {
		estimate = median(whole)
	}
	end := calendar.Instant(zone, civil(t.Finished.Add(1)), 0)
	return forecast.Outcome{Finished: min(end, model.Minute(now.Unix()/60)), Project: t.Project, Kind: t.Kind, EstimateMin: estimate, ActualMin: int64(t.Actual)}, true
}
