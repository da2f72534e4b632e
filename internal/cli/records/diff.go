package records

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"plumbline/internal/files"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

func writes(r wire.AppliedRecord) bool { return r.Op != "" }

// showDiff prints what a change set does: + made, ~ changed, - gone.
func (c *commands) showDiff(a wire.Applied, n *names) error {
	for _, r := range a.Applied {
		n.add(r.Kind, r.ID, r.Key)
	}
	var b strings.Builder
	same := 0
	for _, r := range a.Applied {
		sign := "~"
		switch {
		case r.Op == "":
			same++
			continue
		case r.Op != string("put"):
			sign = "-"
		case r.Created:
			sign = "+"
		}
		d := diffOf(a.Diff, r)
		b.WriteString(sign + " " + r.Kind + " " + cmp.Or(n.of(record.Kind(r.Kind), r.ID), r.Key, r.ID))
		if d.Title != "" {
			b.WriteString("  " + d.Title)
		}
		b.WriteString("\n")
		c.fields(&b, record.Kind(r.Kind), d.Fields, n, sign == "+")
	}
	if same > 0 {
		b.WriteString(plural(same, "record is as it should be", "records are as they should be") + " already.\n")
	}
	if n.err != nil {
		return n.err
	}
	return c.say("%s", b.String())
}

func diffOf(list []wire.Diff, r wire.AppliedRecord) wire.Diff {
	for _, d := range list {
		if d.Kind == r.Kind && d.ID == r.ID {
			return d
		}
	}
	return wire.Diff{}
}

func (c *commands) fields(b *strings.Builder, kind record.Kind, list []wire.FieldDiff, n *names, fresh bool) {
	d := c.reg.Lookup(kind)
	if d == nil {
		return
	}
	for _, f := range list {
		for i := range d.Fields {
			if d.Fields[i].Name != f.Field || fresh && f.Field == "title" {
				continue
			}
			before, after := short(files.Show(&d.Fields[i], f.Before, n.of)), short(files.Show(&d.Fields[i], f.After, n.of))
			switch {
			case before == "":
				b.WriteString("    " + f.Field + ": " + after + "\n")
			case after == "":
				b.WriteString("    " + f.Field + ": " + before + " → nothing\n")
			default:
				b.WriteString("    " + f.Field + ": " + before + " → " + after + "\n")
			}
		}
	}
}

func short(s string) string {
	if utf8.RuneCountInString(s) > 120 {
		return string([]rune(s)[:120]) + "…"
	}
	return s
}
