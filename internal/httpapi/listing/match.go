package listing

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// matcher turns the text and the filters of a query into one condition.
func matcher(v *snapshot.View, d *record.Definition, q wire.Query) (func(*record.Record) bool, error) {
	text := strings.ToLower(strings.TrimSpace(q.Text))
	var filters []*filter
	for _, w := range q.Where {
		name, value, err := condition(v, d, w)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(filters, func(f *filter) bool { return f.field == name })
		if i < 0 {
			i = len(filters)
			filters = append(filters, &filter{field: name, get: d.Getter(name)})
		}
		filters[i].wanted = append(filters[i].wanted, value)
	}
	return func(r *record.Record) bool {
		if text != "" && !mentions(v, r, text) {
			return false
		}
		return !slices.ContainsFunc(filters, func(f *filter) bool { return !anyOf(f.get(r.Body), f.wanted) })
	}, nil
}

// filter is the values of one field, any of which will do; nil stands for no value.
type filter struct {
	field  string
	get    func(record.Body) json.RawMessage
	wanted [][]byte
}

// condition reads "field:value" into the field and the canonical value it must have;
// an empty value means that the field is empty.
func condition(v *snapshot.View, d *record.Definition, w string) (string, []byte, error) {
	name, value, ok := strings.Cut(w, ":")
	i := slices.IndexFunc(d.Fields, func(f record.Field) bool { return f.Name == name })
	if !ok || i < 0 {
		return "", nil, fault.New(fault.Malformed, "%q is not a filter of %s.", w, d.Plural).WithHint("Write where=field:value with one of: %s.", names(d))
	}
	if value == "" {
		return name, nil, nil
	}
	asked := &record.Node{Shape: record.Fields, Members: []record.Entry{{Name: name, Value: &record.Node{Shape: record.Plain, Text: value}}}}
	content, problems := d.Read(asked, v, "", true)
	if len(problems) > 0 {
		return "", nil, &fault.Error{Code: fault.Invalid, Text: "The filter cannot be used.", Problems: problems}
	}
	raw := []byte(content[name])
	if d.Fields[i].List {
		raw = bytes.TrimSuffix(bytes.TrimPrefix(raw, []byte("[")), []byte("]"))
	}
	if empty(raw) {
		raw = nil
	}
	return name, raw, nil
}

func names(d *record.Definition) string {
	var out []string
	for i := range d.Fields {
		if d.Fields[i].Type != record.Object {
			out = append(out, d.Fields[i].Name)
		}
	}
	return strings.Join(out, ", ")
}

// anyOf says whether a field's value, or one of its values, is among the wanted.
func anyOf(have json.RawMessage, wanted [][]byte) bool {
	var list []json.RawMessage
	if len(have) > 0 && have[0] == '[' && json.Unmarshal(have, &list) != nil {
		return false
	}
	if len(have) == 0 || have[0] != '[' {
		list = []json.RawMessage{have}
	}
	for _, w := range wanted {
		if w == nil && empty(have) {
			return true
		}
		if slices.ContainsFunc(list, func(h json.RawMessage) bool { return w != nil && bytes.EqualFold(h, w) }) {
			return true
		}
	}
	return false
}

func empty(raw json.RawMessage) bool {
	switch string(raw) {
	case "", "null", `""`, "[]", "{}", "0", "false":
		return true
	}
	return false
}

// mentions says whether a record's title, key or a tag holds the text.
func mentions(v *snapshot.View, r *record.Record, text string) bool {
	return strings.Contains(strings.ToLower(v.Title(r)), text) || strings.Contains(strings.ToLower(r.Key), text) ||
		slices.ContainsFunc(r.Body.Common().Tags, func(t string) bool { return strings.Contains(strings.ToLower(t), text) })
}

// Content gives a record's content by field, as canonical JSON.
func Content(r *record.Record) record.Content {
	data, err := record.Encode(r.Body)
	if err != nil {
		panic("listing: a record's content does not encode: " + err.Error())
	}
	c, err := record.Split(data)
	if err != nil {
		panic("listing: a record's content does not split: " + err.Error())
	}
	return c
}
