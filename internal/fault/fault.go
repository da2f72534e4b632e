// Package fault is the one error type people see: a code for machines, a sentence
// for people, the place it is about and the next step. Every other error is
// internal: it is wrapped, returned, and logged once at the edge.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Code is what kind of trouble it is; edges map it to a status or an exit code.
type Code string

// The codes, with the HTTP status the edge gives them.
const (
	Invalid     Code = "invalid"     // 422: the input breaks a rule of the record
	Malformed   Code = "malformed"   // 400: the input cannot be read
	NotFound    Code = "not_found"   // 404: missing, or not for this viewer
	Forbidden   Code = "forbidden"   // 403: seen, but not allowed to do this
	Unsigned    Code = "unsigned"    // 401: sign in first
	Conflict    Code = "conflict"    // 409: somebody changed the same field
	Stale       Code = "stale"       // 412: If-Match did not match
	TooLarge    Code = "too_large"   // 413
	Full        Code = "disk_full"   // 507: reads go on, writes wait for space
	Unavailable Code = "unavailable" // 503: cannot be served now, try again
	Newer       Code = "newer"       // 503: the data was written by a newer program
	Refused     Code = "refused"     // a start-up or command precondition does not hold
)

// Problem is one thing wrong at one place.
type Problem struct {
	Place string `json:"place,omitempty"` // "file:line:column" or empty
	Field string `json:"field,omitempty"` // path inside the record: "seats[0].needs[1].skill"
	Text  string `json:"text"`            // a sentence
	Hint  string `json:"hint,omitempty"`  // what to do next
}

// Error is a fault with all its problems: never only the first.
type Error struct {
	Code     Code
	Text     string
	Hint     string
	Problems []Problem
	Err      error // cause, for the log
}

// New makes an error of one sentence.
func New(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Text: fmt.Sprintf(format, args...)}
}

// WithHint sets the next step.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// Because keeps the cause for the log.
func (e *Error) Because(err error) *Error {
	e.Err = err
	return e
}

// Error gives the whole text on as many lines as there are problems.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Text)
	for _, p := range e.Problems {
		b.WriteString("\n")
		b.WriteString(p.String())
	}
	if e.Hint != "" {
		b.WriteString("\n" + e.Hint)
	}
	return b.String()
}

// String is "place: field: text (hint)" without the parts that are empty.
func (p Problem) String() string {
	s := p.Text
	if p.Field != "" {
		s = p.Field + ": " + s
	}
	if p.Place != "" {
		s = p.Place + ": " + s
	}
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf finds the code of the first fault in err's chain, or "" when it is internal.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
