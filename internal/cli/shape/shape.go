// Package shape describes the JSON that Go types encode to, in a form people read, and
// says whether a document is of such a shape: the commands' --json is documented and
// tested by it. It is for tests and knows only what encoding/json does.
package shape

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Named is a type with a name of its own in descriptions, described once elsewhere: its
// Go type, the name, and a type that encodes the same where the type encodes itself.
type Named struct {
	Type reflect.Type
	Name string
	As   reflect.Type // nil = Type itself
}

// Book holds the named types. It may be read by several goroutines at once.
type Book []Named

func (b Book) named(t reflect.Type) (Named, bool) {
	i := slices.IndexFunc(b, func(n Named) bool { return n.Type == t })
	if i < 0 {
		return Named{}, false
	}
	if b[i].As == nil {
		b[i].As = t
	}
	return b[i], true
}

// Describe writes the shape of a type: names, and what stands behind them. A ? marks
// what may be left out.
func (b Book) Describe(t reflect.Type) string {
	var out strings.Builder
	b.write(&out, t, "", true)
	return out.String()
}

// Known describes a named type.
func (b Book) Known(name string) string {
	i := slices.IndexFunc(b, func(n Named) bool { return n.Name == name })
	as := b[i].As
	if as == nil {
		as = b[i].Type
	}
	return b.Describe(as)
}

func (b Book) write(out *strings.Builder, t reflect.Type, indent string, top bool) {
	if n, ok := b.named(t); ok && !top {
		out.WriteString(n.Name)
		return
	}
	switch word := scalar(t); {
	case word != "":
		out.WriteString(word)
	case t.Kind() == reflect.Pointer:
		b.write(out, t.Elem(), indent, top)
		if !top {
			out.WriteString(" or null")
		}
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		out.WriteString("[")
		b.write(out, t.Elem(), indent, false)
		out.WriteString(" …]")
	case t.Kind() == reflect.Map:
		out.WriteString("{name: ")
		b.write(out, t.Elem(), indent, false)
		out.WriteString(" …}")
	default:
		out.WriteString("{\n")
		for _, f := range fields(t) {
			mark := ""
			if f.optional {
				mark = "?"
			}
			fmt.Fprintf(out, "%s  %s%s: ", indent, f.name, mark)
			inner := f.typ
			if f.optional && inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			b.write(out, inner, indent+"  ", false)
			out.WriteString("\n")
		}
		out.WriteString(indent + "}")
	}
}

// scalar gives the word for what is not made of parts, "" for the rest.
func scalar(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "instant"
	case t == reflect.TypeFor[json.RawMessage](), t.Kind() == reflect.Interface:
		return "anything"
	case t.Kind() == reflect.String && strings.HasSuffix(t.String(), "record.Date"):
		return "day"
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return "text"
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint8, reflect.Uint64, reflect.Uint32, reflect.Uint:
		return "whole number"
	}
	return ""
}

type field struct {
	name     string
	typ      reflect.Type
	optional bool
}

// fields lists what encoding/json writes of a struct, embedded structs flattened.
func fields(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		sf := t.Field(i)
		name, rest, _ := strings.Cut(sf.Tag.Get("json"), ",")
		switch {
		case sf.Anonymous && name == "":
			out = append(out, fields(sf.Type)...)
		case name == "-" || !sf.IsExported():
		default:
			if name == "" {
				name = sf.Name
			}
			out = append(out, field{name, sf.Type, strings.Contains(rest, "omit")})
		}
	}
	return out
}

// Check says where a document is not of a type's shape: a name too many or missing, or
// another kind of value. A list may be null only where it is optional.
func (b Book) Check(document []byte, t reflect.Type) error {
	var v any
	if err := json.Unmarshal(document, &v); err != nil {
		return fmt.Errorf("it is not JSON: %w", err)
	}
	return b.check(v, t, "$")
}

func (b Book) check(v any, t reflect.Type, at string) error {
	if n, ok := b.named(t); ok {
		t = n.As
	}
	if word := scalar(t); word != "" {
		return checkScalar(v, word, at)
	}
	switch t.Kind() {
	case reflect.Pointer:
		if v == nil {
			return nil
		}
		return b.check(v, t.Elem(), at)
	case reflect.Slice, reflect.Array:
		list, ok := v.([]any)
		if !ok {
			return fmt.Errorf("%s is %T, not a list", at, v)
		}
		for i, item := range list {
			if err := b.check(item, t.Elem(), fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
		return nil
	}
	object, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("%s is %T, not an object", at, v)
	}
	if t.Kind() == reflect.Map {
		for name, value := range object {
			if err := b.check(value, t.Elem(), at+"."+name); err != nil {
				return err
			}
		}
		return nil
	}
	return b.checkObject(object, t, at)
}

func (b Book) checkObject(object map[string]any, t reflect.Type, at string) error {
	seen := map[string]bool{}
	for _, f := range fields(t) {
		seen[f.name] = true
		value, there := object[f.name]
		switch {
		case !there && f.optional:
		case !there:
			return fmt.Errorf("%s.%s is missing", at, f.name)
		default:
			if err := b.check(value, f.typ, at+"."+f.name); err != nil {
				return err
			}
		}
	}
	for name := range object {
		if !seen[name] {
			return fmt.Errorf("%s.%s is not in the shape", at, name)
		}
	}
	return nil
}

func checkScalar(v any, word, at string) error {
	fits := true
	switch word {
	case "text":
		_, fits = v.(string)
	case "day":
		s, text := v.(string)
		_, err := time.Parse(time.DateOnly, s)
		fits = text && (s == "" || err == nil)
	case "instant":
		s, text := v.(string)
		_, err := time.Parse(time.RFC3339, s)
		fits = text && err == nil
	case "true or false":
		_, fits = v.(bool)
	case "number", "whole number":
		n, number := v.(float64)
		fits = number && (word == "number" || n == float64(int64(n)))
	}
	if !fits {
		return fmt.Errorf("%s is %v, not: %s", at, v, word)
	}
	return nil
}
