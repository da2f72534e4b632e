package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"time"

	"plumbline/forecast"
	"plumbline/forecast/throughput"
	"plumbline/internal/sim"
	"plumbline/internal/sim/past"
	"plumbline/schedule/model"
)

// coverage says how often dates given at some level were kept, in percent, with the
// standard error of that share; each repository gives one forecast, so they are
// independent.
type coverage struct {
	N     int     `json:"n"`
	P10   float64 `json:"p10"`
	P10SE float64 `json:"p10_se"`
	P50   float64 `json:"p50"`
	P50SE float64 `json:"p50_se"`
	P80   float64 `json:"p80"`
	P80SE float64 `json:"p80_se"`
	P90   float64 `json:"p90"`
	P90SE float64 `json:"p90_se"`
	Width float64 `json:"width"` // mean of P90 − P10 over what it really took
	Wall  float64 `json:"wall_s"`
}

// ahead is how many weeks of the truth are kept back from the forecaster.
const ahead = 60

func throughputCoverage(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("throughput", flag.ContinueOnError)
	n := flags.Int("repositories", 500, "how many simulated repositories")
	seed := flags.Uint64("seed", 1, "seed of the first repository")
	trials := flags.Int("trials", 2000, "trials of each forecast")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	if err := flags.Parse(args); err != nil {
		return err
	}
	begun := time.Now()
	var kept [4]int
	var sum coverage
	for i := range *n {
		in, took, ok := question(*seed + uint64(i))
		if !ok {
			continue
		}
		in.Trials = *trials
		r, err := forecast.Throughput(ctx, in)
		if err != nil {
			return fmt.Errorf("repository %d: %w", i, err)
		}
		for k, p := range []model.Minute{r.P10, r.P50, r.P80, r.P90} {
			if p-in.Now >= took {
				kept[k]++
			}
		}
		sum.N++
		sum.Width += float64(min(r.P90, in.Now+throughput.Horizon*throughput.Week)-r.P10) / float64(took)
	}
	sum.shares(kept)
	sum.Wall = time.Since(begun).Seconds()
	return sum.print(out, *asJSON)
}

func (c *coverage) shares(kept [4]int) {
	n := float64(max(1, c.N))
	for k, to := range [][2]*float64{{&c.P10, &c.P10SE}, {&c.P50, &c.P50SE}, {&c.P80, &c.P80SE}, {&c.P90, &c.P90SE}} {
		p := float64(kept[k]) / n
		*to[0], *to[1] = 100*p, 100*math.Sqrt(p*(1-p)/n)
	}
	c.Width /= n
}

func (c *coverage) print(out io.Writer, asJSON bool) error {
	fmt.Fprintf(out, "%d simulated repositories, one forecast each; the truth ran on for %d weeks\n", c.N, ahead)
	for _, row := range []struct {
		name      string
		share, se float64
	}{{"P10", c.P10, c.P10SE}, {"P50", c.P50, c.P50SE}, {"P80", c.P80, c.P80SE}, {"P90", c.P90, c.P90SE}} {
		fmt.Fprintf(out, "  %s came true in %5.1f %% ± %.1f\n", row.name, row.share, row.se)
	}
	fmt.Fprintf(out, "  P10 to P90 is %.2f of what it took, on average; %.1f s\n", c.Width, c.Wall)
	if asJSON {
		return json.NewEncoder(out).Encode(c)
	}
	return nil
}

// question draws a repository of a random size that ends on a random day, cuts its history
// at a random age, and asks for one to fourteen weeks of work. It gives what the work really took; false
// where the truth ends before the work does.
func question(seed uint64) (in throughput.Input, took model.Minute, ok bool) {
	r := sim.Rand(seed, "throughput question")
	age := 16 + r.IntN(110)
	o := sim.New(sim.Options{
		Seed: seed, People: 3 + r.IntN(18), Areas: 4 + r.IntN(20), Weeks: age + ahead, Tasks: 4,
		Today: time.Date(2026, 1, 1+r.IntN(364), 0, 0, 0, 0, time.UTC),
	})
	weeks := past.Weekly(o)[:age]
	now := o.WeekStart(age)
	recent := 0
	for _, n := range weeks[age-8:] {
		recent += n
	}
	in = throughput.Input{
		Now: model.Minute(now.Unix() / 60), Weeks: weeks, Seed: seed,
		Remaining: max(1, int(float64(recent)/8*math.Exp(r.Float64()*math.Log(14)))),
	}
	left := in.Remaining
	var finished []model.Minute
	for _, at := range past.Changes(o) {
		if at.Before(now) {
			finished = append(finished, model.Minute(at.Unix()/60))
			continue
		}
		if left--; left == 0 {
			in.Days = throughput.Daily(finished, in.Now)
			return in, model.Minute(at.Sub(now) / time.Minute), true
		}
	}
	return in, 0, false
}
