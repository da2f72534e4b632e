package record

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record/node"
)

// Names resolves what people write to what records hold.
type Names interface {
	// ID finds the id of a record of a kind by its id or key; "" when there is none.
	ID(kind Kind, idOrKey string) ID
	// Day is the organisation's length of a day of work.
	Day() Minutes
}

// Read turns a written value into canonical content of the kind: fields checked by
// name and type, keys turned into ids, days of work into minutes. It reports every
// problem with its field and, where file is given or the place known, its place. With
// part set, only the members that are there are read and null clears.
func (d *Definition) Read(n *Node, names Names, file string, part bool) (Content, []fault.Problem) {
	r := reader{names: names, file: file}
	out := Content{}
	if n == nil || n.Shape != Fields {
		r.bad(n, "", "", "a %s is written as names and values", d.Kind)
		return nil, r.problems
	}
	for _, m := range n.Members {
		f := fieldNamed(d.Fields, m.Name)
		if f == nil {
			r.unknown(m, "", d.Fields)
			continue
		}
		if m.Value.Shape == Null {
			out[m.Name] = nil
			continue
		}
		out[m.Name] = r.field(m.Value, f, m.Name)
	}
	if len(r.problems) == 0 {
		if err := d.canonical(out); err != nil {
			r.bad(n, "", "", "this %s cannot be kept: %s", d.Kind, err)
		}
	}
	if !part {
		out.drop()
	}
	return out, r.problems
}

// canonical brings each value into the exact bytes its kind's struct encodes to, so
// that equal values compare equal; a value that says nothing (an empty text, no work)
// becomes a cleared field.
func (d *Definition) canonical(c Content) error {
	b, err := d.Body(c.Merge(nil))
	if err != nil {
		return err
	}
	data, err := Encode(b)
	if err != nil {
		return err
	}
	whole, err := Split(data)
	if err != nil {
		return err
	}
	for f := range c {
		c[f] = whole[f]
	}
	return nil
}

// Content is canonical content by top-level field, as JSON; nil marks a cleared field.
type Content map[string]json.RawMessage

func (c Content) drop() {
	for k, v := range c {
		if v == nil {
			delete(c, k)
		}
	}
}

// Merge lays the fields of over on top of c; cleared fields go.
func (c Content) Merge(over Content) Content {
	out := Content{}
	for k, v := range c {
		out[k] = v
	}
	for k, v := range over {
		out[k] = v
	}
	out.drop()
	return out
}

// JSON gives the content as one object with its names in order.
func (c Content) JSON() []byte {
	b, err := json.Marshal(map[string]json.RawMessage(c))
	if err != nil {
		panic("record: canonical content does not encode: " + err.Error())
	}
	return b
}

// Split reads stored canonical content into its top-level fields.
func Split(data []byte) (Content, error) {
	out := Content{}
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("split content: %w", err)
	}
	return out, nil
}

// Body decodes canonical content of the current schema.
func (d *Definition) Body(c Content) (Body, error) { return d.Decode(d.Schema, c.JSON()) }

type reader struct {
	names    Names
	file     string
	problems []fault.Problem
}

func (r *reader) bad(n *Node, field, hint, format string, args ...any) {
	r.problems = append(r.problems, fault.Problem{Place: n.Place(r.file), Field: field, Text: node.Clip(fmt.Sprintf(format, args...), 300), Hint: hint})
}

func (r *reader) unknown(m Entry, at string, fields []Field) {
	hint := "the fields are " + fieldNames(fields)
	if near := nearest(m.Name, fields); near != "" {
		hint = "did you mean " + near + "?"
	}
	name := node.Clip(m.Name, 80)
	r.bad(m.Value, at+name, hint, "there is no field %q here", name)
}

func (r *reader) field(n *Node, f *Field, at string) json.RawMessage {
	if !f.List {
		return r.one(n, f, at)
	}
	if n.Shape != List {
		if n.Shape == Fields || n.Shape == Null {
			r.bad(n, at, "write a list", "%s is a list", f.Label)
			return nil
		}
		n = &Node{Shape: List, Line: n.Line, Column: n.Column, Items: []*Node{n}}
	}
	parts := make([][]byte, 0, len(n.Items))
	for i, item := range n.Items {
		if v := r.one(item, f, at+"["+strconv.Itoa(i)+"]"); v != nil {
			parts = append(parts, v)
		}
	}
	return slices.Concat([]byte("["), bytes.Join(parts, []byte(",")), []byte("]"))
}

func (r *reader) one(n *Node, f *Field, at string) json.RawMessage {
	switch f.Type {
	case Object:
		return r.object(n, f, at)
	case Bool:
		if (n.Shape == Truth || n.Shape == Plain) && (n.Text == "true" || n.Text == "false") {
			return json.RawMessage(n.Text)
		}
		r.bad(n, at, "write true or false", "%q is neither true nor false", n.Text)
		return nil
	case Int, Number:
		return r.number(n, f, at)
	}
	if n.Shape != String && n.Shape != Plain {
		r.bad(n, at, "write it as text", "%s is not a text", f.Label)
		return nil
	}
	text, err := r.text(n.Text, f)
	if err != nil {
		r.bad(n, at, "", "%s", err)
		return nil
	}
	return quote(text)
}

func (r *reader) object(n *Node, f *Field, at string) json.RawMessage {
	if n.Shape != Fields {
		r.bad(n, at, "write names and values: "+fieldNames(f.Fields), "%s has parts", f.Label)
		return nil
	}
	out := Content{}
	for _, m := range n.Members {
		if in := fieldNamed(f.Fields, m.Name); in == nil {
			r.unknown(m, at+".", f.Fields)
		} else if m.Value.Shape != Null {
			out[m.Name] = r.field(m.Value, in, at+"."+m.Name)
		}
	}
	for i := range f.Fields {
		if in := &f.Fields[i]; in.Required && blank(out[in.Name]) && !r.told(at+"."+in.Name) {
			r.bad(n, at+"."+in.Name, "fill it in", "%s is missing", in.Label)
		}
	}
	out.drop()
	return out.JSON()
}

// blank says that a value is absent or an empty text or list.
func blank(v json.RawMessage) bool {
	return len(v) == 0 || string(v) == `""` || string(v) == "[]"
}

// told says that a field has a problem already.
func (r *reader) told(field string) bool {
	return slices.ContainsFunc(r.problems, func(p fault.Problem) bool { return strings.HasPrefix(p.Field, field) })
}

func (r *reader) number(n *Node, f *Field, at string) json.RawMessage {
	v, err := strconv.ParseFloat(n.Text, 64)
	ok := n.Shape == Numeral || n.Shape == Plain
	if !ok || err != nil || v != v || v > 1e15 || v < -1e15 {
		r.bad(n, at, "write a number", "%q is not a number in range", n.Text)
		return nil
	}
	if f.Type == Int && v != float64(int64(v)) {
		r.bad(n, at, "round it", "%s is not a whole number", n.Text)
		return nil
	}
	b, _ := json.Marshal(v + 0) // +0 turns -0 into 0
	if f.Type == Int {
		b = strconv.AppendInt(nil, int64(v), 10)
	}
	return b
}

// text brings one scalar into its canonical spelling.
func (r *reader) text(s string, f *Field) (string, error) {
	if len(s) > MaxProse {
		return "", fmt.Errorf("%s has %d KiB; at most %d are kept", f.Label, len(s)>>10, MaxProse>>10)
	}
	if bad, found := unseen(s, f.Type == Markdown); found {
		return "", fmt.Errorf("%s holds the invisible character %U; take it out", f.Label, bad)
	}
	switch f.Type {
	case Markdown:
		return lineEnds.Replace(s), nil
	case Reference:
		if s == "" {
			return "", nil
		}
		if id := r.names.ID(f.Ref, s); id != "" {
			return id, nil
		}
		return "", fmt.Errorf("there is no %s %q", strings.ReplaceAll(string(f.Ref), "_", " "), s)
	case Target:
		return r.target(s)
	case Enum:
		if s == "" || slices.Contains(f.Enum, s) {
			return s, nil
		}
		return "", fmt.Errorf("%q is not one of %s", s, strings.Join(f.Enum, ", "))
	case Work:
		m, err := ParseMinutes(s, r.names.Day())
		return m.String(), err
	case Guess:
		e, err := ParseEstimate(s, r.names.Day())
		return e.String(), err
	case Day:
		return viaText(s, new(Date), func(d *Date) string { return string(*d) })
	case Amount:
		return viaText(s, new(Money), (*Money).String)
	case Portion:
		return viaText(s, new(Share), (*Share).String)
	case Instant:
		t, err := time.Parse(time.RFC3339, s)
		if y := t.UTC().Year(); err != nil || y < 1 || y > 9999 {
			return "", fmt.Errorf("%q is not an instant; write it like 2026-02-20T14:00:00Z", s)
		}
		return t.UTC().Format(time.RFC3339Nano), nil
	}
	return s, nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// unseen finds a character that shows nothing or turns the direction of what
// follows: such names look like others. Prose may have tabs and line breaks.
func unseen(s string, prose bool) (rune, bool) {
	for _, c := range s {
		switch {
		case prose && (c == '\n' || c == '\t' || c == '\r'):
		case c < ' ' || c >= 0x7f && c < 0xa0, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069,
			c == 0x200b || c == 0x200e || c == 0x200f || c == 0x2028 || c == 0x2029 || c == 0xfeff, c >= 0xe0000 && c <= 0xe007f:
			return c, true
		}
	}
	return 0, false
}

func (r *reader) target(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	kind, name, ok := SplitTarget(s)
	if !ok {
		if strings.Contains(s, ":") {
			return s, nil
		}
		return "", fmt.Errorf("%q is neither kind/key of a record nor the address of a fact", s)
	}
	if id := r.names.ID(kind, name); id != "" {
		return string(kind) + "/" + id, nil
	}
	return "", fmt.Errorf("there is no %s %q", kind, name)
}

func viaText[T encoding.TextUnmarshaler](s string, v T, show func(T) string) (string, error) {
	if err := v.UnmarshalText([]byte(s)); err != nil {
		return "", err
	}
	return show(v), nil
}

func quote(s string) json.RawMessage {
	b, _ := json.Marshal(s)
	return b
}

func fieldNamed(fields []Field, name string) *Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

func fieldNames(fields []Field) string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].Name
	}
	return strings.Join(names, ", ")
}

// nearest finds the one field within two edits of a name, or "".
func nearest(name string, fields []Field) string {
	best, at := 3, ""
	for i := range fields {
		if d := edits(name, fields[i].Name); d < best {
			best, at = d, fields[i].Name
		}
	}
	return at
}

// edits is the Levenshtein distance of two short names.
func edits(a, b string) int {
	if len(a) > 64 {
		return 64
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}
