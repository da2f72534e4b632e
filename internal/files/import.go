package files

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// MaxFile bounds one file that is imported.
const MaxFile = 8 << 20

// Source is one file.
type Source struct {
	Name string // for messages
	Data []byte
}

// Read turns files into one change set that makes the records as the files say: those
// that are there (by key, or id) are patched, others made. The set must be applied
// via team.ViaImport, which lets a key name an existing record. Every problem that can
// be seen without the organisation is reported, with file, line and column.
func Read(reg *record.Registry, sources ...Source) (team.ChangeSet, error) {
	r := reader{reg: reg, seen: map[string]string{}}
	for _, s := range sources {
		docs, err := record.ParseYAML(s.Name, s.Data, MaxFile)
		if err != nil {
			return team.ChangeSet{}, err
		}
		for _, n := range docs {
			r.document(s.Name, n)
		}
	}
	if len(r.problems) > 0 {
		return team.ChangeSet{}, &fault.Error{Code: fault.Invalid, Text: "The files were not imported; nothing was changed.", Problems: r.problems}
	}
	return team.ChangeSet{Via: team.ViaImport, Changes: r.changes}, nil
}

type reader struct {
	reg      *record.Registry
	seen     map[string]string // "kind/name" → where
	changes  []team.Change
	problems []fault.Problem
}

func (r *reader) bad(n *record.Node, file, field, hint, format string, args ...any) {
	r.problems = append(r.problems, fault.Problem{Place: n.Place(file), Field: field, Text: fmt.Sprintf(format, args...), Hint: hint})
}

// document reads one record, or a list of records.
func (r *reader) document(file string, n *record.Node) {
	if n.Shape == record.List {
		for _, item := range n.Items {
			r.one(file, item)
		}
		return
	}
	r.one(file, n)
}

func (r *reader) one(file string, n *record.Node) {
	if n.Shape != record.Fields {
		r.bad(n, file, "", "begin with a line like: kind: task", "a record is written as names and values")
		return
	}
	kind, key, id := n.Remove("kind"), n.Remove("key"), n.Remove("id")
	if kind == nil || kind.Text == "" {
		r.bad(n, file, "kind", "begin with a line like: kind: task", "the kind of record is missing")
		return
	}
	d := r.reg.Lookup(record.Kind(kind.Text))
	if d == nil {
		_, err := r.reg.Get(record.Kind(kind.Text))
		r.bad(kind, file, "kind", kindHint(err), "there is no kind of record called %q", kind.Text)
		return
	}
	c := team.Change{Kind: d.Kind, Op: team.Patch, Data: n, File: file}
	if !r.name(&c, d, key, id) {
		return
	}
	r.changes = append(r.changes, c)
}

func kindHint(err error) string {
	if f, ok := err.(*fault.Error); ok {
		return f.Hint
	}
	return ""
}

// name reads the key or the id of a record, and refuses one that stands twice.
func (r *reader) name(c *team.Change, d *record.Definition, key, id *record.Node) bool {
	at, name := key, ""
	switch {
	case d.Single != "":
		at, name = c.Data, d.Single
	case key != nil && d.Keyless:
		r.bad(key, c.File, "key", "give the id instead, or leave it out for a new one", "a %s has no key", words(d.Kind))
		return false
	case key != nil && !record.IsKey(key.Text):
		r.bad(key, c.File, "key", "use letters, digits and . _ - / #, at most 80", "%q cannot be a key", key.Text)
		return false
	case id != nil && !record.IsID(id.Text):
		r.bad(id, c.File, "id", "leave it out; a new one is drawn", "%q is not an id", id.Text)
		return false
	case key != nil:
		c.Key, name = key.Text, key.Text
	}
	if id != nil {
		c.ID, at, name = id.Text, id, cmp.Or(name, id.Text)
	}
	if name == "" {
		return true
	}
	p := string(d.Kind) + "/" + strings.ToLower(name)
	if first := r.seen[p]; first != "" {
		r.bad(at, c.File, "", "keep one of them", "%s %s stands twice; first at %s", words(d.Kind), name, first)
		return false
	}
	r.seen[p] = at.Place(c.File)
	return true
}

func words(k record.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }

// Prune adds deletions of what is there and not mentioned, among the kinds that the
// change set mentions. The one record of a single kind is never deleted.
func Prune(reg *record.Registry, cs *team.ChangeSet, have []Item) {
	kinds, kept := map[record.Kind]bool{}, map[string]bool{}
	for _, c := range cs.Changes {
		kinds[c.Kind] = true
		kept[string(c.Kind)+"/"+strings.ToLower(c.Key)] = true
		kept[string(c.Kind)+"/"+c.ID] = true
	}
	for _, it := range slices.Backward(have) {
		d := reg.Lookup(it.Kind)
		if d == nil || d.Single != "" || !kinds[it.Kind] || kept[string(it.Kind)+"/"+it.ID] || it.Key != "" && kept[string(it.Kind)+"/"+strings.ToLower(it.Key)] {
			continue
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: it.Kind, ID: it.ID, Op: team.Delete})
	}
}
