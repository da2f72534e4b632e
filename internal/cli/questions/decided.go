package questions

import (
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
)

func (q *questions) decided() *cobra.Command {
	s, about, patch := &source{}, "", ""
	c := &cobra.Command{
		Use: "decided [ABOUT]", Short: "What was decided, and does it still hold", Args: cobra.MaximumNArgs(1),
		Long: "Lists decisions with where they stand and how firmly their scores name the outcome, what their confirmation rules find, and the decision records found in repositories.\n" +
			"With --patch it prints what would change in the file a decision was read from, so that the file says what the record says.\n\n" +
			"Exit codes: 0 every decision is kept, as far as its rule tells; 1 some is contradicted by a repository; 2 bad input.",
		Example: "  plumbline decided --repo .\n  plumbline decided queue --data ./data\n  plumbline decided --patch D-7 --data ./data | git apply",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				about = args[0]
			}
			switch {
			case patch != "":
				return q.decisionPatch(c, patch)
			case q.organisation(c):
				return ask(q, c, "decided", url.Values{"about": {about}}, printDecided)
			}
			w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
			if err != nil {
				return err
			}
			return show(q, c, decided.FromTrees(w, v, strings.ToLower(about)), printDecided)
		},
	}
	s.flags(c)
	c.Flags().StringVar(&patch, "patch", "", "`key` of a decision: print the change to its file")
	return c
}

// decisionPatch prints the change to a decision's file.
func (q *questions) decisionPatch(c *cobra.Command, key string) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return q.env.With(c.Context(), func(g client.Gate) error {
		p, err := g.DecisionPatch(c.Context(), key)
		if err != nil {
			return err
		}
		if q.env.JSON() {
			return q.env.Print(p)
		}
		_, err = io.WriteString(c.OutOrStdout(), p.Patch)
		return err
	})
}

func printDecided(out io.Writer, a *decided.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	contradicted := false
	for i, item := range a.Items {
		p.item(i+1, item.Statement)
		if item.File != nil {
			p.wrap("    ", "    ", item.File.Statement.Text())
		}
		contradicted = contradicted || item.State == "contradicted"
	}
	if len(a.Found) > 0 {
		p.section("In repositories")
	}
	for _, f := range a.Found {
		p.wrap("  ", "    ", f.Statement.Text())
	}
	p.list("Records that cannot both stand", len(a.Conflicts), func(i int) statement.Statement { return a.Conflicts[i] })
	if contradicted {
		return console.ErrNo
	}
	return nil
}
