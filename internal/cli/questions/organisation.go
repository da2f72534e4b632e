package questions

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/suggest"
	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
)

// organisation says that the question is for an organisation: its data folder, server
// or database was named, and no repository was.
func (q *questions) organisation(c *cobra.Command) bool {
	given := func(name string) bool {
		f := c.Flag(name)
		return f != nil && f.Changed
	}
	if given("repo") {
		return false
	}
	for _, name := range []string{"data", "server", "database"} {
		if given(name) || q.env.Getenv("PLUMBLINE_"+strings.ToUpper(name)) != "" {
			return true
		}
	}
	return false
}

// ask asks the organisation a question and prints the answer: as it came with --json,
// else as a page. What print gives decides the exit code in both cases.
func ask[A any](q *questions, c *cobra.Command, question string, params url.Values, print func(io.Writer, *A) error) error {
	return q.env.With(c.Context(), func(g client.Gate) error {
		raw, err := g.Answer(c.Context(), question, params)
		if err != nil {
			return err
		}
		a := new(A)
		if err := json.Unmarshal(raw, a); err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
		if !q.env.JSON() {
			return print(c.OutOrStdout(), a)
		}
		if err := q.env.Print(raw); err != nil {
			return err
		}
		return print(io.Discard, a)
	})
}

// answerOf asks a question and reads its answer.
func answerOf[A any](ctx context.Context, g client.Gate, question string, params url.Values) (*A, error) {
	raw, err := g.Answer(ctx, question, params)
	if err != nil {
		return nil, err
	}
	a := new(A)
	if err := json.Unmarshal(raw, a); err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	return a, nil
}

// show prints an answer made here in the same two ways.
func show[A any](q *questions, c *cobra.Command, a *A, print func(io.Writer, *A) error) error {
	if !q.env.JSON() {
		return print(c.OutOrStdout(), a)
	}
	if err := q.env.Print(a); err != nil {
		return err
	}
	return print(io.Discard, a)
}

// needed refuses a question that only an organisation can answer.
func (q *questions) needed(c *cobra.Command) error {
	if q.organisation(c) {
		return nil
	}
	return fault.New(fault.Invalid, "Which organisation?").WithHint("Name its data folder with --data, or its server with --server.")
}

// zoned asks for the newest plan and hands it on with the organisation's zone.
func (q *questions) zoned(c *cobra.Command, show func(*plan.Answer, *time.Location) error) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return q.env.With(c.Context(), func(g client.Gate) error {
		raw, err := g.Answer(c.Context(), "plan", nil)
		if err != nil {
			return err
		}
		session, err := g.Session(c.Context())
		if err != nil {
			return err
		}
		a := &plan.Answer{}
		if err := json.Unmarshal(raw, a); err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
		zone, err := time.LoadLocation(session.Organisation.Zone)
		if err != nil {
			zone = time.UTC
		}
		return show(a, zone)
	})
}

func (q *questions) orgPlan(c *cobra.Command, format string, only plan.Filter) error {
	return q.zoned(c, func(a *plan.Answer, zone *time.Location) error { return q.showPlan(a, zone, format, only) })
}

// orgMilestones prints the milestones with their odds, or the one named by its key or
// id; the answer is no when a promise of these lacks its confidence.
func (q *questions) orgMilestones(c *cobra.Command, only string) error {
	return q.zoned(c, func(a *plan.Answer, zone *time.Location) error {
		if only != "" {
			i := slices.IndexFunc(a.Milestones, func(m plan.MilestoneRow) bool { return m.ID == only || strings.EqualFold(m.Key, only) })
			if i < 0 {
				return fault.New(fault.NotFound, "There is no milestone %q in the plan.", only).WithHint("See: plumbline when")
			}
			a.Milestones = a.Milestones[i : i+1]
		}
		if q.env.JSON() {
			if err := q.env.Print(summary(a, zone).Milestones); err != nil {
				return err
			}
		} else {
			p := newPage(c.OutOrStdout())
			p.headline(a.Headline)
			p.table(milestoneRows(a, zone))
		}
		if !a.Kept() {
			return console.ErrNo
		}
		return nil
	})
}

func (q *questions) skills() *cobra.Command {
	return &cobra.Command{
		Use: "skills", Short: "What people can do against what the plan needs", Args: cobra.NoArgs,
		Long:    "Lists the organisation's skills: the level the plan needs and how many people hold it. People are not compared.",
		Example: "  plumbline skills --data ./data",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "skills", nil, printSkills)
		},
	}
}

func printSkills(out io.Writer, a *skills.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	var rows [][]string
	missing := false
	for _, s := range a.Skills {
		needed := ""
		if s.Needed > 0 {
			needed = fmt.Sprintf("needed at %d", s.Needed)
			missing = missing || s.Holders == 0
		}
		rows = append(rows, []string{s.Title, needed, statement.Numbered(float64(s.Holders), "person|people")})
	}
	p.table(rows)
	for _, said := range a.Proposed {
		p.note("not written down: %s, %s", said.Title, said.Reason.Text())
	}
	if missing {
		return console.ErrNo
	}
	return nil
}

func printSuggestions(out io.Writer, a *suggest.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i, item := range a.Items {
		p.item(i+1, statement.New("person.name", item.Person.Arg("person")))
		for _, r := range item.Reasons {
			p.detail(r)
		}
		if !item.Effect.IsZero() {
			p.detail(item.Effect)
		}
	}
	if len(a.Items) == 0 {
		return console.ErrNo
	}
	return nil
}
