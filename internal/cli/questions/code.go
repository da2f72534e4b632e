package questions

import (
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/away"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/when"
	"plumbline/internal/answers/who"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/record"
)

func (q *questions) today() *cobra.Command {
	s := &source{}
	rules := false
	c := &cobra.Command{
		Use: "today", Short: "What needs you now, with the evidence", Args: cobra.NoArgs,
		Long:    "Names at most nine things that need a lead, each with why, since when and its evidence.",
		Example: "  plumbline today\n  plumbline today --repo ~/src/ours --rules",
		RunE: func(c *cobra.Command, _ []string) error {
			if q.organisation(c) {
				return ask(q, c, "today", nil, func(out io.Writer, a *today.Answer) error { return printToday(out, a, rules) })
			}
			w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
			if err != nil {
				return err
			}
			return show(q, c, today.Ask(w, v, nil), func(out io.Writer, a *today.Answer) error { return printToday(out, a, rules) })
		},
	}
	s.flags(c)
	c.Flags().BoolVar(&rules, "rules", false, "also print each rule, its threshold and how much it found")
	return c
}

func printToday(out io.Writer, a *today.Answer, rules bool) error {
	p := newPage(out)
	p.headline(a.Headline)
	p.note("as of %s", statement.Day(a.AsOf))
	for i, item := range a.Items {
		p.item(i+1, item.Statement)
		p.detail(item.Reason)
		for _, f := range item.Evidence[:min(2, len(item.Evidence))] {
			p.fact(f)
		}
	}
	for _, part := range a.Sections {
		p.section(part.Title)
		for _, line := range part.Items {
			p.wrap("  ", "  ", line.Text())
		}
	}
	if !rules {
		return nil
	}
	p.section("Rules")
	for _, r := range a.Rules {
		p.wrap(fmt.Sprintf("%5d  %-9s ", r.Found, r.Name), "                 ", r.Threshold.Text())
	}
	return nil
}

func (q *questions) who() *cobra.Command {
	s := &source{}
	areas, task := false, ""
	c := &cobra.Command{
		Use: "who PATH | --task KEY", Short: "Who knows this path or area, or should do this task", Args: cobra.MaximumNArgs(1),
		Long: "Names at most five people still here who know a file, a directory or an area, with the changes that show it. With --task, of an\n" +
			"organisation, at most five people who could do a task, why, and what that would do to its milestone.",
		Example: "  plumbline who internal/ledger\n  plumbline who --areas\n  plumbline who --task PAY-12 --data ./data",
		RunE: func(c *cobra.Command, args []string) error {
			if task != "" {
				return ask(q, c, "who", url.Values{"task": {task}}, printSuggestions)
			}
			if q.organisation(c) {
				return q.whoOrganisation(c, args, areas)
			}
			w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
			if err != nil {
				return err
			}
			if areas || len(args) == 0 {
				return show(q, c, knowledge.Ask(w, v), printAreas)
			}
			a, err := who.Ask(w, v, inside(w.Repos[0], above(s.repo), args[0]), 5)
			if err != nil {
				return err
			}
			return show(q, c, a, printWho)
		},
	}
	s.flags(c)
	c.Flags().BoolVar(&areas, "areas", false, "list the areas and who knows each")
	c.Flags().StringVar(&task, "task", "", "key of a task of the organisation")
	return c
}

func (q *questions) whoOrganisation(c *cobra.Command, args []string, areas bool) error {
	if areas || len(args) == 0 {
		return ask(q, c, "knowledge", nil, printAreas)
	}
	return ask(q, c, "who", url.Values{"path": {strings.TrimPrefix(args[0], "./")}}, printWho)
}

func printWho(out io.Writer, a *who.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i, item := range a.Items {
		p.item(i+1, statement.New("person.name", item.Person.Arg("person")))
		p.detail(item.Reason)
	}
	if len(a.Items) == 0 {
		return console.ErrNo
	}
	return nil
}

func printAreas(out io.Writer, a *knowledge.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	var rows [][]string
	for _, area := range a.Areas {
		rows = append(rows, []string{area.Name, fmt.Sprintf("%d lines", area.Lines), named(area.People)})
	}
	p.table(rows)
	return nil
}

func named(people []answer.Person) string {
	var names []string
	for _, p := range people[:min(3, len(people))] {
		names = append(names, p.Title)
	}
	if len(names) == 0 {
		return "nobody"
	}
	return strings.Join(names, ", ")
}

func (q *questions) away() *cobra.Command {
	s := &source{}
	from, to := "", ""
	c := &cobra.Command{
		Use: "away PERSON", Short: "What breaks when somebody is away", Args: cobra.ExactArgs(1),
		Long:    "Names the areas left with nobody, or with one person, and who could be second.",
		Example: "  plumbline away ana@example.org\n  plumbline away \"Ana Alvarez\" --json",
		RunE: func(c *cobra.Command, args []string) error {
			if q.organisation(c) {
				return ask(q, c, "away", url.Values{"person": {args[0]}, "from": {from}, "to": {to}}, printAway)
			}
			if from != "" || to != "" {
				return fault.New(fault.Invalid, "What an absence does to dates needs a plan.").WithHint("Name an organisation with --data or --server, or leave --from and --to out.")
			}
			w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
			if err != nil {
				return err
			}
			a, err := away.Ask(w, v, args[0], "", "")
			if err != nil {
				return err
			}
			return show(q, c, a, printAway)
		},
	}
	s.flags(c)
	c.Flags().StringVar(&from, "from", "", "first day away, of an organisation with a plan")
	c.Flags().StringVar(&to, "to", "", "last day away")
	return c
}

func printAway(out io.Writer, a *away.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, l := range a.Areas {
		p.table([][]string{{l.Area, fmt.Sprintf("%d → %d know it", l.Before, l.Left)}})
		for _, k := range l.Seconds {
			p.detail(statement.New("away.second", k.Person.Arg("person"), statement.Words("why", k.Reason.Text())))
		}
	}
	var rows [][]string
	nobody := false
	for _, b := range a.Breaks {
		rows = append(rows, []string{b.Label.Text(), b.Before, "→ " + b.After})
	}
	if len(rows) > 0 {
		p.section("The plan")
		p.table(rows)
	}
	for _, l := range a.Areas {
		nobody = nobody || l.Left == 0
	}
	if nobody {
		return console.ErrNo
	}
	return nil
}

func (q *questions) when() *cobra.Command {
	s := &source{}
	o := when.Options{}
	by, confidence := "", 80
	c := &cobra.Command{
		Use: "when [--remaining N [--by DATE]]", Short: "When will it be done, and how sure are we", Args: cobra.NoArgs,
		Long: "Answers from the past of the repository alone: distinct changes merged a week on the default branch. With --by, the answer is no when the odds do not reach --confidence; it is also no when the history is too short to tell.\n" +
			"Without --remaining, of an organisation: its milestones with their odds; the answer is no when a promise lacks its confidence.",
		Example: "  plumbline when --remaining 24\n  plumbline when --remaining 24 --by 2026-03-10 --confidence 85",
		RunE: func(c *cobra.Command, _ []string) error {
			if by != "" {
				if _, err := time.Parse(time.DateOnly, by); err != nil {
					return badDay("--by", by)
				}
				o.By = record.Date(by)
			}
			odds := func(out io.Writer, a *when.Answer) error { return printWhen(out, a, confidence) }
			switch {
			case q.organisation(c) && o.Remaining == 0:
				return q.orgMilestones(c)
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
	if len(a.Missing) > 0 || a.Odds != nil && *a.Odds*100 < float64(confidence) {
		return console.ErrNo
	}
	return nil
}
