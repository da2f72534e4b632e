// Package requirements answers how each need is traced: from who needs it, through the
// requirement and the tasks that meet it, to the commits and the verification of each
// criterion; and what is missing on the way.
package requirements

import (
	"cmp"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// What can be missing between a need and its proof.
const (
	Untraced   = "untraced"   // nobody said who needs it and why
	Unplanned  = "unplanned"  // no task meets it
	Unverified = "unverified" // built, and not every criterion was verified
	Unchecked  = "unchecked"  // no criterion says when it is met
	Failed     = "failed"     // a criterion was verified and failed
)

// Answer is the trace matrix.
type Answer struct {
	answer.Head
	Items  []Item `json:"items"`
	Counts Counts `json:"counts"`
}

// Counts says how many rows are open, proved, or lack something.
type Counts struct {
	Open       int `json:"open"`
	Proved     int `json:"proved"`
	Untraced   int `json:"untraced"`
	Unplanned  int `json:"unplanned"`
	Unverified int `json:"unverified"`
	Unchecked  int `json:"unchecked"`
	Failed     int `json:"failed"`
}

// of is the count of what is missing.
func (c *Counts) of(missing string) *int {
	switch missing {
	case Untraced:
		return &c.Untraced
	case Unplanned:
		return &c.Unplanned
	case Unverified:
		return &c.Unverified
	case Unchecked:
		return &c.Unchecked
	}
	return &c.Failed
}

// Item is one row of the matrix.
type Item struct {
	answer.Rec
	Version   int                 `json:"version"`
	Project   *answer.Rec         `json:"project,omitempty"`
	Parent    *answer.Rec         `json:"parent,omitempty"`
	Milestone *answer.Rec         `json:"milestone,omitempty"`
	Wanted    record.Date         `json:"wanted,omitempty"` // by the milestone
	Type      string              `json:"type"`
	Priority  string              `json:"priority"`
	Status    string              `json:"status"`
	By        []answer.Rec        `json:"by"` // who asked
	Why       string              `json:"why,omitempty"`
	Shown     int                 `json:"shown"` // pieces of evidence for the need
	Tasks     []Task              `json:"tasks"`
	Done      int                 `json:"done"`    // of the tasks
	Changes   int                 `json:"changes"` // commits that name its tasks
	Passed    int                 `json:"passed"`
	Failed    int                 `json:"failed"`
	Criteria  int                 `json:"criteria"`
	Missing   []string            `json:"missing"`
	Proved    bool                `json:"proved"`
	Statement statement.Statement `json:"statement"`
}

// Task is a task that meets a requirement.
type Task struct {
	answer.Rec
	Status  string `json:"status"`
	Changes int    `json:"changes"` // commits that name it
}

// sides is what rows are joined from.
type sides struct {
	view  *snapshot.View
	all   map[record.ID]*deliver.Requirement
	parts map[record.ID]bool // requirements that others are part of
	tasks map[record.ID][]Task
}

// Ask joins every requirement the viewer may see with its need, its tasks and its proof.
func Ask(w *world.World, v *snapshot.View, today record.Date) *Answer {
	a := &Answer{Items: []Item{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "requirements", today, w.Now, w.Facts()
	list := snapshot.List[deliver.Requirement](v, "requirement")
	s := &sides{view: v, all: map[record.ID]*deliver.Requirement{}, parts: map[record.ID]bool{}, tasks: meeting(w, v)}
	for _, r := range list {
		s.all[r.ID] = r.Body
		s.parts[string(r.Body.Parent)] = true
	}
	for _, r := range list {
		item := s.item(r)
		a.Items = append(a.Items, item)
		a.count(&item, r.Body)
	}
	slices.SortStableFunc(a.Items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(len(x.Key), len(y.Key)), strings.Compare(x.Key, y.Key))
	})
	a.Headline = a.headline()
	if len(list) == 0 {
		a.Missing = append(a.Missing, a.Headline)
	}
	return a
}

// meeting gives the tasks that meet each requirement, with the commits that name them.
func meeting(w *world.World, v *snapshot.View) map[record.ID][]Task {
	named := map[string]int{}
	for _, r := range w.Repos {
		for i := range r.Commits {
			for _, k := range r.Commits[i].Keys {
				named[strings.ToUpper(k)]++
			}
		}
	}
	out := map[record.ID][]Task{}
	for _, t := range snapshot.List[deliver.Task](v, "task") {
		if t.Body.Status == "dropped" {
			continue
		}
		for _, ref := range t.Body.Requirements {
			out[string(ref)] = append(out[string(ref)], Task{answer.RecOf(v, "task", t.ID), t.Body.Status, named[strings.ToUpper(t.Key)]})
		}
	}
	return out
}

func (s *sides) item(r snapshot.Typed[*deliver.Requirement]) Item {
	b := r.Body
	i := Item{Rec: answer.RecOf(s.view, "requirement", r.ID), Version: r.Version, Type: b.Type, Priority: b.Priority, Status: b.Status, By: []answer.Rec{},
		Why: string(b.Wanted.Why), Shown: len(b.Wanted.Evidence), Tasks: s.tasks[r.ID], Project: s.rec("project", b.Project), Parent: s.rec("requirement", b.Parent), Milestone: s.rec("milestone", b.Milestone)}
	if m := snapshot.Body[deliver.Milestone](s.view, "milestone", string(b.Milestone)); m != nil {
		i.Wanted = m.Target
		if p := m.Promised(); p != nil {
			i.Wanted = p.Date
		}
	}
	for _, ref := range b.Wanted.By {
		i.By = append(i.By, answer.RecOf(s.view, "stakeholder", string(ref)))
	}
	if i.Tasks == nil {
		i.Tasks = []Task{}
	}
	for _, t := range i.Tasks {
		i.Changes += t.Changes
		if t.Status == "done" {
			i.Done++
		}
	}
	i.Passed, i.Failed, i.Criteria = b.Verified()
	i.Missing = s.missing(&i, r.ID, b)
	i.Proved = len(i.Missing) == 0 && (i.built() || b.Status == "delivered") && i.Criteria > 0 && i.Passed == i.Criteria
	i.Statement = i.say(b).On(statement.Fact{Address: "rec:requirement/" + r.ID, Label: i.Title, When: r.Updated.At})
	return i
}

func (s *sides) rec(kind record.Kind, ref record.Ref) *answer.Rec {
	if ref == "" {
		return nil
	}
	r := answer.RecOf(s.view, kind, string(ref))
	return &r
}

func (i *Item) built() bool { return len(i.Tasks) > 0 && i.Done == len(i.Tasks) }

// missing says where the trace of a requirement is broken. One that is not to be built
// lacks nothing; one that others are part of is planned by them.
func (s *sides) missing(i *Item, id record.ID, b *deliver.Requirement) []string {
	out := []string{}
	if b.Status == "rejected" || b.Priority == "won't" {
		return out
	}
	if i.Failed > 0 {
		out = append(out, Failed)
	}
	if !s.needed(b) {
		out = append(out, Untraced)
	}
	if b.Open() && len(i.Tasks) == 0 && !s.parts[id] {
		out = append(out, Unplanned)
	}
	switch {
	case i.Criteria == 0 && !s.parts[id]:
		out = append(out, Unchecked)
	case (i.built() || b.Status == "delivered") && i.Passed+i.Failed < i.Criteria:
		out = append(out, Unverified)
	}
	return out
}

// needed says that somebody said who needs it or why, of the requirement itself or of
// one it is part of.
func (s *sides) needed(b *deliver.Requirement) bool {
	for range 32 {
		if b == nil {
			return false
		}
		if len(b.Wanted.By) > 0 || strings.TrimSpace(string(b.Wanted.Why)) != "" {
			return true
		}
		b = s.all[string(b.Parent)]
	}
	return false
}

func (i *Item) say(b *deliver.Requirement) statement.Statement {
	name := i.Arg("requirement")
	has := func(what string) bool { return slices.Contains(i.Missing, what) }
	switch {
	case b.Status == "rejected" || b.Priority == "won't":
		return statement.New("requirements.rejected", name)
	case has(Failed):
		return statement.New("requirements.failed", name, statement.N("failed", i.Failed)).At(statement.Bad)
	case has(Unverified):
		return statement.New("requirements.unverified", name, statement.N("passed", i.Passed), statement.N("all", i.Criteria)).At(statement.Warn)
	case has(Unplanned):
		return statement.New("requirements.unplanned", name).At(statement.Warn)
	case has(Untraced):
		return statement.New("requirements.untraced", name).At(statement.Info)
	case has(Unchecked):
		return statement.New("requirements.unchecked", name).At(statement.Info)
	case i.Proved:
		return statement.New("requirements.proved", name).At(statement.Good)
	case len(i.Tasks) == 0:
		return statement.New("requirements.parts", name)
	}
	return statement.New("requirements.going", name, statement.N("done", i.Done), statement.N("n", len(i.Tasks)))
}

func (a *Answer) count(i *Item, b *deliver.Requirement) {
	for _, m := range i.Missing {
		*a.Counts.of(m)++
	}
	if b.Open() {
		a.Counts.Open++
	}
	if i.Proved {
		a.Counts.Proved++
	}
}

// Only keeps the rows that lack one thing; headline and counts stay those of all.
func (a *Answer) Only(what string) {
	a.Items = slices.DeleteFunc(a.Items, func(i Item) bool { return !slices.Contains(i.Missing, what) })
}

// Sound says that nothing is missing anywhere.
func (a *Answer) Sound() bool {
	return !slices.ContainsFunc(a.Items, func(i Item) bool { return len(i.Missing) > 0 })
}

func (a *Answer) headline() statement.Statement {
	switch {
	case len(a.Items) == 0:
		return statement.New("requirements.none")
	case a.Sound():
		return statement.New("requirements.fine").At(statement.Good)
	}
	n := func(what string) statement.Arg { return statement.N(what, *a.Counts.of(what)) }
	return statement.New("requirements.open", statement.N("n", a.Counts.Open), n(Untraced), n(Unplanned), n(Unverified)).At(statement.Warn)
}
