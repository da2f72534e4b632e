package madr

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
)

// handler files one section.
type handler func(*parser, section)

// prose files a section's text into a field.
func prose(into func(*decide.Decision) *record.Prose) handler {
	return func(p *parser, s section) {
		at := into(&p.doc.Decision)
		*at = join(*at, demote(s.text()))
	}
}

// The sections by name: of MADR 2 to 4 and of adr-tools.
var known2 = map[string]handler{
	"context and problem statement": prose(func(d *decide.Decision) *record.Prose { return &d.Context }),
	"context":                       prose(func(d *decide.Decision) *record.Prose { return &d.Context }),
	"decision drivers":              (*parser).drivers,
	"considered options":            (*parser).considered,
	"decision outcome":              (*parser).decided,
	"decision":                      prose(func(d *decide.Decision) *record.Prose { return &d.Why }),
	"consequences":                  prose(func(d *decide.Decision) *record.Prose { return &d.Consequences }),
	"validation":                    prose(func(d *decide.Decision) *record.Prose { return &d.Confirmation }),
	"confirmation":                  prose(func(d *decide.Decision) *record.Prose { return &d.Confirmation }),
	"status":                        (*parser).statusSection,
	"pros and cons of the options":  func(*parser, section) {},
	"expected effect":               prose(func(d *decide.Decision) *record.Prose { return &d.Expected }),
	"what came of it":               prose(func(d *decide.Decision) *record.Prose { return &d.Later }),
}

var known3 = map[string]handler{
	"consequences":          prose(func(d *decide.Decision) *record.Prose { return &d.Consequences }),
	"confirmation":          prose(func(d *decide.Decision) *record.Prose { return &d.Confirmation }),
	"validation":            prose(func(d *decide.Decision) *record.Prose { return &d.Confirmation }),
	"positive consequences": func(p *parser, s section) { p.consequences(s, "Good") },
	"negative consequences": func(p *parser, s section) { p.consequences(s, "Bad") },
}

var (
	weighted = regexp.MustCompile(`^(.+), weight (\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?:, because (.+))?$`)
	scored   = regexp.MustCompile(`^(.+?): (\d+(?:\.\d+)?) of 10(?:, because (.+))?$`)
)

// drivers reads what the choice is driven by; one with a weight is a criterion.
func (p *parser) drivers(s section) {
	d := &p.doc.Decision
	for _, item := range items(s.lines) {
		m := weighted.FindStringSubmatch(item)
		if m == nil {
			d.Drivers = append(d.Drivers, item)
			continue
		}
		weight, _ := strconv.ParseFloat(m[2], 64)
		d.Criteria = append(d.Criteria, decide.Criterion{Name: m[1], Weight: weight, Why: m[3]})
	}
}

// score reads how well an option meets a criterion named among the drivers.
func (p *parser) score(o *decide.Option, text string) bool {
	m := scored.FindStringSubmatch(oneLine(text))
	if m == nil || !slices.ContainsFunc(p.doc.Decision.Criteria, func(c decide.Criterion) bool { return c.Name == m[1] }) {
		return false
	}
	value, err := strconv.ParseFloat(m[2], 64)
	if err != nil || value > 10 {
		return false
	}
	o.Scores = append(o.Scores, decide.Score{Criterion: m[1], Value: value, Why: m[3]})
	return true
}

// consequences brings the two lists of MADR 2 into the form of MADR 4.
func (p *parser) consequences(s section, which string) {
	d := &p.doc.Decision
	for _, c := range items(s.lines) {
		line := "* " + which + ", because " + c
		if d.Consequences != "" {
			line = "\n" + line
		}
		d.Consequences += record.Prose(line)
	}
}

func (p *parser) considered(s section) {
	p.madr = true
	for _, name := range items(s.lines) {
		p.named(s.line, name)
	}
}

// named finds or makes an option.
func (p *parser) named(line int, name string) *decide.Option {
	d := &p.doc.Decision
	name = strings.Trim(inline(name), "[]")
	key := strings.ToLower(name)
	if i, ok := p.byName[key]; ok {
		return &d.Options[i]
	}
	if name == "" {
		p.bad(line, "options", "name the option", "an option has no name")
	}
	p.byName[key] = len(d.Options)
	d.Options = append(d.Options, decide.Option{Name: name})
	return &d.Options[len(d.Options)-1]
}

var argument = regexp.MustCompile(`(?is)^\**(good|bad|neutral)\**(?:,?\s+because|[,:])\s+(.+)$`)

func (p *parser) option(s section) {
	o := p.named(s.line, s.title)
	var text []string
	for _, b := range blocks(s.lines) {
		m := argument.FindStringSubmatch(b.text)
		switch {
		case b.item && m == nil && p.score(o, b.text):
		case !b.item || m == nil:
			text = append(text, b.raw)
		case strings.EqualFold(m[1], "good"):
			o.Pros = append(o.Pros, oneLine(m[2]))
		case strings.EqualFold(m[1], "bad"):
			o.Cons = append(o.Cons, oneLine(m[2]))
		default:
			o.Neutral = append(o.Neutral, oneLine(m[2]))
		}
	}
	o.Text = join(o.Text, demote(strings.TrimSpace(strings.Join(text, "\n"))))
}

var chosen = regexp.MustCompile(`(?is)^\s*chosen option:?\**:?\s*(?:"([^"\n]* "[^"\n]+"[^"\n]+|[^"\n]+)"|“([^”\n]+)”|\*\*([^*\n]+)\*\*|\[([^\]\n]+)\](?:\([^)\n]*\))?|([^,\n]+?))\s*(?:,?\s*because\s+(.*)|[,.:]?\s*(.*))$`)

// choice writes the sentence that names the option chosen. Quotes in the name stay where
// it is read back as it is, else they become single ones.
func choice(name string) string {
	text := `Chosen option: "` + name + `"`
	if m := chosen.FindStringSubmatch(text); m != nil && m[1] == name {
		return text
	}
	return `Chosen option: "` + strings.ReplaceAll(name, `"`, "'") + `"`
}

func (p *parser) decided(s section) {
	p.madr, p.chosenAt = true, s.line
	text := s.text()
	m := chosen.FindStringSubmatch(text)
	if m == nil {
		p.doc.Decision.Why = join(p.doc.Decision.Why, demote(text))
		return
	}
	for _, name := range m[1:6] {
		if name != "" {
			p.chosen = strings.Trim(inline(name), `"[] .`)
		}
	}
	p.doc.Decision.Why = join(p.doc.Decision.Why, demote(strings.TrimSpace(m[6]+m[7])))
}

// block is a list item or other text, with the lines that belong to it.
type block struct {
	item      bool
	text, raw string
}

var bullet = regexp.MustCompile(`^\s{0,3}(?:[*+-]|\d+[.)])\s+(.*)$`)

// blocks cuts lines into list items and other lines; an indented line below an item
// belongs to it.
func blocks(lines []string) []block {
	var out []block
	for _, l := range lines {
		last := len(out) - 1
		if m := bullet.FindStringSubmatch(l); m != nil {
			out = append(out, block{true, m[1], l})
		} else if strings.TrimSpace(l) != "" && strings.HasPrefix(l, " ") && last >= 0 && out[last].item {
			out[last].text += "\n" + strings.TrimSpace(l)
			out[last].raw += "\n" + l
		} else {
			out = append(out, block{false, l, l})
		}
	}
	return out
}

// items gives the items of a list, each on one line, comments of templates left out.
func items(lines []string) []string {
	var out []string
	for _, b := range blocks(lines) {
		if t := oneLine(b.text); b.item && t != "" && !strings.HasPrefix(t, "<!--") {
			out = append(out, t)
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var link = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// inline takes links and emphasis off a short text.
func inline(s string) string {
	s = link.ReplaceAllString(s, "$1")
	return strings.Trim(oneLine(s), "*_ ")
}

// demote makes the headings inside a text so small that they cut nothing.
func demote(s string) string {
	lines := strings.Split(s, "\n")
	fence := ""
	for i, l := range lines {
		mark := fenceMark(l)
		switch {
		case fence == "" && mark != "":
			fence = mark
		case fence != "" && strings.HasPrefix(mark, fence):
			fence = ""
		case fence == "":
			if m := heading.FindStringSubmatch(l); m != nil {
				lines[i] = strings.TrimRight("#### "+m[2], " ")
			}
		}
	}
	if fence != "" {
		lines = append(lines, fence) // an open code block would swallow what follows
	}
	return strings.Join(lines, "\n")
}
