// Package typescript writes the types of the pages' API client from the very structs
// the server encodes, bodies and answers, and the registry of kinds, so that neither
// can drift.
package typescript

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"plumbline/internal/answers/statement"
	"plumbline/internal/httpapi/spec"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

const head = `// Written by: go run ./cmd/plumbline-types. A Go test fails when it is out of date.

/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
`

// roots are the bodies of the API; what they hold is found from them.
func roots() []any {
	return []any{wire.Record{}, wire.Page{}, wire.Write{}, wire.ChangeSet{}, wire.Applied{}, wire.History{}, wire.FoundList{}, wire.Session{}, wire.SignIn{},
		wire.Schema{}, wire.Job{}, wire.Jobs{}, wire.Fact{}, wire.Prose{}, wire.HTML{}, wire.Tokens{}, wire.NewToken{}, wire.Secret{}, wire.Link{}, wire.Problem{}, wire.KeepReport{}}
}

// File gives the whole file for a registry.
func File(r *record.Registry) string {
	w := &writer{done: map[string]bool{}}
	for _, v := range append(roots(), answers()...) {
		w.structure(reflect.TypeOf(v))
	}
	w.kinds(r)
	return head + w.out.String()
}

type writer struct {
	out  strings.Builder
	done map[string]bool
}

// name is a type's name in TypeScript, where Record and Field mean something else.
func name(t reflect.Type) string {
	if of := answerName(t); of != "" {
		return of
	}
	switch t.Name() {
	case "Record":
		return "RecordOf"
	case "Link":
		return "OneTimeLink"
	}
	return t.Name()
}

func (w *writer) structure(t reflect.Type) {
	if w.done[name(t)] {
		return
	}
	w.done[name(t)] = true
	var b strings.Builder
	fmt.Fprintf(&b, "\nexport interface %s {\n", name(t))
	later := members(&b, t)
	w.out.WriteString(b.String() + "}\n")
	for _, l := range later {
		w.structure(l)
	}
}

// members writes the fields of a struct, those of what it embeds among them, and gives
// the structs they name.
func members(b *strings.Builder, t reflect.Type) []reflect.Type {
	var later []reflect.Type
	for i := range t.NumField() {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && tag == "" {
			later = append(later, members(b, f.Type)...)
			continue
		}
		if tag == "-" || !f.IsExported() {
			continue
		}
		optional := ""
		if strings.Contains(options, "omit") {
			optional = "?"
		}
		ts, inner := typeOf(f.Type, f.Tag.Get("enum"))
		if inner != nil {
			later = append(later, inner)
		}
		if doc := f.Tag.Get("doc"); doc != "" {
			fmt.Fprintf(b, "  /** %s */\n", remark(doc))
		}
		if f.Tag.Get("nullable") != "" || f.Type.Kind() == reflect.Pointer && optional == "" {
			ts += " | null"
		}
		fmt.Fprintf(b, "  %s%s: %s;\n", tag, optional, ts)
	}
	return later
}

// typeOf gives the TypeScript of a Go type, and the struct it names, if any.
func typeOf(t reflect.Type, enum string) (string, reflect.Type) {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "string", nil
	case t == reflect.TypeFor[json.RawMessage](), t.Kind() == reflect.Interface:
		return "Json", nil
	case t == reflect.TypeFor[statement.Statement]():
		return typeOf(reflect.TypeFor[statement.Rendered](), "")
	case reflect.PointerTo(t).Implements(reflect.TypeFor[record.Body]()):
		return t.Name() + "Data", nil // the content of a kind, written with the kinds
	case t == reflect.TypeFor[statement.Level]():
		return union([]string{"bad", "warn", "info", "good"}), nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeOf(t.Elem(), enum)
	case reflect.Slice, reflect.Array:
		ts, inner := typeOf(t.Elem(), enum)
		if strings.Contains(ts, "|") {
			ts = "(" + ts + ")"
		}
		return ts + "[]", inner
	case reflect.Map:
		ts, inner := typeOf(t.Elem(), enum)
		return "{ [name: string]: " + ts + " }", inner
	case reflect.Bool:
		return "boolean", nil
	case reflect.String:
		if enum != "" {
			return union(strings.Split(enum, ",")), nil
		}
		return "string", nil
	case reflect.Struct:
		return name(t), t
	case reflect.Int, reflect.Int64, reflect.Float64:
		return "number", nil
	}
	panic("typescript: there is no type for " + t.String())
}

func union(values []string) string {
	for i, v := range values {
		values[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(values, " | ")
}

// kinds writes the content of each kind, and the map from its name to it.
func (w *writer) kinds(r *record.Registry) {
	for _, d := range r.All() {
		fmt.Fprintf(&w.out, "\n/** %s */\nexport interface %s %s\n", remark(d.Doc), spec.Name(d), object(d.Fields, "  ", false))
	}
	w.out.WriteString("\n/** The content of each kind of record. */\nexport interface DataOf {\n")
	for _, d := range r.All() {
		fmt.Fprintf(&w.out, "  %s: %s;\n", d.Kind, spec.Name(d))
	}
	w.out.WriteString("}\n\nexport type KindName = keyof DataOf;\n")
}

func object(fields []record.Field, indent string, inner bool) string {
	var b strings.Builder
	b.WriteString("{\n")
	for i := range fields {
		f := &fields[i]
		optional := "?"
		if f.Required || f.Name == "title" && !inner {
			optional = ""
		}
		if f.Help != "" {
			fmt.Fprintf(&b, "%s/** %s */\n", indent, remark(f.Help))
		}
		ts := fieldType(f, indent)
		if f.List && f.Type == record.Enum {
			ts = "(" + ts + ")"
		}
		if f.List {
			ts += "[]"
		}
		fmt.Fprintf(&b, "%s%s%s: %s;\n", indent, f.Name, optional, ts)
	}
	return b.String() + strings.TrimSuffix(indent, "  ") + "}"
}

func fieldType(f *record.Field, indent string) string {
	switch f.Type {
	case record.Object:
		return object(f.Fields, indent+"  ", true)
	case record.Bool:
		return "boolean"
	case record.Int, record.Number:
		return "number"
	case record.Enum:
		values := append([]string{}, f.Enum...)
		if !f.Required {
			values = append(values, "")
		}
		return union(values)
	}
	return "string"
}

// remark keeps a text from ending the comment it stands in.
func remark(text string) string { return strings.ReplaceAll(text, "*/", `*\/`) }
