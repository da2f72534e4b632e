package madr

import (
	"slices"
	"strconv"
	"strings"

	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
)

// Write gives a decision as MADR 4. A criterion is a driver with a weight, a score an
// item below its option ("* cost: 9 of 10"); what an option costs has no place there and
// stays in the record. Due and review dates and the confidence stand in the front
// matter, the expected effect and what came of it in sections of their own. What Parse
// reads from it writes the same bytes again.
func Write(doc *Doc) []byte {
	w := &writer{}
	d := &doc.Decision
	w.front(doc)
	title := strings.TrimSpace(oneLine(d.Title))
	w.line("# " + title)
	w.section("## Context and Problem Statement", d.Context)
	drivers := slices.Clone(d.Drivers)
	for _, k := range d.Criteria {
		drivers = append(drivers, k.Name+", weight "+number(k.Weight)+because(k.Why))
	}
	w.list("## Decision Drivers", drivers)
	var names []string
	for _, o := range d.Options {
		names = append(names, o.Name)
	}
	w.list("## Considered Options", names)
	w.outcome(d)
	w.options(d.Options)
	w.section("## Expected Effect", d.Expected)
	w.section("## What Came of It", d.Later)
	return []byte(w.b.String())
}

type writer struct{ b strings.Builder }

func (w *writer) line(s string) { w.b.WriteString(s + "\n") }

func (w *writer) front(doc *Doc) {
	d := &doc.Decision
	status := d.Status
	if status == "superseded" && len(doc.SupersededBy) > 0 {
		status = "superseded by " + strings.Join(doc.SupersededBy, ", ")
	}
	w.line("---")
	w.value("status", status)
	w.value("date", string(d.Date))
	w.value("due", string(d.Due))
	w.value("review", string(d.Review))
	if d.Confidence != 0 {
		w.value("confidence", d.Confidence.String())
	}
	w.names("decision-makers", doc.Deciders)
	w.names("consulted", doc.Consulted)
	w.names("informed", doc.Informed)
	w.names("tags", d.Tags)
	w.line("---")
	w.line("")
}

func (w *writer) value(name, v string) {
	if v != "" {
		w.line(name + ": " + quoted(v))
	}
}

func (w *writer) names(name string, list []string) {
	if len(list) == 0 {
		return
	}
	w.line(name + ":")
	for _, n := range list {
		w.line("  - " + quoted(n))
	}
}

// quoted writes a short text as YAML; single quotes hold everything on one line.
func quoted(s string) string {
	s = oneLine(s)
	if strings.ContainsAny(s, `:#'"[]{},&*!|>%@`+"`") || strings.HasPrefix(s, "-") || strings.HasPrefix(s, "?") || s == "null" || s == "~" {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return s
}

func (w *writer) section(head string, text record.Prose) {
	if t := strings.TrimSpace(demote(string(text))); t != "" {
		w.line("\n" + head + "\n\n" + t)
	}
}

func (w *writer) list(head string, list []string) {
	if len(list) == 0 {
		return
	}
	w.line("\n" + head + "\n")
	for _, s := range list {
		w.line("* " + oneLine(s))
	}
}

func (w *writer) outcome(d *decide.Decision) {
	why := strings.TrimSpace(demote(string(d.Why)))
	if d.Outcome == "" && why == "" && d.Consequences == "" && d.Confirmation == "" {
		return
	}
	text := why
	if d.Outcome != "" {
		text = choice(d.Outcome)
		if why != "" {
			text += ", because " + why
		}
	}
	w.line("\n## Decision Outcome")
	if text != "" {
		w.line("\n" + text)
	}
	w.section("### Consequences", d.Consequences)
	w.section("### Confirmation", d.Confirmation)
}

func (w *writer) options(list []decide.Option) {
	first := true
	for _, o := range list {
		if o.Text == "" && len(o.Pros)+len(o.Cons)+len(o.Neutral)+len(o.Scores) == 0 {
			continue
		}
		if first {
			w.line("\n## Pros and Cons of the Options")
			first = false
		}
		w.line("\n### " + oneLine(o.Name) + "\n")
		if t := strings.TrimSpace(demote(string(o.Text))); t != "" {
			w.line(t + "\n")
		}
		w.arguments("Good", o.Pros)
		w.arguments("Neutral", o.Neutral)
		w.arguments("Bad", o.Cons)
		for _, s := range o.Scores {
			w.line("* " + oneLine(s.Criterion) + ": " + number(s.Value) + " of 10" + because(s.Why))
		}
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func because(why string) string {
	if why == "" {
		return ""
	}
	return ", because " + oneLine(why)
}

func (w *writer) arguments(which string, list []string) {
	for _, a := range list {
		w.line("* " + which + ", because " + oneLine(a))
	}
}
