package snapshot

import (
	"slices"

	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
)

// PlanningObjective is an objective that is worked toward, and by when.
type PlanningObjective struct {
	ID, Key string
	To      record.Date
}

// purpose says what each task is for: how much it is asked for, and what it serves.
type purpose struct {
	asked map[record.ID]string // by requirement
	own   map[record.ID][]record.Ref
	above map[record.ID]record.ID // by open objective, the one it serves
}

func (p *Planning) purpose(v *View) *purpose {
	u := &purpose{map[record.ID]string{}, map[record.ID][]record.Ref{}, map[record.ID]record.ID{}}
	for _, r := range List[deliver.Requirement](v, "requirement") {
		if r.Body.Open() {
			u.asked[r.ID] = r.Body.Priority
		}
	}
	for _, o := range List[align.Objective](v, "objective") {
		if o.Body.Open() {
			u.above[o.ID] = string(o.Body.Parent)
			p.Objectives = append(p.Objectives, PlanningObjective{o.ID, o.Key, o.Body.To})
		}
	}
	for _, r := range List[deliver.Project](v, "project") {
		u.own[r.ID] = r.Body.Objectives
	}
	return u
}

// scope is the most that any open requirement asks of a task; "" where none does.
func (u *purpose) scope(t *deliver.Task) string {
	order := []string{"", "could", "should", "must"}
	most := 0
	for _, r := range t.Requirements {
		most = max(most, slices.Index(order, u.asked[string(r)]))
	}
	return order[most]
}

// serves lists the open objectives a task counts for: its own, else its project's, and
// those above them.
func (u *purpose) serves(t *deliver.Task) []record.Ref {
	list := t.Objectives
	if len(list) == 0 {
		list = u.own[string(t.Project)]
	}
	var out []record.Ref
	for _, ref := range list {
		for at := string(ref); at != "" && !slices.Contains(out, record.Ref(at)); at = u.above[at] {
			if _, open := u.above[at]; open {
				out = append(out, record.Ref(at))
			}
		}
	}
	return out
}
