package team

import (
	"fmt"
	"strings"

	"plumbline/internal/record"
)

func freshName(kind record.Kind, name string) string {
	return string(kind) + "/" + strings.ToLower(name)
}

// name finds the id a change is about, or draws one for a new record, so that other
// changes of the set may refer to it by the key it asks for.
func (w *writing) name(d *record.Definition, c *Change) (record.ID, error) {
	if d.Single != "" {
		c.Key = d.Single
		if c.ID == "" {
			c.ID = d.Single
		}
	}
	for _, n := range []string{c.ID, c.Key} {
		if n == "" {
			continue
		}
		if id := w.view.ID(d.Kind, n); id != "" && (n == c.ID || c.ID == "" && w.set.Via == ViaImport) {
			return id, nil
		}
	}
	if c.ID != "" && !record.IsID(c.ID) && c.ID != d.Single {
		return "", missing(d, c.ID)
	}
	id := c.ID
	if !record.IsID(id) {
		id = record.NewID(w.team.random)
	} else if w.base.Get(d.Kind, id) != nil {
		return "", missing(d, c.ID)
	}
	w.fresh[freshName(d.Kind, id)] = id
	if c.Key != "" {
		w.fresh[freshName(d.Kind, c.Key)] = id
	}
	return id, nil
}

// key gives the alias a record has after the change; false when the wanted one
// cannot be had, which is noted.
func (w *writing) key(d *record.Definition, c *Change, id record.ID, b record.Body) (string, bool) {
	if d.Keyless {
		return "", true
	}
	if d.Single != "" {
		return d.Single, true
	}
	old := w.base.Get(d.Kind, id)
	if c.Key == "" || old != nil && c.Key == old.Key {
		if old != nil {
			return old.Key, true
		}
		return w.makeKey(d, b), true
	}
	if !record.IsKey(c.Key) {
		w.wrong(c, "key", "use letters, digits and . _ - / #, at most 80", "%q cannot be a key", c.Key)
		return "", false
	}
	if other, taken := w.base.KeyTaken(d.Kind, c.Key); taken && other != id || w.taken[freshName(d.Kind, c.Key)] {
		w.wrong(c, "key", "choose another key", "another %s has the key %q already", strings.ToLower(d.Title), c.Key)
		return "", false
	}
	w.taken[freshName(d.Kind, c.Key)] = true
	return c.Key, true
}

// makeKey numbers a key by the kind's prefix, or makes it of the title, or of what
// the record refers to.
func (w *writing) makeKey(d *record.Definition, b record.Body) string {
	if prefix := w.prefix(d, b); prefix != "" {
		at := freshName(d.Kind, prefix)
		n := max(w.numbers[at], w.base.NextNumber(d.Kind, prefix))
		for ; w.isTaken(d.Kind, fmt.Sprintf("%s-%d", prefix, n)); n++ {
		}
		w.numbers[at] = n + 1
		key := fmt.Sprintf("%s-%d", prefix, n)
		w.taken[freshName(d.Kind, key)] = true
		return key
	}
	stem := record.Slug(b.Common().Title)
	if first, _, more := strings.Cut(stem, "-"); more && d.SelfSubject && !w.isTaken(d.Kind, first) {
		stem = first
	}
	if stem == "" {
		stem = w.referredKeys(d, b)
	}
	if stem == "" || record.IsID(stem) {
		stem = string(d.Kind)
	}
	key := stem
	for n := 2; w.isTaken(d.Kind, key); n++ {
		key = fmt.Sprintf("%s-%d", stem, n)
	}
	w.taken[freshName(d.Kind, key)] = true
	return key
}

// isTaken says that a key we make up would collide, or would take an old key from
// the record it still leads to.
func (w *writing) isTaken(kind record.Kind, key string) bool {
	return w.base.ID(kind, key) != "" || w.taken[freshName(kind, key)] || w.fresh[freshName(kind, key)] != ""
}

func (w *writing) prefix(d *record.Definition, b record.Body) string {
	if d.KeyFrom == "" {
		return d.Prefix
	}
	for _, ptr := range d.Pointers(b) {
		if ptr.Field == d.KeyFrom {
			return w.keyOf(ptr.Kind, ptr.ID)
		}
	}
	return d.Prefix
}

// keyOf gives the key of a record that is there or comes with this set.
func (w *writing) keyOf(kind record.Kind, id record.ID) string {
	if r := w.base.Get(kind, id); r != nil {
		return r.Key
	}
	for i := range w.rows {
		if w.rows[i].ID == id && w.rows[i].Kind == string(kind) {
			return w.rows[i].Key
		}
	}
	return ""
}

// referredKeys makes a key like "ana-ledger" of the first two references.
func (w *writing) referredKeys(d *record.Definition, b record.Body) string {
	var parts []string
	for _, ptr := range d.Pointers(b) {
		if k := w.keyOf(ptr.Kind, ptr.ID); k != "" && len(parts) < 2 {
			parts = append(parts, k)
		}
	}
	return record.Slug(strings.Join(parts, "-"))
}
