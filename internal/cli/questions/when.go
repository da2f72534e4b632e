package questions

import (
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/when"
	"plumbline/internal/cli/console"
	"plumbline/internal/record"
)

func (q *questions) when() *cobra.Command {
	s := &source{}
	o := when.Options{}
	by, confidence, calibrated, helping, ahead := "", 80, false, false, false
	c := &cobra.Command{
		Use: "when [MILESTONE] [--what-helps] | --outlook | --remaining N [--by DATE] | --calibration", Short: "When will it be done, and how sure are we", Args: cobra.MaximumNArgs(1),
		Long: "Answers from the past of the repository alone: distinct changes merged a week on the default branch. With --by, the answer is no when the odds do not reach --confidence; it is also no when the history is too short to tell.\n" +
			"Without --remaining, of an organisation: its milestones with their odds, or the one named; the answer is no when a promise lacks its confidence.\n" +
			"With --outlook, of an organisation: when each project, and all work that serves each objective, is done, with the odds of its day and, for who may see rates, of its budget, and why dates moved since last week; the answer is no when one of these has even odds or less.\n" +
			"With --what-helps, of an organisation: what an extra person, one more on a task, scope left out, a mitigation done first or a moved date would buy, each lived through the same futures; the answer is no when the date lacks its confidence and no single change brings it.\n" +
			"With --calibration, of an organisation: how often its forecasts and promises came true; the answer is no when nothing can be checked yet, or when a level is off by more than chance.",
		Example: "  plumbline when --remaining 24\n  plumbline when launch --what-helps --data ./data\n  plumbline when --calibration --data ./data\n  plumbline when --remaining 24 --by 2026-03-10 --confidence 85",
		RunE: func(c *cobra.Command, args []string) error {
			if err := console.AtMostOne(c, "calibration", "outlook", "what-helps", "remaining"); err != nil {
				return err
			}
			if by != "" {
				if _, err := time.Parse(time.DateOnly, by); err != nil {
					return badDay("--by", by)
				}
				o.By = record.Date(by)
			}
			odds := func(out io.Writer, a *when.Answer) error { return printWhen(out, a, confidence) }
			switch {
			case calibrated:
				return q.calibration(c)
			case ahead:
				return q.outlook(c)
			case helping:
				return q.helps(c, strings.Join(args, ""))
			case q.organisation(c) && o.Remaining == 0:
				return q.orgMilestones(c, strings.Join(args, ""))
			case len(args) > 0:
				return q.needed(c)
			case q.organisation(c):
				return ask(q, c, "when", url.Values{"remaining": {strconv.Itoa(o.Remaining)}, "by": {by}}, odds)
			}
			w, _, err := q.read(c.Context(), s, c.ErrOrStderr())
			if err != nil {
				return err
			}
			a, err := when.Ask(c.Context(), w, o)
			if err != nil {
				return err
			}
			return show(q, c, a, odds)
		},
	}
	s.flags(c)
	f := c.Flags()
	f.IntVar(&o.Remaining, "remaining", 0, "changes, or issues, still to finish")
	f.BoolVar(&calibrated, "calibration", false, "how often forecasts and promises came true")
	f.BoolVar(&ahead, "outlook", false, "projects and objectives with their odds, and why dates moved")
	f.BoolVar(&helping, "what-helps", false, "what would help the milestone, the next one where none is named")
	f.StringVar(&by, "by", "", "day to give the odds for")
	f.IntVar(&confidence, "confidence", 80, "odds wanted by that day, in percent")
	f.Uint64Var(&o.Seed, "seed", 1, "seed of the simulation")
	return c
}

// printWhen prints odds from throughput; the answer is no when they are too low, or
// when nothing can be told.
func printWhen(out io.Writer, a *when.Answer, confidence int) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, s := range a.Items {
		p.detail(s)
	}
	var rows [][]string
	for _, r := range []struct {
		label string
		day   record.Date
	}{{"10 %", a.P10}, {"50 %", a.P50}, {"80 %", a.P80}, {"90 %", a.P90}} {
		day := "not within ten years"
		if r.day != "" {
			day = statement.Day(r.day)
		}
		rows = append(rows, []string{r.label, day})
	}
	if a.P50 != "" {
		p.table(rows)
	}
	if len(a.Missing) > 0 || a.Odds != nil && *a.Odds < float64(confidence)/100 {
		return console.ErrNo
	}
	return nil
}

// helps prints what would help a milestone.
func (q *questions) helps(c *cobra.Command, milestone string) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return ask(q, c, "helps", url.Values{"of": {milestone}}, printHelps)
}

// printHelps prints the steps that help; the answer is no when the date lacks its
// confidence and none of them brings it.
func printHelps(out io.Writer, a *helps.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	if a.Odds != nil && a.By != "" {
		p.note("now %s by %s; wanted %s", statement.Percent(*a.Odds), statement.Day(a.By), statement.Percent(a.Confidence))
	}
	for i := range a.Steps {
		r := &a.Steps[i]
		p.wrap(fmt.Sprintf("%2d. ", i+1), "    ", strings.Join(texts(r.Steps), " "))
		p.wrap("    ", "    ", r.Gain.Text())
		for _, n := range r.Notes {
			p.wrap("    ", "    ", n.Text())
		}
	}
	p.list("In the plan already", len(a.Kept), func(i int) statement.Statement { return a.Kept[i] })
	if rest := a.Tried - len(a.Steps); rest > 0 && len(a.Steps) > 0 {
		p.note("%s tried beside these, and buy it nothing by more than chance", statement.Numbered(float64(rest), "more was|more were"))
	}
	if !a.Enough() {
		return console.ErrNo
	}
	return nil
}

// outlook prints when projects and objectives are done, and why dates moved.
func (q *questions) outlook(c *cobra.Command) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return ask(q, c, "outlook", nil, printOutlook)
}

// printOutlook prints the outlook; the answer is no when a day or a budget has even
// odds or less.
func printOutlook(out io.Writer, a *outlook.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	p.ahead("Projects", a.Projects)
	p.ahead("Objectives", a.Objectives)
	p.list("Moved since last week", len(a.Since), func(i int) statement.Statement { return a.Since[i] })
	if !a.Likely() {
		return console.ErrNo
	}
	return nil
}

func (p *page) ahead(title string, rows []outlook.Ahead) {
	if len(rows) > 0 {
		p.section(title)
	}
	for i := range rows {
		r := &rows[i]
		p.wrap("  ", "    ", r.Statement.Text())
		p.note("    as likely as not %s, 80 %% sure %s", statement.Day(r.P50), statement.Day(r.P80))
		if r.Money != nil && r.Money.Statement != nil {
			p.note("    %s", r.Money.Statement.Text())
		}
	}
}
