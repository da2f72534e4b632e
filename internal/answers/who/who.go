// Package who answers who knows a path or an area: at most five people still here,
// each with the reason, for one named piece of work.
package who

import (
	"time"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/history/lines"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/answers/written"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer names who could be asked.
type Answer struct {
	answer.Head
	Repository string      `json:"repository"`
	Path       string      `json:"path"`
	Area       string      `json:"area,omitempty"`
	Items      []Candidate `json:"items"`
	written.Part
}

// Candidate is one person to ask and why.
type Candidate struct {
	Person answer.Person       `json:"person"`
	Knows  bool                `json:"knows"`
	Reason statement.Statement `json:"reason"`
	// LinesPart is the part of the lines there today that they wrote; absent until known.
	LinesPart *float64 `json:"lines_part,omitempty"`
}

// Ask answers for a path, a directory or an area's name, in the first repository that
// has it. k is at most five.
func Ask(w *world.World, v *snapshot.View, path string, k int) (*Answer, error) {
	if len(w.Repos) == 0 {
		if len(w.Unread) > 0 {
			return nil, fault.New(fault.NotFound, "%s", w.Missing()[0].Text()).WithHint("Ask again when it is read.")
		}
		return nil, fault.New(fault.NotFound, "No repository has been read yet.").WithHint("Add one: plumbline serve --repo PATH, or ask with --repo PATH.")
	}
	names := world.NamesFor(v)
	for _, r := range w.Repos {
		if found, ok := r.Know.Who(path, k); ok {
			return build(w, r, names, path, found), nil
		}
	}
	return nil, fault.New(fault.NotFound, "Nothing at %q, now or before.", path).WithHint("Name a file, a directory or an area; areas are listed by: plumbline who --areas")
}

func build(w *world.World, r *world.Repo, names *world.Names, path string, found know.Answer) *Answer {
	a := &Answer{Repository: r.Title, Path: path}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "who", record.DateOf(r.AsOf()), w.Now, w.Facts()
	if found.Area >= 0 {
		a.Area = r.Areas[found.Area].Name
	}
	var wrote lines.Part
	a.Part, wrote = written.At(r, names, path)
	if s, ok := written.Missing(r); ok {
		a.Missing = append(a.Missing, s)
	}
	var first []statement.Arg
	for _, h := range found.People {
		person := names.Person(r, h.Person)
		if h.Knows {
			first = append(first, person.Arg("person"))
		}
		a.Items = append(a.Items, candidate(r, h, person, wrote))
	}
	where := statement.AtPath("path", path)
	switch {
	case len(a.Items) == 0:
		a.Headline = statement.New("who.nobody", where).At(statement.Bad)
	case found.Wider:
		a.Headline = statement.New("who.wider", where, statement.InArea("area", a.Area), statement.Somebodies("people", args(a.Items)))
	case len(first) == 0:
		a.Headline = statement.New("who.traces", where, statement.Somebodies("people", args(a.Items))).At(statement.Warn)
	default:
		a.Headline = statement.New("who.knows", where, statement.Somebodies("people", first[:min(3, len(first))]), statement.N("n", len(first)))
	}
	return a
}

func candidate(r *world.Repo, h know.Holder, person answer.Person, wrote lines.Part) Candidate {
	c := Candidate{Person: person, Knows: h.Knows, Reason: Reason(r, h)}
	if wrote.Lines > 0 {
		part := wrote.Of(wrote.Wrote(h.Person))
		c.LinesPart = &part
		if part >= 0.01 {
			c.Reason.Args = append(c.Reason.Args, statement.Portion("wrote", part))
		}
	}
	return c
}

func args(items []Candidate) []statement.Arg {
	var out []statement.Arg
	for _, c := range items[:min(3, len(items))] {
		out = append(out, c.Person.Arg("person"))
	}
	return out
}

// Reason says why somebody can be asked, with sample commits.
func Reason(r *world.Repo, h know.Holder) statement.Statement {
	last, reviews := statement.On("last", record.DateOf(h.Last)), statement.N("reviews", h.Reviews)
	if h.Changes == 0 && h.Reviews > 0 {
		return statement.New("who.reviewed", reviews, last).On(r.Hashes(h.Samples)...)
	}
	list := []statement.Arg{statement.N("changes", h.Changes), statement.N("files", h.Files), last}
	if h.Reviews > 0 {
		list = append(list, reviews)
	}
	return statement.New("who.reason", list...).On(r.Hashes(h.Samples)...)
}

// Given is the part of somebody's changes that goes to a thing to be learnt, when it is
// said how soon they could know it.
const Given = 0.5

// Soon says by when somebody could know an area at the pace they work at now; nothing
// when they made no change in the last quarter, or would need over two years.
func Soon(r *world.Repo, area int, p history.PersonID) statement.Statement {
	n, pace := r.Know.Reach(area, p), r.Know.Pace(p)
	if n == 0 || pace == 0 {
		return statement.Statement{}
	}
	days := float64(n) / (pace * Given) * 7
	if days > 2*365 {
		return statement.Statement{}
	}
	by := r.AsOf().Add(time.Duration(days * 24 * float64(time.Hour)))
	return statement.New("who.soon", statement.N("n", n), statement.On("by", record.DateOf(by)))
}
