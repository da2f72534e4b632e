package questions

import (
	"io"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/health"
	"plumbline/internal/answers/statement"
)

func (q *questions) health() *cobra.Command {
	return &cobra.Command{
		Use: "health", Short: "Is the team well: load, what hangs on one person, leave, promises", Args: cobra.NoArgs,
		Long: "Says from the plan, tasks, absences without their reasons, promises and who knows the code whether the team carries too much, what would help,\n" +
			"and your own part, which nobody else is told. No figure is of fewer than five people, and nobody is watched for it.",
		Example: "  plumbline health --data ./data\n  plumbline health --json",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "health", nil, printHealth)
		},
	}
}

func printHealth(out io.Writer, a *health.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i := range a.Groups {
		title := "Everybody here, " + statement.Numbered(float64(a.Groups[i].People), "person|people")
		if t := a.Groups[i].Team; t != nil {
			title = t.Title + ", " + statement.Numbered(float64(a.Groups[i].People), "person|people")
		}
		p.signs(title, a.Groups[i].Signs)
	}
	if a.Own != nil {
		p.signs("Yours alone", a.Own.Signs)
	}
	for _, n := range a.Notes {
		p.note("note: %s", n.Text())
	}
	return nil
}

func (p *page) signs(title string, list []health.Sign) {
	p.section(title)
	for i := range list {
		s, mark := &list[i], "  "
		if s.Said.Level == statement.Warn {
			mark = "! "
		}
		p.wrap("  "+mark, "      ", s.Said.Text())
		if !s.Trend.IsZero() {
			p.wrap("      ", "      ", s.Trend.Text())
		}
		for _, h := range s.Helps {
			p.wrap("      → ", "        ", h.Said.Text())
		}
	}
}
