package team

import (
	"context"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team/naming"
)

// Apply makes a change set durable, all of it or nothing. A nil error means it is on
// the disk and visible in the next View.
//
// Errors: fault.Invalid with every problem found, fault.Forbidden, fault.NotFound,
// fault.Newer, fault.Full, a ConflictError.
func (t *Team) Apply(ctx context.Context, p record.Principal, cs ChangeSet) (Applied, error) {
	bases, err := t.bases(ctx, cs.Changes)
	if err != nil {
		return Applied{}, err
	}
	if t.breaks().checkBeforeLock {
		if _, _, err := t.PreviewOn(ctx, p, cs, t.Snapshot()); err != nil {
			return Applied{}, err
		}
	}
	return t.write(ctx, p, &cs, func(w *writing) error { return w.changes(cs.Changes, bases) })
}

// Preview says what a change set would do, and gives the snapshot as it would be.
// Nothing is written.
func (t *Team) Preview(ctx context.Context, p record.Principal, cs ChangeSet) (Applied, *snapshot.Snapshot, error) {
	return t.PreviewOn(ctx, p, cs, t.Snapshot())
}

// PreviewOn is Preview on a snapshot other than the current one: a scenario's.
func (t *Team) PreviewOn(ctx context.Context, p record.Principal, cs ChangeSet, on *snapshot.Snapshot) (Applied, *snapshot.Snapshot, error) {
	bases, err := t.bases(ctx, cs.Changes)
	if err != nil {
		return Applied{}, nil, err
	}
	w := t.begin(p, &cs, on)
	if err := w.changes(cs.Changes, bases); err != nil {
		return Applied{}, nil, err
	}
	next, err := w.pretend()
	return w.applied, next, err
}

// pretend gives the snapshot as it would be after the rows, without writing them.
func (w *writing) pretend() (*snapshot.Snapshot, error) {
	for i := range w.rows {
		w.rows[i].Seq = w.base.Seq() + int64(i) + 1
	}
	next, err := w.base.With(w.rows)
	if err != nil {
		return nil, err
	}
	return next, w.whole(next)
}

// bases reads the versions that changes were made on, where they are not the head:
// old versions never change, so this needs no lock.
func (t *Team) bases(ctx context.Context, changes []Change) (map[string]record.Content, error) {
	out := map[string]record.Content{}
	snap := t.Snapshot()
	for _, c := range changes {
		d := t.registry.Lookup(c.Kind)
		if d == nil || c.Base == 0 {
			continue
		}
		id := snap.ID(c.Kind, c.ID)
		if id == "" && record.IsID(c.ID) {
			id = c.ID // another process may have written it a moment ago
		}
		if r := snap.Get(c.Kind, id); r != nil && r.Version == c.Base {
			content, err := t.contentOf(r)
			if err != nil {
				return nil, err
			}
			out[string(c.Kind)+"/"+id] = content
			continue
		}
		rows, err := t.store.History(ctx, string(c.Kind), id)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			if rows[i].Version == c.Base && rows[i].Op == store.Put {
				if out[string(c.Kind)+"/"+id], err = t.rowContent(d, &rows[i]); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// write runs build in the write lock on the snapshot at the log's head, makes its
// rows durable and publishes the result.
func (t *Team) write(ctx context.Context, p record.Principal, cs *ChangeSet, build func(*writing) error) (Applied, error) {
	if err := t.Stopped(); err != nil {
		return Applied{}, err
	}
	if cs.ID == "" {
		cs.ID = record.NewID(t.random)
	}
	var w *writing
	var next *snapshot.Snapshot
	var again []store.Row
	err := t.store.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		w, next = nil, nil
		var err error
		if again, err = tx.Change(ctx, cs.ID); err != nil || len(again) > 0 && !t.breaks().forgetChanges {
			return err
		}
		again = nil
		tip, err := t.tip(ctx, tx)
		if err != nil {
			return err
		}
		w = t.begin(p, cs, tip)
		if err := build(w); err != nil {
			return err
		}
		for _, content := range cs.Contents {
			if _, err := tx.PutBlob(ctx, content); err != nil {
				return err
			}
		}
		next, err = w.commit(ctx, tx)
		return err
	})
	switch {
	case err != nil:
		return Applied{}, err
	case len(again) > 0 && again[0].By != p.Person:
		return Applied{}, fault.New(fault.Invalid, "The change id %q cannot be used.", cs.ID).WithHint("Draw a new random one for each change.")
	case len(again) > 0:
		return repeated(cs.ID, again), nil
	case next != nil:
		t.publish(next, w.rows)
	}
	return w.applied, nil
}

// tip gives the snapshot at the head of the log, inside the write lock.
func (t *Team) tip(ctx context.Context, tx store.Tx) (*snapshot.Snapshot, error) {
	tip, ok := tx.Memo().(*snapshot.Snapshot)
	if !ok || tip == nil {
		tip = t.Snapshot()
	}
	return t.replay(ctx, tip, tx.After)
}

func repeated(changeID string, rows []store.Row) Applied {
	a := Applied{ChangeID: changeID, Again: true, At: rows[0].At}
	for _, r := range rows {
		a.Records = append(a.Records, AppliedRecord{Kind: record.Kind(r.Kind), ID: r.ID, Key: r.Key, Version: r.Version, Op: Op(r.Op), Created: r.Version == 1})
	}
	return a
}

// writing is one change set on its way through the gate.
type writing struct {
	team    *Team
	who     record.Principal
	set     *ChangeSet
	at      time.Time
	base    *snapshot.Snapshot
	view    *snapshot.View
	names   *naming.Book
	known   map[string]bool    // "kind/id" that the record being read refers to already
	from    map[string]*Change // "kind/id" → the change that is about it
	rows    []store.Row
	applied Applied
	faults  []fault.Problem
}

func (t *Team) begin(p record.Principal, cs *ChangeSet, tip *snapshot.Snapshot) *writing {
	at := t.now().UTC().Truncate(time.Microsecond)
	return &writing{team: t, who: p, set: cs, at: at, base: tip, view: tip.View(p),
		names: naming.On(tip), from: map[string]*Change{},
		applied: Applied{ChangeID: cs.ID, At: at}}
}

// commit appends the rows and checks what no single record can break alone.
func (w *writing) commit(ctx context.Context, tx store.Tx) (*snapshot.Snapshot, error) {
	if len(w.rows) == 0 {
		return nil, nil
	}
	if err := tx.Append(ctx, w.rows); err != nil {
		return nil, err
	}
	next, err := w.base.With(w.rows)
	if err != nil {
		return nil, err
	}
	if err := w.whole(next); err != nil && !w.team.breaks().checkBeforeLock {
		return nil, err
	}
	tx.Keep(next)
	return next, nil
}

// row adds a row; what goes with it is sealed where the kind is.
func (w *writing) row(d *record.Definition, id record.ID, version int, op store.Op, key string, body record.Body) error {
	r := store.Row{ChangeID: w.set.ID, Kind: string(d.Kind), ID: id, Version: version, Op: op,
		Schema: d.Schema, At: w.at, By: w.who.Person, Via: w.set.Via, Reason: w.set.Reason, Key: key}
	if body != nil {
		var err error
		if r.KeyID, r.Data, err = w.team.encoded(d, id, version, body); err != nil {
			return err
		}
	}
	if d.Sealed {
		r.Reason = "" // it would stand beside what is sealed, in clear
	}
	w.rows = append(w.rows, r)
	return nil
}

// ID implements record.Names over the view, what this set creates, and what the
// record at hand refers to already (which may have been erased since).
func (w *writing) ID(kind record.Kind, idOrKey string) record.ID {
	if id := w.view.ID(kind, idOrKey); id != "" {
		return id
	}
	if w.known[string(kind)+"/"+idOrKey] {
		return idOrKey
	}
	return w.names.ID(kind, idOrKey)
}

// Day implements record.Names.
func (w *writing) Day() record.Minutes { return w.view.Day() }
