package team

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
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
	was := version{content: record.Content{}}
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

// version is a record's content at one row, with the fields hidden from the viewer.
type version struct {
	key     string
	content record.Content
	hidden  []string
}

func (t *Team) entry(v *snapshot.View, d *record.Definition, row *store.Row, was version) (Entry, version, error) {
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
		return e, version{content: record.Content{}}, nil
	}
	body, err := d.Decode(row.Schema, row.Data)
	if err != nil {
		return e, was, err
	}
	now := version{key: row.Key, hidden: d.Hidden(v.Principal(), row.ID, body)}
	if t.broken.tellHidden {
		now.hidden = nil
	}
	if now.content, err = contentOf(body); err != nil {
		return e, was, err
	}
	e.Sentences = entrySentences(v, d, who, row.Version, was, now)
	return e, now, nil
}

func entrySentences(v *snapshot.View, d *record.Definition, who string, number int, was, now version) []string {
	if number == 1 {
		return []string{fmt.Sprintf("%s created this %s.", who, strings.ToLower(d.Title))}
	}
	if len(was.content) == 0 {
		return []string{fmt.Sprintf("%s brought this %s back.", who, strings.ToLower(d.Title))}
	}
	var out []string
	for _, f := range diffContent(d, was.content, now.content) {
		if !slices.Contains(was.hidden, f.Field) && !slices.Contains(now.hidden, f.Field) {
			out = append(out, sentence(v, d, who, f))
		}
	}
	if was.key != now.key {
		out = append(out, fmt.Sprintf("%s renamed it from %s to %s.", who, was.key, now.key))
	}
	if len(out) == 0 {
		out = []string{fmt.Sprintf("%s changed this %s.", who, strings.ToLower(d.Title))}
	}
	return out
}

func sentence(v *snapshot.View, d *record.Definition, who string, f FieldDiff) string {
	field := &record.Field{Label: f.Field}
	for i := range d.Fields {
		if d.Fields[i].Name == f.Field {
			field = &d.Fields[i]
		}
	}
	name := strings.ToLower(field.Label[:1]) + field.Label[1:]
	before, after := spoken(v, field, f.Before), spoken(v, field, f.After)
	switch {
	case after == "":
		return fmt.Sprintf("%s cleared %s (was %s).", who, name, before)
	case before == "" || len(before)+len(after) > 160:
		return fmt.Sprintf("%s set %s to %s.", who, name, clip(after, 200))
	}
	return fmt.Sprintf("%s changed %s from %s to %s.", who, name, before, after)
}

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + " …"
}

// spoken puts a canonical value into words: names instead of ids, lists joined.
func spoken(v *snapshot.View, f *record.Field, raw string) string {
	if sameValue([]byte(raw), nil) {
		return ""
	}
	var value any
	if json.Unmarshal([]byte(raw), &value) != nil {
		return raw
	}
	return spokenValue(v, f, value)
}

func spokenValue(v *snapshot.View, f *record.Field, value any) string {
	switch x := value.(type) {
	case []any:
		parts := make([]string, len(x))
		for i := range x {
			parts[i] = spokenValue(v, f, x[i])
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		var parts []string
		for i := range f.Fields {
			if in, ok := x[f.Fields[i].Name]; ok {
				parts = append(parts, strings.ToLower(f.Fields[i].Label)+" "+spokenValue(v, &f.Fields[i], in))
			}
		}
		return strings.Join(parts, ", ")
	case string:
		switch {
		case f.Type == record.Reference:
			return v.Name(f.Ref, x)
		case f.Type == record.Target:
			if kind, id, ok := record.SplitTarget(x); ok {
				return v.Name(kind, id)
			}
		case f.Type == record.Text || f.Type == record.Markdown:
			return "“" + x + "”"
		}
		return x
	case bool:
		if x {
			return "yes"
		}
		return "no"
	}
	return fmt.Sprint(value)
}
