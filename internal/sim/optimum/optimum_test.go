package optimum_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/sim/optimum"
	"plumbline/schedule"
	"plumbline/schedule/calendar"
)

func TestThePlantedPlanIsValidAndNoneCanEndSooner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		team, err := optimum.New(optimum.Options{
			Seed: rapid.Uint64().Draw(t, "seed"), People: rapid.IntRange(1, 30).Draw(t, "people"), Tasks: rapid.IntRange(1, 250).Draw(t, "tasks"),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range schedule.Verify(team.Problem, team.Plan) {
			t.Fatalf("%s: %s", v.Rule, v.Text)
		}
		if got := schedule.Measure(team.Problem, team.Plan).Finish; got > team.Finish {
			t.Fatalf("the plan ends at %d, after the optimum %d", got, team.Finish)
		}
		// All the work there is, in thousandths of a minute, against all the team could do
		// one minute earlier.
		work, could := int64(0), int64(0)
		for _, k := range team.Problem.Tasks {
			for _, s := range k.Seats {
				work += s.Work * 1000
			}
		}
		for _, p := range team.Problem.People {
			x := calendar.Compile(&team.Problem.Calendars[p.Calendar])
			could += x.Between(team.Problem.Start, team.Finish-1) * int64(1000-p.Duty)
		}
		if work <= could {
			t.Fatalf("a plan could end a minute sooner: %d of %d", work, could)
		}
	})
}

func TestASolverComesNearIt(t *testing.T) {
	team, err := optimum.New(optimum.Options{Seed: 2, People: 5, Tasks: 30})
	if err != nil {
		t.Fatal(err)
	}
	s, err := schedule.Solve(context.Background(), team.Problem, schedule.Options{Schedules: 3000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if s.Measures.Finish < team.Finish {
		t.Errorf("the solver ends at %d, before what is possible, %d", s.Measures.Finish, team.Finish)
	}
	t.Logf("%.1f %% over the optimum", 100*float64(s.Measures.Finish-team.Finish)/float64(team.Finish-team.Problem.Start))
}
