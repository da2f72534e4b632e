package records

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/files/madr/folder"
	"plumbline/internal/record"
)

// Exported is one record as export prints it with --json: references are ids.
type Exported struct {
	Kind record.Kind     `json:"kind"`
	ID   record.ID       `json:"id"`
	Key  string          `json:"key"`
	Data json.RawMessage `json:"data"`
}

// Exports is what export prints with --json.
type Exports struct {
	Items []Exported `json:"items"`
}

func (c *commands) export() *cobra.Command {
	var out, markdown string
	cmd := &cobra.Command{
		Use:   "export [KIND…]",
		Short: "Write records as YAML",
		Long: "Writes all records you may see (or those of the kinds named) to standard output, or one file a kind into a folder.\n" +
			"The same records give the same bytes; reading them into an empty organisation and writing again does too.\n" +
			"With --json it prints them as the API gives their content.",
		Example: "  plumbline export > office.yaml\n  plumbline export person team --out ./records\n  plumbline export --madr docs/decisions",
		RunE: func(cmd *cobra.Command, args []string) error {
			only := map[record.Kind]bool{}
			for _, a := range args {
				if _, err := c.reg.Get(record.Kind(a)); err != nil {
					return err
				}
				only[record.Kind(a)] = true
			}
			return c.with(cmd.Context(), func(g client.Gate, n *names) error {
				items, err := everything(n.ctx, g, c.reg, nil)
				if err != nil {
					return err
				}
				switch {
				case markdown != "":
					return c.writeDecisions(items, markdown)
				case c.env.JSON() && out == "":
					return c.printItems(items, only)
				}
				return c.write(items, only, out)
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "`folder` to write one file a kind into")
	cmd.Flags().StringVar(&markdown, "madr", "", "`folder` to write decisions into as MADR 4 Markdown, one file each")
	return cmd
}

func (c *commands) printItems(items []files.Item, only map[record.Kind]bool) error {
	list := Exports{Items: []Exported{}}
	for _, it := range items {
		if len(only) == 0 || only[it.Kind] {
			list.Items = append(list.Items, Exported{it.Kind, it.ID, it.Key, it.Data})
		}
	}
	return c.env.Print(list)
}

// writeDecisions writes each decision as a file named like 0007-use-postgresql.md.
func (c *commands) writeDecisions(items []files.Item, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return unwritable(dir, err)
	}
	docs, err := folder.Export(items)
	if err != nil {
		return err
	}
	for _, d := range docs {
		path := filepath.Join(dir, d.Name)
		if err := os.WriteFile(path, d.Data, 0o644); err != nil {
			return unwritable(path, err)
		}
	}
	return c.say("%s written to %s.\n", plural(len(docs), "decision", "decisions"), dir)
}

func (c *commands) write(items []files.Item, only map[record.Kind]bool, folder string) error {
	if folder != "" {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return unwritable(folder, err)
		}
	}
	wrote := 0
	for _, d := range c.reg.All() {
		if len(only) > 0 && !only[d.Kind] {
			continue
		}
		var b bytes.Buffer
		left, err := files.ExportKind(&b, c.reg, items, d.Kind)
		if err != nil {
			return err
		}
		for _, l := range left {
			fmt.Fprintf(c.env.Err, "Left out: %s needs a record that was erased.\n", l)
		}
		if b.Len() == 0 {
			continue
		}
		if folder == "" {
			if wrote++; wrote > 1 {
				b = *bytes.NewBuffer(append([]byte("---\n"), b.Bytes()...))
			}
			if err := c.say("%s", b.String()); err != nil {
				return err
			}
			continue
		}
		path := filepath.Join(folder, strings.ReplaceAll(d.Plural, " ", "-")+".yaml")
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			return unwritable(path, err)
		}
	}
	return nil
}

func unwritable(path string, err error) error {
	return fault.New(fault.Refused, "%s cannot be written.", path).WithHint("Name another folder.").Because(err)
}
