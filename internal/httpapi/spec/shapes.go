package spec

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

// Shapes are a kind's bodies.
type Shapes struct{ Record, Page, Write, Patch *huma.Schema }

// ShapesOf names the schemas of a kind in the document and gives references to them.
func ShapesOf(d *record.Definition, all huma.Registry) Shapes {
	name := strings.TrimSuffix(Name(d), "Data")
	named := func(n string, sc *huma.Schema) *huma.Schema {
		all.Map()[n] = sc
		return &huma.Schema{Ref: "#/components/schemas/" + n}
	}
	data := named(Name(d), Content(d, false))
	part := named(name+"Changes", Content(d, true))
	derive := func(v any, data *huma.Schema) *huma.Schema {
		ref := all.Schema(reflect.TypeOf(v), true, "")
		base := *all.SchemaFromRef(ref.Ref)
		props := map[string]*huma.Schema{}
		for k, p := range base.Properties {
			props[k] = p
		}
		props["data"] = data
		base.Properties = props
		return &base
	}
	rec := named(name+"Record", derive(wire.Record{}, data))
	page := &huma.Schema{Type: huma.TypeObject, Required: []string{"items", "next"}, Properties: map[string]*huma.Schema{
		"items": {Type: huma.TypeArray, Items: rec}, "next": {Type: huma.TypeString, Description: "Cursor of the next page; empty on the last"}}}
	return Shapes{Record: rec, Page: named(name+"Page", page), Write: named(name+"Write", derive(wire.Write{}, data)), Patch: named(name+"Patch", derive(wire.Write{}, part))}
}
