package align

import (
	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// recently is how many days back finished work and commits count.
const recently = 90

// Hours is people's work in minutes.
type Hours struct {
	Spent float64 `json:"spent"` // of tasks finished in the last 90 days, and of those begun what is behind them
	Left  float64 `json:"left"`  // of open tasks
}

func (h Hours) all() float64 { return h.Spent + h.Left }

func (h *Hours) add(o Hours, part float64) {
	h.Spent += o.Spent * part
	h.Left += o.Left * part
}

// ties says what each piece of work serves.
type ties struct {
	view       *snapshot.View
	objectives map[record.ID]*align.Objective
	projects   map[record.ID]*deliver.Project
	tasks      map[record.ID]*deliver.Task
	parents    map[record.ID]bool // tasks that have parts: their work is that of their parts
}

func newTies(v *snapshot.View, tasks []snapshot.Typed[*deliver.Task]) *ties {
	t := &ties{view: v, objectives: map[record.ID]*align.Objective{}, projects: map[record.ID]*deliver.Project{}, tasks: map[record.ID]*deliver.Task{}, parents: map[record.ID]bool{}}
	for _, o := range snapshot.List[align.Objective](v, "objective") {
		t.objectives[o.ID] = o.Body
	}
	for _, p := range snapshot.List[deliver.Project](v, "project") {
		t.projects[p.ID] = p.Body
	}
	for i := range tasks {
		t.tasks[tasks[i].ID] = tasks[i].Body
		t.parents[string(tasks[i].Body.Parent)] = true
	}
	return t
}

// Serving says which living objectives each task serves: its own, else those of the
// task it is part of, else those of its project.
func Serving(v *snapshot.View) func(*deliver.Task) []record.ID {
	return newTies(v, snapshot.List[deliver.Task](v, "task")).serves
}

// living keeps the objectives that work can still serve: ended ones give no reason.
func (t *ties) living(list []record.Ref) []record.ID {
	var out []record.ID
	for _, r := range list {
		if o := t.objectives[string(r)]; o != nil && (o.Status == "active" || o.Status == "draft") {
			out = append(out, string(r))
		}
	}
	return out
}

// serves gives the living objectives of a task: its own, else those of the task it is
// part of, else those of its project.
func (t *ties) serves(b *deliver.Task) []record.ID {
	project := string(b.Project)
	for range 32 {
		if len(b.Objectives) > 0 {
			return t.living(b.Objectives)
		}
		up := t.tasks[string(b.Parent)]
		if up == nil {
			break
		}
		b = up
	}
	if p := t.projects[project]; p != nil {
		return t.living(p.Objectives)
	}
	return nil
}

// bets gives the bets of an objective: its own, else those of the objective above it.
func (t *ties) bets(id record.ID) []record.Ref {
	for range 32 {
		o := t.objectives[id]
		if o == nil {
			return nil
		}
		if len(o.Bets) > 0 {
			return o.Bets
		}
		id = string(o.Parent)
	}
	return nil
}

// hours gives the work of a task: nothing of a task that has parts.
func (t *ties) hours(id record.ID, b *deliver.Task, today record.Date) Hours {
	if t.parents[id] {
		return Hours{}
	}
	whole := float64(b.Work.Likely + b.Lasts)
	switch {
	case b.Status == "dropped":
		return Hours{}
	case b.Status == "done":
		if b.Finished == "" || b.Finished < today.Add(-recently) {
			return Hours{}
		}
		if b.Actual > 0 {
			whole = float64(b.Actual)
		}
		return Hours{Spent: whole}
	case b.LeftKnown:
		return Hours{Spent: max(0, whole-float64(b.Left)), Left: float64(b.Left)}
	}
	return Hours{Left: whole}
}

// counts says that a task's project is worked on.
func (t *ties) counts(b *deliver.Task) bool {
	p := t.projects[string(b.Project)]
	return p != nil && p.Open()
}
