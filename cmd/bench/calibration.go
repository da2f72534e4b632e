package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"

	"plumbline/forecast/estimate"
)

// calibrated is one line of figures; the keys are those of the public baseline.
type calibrated struct {
	N        int     `json:"n"`
	P10      float64 `json:"p10"`
	P10SE    float64 `json:"p10_se"`
	P50      float64 `json:"p50"`
	P50SE    float64 `json:"p50_se"`
	P80      float64 `json:"p80"`
	P80SE    float64 `json:"p80_se"`
	P85      float64 `json:"p85"`
	P85SE    float64 `json:"p85_se"`
	P90      float64 `json:"p90"`
	P90SE    float64 `json:"p90_se"`
	Pinball  float64 `json:"pinball"`
	Width    float64 `json:"width"`
	Baseline float64 `json:"baseline_pinball"`
}

// finishedTask is one row of the file; seen is its place in order of completion.
type finishedTask struct {
	at, project, person, phase string
	estimate, actual           float64 // hours
	seen                       int
}

// batch is one forecast to make: the tasks of a project after its first ones, from
// the first known tasks of all projects.
type batch struct {
	project string
	count   int // of the project's batches, from 0
	known   int
	tasks   []finishedTask
}

func calibration(_ context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("calibration", flag.ContinueOnError)
	file := flags.String("estimates", "", "CSV with completed_at,project,person,estimate_hours,actual_hours,phase")
	size := flags.Int("batch", estimate.Run, "tasks summed in one forecast")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	seed := flags.Uint64("seed", 7, "seed of the baseline's draws")
	if err := flags.Parse(args); err != nil {
		return err
	}
	f, err := os.Open(*file)
	if err != nil {
		return err
	}
	defer f.Close()
	tasks, err := readFinished(f)
	if err != nil {
		return fmt.Errorf("%s: %w", *file, err)
	}
	batches, projects := cutBatches(tasks, *size)
	if len(batches) == 0 {
		return fmt.Errorf("%s: no project has %d tasks after the first 50", *file, *size)
	}
	scored := newScores(projects)
	forecasts(tasks, batches, scored.add)
	own := scored.figures()
	base := scoreBaseline(tasks, batches, projects, *seed)
	own.Baseline = base.Pinball
	printCalibration(out, own, base)
	if *asJSON {
		return json.NewEncoder(out).Encode(own)
	}
	return nil
}

func readFinished(r io.Reader) ([]finishedTask, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, name := range []string{"completed_at", "project", "person", "estimate_hours", "actual_hours"} {
		if _, ok := column[name]; !ok {
			return nil, fmt.Errorf("the column %s is missing", name)
		}
	}
	var tasks []finishedTask
	for line, row := range rows[1:] {
		t, err := readRow(row, column)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line+2, err)
		}
		if t.estimate > 0 && t.actual > 0 {
			tasks = append(tasks, t)
		}
	}
	slices.SortStableFunc(tasks, func(a, b finishedTask) int { return cmp.Compare(a.at, b.at) })
	for i := range tasks {
		tasks[i].seen = i
	}
	return tasks, nil
}

func readRow(row []string, column map[string]int) (t finishedTask, err error) {
	t = finishedTask{at: row[column["completed_at"]], project: row[column["project"]], person: row[column["person"]]}
	if i, ok := column["phase"]; ok {
		t.phase = row[i]
	}
	if t.estimate, err = strconv.ParseFloat(row[column["estimate_hours"]], 64); err != nil {
		return t, err
	}
	t.actual, err = strconv.ParseFloat(row[column["actual_hours"]], 64)
	return t, err
}

// cutBatches gives the forecasts in the order they are made: batches that do not
// overlap, through each project in order of completion, each made when the task
// before it was completed, once 50 tasks are known.
func cutBatches(tasks []finishedTask, size int) (batches []batch, projects int) {
	own := map[string][]finishedTask{}
	for _, t := range tasks {
		own[t.project] = append(own[t.project], t)
	}
	for project, list := range own {
		for i, count := 1, 0; i+size <= len(list); i, count = i+size, count+1 {
			if known := list[i-1].seen + 1; known >= 50 {
				batches = append(batches, batch{project, count, known, list[i : i+size]})
			}
		}
	}
	slices.SortFunc(batches, func(a, b batch) int { return cmp.Compare(a.known, b.known) })
	return batches, len(own)
}

func minutes(hours float64) int64 { return max(1, int64(math.Round(hours*60))) }

// forecasts makes the batches' forecasts in order, each from the tasks completed
// before it, and hands see the quantiles in hours.
func forecasts(tasks []finishedTask, batches []batch, see func(b batch, quantile func(p float64) float64)) {
	m, learned := estimate.New(), 0
	for _, b := range batches {
		for ; learned < b.known; learned++ {
			t := tasks[learned]
			m.Add(estimate.Outcome{Project: t.project, Person: t.person, Kind: t.phase, EstimateMin: minutes(t.estimate), ActualMin: minutes(t.actual)})
		}
		var next []estimate.Task
		for _, t := range b.tasks {
			next = append(next, estimate.Task{Project: t.project, Person: t.person, Kind: t.phase, Minutes: float64(minutes(t.estimate))})
		}
		sum := m.Sum(next)
		see(b, func(p float64) float64 { return sum.Quantile(p) / 60 })
	}
}

func printCalibration(out io.Writer, own, base calibrated) {
	fmt.Fprintf(out, "%-9s %5s  %-12s %-12s %-12s %-12s %-12s %8s %6s\n", "", "n", "P10", "P50", "P80", "P85", "P90", "pinball", "width")
	for _, r := range []struct {
		name string
		c    calibrated
	}{{"model", own}, {"baseline", base}} {
		c := r.c
		fmt.Fprintf(out, "%-9s %5d  %4.1f ± %-4.1f  %4.1f ± %-4.1f  %4.1f ± %-4.1f  %4.1f ± %-4.1f  %4.1f ± %-4.1f  %8.4f %6.3f\n", r.name, c.N,
			c.P10, c.P10SE, c.P50, c.P50SE, c.P80, c.P80SE, c.P85, c.P85SE, c.P90, c.P90SE, c.Pinball, c.Width)
	}
	fmt.Fprintf(out, "pinball is %.3f of the baseline's; the target is 0.970 or less\n", own.Pinball/base.Pinball)
}
