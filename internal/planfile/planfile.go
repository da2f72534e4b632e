// Package planfile reads a plan file, the short YAML a leader writes by hand, and
// turns it into the change set that records the same plan. There is no second model:
// what is checked and computed are those records. The grammar stands in
// docs/plan-file.md.
package planfile

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/holiday"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// Plan is a plan file as changes to an empty organisation.
type Plan struct {
	Title   string
	Project string // key of the project
	Changes []team.Change
}

// MaxSize bounds a plan file in bytes.
const MaxSize = 4 << 20

// Parse reads a plan file. Every problem found is in the fault, with its place.
func Parse(file string, data []byte) (*Plan, error) {
	docs, err := record.ParseYAML(file, data, MaxSize)
	if err != nil {
		return nil, err
	}
	p := &parser{file: file}
	switch {
	case len(docs) == 0:
		p.bad(&record.Node{Line: 1, Column: 1}, "write at least “plan:” and “tasks:”", "the file is empty")
	case len(docs) > 1:
		p.bad(docs[1], "put one plan in one file", "a second document starts here")
	case docs[0].Shape != record.Fields:
		p.bad(docs[0], "begin with “plan: NAME”", "a plan file is names and values")
	default:
		p.root(docs[0])
	}
	if len(p.problems) > 0 {
		return nil, &fault.Error{Code: fault.Invalid, Text: unusable, Problems: p.problems}
	}
	return &Plan{Title: p.title, Project: p.project, Changes: p.changes}, nil
}

type parser struct {
	file     string
	title    string
	project  string
	start    string
	changes  []team.Change
	problems []fault.Problem
	skills   map[string]bool
	machines map[string]bool
	tasks    map[string]bool
	waits    map[string][]wait
	parents  map[string]string
}

func (p *parser) bad(n *record.Node, hint, format string, args ...any) {
	p.problems = append(p.problems, fault.Problem{Place: n.Place(p.file), Text: fmt.Sprintf(format, args...), Hint: hint})
}

var rootNames = []string{"plan", "start", "confidence", "zone", "currency", "hours_per_day", "holidays", "budget", "people", "equipment", "tasks", "milestones", "risks"}

// root reads the sections in an order in which each can refer to those before it.
func (p *parser) root(n *record.Node) {
	p.known(n, rootNames)
	p.skills, p.machines, p.tasks = map[string]bool{}, map[string]bool{}, map[string]bool{}
	p.waits, p.parents = map[string][]wait{}, map[string]string{}
	p.title = p.text(n.Get("plan"))
	if p.title == "" {
		p.title = "Plan"
	}
	p.project = projectKey(p.title)
	p.start = p.text(n.Get("start"))
	p.organisation(n)
	p.projectRecord(n)
	p.equipment(n.Get("equipment"))
	p.each(n.Get("people"), p.person)
	for _, m := range members(n.Get("tasks")) {
		p.tasks[m.Name] = true
	}
	if t := n.Get("tasks"); len(p.tasks) == 0 && (t == nil || t.Shape == record.Null || t.Shape == record.Fields) {
		p.bad(n, "add “tasks:” with at least one task", "there are no tasks")
	}
	if who := n.Get("people"); len(members(who)) == 0 && (who == nil || who.Shape == record.Null || who.Shape == record.Fields) {
		p.bad(n, "add “people:”, such as people: {ana: {}}", "there is nobody to do the work")
	}
	p.each(n.Get("tasks"), p.task)
	p.circles(n.Get("tasks"))
	p.each(n.Get("milestones"), p.milestone)
	p.each(n.Get("risks"), p.risk)
	p.skillRecords()
}

// known reports names that the grammar does not have.
func (p *parser) known(n *record.Node, names []string) {
	for _, m := range members(n) {
		if !slices.Contains(names, m.Name) {
			p.bad(m.Value, "the names here are "+strings.Join(names, ", "), "%q means nothing here", m.Name)
		}
	}
}

func members(n *record.Node) []record.Entry {
	if n == nil {
		return nil
	}
	return n.Members
}

func (p *parser) each(n *record.Node, f func(key string, n *record.Node)) {
	if n == nil || n.Shape == record.Null {
		return
	}
	if n.Shape != record.Fields {
		p.bad(n, "write “key: {…}” for each", "this is not names and values")
		return
	}
	for _, m := range n.Members {
		if !record.IsKey(m.Name) {
			p.bad(m.Value, "use letters, digits and . _ - / #", "%q cannot be a key", m.Name)
			continue
		}
		if m.Value.Shape != record.Fields && m.Value.Shape != record.Null {
			p.bad(m.Value, "write “"+m.Name+": {…}”", "%s is not names and values", m.Name)
			continue
		}
		f(m.Name, m.Value)
	}
}

// text gives a scalar's text, "" for nothing.
func (p *parser) text(n *record.Node) string {
	if n == nil || n.Shape == record.Null {
		return ""
	}
	if n.Shape == record.List || n.Shape == record.Fields {
		p.bad(n, "write one value", "one value is expected here")
		return ""
	}
	return n.Text
}

// list gives the items of a list, or of a single value as a list of one.
func list(n *record.Node) []*record.Node {
	switch {
	case n == nil || n.Shape == record.Null:
		return nil
	case n.Shape == record.List:
		return n.Items
	}
	return []*record.Node{n}
}

// put adds the change that creates a record.
func (p *parser) put(kind record.Kind, key string, at *record.Node, content ...record.Entry) {
	data := &record.Node{Shape: record.Fields}
	if at != nil {
		data.Line, data.Column = at.Line, at.Column
	}
	for _, e := range content {
		if e.Value != nil {
			data.Members = append(data.Members, e)
		}
	}
	p.changes = append(p.changes, team.Change{Kind: kind, Key: key, Op: team.Put, Data: data, File: p.file})
}

// field passes a value on with its place; nil when it was not written.
func field(name string, n *record.Node) record.Entry { return record.Entry{Name: name, Value: n} }

// said makes a text value at the place of another.
func said(name, text string, at *record.Node) record.Entry {
	if text == "" {
		return record.Entry{Name: name}
	}
	n := &record.Node{Shape: record.Plain, Text: text}
	if at != nil {
		n.Line, n.Column = at.Line, at.Column
	}
	return record.Entry{Name: name, Value: n}
}

func items(name string, nodes []*record.Node) record.Entry {
	if len(nodes) == 0 {
		return record.Entry{Name: name}
	}
	return record.Entry{Name: name, Value: &record.Node{Shape: record.List, Items: nodes, Line: nodes[0].Line, Column: nodes[0].Column}}
}

func object(at *record.Node, content ...record.Entry) *record.Node {
	n := &record.Node{Shape: record.Fields}
	if at != nil {
		n.Line, n.Column = at.Line, at.Column
	}
	for _, e := range content {
		if e.Value != nil {
			n.Members = append(n.Members, e)
		}
	}
	return n
}

var notKey = regexp.MustCompile(`[^A-Za-z0-9]+`)

// projectKey makes a short upper-case key of a plan's title.
func projectKey(title string) string {
	words := strings.Fields(notKey.ReplaceAllString(title, " "))
	if len(words) == 0 {
		return "PLAN"
	}
	key := strings.ToUpper(words[0])
	return key[:min(len(key), 8)]
}

func (p *parser) organisation(n *record.Node) {
	or := func(name, fallback string) record.Entry {
		if v := n.Get(name); v != nil {
			return field(name, v)
		}
		return said(name, fallback, nil)
	}
	p.put("organisation", "", n, said("title", p.title, nil), or("zone", "UTC"), or("currency", "EUR"), or("hours_per_day", "8h"))
	p.holidays(n.Get("holidays"))
}

var regionShape = regexp.MustCompile(`^[A-Za-z]{2}$`)

// holidays reads "DE", a list of days, or both: [DE, 2026-12-24].
func (p *parser) holidays(n *record.Node) {
	var days []*record.Node
	region := false
	for _, item := range list(n) {
		text := p.text(item)
		switch {
		case !regionShape.MatchString(text):
			days = append(days, item)
		case region:
			p.bad(item, "give further free days as dates", "a second country stands here; holidays are those of one")
		case !holiday.Known(text):
			p.bad(item, "known are "+strings.Join(holiday.Regions(), ", ")+"; give other holidays as dates", "there are no public holidays for %q", text)
		default:
			region = true
			p.add(said("region", strings.ToUpper(text), item))
		}
	}
	p.add(items("holidays", days))
}

// add puts a field into the organisation, which is the first record of a plan.
func (p *parser) add(e record.Entry) {
	if e.Value != nil {
		p.changes[0].Data.Members = append(p.changes[0].Data.Members, e)
	}
}

func (p *parser) projectRecord(n *record.Node) {
	confidence, budget := p.confidence(n.Get("confidence")), n.Get("budget")
	if budget != nil && (budget.Shape == record.Fields || budget.Shape == record.List) {
		p.bad(budget, "write what all of the work may cost, such as 40000 EUR", "a budget is one amount")
		budget = nil
	}
	p.put("project", p.project, n, said("title", p.title, n.Get("plan")), said("status", "active", nil),
		field("start", n.Get("start")), field("confidence", confidence), field("budget", budget))
}

// confidence reads "80" or "80%".
func (p *parser) confidence(n *record.Node) *record.Node {
	text := strings.TrimSuffix(strings.TrimSpace(p.text(n)), "%")
	if text == "" {
		return nil
	}
	if v, err := strconv.ParseFloat(text, 64); err != nil || v < 1 || v > 99 {
		p.bad(n, "give percents from 1 to 99, such as 80", "%q is not odds that a date can have", n.Text)
		return nil
	}
	return &record.Node{Shape: record.Plain, Text: text + "%", Line: n.Line, Column: n.Column}
}

func (p *parser) equipment(n *record.Node) {
	if n != nil && n.Shape != record.Fields && n.Shape != record.Null {
		p.bad(n, "write equipment like {staging: 1}", "equipment is names with how many there are")
	}
	for _, m := range members(n) {
		p.machines[m.Name] = true
		if m.Value.Shape == record.Fields {
			p.put("equipment", m.Name, m.Value, append([]record.Entry{said("title", m.Name, m.Value)}, m.Value.Members...)...)
			continue
		}
		p.put("equipment", m.Name, m.Value, said("title", m.Name, m.Value), field("capacity", m.Value))
	}
}

func (p *parser) skillRecords() {
	names := make([]string, 0, len(p.skills))
	for s := range p.skills {
		names = append(names, s)
	}
	slices.Sort(names)
	for _, s := range names {
		p.put("skill", s, nil, said("title", s, nil))
	}
}
