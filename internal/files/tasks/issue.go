// Package tasks reads what people already have, issues of a forge or a pasted list,
// and turns it into tasks. An issue's address is its identity: reading it again
// updates its task, and what did not change there changes nothing here.
//
// Read gives issues, Map turns them into a change set against the records that are
// there.
package tasks

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// Format is where issues come from.
type Format string

// The formats.
const (
	GitHub Format = "GitHub issues (gh issue list --json)"
	GitLab Format = "GitLab issues (CSV export)"
	Jira   Format = "Jira issues (CSV export)"
	List   Format = "a list, one task a line"
)

// Issue is one piece of work as it was found.
type Issue struct {
	Place    string // "file:line:column" or "file:line"
	External string // address at the forge, or its key; empty for a pasted line
	Key      string // the forge's own key: "#12", "PAY-12"
	Title    string
	Text     string
	State    string   // "todo", "doing", "review", "blocked", "done", "dropped"; "" = open, nothing more known
	People   []string // logins, names or addresses
	Tags     []string
	Skills   []string // keys or titles of skills that are needed
	Work     string   // as people write it
	Due      record.Date
	Finished record.Date
	After    []string // keys or titles of what comes before

	id record.ID // of its task, once that is settled
}

// Read tells the format by the content and reads all issues; every problem is named
// with its place.
func Read(name string, data []byte) (Format, []Issue, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if len(data) > maxFile {
		return "", nil, fault.New(fault.TooLarge, "%s has %d KiB; at most %d KiB are read.", name, len(data)>>10, maxFile>>10).WithHint("Export in parts.")
	}
	r := &reader{name: name}
	var f Format
	switch head := strings.TrimSpace(firstLine(data)); {
	case strings.HasPrefix(head, "[") && !isCheckbox(head) || strings.HasPrefix(head, "{"):
		f = GitHub
		r.github(data)
	case isCSV(head, "Title", "URL", "State"):
		f = GitLab
		r.csv(data, r.gitlab)
	case isCSV(head, "Summary", "Issue key"):
		f = Jira
		r.csv(data, r.jira)
	default:
		f = List
		r.list(data)
	}
	if len(r.problems) > 0 {
		return f, nil, &fault.Error{Code: fault.Invalid, Text: "The tasks were not imported; nothing was changed.", Problems: r.problems}
	}
	if len(r.issues) == 0 {
		return f, nil, fault.New(fault.Invalid, "%s holds no task.", name).WithHint("Give the output of gh issue list --json, a CSV export of GitLab or Jira, or one task a line.")
	}
	return f, r.issues, nil
}

const maxFile = 16 << 20

type reader struct {
	name     string
	issues   []Issue
	problems []fault.Problem
}

func (r *reader) bad(place, field, hint, format string, args ...any) {
	r.problems = append(r.problems, fault.Problem{Place: place, Field: field, Text: fmt.Sprintf(format, args...), Hint: hint})
}

func firstLine(data []byte) string {
	for line := range bytes.Lines(data) {
		if len(bytes.TrimSpace(line)) > 0 {
			return string(line)
		}
	}
	return ""
}

// stateOf maps the names that forges and trackers give their states.
func stateOf(name string) string {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "in progress", "doing", "started", "in development", "active":
		return "doing"
	case "in review", "review", "code review", "in qa", "testing":
		return "review"
	case "blocked", "on hold", "impediment":
		return "blocked"
	case "done", "closed", "resolved", "fixed", "released", "completed":
		return "done"
	case "won't do", "wont do", "won't fix", "declined", "duplicate", "cancelled", "canceled", "rejected", "not planned", "not_planned":
		return "dropped"
	}
	return ""
}

// dayOf reads the day at the front of a date as forges write it; "" when there is none.
func dayOf(s string) record.Date {
	var d record.Date
	if len(s) >= 10 && d.UnmarshalText([]byte(s[:10])) == nil {
		return d
	}
	return ""
}

// clean takes out line ends of other systems and what shows nothing.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x200b || c == 0xfeff {
			return -1
		}
		return c
	}, strings.ReplaceAll(s, "\r\n", "\n")))
}

// line is clean without line breaks.
func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// clipProse keeps what a record may hold.
func clipProse(s string) string {
	s = clean(s)
	if len(s) <= record.MaxProse {
		return s
	}
	return strings.ToValidUTF8(s[:record.MaxProse-8], "") + " …"
}

func nameOf(i *Issue) string { return cmp.Or(i.Key, i.Title) }
