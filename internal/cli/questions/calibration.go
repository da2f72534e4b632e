package questions

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/calibration"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/console"
)

func (q *questions) calibration(c *cobra.Command) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return ask(q, c, "calibration", nil, printCalibration)
}

// printCalibration prints how often forecasts came true; the answer is no when none
// can be checked, or when what came true lies outside what chance explains.
func printCalibration(out io.Writer, a *calibration.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, s := range a.Items {
		p.detail(s)
	}
	if a.Record.At(80).Forecasts > 0 {
		p.section("Said and come true")
		p.table(levelRows(a.Record))
	}
	if len(a.Promises.Past) > 0 {
		p.section("Promises")
	}
	var rows [][]string
	for _, g := range a.Promises.Past {
		kept, odds := "kept", ""
		if !g.Kept {
			kept = "not kept"
		}
		if g.Odds > 0 {
			odds = statement.Percent(g.Odds)
		}
		rows = append(rows, []string{g.Milestone.Title, "to " + g.To, statement.Day(g.Date), odds, kept})
	}
	p.table(rows)
	for _, s := range a.Missing {
		if s.ID != a.Headline.ID {
			p.wrap("  ", "  ", s.Text())
		}
	}
	if !a.Sound() {
		return console.ErrNo
	}
	return nil
}

// levelRows is the reliability chart as a table: what was said, what came true, and
// where chance alone would leave it.
func levelRows(r *calibration.Record) [][]string {
	rows := [][]string{{"said", "came true", "", "nine times in ten between"}}
	for _, l := range r.Levels {
		share := l.Right / float64(max(1, l.Forecasts))
		rows = append(rows, []string{fmt.Sprintf("%d %%", l.Percent), fmt.Sprintf("%.0f %%", 100*share), strings.Repeat("▪", int(20*share+0.5)),
			fmt.Sprintf("%.0f and %.0f %%", 100*l.Low, 100*l.High)})
	}
	return rows
}
