package whole

import (
	"fmt"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Danglers finds references that lead nowhere, except those that did before: what
// they point at was erased.
func Danglers(before, after *snapshot.Snapshot, kind record.Kind, id record.ID) []fault.Problem {
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
			out = append(out, fault.Problem{Field: p.Field, Text: fmt.Sprintf("there is no such %s any more", Words(p.Kind)), Hint: "choose another"})
		}
	}
	return out
}

// Words gives a kind as people say it.
func Words(k record.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }

// Label gives what people call a record: its key, or its id where it has none.
func Label(s *snapshot.Snapshot, kind record.Kind, id record.ID) string {
	if r := s.Get(kind, id); r != nil && r.Key != "" {
		return r.Key
	}
	return id
}
