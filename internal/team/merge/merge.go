// Package merge compares the contents of a record field by field: what differs, and
// what comes of two changes made on the same version. It knows neither rights nor
// versions; the gate hands it what to compare.
package merge

import (
	"bytes"
	"slices"
	"strings"

	"plumbline/internal/record"
)

// FieldDiff is one field before and after, as canonical JSON; empty = no value.
type FieldDiff struct {
	Field         string
	Before, After string
}

// Conflict is a field that was changed here and by somebody else since the version
// both started from. All values are canonical JSON.
type Conflict struct {
	Field, Base, Yours, Theirs string
}

// Fields lays changes over the head. over has the fields as they are wanted, base those
// of the version they were made on. A field that only they changed stays theirs; one
// that both changed differently is a conflict, and those come in the order of names.
func Fields(base, head, over record.Content) (record.Content, []Conflict) {
	var conflicts []Conflict
	merged := record.Content{}
	for f, v := range over {
		was, theirs := base[f], head[f]
		switch {
		case Same(v, was):
		case Same(theirs, was) || Same(theirs, v):
			merged[f] = v
		default:
			conflicts = append(conflicts, Conflict{f, string(was), string(v), string(theirs)})
		}
	}
	slices.SortFunc(conflicts, func(a, b Conflict) int { return strings.Compare(a.Field, b.Field) })
	return head.Merge(merged), conflicts
}

// Instead gives the changes that make content of base into exactly what is given:
// fields that are not given are cleared.
func Instead(base, given record.Content) record.Content {
	over := record.Content{}
	for f := range base {
		over[f] = nil
	}
	for f, v := range given {
		over[f] = v
	}
	return over
}

// Same compares canonical JSON; empty values equal absent ones.
func Same(a, b []byte) bool { return bytes.Equal(orAbsent(a), orAbsent(b)) }

func orAbsent(v []byte) []byte {
	switch string(v) {
	case "", "null", `""`, "[]", "{}", "0", "false", `"0h"`, `"0%"`:
		return nil
	}
	return v
}

// Differences lists the fields that differ, in the order of the kind.
func Differences(d *record.Definition, before, after record.Content) []FieldDiff {
	var out []FieldDiff
	for i := range d.Fields {
		f := d.Fields[i].Name
		if !Same(before[f], after[f]) {
			out = append(out, FieldDiff{f, string(before[f]), string(after[f])})
		}
	}
	return out
}
