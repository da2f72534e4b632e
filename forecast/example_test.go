package forecast_test

import (
	"context"
	"fmt"

	"plumbline/forecast"
	"plumbline/forecast/forecasttest"
	"plumbline/forecast/throughput"
	"plumbline/schedule/model"
)

// Twelve weeks of finished changes say when 24 more are finished.
func ExampleThroughput() {
	r, err := forecast.Throughput(context.Background(), throughput.Input{
		Now: 3000 * throughput.Week, Weeks: []int{5, 7, 4, 6, 6, 3, 8, 5, 6, 7, 5, 6},
		Remaining: 24, By: 3006 * throughput.Week, Seed: 1,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	sure := float64(r.P80-3000*throughput.Week) / float64(throughput.Week)
	fmt.Println("sure within five weeks:", sure < 5, "- likely by the sixth:", r.Odds > 0.9, "- thin:", r.Thin)
	// Output: sure within five weeks: true - likely by the sixth: true - thin: true
}

// A week of work by one person who always took half as long again.
func ExampleRun() {
	problem, plan := forecasttest.Row(5) // five tasks of a day, Monday to Friday
	in := forecast.Input{Problem: problem, Plan: plan, Seed: 1}
	for range problem.Tasks {
		in.Tasks = append(in.Tasks, forecast.Estimate{Single: 480, Project: "pay"})
	}
	for i := range 200 {
		in.Track = append(in.Track, forecast.Outcome{Finished: model.Minute(i), Project: "pay", Person: "ana", EstimateMin: 480, ActualMin: 720})
	}
	in.Problem.Milestones[0].Deadline = plan.Placements[4].Finish // promised as planned
	r, err := forecast.Run(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	late := r.Milestones[0].P50 - plan.Placements[4].Finish
	fmt.Printf("odds of the promise under 10 %%: %v, days late at P50: %d\n", r.Milestones[0].Odds < 0.1, late/1440)
	// Output: odds of the promise under 10 %: true, days late at P50: 4
}

// What does it buy to be rid of a risk?
func ExampleCompare() {
	problem, plan := forecasttest.Row(5)
	in := forecast.Input{Problem: problem, Plan: plan, Seed: 1}
	for range problem.Tasks {
		in.Tasks = append(in.Tasks, forecast.Estimate{Single: 480, Certain: true})
	}
	without := in
	in.Risks = []forecast.Risk{{Key: "gateway", Probability: 1, Delay: [3]int64{480, 480, 480}, Hits: []int{2}}}
	d, err := forecast.Compare(context.Background(), in, without)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s comes %.0f days sooner (over a weekend), ± %.0f\n", d.Milestones[0].Key, d.Milestones[0].Sooner/1440, d.Milestones[0].Error)
	// Output: end comes 3 days sooner (over a weekend), ± 0
}
