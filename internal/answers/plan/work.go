package plan

import (
	"slices"

	"plumbline/forecast"
	"plumbline/forecast/estimate"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/model"
)

// pinnedFirst is added to the priority of a task whose start a person fixed, so that
// other work makes way for it.
const pinnedFirst = 1000

// tasks turns tasks into the engines' tasks. A task with parts takes no work of its
// own: it ends when its parts have.
func (b *builder) tasks() {
	for i := range b.pl.Tasks {
		t := &b.pl.Tasks[i]
		b.task[t.ID] = i
		b.q.Tasks = append(b.q.Tasks, t.ID)
		if t.Parent != "" {
			b.children[t.Parent] = append(b.children[t.Parent], i)
		}
	}
	guessed := 0
	for i := range b.pl.Tasks {
		t := &b.pl.Tasks[i]
		if len(b.children[t.ID]) > 0 {
			b.q.Problem.Tasks = append(b.q.Problem.Tasks, model.Task{Key: t.Key, Progress: b.whole(t)})
			b.q.Forecast.Tasks = append(b.q.Forecast.Tasks, forecast.Estimate{Certain: true, Project: t.Project})
			continue
		}
		work, guess := b.estimate(t)
		if guess.Prior && t.Status != "done" {
			guessed++
		}
		b.q.Problem.Tasks = append(b.q.Problem.Tasks, b.oneTask(t, work))
		b.q.Forecast.Tasks = append(b.q.Forecast.Tasks, guess)
	}
	if guessed > 0 {
		b.gap(statement.New("plan.prior", statement.N("n", guessed)).At(statement.Info))
	}
}

func (b *builder) gap(s statement.Statement) { b.q.Gaps = append(b.q.Gaps, s) }

// named is a task as an argument; who shows it puts the title in.
func named(t *snapshot.PlanningTask) statement.Arg {
	return statement.Rec("task", "task", t.ID, t.Key, t.Key)
}

// estimate gives the work the plan counts with, and what the forecast believes.
func (b *builder) estimate(t *snapshot.PlanningTask) (int64, forecast.Estimate) {
	e := forecast.Estimate{Kind: t.Kind, Project: t.Project}
	whole := stated(t)
	switch {
	case t.Lasts > 0:
		e.Single = int64(t.Lasts)
		return int64(t.Lasts), e
	case whole.IsZero():
		e.Prior = true
		return priorWork, e
	case whole.Single():
		e.Single = int64(whole.Likely)
	default:
		e.Low, e.Likely, e.High = int64(whole.Low), int64(whole.Likely), int64(whole.High)
	}
	return median(whole), e
}

// WorkOf is the work the plan counts with for a task, in minutes.
func WorkOf(t *snapshot.PlanningTask) int64 {
	switch whole := stated(t); {
	case t.Lasts > 0:
		return int64(t.Lasts)
	case whole.IsZero():
		return priorWork
	default:
		return median(whole)
	}
}

// median is the work that is as likely too little as too much.
func median(e record.Estimate) int64 {
	if e.Single() {
		return int64(e.Likely)
	}
	curve, err := estimate.Fit(float64(e.Low), float64(e.Likely), float64(e.High))
	if err != nil {
		return int64(e.Likely)
	}
	return int64(curve.Median())
}

// stated is the work stated for a task, else what its seats state, added up; a seat
// that states nothing then counts as the mean of the others. The ends of the ranges
// are added too: work on one task goes well or badly together.
func stated(t *snapshot.PlanningTask) record.Estimate {
	if !t.Work.IsZero() {
		return t.Work
	}
	var sum record.Estimate
	n, ranged := record.Minutes(0), false
	for _, s := range t.Seats {
		if s.Work.IsZero() {
			continue
		}
		n++
		ranged = ranged || !s.Work.Single()
		low, high := s.Work.Low, s.Work.High
		if s.Work.Single() {
			low, high = s.Work.Likely, s.Work.Likely
		}
		sum.Low, sum.Likely, sum.High = sum.Low+low, sum.Likely+s.Work.Likely, sum.High+high
	}
	if n == 0 {
		return sum
	}
	all := record.Minutes(len(t.Seats))
	sum.Low, sum.Likely, sum.High = sum.Low*all/n, sum.Likely*all/n, sum.High*all/n
	if !ranged {
		sum.Low, sum.High = 0, 0
	}
	return sum
}

func (b *builder) oneTask(t *snapshot.PlanningTask, work int64) model.Task {
	out := model.Task{Key: t.Key, Together: t.Together, Split: t.Split, Stretch: t.Stretch, Priority: t.Priority}
	if t.Lasts > 0 {
		out.Duration = int64(t.Lasts)
	}
	out.Seats = b.seats(t, work)
	if t.Status != "done" {
		b.staff(t, &out)
	}
	out.NotBefore = b.notBefore(t)
	if t.Planned.Pinned {
		out.Priority += pinnedFirst
	}
	if t.Deadline != "" {
		out.Deadline, out.Weight = b.dayEnd(t.Deadline), int64(max(1, t.Weight))
	}
	for _, u := range t.Uses {
		if held, ok := b.use(t, u); ok {
			out.Uses = append(out.Uses, held)
		}
	}
	out.Resilient = b.practised(t)
	out.Progress = b.progress(t, &out, work)
	return out
}

// practised lists the areas of a task that are skills here: whoever does the task
// comes to know them.
func (b *builder) practised(t *snapshot.PlanningTask) []int32 {
	var out []int32
	for i := range b.pl.Skills {
		if slices.Contains(t.Areas, b.pl.Skills[i].Key) {
			out = append(out, int32(i))
		}
	}
	return out
}

// notBefore is the latest of what keeps a task from starting: its own day, the start
// somebody fixed, and the start of its project.
func (b *builder) notBefore(t *snapshot.PlanningTask) model.Minute {
	out := model.Minute(0)
	later := func(d record.Date) {
		if d != "" {
			out = max(out, b.dayStart(d))
		}
	}
	later(t.NotBefore)
	if t.Planned.Pinned {
		later(t.Planned.From)
	}
	for i := range b.pl.Projects {
		if b.pl.Projects[i].ID == t.Project && len(b.pl.Projects) > 1 {
			later(b.pl.Projects[i].Start)
		}
	}
	return out
}

// seats gives every seat its part of the work: as stated, the rest in equal parts.
func (b *builder) seats(t *snapshot.PlanningTask, work int64) []model.Seat {
	list := t.Seats
	if len(list) == 0 {
		list = []deliver.Seat{{}}
	}
	open, known := int64(0), int64(0)
	for _, s := range list {
		if s.Work.IsZero() {
			open++
		} else {
			known += median(s.Work)
		}
	}
	var out []model.Seat
	for _, s := range list {
		seat := model.Seat{Min: s.Min, Max: max(s.Max, s.Min)}
		switch {
		case t.Lasts > 0:
		case s.Work.IsZero():
			seat.Work = max(1, (work-known)/open)
		default:
			seat.Work = median(s.Work)
		}
		for _, n := range s.Needs {
			if k, ok := b.skill[string(n.Skill)]; ok {
				seat.Needs = append(seat.Needs, model.Need{Skill: k, Level: int8(n.Level)})
			}
		}
		seat.Candidates = b.indices(s.Candidates)
		out = append(out, seat)
	}
	return out
}

func (b *builder) indices(list []record.Ref) []int {
	var out []int
	for _, r := range list {
		if i, ok := b.person[string(r)]; ok {
			out = append(out, i)
		}
	}
	return out
}

// use is equipment a task holds, and says when it asks for more than there is.
func (b *builder) use(t *snapshot.PlanningTask, u deliver.Usage) (model.Usage, bool) {
	i, ok := b.machines[string(u.Equipment)]
	if !ok {
		return model.Usage{}, false
	}
	e := &b.q.Problem.Equipment[i]
	if u.Units > e.Capacity && t.Status != "done" {
		b.gap(statement.New("plan.equipment", named(t), statement.N("wants", u.Units), statement.Rec("equipment", "equipment", string(u.Equipment), e.Key, e.Key), statement.N("has", e.Capacity)).At(statement.Warn))
	}
	return model.Usage{Equipment: i, Units: min(max(1, u.Units), e.Capacity)}, true
}
