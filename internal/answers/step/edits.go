package step

import (
	"encoding/json"
	"slices"
	"time"

	"plumbline/internal/answers/plan"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/relax"
)

// Change is one record's change, as the API takes it.
type Change struct {
	Kind        record.Kind                `json:"kind"`
	ID          record.ID                  `json:"id,omitempty"`
	Key         string                     `json:"key,omitempty"`
	BaseVersion int                        `json:"base_version,omitempty"`
	Op          string                     `json:"op" enum:"put,patch"`
	Data        map[string]json.RawMessage `json:"data"`
}

// Edits writes steps that are made together as changes of records; false where some
// part of them cannot be said by records the viewer sees.
func Edits(v *snapshot.View, steps []Step) ([]Change, bool, error) {
	e := editor{v: v, zone: v.Snapshot().Organisation().Location()}
	for i := range steps {
		if !e.make(&steps[i]) {
			return nil, false, e.err
		}
	}
	return e.list, true, nil
}

// editor writes the steps of one way as changes of records.
type editor struct {
	v    *snapshot.View
	zone *time.Location
	list []Change
	err  error

	after map[record.ID][]deliver.Dependency // of tasks that are to wait for more
}

// make writes one step; false where it cannot be said by records.
func (e *editor) make(x *Step) bool {
	switch relax.Kind(x.What) {
	case relax.Join, relax.Candidates, relax.DropTask, relax.Pin, relax.NotBefore, First:
		return e.task(x)
	case relax.Deadline:
		return e.deadline(x)
	case relax.Budget:
		return e.budget(x)
	case relax.Capacity:
		b := snapshot.Body[deliver.Equipment](e.v, "equipment", x.Equipment)
		return b != nil && e.patch("equipment", x.Equipment, "capacity", b.Units()+int(x.Amount))
	case relax.AddSkill:
		return e.skill(x)
	case relax.AddPerson:
		return e.person(x)
	}
	return false
}

// patch changes one field of a record; several changes of one record become one.
func (e *editor) patch(kind record.Kind, id record.ID, field string, value any) bool {
	r := e.v.Get(kind, id)
	data, err := json.Marshal(value)
	if e.err = err; r == nil || err != nil {
		return false
	}
	i := slices.IndexFunc(e.list, func(c Change) bool { return c.Kind == kind && c.ID == id })
	if i < 0 {
		i = len(e.list)
		e.list = append(e.list, Change{Kind: kind, ID: id, BaseVersion: r.Version, Op: "patch", Data: map[string]json.RawMessage{}})
	}
	e.list[i].Data[field] = data
	return true
}

// put makes a new record.
func (e *editor) put(kind record.Kind, key string, content map[string]any) bool {
	c := Change{Kind: kind, Key: key, Op: "put", Data: map[string]json.RawMessage{}}
	for name, value := range content {
		data, err := json.Marshal(value)
		if e.err = err; err != nil {
			return false
		}
		c.Data[name] = data
	}
	e.list = append(e.list, c)
	return true
}

func (e *editor) task(x *Step) bool {
	b := snapshot.Body[deliver.Task](e.v, "task", x.Task)
	if b == nil {
		return false
	}
	switch relax.Kind(x.What) {
	case relax.DropTask:
		return e.patch("task", x.Task, "status", "dropped")
	case relax.Pin:
		return e.patch("task", x.Task, "people", nil)
	case relax.NotBefore:
		return e.earlier(x.Task, b)
	case First:
		return e.first(x)
	case relax.Join:
		return e.patch("task", x.Task, "seats", shared(b.Seats))
	}
	seats := slices.Clone(b.Seats)
	for i := range seats {
		seats[i].Candidates = nil
	}
	return e.patch("task", x.Task, "seats", seats)
}

// shared lets one more person onto each seat; a task without any has one.
func shared(seats []deliver.Seat) []deliver.Seat {
	out := slices.Clone(seats)
	if len(out) == 0 {
		out = []deliver.Seat{{}}
	}
	for i := range out {
		out[i].Max = max(out[i].Max, out[i].Min, 1) + 1
		out[i].Min = max(out[i].Min, 1)
	}
	return out
}

// earlier takes away whatever keeps a task from starting: its own day, a start that
// somebody fixed, or that of its project.
func (e *editor) earlier(id record.ID, b *deliver.Task) bool {
	done := false
	if b.NotBefore != "" {
		done = e.patch("task", id, "not_before", nil)
	}
	if b.Planned.Pinned {
		free := b.Planned
		free.Pinned = false
		done = e.patch("task", id, "planned", free)
	}
	if !done {
		done = e.patch("project", string(b.Project), "start", nil)
	}
	return done
}

// deadline moves a task's deadline or the day wanted; a promise is withdrawn and made
// anew, never edited.
func (e *editor) deadline(x *Step) bool {
	day := plan.LastDay(x.To, e.zone)
	if x.Milestone == "" {
		return e.patch("task", x.Task, "deadline", day)
	}
	m := snapshot.Body[deliver.Milestone](e.v, "milestone", x.Milestone)
	if m == nil {
		return false
	}
	if m.Promised() == nil {
		return e.patch("milestone", x.Milestone, "target", day)
	}
	promises, to := slices.Clone(m.Promises), m.Promised().To
	for i := range promises {
		if promises[i].End == "" {
			promises[i].End = "withdrawn"
		}
	}
	return e.patch("milestone", x.Milestone, "promises", append(promises, deliver.Promise{Date: day, To: to}))
}

func (e *editor) budget(x *Step) bool {
	for _, p := range snapshot.List[deliver.Project](e.v, "project") {
		if p.Body.Open() {
			return e.patch("project", p.ID, "budget", record.Money{Minor: x.Amount, Currency: e.v.Snapshot().Organisation().Currency})
		}
	}
	return false
}

// skill writes that somebody has come to hold a skill, as the lead says it.
func (e *editor) skill(x *Step) bool {
	for _, c := range snapshot.List[people.SkillClaim](e.v, "skill_claim") {
		if b := c.Body; string(b.Person) == x.Person && string(b.Skill) == x.Skill && b.Source == "lead" {
			return e.patch("skill_claim", c.ID, "level", x.Level)
		}
	}
	return e.put("skill_claim", "", map[string]any{"person": x.Person, "skill": x.Skill, "level": x.Level, "source": "lead"})
}

// newcomer is the key of somebody not here yet.
const newcomer = "newcomer"

// person adds somebody with the skills and hours of another.
func (e *editor) person(x *Step) bool {
	like := snapshot.Body[people.Person](e.v, "person", x.Person)
	if like == nil || e.v.ID("person", newcomer) != "" {
		return false
	}
	content := map[string]any{"title": "Newcomer"}
	if like.Capacity > 0 {
		content["capacity"] = like.Capacity
	}
	if x.From != "" {
		content["from"] = x.From
	}
	ok := e.put("person", newcomer, content)
	levels := snapshot.Levels(e.v)[x.Person]
	for _, k := range e.v.All("skill") {
		if l := levels[k.ID]; ok && l > 0 {
			ok = e.put("skill_claim", "", map[string]any{"person": newcomer, "skill": k.ID, "level": l, "source": "lead"})
		}
	}
	return ok
}
