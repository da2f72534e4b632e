package questions

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/planfile"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Planned is the documented JSON of plumbline plan (docs/plan-file.md).
type Planned struct {
	Milestones []PlannedMilestone `json:"milestones"`
	Tasks      []PlannedTask      `json:"tasks"`
	BoundGap   *float64           `json:"bound_gap_pct"`
	Cost       *plan.CostRow      `json:"cost,omitempty"`
	Problems   []string           `json:"problems"`
}

// PlannedMilestone is one milestone of it.
type PlannedMilestone struct {
	Key    string      `json:"key"`
	Finish record.Date `json:"finish"`
	P10    record.Date `json:"p10"`
	P50    record.Date `json:"p50"`
	P80    record.Date `json:"p80"`
	P90    record.Date `json:"p90"`
	By     record.Date `json:"by,omitempty"`
	Odds   *float64    `json:"odds,omitempty"`
}

// PlannedTask is one task of it.
type PlannedTask struct {
	Key      string      `json:"key"`
	Start    record.Date `json:"start"`
	Finish   record.Date `json:"finish"`
	People   []string    `json:"people"`
	Critical bool        `json:"critical"`
}

func (q *questions) plan() *cobra.Command {
	var seed uint64
	var trials int
	var format, why string
	var relax bool
	var only plan.Filter
	c := &cobra.Command{
		Use: "plan [FILE]", Short: "Plan a file and give the odds of its dates", Args: cobra.MaximumNArgs(1),
		Long: "Reads a plan file (see docs/plan-file.md), plans it and simulates it. The answer is no when a promised date has not the\n" +
			"confidence the file wants, so that a plan can be guarded in continuous integration. FILE - reads standard input.\n" +
			"Without FILE it shows the organisation's newest plan. --why TASK says why a task lies where it does, with these people;\n" +
			"--relax says why a date or the budget cannot be met, and what would help: the answer is no when something cannot.",
		Example: "  plumbline plan examples/plan.yaml\n  plumbline plan plan.yaml --json\n  plumbline plan plan.yaml --why queue\n  plumbline plan --data ./data --relax",
		RunE: func(c *cobra.Command, args []string) error {
			if err := console.AtMostOne(c, "why", "relax", "format"); err != nil {
				return err
			}
			if len(args) == 0 {
				switch {
				case why != "":
					return q.orgWhy(c, why)
				case relax:
					return q.orgRelax(c)
				}
				return q.orgPlan(c, format, only)
			}
			data, err := readFile(q.env.In, args[0])
			if err != nil {
				return err
			}
			switch {
			case why != "":
				return q.fileWhy(c, args[0], data, seed, why)
			case relax:
				return q.fileRelax(c, args[0], data, seed)
			}
			a, v, err := q.planFile(c.Context(), c.ErrOrStderr(), args[0], data, seed, trials)
			if err != nil {
				return err
			}
			return q.showPlan(a, v.Snapshot().Organisation().Location(), format, only)
		},
	}
	c.Flags().StringVar(&format, "format", "", "write it as mermaid, markdown, csv or ical instead")
	c.Flags().StringVar(&only.Project, "project", "", "show only this project: its key or id")
	c.Flags().StringVar(&only.Person, "person", "", "show only what this person works on: their key or id")
	c.Flags().StringVar(&only.Text, "text", "", "show only titles and keys that hold this text")
	c.Flags().StringVar(&why, "why", "", "say why the `task` lies where it does, with these people")
	c.Flags().BoolVar(&relax, "relax", false, "say why a date or the budget cannot be met, and what would help")
	c.Flags().Uint64Var(&seed, "seed", 1, "seed of the search and the simulation")
	c.Flags().IntVar(&trials, "trials", 10000, "simulated futures")
	return c
}

// showPlan prints a part of a plan; the answer is no when a promise of the whole lacks
// its confidence.
func (q *questions) showPlan(a *plan.Answer, zone *time.Location, format string, only plan.Filter) error {
	if err := q.writePlan(a.Only(only), zone, format); err != nil {
		return err
	}
	if !a.Kept() {
		return console.ErrNo
	}
	return nil
}

func (q *questions) writePlan(a *plan.Answer, zone *time.Location, format string) error {
	switch {
	case q.env.JSON():
		return q.env.Print(summary(a, zone))
	case format != "":
		data, err := a.Export(format, zone)
		if err != nil {
			return err
		}
		_, err = q.env.Out.Write(data)
		return err
	}
	printPlan(q.env.Out, a, zone)
	return nil
}

func readFile(in io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(in, planfile.MaxSize+1))
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fault.New(fault.Refused, "%s cannot be read.", name).WithHint("Check the path and its permissions.").Because(err)
	}
	return data, nil
}

// planFile turns the file into records, without a database, and those into a plan.
func (q *questions) planFile(ctx context.Context, errs io.Writer, name string, data []byte, seed uint64, trials int) (*plan.Answer, *snapshot.View, error) {
	snap, now, err := q.snapshotOf(ctx, name, data)
	if err != nil {
		return nil, nil, err
	}
	r, err := q.compute(ctx, errs, snap.Planning(), now, seed, trials)
	if err != nil {
		return nil, nil, err
	}
	v := snap.System()
	return plan.Show(r, v, now), v, nil
}

// compute plans and simulates, with the plans found on the way told on a terminal.
func (q *questions) compute(ctx context.Context, errs io.Writer, pl *snapshot.Planning, now time.Time, seed uint64, trials int) (*plan.Result, error) {
	bar := progress(errs, false)
	r, err := plan.Compute(ctx, pl, now, plan.Options{Seed: seed, Trials: trials, Workers: 2, Schedules: planSchedules, Progress: bar.planning})
	bar.end()
	if err != nil {
		return nil, unplannable(err)
	}
	return r, nil
}

// planSchedules bounds the search by its work, so that a plan in continuous
// integration is the same on every machine.
const planSchedules = 4000

// startOf is the instant the plan is made for: --as-of, else what the file itself
// says (planfile.AsOf).
func (q *questions) startOf(snap *snapshot.Snapshot) (time.Time, error) {
	if q.asOf() == "" {
		return planfile.AsOf(snap.Planning(), q.now()), nil
	}
	var d record.Date
	if err := d.UnmarshalText([]byte(q.asOf())); err != nil {
		return time.Time{}, badDay("--as-of", q.asOf())
	}
	return d.In(snap.Organisation().Location()), nil
}

func summary(a *plan.Answer, zone *time.Location) Planned {
	day := func(t time.Time) record.Date { return record.DateOf(t.In(zone)) }
	out := Planned{Milestones: []PlannedMilestone{}, Tasks: []PlannedTask{}, Problems: []string{}}
	for _, m := range a.Milestones {
		out.Milestones = append(out.Milestones, PlannedMilestone{m.Key, plan.LastDay(m.Finish, zone), day(m.Spread.P10), day(m.Spread.P50), day(m.Spread.P80), day(m.Spread.P90), by(&m), m.Odds})
	}
	for _, t := range a.Tasks {
		row := PlannedTask{Key: t.Key, Start: day(t.Start), Finish: plan.LastDay(t.Finish, zone), People: []string{}, Critical: t.Critical >= 0.5}
		for _, p := range t.People {
			row.People = append(row.People, p.Key)
		}
		out.Tasks = append(out.Tasks, row)
	}
	out.Cost = a.Cost
	if a.Bound != nil {
		out.BoundGap = &a.Bound.GapPct
	}
	for _, g := range a.Gaps {
		out.Problems = append(out.Problems, g.Text())
	}
	return out
}

// by is the promised day, else the day wanted.
func by(m *plan.MilestoneRow) record.Date { return cmp.Or(m.Promised, m.Wanted) }

func printPlan(out io.Writer, a *plan.Answer, zone *time.Location) {
	p := newPage(out)
	p.headline(a.Headline)
	p.note("%s · %s", statement.Numbered(float64(len(a.People)), "person|people"), statement.Numbered(float64(a.Trials), "simulated future|simulated futures"))
	p.section("Tasks")
	rows := [][]string{}
	for _, t := range a.Tasks {
		mark := ""
		if t.Critical >= 0.5 {
			mark = "decides the end"
		}
		when := dates(t.Start, t.Finish, zone)
		if t.Done {
			when, mark = "done", ""
		}
		rows = append(rows, []string{t.Title, when, names(t.People), mark})
	}
	p.table(rows)
	if len(a.Milestones) > 0 {
		p.section("Milestones")
	}
	p.table(milestoneRows(a, zone))
	if len(a.Gaps)+len(a.Drivers) > 0 {
		p.section("To know")
	}
	for _, s := range append(a.Gaps, a.Drivers[:min(3, len(a.Drivers))]...) {
		p.wrap("  ", "  ", s.Text())
	}
}

func dates(from, to time.Time, zone *time.Location) string {
	return fmt.Sprintf("%s – %s", from.In(zone).Format("2 Jan"), to.Add(-time.Minute).In(zone).Format("2 Jan"))
}

func names(list []answer.Person) string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Title
	}
	return strings.Join(out, " + ")
}

func milestoneRows(a *plan.Answer, zone *time.Location) [][]string {
	var rows [][]string
	for _, m := range a.Milestones {
		odds := ""
		if day := by(&m); day != "" && m.Odds != nil {
			odds = statement.Percent(*m.Odds) + " by " + statement.Day(day)
		}
		rows = append(rows, []string{m.Title, "between " + statement.Days2(record.DateOf(m.Spread.P10.In(zone)), record.DateOf(m.Spread.P90.In(zone))), odds})
	}
	return rows
}
