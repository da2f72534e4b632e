// Package envelope reads what stands around the content of a request: its members by
// name and type, with everything that is wrong about them.
package envelope

import (
	"slices"
	"strconv"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// Fields reads the members of an object and keeps what is wrong with them.
type Fields struct {
	Of       *record.Node
	At       string // before the names, in messages
	problems []fault.Problem
}

// Bad notes what is wrong with a member.
func (f *Fields) Bad(n *record.Node, name, text string) {
	f.problems = append(f.problems, fault.Problem{Place: n.Place(""), Field: f.At + name, Text: text})
}

// Text gives a text, "" where there is none.
func (f *Fields) Text(name string) string {
	v := f.Of.Get(name)
	switch {
	case v == nil || v.Shape == record.Null:
		return ""
	case v.Shape != record.String:
		f.Bad(v, name, "it is not a text")
	}
	return v.Text
}

// Texts gives a list of texts, nil where there is none.
func (f *Fields) Texts(name string) []string {
	v := f.Of.Get(name)
	if v == nil || v.Shape == record.Null {
		return nil
	}
	if v.Shape != record.List {
		f.Bad(v, name, "it is not a list")
		return nil
	}
	var out []string
	for _, item := range v.Items {
		if item.Shape != record.String {
			f.Bad(item, name, "it is not a list of texts")
			return nil
		}
		out = append(out, item.Text)
	}
	return out
}

// Whole gives a whole number from 0, 0 where there is none.
func (f *Fields) Whole(name string) int {
	v := f.Of.Get(name)
	if v == nil || v.Shape == record.Null {
		return 0
	}
	n, err := strconv.Atoi(v.Text)
	if v.Shape != record.Numeral || err != nil || n < 0 {
		f.Bad(v, name, "it is not a whole number from 0")
	}
	return n
}

// Truth gives true or false, false where there is none.
func (f *Fields) Truth(name string) bool {
	v := f.Of.Get(name)
	if v == nil || v.Shape == record.Null {
		return false
	}
	if v.Shape != record.Truth {
		f.Bad(v, name, "it is neither true nor false")
	}
	return v.Text == "true"
}

// Err gives everything found as one fault, or nil.
func (f *Fields) Err() error {
	if len(f.problems) == 0 {
		return nil
	}
	return &fault.Error{Code: fault.Malformed, Text: "The request cannot be read; nothing was changed.", Problems: f.problems}
}

// Only checks that an object has only the named members.
func Only(n *record.Node, names ...string) error {
	if n.Shape != record.Fields {
		return fault.New(fault.Malformed, "The request is not an object.").WithHint("It has the members: %s.", strings.Join(names, ", "))
	}
	for _, m := range n.Members {
		if !slices.Contains(names, m.Name) {
			return &fault.Error{Code: fault.Malformed, Text: "The request has a member that is not known; nothing was changed.",
				Problems: []fault.Problem{{Place: m.Value.Place(""), Field: m.Name, Text: "there is no member of this name", Hint: "the members are " + strings.Join(names, ", ")}}}
		}
	}
	return nil
}
