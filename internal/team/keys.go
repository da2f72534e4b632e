package team

import (
	"strings"

	"plumbline/internal/record"
)

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
	w.names.Announce(d.Kind, id, id)
	if c.Key != "" {
		w.names.Announce(d.Kind, c.Key, id)
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
		return w.names.Make(d, b, w.keyOf), true
	}
	if !record.IsKey(c.Key) {
		w.wrong(c, "key", "use letters, digits and . _ - / #, at most 80", "%q cannot be a key", c.Key)
		return "", false
	}
	if !w.names.Take(d.Kind, c.Key, id) {
		w.wrong(c, "key", "choose another key", "another %s has the key %q already", strings.ToLower(d.Title), c.Key)
		return "", false
	}
	return c.Key, true
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
