package planfile

import (
	"regexp"
	"strings"

	"plumbline/internal/record"
)

var personNames = []string{"name", "skills", "grows", "hours", "away", "zone", "rate", "duty", "from", "to", "agent", "role"}

func (p *parser) person(key string, n *record.Node) {
	p.known(n, personNames)
	name := p.text(n.Get("name"))
	if name == "" {
		name = strings.ToUpper(key[:1]) + key[1:]
	}
	p.put("person", key, n, said("title", name, n), field("zone", n.Get("zone")), field("rate", n.Get("rate")), field("duty", n.Get("duty")),
		field("from", n.Get("from")), field("to", n.Get("to")), field("agent", n.Get("agent")), field("role", n.Get("role")), p.hours(n.Get("hours")))
	grows := map[string]*record.Node{}
	for _, g := range list(n.Get("grows")) {
		grows[p.text(g)] = g
	}
	skills := n.Get("skills")
	if skills != nil && skills.Shape != record.Fields {
		p.bad(skills, "write skills like {ledger: 4, go: 3}", "skills are names with levels")
		skills = nil
	}
	for _, m := range members(skills) {
		goal := ""
		if grows[m.Name] != nil {
			goal = "5"
			delete(grows, m.Name)
		}
		p.claim(key, m.Name, m.Value, said("goal", goal, m.Value))
	}
	for _, g := range list(n.Get("grows")) {
		if grows[g.Text] != nil {
			p.claim(key, g.Text, &record.Node{Shape: record.Plain, Text: "0", Line: g.Line, Column: g.Column}, said("goal", "5", g))
		}
	}
	for _, a := range list(n.Get("away")) {
		p.away(key, a)
	}
}

func (p *parser) claim(person, skill string, level *record.Node, more record.Entry) {
	p.skills[skill] = true
	p.put("skill_claim", "", level, said("person", person, level), said("skill", skill, level), field("level", level), said("source", "lead", nil), more)
}

var perWeek = regexp.MustCompile(`^\s*([0-9.]+)\s*h?(?:/week)?\s*$`)

// hours reads "32/week".
func (p *parser) hours(n *record.Node) record.Entry {
	if n == nil {
		return record.Entry{}
	}
	m := perWeek.FindStringSubmatch(p.text(n))
	if m == nil {
		p.bad(n, "write it like 32/week", "%q is not hours a week", n.Text)
		return record.Entry{}
	}
	return said("capacity", m[1]+"h", n)
}

// away reads "2026-03-02..2026-03-06" or a single day.
func (p *parser) away(person string, n *record.Node) {
	from, to, several := strings.Cut(p.text(n), "..")
	if !several {
		to = from
	}
	p.put("absence", "", n, said("person", person, n), said("from", strings.TrimSpace(from), n), said("to", strings.TrimSpace(to), n))
}
