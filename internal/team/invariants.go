package team

import (
	"fmt"
	"slices"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// checkWhole is asked inside the write lock, at the log's head: what no record can
// break alone. No reference points at nothing, nothing that is referred to is
// deleted, and references that give an order form no ring.
func checkWhole(before, after *snapshot.Snapshot, rows []store.Row) error {
	var problems []fault.Problem
	for i := range rows {
		kind, id := record.Kind(rows[i].Kind), rows[i].ID
		switch rows[i].Op {
		case store.Put:
			problems = append(problems, danglers(before, after, kind, id)...)
			problems = append(problems, rings(after, kind, id)...)
		case store.Delete:
			problems = append(problems, orphans(before, after, kind, id)...)
		}
	}
	if len(problems) == 0 {
		return nil
	}
	return &fault.Error{Code: fault.Invalid, Text: "Nothing was saved.", Problems: problems}
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

// orphans finds who still refers to a deleted record.
func orphans(before, after *snapshot.Snapshot, kind record.Kind, id record.ID) []fault.Problem {
	var names []string
	more := 0
	after.Referrers(kind, id, func(r snapshot.Referrer) bool {
		if len(names) == 3 {
			more++
			return more < 100
		}
		names = append(names, words(r.Kind)+" "+label(after, r.Kind, r.ID))
		return true
	})
	if len(names) == 0 {
		return nil
	}
	list := strings.Join(names, ", ")
	if more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return []fault.Problem{{Text: fmt.Sprintf("%s %s is still used by %s", words(kind), label(before, kind, id), list), Hint: "change those first, or delete them in the same step"}}
}

func label(s *snapshot.Snapshot, kind record.Kind, id record.ID) string {
	if r := s.Get(kind, id); r != nil && r.Key != "" {
		return r.Key
	}
	return id
}

// rings looks for a cycle through one record along references of the same label.
func rings(s *snapshot.Snapshot, kind record.Kind, id record.ID) []fault.Problem {
	r := s.Get(kind, id)
	if r == nil {
		return nil
	}
	var out []fault.Problem
	seen := map[string]bool{}
	for _, p := range s.Registry().Lookup(kind).Pointers(r.Body) {
		if p.Acyclic == "" || p.Kind != kind || seen[p.Acyclic] {
			continue
		}
		seen[p.Acyclic] = true
		if ring := ringThrough(s, kind, id, p.Acyclic); ring != nil {
			names := make([]string, len(ring))
			for i, n := range ring {
				names[i] = label(s, kind, n)
			}
			out = append(out, fault.Problem{Field: p.Field, Text: "these would wait for each other for ever: " + strings.Join(names, " → "), Hint: "take one of these links away"})
		}
	}
	return out
}

// ringThrough gives the ids along a cycle that starts and ends at id, or nil.
func ringThrough(s *snapshot.Snapshot, kind record.Kind, id record.ID, label string) []record.ID {
	d := s.Registry().Lookup(kind)
	from := map[record.ID]record.ID{}
	stack := []record.ID{id}
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		r := s.Get(kind, at)
		if r == nil {
			continue
		}
		for _, p := range d.Pointers(r.Body) {
			if p.Acyclic != label || p.Kind != kind {
				continue
			}
			if p.ID == id {
				return trace(from, id, at)
			}
			if _, been := from[p.ID]; !been {
				from[p.ID] = at
				stack = append(stack, p.ID)
			}
		}
	}
	return nil
}

func trace(from map[record.ID]record.ID, id, at record.ID) []record.ID {
	ring := []record.ID{id}
	for at != id {
		ring = append(ring, at)
		at = from[at]
	}
	ring = append(ring, id)
	slices.Reverse(ring)
	return ring
}
