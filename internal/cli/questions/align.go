package questions

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/requirements"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/console"
)

func (q *questions) align() *cobra.Command {
	return &cobra.Command{
		Use: "align", Short: "Does the work serve the objectives", Args: cobra.NoArgs,
		Long: "Names work that serves no objective, objectives nobody works on, where each key result is heading, and the hours of each bet\n" +
			"against what was said. Exit code 1 when work serves nothing or an objective has no work.",
		Example: "  plumbline align --data ./data\n  plumbline align --data ./data --json",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "align", nil, printAlign)
		},
	}
}

func printAlign(out io.Writer, a *align.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i := range a.Objectives {
		o := &a.Objectives[i]
		if o.Status != "active" {
			continue
		}
		fmt.Fprintln(out)
		indent := strings.Repeat("  ", o.Depth)
		p.wrap(indent, indent+"  ", o.Statement.Text())
		for j := range o.Results {
			for _, s := range o.Results[j].Statements {
				p.wrap(indent+"  · ", indent+"    ", s.Text())
			}
		}
	}
	p.list("Serves nothing", len(a.Orphans), func(i int) statement.Statement { return a.Orphans[i].Statement })
	p.list("Bets", len(a.Bets), func(i int) statement.Statement { return a.Bets[i].Statement })
	if a.SinceDay != "" {
		p.list("Since "+statement.Day(a.SinceDay), len(a.Since), func(i int) statement.Statement { return a.Since[i] })
	}
	if !a.Sound() {
		return console.ErrNo
	}
	return nil
}

// list prints statements under a title; nothing when there are none.
func (p *page) list(title string, n int, at func(int) statement.Statement) {
	if n > 0 {
		p.section(title)
	}
	for i := range n {
		p.wrap("  ", "    ", at(i).Text())
	}
}

func (q *questions) requirements() *cobra.Command {
	missing := ""
	c := &cobra.Command{
		Use: "requirements", Short: "Is every need traced to work and proof", Args: cobra.NoArgs,
		Long: "Lists requirements with their tasks, the commits that name them and what was verified. Exit code 1 when something is missing\n" +
			"on the way from the need to its proof.",
		Example: "  plumbline requirements --data ./data\n  plumbline requirements --data ./data --missing unplanned",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "requirements", url.Values{"missing": {missing}}, printRequirements)
		},
	}
	c.Flags().StringVar(&missing, "missing", "", "only those that lack this: untraced, unplanned, unverified, unchecked, failed")
	return c
}

func printRequirements(out io.Writer, a *requirements.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	var rows [][]string
	for i := range a.Items {
		r := &a.Items[i]
		rows = append(rows, []string{r.Key, r.Title, fmt.Sprintf("%d/%d done", r.Done, len(r.Tasks)), statement.Numbered(float64(r.Changes), "commit|commits"),
			fmt.Sprintf("%d/%d verified", r.Passed, r.Criteria), strings.Join(r.Missing, ", ")})
	}
	if len(rows) > 0 {
		fmt.Fprintln(out)
	}
	p.table(rows)
	if !a.Sound() {
		return console.ErrNo
	}
	return nil
}
