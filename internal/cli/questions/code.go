package questions

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/away"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/who"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
)

func (q *questions) today() *cobra.Command {
	s := &source{}
	only := todayOnly{}
	c := &cobra.Command{
		Use: "today", Short: "What needs you now, with the evidence", Args: cobra.NoArgs,
		Long: "Names at most nine things that need a lead, each with why, since when and its evidence, the dearest to wait for first.\n" +
			"What waiting costs is reckoned in hours of work a day; --rules says how. Of an organisation it also says what changed since last week.",
		Example: "  plumbline today\n  plumbline today --repo ~/src/ours --rules\n  plumbline today --since --data ./data",
		RunE: func(c *cobra.Command, _ []string) error {
			if q.organisation(c) {
				return ask(q, c, "today", nil, func(out io.Writer, a *today.Answer) error { return printToday(out, a, only) })
			}
			w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
			if err != nil {
				return err
			}
			return show(q, c, today.Ask(w, v, nil), func(out io.Writer, a *today.Answer) error { return printToday(out, a, only) })
		},
	}
	s.flags(c)
	c.Flags().BoolVar(&only.rules, "rules", false, "also print what waiting costs, and each rule with its threshold, its cost and how much it found")
	c.Flags().BoolVar(&only.since, "since", false, "print only what changed since last week")
	return c
}

// todayOnly says what of Today is printed.
type todayOnly struct{ rules, since bool }

func printSince(p *page, s *today.Since) {
	if s == nil {
		p.note("Nothing is known to have changed since last week.")
		return
	}
	p.section("Since " + statement.Day(s.Day))
	for _, part := range s.Parts {
		p.list(part.Title, len(part.Items), func(i int) statement.Statement { return part.Items[i] })
	}
}

func printToday(out io.Writer, a *today.Answer, only todayOnly) error {
	p := newPage(out)
	if only.since {
		printSince(p, a.Since)
		return nil
	}
	p.headline(a.Headline)
	p.note("as of %s", statement.Day(a.AsOf))
	for i, item := range a.Items {
		p.item(i+1, item.Statement)
		p.detail(item.Reason)
		for _, f := range item.Evidence[:min(2, len(item.Evidence))] {
			p.fact(f)
		}
		if only.rules {
			p.wrap("    ", "    ", fmt.Sprintf("A day of waiting costs %s. %s", hoursOf(item.Cost.Hours), item.Cost.Why.Text()))
		}
	}
	if a.Since != nil {
		printSince(p, a.Since)
	}
	for _, part := range a.Sections {
		p.section(part.Title)
		for _, line := range part.Items {
			p.wrap("  ", "  ", line.Text())
		}
	}
	if !only.rules {
		return nil
	}
	p.section("Rules: how many were found, what is looked for, and what a day of waiting costs in hours of work")
	for _, r := range a.Rules {
		p.wrap(fmt.Sprintf("%5d  %-12s ", r.Found, r.Name), "                    ", r.Threshold.Text()+"; costs "+r.Counts.Text())
	}
	return nil
}

// hoursOf says hours of work a day, small amounts in minutes.
func hoursOf(h float64) string {
	if h < 0.95 {
		return fmt.Sprintf("%.0f min", 60*h)
	}
	return fmt.Sprintf("%.1f h", h)
}

func (q *questions) who() *cobra.Command {
	s := &source{}
	r := &reviewed{}
	areas, task := false, ""
	c := &cobra.Command{
		Use: "who PATH | --task KEY | --review BASE..HEAD", Short: "Who knows this path, should do this task, or review this change", Args: cobra.MaximumNArgs(1),
		Long: "Names at most five people still here who know a file, a directory or an area, with the changes that show it. With --task, of an\n" +
			"organisation, at most five people who could do a task, why, and what that would do to its milestone. With --review, at most five people to review a change.\n" +
			"With --lines it also says which part of the lines they wrote, what is by people who left, and how old the lines are.",
		Example: "  plumbline who internal/ledger --lines\n  plumbline who --review main..feature --aim spread\n  plumbline who --areas\n  plumbline who --task PAY-12 --data ./data",
		RunE: func(c *cobra.Command, args []string) error {
			if task != "" {
				return ask(q, c, "who", url.Values{"task": {task}}, printSuggestions)
			}
			if r.change != "" {
				return q.review(c, s, r)
			}
			if q.organisation(c) {
				return q.whoOrganisation(c, args, areas, s.lines)
			}
			w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
			if err != nil {
				return err
			}
			if s.lines {
				if err := s.count(c.Context(), w.Repos[0]); err != nil {
					return err
				}
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
	r.flags(c)
	c.Flags().BoolVar(&areas, "areas", false, "list the areas and who knows each")
	c.Flags().BoolVar(&s.lines, "lines", false, "also say who wrote the lines that stand there today; takes seconds in a large repository")
	c.Flags().StringVar(&task, "task", "", "key of a task of the organisation")
	return c
}

func (q *questions) whoOrganisation(c *cobra.Command, args []string, areas, lines bool) error {
	params := url.Values{}
	if lines {
		params.Set("lines", "yes")
	}
	if areas || len(args) == 0 {
		return ask(q, c, "knowledge", params, printAreas)
	}
	params.Set("path", strings.TrimPrefix(args[0], "./"))
	return ask(q, c, "who", params, printWho)
}

func printWho(out io.Writer, a *who.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i, item := range a.Items {
		p.item(i+1, statement.New("person.name", item.Person.Arg("person")))
		p.detail(item.Reason)
	}
	p.written(a.LinesSaid, a.Missing)
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
	said := false
	for _, area := range a.Areas {
		if area.LinesSaid.IsZero() {
			continue
		}
		if !said {
			p.section("Who wrote the lines")
		}
		said = true
		p.wrap("  ", "    ", area.Name)
		p.detail(area.LinesSaid)
	}
	p.written(statement.Statement{}, a.Missing)
	return nil
}

// written says what is known of the lines of a place, or why it is not.
func (p *page) written(said statement.Statement, missing []statement.Statement) {
	if !said.IsZero() {
		p.wrap("", "", said.Text())
	}
	for _, m := range missing {
		if strings.HasPrefix(m.ID, "lines.") {
			p.wrap("", "", m.Text())
		}
	}
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
			if !k.Soon.IsZero() {
				p.detail(k.Soon)
			}
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
