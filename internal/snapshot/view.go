package snapshot

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/store"
)

// View is what one principal may see of a snapshot. It is lazy: a record is judged
// when it is asked for, and the judgement kept. Safe for concurrent use.
type View struct {
	snap *Snapshot
	who  record.Principal
	memo sync.Map // "kind/id" → *record.Record (nil when hidden)
	all  sync.Map // kind → []*record.Record, what All gave
}

// View gives the principal's view.
func (s *Snapshot) View(p record.Principal) *View { return &View{snap: s, who: p} }

// System gives the view of the product itself, which sees everything.
func (s *Snapshot) System() *View { return s.View(record.Principal{System: true}) }

// Principal is whose view this is.
func (v *View) Principal() record.Principal { return v.who }

// Snapshot gives what lies beneath. Only the gate and the engines' projection may
// use it; answers and edges stay with the view.
func (v *View) Snapshot() *Snapshot { return v.snap }

// Get gives a record by id with its hidden fields empty; nil when it is missing or
// not for this viewer.
func (v *View) Get(kind record.Kind, id record.ID) *record.Record {
	r := v.snap.Get(kind, id)
	if r == nil {
		return nil
	}
	return v.judge(r)
}

func (v *View) judge(r *record.Record) *record.Record {
	if v.who.System || v.sees(r.Kind) {
		return r
	}
	p := path(r.Kind, r.ID)
	if m, ok := v.memo.Load(p); ok {
		seen, _ := m.(*record.Record)
		return seen
	}
	seen := v.redact(r)
	v.memo.Store(p, seen)
	return seen
}

// sees says that the viewer's roles alone show every record of a kind, whole: then
// nothing needs to be judged or kept for each.
func (v *View) sees(kind record.Kind) bool {
	p := &v.snap.registry.Lookup(kind).Policy
	return p.Read&v.who.Roles != 0 && len(p.Restricted) == 0
}

func (v *View) redact(r *record.Record) *record.Record {
	d := v.snap.registry.Lookup(r.Kind)
	if !d.May(v.who, record.Read, r.ID, r.Body) {
		return nil
	}
	if r.Seal != nil {
		return v.open(d, r)
	}
	hidden := d.Hidden(v.who, r.ID, r.Body)
	if len(hidden) == 0 {
		return r
	}
	c := *r
	c.Body = record.Without(r.Body, hidden)
	return &c
}

// open gives a sealed record to whom it is for. Whoever else is let in by a mistake of a
// policy, and the product itself, sees that it is there and nothing that is in it.
func (v *View) open(d *record.Definition, r *record.Record) *record.Record {
	if v.snap.opener == nil || d.Relations(v.who, r.ID, r.Body)&record.Subject == 0 {
		return r
	}
	c := *r
	body, err := d.Decrypt(v.snap.opener, r.ID, r.Version, r.Seal)
	if err != nil {
		c.Body = record.Without(r.Body, nil)
		c.Body.Common().Title = "Cannot be read: its key is not here"
		return &c
	}
	c.Body, c.Seal = body, nil
	return &c
}

// Find gives a record by id or key, or a fault that is the same for missing and hidden.
func (v *View) Find(kind record.Kind, idOrKey string) (*record.Record, error) {
	if _, err := v.snap.registry.Get(kind); err != nil {
		return nil, err
	}
	if id := v.ID(kind, idOrKey); id != "" {
		return v.Get(kind, id), nil
	}
	return nil, fault.New(fault.NotFound, "There is no %s %q.", strings.ReplaceAll(string(kind), "_", " "), idOrKey).
		WithHint("Look for it with: plumbline get %s", kind)
}

// ID implements record.Names: ids and keys of records this viewer may see.
func (v *View) ID(kind record.Kind, idOrKey string) record.ID {
	id := v.snap.ID(kind, idOrKey)
	if id == "" || v.Get(kind, id) == nil {
		return ""
	}
	return id
}

// Day implements record.Names.
func (v *View) Day() record.Minutes { return v.snap.Day() }

// Each visits the visible records of a kind until f says false.
func (v *View) Each(kind record.Kind, f func(*record.Record) bool) {
	v.snap.Each(kind, func(r *record.Record) bool {
		if seen := v.judge(r); seen != nil {
			return f(seen)
		}
		return true
	})
}

// All gives the visible records of a kind in the order of their keys.
func (v *View) All(kind record.Kind) []*record.Record {
	if list, ok := v.all.Load(kind); ok {
		known, _ := list.([]*record.Record)
		return slices.Clone(known)
	}
	// Each key is taken apart once, not at every comparison.
	type keyed struct {
		*record.Record
		prefix string
		n      int
	}
	var list []keyed
	v.Each(kind, func(r *record.Record) bool {
		prefix, n := splitKey(r.Key)
		list = append(list, keyed{r, prefix, n})
		return true
	})
	slices.SortFunc(list, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.prefix, b.prefix), cmp.Compare(a.n, b.n), cmp.Compare(a.ID, b.ID))
	})
	out := make([]*record.Record, len(list))
	for i := range list {
		out[i] = list[i].Record
	}
	v.all.Store(kind, out)
	return slices.Clone(out)
}

// Title is what people call a record: its title, else its key, else the titles of
// what it refers to ("Ana · Ledger").
func (v *View) Title(r *record.Record) string {
	if t := r.Body.Common().Title; t != "" {
		return t
	}
	d := v.snap.registry.Lookup(r.Kind)
	var parts []string
	for _, p := range d.Pointers(r.Body) {
		if to := v.Get(p.Kind, p.ID); to != nil && len(parts) < 2 && to.Body.Common().Title != "" {
			parts = append(parts, to.Body.Common().Title)
		}
	}
	if len(parts) == 0 {
		return strings.TrimSpace(d.Title + " " + r.Key)
	}
	return strings.Join(parts, " · ")
}

// Body gives a record's content as its kind's struct: snapshot.Body[people.Person](v, "person", id).
func Body[T any, P interface {
	*T
	record.Body
}](v *View, kind record.Kind, id record.ID) P {
	if r := v.Get(kind, id); r != nil {
		b, _ := r.Body.(P)
		return b
	}
	return nil
}

// Typed pairs a record with its content.
type Typed[P record.Body] struct {
	*record.Record
	Body P
}

// List gives all visible records of a kind with their content, ordered by key.
func List[T any, P interface {
	*T
	record.Body
}](v *View, kind record.Kind) []Typed[P] {
	var out []Typed[P]
	for _, r := range v.All(kind) {
		if b, ok := r.Body.(P); ok {
			out = append(out, Typed[P]{r, b})
		}
	}
	return out
}

func unknownKind(row *store.Row) error {
	return fault.New(fault.Newer, "The log holds a kind of record this program does not know: %q.", row.Kind).
		WithHint("Start the newer program again; nothing was changed.")
}

// Name gives the title of a record by id, or words for one that is not there (for
// this viewer).
func (v *View) Name(kind record.Kind, id record.ID) string {
	if r := v.Get(kind, id); r != nil {
		return v.Title(r)
	}
	if kind == "person" {
		return "somebody"
	}
	return "a " + strings.ReplaceAll(string(kind), "_", " ") + " that is gone"
}
