package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"

	"plumbline/internal/fault"
)

// Definition is all that the product knows of a kind; everything generic follows
// from it. Fields is filled in by NewRegistry.
type Definition struct {
	Kind   Kind
	Plural string // for people: "people", "action items"
	Title  string // for people: "Person"
	Room   string // section of the product: "people", "deliver", "decide", "guide", "grow", "align", "settings"
	Doc    string // one or two sentences: what it is for
	Schema int    // number of the current shape, from 1
	New    func() Body
	Policy Policy
	// Prefix numbers keys ("D" gives D-1, D-2 …); empty makes them of the title.
	Prefix string
	// KeyFrom names a reference field whose record's key is the prefix (tasks: "project").
	KeyFrom string
	// Keyless records are named by their id alone: the next key would tell that one exists.
	Keyless bool
	// Sealed kinds are kept encrypted with the key of their one subject, who alone reads them.
	Sealed bool
	// Within names a reference field: the record it points at is about the same people, so
	// that whoever sees one sees the other.
	Within string
	// Single kinds have exactly one record, with this key.
	Single string
	// SelfSubject kinds are about the record itself (person).
	SelfSubject bool
	// Transition reports what may not change from one version to the next; nil = anything may.
	Transition func(old, next Body, c *Check)
	// Upgrade turns content of schema n (its index plus one) into that of n+1.
	Upgrade []func(json.RawMessage) (json.RawMessage, error)

	Fields []Field
}

// Registry holds the definitions of all kinds.
type Registry struct {
	list   []*Definition
	byKind map[Kind]*Definition
}

var kindShape = regexp.MustCompile(`^[a-z][a-z_]*$`)

// NewRegistry reads the definitions' structs. It panics on a definition that
// contradicts itself: that is a mistake of the program, found by any test.
func NewRegistry(defs ...Definition) *Registry {
	r := &Registry{byKind: map[Kind]*Definition{}}
	for _, d := range defs {
		if !kindShape.MatchString(string(d.Kind)) || r.byKind[d.Kind] != nil || len(d.Upgrade) != d.Schema-1 {
			panic(fmt.Sprintf("record: the definition of kind %q is not sound", d.Kind))
		}
		d.Fields = fieldsOf(reflect.TypeOf(d.New()).Elem())
		r.list = append(r.list, &d)
		r.byKind[d.Kind] = &d
	}
	for _, d := range r.list {
		r.checkRefs(d, d.Fields)
		checkFlat(d)
		checkSealed(d)
	}
	return r
}

func (r *Registry) checkRefs(d *Definition, fields []Field) {
	for _, f := range fields {
		if f.Ref != "" && r.byKind[f.Ref] == nil {
			panic(fmt.Sprintf("record: %s.%s refers to the unknown kind %q", d.Kind, f.Name, f.Ref))
		}
		if f.Restricted != "" {
			if _, ok := d.Policy.Restricted[f.Restricted]; !ok {
				panic(fmt.Sprintf("record: %s has no rule for restricted fields %q", d.Kind, f.Restricted))
			}
		}
		r.checkRefs(d, f.Fields)
	}
}

// checkFlat panics on restricted fields and subjects inside objects: who may see is
// judged by top-level field.
func checkFlat(d *Definition) {
	var walk func(fields []Field)
	walk = func(fields []Field) {
		for _, f := range fields {
			if f.Restricted != "" || f.Subject {
				panic(fmt.Sprintf("record: %s restricts the field %q inside an object", d.Kind, f.Name))
			}
			walk(f.Fields)
		}
	}
	for _, f := range d.Fields {
		walk(f.Fields)
	}
}

// All gives the definitions in the order of the registry.
func (r *Registry) All() []*Definition { return slices.Clone(r.list) }

// Get gives the definition of a kind, or a fault that lists what there is.
func (r *Registry) Get(k Kind) (*Definition, error) {
	if d := r.byKind[k]; d != nil {
		return d, nil
	}
	return nil, fault.New(fault.NotFound, "There is no kind of record called %q.", k).WithHint("The kinds are: %s.", r.names())
}

// Index is a kind's place in the registry; −1 when unknown.
func (r *Registry) Index(k Kind) int {
	return slices.IndexFunc(r.list, func(d *Definition) bool { return d.Kind == k })
}

// Lookup gives the definition of a kind, or nil.
func (r *Registry) Lookup(k Kind) *Definition { return r.byKind[k] }

func (r *Registry) names() string {
	var b bytes.Buffer
	for i, d := range r.list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(d.Kind))
	}
	return b.String()
}

// Decode reads stored content of any older schema.
func (d *Definition) Decode(schema int, data []byte) (Body, error) {
	if schema > d.Schema {
		return nil, fault.New(fault.Newer, "A %s was written by a newer program (schema %d, this one knows %d).", d.Kind, schema, d.Schema).
			WithHint("Start the newer program again; nothing was changed.")
	}
	raw := json.RawMessage(data)
	for n := schema; n < d.Schema; n++ {
		var err error
		if raw, err = d.Upgrade[n-1](raw); err != nil {
			return nil, fmt.Errorf("upgrade %s from schema %d: %w", d.Kind, n, err)
		}
	}
	b := d.New()
	if err := json.Unmarshal(raw, b); err != nil {
		return nil, fmt.Errorf("decode %s: %w", d.Kind, err)
	}
	return b, nil
}

// Encode gives the canonical content of a body: the bytes kept in the log.
func Encode(b Body) ([]byte, error) { return json.Marshal(b) }

// subjects lists the ids of the people a body is about.
func (d *Definition) subjects(b Body) []ID {
	if b == nil {
		return nil
	}
	var out []ID
	for i := range d.Fields {
		f := &d.Fields[i]
		if !f.Subject {
			continue
		}
		v := fieldValue(reflect.ValueOf(b).Elem(), f.Name)
		if f.List {
			for j := range v.Len() {
				out = append(out, v.Index(j).String())
			}
		} else if v.String() != "" {
			out = append(out, v.String())
		}
	}
	return out
}
