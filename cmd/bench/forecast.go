package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"runtime"
	"syscall"
	"time"

	"plumbline/forecast"
	"plumbline/forecast/forecasttest"
	"plumbline/schedule/model"
)

// simulated is the line of figures of one size of team.
type simulated struct {
	Tasks  int     `json:"tasks"`
	People int     `json:"people"`
	Trials int     `json:"trials"`
	Wall   float64 `json:"wall_s"`
	CPU    float64 `json:"cpu_s"`
	Peak   float64 `json:"peak_mib"`
	Spread float64 `json:"p80_spread_days"` // largest less smallest P80 of the last milestone over three seeds
	Range  float64 `json:"range_days"`      // its P10–P90
}

// forecastBench measures Run on a drawn team: calendars, duty shares, equipment,
// tasks with several seats, absences, risks and drivers included.
func forecastBench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("forecast", flag.ContinueOnError)
	tasks := flags.Int("tasks", 200, "tasks of the plan")
	people := flags.Int("people", 20, "people of the plan")
	trials := flags.Int("trials", 10_000, "trials a forecast")
	organisations := flags.Int("organisations", 0, "measure how often dates are kept over this many organisations of known truth instead")
	seed := flags.Uint64("seed", 1, "seed of the team and of the first forecast")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *organisations > 0 {
		return organisationCoverage(ctx, *organisations, *seed, *asJSON, out)
	}
	in := drawnQuestion(*seed, *tasks, *people)
	in.Trials = *trials
	got, err := measureRuns(ctx, in)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d tasks, %d people, %d trials: %.3f s wall, %.3f s CPU, peak %.0f MiB\n", got.Tasks, got.People, got.Trials, got.Wall, got.CPU, got.Peak)
	fmt.Fprintf(out, "P80 of the last milestone over three seeds: within %.2f days, its P10–P90 is %.1f days\n", got.Spread, got.Range)
	if *asJSON {
		return json.NewEncoder(out).Encode(got)
	}
	return nil
}

func drawnQuestion(seed uint64, tasks, people int) forecast.Input {
	p, plan := forecasttest.Team(seed, forecasttest.Options{Tasks: tasks, People: people, Joint: true, Equipment: true, Begun: true})
	in := forecast.Input{Problem: p, Plan: plan, Seed: seed, Absence: forecast.Absences{DaysAYear: 8, MeanDays: 2}}
	for i := range p.Tasks {
		in.Tasks = append(in.Tasks, forecast.Estimate{Project: fmt.Sprint("project-", i%4), Kind: "code"})
	}
	for i := range 10 {
		in.Risks = append(in.Risks, forecast.Risk{Key: fmt.Sprint("risk-", i), Probability: 0.3,
			Delay: [3]int64{480, 960, 3840}, Money: [3]int64{100, 200, 900}, Hits: []int{i * tasks / 10}})
	}
	return in
}

// measureRuns takes the fastest wall time of three seeds, and the CPU of that run.
func measureRuns(ctx context.Context, in forecast.Input) (simulated, error) {
	got := simulated{Tasks: len(in.Problem.Tasks), People: len(in.Problem.People), Trials: in.Trials, Wall: math.Inf(1)}
	low, high := model.Minute(math.MaxInt64), model.Minute(0)
	for range 3 {
		wall, cpu := time.Now(), cpuSeconds()
		r, err := forecast.Run(ctx, in)
		if err != nil {
			return got, err
		}
		if w := time.Since(wall).Seconds(); w < got.Wall {
			got.Wall, got.CPU = places(w, 3), places(cpuSeconds()-cpu, 3)
		}
		last := r.Milestones[r.Last]
		low, high = min(low, last.P80), max(high, last.P80)
		got.Range = places(float64(last.P90-last.P10)/1440, 1)
		in.Seed++
	}
	got.Spread = places(float64(high-low)/1440, 2)
	got.Peak = peakMiB()
	return got, nil
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// peakMiB is the most memory the process has held, as the system counts it; where it
// does not, what the Go runtime got from it.
func peakMiB() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err == nil && u.Maxrss > 0 {
		return places(float64(u.Maxrss)/1024, 0)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return places(float64(m.Sys)/(1<<20), 0)
}
