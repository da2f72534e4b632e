// Package story puts the versions of a record into sentences: who set which field from
// what to what, in the words of the kind. It reads; rights are settled by the caller.
package story

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team/merge"
)

// Version is a record's content at one row, with the fields hidden from the viewer. The
// zero Version is no content.
type Version struct {
	Key     string
	Content record.Content
	Hidden  []string
}

// Sentences tells what one version changed, to a viewer; number is the version's. Fields
// hidden before or after are not spoken of.
func Sentences(v *snapshot.View, d *record.Definition, who string, number int, was, now Version) []string {
	if number == 1 {
		return []string{fmt.Sprintf("%s created this %s.", who, strings.ToLower(d.Title))}
	}
	if len(was.Content) == 0 {
		return []string{fmt.Sprintf("%s brought this %s back.", who, strings.ToLower(d.Title))}
	}
	var out []string
	for _, f := range merge.Differences(d, was.Content, now.Content) {
		if !slices.Contains(was.Hidden, f.Field) && !slices.Contains(now.Hidden, f.Field) {
			out = append(out, sentence(v, d, who, f))
		}
	}
	if was.Key != now.Key {
		out = append(out, fmt.Sprintf("%s renamed it from %s to %s.", who, was.Key, now.Key))
	}
	if len(out) == 0 {
		out = []string{fmt.Sprintf("%s changed this %s.", who, strings.ToLower(d.Title))}
	}
	return out
}

func sentence(v *snapshot.View, d *record.Definition, who string, f merge.FieldDiff) string {
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
	if merge.Same([]byte(raw), nil) {
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
