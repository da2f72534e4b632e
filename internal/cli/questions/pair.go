package questions

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/oneonone"
	"plumbline/internal/answers/self"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

func (q *questions) oneOnOne() *cobra.Command {
	c := &cobra.Command{
		Use: "one-on-one [PERSON]", Short: "Your one-on-ones, and what to talk about in the next", Args: cobra.MaximumNArgs(1),
		Long: "Without a person it lists your one-on-ones; with one it prepares the next: the agenda with what was carried over, what each of you promised,\n" +
			"and what evidence shows since the last. Only the two of you can ask it.",
		Example: "  plumbline one-on-one --data ./data\n  plumbline one-on-one ben --data ./data\n  plumbline one-on-one add ben \"The rota in March\"",
		RunE: func(c *cobra.Command, args []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			if len(args) == 0 {
				return ask(q, c, "one-on-ones", nil, printOneOnOnes)
			}
			return ask(q, c, "prepare", url.Values{"with": {args[0]}}, printPrepared)
		},
	}
	c.AddCommand(q.startOneOnOne(), q.addPoint(), q.keepNote(), q.destroyNotes())
	return c
}

func printOneOnOnes(out io.Writer, a *oneonone.Answer) error {
	p := newPage(out)
	if len(a.Series) == 0 {
		p.headline(a.Headline)
	}
	for i := range a.Series {
		p.wrap("", "  ", a.Series[i].Said.Text())
	}
	return nil
}

func printPrepared(out io.Writer, a *oneonone.Prepared) error {
	p := newPage(out)
	p.headline(a.Headline)
	p.points("Agenda", a.Agenda)
	p.points("Promised", a.Promised)
	for i := range a.Parts {
		part := &a.Parts[i]
		p.list(part.Title, len(part.Items), func(i int) statement.Statement { return part.Items[i] })
	}
	for _, t := range a.Talks[:min(1, len(a.Talks))] {
		p.section("Noted on " + statement.Day(t.On))
		p.wrap("  ", "  ", t.Notes)
	}
	return nil
}

// points prints what is on the agenda, with what was carried over and who promised it.
func (p *page) points(title string, list []oneonone.Point) {
	if len(list) > 0 {
		p.section(title)
	}
	for i := range list {
		pt, more := &list[i], []string{}
		if pt.Carried > 0 {
			more = append(more, "carried over "+statement.Numbered(float64(pt.Carried), "time|times"))
		}
		if pt.Owner != nil {
			more = append(more, pt.Owner.Title)
		}
		if pt.Due != "" {
			more = append(more, "by "+statement.Day(pt.Due))
		}
		text := pt.Title
		if len(more) > 0 {
			text += " (" + strings.Join(more, ", ") + ")"
		}
		p.wrap("  · ", "    ", text)
	}
}

// writeOne writes one record and says in words that it was done.
func (q *questions) writeOne(c *cobra.Command, g client.Gate, kind record.Kind, body record.Body, said string) error {
	node, err := record.Written(body)
	if err != nil {
		return err
	}
	done, err := g.Apply(c.Context(), team.ChangeSet{ID: record.NewID(nil), Changes: []team.Change{{Kind: kind, Op: team.Put, Data: node}}})
	if err != nil {
		return err
	}
	if q.env.JSON() {
		return q.env.Print(done)
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), said)
	return err
}

// me is the person the command acts as.
func me(c *cobra.Command, g client.Gate) (*wire.Ref, error) {
	s, err := g.Session(c.Context())
	if err == nil && s.Person == nil {
		err = fault.New(fault.Refused, "This command stands for nobody, and a one-on-one is between two people.")
	}
	return s.Person, err
}

// asMyself runs f for the person the command acts as.
func (q *questions) asMyself(c *cobra.Command, f func(client.Gate, *wire.Ref) error) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return q.env.With(c.Context(), func(g client.Gate) error {
		mine, err := me(c, g)
		if err != nil {
			return err
		}
		return f(g, mine)
	})
}

func (q *questions) startOneOnOne() *cobra.Command {
	every, next, lead := "", "", ""
	c := &cobra.Command{
		Use: "start PERSON", Short: "Begin a one-on-one with a person", Args: cobra.ExactArgs(1),
		Example: "  plumbline one-on-one start ben --every \"two weeks\" --next 2026-03-05",
		RunE: func(c *cobra.Command, args []string) error {
			return q.asMyself(c, func(g client.Gate, mine *wire.Ref) error {
				with, err := g.Find(c.Context(), "person", args[0])
				if err != nil {
					return err
				}
				one := &grow.OneOnOne{Lead: record.Ref(mine.ID), Person: record.Ref(with.ID), Every: every, Next: record.Date(next), State: "active"}
				if lead != "" && lead != mine.Key {
					one.Lead, one.Person = one.Person, one.Lead
				}
				return q.writeOne(c, g, "one_on_one", one, "One-on-one with "+with.Title+" begun. Only you two see it.")
			})
		},
	}
	c.Flags().StringVar(&every, "every", "", "how often: week, two weeks, month or quarter")
	c.Flags().StringVar(&next, "next", "", "`day` of the first talk, such as 2026-03-05")
	c.Flags().StringVar(&lead, "lead", "", "`key` of who leads; you when empty")
	return c
}

func (q *questions) addPoint() *cobra.Command {
	owner, due := "", ""
	c := &cobra.Command{
		Use: "add PERSON TEXT", Short: "Put a point on the agenda", Args: cobra.ExactArgs(2),
		Long:    "Puts a point on the agenda of your one-on-one with a person. With --owner it is something one of you promises the other.",
		Example: "  plumbline one-on-one add ben \"The rota in March\"\n  plumbline one-on-one add ben \"Ask Ana for two hours a week\" --owner dana --due 2026-03-01",
		RunE: func(c *cobra.Command, args []string) error {
			return q.inSeries(c, args[0], func(g client.Gate, one *oneonone.Series, mine *wire.Ref, today record.Date) error {
				p := &grow.TalkingPoint{Series: record.Ref(one.ID), Between: []record.Ref{record.Ref(one.Lead.ID), record.Ref(one.Person.ID)}, By: record.Ref(mine.ID), Raised: today, State: "open", Due: record.Date(due)}
				p.Title = args[1]
				if owner != "" {
					who, err := g.Find(c.Context(), "person", owner)
					if err != nil {
						return err
					}
					p.Owner = record.Ref(who.ID)
				}
				return q.writeOne(c, g, "talking_point", p, "On the agenda with "+one.With.Title+".")
			})
		},
	}
	c.Flags().StringVar(&owner, "owner", "", "`key` of who promises it")
	c.Flags().StringVar(&due, "due", "", "`day` by which it is promised")
	return c
}

// inSeries finds the one-on-one with a person and runs f on it.
func (q *questions) inSeries(c *cobra.Command, with string, f func(client.Gate, *oneonone.Series, *wire.Ref, record.Date) error) error {
	return q.asMyself(c, func(g client.Gate, mine *wire.Ref) error {
		a, err := answerOf[oneonone.Prepared](c.Context(), g, "prepare", url.Values{"with": {with}})
		if err != nil {
			return err
		}
		return f(g, &a.Series, mine, a.AsOf)
	})
}

func (q *questions) keepNote() *cobra.Command {
	return &cobra.Command{
		Use: "note PERSON", Short: "Keep a private note, read from standard input", Args: cobra.ExactArgs(1),
		Long:    "Reads a note from standard input, so that it stands in no list of commands, and keeps it encrypted. Only you can read it.",
		Example: "  plumbline one-on-one note ben < thoughts.md",
		RunE: func(c *cobra.Command, args []string) error {
			return q.inSeries(c, args[0], func(g client.Gate, one *oneonone.Series, mine *wire.Ref, today record.Date) error {
				text, err := io.ReadAll(io.LimitReader(c.InOrStdin(), record.MaxProse+1))
				if err != nil {
					return fmt.Errorf("read the note: %w", err)
				}
				n := &grow.PrivateNote{Author: record.Ref(mine.ID), Series: record.Ref(one.ID), About: record.Ref(one.With.ID), On: today, Text: record.Prose(text)}
				return q.writeOne(c, g, "private_note", n, "Kept, for your eyes only.")
			})
		},
	}
}

func (q *questions) destroyNotes() *cobra.Command {
	yes := false
	c := &cobra.Command{
		Use: "destroy-notes", Short: "Erase all your private notes and destroy their key", Args: cobra.NoArgs,
		Long:    "Erases every private note of yours and destroys the key they were sealed with. No backup gives them back.",
		Example: "  plumbline one-on-one destroy-notes --yes",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			if !yes {
				return fault.New(fault.Invalid, "This cannot be undone.").WithHint("Say --yes if you mean it.")
			}
			return q.env.With(c.Context(), func(g client.Gate) error {
				done, err := g.DestroyNotes(c.Context())
				if err != nil {
					return err
				}
				if q.env.JSON() {
					return q.env.Print(done)
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s erased, and the key destroyed.\n", statement.Numbered(float64(done.Notes), "note|notes"))
				return err
			})
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "do it")
	return c
}

func (q *questions) self() *cobra.Command {
	want := ""
	c := &cobra.Command{
		Use: "self", Short: "How your own time is divided between technical and managerial work", Args: cobra.NoArgs,
		Long: "Says from what left a trace in four weeks which part of your time was technical, as a range, with how it was estimated, against the part\n" +
			"you want. Only you can ask it, and nobody else sees what you want.",
		Example: "  plumbline self --data ./data\n  plumbline self --want 40%",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			if want != "" {
				if err := q.wantBalance(c, want); err != nil {
					return err
				}
			}
			return ask(q, c, "self", nil, printSelf)
		},
	}
	c.Flags().StringVar(&want, "want", "", "`share` of your time you want to be technical, such as 40%")
	return c
}

// wantBalance states the balance anew, or changes the one that was stated.
func (q *questions) wantBalance(c *cobra.Command, want string) error {
	return q.asMyself(c, func(g client.Gate, mine *wire.Ref) error {
		a, err := answerOf[self.Answer](c.Context(), g, "self", nil)
		if err != nil {
			return err
		}
		ch := team.Change{Kind: "balance", Op: team.Put}
		fields := map[string]any{"person": mine.ID, "technical": want}
		if a.Balance != nil {
			ch.ID, ch.Op, fields = a.Balance.ID, team.Patch, map[string]any{"technical": want}
		}
		if ch.Data, err = record.Written(fields); err != nil {
			return err
		}
		_, err = g.Apply(c.Context(), team.ChangeSet{ID: record.NewID(nil), Changes: []team.Change{ch}})
		return err
	})
}

func printSelf(out io.Writer, a *self.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	p.list("Estimated from", len(a.Parts), func(i int) statement.Statement { return a.Parts[i].Said })
	p.list("Beside it", len(a.Notes), func(i int) statement.Statement { return a.Notes[i] })
	p.list("Missing", len(a.Missing), func(i int) statement.Statement { return a.Missing[i] })
	return nil
}
