package records

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// making is how a change set is brought about: shown first, then applied.
type making struct {
	dry, prune bool
	reason     string
}

func (m *making) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&m.dry, "dry-run", false, "only show what would change; exit code 1 when something would")
	f.StringVar(&m.reason, "reason", "", "why, for the history")
}

func (c *commands) apply() *cobra.Command {
	var m making
	var paths []string
	cmd := &cobra.Command{
		Use:   "apply -f FILE|-",
		Short: "Make the records as files say",
		Long: "Reads YAML files (or folders of them, or standard input), shows what changes and makes it so, all of it or nothing (files of over 700 KiB in steps, each of them whole).\n" +
			"What a file does not mention stays: records and fields. null clears a field. With --prune, records that no file mentions are deleted, among the kinds that the files mention.\n" +
			"Applying a file twice changes nothing.",
		Example: "  plumbline apply -f team.yaml\n  plumbline export | ssh elsewhere plumbline apply -f -\n  plumbline apply -f ./records --prune --dry-run",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.makeSo(cmd, paths, m)
		},
	}
	cmd.Flags().StringArrayVarP(&paths, "file", "f", nil, "`file` or folder to read, - for standard input; may repeat")
	cmd.Flags().BoolVar(&m.prune, "prune", false, "delete what the files do not mention, of the kinds they mention")
	_ = cmd.MarkFlagRequired("file")
	m.flags(cmd)
	return cmd
}

func (c *commands) makeSo(cmd *cobra.Command, paths []string, m making) error {
	sources, err := c.read(paths)
	if err != nil {
		return err
	}
	cs, err := files.Read(c.reg, sources...)
	if err != nil {
		return err
	}
	return c.with(cmd.Context(), func(g client.Gate, n *names) error {
		if m.prune {
			only := map[record.Kind]bool{}
			for _, ch := range cs.Changes {
				only[ch.Kind] = true
			}
			have, err := everything(n.ctx, g, c.reg, only)
			if err != nil {
				return err
			}
			files.Prune(c.reg, &cs, have)
		}
		return c.bring(g, n, cs, m)
	})
}

// bring shows what a change set does, and does it.
func (c *commands) bring(g client.Gate, n *names, cs team.ChangeSet, m making) error {
	if len(cs.Changes) == 0 {
		return fault.New(fault.Refused, "There is nothing to read.").WithHint("Give files that hold records; plumbline export writes some.")
	}
	cs.Reason = m.reason
	parts := files.Split(c.reg, cs, oneRequest)
	if len(parts) > 1 && m.dry {
		return fault.New(fault.Refused, "%d records are too many to be shown in one step.", len(cs.Changes)).WithHint("Give fewer files at once, or leave --dry-run out: they are applied in %d steps.", len(parts))
	}
	for i := range parts {
		if len(parts) > 1 {
			if err := c.note("Step %d of %d.\n", i+1, len(parts)); err != nil {
				return err
			}
		}
		if err := c.step(g, n, parts[i], m); err != nil {
			return err
		}
	}
	return nil
}

// oneRequest is what fits into one request of the API, with room for its frame. More is
// applied in steps, each of them whole by itself.
const oneRequest = record.MaxRequest * 3 / 4

func (c *commands) step(g client.Gate, n *names, cs team.ChangeSet, m making) error {
	cs.ID = record.NewID(nil)
	seen, err := g.Preview(n.ctx, cs)
	if err != nil {
		return err
	}
	changes := slices.ContainsFunc(seen.Applied, writes)
	if !c.env.JSON() {
		if err := c.showDiff(seen, n); err != nil {
			return err
		}
	}
	switch {
	case !changes || m.dry:
		if c.env.JSON() {
			if err := c.env.Print(seen); err != nil {
				return err
			}
		}
		if changes {
			return console.ErrNo
		}
		return nil
	}
	done, err := g.Apply(n.ctx, cs)
	if err != nil {
		return err
	}
	if c.env.JSON() {
		return c.env.Print(done)
	}
	return c.note("Done. To take it back: plumbline undo %s\n", done.ChangeID)
}

// read gives the files at the paths; a folder gives its .yaml and .yml files.
func (c *commands) read(paths []string) ([]files.Source, error) {
	var out []files.Source
	for _, p := range paths {
		if p == "-" {
			data, err := io.ReadAll(io.LimitReader(c.env.In, files.MaxFile+1))
			if err != nil {
				return nil, fault.New(fault.Malformed, "Standard input cannot be read.").Because(err)
			}
			out = append(out, files.Source{Name: "-", Data: data})
			continue
		}
		names, err := inside(p, isYAML)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := readFile(name)
			if err != nil {
				return nil, err
			}
			out = append(out, files.Source{Name: name, Data: data})
		}
	}
	return out, nil
}

func isYAML(path string) bool {
	return strings.HasSuffix(path, ".yaml") || strings.HasSuffix(path, ".yml")
}

// inside gives a file itself, or the files of a folder that are wanted.
func inside(path string, wanted func(string) bool) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var out []string
	err = filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && wanted(p) {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		return nil, unreadable(path, err)
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Refused, "%s holds no file that can be read here.", path).WithHint("Name a file, or another folder.")
	}
	return out, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, files.MaxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

func unreadable(path string, err error) error {
	why := "it cannot be read"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		why = "you may not read it"
	}
	return fault.New(fault.Refused, "%s: %s.", path, why).WithHint("Check the path.").Because(err)
}
