package planfile

import (
	"slices"
	"strings"

	"plumbline/internal/record"
)

// wait is one thing a task waits for, and where the file says so.
type wait struct {
	on    string
	at    *record.Node
	start bool // it holds the start back, and so the start of the task's parts too
}

func (p *parser) partOf(key string, n *record.Node) {
	parent := p.text(n)
	switch {
	case parent == "":
	case !p.tasks[parent]:
		p.bad(n, "add the task or correct the name", "task %s is part of %q, which is not in this plan", key, parent)
	default:
		p.waits[parent] = append(p.waits[parent], wait{on: key, at: n})
		p.parents[key] = parent
	}
}

// circles reports tasks that would wait for each other for ever, naming them. A whole
// waits for its parts, and its parts wait for what holds it back. One circle is told
// for each task that closes one, at the place that closes it.
func (p *parser) circles(tasks *record.Node) {
	state := map[string]int{}
	var path []string
	var visit func(key string)
	visit = func(key string) {
		state[key] = 1
		path = append(path, key)
		for _, w := range p.allWaits(key) {
			switch state[w.on] {
			case 0:
				visit(w.on)
			case 1:
				ring := append(slices.Clone(path[slices.Index(path, w.on):]), w.on)
				p.bad(w.at, "take one of these links away", "these tasks would wait for each other for ever: %s", strings.Join(ring, " → "))
			}
		}
		path = path[:len(path)-1]
		state[key] = 2
	}
	for _, m := range members(tasks) {
		if state[m.Name] == 0 {
			visit(m.Name)
		}
	}
}

// allWaits gives what a task waits for, with what holds back the tasks it is part of.
func (p *parser) allWaits(key string) []wait {
	out := p.waits[key]
	for up, depth := p.parents[key], 0; up != "" && depth < 100; up, depth = p.parents[up], depth+1 {
		for _, w := range p.waits[up] {
			if w.start {
				out = append(out[:len(out):len(out)], w)
			}
		}
	}
	return out
}
