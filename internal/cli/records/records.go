// Package records holds the commands that read and write records: get, apply, edit,
// history, undo, export and import. They speak to a client.Gate alone.
package records

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/files"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
)

// Commands gives the commands.
func Commands(env *console.Env) []*cobra.Command {
	c := &commands{env: env, reg: kinds.Registry()}
	return []*cobra.Command{c.get(), c.apply(), c.edit(), c.history(), c.undo(), c.export(), c.imports()}
}

type commands struct {
	env *console.Env
	reg *record.Registry
}

// with connects and runs f with what turns ids into keys.
func (c *commands) with(ctx context.Context, f func(client.Gate, *names) error) error {
	return c.env.With(ctx, func(g client.Gate) error {
		return f(g, &names{ctx: ctx, gate: g, known: map[string]string{}, read: map[record.Kind]bool{}})
	})
}

func (c *commands) say(format string, args ...any) error {
	_, err := fmt.Fprintf(c.env.Out, format, args...)
	return err
}

// note tells the person at the terminal what is no part of the answer.
func (c *commands) note(format string, args ...any) error {
	_, err := fmt.Fprintf(c.env.Err, format, args...)
	return err
}

// names turns ids into keys, reading each kind once.
type names struct {
	ctx   context.Context
	gate  client.Gate
	known map[string]string
	read  map[record.Kind]bool
	err   error
}

// of gives the key of a record, its id where it has none, "" when it is not there.
func (n *names) of(kind record.Kind, id record.ID) string {
	if !n.read[kind] {
		n.read[kind] = true
		all, err := client.All(n.ctx, n.gate, string(kind))
		if err != nil {
			n.err = cmp.Or(n.err, err)
		}
		for _, r := range all {
			n.add(r.Kind, r.ID, r.Key)
		}
	}
	return n.known[string(kind)+"/"+id]
}

func (n *names) add(kind, id, key string) {
	if p := kind + "/" + id; n.known[p] == "" {
		n.known[p] = cmp.Or(key, id)
	}
}

func item(r *wire.Record) files.Item {
	return files.Item{Kind: record.Kind(r.Kind), ID: r.ID, Key: r.Key, Data: r.Data}
}

// everything reads all records of the kinds, all kinds when none is named.
func everything(ctx context.Context, g client.Gate, reg *record.Registry, only map[record.Kind]bool) ([]files.Item, error) {
	var out []files.Item
	for _, d := range reg.All() {
		if len(only) > 0 && !only[d.Kind] {
			continue
		}
		all, err := client.All(ctx, g, string(d.Kind))
		if err != nil {
			return nil, err
		}
		for i := range all {
			out = append(out, item(&all[i]))
		}
	}
	return out, nil
}
