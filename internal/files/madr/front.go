package madr

import (
	"errors"
	"regexp"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// front reads the YAML between --- lines at the top and gives the line after it.
func (p *parser) front(lines []string) int {
	if len(lines) == 0 || strings.TrimSpace(lines[0]) != "---" {
		return 0
	}
	end := 1
	for ; end < len(lines) && strings.TrimSpace(lines[end]) != "---"; end++ {
	}
	if end == len(lines) {
		p.bad(1, "", "close it with a line ---", "the front matter is not closed")
		return end
	}
	docs, err := record.ParseYAML(p.file, []byte("\n"+strings.Join(lines[1:end], "\n")), record.MaxRequest)
	if err != nil {
		p.broken(err)
		return end + 1
	}
	if len(docs) == 1 && docs[0].Shape == record.Fields {
		for _, m := range docs[0].Members {
			v := m.Value.Text
			if m.Value.Shape == record.List {
				parts := make([]string, len(m.Value.Items))
				for i, it := range m.Value.Items {
					parts[i] = it.Text
				}
				v = strings.Join(parts, "\n")
			}
			p.set(m.Value.Line, strings.ToLower(m.Name), v)
		}
	}
	return end + 1
}

func (p *parser) broken(err error) {
	var f *fault.Error
	if errors.As(err, &f) {
		p.problems = append(p.problems, f.Problems...)
	}
	if f == nil || len(f.Problems) == 0 {
		p.bad(1, "", "", "%s", err)
	}
}

// set files one named value; false when there is no such name.
func (p *parser) set(line int, name, v string) bool {
	d := p.doc
	switch strings.ReplaceAll(name, " ", "-") {
	case "status":
		p.status(line, v)
	case "date":
		d.Decision.Date = p.day(line, "date", v)
	case "due":
		d.Decision.Due = p.day(line, "due", v)
	case "review":
		d.Decision.Review = p.day(line, "review", v)
	case "confidence":
		if err := d.Decision.Confidence.UnmarshalText([]byte(v)); err != nil {
			p.bad(line, "confidence", "", "%s", err)
		}
	case "deciders", "decision-makers":
		d.Deciders = nameList(v)
	case "consulted":
		d.Consulted = nameList(v)
	case "informed":
		d.Informed = nameList(v)
	case "tags":
		d.Decision.Tags = nameList(v)
	default:
		return false
	}
	return true
}

// nameList cuts a list of names at commas, semicolons and lines; a template's words in
// braces name nobody.
func nameList(v string) []string {
	var out []string
	for _, n := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if n = inline(n); n != "" && !strings.HasPrefix(n, "{") && !strings.HasPrefix(n, "[") {
			out = append(out, n)
		}
	}
	return out
}

func (p *parser) day(line int, name, v string) record.Date {
	v = strings.Trim(inline(v), `"'`)
	if v == "" || strings.HasPrefix(v, "{") || strings.HasPrefix(v, "[") {
		return ""
	}
	var d record.Date
	if err := d.UnmarshalText([]byte(strings.ReplaceAll(v, "/", "-"))); err != nil {
		p.bad(line, name, "", "%s", err)
	}
	return d
}

var (
	by       = regexp.MustCompile(`(?i)superse?ceded by|superseded by`)
	renewal  = regexp.MustCompile(`(?i)^supersedes\b`)
	target   = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fileName = regexp.MustCompile(`[^\s,()]+\.md`)
	numero   = regexp.MustCompile(`(?i)\b(?:adr[- ]?)?0*(\d{1,6})\b`)
)

var states = []struct{ begins, status string }{
	{"draft", "draft"}, {"proposed", "proposed"}, {"pending", "proposed"}, {"open", "proposed"}, {"in review", "proposed"}, {"on hold", "proposed"},
	{"accepted", "accepted"}, {"approved", "accepted"}, {"decided", "accepted"}, {"implemented", "accepted"}, {"done", "accepted"}, {"adopted", "accepted"},
	{"partly superseded", "accepted"}, {"partially superseded", "accepted"}, // what is left of it stands
	{"rejected", "rejected"}, {"declined", "rejected"}, {"withdrawn", "rejected"}, {"deprecated", "deprecated"}, {"obsolete", "deprecated"},
	{"superseded", "superseded"}, {"superceded", "superseded"}, {"replaced", "superseded"},
}

// statusSection reads adr-tools' section: a state, and what it supersedes or what
// superseded it, a paragraph each.
func (p *parser) statusSection(s section) {
	for i, l := range s.lines {
		l = strings.TrimSpace(strings.TrimLeft(l, "*- "))
		switch {
		case l == "" || strings.HasPrefix(l, "<!--"):
		case renewal.MatchString(l):
			p.doc.Supersedes = append(p.doc.Supersedes, others(l)...)
		case amends.MatchString(l):
		default:
			p.status(s.line+1+i, l)
		}
	}
}

var amends = regexp.MustCompile(`(?i)^(amends|amended by|clarifies|clarified by|related to|links?)\b`)

func (p *parser) status(line int, v string) {
	text := strings.Trim(strings.TrimSpace(v), `"'`)
	name := strings.ToLower(inline(text))
	if name == "" || strings.HasPrefix(name, "{") || strings.HasPrefix(name, "[") {
		return
	}
	for _, s := range states {
		if !strings.HasPrefix(name, s.begins) {
			continue
		}
		if p.doc.Decision.Status != "superseded" {
			p.doc.Decision.Status = s.status
		}
		if s.status == "superseded" || by.MatchString(name) && !strings.HasPrefix(s.begins, "part") {
			p.doc.Decision.Status = "superseded"
			p.doc.SupersededBy = append(p.doc.SupersededBy, others(text)...)
		}
		return
	}
	p.bad(line, "status", "use draft, proposed, accepted, rejected, deprecated or superseded by …", "%q is not a status of a decision", name)
}

// others names the records that a line points at: files of its links, else
// names of files, else numbers.
func others(l string) []string {
	var out []string
	for _, m := range target.FindAllStringSubmatch(l, -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		out = fileName.FindAllString(l, -1)
	}
	if len(out) == 0 {
		for _, m := range numero.FindAllStringSubmatch(l, -1) {
			out = append(out, m[1])
		}
	}
	return out
}
