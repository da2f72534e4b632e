package cli

import (
	"fmt"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"plumbline/internal/app"
	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
)

func backupCommand(env *console.Env, s *settings) *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Write a copy of the database while it is in use",
		Long:    "Writes a consistent copy of the records, their history and the accounts to FILE, which must not exist. A running server goes on.\nFor PostgreSQL use pg_dump.",
		Example: "  plumbline backup --data ./data monday.db",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			path, err := filepath.Abs(args[0])
			if err != nil {
				return fault.New(fault.Malformed, "%q is not a path.", args[0]).Because(err)
			}
			if s.server != "" {
				return fault.New(fault.Refused, "A backup is made at the server's machine.").WithHint("Run it there, without --server.")
			}
			return env.With(c.Context(), func(g client.Gate) error {
				if err := g.Backup(c.Context(), path); err != nil {
					return err
				}
				if env.JSON() {
					return env.Print(wire.Backup{Path: path})
				}
				_, err := fmt.Fprintf(env.Out, "The backup stands in %s. Try it: plumbline restore %s --data FOLDER\n", path, args[0])
				return err
			})
		},
	}
}

func restoreCommand(env *console.Env, s *settings) *cobra.Command {
	keys := ""
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a data folder from a backup",
		Long: "Copies the backup into the data folder, which must be empty or not be there, and reads it all once. The copy is marked as restored.\n" +
			"Private notes need the keys they were sealed with: the file private.keys of the data folder, of which a backup holds no copy.",
		Example: "  plumbline restore monday.db --data ./restored\n  plumbline restore monday.db --keys ./data/private.keys --data ./restored",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			done, err := app.Restore(c.Context(), args[0], keys, s.options(env))
			if err != nil {
				return err
			}
			if env.JSON() {
				return env.Print(done)
			}
			if _, err = fmt.Fprintf(env.Out, "%d records stand in %s, as they were on %s.\n", done.Records, done.Folder, done.Newest.Format("2006-01-02 15:04 MST")); err != nil || done.Unreadable == 0 {
				return err
			}
			_, err = fmt.Fprintf(env.Out, "Private notes that cannot be read, because their keys were not given: %d.\n", done.Unreadable)
			return err
		},
	}
	c.Flags().StringVar(&keys, "keys", "", "the `file` private.keys of the folder the backup was made of")
	return c
}

// Checks is what doctor prints with --json.
type Checks struct {
	Checks []app.CheckResult `json:"checks"`
}

func doctorCommand(env *console.Env, s *settings) *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Check the program, the data folder and the repositories",
		Long:    "Checks what the product needs and says what to do where something is wrong. It changes nothing. Exit code 1 when something is wrong.",
		Example: "  plumbline doctor --data ./data",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			checks := app.Doctor(c.Context(), s.options(env))
			if env.JSON() {
				if err := env.Print(Checks{checks}); err != nil {
					return err
				}
			} else if err := showChecks(env, checks); err != nil {
				return err
			}
			for _, k := range checks {
				if k.State == app.Bad {
					return console.ErrNo
				}
			}
			return nil
		},
	}
}

func showChecks(env *console.Env, checks []app.CheckResult) error {
	w := tabwriter.NewWriter(env.Out, 0, 4, 2, ' ', 0)
	for _, k := range checks {
		text := k.Text
		if k.Hint != "" {
			text += " " + k.Hint
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", k.State, k.Name, text); err != nil {
			return err
		}
	}
	return w.Flush()
}
