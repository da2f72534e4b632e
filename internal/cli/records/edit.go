package records

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

func (c *commands) edit() *cobra.Command {
	var m making
	cmd := &cobra.Command{
		Use:   "edit KIND KEY",
		Short: "Change a record in your editor",
		Long: "Opens the record as YAML in $VISUAL or $EDITOR and saves what changed. A line taken away clears its field; another key renames the record.\n" +
			"What somebody else changed meanwhile is kept; only the same field changed twice is a conflict. When saving fails your text is kept in a file.",
		Example: "  EDITOR=nano plumbline edit task PAY-12",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := c.reg.Get(record.Kind(args[0])); err != nil {
				return err
			}
			return c.change(cmd.Context(), args[0], args[1], m)
		},
	}
	m.flags(cmd)
	return cmd
}

// change fetches a record, lets go of the records while somebody types, and saves.
func (c *commands) change(ctx context.Context, kind, key string, m making) error {
	var r wire.Record
	var before []byte
	err := c.with(ctx, func(g client.Gate, n *names) (err error) {
		if r, err = g.Find(ctx, kind, key); err != nil {
			return err
		}
		before, err = files.Document(c.reg, item(&r), n.of)
		return cmp.Or(err, n.err)
	})
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "plumbline-")
	if err != nil {
		return unwritable(os.TempDir(), err)
	}
	path := filepath.Join(folder, r.Kind+".yaml")
	after, err := c.inEditor(ctx, path, before)
	switch {
	case err != nil:
		return err
	case bytes.Equal(before, after):
		_ = os.RemoveAll(folder)
		if c.env.JSON() {
			return c.env.Print(wire.Applied{Applied: []wire.AppliedRecord{}, Diff: []wire.Diff{}})
		}
		return c.say("Nothing was changed.\n")
	}
	if err := c.with(ctx, func(g client.Gate, n *names) error { return c.save(g, n, &r, path, after, m) }); err != nil {
		return kept(err, path)
	}
	_ = os.RemoveAll(folder)
	return nil
}

// kept says where the text is that could not be saved.
func kept(err error, path string) error {
	if fault.CodeOf(err) == "" {
		return err
	}
	return fault.New(fault.CodeOf(err), "%s", err.Error()).WithHint("Your text is kept in %s.", path).Because(err)
}

func (c *commands) inEditor(ctx context.Context, path string, text []byte) ([]byte, error) {
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return nil, unwritable(path, err)
	}
	editor := cmp.Or(c.env.Getenv("VISUAL"), c.env.Getenv("EDITOR"))
	if editor == "" {
		return nil, fault.New(fault.Refused, "No editor is set.").WithHint("Set $EDITOR, for example: EDITOR=nano plumbline edit …")
	}
	run := exec.CommandContext(ctx, "sh", "-c", editor+` "$1"`, "sh", path)
	run.Stdin, run.Stdout, run.Stderr = c.env.In, c.env.Out, c.env.Err
	if err := run.Run(); err != nil {
		return nil, fault.New(fault.Refused, "The editor %q failed.", editor).WithHint("Your text is kept in %s.", path).Because(err)
	}
	return readFile(path)
}

func (c *commands) save(g client.Gate, n *names, r *wire.Record, path string, text []byte, m making) error {
	cs, err := files.Read(c.reg, files.Source{Name: path, Data: text})
	if err != nil {
		return err
	}
	if len(cs.Changes) != 1 || string(cs.Changes[0].Kind) != r.Kind {
		return fault.New(fault.Invalid, "The file must hold one %s.", r.Kind).WithHint("Use plumbline apply for several records.")
	}
	ch := &cs.Changes[0]
	ch.ID, ch.Base, ch.Op = r.ID, r.Version, team.Put
	cs.Via = team.ViaCLI
	return c.bring(g, n, cs, m)
}
