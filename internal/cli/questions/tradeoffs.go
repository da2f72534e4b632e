package questions

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tradeoffs"
	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Traded is the documented JSON of plumbline tradeoffs (docs/tradeoffs.md).
type Traded struct {
	Headline string       `json:"headline"`
	Of       string       `json:"of,omitempty"` // key of the milestone that finish and odds are of; everything when absent
	By       record.Date  `json:"by,omitempty"`
	Plans    []TradedPlan `json:"plans"`
	Points   []TradedPlan `json:"points"`
	Missing  []string     `json:"missing"`
}

// TradedPlan is one plan with its figures.
type TradedPlan struct {
	ID         string             `json:"id"`
	Names      []string           `json:"names"`
	Words      []string           `json:"words"`
	Against    string             `json:"against"`
	Finish     record.Date        `json:"finish"` // 80 % sure
	Odds       *float64           `json:"odds,omitempty"`
	Work       int64              `json:"work_min"`
	Growth     int64              `json:"growth_min"`
	Singles    int                `json:"known_by_one"`
	Changes    int                `json:"changes"`
	Cost       *int64             `json:"cost,omitempty"`
	BudgetOdds *float64           `json:"budget_odds,omitempty"`
	Differs    []TradedDifference `json:"differs"`
}

// TradedDifference is a task with other people than now.
type TradedDifference struct {
	Task   string   `json:"task"`
	Before []string `json:"before"`
	After  []string `json:"after"`
	Notes  []string `json:"notes"`
}

// chosen are the flags of choosing.
type chosen struct {
	plan, why, title, review string
	keep                     bool
}

func (q *questions) tradeoffs() *cobra.Command {
	var seed uint64
	var pick chosen
	c := &cobra.Command{
		Use: "tradeoffs [FILE]", Short: "Between which plans one can choose, and what each trades", Args: cobra.MaximumNArgs(1),
		Long: "Looks for the plans that nothing beats in time, work, growth and resilience at once (see docs/tradeoffs.md): of a plan file,\n" +
			"or of the organisation. The answer is no when none of the plans side by side gives every promise the confidence wanted.\n" +
			"--choose takes a plan of the organisation and writes the decision; --keep keeps it as a scenario.",
		Example: "  plumbline tradeoffs examples/plan.yaml\n  plumbline tradeoffs --data ./data\n  plumbline tradeoffs --data ./data --choose grows-people --why \"Ben should know the ledger.\"",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return q.orgTradeoffs(c, pick)
			}
			if pick.plan != "" {
				return fault.New(fault.Invalid, "A plan file has no place for a decision.").WithHint("Choose in an organisation: --data or --server.")
			}
			data, err := readFile(q.env.In, args[0])
			if err != nil {
				return err
			}
			a, zone, err := q.fileTradeoffs(c.Context(), c.ErrOrStderr(), args[0], data, seed)
			if err != nil {
				return err
			}
			return q.showTradeoffs(c, a, zone)
		},
	}
	f := c.Flags()
	f.Uint64Var(&seed, "seed", 1, "seed of the search and the simulation")
	f.StringVar(&pick.plan, "choose", "", "take the plan of this `id` and write down the decision")
	f.StringVar(&pick.why, "why", "", "why it is chosen")
	f.StringVar(&pick.title, "title", "", "title of the decision")
	f.StringVar(&pick.review, "review", "", "`day` to look at it again")
	f.BoolVar(&pick.keep, "keep", false, "keep the plan as a scenario instead of taking it")
	return c
}

// frontSchedules bounds the search by its work, so that a file gives the same plans on
// every machine.
const frontSchedules = 12000

func (q *questions) fileTradeoffs(ctx context.Context, errs io.Writer, name string, data []byte, seed uint64) (*tradeoffs.Answer, *time.Location, error) {
	snap, now, err := q.snapshotOf(ctx, name, data)
	if err != nil {
		return nil, nil, err
	}
	known, err := q.compute(ctx, errs, snap.Planning(), now, seed, 0)
	if err != nil {
		return nil, nil, err
	}
	bar := progress(errs, false)
	r, err := tradeoffs.Compute(ctx, snap.Planning(), now, tradeoffs.Options{Seed: seed, Workers: 2, Schedules: frontSchedules, Known: known, Progress: bar.planning})
	bar.end()
	if err != nil {
		return nil, nil, unplannable(err)
	}
	return tradeoffs.Show(r, snap.System(), now), snap.Organisation().Location(), nil
}

func unplannable(err error) error {
	return fault.New(fault.Invalid, "The plan cannot be made: %s.", strings.TrimSuffix(err.Error(), ".")).WithHint("Correct the file and try again.").Because(err)
}

func (q *questions) orgTradeoffs(c *cobra.Command, pick chosen) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return q.env.With(c.Context(), func(g client.Gate) error {
		a, err := answerOf[tradeoffs.Answer](c.Context(), g, "tradeoffs", nil)
		if err != nil {
			return err
		}
		if pick.plan != "" {
			return q.choose(c, g, a, pick)
		}
		zone, err := zoneOf(c.Context(), g)
		if err != nil {
			return err
		}
		return q.showTradeoffs(c, a, zone)
	})
}

func zoneOf(ctx context.Context, g client.Gate) (*time.Location, error) {
	session, err := g.Session(ctx)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(session.Organisation.Zone)
	if err != nil {
		return time.UTC, nil
	}
	return zone, nil
}

func (q *questions) choose(c *cobra.Command, g client.Gate, a *tradeoffs.Answer, pick chosen) error {
	done, err := g.Choose(c.Context(), wire.Choose{Result: a.Result, Plan: pick.plan, Title: pick.title, Why: pick.why, Review: pick.review, Keep: pick.keep})
	if err != nil {
		return err
	}
	if q.env.JSON() {
		return q.env.Print(done)
	}
	for _, r := range done.Applied {
		if r.Kind != "task" {
			fmt.Fprintf(c.OutOrStdout(), "%s %s is written", r.Kind, r.Key)
		}
	}
	fmt.Fprintf(c.OutOrStdout(), "; %s. Undo it with: plumbline undo %s\n", statement.Numbered(float64(len(done.Applied)-1), "task changes|tasks change"), done.ChangeID)
	return nil
}

// showTradeoffs prints the plans; the answer is no when none keeps every promise.
func (q *questions) showTradeoffs(c *cobra.Command, a *tradeoffs.Answer, zone *time.Location) error {
	if q.env.JSON() {
		if err := q.env.Print(tradedOf(a, zone)); err != nil {
			return err
		}
	} else {
		printTradeoffs(c.OutOrStdout(), a, zone)
	}
	if !a.Met() {
		return console.ErrNo
	}
	return nil
}

func tradedOf(a *tradeoffs.Answer, zone *time.Location) Traded {
	out := Traded{Headline: a.Headline.Text(), Plans: []TradedPlan{}, Points: []TradedPlan{}, Missing: []string{}}
	if len(a.Marks) > 0 {
		out.Of, out.By = a.Marks[0].Key, a.Marks[0].By
	}
	for i := range a.Plans {
		out.Plans = append(out.Plans, tradedRow(&a.Plans[i], zone))
	}
	for i := range a.Points {
		out.Points = append(out.Points, tradedRow(&a.Points[i], zone))
	}
	for _, m := range a.Missing {
		out.Missing = append(out.Missing, m.Text())
	}
	return out
}

func tradedRow(p *tradeoffs.Row, zone *time.Location) TradedPlan {
	finish, odds := lead(p)
	out := TradedPlan{ID: p.ID, Names: p.Names, Words: texts(p.Words), Against: p.Against.Text(), Finish: plan.LastDay(finish.P80, zone), Odds: odds, Work: p.Work, Growth: p.Growth,
		Singles: p.Singles, Changes: p.Changes, Cost: p.Cost, BudgetOdds: p.BudgetOdds, Differs: []TradedDifference{}}
	for _, d := range p.Differs {
		out.Differs = append(out.Differs, TradedDifference{d.Key, handKeys(d.Before), handKeys(d.After), texts(d.Notes)})
	}
	return out
}

// lead is the outlook that plans are compared by first.
func lead(p *tradeoffs.Row) (plan.Spread, *float64) {
	if len(p.Marks) > 0 {
		return p.Marks[0].Spread, p.Marks[0].Odds
	}
	return p.Finish, nil
}

func texts(list []statement.Statement) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, s.Text())
	}
	return out
}

func handKeys(list []tradeoffs.Hand) []string {
	out := []string{}
	for _, h := range list {
		out = append(out, h.Key)
	}
	return out
}

func handNames(list []tradeoffs.Hand) string {
	var out []string
	for _, h := range list {
		name := h.Title
		if h.Mentor != nil {
			name += " beside " + h.Mentor.Title
		}
		out = append(out, name)
	}
	return strings.Join(out, " + ")
}

func printTradeoffs(out io.Writer, a *tradeoffs.Answer, zone *time.Location) {
	p := newPage(out)
	p.headline(a.Headline)
	for _, m := range a.Missing {
		p.detail(m)
	}
	if len(a.Plans) == 0 {
		return
	}
	p.note("%s side by side, %s behind them, %s", statement.Numbered(float64(len(a.Plans)), "plan|plans"), statement.Numbered(float64(len(a.Points)), "more|more"),
		statement.Numbered(float64(a.Trials), "simulated future each|simulated futures each"))
	if len(a.Marks) > 0 {
		p.section(a.Marks[0].Title)
	} else {
		p.section("Everything")
	}
	p.table(tradeRows(a, zone))
	for i := range a.Plans {
		row := &a.Plans[i]
		if i == 0 || len(row.Differs) == 0 {
			continue
		}
		p.section(row.Title.Text() + ": " + strings.Join(texts(row.Words), "; "))
		var rows [][]string
		for _, d := range row.Differs {
			rows = append(rows, []string{d.Title, handNames(d.Before), "→ " + handNames(d.After), strings.Join(texts(d.Notes), "; ")})
		}
		p.table(rows)
	}
}

// tradeRows has a column for each plan and a row for each figure.
func tradeRows(a *tradeoffs.Answer, zone *time.Location) [][]string {
	rows := [][]string{{""}, {"Finish, 80 % sure"}, {"Work"}, {"Hours toward goals"}, {"Known by one person"}, {"Assignments that change"}}
	odds := []string{}
	for i := range a.Plans {
		p := &a.Plans[i]
		finish, chance := lead(p)
		for k, text := range []string{p.Title.Text(), plan.LastDay(finish.P80, zone).In(time.UTC).Format("2 Jan"), statement.HoursOf(float64(p.Work)), statement.HoursOf(float64(p.Growth)), fmt.Sprint(p.Singles), fmt.Sprint(p.Changes)} {
			rows[k] = append(rows[k], text)
		}
		if chance != nil {
			odds = append(odds, statement.Percent(*chance))
		}
	}
	if len(odds) == len(a.Plans) {
		by := append([]string{"By " + a.Marks[0].By.In(time.UTC).Format("2 January")}, odds...)
		rows = append(rows[:2:2], append([][]string{by}, rows[2:]...)...)
	}
	return rows
}

// snapshotOf loads a plan file as records.
func (q *questions) snapshotOf(ctx context.Context, name string, data []byte) (*snapshot.Snapshot, time.Time, error) {
	snap, err := planfile.Load(ctx, kinds.Registry(), name, data, q.now)
	if err != nil {
		return nil, time.Time{}, err
	}
	now, err := q.startOf(snap)
	return snap, now, err
}
