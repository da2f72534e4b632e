package records

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/record"
)

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func (c *commands) history() *cobra.Command {
	return &cobra.Command{
		Use:     "history KIND KEY",
		Short:   "Tell what happened to a record, newest first",
		Long:    "Prints each version as sentences, with the change it came by. plumbline undo takes such a change back.",
		Example: "  plumbline history task PAY-12",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := c.reg.Get(record.Kind(args[0])); err != nil {
				return err
			}
			return c.with(cmd.Context(), func(g client.Gate, n *names) error {
				h, err := g.History(n.ctx, args[0], args[1])
				if err != nil {
					return err
				}
				if c.env.JSON() {
					return c.env.Print(h)
				}
				var b strings.Builder
				for _, e := range h.Entries {
					b.WriteString(e.At.Local().Format("2006-01-02 15:04") + "  version " + strconv.Itoa(e.Version) + "  " + e.Via + "  " + e.ChangeID + "\n")
					for _, s := range e.Sentences {
						b.WriteString("    " + s + "\n")
					}
					if e.Reason != "" {
						b.WriteString("    Reason: " + e.Reason + "\n")
					}
				}
				return c.say("%s", b.String())
			})
		},
	}
}

func (c *commands) undo() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:     "undo CHANGE",
		Short:   "Take a change back",
		Long:    "Brings every record that the change touched back to what it was before. It is refused, with the reason, when somebody has built on it since.",
		Example: "  plumbline undo 9k2m4p7q1r5s8t3v --reason \"the wrong project\"",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), func(g client.Gate, n *names) error {
				a, err := g.Undo(n.ctx, args[0], reason)
				if err != nil {
					return err
				}
				if c.env.JSON() {
					return c.env.Print(a)
				}
				if err := c.showDiff(a, n); err != nil {
					return err
				}
				return c.note("Taken back. To undo this too: plumbline undo %s\n", cmp.Or(a.ChangeID, "CHANGE"))
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why, for the history")
	return cmd
}
