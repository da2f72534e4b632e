package simulate_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"plumbline/forecast/simulate"
	"plumbline/schedule"
	"plumbline/schedule/model"
	"plumbline/schedule/scheduletest"
	"plumbline/schedule/verify"

	"pgregory.net/rapid"
)

func TestPlansOfTheSolverReplayAsPlannedOrSooner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 15, People: 5})
		s, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: 3, Schedules: 40})
		if err != nil {
			t.Skip("no plan")
		}
		g, err := simulate.Compile(p, s.Plan)
		if err != nil {
			t.Fatal(err)
		}
		trial := g.New()
		trial.Run()
		for i := range p.Tasks {
			if got := trial.Finish(i); got > s.Plan.Placements[i].Finish+15 && !mentored(s.Plan) {
				t.Fatalf("task %d ends at %d, planned at %d (%+v)", i, got, s.Plan.Placements[i].Finish, p.Tasks[i])
			}
		}
		rng := rand.New(rand.NewPCG(1, 1))
		for i := range p.Tasks {
			trial.Factor[i] = 0.3 + rng.ExpFloat64()
		}
		trial.Run()
		for _, v := range verify.Check(trial.Problem(), trial.Plan()) {
			if !leeway(p, v) {
				t.Fatalf("a trial: %s: %s", v.Rule, v.Text)
			}
		}
	})
}

// mentored tells whether somebody mentors in the plan: a minute of rounding of that
// slowness may then push work over a night.
func mentored(plan *model.Plan) bool {
	for i := range plan.Placements {
		for _, a := range plan.Placements[i].Work {
			if a.Mentor != model.None {
				return true
			}
		}
	}
	return false
}

// leeway tells what a trial does not promise: links let go in a circle, limits in a window, a mentor's hours,
// who is at work during a fixed duration, and, where several share a seat, the last
// minute of rounding.
func leeway(p *model.Problem, v model.Violation) bool {
	for i := range p.Tasks {
		if p.Tasks[i].Stretch {
			return true
		}
	}
	for _, d := range p.Deps {
		if (v.Rule == "precedence" || v.Rule == "capacity") && (d.Lag < 0 || d.Link == model.FinishFinish || d.Link == model.StartFinish) {
			return true
		}
	}
	return v.Rule == "limit" || v.Rule == "calendar" || strings.Contains(v.Text, "longer than its work needs")
}
