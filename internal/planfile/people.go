package planfile

import (
	"regexp"
	"slices"
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
	grows := p.goals(n.Get("grows"))
	skills := n.Get("skills")
	if skills != nil && skills.Shape != record.Fields {
		p.bad(skills, "write skills like {ledger: 4, go: 3}", "skills are names with levels")
		skills = nil
	}
	for _, m := range members(skills) {
		goal := record.Entry{Name: "goal"}
		if i := slices.IndexFunc(grows, func(g record.Entry) bool { return g.Name == m.Name }); i >= 0 {
			goal.Value = grows[i].Value
			grows = slices.Delete(grows, i, i+1)
		}
		if p.skill(m.Value, m.Name) {
			p.claim(key, m.Name, m.Value, goal)
		}
	}
	for _, g := range grows {
		p.claim(key, g.Name, said("level", "0", g.Value).Value, field("goal", g.Value))
	}
	for _, a := range list(n.Get("away")) {
		p.away(key, a)
	}
}

var goalShape = regexp.MustCompile(`^[1-5]$`)

// goals reads "ledger", a list of names, which reach for the highest level, or levels
// like {ledger: 3}.
func (p *parser) goals(n *record.Node) []record.Entry {
	var out []record.Entry
	if n != nil && n.Shape == record.Fields {
		for _, m := range n.Members {
			switch {
			case !goalShape.MatchString(m.Value.Text):
				p.bad(m.Value, "write it like {"+m.Name+": 3}", "the level to grow to is a number from 1 to 5")
			case p.skill(m.Value, m.Name):
				out = append(out, m)
			}
		}
		return out
	}
	for _, g := range list(n) {
		name := p.text(g)
		if slices.ContainsFunc(out, func(o record.Entry) bool { return o.Name == name }) {
			continue
		}
		if p.skill(g, name) {
			out = append(out, said(name, "5", g))
		}
	}
	return out
}

// skill notes a skill of the plan; false where its name cannot be one.
func (p *parser) skill(at *record.Node, name string) bool {
	if !record.IsKey(name) {
		if at.Shape != record.Fields && at.Shape != record.List { // else that was told of
			p.bad(at, "use letters, digits and . _ - / #, at most 80", "%q cannot be the name of a skill or an area", name)
		}
		return false
	}
	p.skills[name] = true
	return true
}

func (p *parser) claim(person, skill string, level *record.Node, more record.Entry) {
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
