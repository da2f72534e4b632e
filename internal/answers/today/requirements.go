package today

import (
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// How near a milestone is whose requirements must have tasks, and must be verified once
// these are done.
const (
	nearDays   = 45
	verifyDays = 21
)

// wanted is a requirement with its milestone, and the work that meets it.
type wanted struct {
	snapshot.Typed[*deliver.Requirement]
	milestone answer.Rec
	by        record.Date
	tasks     []*deliver.Task // not dropped
	parts     bool
}

// wanted gives the requirements not delivered or rejected whose milestone is wanted
// within some days.
func (s *scene) wanted(within int) []wanted {
	tasks, parts := map[record.Ref][]*deliver.Task{}, map[record.Ref]bool{}
	s.view.Each("task", func(r *record.Record) bool {
		t, ok := r.Body.(*deliver.Task)
		for i := 0; ok && t.Status != "dropped" && i < len(t.Requirements); i++ {
			tasks[t.Requirements[i]] = append(tasks[t.Requirements[i]], t)
		}
		return true
	})
	all := snapshot.List[deliver.Requirement](s.view, "requirement")
	for _, r := range all {
		parts[r.Body.Parent] = true
	}
	var out []wanted
	for _, r := range all {
		m := snapshot.Body[deliver.Milestone](s.view, "milestone", string(r.Body.Milestone))
		if m == nil || !r.Body.Open() {
			continue
		}
		by := m.Target
		if p := m.Promised(); p != nil {
			by = p.Date
		}
		if by != "" && by <= s.today.Add(within) {
			out = append(out, wanted{r, answer.RecOf(s.view, "milestone", string(r.Body.Milestone)), by, tasks[record.Ref(r.ID)], parts[record.Ref(r.ID)]})
		}
	}
	return out
}

func (w *wanted) item(s *scene, rule string, hours float64) Item {
	level := statement.Info
	if w.Body.Priority == "must" {
		level = statement.Warn
	}
	return Item{ID: rule + "/" + w.ID, Rule: rule, Level: level, Cost: fits(hours, -s.days(w.by)), Evidence: []statement.Fact{recordFact(s.view, w.Record)}, Tags: []string{"requirement", w.Key},
		Action: open("See the trace", "t", "/deliver/requirements?missing="+rule)}
}

// unplanned finds requirements without a task whose milestone is near.
func (s *scene) unplanned() []Item {
	var out []Item
	for _, w := range s.wanted(nearDays) {
		if len(w.tasks) > 0 || w.parts {
			continue
		}
		work := effortHours
		if e := w.Body.Feasibility.Effort.Likely; e > 0 {
			work = float64(e) / 60
		}
		item := w.item(s, "unplanned", work)
		item.Statement = statement.New("today.unplanned", answer.RecOf(s.view, "requirement", w.ID).Arg("requirement"), w.milestone.Arg("milestone"))
		item.Reason = statement.New("today.unplanned.why", statement.On("by", w.by), statement.Words("priority", w.Body.Priority))
		out = append(out, item)
	}
	return out
}

// unverified finds requirements that are built and not checked, whose milestone is near.
func (s *scene) unverified() []Item {
	var out []Item
	for _, w := range s.wanted(verifyDays) {
		passed, _, all := w.Body.Verified()
		if len(w.tasks) == 0 || passed == all || !done(w.tasks) {
			continue
		}
		item := w.item(s, "unverified", verifyHours*float64(all-passed))
		item.Statement = statement.New("today.unverified", answer.RecOf(s.view, "requirement", w.ID).Arg("requirement"))
		item.Reason = statement.New("today.unverified.why", statement.N("n", all-passed), w.milestone.Arg("milestone"), statement.On("by", w.by))
		out = append(out, item)
	}
	return out
}

func done(tasks []*deliver.Task) bool {
	for _, t := range tasks {
		if !t.Done() {
			return false
		}
	}
	return true
}
