package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"runtime"
	"sync"

	"plumbline/forecast"
	"plumbline/forecast/forecasttest"
)

// keptDates is how often dates of organisations of known truth were kept, in percent.
type keptDates struct {
	N   int     `json:"n"`
	P10 float64 `json:"p10"`
	P50 float64 `json:"p50"`
	P80 float64 `json:"p80"`
	P90 float64 `json:"p90"`
	Off float64 `json:"largest_miss"` // points
}

// organisationCoverage forecasts organisations whose work follows laws other than the
// forecaster's and compares with what their plans really came to.
func organisationCoverage(ctx context.Context, n int, seed uint64, asJSON bool, out io.Writer) error {
	var all sync.WaitGroup
	var lock sync.Mutex
	var failed error
	counts := [4]int{}
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			inside, err := keptBy(ctx, seed+uint64(i))
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				failed = err
			}
			for k, ok := range inside {
				if ok {
					counts[k]++
				}
			}
		})
	}
	all.Wait()
	if failed != nil {
		return failed
	}
	k := keptDates{N: n}
	for i, to := range []*float64{&k.P10, &k.P50, &k.P80, &k.P90} {
		*to = places(100*float64(counts[i])/float64(n), 1)
		k.Off = max(k.Off, places(math.Abs(*to-[]float64{10, 50, 80, 90}[i]), 1))
	}
	fmt.Fprintf(out, "%d organisations of known truth: finished by P10 %.1f %%, by P50 %.1f %%, by P80 %.1f %%, by P90 %.1f %%\n", n, k.P10, k.P50, k.P80, k.P90)
	if asJSON {
		return json.NewEncoder(out).Encode(k)
	}
	return nil
}

// keptBy tells which levels of one organisation's forecast its true finish kept.
func keptBy(ctx context.Context, seed uint64) (inside [4]bool, err error) {
	o := forecasttest.NewOrganisation(seed)
	in := forecast.Input{Problem: o.Problem, Plan: o.Plan, Now: o.Problem.Start, Track: o.Track, Trials: 1000, Drivers: -1, Workers: 1, Seed: seed,
		Absence: forecast.Absences{DaysAYear: o.DaysAway, MeanDays: 2}}
	for i, e := range o.Estimates {
		in.Tasks = append(in.Tasks, forecast.Estimate{Single: e, Project: o.Projects[i], Kind: "code"})
	}
	r, err := forecast.Run(ctx, in)
	if err != nil {
		return inside, err
	}
	m := r.Milestones[0]
	return [4]bool{o.Finish <= m.P10, o.Finish <= m.P50, o.Finish <= m.P80, o.Finish <= m.P90}, nil
}
