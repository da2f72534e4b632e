package step

import (
	"slices"

	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// after is the dependency that Before has once the step is made: it waits for the end
// of the step's task.
func (s *Step) after() deliver.Dependency { return deliver.Dependency{Task: record.Ref(s.Task)} }

// first has the projection's Before wait for the step's task; false where one of the
// two is not planned, or where they would then wait for each other for ever.
func (s *Step) first(pl *snapshot.Planning) ([]snapshot.PlanningTask, bool) {
	o := orderOf(pl)
	if o.task[s.Task] == nil || o.task[s.Before] == nil || o.waits(s.Task, s.Before) {
		return nil, false
	}
	return amended(pl.Tasks, func(t *snapshot.PlanningTask) bool { return t.ID == s.Before }, func(t *snapshot.PlanningTask) {
		t.After = append(slices.Clone(t.After), s.after())
	}), true
}

// order is what the tasks of a projection wait for.
type order struct {
	task  map[record.ID]*snapshot.PlanningTask
	parts map[record.ID][]record.ID
}

func orderOf(pl *snapshot.Planning) order {
	o := order{map[record.ID]*snapshot.PlanningTask{}, map[record.ID][]record.ID{}}
	for i := range pl.Tasks {
		t := &pl.Tasks[i]
		o.task[t.ID] = t
		if t.Parent != "" {
			o.parts[t.Parent] = append(o.parts[t.Parent], t.ID)
		}
	}
	return o
}

// waits says that a task is another or a part of it, or waits for one of these: what
// is behind any task, its parts and what holds back the tasks it is part of are all
// followed, finished ones too.
func (o *order) waits(task, on record.ID) bool {
	return reaches(task, func(id record.ID) bool { return o.within(id, on) }, o.behind)
}

// behind gives what a task waits for: its dependencies, its parts, and whatever the
// tasks it is part of wait for before they may start.
func (o *order) behind(id record.ID) []record.ID {
	out := slices.Clone(o.parts[id])
	for at, depth := o.task[id], 0; at != nil && depth < 20; at, depth = o.task[at.Parent], depth+1 {
		for _, d := range at.After {
			if at.ID == id || d.Link == "" || d.Link == "FS" || d.Link == "SS" {
				out = append(out, string(d.Task))
			}
		}
	}
	return out
}

// within says that a task is another or a part of it.
func (o *order) within(id, whole record.ID) bool {
	for at, depth := o.task[id], 0; at != nil && depth < 20; at, depth = o.task[at.Parent], depth+1 {
		if at.ID == whole {
			return true
		}
	}
	return false
}

// reaches walks from a record on and says whether it meets one that fits.
func reaches(from record.ID, fits func(record.ID) bool, next func(record.ID) []record.ID) bool {
	seen, open := map[record.ID]bool{from: true}, []record.ID{from}
	for len(open) > 0 {
		id := open[0]
		open = open[1:]
		if fits(id) {
			return true
		}
		for _, n := range next(id) {
			if !seen[n] {
				seen[n] = true
				open = append(open, n)
			}
		}
	}
	return false
}

// first writes that dependency into the record of Before; false where the records, those
// of projects that are not planned among them, would then wait in a ring.
func (e *editor) first(x *Step) bool {
	b := snapshot.Body[deliver.Task](e.v, "task", x.Before)
	if b == nil || reaches(x.Task, func(id record.ID) bool { return id == x.Before }, e.behind) {
		return false
	}
	after := slices.Clone(b.After)
	if e.after[x.Before] != nil {
		after = e.after[x.Before]
	}
	if e.after == nil {
		e.after = map[record.ID][]deliver.Dependency{}
	}
	e.after[x.Before] = append(after, x.after())
	return e.patch("task", x.Before, "after", e.after[x.Before])
}

// behind gives what a task's record waits for.
func (e *editor) behind(id record.ID) []record.ID {
	var out []record.ID
	if b := snapshot.Body[deliver.Task](e.v, "task", id); b != nil {
		for _, d := range b.After {
			out = append(out, string(d.Task))
		}
	}
	return out
}
