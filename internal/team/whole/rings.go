// Package whole finds what no record can break alone: references that lead nowhere,
// and rings of records that would wait for each other. It compares two snapshots and
// decides nothing; the gate asks it inside the write lock.
package whole

import (
	"slices"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// Ring is a cycle found, and the record it is reported at.
type Ring struct {
	Kind    record.Kind
	ID      record.ID
	Problem fault.Problem
}

// Rings looks for cycles through the written records along references of one label.
// All records of a kind are walked once together, so the cost is that of what can be
// reached, whatever the number of rows. One cycle a kind and label is reported.
func Rings(before, after *snapshot.Snapshot, rows []store.Row) []Ring {
	type order struct {
		kind  record.Kind
		label string
	}
	starts := map[order][]record.ID{}
	var orders []order
	for i := range rows {
		kind, id := record.Kind(rows[i].Kind), rows[i].ID
		old := ordering(before, kind, id)
		for label, now := range ordering(after, kind, id) {
			o := order{kind, label}
			if now == old[label] {
				continue
			}
			if starts[o] == nil {
				orders = append(orders, o)
			}
			starts[o] = append(starts[o], id)
		}
	}
	var out []Ring
	for _, o := range orders {
		if r, found := findRing(after, o.kind, o.label, starts[o]); found {
			out = append(out, r)
		}
	}
	return out
}

// ordering gives what a record waits for, by label, as one comparable text.
func ordering(s *snapshot.Snapshot, kind record.Kind, id record.ID) map[string]string {
	out := map[string]string{}
	r := s.Get(kind, id)
	if r == nil {
		return out
	}
	for _, p := range s.Registry().Lookup(kind).Pointers(r.Body) {
		if p.Acyclic != "" && p.Kind == kind {
			out[p.Acyclic] += p.ID + " "
		}
	}
	return out
}

// walk is a depth-first search along one label.
type walk struct {
	snap  *snapshot.Snapshot
	d     *record.Definition
	label string
	state map[record.ID]int // 1 = on the way, 2 = done
	way   []step
	wrote []record.ID // records this change set wrote
}

type step struct {
	id    record.ID
	next  []record.Pointer
	taken record.Pointer // the one the way goes on along
}

func findRing(s *snapshot.Snapshot, kind record.Kind, label string, from []record.ID) (Ring, bool) {
	w := walk{snap: s, d: s.Registry().Lookup(kind), label: label, state: map[record.ID]int{}, wrote: from}
	for _, id := range from {
		if w.state[id] != 0 {
			continue
		}
		if r, found := w.from(id); found {
			return r, true
		}
	}
	return Ring{}, false
}

func (w *walk) from(id record.ID) (Ring, bool) {
	w.enter(id)
	for len(w.way) > 0 {
		at := &w.way[len(w.way)-1]
		if len(at.next) == 0 {
			w.state[at.id] = 2
			w.way = w.way[:len(w.way)-1]
			continue
		}
		p := at.next[0]
		at.next, at.taken = at.next[1:], p
		switch w.state[p.ID] {
		case 0:
			w.enter(p.ID)
		case 1:
			return w.close(p), true
		}
	}
	return Ring{}, false
}

func (w *walk) enter(id record.ID) {
	w.state[id] = 1
	at := step{id: id}
	if r := w.snap.Get(w.d.Kind, id); r != nil {
		for _, p := range w.d.Pointers(r.Body) {
			if p.Acyclic == w.label && p.Kind == w.d.Kind {
				at.next = append(at.next, p)
			}
		}
	}
	w.way = append(w.way, at)
}

// close puts the ring that p closes into words, told from the first record in it that
// was written now.
func (w *walk) close(p record.Pointer) Ring {
	start := slices.IndexFunc(w.way, func(s step) bool { return s.id == p.ID })
	around := w.way[start:]
	if i := slices.IndexFunc(around, func(s step) bool { return slices.Contains(w.wrote, s.id) }); i > 0 {
		around = slices.Concat(around[i:], around[:i])
	}
	var names []string
	for _, s := range around {
		names = append(names, Label(w.snap, w.d.Kind, s.id))
	}
	names = append(names, names[0])
	if len(names) > 12 {
		names = slices.Concat(names[:6], []string{"…"}, names[len(names)-5:])
	}
	return Ring{w.d.Kind, around[0].id, fault.Problem{Field: around[0].taken.Field, Text: "these would wait for each other for ever: " + strings.Join(names, " → "), Hint: "take one of these links away"}}
}
