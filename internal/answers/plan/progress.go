package plan

import (
	"slices"

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

// remember feeds the track record: what was estimated and what it took.
func (b *builder) remember(t *snapshot.PlanningTask) {
	if t.Status != "done" || t.Actual == 0 || stated(t).IsZero() || t.Finished == "" {
		return
	}
	who := ""
	if len(t.Planned.People) > 0 {
		who = string(t.Planned.People[0])
	}
	work, _ := b.estimate(t)
	b.q.Forecast.Track = append(b.q.Forecast.Track, forecast.Outcome{Finished: b.dayEnd(t.Finished), Project: t.Project, Person: who, Kind: t.Kind,
		EstimateMin: work, ActualMin: int64(t.Actual)})
}
