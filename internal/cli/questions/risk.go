package questions

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

func (q *questions) risk() *cobra.Command {
	c := &cobra.Command{
		Use: "risk", Short: "What threatens which promise, by how much, and what helps", Args: cobra.NoArgs,
		Long: "Lists the open risks of an organisation with what each takes from the odds of a milestone, what its mitigations buy, and risks that the evidence suggests.\n" +
			"The answer is no when a trigger was seen, or when a promise would have its confidence but for one risk.",
		Example: "  plumbline risk --data ./data\n  plumbline risk take single/ledger\n  plumbline risk dismiss skill/ana --why \"Ben learns it this month\"",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "risk", nil, printRisks)
		},
	}
	why := ""
	take := &cobra.Command{Use: "take SUGGESTION", Short: "Write a suggested risk into the register", Args: cobra.ExactArgs(1), Example: "  plumbline risk take single/ledger",
		RunE: func(c *cobra.Command, args []string) error {
			return q.suggested(c, args[0], func(r *deliver.Risk) { r.Status = "open" })
		}}
	dismiss := &cobra.Command{Use: "dismiss SUGGESTION --why REASON", Short: "Say why a suggested risk is none; it is not suggested again", Args: cobra.ExactArgs(1),
		Example: "  plumbline risk dismiss skill/ana --why \"Ben learns it this month\"",
		RunE: func(c *cobra.Command, args []string) error {
			return q.suggested(c, args[0], func(r *deliver.Risk) { r.Status, r.Why = "dismissed", record.Prose(why) })
		}}
	dismiss.Flags().StringVar(&why, "why", "", "why it is no risk")
	_ = dismiss.MarkFlagRequired("why")
	c.AddCommand(take, dismiss)
	return c
}

// suggested writes a suggestion as a risk.
func (q *questions) suggested(c *cobra.Command, id string, as func(*deliver.Risk)) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return q.env.With(c.Context(), func(g client.Gate) error {
		a, err := answerOf[risk.Answer](c.Context(), g, "risk", nil)
		if err != nil {
			return err
		}
		for i := range a.Suggestions {
			if s := &a.Suggestions[i]; s.ID == id {
				as(&s.Take)
				node, err := record.Written(&s.Take)
				if err != nil {
					return err
				}
				done, err := g.Apply(c.Context(), team.ChangeSet{ID: record.NewID(nil), Reason: s.Statement.Text(), Changes: []team.Change{{Kind: "risk", Op: team.Put, Data: node}}})
				if err != nil {
					return err
				}
				if q.env.JSON() {
					return q.env.Print(done)
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s is %s.\n", done.Applied[0].Key, s.Take.Status)
				return err
			}
		}
		return fault.New(fault.NotFound, "Nothing is suggested under %q.", id).WithHint("See: plumbline risk")
	})
}

// printRisks prints the register; the answer is no when a trigger was seen or a promise
// is lost to one risk.
func printRisks(out io.Writer, a *risk.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i := range a.Risks {
		r := &a.Risks[i]
		p.item(i+1, statement.New("risk.row", statement.Words("key", r.Key), statement.Words("title", r.Title), statement.Portion("p", r.Now)))
		p.detail(r.Statement)
		for _, m := range r.Mitigations {
			p.wrap("    · ", "      ", m.Task.Title+": "+m.Statement.Text())
		}
		if r.Cost != nil {
			p.detail(*r.Cost)
		}
	}
	if len(a.Suggestions) > 0 {
		p.section("Suggested by the evidence")
	}
	for _, s := range a.Suggestions {
		p.wrap("  ", "    ", s.Statement.Text())
		p.note("    plumbline risk take %s", s.ID)
	}
	if !a.Holds() {
		return console.ErrNo
	}
	return nil
}
