package questions

import (
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/earnings"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/console"
)

func (q *questions) earned() *cobra.Command {
	of := ""
	c := &cobra.Command{
		Use: "earned [PROJECT]", Short: "How the work stands against the plan as it was agreed", Args: cobra.MaximumNArgs(1),
		Long: "Measures the work that is done against a baseline, in plain words: what should be done by now and what is, what it took, how the end and the\n" +
			"scope drifted, and the odds of the dates beside it. Of a project the newest baseline that holds it counts, else the newest of all.\n" +
			"The answer is no when the work is a day or more behind, or when no baseline is kept.",
		Example: "  plumbline earned --data ./data\n  plumbline earned PAY --json",
		RunE: func(c *cobra.Command, args []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "earned", url.Values{"project": {strings.Join(args, "")}, "of": {of}}, printEarned)
		},
	}
	c.Flags().StringVar(&of, "of", "", "key of the `baseline` to measure against")
	return c
}

// printEarned prints where the work stands; the answer is no when it is behind, or when
// there is nothing to measure against.
func printEarned(out io.Writer, a *earnings.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, s := range a.Items {
		p.detail(s)
	}
	p.list("The odds", len(a.Odds), func(i int) statement.Statement { return a.Odds[i] })
	if len(a.Baselines) > 0 {
		p.section("Baselines")
	}
	var rows [][]string
	for _, b := range a.Baselines {
		rows = append(rows, []string{b.Key, b.Title, "taken " + statement.Day(b.Taken), statement.HoursOf(float64(b.Work)), "end " + statement.Day(b.Finish)})
	}
	p.table(rows)
	if !a.Sound() {
		return console.ErrNo
	}
	return nil
}
