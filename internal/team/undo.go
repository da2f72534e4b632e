package team

import (
	"context"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
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
	if !t.sees(p, rows) {
		return Applied{}, fault.New(fault.NotFound, "There is no change %q.", changeID).WithHint("Find it in the record's history.")
	}
	if why := t.whyNotUndo(t.Snapshot(), rows); why != "" {
		return Applied{}, fault.New(fault.Conflict, "This cannot be undone: %s.", why).WithHint("Change the record by hand instead.")
	}
	before := make([]*store.Row, len(rows))
	for i := range rows {
		if before[i], err = t.rowBefore(ctx, &rows[i]); err != nil {
			return Applied{}, err
		}
	}
	cs := ChangeSet{Via: via, Reason: reason}
	return t.write(ctx, p, &cs, func(w *writing) error {
		if why := t.whyNotUndo(w.base, rows); why != "" {
			return fault.New(fault.Conflict, "This cannot be undone: %s.", why).WithHint("Change the record by hand instead.")
		}
		for i := len(rows) - 1; i >= 0; i-- {
			if err := w.restore(&rows[i], before[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// sees says that every record of a change set is visible to the principal: as it is
// now, or as it was before it was deleted.
func (t *Team) sees(p record.Principal, rows []store.Row) bool {
	snap := t.Snapshot()
	for i := range rows {
		d := t.registry.Lookup(record.Kind(rows[i].Kind))
		if d == nil {
			return false
		}
		var body record.Body
		if r := snap.Get(d.Kind, rows[i].ID); r != nil {
			body = r.Body
		} else if rows[i].Op == store.Put {
			body, _ = d.Decode(rows[i].Schema, rows[i].Data)
		}
		if body != nil && !d.May(p, record.Read, rows[i].ID, body) || body == nil && d.Policy.Read&p.Roles == 0 && !p.System {
			return false
		}
	}
	return len(rows) > 0
}

// whyNotUndo gives the reason that stands against undoing, or "".
func (t *Team) whyNotUndo(s *snapshot.Snapshot, rows []store.Row) string {
	for i := range rows {
		r := &rows[i]
		head := s.Gone(record.Kind(r.Kind), r.ID)
		if cur := s.Get(record.Kind(r.Kind), r.ID); cur != nil {
			head = cur.Version
		}
		switch {
		case r.Op == store.Erase:
			return "it erased a record for good"
		case head != r.Version:
			return "somebody has changed " + words(record.Kind(r.Kind)) + " " + label(s, record.Kind(r.Kind), r.ID) + " since"
		case t.now().Sub(r.At) > UndoFor:
			return "it is more than 30 days old"
		}
	}
	return ""
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
		if !d.May(w.who, record.Remove, row.ID, cur.Body) && row.By != w.who.Person {
			return w.refuse(d, record.Remove)
		}
		w.row(d, row.ID, row.Version+1, store.Delete, "", nil)
		w.applied.Records = append(w.applied.Records, AppliedRecord{Kind: d.Kind, ID: row.ID, Key: row.Key, Version: row.Version + 1, Op: Delete})
		return nil
	}
	body, err := d.Decode(before.Schema, before.Data)
	if err != nil {
		return err
	}
	if !d.May(w.who, record.Update, row.ID, body) {
		return w.refuse(d, record.Update)
	}
	data, err := record.Encode(body)
	if err != nil {
		return err
	}
	diff, err := w.diff(d, row.ID, data)
	if err != nil {
		return err
	}
	w.row(d, row.ID, row.Version+1, store.Put, before.Key, data)
	w.applied.Records = append(w.applied.Records, AppliedRecord{Kind: d.Kind, ID: row.ID, Key: before.Key, Version: row.Version + 1, Op: Put, Diff: diff})
	return nil
}
