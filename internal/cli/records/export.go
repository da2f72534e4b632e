package records

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/files/madr"
	"plumbline/internal/record"
)

func (c *commands) export() *cobra.Command {
	var out, markdown string
	cmd := &cobra.Command{
		Use:   "export [KIND…]",
		Short: "Write records as YAML",
		Long: "Writes all records you may see (or those of the kinds named) to standard output, or one file a kind into a folder.\n" +
			"The same records give the same bytes; reading them into an empty organisation and writing again does too.",
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
				if markdown != "" {
					return c.writeDecisions(items, markdown)
				}
				return c.write(items, only, out)
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "`folder` to write one file a kind into")
	cmd.Flags().StringVar(&markdown, "madr", "", "`folder` to write decisions into as MADR 4 Markdown, one file each")
	return cmd
}

// writeDecisions writes each decision as a file named like 0007-use-postgresql.md.
func (c *commands) writeDecisions(items []files.Item, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return unwritable(folder, err)
	}
	docs, err := madr.Export(items)
	if err != nil {
		return err
	}
	for _, d := range docs {
		path := filepath.Join(folder, d.Name)
		if err := os.WriteFile(path, d.Data, 0o644); err != nil {
			return unwritable(path, err)
		}
	}
	return c.say("%s written to %s.\n", plural(len(docs), "decision", "decisions"), folder)
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
