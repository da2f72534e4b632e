package madr

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"

	"plumbline/internal/fault"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
)

// Rewrite gives a file's text changed so that it says what now says, and nothing else
// touched: each part whose meaning is the same keeps its bytes. find gives the person
// a name in the file means, "" when nobody here is called so; such names stay. It
// refuses, naming the part, what it cannot bring into the file's own form.
func Rewrite(file string, text []byte, now *Doc, find func(name string) record.ID) ([]byte, error) {
	if !utf8.Valid(text) {
		return nil, fault.New(fault.Refused, "%s is not UTF-8.", file).WithHint("Save it as UTF-8 first.")
	}
	old, err := Parse(file, text)
	if err != nil {
		return nil, err
	}
	want, err := Parse(file, Write(now))
	if err != nil {
		return nil, err
	}
	e := newEditor(file, text, old)
	want.Deciders = merged(old.Deciders, now.Decision.Deciders, now.Deciders, find)
	want.Consulted = merged(old.Consulted, now.Decision.Consulted, now.Consulted, find)
	want.Informed = merged(old.Informed, now.Decision.Informed, now.Informed, find)
	if want.Decision.Status == "superseded" && len(old.SupersededBy) > 0 {
		want.SupersededBy = old.SupersededBy // the file names them in its own way
	}
	e.rewrite(want)
	out, ok := e.bytes()
	if !ok {
		return nil, e.refuse("several parts side by side")
	}
	return out, e.confirm(out, want)
}

// Patch is the difference as a unified diff that git apply takes, empty when the file
// says it already. path is the file's in its repository.
func Patch(path string, text []byte, now *Doc, find func(name string) record.ID) ([]byte, error) {
	next, err := Rewrite(path, text, now, find)
	if err != nil || bytes.Equal(text, next) {
		return nil, err
	}
	return diff.Diff("a/"+path, text, "b/"+path, next), nil
}

// merged keeps the names a file has for the people meant, and names nobody here has,
// and adds the people who came.
func merged(have []string, ids []record.Ref, titles []string, find func(string) record.ID) []string {
	var out []string
	seen := map[record.ID]bool{}
	for _, n := range have {
		id := find(n)
		if id == "" || slices.Contains(ids, record.Ref(id)) {
			out = append(out, n)
			seen[id] = true
		}
	}
	for i, id := range ids {
		if !seen[string(id)] && i < len(titles) {
			out = append(out, titles[i])
		}
	}
	return out
}

// confirm reads the result back: it must say what was wanted.
func (e *editor) confirm(out []byte, want *Doc) error {
	got, err := Parse(e.file, out)
	if err != nil {
		return e.refuse("what was changed")
	}
	for _, p := range parts {
		if !reflect.DeepEqual(p.of(got), p.of(want)) {
			return e.refuse(p.name)
		}
	}
	return nil
}

func (e *editor) refuse(part string) error {
	return fault.New(fault.Refused, "%s cannot be changed by itself: its way of writing %s is its own.", e.file, part).
		WithHint("Change that part in the file by hand, or download the whole decision as MADR.")
}

// part is one thing a file says that a record can change.
type part struct {
	name string
	of   func(*Doc) any
}

// parts are compared to see what changed, and again to see that it arrived.
var parts = []part{
	{"the title", func(d *Doc) any { return d.Decision.Title }},
	{"the status", func(d *Doc) any { return d.Decision.Status }},
	{"the date", func(d *Doc) any { return d.Decision.Date }},
	{"the day it is due", func(d *Doc) any { return d.Decision.Due }},
	{"the day of review", func(d *Doc) any { return d.Decision.Review }},
	{"the confidence", func(d *Doc) any { return d.Decision.Confidence }},
	{"the deciders", func(d *Doc) any { return words(d.Deciders) }},
	{"who was consulted", func(d *Doc) any { return words(d.Consulted) }},
	{"who was informed", func(d *Doc) any { return words(d.Informed) }},
	{"the tags", func(d *Doc) any { return words(d.Decision.Tags) }},
	{"the context", func(d *Doc) any { return d.Decision.Context }},
	{"the drivers", func(d *Doc) any { return words(driversOf(&d.Decision)) }},
	{"the options", func(d *Doc) any { return words(namesOf(&d.Decision)) }},
	{"the arguments", func(d *Doc) any { return argued(&d.Decision) }},
	{"the outcome", func(d *Doc) any { return [2]string{d.Decision.Outcome, string(d.Decision.Why)} }},
	{"the consequences", func(d *Doc) any { return d.Decision.Consequences }},
	{"the confirmation", func(d *Doc) any { return d.Decision.Confirmation }},
	{"the expected effect", func(d *Doc) any { return d.Decision.Expected }},
	{"what came of it", func(d *Doc) any { return d.Decision.Later }},
}

// words makes an absent list and an empty one the same.
func words(list []string) string { return strings.Join(list, "\n") }

func driversOf(d *decide.Decision) []string {
	out := slices.Clone(d.Drivers)
	for _, k := range d.Criteria {
		out = append(out, k.Name+", weight "+number(k.Weight)+because(k.Why))
	}
	return out
}

func namesOf(d *decide.Decision) []string {
	var out []string
	for _, o := range d.Options {
		out = append(out, o.Name)
	}
	return out
}

// argued is what each option's section says, by its name.
func argued(d *decide.Decision) map[string]string {
	out := map[string]string{}
	for _, o := range d.Options {
		if text := arguments(o); text != "" {
			out[strings.ToLower(o.Name)] = text
		}
	}
	return out
}

// arguments writes the body of an option's section.
func arguments(o decide.Option) string {
	w := &writer{}
	if t := strings.TrimSpace(demote(string(o.Text))); t != "" {
		w.line(t + "\n")
	}
	w.arguments("Good", o.Pros)
	w.arguments("Neutral", o.Neutral)
	w.arguments("Bad", o.Cons)
	for _, s := range o.Scores {
		w.line("* " + oneLine(s.Criterion) + ": " + number(s.Value) + " of 10" + because(s.Why))
	}
	return strings.TrimSpace(w.b.String())
}

// statusText is how a status is written on one line.
func statusText(d *Doc) string {
	if d.Decision.Status == "superseded" && len(d.SupersededBy) > 0 {
		return "superseded by " + strings.Join(d.SupersededBy, ", ")
	}
	return cmp.Or(d.Decision.Status, "proposed")
}
