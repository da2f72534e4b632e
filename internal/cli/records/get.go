package records

import (
	"cmp"
	"encoding/json"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/files"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

// List is what get prints of a kind with --json.
type List struct {
	Items []wire.Record `json:"items"`
}

func (c *commands) get() *cobra.Command {
	var q wire.Query
	cmd := &cobra.Command{
		Use:   "get KIND [KEY]",
		Short: "List the records of a kind, or show one as a file",
		Long: "Without a key, get prints a table that fits the terminal. With a key it prints the record as YAML, in the form that apply reads.\n" +
			"With --json it prints what the HTTP API gives.",
		Example: "  plumbline get task --where status:doing\n  plumbline get task PAY-12",
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.reg.Get(record.Kind(args[0]))
			if err != nil {
				return err
			}
			return c.with(cmd.Context(), func(g client.Gate, n *names) error {
				if len(args) == 2 {
					return c.one(g, n, d, args[1])
				}
				return c.list(g, n, d, q)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.Text, "search", "", "part of the title, the key or a tag")
	f.StringArrayVar(&q.Where, "where", nil, "`field:value` that must hold; may repeat")
	f.StringVar(&q.Sort, "sort", "key", "field to sort by; - before it turns the order round")
	f.IntVar(&q.Limit, "limit", 0, "print at most so many; 0 means all")
	return cmd
}

func (c *commands) one(g client.Gate, n *names, d *record.Definition, key string) error {
	r, err := g.Find(n.ctx, string(d.Kind), key)
	if err != nil {
		return err
	}
	if c.env.JSON() {
		return c.env.Print(r)
	}
	doc, err := files.Document(c.reg, item(&r), n.of)
	if err = cmp.Or(err, n.err); err != nil {
		return err
	}
	return c.say("%s", doc)
}

func (c *commands) list(g client.Gate, n *names, d *record.Definition, q wire.Query) error {
	var all []wire.Record
	most := q.Limit
	for {
		q.Limit = 500
		if most > 0 {
			q.Limit = min(500, most-len(all))
		}
		p, err := g.List(n.ctx, string(d.Kind), q)
		if err != nil {
			return err
		}
		all = append(all, p.Items...)
		if q.Cursor = p.Next; q.Cursor == "" || most > 0 && len(all) >= most {
			break
		}
	}
	if c.env.JSON() {
		return c.env.Print(List{append([]wire.Record{}, all...)})
	}
	if len(all) == 0 {
		return c.say("There are no %s here.\n", d.Plural)
	}
	t := table{width: width(c.env)}
	columns := columns(d)
	t.add(header(d, columns)...)
	for i := range all {
		row, err := cells(&all[i], d, columns, n)
		if err != nil {
			return err
		}
		t.add(row...)
	}
	if n.err != nil {
		return n.err
	}
	return c.say("%s", t.String())
}

// columns picks the fields that a table shows: short ones, in the order of the kind.
func columns(d *record.Definition) []*record.Field {
	var out []*record.Field
	for i := range d.Fields {
		f := &d.Fields[i]
		short := f.Type != record.Markdown && f.Type != record.Object && f.Type != record.Target && !f.List
		if short && f.Name != "title" && len(out) < 6 {
			out = append(out, f)
		}
	}
	return out
}

func header(d *record.Definition, fields []*record.Field) []string {
	out := []string{"KEY", "TITLE"}
	if d.Keyless {
		out[0] = "ID"
	}
	for _, f := range fields {
		out = append(out, f.Label)
	}
	return out
}

func cells(r *wire.Record, d *record.Definition, fields []*record.Field, n *names) ([]string, error) {
	data := map[string]json.RawMessage{}
	if err := json.Unmarshal(r.Data, &data); err != nil {
		return nil, err
	}
	out := []string{cmp.Or(r.Key, r.ID), r.Title}
	for _, f := range fields {
		out = append(out, files.Show(f, data[f.Name], n.of))
	}
	return out, nil
}
