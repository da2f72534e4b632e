package team

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/store"
	"plumbline/internal/team/merge"
	"plumbline/internal/team/whole"
)

// changes turns every change into a row, after giving new records their ids and keys
// so that changes may refer to each other in any order. Kinds are handled in the
// registry's order: a project has its key before its tasks are numbered by it.
func (w *writing) changes(changes []Change, bases map[string]record.Content) error {
	type named struct {
		*Change
		id record.ID
		at int
	}
	list := make([]named, len(changes))
	for i := range changes {
		c := &changes[i]
		d, err := w.team.registry.Get(c.Kind)
		if err != nil {
			return err
		}
		id, err := w.name(d, c)
		if err != nil {
			return err
		}
		p := string(c.Kind) + "/" + id
		if w.from[p] != nil {
			w.wrong(c, "", "put both changes into one", "the %s %q stands twice in one change set", whole.Words(c.Kind), cmp.Or(c.Key, c.ID))
		}
		w.from[p] = c
		list[i] = named{c, id, w.team.registry.Index(c.Kind)}
	}
	slices.SortStableFunc(list, func(a, b named) int { return cmp.Compare(a.at, b.at) })
	for i := range list {
		if err := w.change(list[i].Change, list[i].id, bases); err != nil {
			return err
		}
	}
	if len(w.faults) > 0 {
		return &fault.Error{Code: fault.Invalid, Text: "Nothing was saved.", Problems: w.faults}
	}
	return nil
}

// wrong notes a problem of one change, with the place it was written at.
func (w *writing) wrong(c *Change, field, hint, format string, args ...any) {
	p := fault.Problem{Field: field, Text: fmt.Sprintf(format, args...), Hint: hint}
	w.faults = append(w.faults, placed([]fault.Problem{p}, c)...)
}

// change handles one change: find, authorise, read, merge, validate, write its row.
func (w *writing) change(c *Change, id record.ID, bases map[string]record.Content) error {
	d := w.team.registry.Lookup(c.Kind)
	old := w.base.Get(c.Kind, id)
	if old != nil && c.Exact && old.Version != c.Base {
		return fault.New(fault.Stale, "This %s has version %d now, not %d.", d.Title, old.Version, c.Base).WithHint("Fetch it again and repeat the change.")
	}
	switch c.Op {
	case Delete, Erase:
		return w.remove(d, c, id)
	case Put, Patch:
		return w.put(d, c, id, bases[string(c.Kind)+"/"+id])
	}
	return fault.New(fault.Malformed, "A change cannot %q a record.", c.Op).WithHint("Use put, patch, delete or erase.")
}

func (w *writing) remove(d *record.Definition, c *Change, id record.ID) error {
	old := w.base.Get(d.Kind, id)
	verb, op := record.Remove, store.Delete
	if c.Op == Erase {
		verb, op = record.Wipe, store.Erase
	}
	if gone := w.base.Gone(d.Kind, id); old == nil && gone > 0 && c.Op == Erase && d.May(w.who, verb, id, nil) && d.May(w.who, record.Read, id, nil) {
		w.applied.Records = append(w.applied.Records, AppliedRecord{Kind: d.Kind, ID: id, Version: gone + 1, Op: c.Op})
		return w.row(d, id, gone+1, op, "", nil)
	}
	if old == nil || w.view.Get(d.Kind, id) == nil {
		return missing(d, c.ID)
	}
	if !w.may(d, verb, id, old.Body) {
		return w.refuse(d, verb)
	}
	w.applied.Records = append(w.applied.Records, AppliedRecord{Kind: d.Kind, ID: id, Key: old.Key, Version: old.Version + 1, Op: c.Op})
	return w.row(d, id, old.Version+1, op, "", nil)
}

// missing is the same for what is not there and what is not for this writer.
func missing(d *record.Definition, name string) error {
	return fault.New(fault.NotFound, "There is no %s %q.", strings.ToLower(d.Title), name).WithHint("Look for it with: plumbline get %s", d.Kind)
}

func (w *writing) may(d *record.Definition, v record.Verb, id record.ID, b record.Body) bool {
	return d.May(w.who, v, id, b) || w.team.breaks().skipMay
}

func (w *writing) refuse(d *record.Definition, v record.Verb) error {
	return fault.New(fault.Forbidden, "You may not %s this %s.", v, strings.ToLower(d.Title)).WithHint("Ask a lead or an admin of this organisation.")
}

func (w *writing) put(d *record.Definition, c *Change, id record.ID, base record.Content) error {
	old := w.base.Get(d.Kind, id)
	if old != nil && w.view.Get(d.Kind, id) == nil {
		return missing(d, c.ID)
	}
	if old != nil && !w.may(d, record.Update, id, old.Body) {
		return w.refuse(d, record.Update)
	}
	if old == nil && c.Base > 0 && c.Op == Patch {
		return fault.New(fault.NotFound, "This %s was deleted since.", strings.ToLower(d.Title)).WithHint("Undo the deletion first.")
	}
	if old == nil && w.base.Erased(d.Kind, id) {
		return fault.New(fault.Invalid, "The id %q cannot be used.", id).WithHint("Leave the id out; a new one is drawn.")
	}
	w.known = pointedAt(d, old)
	given, problems := d.Read(c.Data, w, c.File, c.Op == Patch)
	if len(problems) > 0 {
		w.faults = append(w.faults, problems...)
		return nil
	}
	content, err := w.merge(d, c, id, given, base)
	if err != nil {
		return err
	}
	return w.save(d, c, id, content)
}

// pointedAt lists what a record refers to, as "kind/id".
func pointedAt(d *record.Definition, r *record.Record) map[string]bool {
	if r == nil {
		return nil
	}
	out := map[string]bool{}
	for _, p := range d.Pointers(r.Body) {
		out[string(p.Kind)+"/"+p.ID] = true
	}
	return out
}

// merge lays what was given over the head: field by field against the version it was
// made on. A field that only they changed stays theirs; one that both changed
// differently is a conflict. Fields the writer may not see keep their values.
func (w *writing) merge(d *record.Definition, c *Change, id record.ID, given, base record.Content) (record.Content, error) {
	old := w.base.Get(d.Kind, id)
	if old == nil {
		return given.Merge(nil), nil // save asks for the rights on what comes out
	}
	head, err := w.team.contentOf(old)
	if err != nil {
		return nil, err
	}
	if err := w.mayTouch(d, id, old.Body, given); err != nil {
		return nil, err
	}
	switch {
	case c.Base == 0 || c.Base == old.Version || w.team.breaks().ignoreVersions:
		base = head
	case base == nil:
		return nil, fault.New(fault.Stale, "There is no version %d of this %s to build on; it has version %d.", c.Base, strings.ToLower(d.Title), old.Version).
			WithHint("Fetch it again and repeat the change.")
	}
	over := given
	if c.Op == Put {
		over = merge.Instead(base, given)
		for _, f := range d.Hidden(w.who, id, old.Body) {
			if !w.team.breaks().loseHidden {
				over[f] = base[f]
			}
		}
	}
	merged, conflicts := merge.Fields(base, head, over)
	if len(conflicts) > 0 {
		return nil, conflict(d, old, conflicts)
	}
	return merged, nil
}

func conflict(d *record.Definition, old *record.Record, list []Conflict) error {
	f := fault.New(fault.Conflict, "Somebody changed the same field of this %s.", strings.ToLower(d.Title)).WithHint("Compare both values and choose.")
	for _, c := range list {
		f.Problems = append(f.Problems, fault.Problem{Field: c.Field, Text: fmt.Sprintf("yours is %s, theirs is %s", orNothing(c.Yours), orNothing(c.Theirs))})
	}
	return &ConflictError{Fault: f, Kind: d.Kind, ID: old.ID, Version: old.Version, Conflicts: list}
}

func orNothing(v string) string {
	if v == "" {
		return "nothing"
	}
	return v
}

// mayTouch refuses restricted fields that the writer may not see, clearing included.
func (w *writing) mayTouch(d *record.Definition, id record.ID, b record.Body, given record.Content) error {
	for _, f := range d.Hidden(w.who, id, b) {
		if _, touched := given[f]; touched {
			return fault.New(fault.Forbidden, "You may not set %s of this %s.", f, strings.ToLower(d.Title)).WithHint("Leave the field out.")
		}
	}
	return nil
}

// save validates the merged content and writes its row, unless nothing changed.
func (w *writing) save(d *record.Definition, c *Change, id record.ID, content record.Content) error {
	body, err := d.Body(content)
	if err != nil {
		return fault.New(fault.Invalid, "The content does not fit a %s.", d.Title).Because(err)
	}
	old := w.base.Get(d.Kind, id)
	if err := w.maySave(d, id, old, body, content); err != nil {
		return err
	}
	check := record.Check{}
	body.Validate(&check)
	if old != nil && d.Transition != nil {
		d.Transition(old.Body, body, &check)
	}
	if len(check.Problems) > 0 {
		w.faults = append(w.faults, placed(check.Problems, c)...)
		return nil
	}
	key, fine := w.key(d, c, id, body)
	if !fine {
		return nil
	}
	diff, err := w.diff(d, id, body)
	if err != nil {
		return err
	}
	out := AppliedRecord{Kind: d.Kind, ID: id, Key: key, Version: 1, Op: Put, Created: old == nil, Diff: diff}
	if old != nil {
		out.Version = old.Version + 1
	} else if v := w.base.Gone(d.Kind, id); v > 0 {
		out.Version, out.Created = v+1, false
	}
	if old != nil && len(diff) == 0 && key == old.Key {
		out.Version, out.Op = old.Version, ""
	} else if err := w.row(d, id, out.Version, store.Put, key, body); err != nil {
		return err
	}
	w.applied.Records = append(w.applied.Records, out)
	return nil
}

// maySave asks for the rights on what comes out: nobody makes a record, or turns
// theirs into one, that they would not have been allowed to make.
func (w *writing) maySave(d *record.Definition, id record.ID, old *record.Record, body record.Body, content record.Content) error {
	if old != nil {
		if !w.may(d, record.Update, id, body) {
			return w.refuse(d, record.Update)
		}
		return nil
	}
	if !w.may(d, record.Create, id, body) {
		return w.refuse(d, record.Create)
	}
	return w.mayTouch(d, id, body, content)
}

func (w *writing) diff(d *record.Definition, id record.ID, body record.Body) ([]FieldDiff, error) {
	after, err := split(body)
	if err != nil {
		return nil, err
	}
	before := record.Content{}
	if old := w.base.Get(d.Kind, id); old != nil {
		if before, err = w.team.contentOf(old); err != nil {
			return nil, err
		}
	}
	return merge.Differences(d, before, after), nil
}

// placed gives problems of a field the place where that field was written.
func placed(problems []fault.Problem, c *Change) []fault.Problem {
	for i := range problems {
		at := c.Data
		for _, part := range strings.FieldsFunc(problems[i].Field, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
			next := at.Get(part)
			if n := 0; next == nil && at != nil {
				if _, err := fmt.Sscanf(part, "%d", &n); err == nil && n >= 0 && n < len(at.Items) {
					next = at.Items[n]
				}
			}
			if next == nil {
				break
			}
			at = next
		}
		if c.File != "" || at != nil {
			problems[i].Place = at.Place(c.File)
		}
	}
	return problems
}
