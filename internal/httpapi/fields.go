package httpapi

import (
	"strconv"

	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// fields reads the members of a request's envelope and keeps what is wrong with them.
type fields struct {
	n        *record.Node
	at       string // before the names, in messages
	problems []fault.Problem
}

func (f *fields) bad(n *record.Node, name, text string) {
	f.problems = append(f.problems, fault.Problem{Place: n.Place(""), Field: f.at + name, Text: text})
}

func (f *fields) text(name string) string {
	v := f.n.Get(name)
	switch {
	case v == nil || v.Shape == record.Null:
		return ""
	case v.Shape != record.String:
		f.bad(v, name, "it is not a text")
	}
	return v.Text
}

func (f *fields) whole(name string) int {
	v := f.n.Get(name)
	if v == nil || v.Shape == record.Null {
		return 0
	}
	n, err := strconv.Atoi(v.Text)
	if v.Shape != record.Numeral || err != nil || n < 0 {
		f.bad(v, name, "it is not a whole number from 0")
	}
	return n
}

func (f *fields) truth(name string) bool {
	v := f.n.Get(name)
	if v == nil || v.Shape == record.Null {
		return false
	}
	if v.Shape != record.Truth {
		f.bad(v, name, "it is neither true nor false")
	}
	return v.Text == "true"
}

func (f *fields) err() error {
	if len(f.problems) == 0 {
		return nil
	}
	return &fault.Error{Code: fault.Malformed, Text: "The request cannot be read; nothing was changed.", Problems: f.problems}
}
