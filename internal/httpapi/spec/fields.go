// Package spec describes the kinds of record to machines: as the schema the pages
// build their forms from, and as JSON Schema for OpenAPI. Both are derived from the
// registry; a new kind needs nothing here.
package spec

import (
	"strings"

	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

// Kinds describes every kind for a principal, in the order of the registry. It is
// the same for everybody but for what they may create.
func Kinds(r *record.Registry, p record.Principal, write bool) []wire.Kind {
	var out []wire.Kind
	for _, d := range r.All() {
		k := wire.Kind{Kind: string(d.Kind), Plural: d.Plural, Title: d.Title, Room: d.Room, Doc: d.Doc, Prefix: d.Prefix,
			Single: d.Single != "", Private: d.Private(), May: []string{}, Fields: fields(d.Fields)}
		if write && !(p.NoPrivate && d.Private()) && d.Policy.Create&(p.Roles|record.Subject) != 0 {
			k.May = append(k.May, "create")
		}
		out = append(out, k)
	}
	return out
}

func fields(in []record.Field) []wire.Field {
	out := []wire.Field{}
	for i := range in {
		f := &in[i]
		w := wire.Field{Name: f.Name, Label: f.Label, Help: f.Help, Type: fieldType(f), Ref: string(f.Ref), Enum: []wire.Choice{},
			Required: f.Required, List: f.List, Fields: fields(f.Fields), Restricted: f.Restricted}
		for _, v := range f.Enum {
			w.Enum = append(w.Enum, wire.Choice{Value: v, Label: choice(v)})
		}
		out = append(out, w)
	}
	return out
}

// fieldType names the type as the pages know it: a list of texts is a type of its own,
// and the end of a link is typed as text.
func fieldType(f *record.Field) string {
	switch {
	case f.List && (f.Type == record.Text || f.Type == record.Target):
		return "strings"
	case f.Type == record.Target:
		return string(record.Text)
	}
	return string(f.Type)
}

// choice is how a value of an enumeration is read: abbreviations stay as they are.
func choice(v string) string {
	if v == strings.ToUpper(v) {
		return v
	}
	return strings.ToUpper(v[:1]) + strings.ReplaceAll(v[1:], "_", " ")
}
