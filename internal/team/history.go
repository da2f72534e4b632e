package team

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

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
	if len(rows) == 0 || !t.sees(p, rows[len(rows)-1:]) && !t.sees(p, rows[:1]) {
		_, err := v.Find(kind, idOrKey)
		return nil, err
	}
	d := t.registry.Lookup(kind)
	var out []Entry
	before := record.Content{}
	for i := range rows {
		e, after, err := t.entry(v, d, &rows[i], before)
		if err != nil {
			return nil, err
		}
		before = after
		out = append(out, e)
	}
	slices.Reverse(out)
	if len(out) > 0 {
		t.markUndo(ctx, &out[0])
	}
	for i := 1; i < len(out); i++ {
		out[i].WhyNot = "somebody has changed it since"
	}
	return out, nil
}

func (t *Team) markUndo(ctx context.Context, e *Entry) {
	rows, err := t.store.Change(ctx, e.ChangeID)
	if err == nil {
		e.WhyNot = t.whyNotUndo(t.Snapshot(), rows)
		e.Undoable = e.WhyNot == ""
	}
}

func (t *Team) entry(v *snapshot.View, d *record.Definition, row *store.Row, before record.Content) (Entry, record.Content, error) {
	e := Entry{ChangeID: row.ChangeID, Version: row.Version, At: row.At, By: row.By, Via: row.Via, Op: Op(row.Op), Reason: row.Reason}
	who := v.Name("person", row.By)
	if row.By == "" {
		who = "Plumbline"
	}
	if row.Op != store.Put || len(row.Data) == 0 {
		verb := map[store.Op]string{store.Delete: "deleted", store.Erase: "erased"}[row.Op]
		if verb == "" {
			verb = "wrote content that was erased later to"
		}
		e.Sentences = []string{fmt.Sprintf("%s %s this %s.", who, verb, strings.ToLower(d.Title))}
		return e, record.Content{}, nil
	}
	body, err := d.Decode(row.Schema, row.Data)
	if err != nil {
		return e, nil, err
	}
	after, err := contentOf(body)
	if err != nil {
		return e, nil, err
	}
	hidden := d.Hidden(v.Principal(), row.ID, body)
	if row.Version == 1 {
		e.Sentences = []string{fmt.Sprintf("%s created this %s.", who, strings.ToLower(d.Title))}
		return e, after, nil
	}
	for _, f := range diffContent(d, before, after) {
		if !slices.Contains(hidden, f.Field) {
			e.Sentences = append(e.Sentences, sentence(v, d, who, f))
		}
	}
	if len(e.Sentences) == 0 {
		e.Sentences = []string{fmt.Sprintf("%s changed this %s.", who, strings.ToLower(d.Title))}
	}
	return e, after, nil
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
	}
	return fmt.Sprint(value)
}
