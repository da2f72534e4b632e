package plan

import (
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
)

// Filter names a part of the plan: what every shape of it shows, and what goes out.
// Empty parts hold for everything.
type Filter struct {
	Project string // key or id
	Person  string // key or id of somebody who works on it
	Text    string // part of a title or a key
}

// Only gives the plan cut to the tasks and milestones that the filter takes. The
// headline, the load and what all of it costs stay those of the whole plan.
func (a *Answer) Only(f Filter) *Answer {
	if f == (Filter{}) {
		return a
	}
	out := *a
	projects := map[string]answer.Rec{}
	for _, p := range a.Projects {
		projects[p.ID] = p
	}
	out.Tasks = slices.DeleteFunc(slices.Clone(a.Tasks), func(t TaskRow) bool {
		return !f.in(projects, t.Project) || !f.says(t.Rec) || f.Person != "" && !slices.ContainsFunc(t.People, f.works)
	})
	out.Milestones = slices.DeleteFunc(slices.Clone(a.Milestones), func(m MilestoneRow) bool {
		return !f.in(projects, m.Project) || !f.says(m.Rec) || f.Person != ""
	})
	out.Projects = slices.DeleteFunc(slices.Clone(a.Projects), func(p answer.Rec) bool { return !out.uses(p.ID) })
	return &out
}

func (f *Filter) in(projects map[string]answer.Rec, id string) bool {
	return f.Project == "" || id == f.Project || strings.EqualFold(projects[id].Key, f.Project)
}

func (f *Filter) says(r answer.Rec) bool {
	text := strings.ToLower(strings.TrimSpace(f.Text))
	return strings.Contains(strings.ToLower(r.Title), text) || strings.Contains(strings.ToLower(r.Key), text)
}

func (f *Filter) works(p answer.Person) bool { return p.ID == f.Person || p.Key == f.Person }

// uses says that something of the plan belongs to a project.
func (a *Answer) uses(project string) bool {
	return slices.ContainsFunc(a.Tasks, func(t TaskRow) bool { return t.Project == project }) ||
		slices.ContainsFunc(a.Milestones, func(m MilestoneRow) bool { return m.Project == project })
}
