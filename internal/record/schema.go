package record

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// Type is how a field is written, checked and shown.
type Type string

// The types of fields. Lists are marked on the field, not in the type.
const (
	Text      Type = "text"
	Markdown  Type = "prose"
	Bool      Type = "bool"
	Int       Type = "int"
	Number    Type = "number"
	Enum      Type = "enum"
	Reference Type = "ref"
	Day       Type = "date"
	Instant   Type = "instant"
	Work      Type = "minutes"
	Guess     Type = "estimate"
	Amount    Type = "money"
	Portion   Type = "share"
	Object    Type = "object"
	Target    Type = "target" // kind/key of a record, or a fact's address
)

// Field describes one field of a kind, read from the struct and its tags:
// `label`, `help`, `req:"true"`, `ref:"person"`, `enum:"a,b"`, `type:"target"`,
// `subject:"true"` (the record is about this person), `restricted:"rate"` (a label
// that the kind's policy grants apart) and `acyclic:"order"` (references of one
// label must not form a ring).
type Field struct {
	Name       string
	Label      string
	Help       string
	Type       Type
	List       bool
	Required   bool
	Ref        Kind
	Enum       []string
	Fields     []Field // of an object
	Subject    bool
	Restricted string
	Acyclic    string
}

var textTypes = map[reflect.Type]Type{
	reflect.TypeFor[Prose]():     Markdown,
	reflect.TypeFor[Ref]():       Reference,
	reflect.TypeFor[Date]():      Day,
	reflect.TypeFor[time.Time](): Instant,
	reflect.TypeFor[Minutes]():   Work,
	reflect.TypeFor[Estimate]():  Guess,
	reflect.TypeFor[Money]():     Amount,
	reflect.TypeFor[Share]():     Portion,
}

// fieldsOf reads a struct type; embedded structs are flattened as in JSON.
func fieldsOf(t reflect.Type) []Field {
	var out []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous {
			out = append(out, fieldsOf(sf.Type)...)
			continue
		}
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			panic(fmt.Sprintf("record: field %s.%s has no json name", t, sf.Name))
		}
		out = append(out, fieldOf(name, sf))
	}
	return out
}

func fieldOf(name string, sf reflect.StructField) Field {
	tag := sf.Tag.Get
	f := Field{
		Name: name, Label: tag("label"), Help: tag("help"), Required: tag("req") == "true",
		Ref: Kind(tag("ref")), Subject: tag("subject") == "true", Restricted: tag("restricted"), Acyclic: tag("acyclic"),
	}
	if f.Label == "" {
		f.Label = strings.ToUpper(name[:1]) + strings.ReplaceAll(name[1:], "_", " ")
	}
	t := sf.Type
	if t.Kind() == reflect.Slice {
		f.List, t = true, t.Elem()
	}
	f.Type = typeOf(t)
	if f.Type == Object {
		f.Fields = fieldsOf(t)
	}
	if e := tag("enum"); e != "" {
		f.Type, f.Enum = Enum, strings.Split(e, ",")
	}
	if tag("type") == string(Target) {
		f.Type = Target
	}
	if (f.Type == Reference) != (f.Ref != "") {
		panic("record: field " + name + " needs both the type Ref and a ref tag")
	}
	return f
}

func typeOf(t reflect.Type) Type {
	if ty, ok := textTypes[t]; ok {
		return ty
	}
	switch t.Kind() {
	case reflect.String:
		return Text
	case reflect.Bool:
		return Bool
	case reflect.Int, reflect.Int64:
		return Int
	case reflect.Float64:
		return Number
	case reflect.Struct:
		return Object
	}
	panic("record: no field type for " + t.String())
}

// Pointer is one reference found in a body: where it stands and what it points at.
type Pointer struct {
	Field   string // "seats[0].needs[1].skill"
	Kind    Kind
	ID      ID
	Subject bool
	Acyclic string
}

// Pointers lists every reference in a body, links to records included, in the order
// of the fields.
func (d *Definition) Pointers(b Body) []Pointer {
	var out []Pointer
	collect(reflect.ValueOf(b).Elem(), d.Fields, "", &out)
	return out
}

func collect(v reflect.Value, fields []Field, at string, out *[]Pointer) {
	for i := range fields {
		f := &fields[i]
		if f.Type != Reference && f.Type != Object && f.Type != Target {
			continue
		}
		fv := fieldValue(v, f.Name)
		if !f.List {
			collectOne(fv, f, at+f.Name, out)
			continue
		}
		for j := range fv.Len() {
			collectOne(fv.Index(j), f, fmt.Sprintf("%s%s[%d]", at, f.Name, j), out)
		}
	}
}

func collectOne(v reflect.Value, f *Field, at string, out *[]Pointer) {
	switch f.Type {
	case Object:
		collect(v, f.Fields, at+".", out)
	case Reference:
		if v.String() != "" {
			*out = append(*out, Pointer{at, f.Ref, v.String(), f.Subject, f.Acyclic})
		}
	case Target:
		if kind, id, ok := SplitTarget(v.String()); ok {
			*out = append(*out, Pointer{Field: at, Kind: kind, ID: id})
		}
	}
}

// SplitTarget reads the "kind/id-or-key" form of a link's end; addresses of facts
// ("git:…") are not of that form.
func SplitTarget(s string) (Kind, string, bool) {
	kind, id, ok := strings.Cut(s, "/")
	return Kind(kind), id, ok && !strings.Contains(kind, ":") && id != ""
}

// fieldValue finds a field by its json name, also inside embedded structs.
func fieldValue(v reflect.Value, name string) reflect.Value {
	t := v.Type()
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous {
			if in := fieldValue(v.Field(i), name); in.IsValid() {
				return in
			}
			continue
		}
		if n, _, _ := strings.Cut(sf.Tag.Get("json"), ","); n == name {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// Getter gives a function that reads one top-level field of the kind's bodies as
// canonical JSON, nil where the field is empty; nil when the kind has no such field. It
// looks the field up once, for lists of many records.
func (d *Definition) Getter(name string) func(Body) json.RawMessage {
	index := fieldIndex(reflect.TypeOf(d.New()).Elem(), name)
	if index == nil {
		return nil
	}
	return func(b Body) json.RawMessage {
		v := reflect.ValueOf(b).Elem().FieldByIndex(index)
		if v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0 {
			return nil
		}
		raw, err := json.Marshal(v.Interface())
		if err != nil {
			panic("record: a field does not encode: " + err.Error())
		}
		return raw
	}
}

// fieldIndex finds a field by its json name, also inside embedded structs.
func fieldIndex(t reflect.Type, name string) []int {
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous {
			if in := fieldIndex(sf.Type, name); in != nil {
				return append([]int{i}, in...)
			}
			continue
		}
		if n, _, _ := strings.Cut(sf.Tag.Get("json"), ","); n == name {
			return []int{i}
		}
	}
	return nil
}

// Without gives a copy of a body in which the named top-level fields are empty.
func Without(b Body, names []string) Body {
	old := reflect.ValueOf(b).Elem()
	fresh := reflect.New(old.Type())
	fresh.Elem().Set(old)
	for _, n := range names {
		fieldValue(fresh.Elem(), n).SetZero()
	}
	return fresh.Interface().(Body)
}
