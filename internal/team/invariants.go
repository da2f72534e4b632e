package team

import (
	"fmt"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
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
			found = danglers(w.base, after, kind, id)
		case store.Delete:
			found = w.orphans(after, kind, id)
		}
		problems = append(problems, w.located(kind, id, found)...)
	}
	for _, r := range rings(w.base, after, w.rows) {
		problems = append(problems, w.located(r.kind, r.id, []fault.Problem{r.problem})...)
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

// danglers finds references that lead nowhere, except those that did before: what
// they point at was erased.
func danglers(before, after *snapshot.Snapshot, kind record.Kind, id record.ID) []fault.Problem {
	r := after.Get(kind, id)
	if r == nil {
		return nil
	}
	d := after.Registry().Lookup(kind)
	known := map[string]bool{}
	if old := before.Get(kind, id); old != nil {
		for _, p := range d.Pointers(old.Body) {
			known[string(p.Kind)+"/"+p.ID] = true
		}
	}
	var out []fault.Problem
	for _, p := range d.Pointers(r.Body) {
		if after.Get(p.Kind, p.ID) == nil && !known[string(p.Kind)+"/"+p.ID] {
			out = append(out, fault.Problem{Field: p.Field, Text: fmt.Sprintf("there is no such %s any more", words(p.Kind)), Hint: "choose another"})
		}
	}
	return out
}

func words(k record.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }

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
			names = append(names, words(r.Kind)+" "+label(after, r.Kind, r.ID))
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
	return []fault.Problem{{Text: fmt.Sprintf("%s %s is still used by %s", words(kind), label(w.base, kind, id), list), Hint: "change those first, or delete them in the same step"}}
}

func label(s *snapshot.Snapshot, kind record.Kind, id record.ID) string {
	if r := s.Get(kind, id); r != nil && r.Key != "" {
		return r.Key
	}
	return id
}
