package spec

import (
	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/record"
)

// Name is the name of a kind's content in the OpenAPI document: "SkillClaimData".
func Name(d *record.Definition) string { return camel(string(d.Kind)) + "Data" }

// Content is the JSON Schema of a kind's content. With part nothing is required and
// null clears a field: what PATCH takes.
func Content(d *record.Definition, part bool) *huma.Schema {
	s := object(d.Fields, part)
	s.Description = d.Doc
	return s
}

func object(fields []record.Field, part bool) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for i := range fields {
		f := &fields[i]
		p := fieldSchema(f)
		p.Nullable = part
		s.Properties[f.Name] = p
		if f.Required && !part {
			s.Required = append(s.Required, f.Name)
		}
	}
	return s
}

func fieldSchema(f *record.Field) *huma.Schema {
	s := single(f)
	if f.List {
		s = &huma.Schema{Type: huma.TypeArray, Items: s}
	}
	s.Title, s.Description = f.Label, f.Help
	if f.Restricted != "" {
		s.Description = join(s.Description, "Only with the right \""+f.Restricted+"\"; absent otherwise.")
	}
	return s
}

func single(f *record.Field) *huma.Schema {
	text := func(format, pattern, like string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeString, Format: format, Pattern: pattern, Examples: []any{like}}
	}
	switch f.Type {
	case record.Object:
		return object(f.Fields, false)
	case record.Bool:
		return &huma.Schema{Type: huma.TypeBoolean}
	case record.Int:
		return &huma.Schema{Type: huma.TypeInteger}
	case record.Number:
		return &huma.Schema{Type: huma.TypeNumber}
	case record.Enum:
		s := &huma.Schema{Type: huma.TypeString}
		for _, v := range f.Enum {
			s.Enum = append(s.Enum, v)
		}
		return s
	case record.Reference:
		return &huma.Schema{Type: huma.TypeString, Format: "ref-" + string(f.Ref)}
	case record.Day:
		return text("date", "", "2026-02-20")
	case record.Instant:
		return text("date-time", "", "2026-02-20T14:00:00Z")
	case record.Work:
		return text("minutes", `^[0-9.]+[mhdw]$`, "1.5h")
	case record.Guess:
		return text("estimate", "", "24-32-56h")
	case record.Amount:
		return text("money", `^-?[0-9.]+ [A-Z]{3}$`, "85.00 EUR")
	case record.Portion:
		return text("share", `^-?[0-9.]+%$`, "20%")
	case record.Markdown:
		limit := record.MaxProse
		return &huma.Schema{Type: huma.TypeString, Format: "markdown", MaxLength: &limit}
	case record.Target:
		return text("target", "", "task/PAY-12")
	}
	return &huma.Schema{Type: huma.TypeString}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ". " + b
}

// camel turns "skill_claim" into "SkillClaim".
func camel(s string) string {
	out := make([]byte, 0, len(s))
	up := true
	for i := range len(s) {
		c := s[i]
		if c == '_' {
			up = true
			continue
		}
		if up && c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		up = false
		out = append(out, c)
	}
	return string(out)
}
