package team

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team/story"
)

// Entry is one version of a record as its readers see it.
type Entry struct {
	ChangeID  string
	Version   int
	At        time.Time
	By        record.ID
	Via       string
	Op        Op
	Reason    string
	Sentences []string // "Ana set role to Staff engineer."
	Undoable  bool
	WhyNot    string
}

// History gives a record's versions, newest first, in sentences. A record the
// principal may not see is not found; fields hidden from it are left out.
func (t *Team) History(ctx context.Context, p record.Principal, kind record.Kind, idOrKey string) ([]Entry, error) {
	v := t.View(p)
	id := idOrKey
	if known := v.ID(kind, idOrKey); known != "" {
		id = known
	}
	rows, err := t.store.History(ctx, string(kind), id)
	if err != nil {
		return nil, err
	}
	if seen, err := t.sees(ctx, p, rows[:min(1, len(rows))]); err != nil {
		return nil, err
	} else if !seen {
		_, err := v.Find(kind, idOrKey)
		return nil, err
	}
	d := t.registry.Lookup(kind)
	var out []Entry
	was := story.Version{}
	for i := range rows {
		e, now, err := t.entry(v, d, &rows[i], was)
		if err != nil {
			return nil, err
		}
		was = now
		out = append(out, e)
	}
	slices.Reverse(out)
	if len(out) > 0 {
		t.markUndo(ctx, p, &out[0])
	}
	for i := 1; i < len(out); i++ {
		out[i].WhyNot = "somebody has changed it since"
	}
	return out, nil
}

// markUndo says whether the viewer could undo the change set of an entry, and why not.
func (t *Team) markUndo(ctx context.Context, p record.Principal, e *Entry) {
	e.WhyNot = "it cannot be undone now"
	rows, err := t.store.Change(ctx, e.ChangeID)
	if err != nil {
		return
	}
	if seen, err := t.sees(ctx, p, rows); err != nil || !seen {
		return
	}
	before, err := t.rowsBefore(ctx, rows)
	if err != nil {
		return
	}
	w := t.begin(p, &ChangeSet{}, t.Snapshot())
	err = w.undo(rows, before)
	if err == nil {
		_, err = w.pretend()
	}
	var f *fault.Error
	switch {
	case err == nil:
		e.Undoable, e.WhyNot = true, ""
	case errors.As(err, &f) && len(f.Problems) > 0:
		e.WhyNot = f.Problems[0].Text
	case errors.As(err, &f):
		e.WhyNot = strings.TrimSuffix(strings.TrimPrefix(f.Text, "This cannot be undone: "), ".")
	}
}

func (t *Team) entry(v *snapshot.View, d *record.Definition, row *store.Row, was story.Version) (Entry, story.Version, error) {
	e := Entry{ChangeID: row.ChangeID, Version: row.Version, At: row.At, By: row.By, Via: row.Via, Op: Op(row.Op), Reason: row.Reason}
	who := "Plumbline"
	if row.By != "" {
		who = v.Name("person", row.By)
		who = strings.ToUpper(who[:1]) + who[1:]
	}
	if row.Op != store.Put || len(row.Data) == 0 {
		verb := map[store.Op]string{store.Delete: "deleted", store.Erase: "erased"}[row.Op]
		if verb == "" {
			verb = "wrote content that was erased later to"
		}
		e.Sentences = []string{fmt.Sprintf("%s %s this %s.", who, verb, strings.ToLower(d.Title))}
		return e, story.Version{}, nil
	}
	body, err := t.bodyOf(d, row)
	if fault.CodeOf(err) == fault.Refused {
		e.Sentences = []string{fmt.Sprintf("%s wrote what cannot be read any more: its key is gone.", who)}
		return e, story.Version{}, nil
	}
	if err != nil {
		return e, was, err
	}
	now := story.Version{Key: row.Key, Hidden: d.Hidden(v.Principal(), row.ID, body)}
	if t.breaks().tellHidden {
		now.Hidden = nil
	}
	if now.Content, err = split(body); err != nil {
		return e, was, err
	}
	e.Sentences = story.Sentences(v, d, who, row.Version, was, now)
	return e, now, nil
}
