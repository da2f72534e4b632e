package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"

	"plumbline/internal/answers/plan"
	"plumbline/internal/record"
	"plumbline/internal/sim"
	"plumbline/internal/snapshot"
)

// roomFigures sum up what room before dates is worth: odds as fractions, with the mean
// difference's standard error over dates, and the days by which the whole ends later.
type roomFigures struct {
	Organisations int     `json:"organisations"`
	Dates         int     `json:"dates"` // open, with odds above none and below certain in one of the plans
	OddsOnce      float64 `json:"odds_once"`
	OddsRoom      float64 `json:"odds_room"`
	Error         float64 `json:"error"`
	Gained        int     `json:"gained"` // dates whose odds are over a point better
	Lost          int     `json:"lost"`
	LaterDays     float64 `json:"later_days"` // of the 80 % day of all work, on average
}

// roomBench plans synthetic organisations with room before their dates and without, with the
// same number of schedules and the same futures.
func roomBench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("room", flag.ContinueOnError)
	organisations := flags.Int("organisations", 20, "synthetic organisations, one a seed")
	seed := flags.Uint64("seed", 1, "the first one's seed")
	people := flags.Int("people", 12, "people of each")
	tasks := flags.Int("tasks", 160, "tasks of each, about half of them done")
	schedules := flags.Int64("schedules", 20_000, "schedules for each plan")
	promised := flags.Bool("promised", false, "keep the dates as promised, most of them out of reach, instead of moving each to its median in a first plan")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	if err := flags.Parse(args); err != nil {
		return err
	}
	f := roomFigures{Organisations: *organisations}
	var gains []float64
	for i := range *organisations {
		o := sim.New(sim.Options{Seed: *seed + uint64(i), People: *people, Tasks: *tasks, Commits: 200, Finished: 300})
		once, room, err := bothPlans(ctx, o, *schedules, !*promised)
		if err != nil {
			return err
		}
		f.LaterDays += room.Finish.P80.Sub(once.Finish.P80).Hours() / 24 / float64(*organisations)
		for k := range once.Milestones {
			a, b := &once.Milestones[k], &room.Milestones[k]
			if a.Done || a.Odds == nil || max(*a.Odds, *b.Odds) < 0.005 || min(*a.Odds, *b.Odds) > 0.995 {
				continue
			}
			f.OddsOnce += *a.Odds
			f.OddsRoom += *b.Odds
			gains = append(gains, *b.Odds-*a.Odds)
			switch d := *b.Odds - *a.Odds; {
			case d > 0.01:
				f.Gained++
			case d < -0.01:
				f.Lost++
			}
		}
	}
	if f.Dates = len(gains); f.Dates > 0 {
		f.OddsOnce /= float64(f.Dates)
		f.OddsRoom /= float64(f.Dates)
		f.Error = errorOfMean(gains)
	}
	fmt.Fprintf(out, "%d organisations of %d people and %d tasks, %d dates in doubt; %d schedules a plan\n", f.Organisations, *people, *tasks, f.Dates, *schedules)
	fmt.Fprintf(out, "odds of a date: %.1f %% planned once, %.1f %% with room (difference ± %.1f); %d better, %d worse by over a point\n", 100*f.OddsOnce, 100*f.OddsRoom, 100*f.Error, f.Gained, f.Lost)
	fmt.Fprintf(out, "80 %% day of all work: %.1f days later\n", f.LaterDays)
	if *asJSON {
		return json.NewEncoder(out).Encode(f)
	}
	return nil
}

// bothPlans plans an organisation as if for a comparison, which leaves no room of its
// own, and as it is kept. Dates are moved to where one plan would keep every second.
func bothPlans(ctx context.Context, o *sim.Organisation, schedules int64, move bool) (once, room *plan.Result, err error) {
	b, err := openAnswers(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	defer b.close()
	options := plan.Options{Seed: 1, Schedules: schedules, Trials: 4000, Workers: runtime.NumCPU(), Brief: true}
	kept, now := b.team.Snapshot().Planning(), b.team.Now()
	pl := *kept
	if move {
		first, err := plan.Compute(ctx, kept, now, options)
		if err != nil {
			return nil, nil, err
		}
		pl.Milestones = medians(first, kept)
	}
	if once, err = plan.Compute(ctx, &pl, now, options); err != nil {
		return nil, nil, err
	}
	options.Brief = false
	room, err = plan.Compute(ctx, &pl, now, options)
	return once, room, err
}

// medians are the milestones, each wanted on the day that a plan keeps in half of all futures.
func medians(r *plan.Result, pl *snapshot.Planning) []snapshot.PlanningMilestone {
	out := slices.Clone(pl.Milestones)
	for i := range out {
		if k := slices.IndexFunc(r.Milestones, func(m plan.Milestone) bool { return m.ID == out[i].ID }); k >= 0 {
			out[i].Promised, out[i].Target = "", record.DateOf(r.Milestones[k].Spread.P50.In(pl.Location()))
		}
	}
	return out
}

// errorOfMean is the standard error of the mean of some figures.
func errorOfMean(list []float64) float64 {
	n := float64(len(list))
	sum, squares := 0.0, 0.0
	for _, x := range list {
		sum += x
		squares += x * x
	}
	return math.Sqrt(max(0, squares/n-sum*sum/n/n) / max(1, n-1))
}
