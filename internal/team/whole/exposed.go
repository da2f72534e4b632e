package whole

import (
	"fmt"
	"slices"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Exposed finds what would tell of a private record to others than those it is about: a
// reference from what everybody reads, and a record that stands within another and is
// about other people. References that were there before stay.
func Exposed(before, after *snapshot.Snapshot, kind record.Kind, id record.ID) []fault.Problem {
	r, reg := after.Get(kind, id), after.Registry()
	if r == nil {
		return nil
	}
	d := reg.Lookup(kind)
	var out []fault.Problem
	for _, p := range d.Pointers(r.Body) {
		if to := reg.Lookup(p.Kind); !d.Private() && to != nil && to.Private() && !pointed(before, d, id, p) {
			out = append(out, fault.Problem{Field: p.Field, Text: fmt.Sprintf("everybody can read this, and a %s is private", Words(p.Kind)), Hint: "leave it out, or write it down where it is private"})
		}
	}
	if d.Within != "" && !sameParties(after, d, r) {
		out = append(out, fault.Problem{Field: d.Within, Text: fmt.Sprintf("this is about other people than its %s", Words(within(d))), Hint: "name the same people as there"})
	}
	return out
}

// pointed says that a record pointed there before.
func pointed(s *snapshot.Snapshot, d *record.Definition, id record.ID, p record.Pointer) bool {
	old := s.Get(d.Kind, id)
	return old != nil && slices.ContainsFunc(d.Pointers(old.Body), func(q record.Pointer) bool { return q.Kind == p.Kind && q.ID == p.ID })
}

// within is the kind of record that records of a kind stand within.
func within(d *record.Definition) record.Kind {
	for i := range d.Fields {
		if d.Fields[i].Name == d.Within {
			return d.Fields[i].Ref
		}
	}
	return ""
}

func sameParties(s *snapshot.Snapshot, d *record.Definition, r *record.Record) bool {
	around := s.Get(within(d), d.Reference(r.Body, d.Within))
	if around == nil {
		return true // Danglers speaks of it
	}
	mine, theirs := d.Parties(r.Body), s.Registry().Lookup(around.Kind).Parties(around.Body)
	slices.Sort(mine)
	slices.Sort(theirs)
	return slices.Equal(mine, theirs)
}
