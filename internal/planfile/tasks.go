package planfile

import (
	"regexp"
	"strings"

	"plumbline/internal/record"
)

var taskNames = []string{"title", "work", "lasts", "needs", "people", "seats", "together", "after", "who", "only", "uses", "not_before", "deadline",
	"started", "left", "done", "split", "stretch", "priority", "weight", "part_of", "kind", "area"}

func (p *parser) task(key string, n *record.Node) {
	p.known(n, taskNames)
	title := n.Get("title")
	if title == nil {
		title = &record.Node{Shape: record.Plain, Text: key, Line: n.Line, Column: n.Column}
	}
	status, finished := p.state(n)
	p.partOf(key, n.Get("part_of"))
	left := n.Get("left")
	known := ""
	if left != nil {
		known = "true"
	}
	p.put("task", key, n, field("title", title), said("project", p.project, n), said("status", status, n),
		field("work", n.Get("work")), field("lasts", n.Get("lasts")), items("seats", p.seats(n)), field("together", n.Get("together")),
		items("after", p.after(key, n.Get("after"))), field("people", n.Get("who")), items("uses", p.uses(n.Get("uses"))),
		field("not_before", n.Get("not_before")), field("deadline", n.Get("deadline")), field("started", n.Get("started")), finished,
		field("left", left), said("left_known", known, left), field("split", n.Get("split")), field("stretch", n.Get("stretch")),
		field("priority", n.Get("priority")), field("weight", n.Get("weight")), field("parent", n.Get("part_of")), field("kind_of_work", n.Get("kind")),
		items("areas", p.areas(n.Get("area"))))
}

// areas reads "ledger" or a list: the parts of the code that whoever does the task comes
// to know. Planning takes an area as a skill.
func (p *parser) areas(n *record.Node) []*record.Node {
	var out []*record.Node
	for _, item := range list(n) {
		if p.skill(item, p.text(item)) {
			out = append(out, item)
		}
	}
	return out
}

// state reads done: true or done: DATE, and started.
func (p *parser) state(n *record.Node) (status string, finished record.Entry) {
	done := p.text(n.Get("done"))
	if left := n.Get("left"); left != nil && done != "" && done != "false" {
		p.bad(left, "keep done or left", "a task that is done has nothing left")
	}
	switch {
	case done == "true":
		return "done", record.Entry{}
	case done != "" && done != "false":
		return "done", field("finished", n.Get("done"))
	case n.Get("started") != nil:
		return "doing", record.Entry{}
	}
	return "todo", record.Entry{}
}

// seats reads needs, people and only, or the long form seats.
func (p *parser) seats(n *record.Node) []*record.Node {
	long, needs, people := n.Get("seats"), n.Get("needs"), n.Get("people")
	var out []*record.Node
	switch {
	case long != nil && (needs != nil || people != nil):
		p.bad(long, "keep seats, or needs and people", "seats stands beside needs or people")
	case long != nil:
		for _, s := range list(long) {
			if s.Shape != record.Fields {
				p.bad(s, "write it like {needs: go 3, people: 1-2}", "a seat is names and values")
				continue
			}
			p.known(s, []string{"needs", "work", "people", "only"})
			out = append(out, p.seat(s.Get("needs"), s.Get("people"), s.Get("only"), s.Get("work"), s))
		}
	case len(list(needs)) > 1 && people != nil:
		p.bad(people, "use the long form: seats: [{needs: go 3, people: 1-2}, …]", "people beside several seats does not say which")
	case needs != nil || people != nil || n.Get("only") != nil:
		all := list(needs)
		if len(all) == 0 {
			all = []*record.Node{nil}
		}
		for _, s := range all {
			out = append(out, p.seat(s, people, n.Get("only"), nil, n))
		}
	}
	return out
}

func (p *parser) seat(needs, people, only, work, at *record.Node) *record.Node {
	if needs != nil {
		at = needs
	}
	low, high := p.count(people)
	return object(at, items("needs", p.needs(needs)), field("work", work), said("min", low, people), said("max", high, people), field("candidates", only))
}

var countShape = regexp.MustCompile(`^\s*(\d+)\s*(?:-\s*(\d+))?\s*$`)

// count reads "2" or "1-2".
func (p *parser) count(n *record.Node) (low, high string) {
	if n == nil {
		return "", ""
	}
	m := countShape.FindStringSubmatch(p.text(n))
	if m == nil || m[1] == "0" || len(m[1]) > 4 || len(m[2]) > 4 {
		p.bad(n, "write it like 2 or 1-2", "%q is not a number of people", n.Text)
		return "", ""
	}
	if m[2] == "" {
		m[2] = m[1]
	}
	return m[1], m[2]
}

var needShape = regexp.MustCompile(`^(\S+)(?:\s+([0-5]))?$`)

// needs reads "go 3 + events 2": all of them in one person.
func (p *parser) needs(n *record.Node) []*record.Node {
	if n == nil {
		return nil
	}
	var out []*record.Node
	for _, part := range strings.Split(p.text(n), "+") {
		m := needShape.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			p.bad(n, "write it like “ledger 3” or “go 3 + events 2”", "%q is not a skill with a level", strings.TrimSpace(part))
			continue
		}
		if m[2] == "" {
			m[2] = "1"
		}
		if p.skill(n, m[1]) {
			out = append(out, object(n, said("skill", m[1], n), said("level", m[2], n)))
		}
	}
	return out
}

var afterShape = regexp.MustCompile(`^(\S+)(?:\s+(FS|SS|FF|SF))?(?:\s*([+-])\s*([0-9.]+[mhdw]))?(?:\s+(elapsed))?$`)

// after reads "queue", "a SS+2d" and "a FS+2d elapsed".
func (p *parser) after(key string, n *record.Node) []*record.Node {
	var out []*record.Node
	for _, item := range list(n) {
		m := afterShape.FindStringSubmatch(strings.TrimSpace(p.text(item)))
		switch {
		case m == nil:
			p.bad(item, "write it like “queue” or “queue SS+2d”", "%q is not a task with a lag", item.Text)
			continue
		case !p.tasks[m[1]]:
			p.bad(item, "add the task or correct the name", "task %s waits for %q, which is not in this plan", key, m[1])
			continue
		}
		p.waits[key] = append(p.waits[key], wait{m[1], item, m[2] == "" || m[2] == "FS" || m[2] == "SS"})
		lag, lead, elapsed := "", "", ""
		if m[3] == "-" {
			lead = m[4]
		} else {
			lag = m[4]
		}
		if m[5] != "" {
			elapsed = "true"
		}
		out = append(out, object(item, said("task", m[1], item), said("link", m[2], item), said("lag", lag, item), said("lead", lead, item), said("elapsed", elapsed, item)))
	}
	return out
}

// uses reads "staging", a list of names, or {gpu: 2}.
func (p *parser) uses(n *record.Node) []*record.Node {
	var out []*record.Node
	if n != nil && n.Shape == record.Fields {
		for _, m := range n.Members {
			p.machine(m.Name, m.Value)
			out = append(out, object(m.Value, said("equipment", m.Name, m.Value), field("units", m.Value)))
		}
		return out
	}
	for _, item := range list(n) {
		p.machine(p.text(item), item)
		out = append(out, object(item, said("equipment", p.text(item), item)))
	}
	return out
}

func (p *parser) machine(name string, at *record.Node) {
	if !p.machines[name] {
		p.bad(at, "add it under “equipment:”, such as equipment: {"+name+": 1}, or correct the name", "%q is not in this plan's equipment", name)
	}
}

func (p *parser) milestone(key string, n *record.Node) {
	p.known(n, []string{"title", "after", "by", "to", "wanted", "weight"})
	title := n.Get("title")
	if title == nil {
		title = &record.Node{Shape: record.Plain, Text: strings.ToUpper(key[:1]) + key[1:], Line: n.Line, Column: n.Column}
	}
	var tasks []*record.Node
	for _, t := range list(n.Get("after")) {
		if !p.tasks[p.text(t)] {
			p.bad(t, "add the task or correct the name", "milestone %s needs %q, which is not in this plan", key, t.Text)
			continue
		}
		tasks = append(tasks, t)
	}
	if to := n.Get("to"); to != nil && n.Get("by") == nil {
		p.bad(to, "add by: DATE, or take “to” out", "milestone %s names whom it was promised to, and no day", key)
	}
	var promises []*record.Node
	if by := n.Get("by"); by != nil {
		to := p.text(n.Get("to"))
		if to == "" {
			to = "everyone"
		}
		promises = append(promises, object(by, field("date", by), said("to", to, by)))
	}
	p.put("milestone", key, n, field("title", title), said("project", p.project, n), items("tasks", tasks), field("target", n.Get("wanted")), field("weight", n.Get("weight")), items("promises", promises))
}

func (p *parser) risk(key string, n *record.Node) {
	p.known(n, []string{"title", "odds", "delays", "costs", "owner"})
	title := n.Get("title")
	if title == nil {
		title = &record.Node{Shape: record.Plain, Text: key, Line: n.Line, Column: n.Column}
	}
	var hits []*record.Node
	if d := n.Get("delays"); d != nil && d.Shape != record.Fields {
		p.bad(d, "write delays like {queue: 2-3-8d}", "delays are tasks with the work added")
	}
	for _, m := range members(n.Get("delays")) {
		if !p.tasks[m.Name] {
			p.bad(m.Value, "add the task or correct the name", "risk %s delays %q, which is not in this plan", key, m.Name)
			continue
		}
		hits = append(hits, object(m.Value, said("task", m.Name, m.Value), field("delay", m.Value)))
	}
	p.put("risk", key, n, field("title", title), said("project", p.project, n), field("probability", n.Get("odds")), items("hits", hits),
		field("cost", n.Get("costs")), field("owner", n.Get("owner")))
}
