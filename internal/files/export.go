package files

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Item is one record to be written.
type Item struct {
	Kind record.Kind
	ID   record.ID
	Key  string
	Data []byte // canonical content as JSON, references as ids
}

// Items lists everything a view shows, as it shows it.
func Items(v *snapshot.View) ([]Item, error) {
	var kinds []record.Kind
	for _, d := range v.Snapshot().Registry().All() {
		kinds = append(kinds, d.Kind)
	}
	return ItemsOf(v, kinds...)
}

// ItemsOf lists what a view shows of some kinds. What is sealed and not open to the viewer
// is left out.
func ItemsOf(v *snapshot.View, kinds ...record.Kind) ([]Item, error) {
	var out []Item
	for _, k := range kinds {
		for _, r := range v.All(k) {
			if r.Seal != nil {
				continue
			}
			data, err := record.Encode(r.Body)
			if err != nil {
				return nil, fmt.Errorf("encode %s %s: %w", r.Kind, r.Key, err)
			}
			out = append(out, Item{r.Kind, r.ID, r.Key, data})
		}
	}
	return out, nil
}

// Export writes items as one stream, in the order of the registry and of keys. The
// items must hold all records that they refer to; a reference to one that is not
// among them is left out, and so is a record that cannot stand without such a
// reference. The names of records left out are given back.
func Export(w io.Writer, reg *record.Registry, items []Item) (left []string, err error) {
	return ExportKind(w, reg, items, "")
}

// ExportKind is Export of the records of one kind; the items still must hold all
// records that they refer to. An empty kind means all.
func ExportKind(w io.Writer, reg *record.Registry, items []Item, only record.Kind) (left []string, err error) {
	e := newExporter(reg, items)
	first := true
	for _, it := range e.items {
		if only != "" && it.Kind != only {
			continue
		}
		doc, whole, err := e.document(it)
		if err != nil {
			return nil, err
		}
		if !whole {
			left = append(left, string(it.Kind)+" "+cmp.Or(it.Key, it.ID))
			continue
		}
		if !first {
			doc = append([]byte("---\n"), doc...)
		}
		first = false
		if _, err := w.Write(doc); err != nil {
			return nil, fmt.Errorf("write records: %w", err)
		}
	}
	return left, nil
}

// Namer gives the key of a record (or its id, where its kind has none), "" when there
// is no such record.
type Namer func(kind record.Kind, id record.ID) string

// Document writes one record as a document of its own. References that name says
// nothing about are left out.
func Document(reg *record.Registry, it Item, name Namer) ([]byte, error) {
	e := &exporter{reg: reg, name: name}
	doc, _, err := e.document(it)
	return doc, err
}

// Show writes the value of one field on one line, as a file would: raw is its
// canonical JSON, empty for no value.
func Show(f *record.Field, raw []byte, name Namer) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	n, err := record.ParseJSON(raw)
	if err != nil {
		return string(raw)
	}
	e := &exporter{name: name}
	v := e.value(n, f)
	if v == nil {
		return ""
	}
	flat(v)
	text, err := dump(v)
	if err != nil {
		return string(raw)
	}
	return strings.TrimSuffix(string(text), "\n")
}

// flat puts a value on one line.
func flat(n *yaml.Node) {
	switch {
	case n.Kind != yaml.ScalarNode:
		n.Style = yaml.FlowStyle
	case n.Style == yaml.LiteralStyle:
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, c := range n.Content {
		flat(c)
	}
}

type exporter struct {
	reg   *record.Registry
	items []Item
	name  Namer
}

func newExporter(reg *record.Registry, items []Item) *exporter {
	names := map[string]string{}
	e := &exporter{reg: reg, items: slices.Clone(items), name: func(k record.Kind, id record.ID) string { return names[string(k)+"/"+id] }}
	for _, it := range items {
		names[string(it.Kind)+"/"+it.ID] = cmp.Or(it.Key, it.ID)
	}
	slices.SortFunc(e.items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(reg.Index(a.Kind), reg.Index(b.Kind)),
			snapshot.ByKey(&record.Record{Key: a.Key, ID: a.ID}, &record.Record{Key: b.Key, ID: b.ID}))
	})
	return e
}

// document gives one record as YAML; whole is false when it lost a reference that it
// cannot do without.
func (e *exporter) document(it Item) (doc []byte, whole bool, err error) {
	d, err := e.reg.Get(it.Kind)
	if err != nil {
		return nil, false, err
	}
	n, err := record.ParseJSON(it.Data)
	if err != nil {
		return nil, false, fmt.Errorf("read %s %s: %w", it.Kind, it.ID, err)
	}
	m := &yaml.Node{Kind: yaml.MappingNode}
	add(m, "kind", scalar(string(it.Kind)))
	switch {
	case d.Single != "":
	case it.Key != "":
		add(m, "key", scalar(it.Key))
	default:
		add(m, "id", scalar(it.ID))
	}
	if whole = e.members(m, n, d.Fields); !whole {
		return nil, false, nil
	}
	doc, err = dump(m)
	return doc, true, err
}

func dump(n *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	d, err := yaml.NewDumper(&b, yaml.WithV4Defaults(), yaml.WithLineWidth(-1), yaml.WithCompactSeqIndent(false))
	if err != nil {
		return nil, fmt.Errorf("set up writing YAML: %w", err)
	}
	if err := d.Dump(n); err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	if err := d.Close(); err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	return b.Bytes(), nil
}

func add(m *yaml.Node, name string, v *yaml.Node) {
	m.Content = append(m.Content, scalar(name), v)
}

func scalar(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	switch {
	case isBlock(s):
		n.Style = yaml.LiteralStyle
	case strings.ContainsAny(s, "\n\t"):
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// isBlock says that a literal block shows a text exactly: several lines, none of which
// begins or ends with a blank.
func isBlock(s string) bool {
	if !strings.Contains(s, "\n") || strings.Contains(s, "\t") || strings.HasPrefix(s, "\n") || strings.HasSuffix(s, "\n\n") {
		return false
	}
	for _, line := range strings.Split(s, "\n") {
		if strings.HasSuffix(line, " ") {
			return false
		}
	}
	return !strings.HasPrefix(s, " ")
}

// members writes the fields of an object in the order of its kind.
func (e *exporter) members(m *yaml.Node, n *record.Node, fields []record.Field) bool {
	for i := range fields {
		f := &fields[i]
		v := n.Get(f.Name)
		if v == nil || empty(v) {
			continue
		}
		out := e.value(v, f)
		if out == nil {
			if f.Required {
				return false
			}
			continue
		}
		add(m, f.Name, out)
	}
	return true
}

func empty(n *record.Node) bool {
	switch n.Shape {
	case record.Null:
		return true
	case record.String:
		return n.Text == ""
	case record.List:
		return len(n.Items) == 0
	case record.Fields:
		return len(n.Members) == 0
	}
	return false
}

// value writes one field, nil when nothing of it is left.
func (e *exporter) value(n *record.Node, f *record.Field) *yaml.Node {
	if !f.List {
		return e.one(n, f)
	}
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, item := range n.Items {
		if v := e.one(item, f); v != nil {
			list.Content = append(list.Content, v)
		}
	}
	if len(list.Content) == 0 {
		return nil
	}
	compact(list)
	return list
}

func (e *exporter) one(n *record.Node, f *record.Field) *yaml.Node {
	switch {
	case f.Type == record.Object:
		m := &yaml.Node{Kind: yaml.MappingNode}
		if !e.members(m, n, f.Fields) || len(m.Content) == 0 && !f.List {
			return nil
		}
		compact(m)
		return m
	case f.Type == record.Reference:
		return e.named(f.Ref, n.Text, "")
	case f.Type == record.Target:
		if kind, id, ok := record.SplitTarget(n.Text); ok {
			return e.named(kind, id, string(kind)+"/")
		}
	case f.Type != record.Text && f.Type != record.Markdown && n.Text != "":
		return &yaml.Node{Kind: yaml.ScalarNode, Value: n.Text} // its field says what it is: no quotes
	}
	return scalar(n.Text)
}

func (e *exporter) named(kind record.Kind, id, before string) *yaml.Node {
	if name := e.name(kind, id); name != "" {
		return scalar(before + name)
	}
	return nil
}

// compact puts a short list or object of plain values on one line.
func compact(n *yaml.Node) {
	length := 0
	for _, c := range n.Content {
		if c.Kind != yaml.ScalarNode || strings.Contains(c.Value, "\n") {
			return
		}
		length += len(c.Value) + 2
	}
	if length <= 80 {
		n.Style = yaml.FlowStyle
	}
}
