package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
)

// spoken are the plain fields that a scenario shows beside the statements; what else an
// answer holds is for machines.
var spoken = []string{"Name", "Area", "Rule", "Level", "State", "Status", "Knowers", "Before", "Left", "Gone", "Holders", "Needed", "P50", "P80", "Odds", "Title"}

// told writes an answer as lines: its statements, the people it names, and the plain
// fields above, in the order of the answer. A refusal is its words.
func told(a any) string {
	if err, ok := a.(error); ok {
		return "refused: " + strings.ReplaceAll(err.Error(), "\n", " ") + "\n"
	}
	var out strings.Builder
	walk(&out, reflect.ValueOf(a), "", "")
	return out.String()
}

func walk(out *strings.Builder, v reflect.Value, name, indent string) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	line := func(text string) { fmt.Fprintf(out, "%s%s: %s\n", indent, strings.ToLower(name), text) }
	switch x := v.Interface().(type) {
	case statement.Statement:
		if !x.IsZero() {
			line(x.Text())
		}
		return
	case answer.Person:
		line(x.Title)
		return
	case answer.Rec:
		line(x.Title)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		parts(out, v, indent)
	case reflect.Slice:
		if name == "Rules" || name == "Evidence" || name == "All" {
			return
		}
		for i := range v.Len() {
			item := v.Index(i)
			if item.Kind() == reflect.Struct && item.Type() != reflect.TypeFor[statement.Statement]() && item.Type() != reflect.TypeFor[answer.Person]() && item.Type() != reflect.TypeFor[answer.Rec]() {
				var inner strings.Builder
				if walk(&inner, item, name, indent+"  "); inner.Len() > 0 {
					fmt.Fprintf(out, "%s%s\n%s", indent, strings.ToLower(name), inner.String())
				}
				continue
			}
			walk(out, item, name, indent)
		}
	default:
		if slices.Contains(spoken, name) && (!v.IsZero() || name == "Left" || name == "Holders") {
			line(fmt.Sprint(v.Interface()))
		}
	}
}

func parts(out *strings.Builder, v reflect.Value, indent string) {
	for i := range v.NumField() {
		sf := v.Type().Field(i)
		switch {
		case sf.Anonymous:
			parts(out, v.Field(i), indent)
		case sf.IsExported():
			walk(out, v.Field(i), sf.Name, indent)
		}
	}
}
