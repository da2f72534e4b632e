// Package estimates reads finished work from a CSV file: what was estimated and what
// it took. Columns, in any order: completed_at, project, person, estimate_hours,
// actual_hours and, where there is one, phase (the kind of work).
package estimates

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"plumbline/internal/fault"
)

// Row is one finished piece of work. Amounts are minutes of work, at least 1.
type Row struct {
	At                     time.Time // the instant it was completed; a bare day is its end
	Project, Person, Phase string
	Estimate, Actual       int64
}

// MaxFile is the size of the largest file that is read.
const MaxFile = 32 << 20

// most problems are named at once.
const mostProblems = 20

// columns that must be there; phase may.
func columns() []string {
	return []string{"completed_at", "project", "person", "estimate_hours", "actual_hours"}
}

// Read gives the rows in order of completion, and how many were left out because one
// of their amounts is zero: they say nothing of how estimates turn out. Every problem
// is named as file:line:column.
func Read(name string, data []byte) (rows []Row, left int, err error) {
	if len(data) > MaxFile {
		return nil, 0, fault.New(fault.TooLarge, "%s has %d KiB; at most %d KiB are read.", name, len(data)>>10, MaxFile>>10).WithHint("Import it in parts.")
	}
	r := &reader{name: name, csv: csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))}
	r.csv.FieldsPerRecord = -1
	if r.head(); len(r.problems) == 0 {
		r.body()
	}
	if len(r.problems) > 0 {
		return nil, 0, &fault.Error{Code: fault.Invalid, Text: "The estimates were not imported; nothing was changed.", Problems: r.problems}
	}
	if len(r.rows) == 0 {
		return nil, r.left, fault.New(fault.Invalid, "%s holds no finished task.", name).WithHint("Give the columns %s.", strings.Join(columns(), ", "))
	}
	slices.SortStableFunc(r.rows, func(a, b Row) int { return a.At.Compare(b.At) })
	return r.rows, r.left, nil
}

type reader struct {
	name     string
	csv      *csv.Reader
	at       map[string]int // column by name
	rows     []Row
	left     int
	problems []fault.Problem
}

func (r *reader) bad(line, column int, field, hint, format string, args ...any) {
	r.problems = append(r.problems, fault.Problem{Place: fmt.Sprintf("%s:%d:%d", r.name, line, column), Field: field, Text: fmt.Sprintf(format, args...), Hint: hint})
}

func (r *reader) head() {
	cells, err := r.csv.Read()
	if err != nil {
		r.broken(err)
		return
	}
	r.at = map[string]int{}
	for i, c := range cells {
		r.at[strings.ToLower(strings.TrimSpace(c))] = i
	}
	for _, want := range columns() {
		if _, ok := r.at[want]; !ok {
			r.bad(1, 1, want, "the columns are "+strings.Join(columns(), ", ")+" and, if there is one, phase", "the column is missing")
		}
	}
}

func (r *reader) broken(err error) {
	var p *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		r.bad(1, 1, "", "give a CSV file with a header", "the file is empty")
	case errors.As(err, &p):
		r.bad(p.Line, p.Column, "", "write the file as CSV again", "%s", p.Err)
	default:
		r.bad(1, 1, "", "", "%s", err)
	}
}

func (r *reader) body() {
	for len(r.problems) < mostProblems {
		cells, err := r.csv.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.broken(err)
			return
		}
		before := len(r.problems)
		switch row := r.row(cells); {
		case len(r.problems) > before:
		case row.Estimate == 0 || row.Actual == 0:
			r.left++
		default:
			r.rows = append(r.rows, row)
		}
	}
}

func (r *reader) row(cells []string) (out Row) {
	get := func(column string) string {
		i, ok := r.at[column]
		if !ok || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	out.Project, out.Person, out.Phase = get("project"), get("person"), get("phase")
	var ok bool
	if out.At, ok = instant(get("completed_at")); !ok {
		r.wrong("completed_at", cells, "write a day or an instant, such as 2026-02-20 or 2026-02-20T15:04", "%q is not a date", get("completed_at"))
	}
	out.Estimate = r.hours("estimate_hours", get("estimate_hours"), cells)
	out.Actual = r.hours("actual_hours", get("actual_hours"), cells)
	return out
}

// wrong names a problem at a cell, or at the end of a line that is too short for it.
func (r *reader) wrong(column string, cells []string, hint, format string, args ...any) {
	line, col := r.csv.FieldPos(min(r.at[column], len(cells)-1))
	r.bad(line, col, column, hint, format, args...)
}

// mostHours bounds one task: five years of somebody's work.
const mostHours = 10000

func (r *reader) hours(column, text string, cells []string) int64 {
	h, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(h) || h < 0 || h > mostHours {
		r.wrong(column, cells, fmt.Sprintf("write hours from 0 to %d, such as 2.5", mostHours), "%q is not an amount of hours", text)
		return 0
	}
	if h == 0 {
		return 0
	}
	return max(1, int64(math.Round(h*60)))
}

func instant(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), true
		}
	}
	t, err := time.Parse(time.DateOnly, text)
	return t.AddDate(0, 0, 1).Add(-time.Minute), err == nil
}

// Compare orders rows by everything they hold, so that equal lists are equal content.
func Compare(a, b Row) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Phase, b.Phase),
		cmp.Compare(a.Estimate, b.Estimate), cmp.Compare(a.Actual, b.Actual))
}
