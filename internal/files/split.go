package files

import (
	"slices"
	"strings"

	"plumbline/internal/record"
	"plumbline/internal/team"
)

// Split cuts a change set that is too large for one request into several, each of at
// most limit bytes where that can be: what a record refers to comes in the same part
// or an earlier one, and records that refer to each other in a circle stay together.
// Deletions come last. A change set that is small enough is the only part.
func Split(reg *record.Registry, cs team.ChangeSet, limit int) []team.ChangeSet {
	total := 0
	for i := range cs.Changes {
		total += sizeOf(&cs.Changes[i])
	}
	if total <= limit {
		return []team.ChangeSet{cs}
	}
	s := newSplitter(reg, cs.Changes)
	var out []team.ChangeSet
	size := 0
	for _, group := range s.groups() {
		n := 0
		for _, i := range group {
			n += sizeOf(&cs.Changes[i])
		}
		if len(out) == 0 || size+n > limit {
			out = append(out, team.ChangeSet{Via: cs.Via, Reason: cs.Reason})
			size = 0
		}
		size += n
		slices.Sort(group)
		for _, i := range group {
			part := &out[len(out)-1]
			part.Changes = append(part.Changes, cs.Changes[i])
		}
	}
	return out
}

// sizeOf is about what a change takes as JSON, from above.
func sizeOf(c *team.Change) int { return 120 + len(c.Key) + nodeSize(c.Data) }

func nodeSize(n *record.Node) int {
	if n == nil {
		return 0
	}
	size := len(n.Text) + strings.Count(n.Text, "\n") + strings.Count(n.Text, `"`) + 4
	for _, i := range n.Items {
		size += nodeSize(i) + 1
	}
	for _, m := range n.Members {
		size += len(m.Name) + 4 + nodeSize(m.Value)
	}
	return size
}

// splitter orders changes by their references (Tarjan's strongly connected
// components, which come out with what they refer to before them).
type splitter struct {
	next  [][]int // changes that a change refers to
	del   []bool
	index []int // order of discovery from 1, 0 = not yet
	low   []int
	on    []bool
	stack []int
	count int
	out   [][]int
}

func newSplitter(reg *record.Registry, changes []team.Change) *splitter {
	n := len(changes)
	s := &splitter{next: make([][]int, n), del: make([]bool, n), index: make([]int, n), low: make([]int, n), on: make([]bool, n)}
	at := map[string]int{}
	for i := range changes {
		for _, name := range []string{changes[i].Key, changes[i].ID} {
			if name != "" {
				at[nameOf(changes[i].Kind, name)] = i
			}
		}
	}
	for i := range changes {
		s.del[i] = changes[i].Op == team.Delete
		if d := reg.Lookup(changes[i].Kind); d != nil && changes[i].Data != nil {
			mentions(changes[i].Data, d.Fields, func(kind record.Kind, name string) {
				if j, ok := at[nameOf(kind, name)]; ok && j != i {
					s.next[i] = append(s.next[i], j)
				}
			})
		}
	}
	return s
}

func nameOf(kind record.Kind, name string) string { return string(kind) + "/" + strings.ToLower(name) }

// mentions visits every reference and link that is written in a node.
func mentions(n *record.Node, fields []record.Field, f func(record.Kind, string)) {
	for i := range fields {
		v := n.Get(fields[i].Name)
		if v == nil {
			continue
		}
		items := []*record.Node{v}
		if v.Shape == record.List {
			items = v.Items
		}
		for _, item := range items {
			switch fields[i].Type {
			case record.Object:
				mentions(item, fields[i].Fields, f)
			case record.Reference:
				f(fields[i].Ref, item.Text)
			case record.Target:
				if kind, name, ok := record.SplitTarget(item.Text); ok {
					f(kind, name)
				}
			}
		}
	}
}

// groups gives the changes in parts that belong together, in order; deletions last.
func (s *splitter) groups() [][]int {
	var last []int
	for i := range s.next {
		if s.del[i] {
			last = append(last, i)
		} else if s.index[i] == 0 {
			s.visit(i)
		}
	}
	if len(last) > 0 {
		s.out = append(s.out, last)
	}
	return s.out
}

// visit recurses along references: at most as deep as the longest chain of records.
func (s *splitter) visit(i int) {
	s.count++
	s.index[i], s.low[i] = s.count, s.count
	s.stack = append(s.stack, i)
	s.on[i] = true
	for _, j := range s.next[i] {
		if s.index[j] == 0 {
			s.visit(j)
			s.low[i] = min(s.low[i], s.low[j])
		} else if s.on[j] {
			s.low[i] = min(s.low[i], s.index[j])
		}
	}
	if s.low[i] != s.index[i] {
		return
	}
	var group []int
	for {
		j := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		s.on[j] = false
		group = append(group, j)
		if j == i {
			break
		}
	}
	s.out = append(s.out, group)
}
