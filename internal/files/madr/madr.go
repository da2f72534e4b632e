// Package madr reads and writes decision records as Markdown: MADR 2, 3 and 4, and the
// records of adr-tools (Nygard); it writes MADR 4.
//
// People in such files are names. A Doc keeps them as names; its Decision has none of
// them until Doc.Body is given a way to find people.
package madr

import (
	"fmt"
	"regexp"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
)

// Doc is one decision record as a file has it.
type Doc struct {
	Number       int // in front of the title, 0 = none
	Decision     decide.Decision
	Deciders     []string
	Consulted    []string
	Informed     []string
	Supersedes   []string // files or numbers this one replaces
	SupersededBy []string // files or numbers that replace this one
}

// Body gives the decision with the people that find knows; find gives "" for the
// others, whose names are given back.
func (d *Doc) Body(find func(name string) record.ID) (body decide.Decision, unknown []string) {
	body = d.Decision
	resolve := func(names []string) []record.Ref {
		var out []record.Ref
		for _, n := range names {
			if id := find(n); id != "" {
				out = append(out, record.Ref(id))
			} else {
				unknown = append(unknown, n)
			}
		}
		return out
	}
	body.Deciders, body.Consulted, body.Informed = resolve(d.Deciders), resolve(d.Consulted), resolve(d.Informed)
	return body, unknown
}

// Parse reads one file. Every problem is named with file and line; a file without a
// title is no decision record.
func Parse(file string, text []byte) (*Doc, error) {
	p := &parser{file: file, doc: &Doc{}, byName: map[string]int{}}
	if len(text) > record.MaxRequest {
		return nil, fault.New(fault.TooLarge, "%s has %d KiB; at most %d KiB are read.", file, len(text)>>10, record.MaxRequest>>10)
	}
	src := strings.ReplaceAll(strings.ToValidUTF8(strings.TrimPrefix(string(text), "\uFEFF"), "\uFFFD"), "\r\n", "\n")
	lines := strings.Split(src, "\n")
	start := p.front(lines)
	for _, s := range sections(lines, start) {
		p.section(s)
	}
	p.finish()
	if len(p.problems) > 0 {
		return nil, &fault.Error{Code: fault.Invalid, Text: "The decision record cannot be read.", Problems: p.problems}
	}
	return p.doc, nil
}

type parser struct {
	file     string
	doc      *Doc
	problems []fault.Problem
	byName   map[string]int // lower-case option → index
	chosen   string
	chosenAt int
	titled   bool
	madr     bool // options or an outcome stand in it: more than adr-tools has
}

func (p *parser) bad(line int, field, hint, format string, args ...any) {
	p.problems = append(p.problems, fault.Problem{Place: fmt.Sprintf("%s:%d", p.file, line), Field: field, Text: fmt.Sprintf(format, args...), Hint: hint})
}

// section is a heading with the text below it, up to the next heading of level 1 to 3.
type section struct {
	line  int // of the heading, from 1
	level int // 0 = before the first heading
	title string
	above string // title of the level-2 section around a level-3 one
	lines []string
}

func (s *section) text() string { return strings.TrimSpace(strings.Join(s.lines, "\n")) }

var heading = regexp.MustCompile(`^(#{1,3})\s+(.*?)\s*#*\s*$`)

// sections cuts a file at its headings, code blocks apart.
func sections(lines []string, start int) []section {
	out := []section{{line: start + 1}}
	fence, above := "", ""
	for i := start; i < len(lines); i++ {
		cur := &out[len(out)-1]
		mark := fenceMark(lines[i])
		switch {
		case fence == "" && mark != "":
			fence = mark
		case fence != "" && strings.HasPrefix(mark, fence):
			fence = ""
		}
		m := heading.FindStringSubmatch(lines[i])
		if m == nil || fence != "" {
			cur.lines = append(cur.lines, lines[i])
			continue
		}
		s := section{line: i + 1, level: len(m[1]), title: m[2]}
		if s.level == 2 {
			above = s.title
		}
		if s.level == 3 {
			s.above = above
		}
		out = append(out, s)
	}
	return out
}

func fenceMark(line string) string {
	t := strings.TrimLeft(line, " ")
	for _, m := range []string{"```", "~~~"} {
		if strings.HasPrefix(t, m) {
			return m
		}
	}
	return ""
}

var (
	numbered = regexp.MustCompile(`(?i)^(?:adr[- ]?)?0*(\d+)[.:]?\s*[-–:.]?\s+(.+)$`)
	field    = regexp.MustCompile(`^(?:[*-]\s+)?\**([A-Za-z][A-Za-z -]{2,20}?)\**:\**\s*(.*)$`)
)

// section files one section under what it is called.
func (p *parser) section(s section) {
	name := strings.ToLower(strings.Trim(s.title, "*: "))
	switch {
	case s.level == 0:
		return
	case s.level == 1:
		p.title(s)
	case s.level == 3 && strings.EqualFold(s.above, "Pros and Cons of the Options"):
		p.option(s)
	case s.level == 3 && known3[name] == nil:
		p.keep(s)
	case s.level == 3:
		known3[name](p, s)
	case known2[name] != nil:
		known2[name](p, s)
	default:
		p.keep(s)
	}
}

// keep puts a section that has no field of its own at the end of the context, where
// nothing of it is lost.
func (p *parser) keep(s section) {
	if s.text() == "" {
		return
	}
	d := &p.doc.Decision
	d.Context = join(d.Context, "#### "+s.title+"\n\n"+demote(s.text()))
}

func join(a record.Prose, b string) record.Prose {
	if a == "" {
		return record.Prose(b)
	}
	if b == "" {
		return a
	}
	return a + "\n\n" + record.Prose(b)
}

func (p *parser) title(s section) {
	if p.titled {
		p.keep(s)
		return
	}
	p.titled = true
	title := inline(s.title)
	if m := numbered.FindStringSubmatch(title); m != nil && len(m[1]) <= 6 {
		fmt.Sscan(m[1], &p.doc.Number)
		title = m[2]
	}
	if strings.Trim(title, "{}[] ") == "" || strings.HasPrefix(title, "{") && strings.HasSuffix(title, "}") {
		p.bad(s.line, "title", "write it as: # Use PostgreSQL for events", "the title is empty")
	}
	p.doc.Decision.Title = title
	p.fields(s)
}

// fields reads the "* Status: accepted" lines of MADR 2 and the "Date: …" of adr-tools.
func (p *parser) fields(s section) {
	var rest []string
	for i, line := range s.lines {
		m := field.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || !p.set(s.line+1+i, strings.ToLower(m[1]), m[2]) {
			rest = append(rest, line)
		}
	}
	if text := strings.TrimSpace(strings.Join(rest, "\n")); text != "" {
		p.doc.Decision.Context = join(p.doc.Decision.Context, demote(text))
	}
}

// finish checks what only the whole file can tell.
func (p *parser) finish() {
	d := &p.doc.Decision
	if !p.titled {
		p.bad(1, "title", "begin with a heading such as: # Use PostgreSQL for events", "a decision record has a title")
	}
	if d.Status == "" {
		d.Status = "proposed"
		if p.chosen != "" {
			d.Status = "accepted"
		}
	}
	p.outcome()
	if d.Status == "accepted" && d.Outcome == "" && len(d.Options) > 1 {
		p.bad(max(1, p.chosenAt), "outcome", `write: Chosen option: "…", because …`, "it is accepted and does not say which option was chosen")
	}
	for name, text := range map[string]record.Prose{"context": d.Context, "why": d.Why, "consequences": d.Consequences, "confirmation": d.Confirmation} {
		if len(text) > record.MaxProse {
			p.bad(1, name, "shorten it, or link to a longer text", "the text has %d KiB; at most %d are kept", len(text)>>10, record.MaxProse>>10)
		}
	}
}

// outcome matches the option chosen with those considered: as written, or where one
// name begins the other; else it was considered too.
func (p *parser) outcome() {
	d := &p.doc.Decision
	if p.chosen == "" {
		return
	}
	want := strings.ToLower(p.chosen)
	if i, ok := p.byName[want]; ok {
		d.Outcome = d.Options[i].Name
		return
	}
	for _, o := range d.Options {
		have := strings.ToLower(o.Name)
		if strings.HasPrefix(have, want) || strings.HasPrefix(want, have) {
			d.Outcome = o.Name
			return
		}
	}
	d.Outcome = p.chosen
	if len(d.Options) > 0 {
		d.Options = append(d.Options, decide.Option{Name: p.chosen})
	}
}
