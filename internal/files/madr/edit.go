package madr

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
	"strings"

	"plumbline/internal/record"
)

// editor changes lines of a file; what no edit covers stays as it is.
type editor struct {
	file     string
	old      *Doc
	bom      bool
	crlf     bool
	lines    []string
	front    int // lines of the front matter with both its marks, 0 = none
	sections []section
	edits    []edit
	matter   []string // of a front matter that the file does not have yet
}

// edit replaces lines from ≤ i < to.
type edit struct {
	from, to int
	with     []string
}

func newEditor(file string, text []byte, old *Doc) *editor {
	e := &editor{file: file, old: old}
	text, e.bom = bytes.CutPrefix(text, []byte("\uFEFF"))
	e.crlf = bytes.Contains(text, []byte("\r\n"))
	e.lines = strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	p := &parser{file: file, doc: &Doc{}, byName: map[string]int{}}
	e.front = p.front(e.lines)
	e.sections = sections(e.lines, e.front)
	return e
}

// bytes gives the text with its edits, those of one place in the order made; false
// when two of them want the same lines.
func (e *editor) bytes() ([]byte, bool) {
	slices.SortStableFunc(e.edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out []string
	if len(e.matter) > 0 {
		out = append(append([]string{"---"}, e.matter...), "---", "")
	}
	at := 0
	for _, ed := range e.edits {
		if ed.from < at {
			return nil, false
		}
		out = append(append(out, e.lines[at:ed.from]...), ed.with...)
		at = ed.to
	}
	text := strings.Join(append(out, e.lines[at:]...), "\n")
	if e.crlf {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if e.bom {
		text = "\uFEFF" + text
	}
	return []byte(text), true
}

func (e *editor) put(from, to int, with ...string) { e.edits = append(e.edits, edit{from, to, with}) }

// changed says that a part differs between the file and what is wanted.
func (e *editor) changed(name string, want *Doc) bool {
	i := slices.IndexFunc(parts, func(p part) bool { return p.name == name })
	return !reflect.DeepEqual(parts[i].of(e.old), parts[i].of(want))
}

// rewrite makes the edits that bring the file to say what want says.
func (e *editor) rewrite(want *Doc) {
	d := &want.Decision
	if e.changed("the title", want) {
		e.title(d.Title)
	}
	confidence := ""
	if d.Confidence != 0 {
		confidence = d.Confidence.String()
	}
	e.value("the status", want, []string{"status"}, []string{statusText(want)})
	e.value("the date", want, []string{"date"}, nonEmpty(string(d.Date)))
	e.value("the day it is due", want, []string{"due"}, nonEmpty(string(d.Due)))
	e.value("the day of review", want, []string{"review"}, nonEmpty(string(d.Review)))
	e.value("the confidence", want, []string{"confidence"}, nonEmpty(confidence))
	e.value("the deciders", want, []string{"decision-makers", "deciders", "decision makers"}, want.Deciders)
	e.value("who was consulted", want, []string{"consulted"}, want.Consulted)
	e.value("who was informed", want, []string{"informed"}, want.Informed)
	e.value("the tags", want, []string{"tags"}, d.Tags)
	e.prose("the context", want, d.Context, "## Context and Problem Statement", "context and problem statement", "context")
	if e.changed("the drivers", want) {
		e.list("## Decision Drivers", "decision drivers", driversOf(d))
	}
	if e.changed("the options", want) {
		e.list("## Considered Options", "considered options", namesOf(d))
	}
	e.outcome(want)
	e.prose("the consequences", want, d.Consequences, e.below("Consequences"), "consequences")
	e.prose("the confirmation", want, d.Confirmation, e.below("Confirmation"), "confirmation", "validation")
	if e.changed("the arguments", want) {
		e.arguments(want)
	}
	e.prose("the expected effect", want, d.Expected, "## Expected Effect", "expected effect")
	e.prose("what came of it", want, d.Later, "## What Came of It", "what came of it")
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// below is the heading of a part that MADR keeps below the outcome and adr-tools
// beside the decision.
func (e *editor) below(name string) string {
	if e.find("decision outcome") != nil {
		return "### " + name
	}
	return "## " + name
}

// find gives the only section of one of these names; nil when there is none or several.
func (e *editor) find(names ...string) *section {
	var found *section
	for i := range e.sections {
		s := &e.sections[i]
		if s.level < 2 || !slices.Contains(names, strings.ToLower(strings.Trim(s.title, "*: "))) {
			continue
		}
		if found != nil {
			return nil
		}
		found = s
	}
	return found
}

// title keeps the mark, the number and whatever else stands around the words.
func (e *editor) title(title string) {
	for _, s := range e.sections {
		if s.level != 1 {
			continue
		}
		line := e.lines[s.line-1]
		e.put(s.line-1, s.line, strings.Replace(line, e.old.Decision.Title, oneLine(title), 1))
		return
	}
}

// prose replaces the text of a section, or adds the section; a part that is gathered
// from several sections is left, which confirm then says.
func (e *editor) prose(part string, want *Doc, text record.Prose, head string, names ...string) {
	if !e.changed(part, want) {
		return
	}
	s := e.find(names...)
	body := strings.TrimSpace(demote(string(text)))
	switch {
	case s == nil && body != "":
		e.add(head, strings.Split(body, "\n"))
	case s != nil && body == "":
		e.put(s.line-1, s.line+len(s.lines))
	case s != nil:
		e.body(s, strings.Split(body, "\n"))
	}
}

// body replaces what stands in a section; the blank lines around it stay.
func (e *editor) body(s *section, with []string) {
	from, to := s.line, s.line+len(s.lines)
	for from < to && strings.TrimSpace(e.lines[from]) == "" {
		from++
	}
	for to > from && strings.TrimSpace(e.lines[to-1]) == "" {
		to--
	}
	if from == s.line && from == to { // nothing stood there
		with = append([]string{""}, with...)
	}
	e.put(from, to, with...)
}

// add puts a new section at the end of the one it belongs below, or of the file.
func (e *editor) add(head string, body []string) {
	at := len(e.lines)
	if s := e.find("decision outcome"); s != nil && strings.HasPrefix(head, "### ") {
		at = s.line + len(s.lines)
		for i := range e.sections {
			if t := &e.sections[i]; t.line > s.line && t.level == 3 && t.above == s.title {
				at = t.line + len(t.lines)
			}
		}
	}
	for at > 0 && strings.TrimSpace(e.lines[at-1]) == "" {
		at--
	}
	for _, ed := range e.edits {
		if ed.from < at && at < ed.to {
			at = ed.to // behind a section that goes
		}
	}
	e.put(at, at, append([]string{"", head, ""}, body...)...)
}

// list makes a section's items those wanted; an item that stays keeps its lines.
func (e *editor) list(head, name string, want []string) {
	s := e.find(name)
	if s == nil {
		lines := make([]string, len(want))
		for i, w := range want {
			lines[i] = "* " + oneLine(w)
		}
		e.add(head, lines)
		return
	}
	mark, had := "*", map[string]string{}
	first, last := -1, -1
	var between []string
	bs := blocks(s.lines)
	for i, b := range bs {
		if !b.item {
			continue
		}
		if first < 0 {
			first = i
			mark = strings.TrimSpace(b.raw)[:1]
		}
		last = i
		had[plainItem(b.text)] = b.raw
	}
	if first < 0 {
		first, last = len(bs), len(bs)-1
	}
	for _, b := range bs[:first] {
		between = append(between, b.raw)
	}
	for _, w := range want {
		between = append(between, cmp.Or(had[plainItem(w)], mark+" "+oneLine(w)))
	}
	for _, b := range bs[last+1:] {
		between = append(between, b.raw)
	}
	to := s.line + len(s.lines)
	for len(between) > 0 && to > s.line && strings.TrimSpace(between[len(between)-1]) == "" && strings.TrimSpace(e.lines[to-1]) == "" {
		between, to = between[:len(between)-1], to-1 // what is added behind stands before the blank lines
	}
	e.put(s.line, to, between...)
}

// plainItem is an item as Parse keeps it, without links and emphasis.
func plainItem(s string) string { return strings.ToLower(strings.Trim(inline(s), "[]")) }

// outcome rewrites the sentence of the choice, or adr-tools' decision.
func (e *editor) outcome(want *Doc) {
	if !e.changed("the outcome", want) {
		return
	}
	d := &want.Decision
	why := strings.TrimSpace(demote(string(d.Why)))
	text := why
	if d.Outcome != "" {
		text = choice(d.Outcome)
		if why != "" {
			text += ", because " + why
		}
	}
	switch s := e.find("decision outcome"); {
	case s != nil:
		e.body(s, strings.Split(text, "\n"))
	case e.find("decision") != nil && d.Outcome == "":
		e.body(e.find("decision"), strings.Split(why, "\n"))
	default:
		e.add("## Decision Outcome", strings.Split(text, "\n"))
	}
}

// arguments rewrites the sections of the options whose arguments changed.
func (e *editor) arguments(want *Doc) {
	have, next := argued(&e.old.Decision), argued(&want.Decision)
	seen := map[string]bool{}
	end, cut := -1, false // where the last option's section ends; whether it goes
	for i := range e.sections {
		s := &e.sections[i]
		if s.level == 2 && strings.EqualFold(s.title, "Pros and Cons of the Options") {
			end = s.line + len(s.lines)
		}
		if s.level != 3 || !strings.EqualFold(s.above, "Pros and Cons of the Options") {
			continue
		}
		end, cut = s.line+len(s.lines), false
		name := strings.ToLower(strings.Trim(inline(s.title), "[]"))
		seen[name] = true
		switch text, stays := next[name]; {
		case !stays:
			e.put(s.line-1, s.line+len(s.lines))
			cut = true
		case text != have[name]:
			e.body(s, strings.Split(text, "\n"))
		}
	}
	var more []string
	for _, o := range want.Decision.Options {
		if text := arguments(o); text != "" && !seen[strings.ToLower(o.Name)] {
			more = append(append(more, "", "### "+oneLine(o.Name), ""), strings.Split(text, "\n")...)
		}
	}
	switch {
	case len(more) == 0:
	case end < 0:
		e.add("## Pros and Cons of the Options", more[1:])
	default:
		for !cut && end > 0 && strings.TrimSpace(e.lines[end-1]) == "" {
			end--
		}
		e.put(end, end, more...)
	}
}
