package team

import (
	"fmt"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team/whole"
)

// whole is asked inside the write lock, at the log's head: what no record can
// break alone. No reference points at nothing, nothing that is referred to is
// deleted, and references that give an order form no ring.
func (w *writing) whole(after *snapshot.Snapshot) error {
	var problems []fault.Problem
	for i := range w.rows {
		kind, id := record.Kind(w.rows[i].Kind), w.rows[i].ID
		var found []fault.Problem
		switch w.rows[i].Op {
		case store.Put:
			found = append(whole.Danglers(w.base, after, kind, id), whole.Exposed(w.base, after, kind, id)...)
		case store.Delete:
			found = w.orphans(after, kind, id)
		}
		problems = append(problems, w.located(kind, id, found)...)
	}
	for _, r := range whole.Rings(w.base, after, w.rows) {
		problems = append(problems, w.located(r.Kind, r.ID, []fault.Problem{r.Problem})...)
	}
	if len(problems) == 0 {
		return nil
	}
	return &fault.Error{Code: fault.Invalid, Text: "Nothing was saved.", Problems: problems}
}

// located gives problems the place their record was written at.
func (w *writing) located(kind record.Kind, id record.ID, problems []fault.Problem) []fault.Problem {
	if c := w.from[string(kind)+"/"+id]; c != nil {
		return placed(problems, c)
	}
	return problems
}

// orphans finds who still refers to a deleted record. What the writer may not see
// does not stand in the way: its reference is left leading nowhere, as after an
// erasure, because a refusal would tell that it exists.
func (w *writing) orphans(after *snapshot.Snapshot, kind record.Kind, id record.ID) []fault.Problem {
	var names []string
	more := 0
	after.Referrers(kind, id, func(r snapshot.Referrer) bool {
		switch {
		case w.view.Get(r.Kind, r.ID) == nil && w.from[string(r.Kind)+"/"+r.ID] == nil:
		case len(names) == 3:
			more++
		default:
			names = append(names, whole.Words(r.Kind)+" "+whole.Label(after, r.Kind, r.ID))
		}
		return more < 100
	})
	if len(names) == 0 {
		return nil
	}
	list := strings.Join(names, ", ")
	if more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return []fault.Problem{{Text: fmt.Sprintf("%s %s is still used by %s", whole.Words(kind), whole.Label(w.base, kind, id), list), Hint: "change those first, or delete them in the same step"}}
}
