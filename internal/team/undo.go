package team

import (
	"context"
	"slices"
	"strings"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team/whole"
)

// UndoFor is how long a change set can be undone.
const UndoFor = 30 * 24 * time.Hour

// Undo applies the inverse of a change set: every record goes back to what it was
// before. It is refused, with the reason, when somebody has built on one of the
// records since, when the change set erased something, or when it is too old.
func (t *Team) Undo(ctx context.Context, p record.Principal, changeID, via, reason string) (Applied, error) {
	rows, err := t.store.Change(ctx, changeID)
	if err != nil {
		return Applied{}, err
	}
	seen, err := t.sees(ctx, p, rows)
	if err != nil {
		return Applied{}, err
	}
	if !seen {
		return Applied{}, fault.New(fault.NotFound, "There is no change %q.", changeID).WithHint("Find it in the record's history.")
	}
	before, err := t.rowsBefore(ctx, rows)
	if err != nil {
		return Applied{}, err
	}
	cs := ChangeSet{Via: via, Reason: reason}
	return t.write(ctx, p, &cs, func(w *writing) error { return w.undo(rows, before) })
}

// undo turns the inverse of rows into rows of its own.
func (w *writing) undo(rows []store.Row, before []*store.Row) error {
	if why := w.team.whyNotUndo(w.base, rows); why != "" {
		return fault.New(fault.Conflict, "This cannot be undone: %s.", why).WithHint("Change the record by hand instead.")
	}
	for i := len(rows) - 1; i >= 0; i-- {
		if err := w.restore(&rows[i], before[i]); err != nil {
			return err
		}
	}
	return nil
}

// sees says that every record of a change set is visible to the principal: as it is
// now, or as it was last.
func (t *Team) sees(ctx context.Context, p record.Principal, rows []store.Row) (bool, error) {
	for i := range rows {
		d := t.registry.Lookup(record.Kind(rows[i].Kind))
		if d == nil {
			return false, nil
		}
		body, err := t.lastBody(ctx, d, &rows[i])
		if err != nil {
			return false, err
		}
		if !d.May(p, record.Read, rows[i].ID, body) {
			return false, nil
		}
	}
	return len(rows) > 0, nil
}

// lastBody gives a record's content as it is, or as it was before it was deleted; nil
// when it was erased.
func (t *Team) lastBody(ctx context.Context, d *record.Definition, row *store.Row) (record.Body, error) {
	if r := t.Snapshot().Get(d.Kind, row.ID); r != nil {
		return r.Body, nil
	}
	all, err := t.store.History(ctx, row.Kind, row.ID)
	if err != nil {
		return nil, err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Op == store.Put && len(all[i].Data) > 0 {
			return d.Decode(all[i].Schema, all[i].Data)
		}
	}
	return nil, nil
}

// whyNotUndo gives the reason that stands against undoing, or "".
func (t *Team) whyNotUndo(s *snapshot.Snapshot, rows []store.Row) string {
	for i := range rows {
		if t.breaks().undoAnything {
			break
		}
		r := &rows[i]
		head := s.Gone(record.Kind(r.Kind), r.ID)
		if cur := s.Get(record.Kind(r.Kind), r.ID); cur != nil {
			head = cur.Version
		}
		switch {
		case r.Version == 1 && t.registry.Lookup(record.Kind(r.Kind)).Single != "":
			return "it founded the organisation"
		case r.Op == store.Erase:
			return "it erased a record for good"
		case head != r.Version:
			return "somebody has changed " + whole.Words(record.Kind(r.Kind)) + " " + whole.Label(s, record.Kind(r.Kind), r.ID) + " since"
		case t.now().Sub(r.At) > UndoFor:
			return "it is more than 30 days old"
		}
	}
	return ""
}

// rowsBefore gives, for each row, the row of its record's version before.
func (t *Team) rowsBefore(ctx context.Context, rows []store.Row) ([]*store.Row, error) {
	out := make([]*store.Row, len(rows))
	for i := range rows {
		var err error
		if out[i], err = t.rowBefore(ctx, &rows[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rowBefore gives the row of the version before, nil for a first version.
func (t *Team) rowBefore(ctx context.Context, row *store.Row) (*store.Row, error) {
	if row.Version == 1 {
		return nil, nil
	}
	all, err := t.store.History(ctx, row.Kind, row.ID)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Version == row.Version-1 {
			return &all[i], nil
		}
	}
	return nil, fault.New(fault.NotFound, "The version before this change is not there any more.")
}

// restore writes the row that brings one record back to what it was.
func (w *writing) restore(row, before *store.Row) error {
	d, err := w.team.registry.Get(record.Kind(row.Kind))
	if err != nil {
		return err
	}
	cur := w.base.Get(d.Kind, row.ID)
	if before == nil || before.Op != store.Put {
		return w.takeBack(d, row, cur)
	}
	body, err := w.team.bodyOf(d, before)
	if err != nil {
		return err
	}
	if cur != nil && d.Transition != nil {
		check := record.Check{}
		if d.Transition(cur.Body, body, &check); len(check.Problems) > 0 {
			return fault.New(fault.Conflict, "This cannot be undone: %s.", check.Problems[0].Text).WithHint("Instead, %s.", check.Problems[0].Hint)
		}
	}
	diff, err := w.diff(d, row.ID, body)
	if err != nil {
		return err
	}
	if err := w.mayRestore(d, row, cur, body, diff); err != nil {
		return err
	}
	if other, taken := w.base.KeyTaken(d.Kind, before.Key); taken && other != row.ID {
		return fault.New(fault.Conflict, "This cannot be undone: another %s has the key %q now.", strings.ToLower(d.Title), before.Key).WithHint("Give that one another key first.")
	}
	w.applied.Records = append(w.applied.Records, AppliedRecord{Kind: d.Kind, ID: row.ID, Key: before.Key, Version: row.Version + 1, Op: Put, Created: cur == nil, Diff: diff})
	return w.row(d, row.ID, row.Version+1, store.Put, before.Key, body)
}

// takeBack deletes what a change set had created. Who created it may always do so.
func (w *writing) takeBack(d *record.Definition, row *store.Row, cur *record.Record) error {
	if cur == nil {
		return fault.New(fault.Conflict, "This cannot be undone: there is nothing left of it.")
	}
	if !d.May(w.who, record.Remove, row.ID, cur.Body) && !w.mine(row) {
		return w.refuse(d, record.Remove)
	}
	w.applied.Records = append(w.applied.Records, AppliedRecord{Kind: d.Kind, ID: row.ID, Key: row.Key, Version: row.Version + 1, Op: Delete})
	return w.row(d, row.ID, row.Version+1, store.Delete, "", nil)
}

// mine says that the writer wrote the row.
func (w *writing) mine(row *store.Row) bool { return row.By == w.who.Person && row.By != "" }

// mayRestore asks for the rights to bring content back: to create it again where it
// was deleted (by somebody else), else to change it both as it is and as it becomes;
// and never by way of fields the writer may not see.
func (w *writing) mayRestore(d *record.Definition, row *store.Row, cur *record.Record, body record.Body, diff []FieldDiff) error {
	if cur == nil {
		if !d.May(w.who, record.Create, row.ID, body) && !w.mine(row) {
			return w.refuse(d, record.Create)
		}
		return nil
	}
	if !d.May(w.who, record.Update, row.ID, body) || !d.May(w.who, record.Update, row.ID, cur.Body) {
		return w.refuse(d, record.Update)
	}
	hidden := append(d.Hidden(w.who, row.ID, cur.Body), d.Hidden(w.who, row.ID, body)...)
	for _, f := range diff {
		if slices.Contains(hidden, f.Field) {
			return w.refuse(d, record.Update)
		}
	}
	return nil
}
