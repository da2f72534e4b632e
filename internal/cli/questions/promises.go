package questions

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/console"
)

func (q *questions) promises() *cobra.Command {
	return &cobra.Command{
		Use: "promises", Short: "Which promises will be kept", Args: cobra.NoArgs,
		Long: "Lists what was promised of milestones and between teams: its odds now against those agreed, what moved them, what to do about\n" +
			"those that fell under, and how many were kept so far. Exit code 1 when an open promise is under the odds agreed or past its day.",
		Example: "  plumbline promises --data ./data\n  plumbline promises --data ./data --json",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "promises", nil, printPromises)
		},
	}
}

func printPromises(out io.Writer, a *promises.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	n := 0
	for i := range a.Promises {
		one := &a.Promises[i]
		if !one.Open() {
			continue
		}
		n++
		p.item(n, one.Statement)
		for _, s := range one.Moved {
			p.detail(s)
		}
		for _, s := range one.Steps {
			p.wrap("    → ", "      ", s.Statement.Text())
		}
	}
	p.section("Kept so far")
	p.wrap("  ", "    ", a.Record.Statement.Text())
	for i := range a.Pairs {
		if k := &a.Pairs[i]; k.Record.Kept+k.Record.Broken > 0 {
			p.wrap("  · ", "    ", strings.TrimPrefix(k.From.Title+" → "+k.To.Title, " → ")+": "+k.Record.Statement.Text())
		}
	}
	p.list("Offered", len(a.Teams), func(i int) statement.Statement { return a.Teams[i].Statement })
	if !a.Sound() {
		return console.ErrNo
	}
	return nil
}
