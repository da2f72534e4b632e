package replay_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"plumbline/schedule"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
	"plumbline/schedule/replay"
	"plumbline/schedule/scheduletest"
)

func drawn(t *rapid.T) (*model.Problem, *model.Plan, *replay.Graph) {
	p := scheduletest.Problem(t, scheduletest.Size{Tasks: 15, People: 5})
	s, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: 3, Schedules: 40})
	if err != nil {
		t.Fatal(err)
	}
	g, err := replay.Compile(p, s.Plan)
	if err != nil {
		t.Fatal(err)
	}
	return p, s.Plan, g
}

func TestAPlanReplayedAsPlannedIsNeverLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, plan, g := drawn(t)
		s := g.NewScratch()
		g.Run(g.Planned(), s)
		for i := range p.Tasks {
			if s.Finish[i] > plan.Placements[i].Finish {
				t.Fatalf("task %d ends at %d, planned %d", i, s.Finish[i], plan.Placements[i].Finish)
			}
		}
	})
}

func TestMoreWorkAndFewerHoursNeverFinishEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, g := drawn(t)
		a, b := g.NewScratch(), g.NewScratch()
		trial := g.Planned()
		g.Run(trial, a)
		for i := range trial.Minutes {
			trial.Minutes[i] += int64(rapid.IntRange(0, 500).Draw(t, "more"))
		}
		trial.People = make([]*calendar.Index, len(p.People))
		for i, who := range p.People {
			if from := p.Start + model.Minute(rapid.IntRange(0, 20000).Draw(t, "away")); rapid.Bool().Draw(t, "absent") {
				var own model.Calendar
				if who.Calendar != model.None && len(p.Calendars) > 0 {
					own = p.Calendars[who.Calendar]
				}
				thin := calendar.Without(own, []model.Span{{From: from, To: from + 3000}})
				trial.People[i] = calendar.Compile(&thin)
			}
		}
		g.Run(trial, b)
		for i := range p.Tasks {
			if b.Finish[i] < a.Finish[i] {
				t.Fatalf("task %d ends at %d though it was %d with less work", i, b.Finish[i], a.Finish[i])
			}
		}
	})
}

func TestAReplayAllocatesNothing(t *testing.T) {
	var g *replay.Graph
	rapid.Check(t, func(t *rapid.T) { _, _, g = drawn(t) })
	s, trial := g.NewScratch(), g.Planned()
	g.Run(trial, s)
	if n := testing.AllocsPerRun(10, func() { g.Run(trial, s) }); n > 0 {
		t.Errorf("a run makes %v allocations", n)
	}
}

func TestTheCriticalWayEndsAtTheLastTask(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, g := drawn(t)
		s := g.NewScratch()
		g.Run(g.Planned(), s)
		all := make([]int, len(p.Tasks))
		last := 0
		for i := range all {
			all[i] = i
			if s.Finish[i] > s.Finish[last] {
				last = i
			}
		}
		mark := make([]bool, len(p.Tasks))
		g.Critical(s, all, mark)
		if !mark[last] {
			t.Fatal("the last task is not on the critical way")
		}
	})
}
