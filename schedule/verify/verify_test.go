package verify_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"plumbline/schedule"
	"plumbline/schedule/model"
	"plumbline/schedule/scheduletest"
	"plumbline/schedule/verify"
)

const start = model.Minute(1000)

// pair is two people, two tasks, one environment and a plan that is right.
func pair() (*model.Problem, *model.Plan) {
	p := &model.Problem{Start: start, Working: model.None, Skills: []string{"go"},
		People: []model.Person{
			{Key: "ana", Calendar: model.None, Levels: []int8{3}, Rate: 6000},
			{Key: "ben", Calendar: model.None, Levels: []int8{2}, Rate: 3000},
		},
		Equipment: []model.Equipment{{Key: "staging", Capacity: 1, Calendar: model.None}},
		Tasks: []model.Task{
			{Key: "a", Seats: []model.Seat{{Needs: []model.Need{{Skill: 0, Level: 3}}, Work: 60}}, Uses: []model.Usage{{Equipment: 0, Units: 1}}},
			{Key: "b", Seats: []model.Seat{{Needs: []model.Need{{Skill: 0, Level: 2}}, Work: 60}}, Uses: []model.Usage{{Equipment: 0, Units: 1}}, NotBefore: start + 30},
		},
		Deps: []model.Dependency{{From: 0, To: 1}},
	}
	at := func(person int, from model.Minute) model.Placement {
		return model.Placement{Start: from, Finish: from + 60, Work: []model.Assignment{{Person: person, Mentor: model.None, Start: from, Finish: from + 60, Effort: 60}}}
	}
	return p, &model.Plan{Placements: []model.Placement{at(0, start), at(1, start+60)}}
}

func shift(pl *model.Placement, by model.Minute) {
	pl.Start, pl.Finish = pl.Start+by, pl.Finish+by
	for i := range pl.Work {
		pl.Work[i].Start += by
		pl.Work[i].Finish += by
	}
}

// TestEveryWrongPlanIsCaught breaks a right plan in one way each.
func TestEveryWrongPlanIsCaught(t *testing.T) {
	for _, c := range []struct {
		rule string
		harm func(p *model.Problem, plan *model.Plan)
	}{
		{"shape", func(_ *model.Problem, plan *model.Plan) { plan.Placements = plan.Placements[:1] }},
		{"shape", func(_ *model.Problem, plan *model.Plan) { plan.Placements[0].Finish = 0 }},
		{"shape", func(_ *model.Problem, plan *model.Plan) { plan.Placements[0].Work[0].Seat = 1 }},
		{"shape", func(_ *model.Problem, plan *model.Plan) { plan.Placements[0].Work[0].Person = 7 }},
		{"shape", func(_ *model.Problem, plan *model.Plan) { plan.Placements[1].Finish += 5 }},
		{"skill", func(_ *model.Problem, plan *model.Plan) { plan.Placements[0].Work[0].Person = 1 }},
		{"start", func(_ *model.Problem, plan *model.Plan) { shift(&plan.Placements[0], -1) }},
		{"precedence", func(_ *model.Problem, plan *model.Plan) { shift(&plan.Placements[1], -10) }},
		{"not-before", func(p *model.Problem, plan *model.Plan) { p.Deps = nil; p.Tasks[1].NotBefore = start + 61 }},
		{"capacity", func(p *model.Problem, plan *model.Plan) { p.Deps = nil; shift(&plan.Placements[1], -20) }},
		{"overlap", func(p *model.Problem, plan *model.Plan) {
			p.Deps, p.Equipment[0].Capacity = nil, 2
			shift(&plan.Placements[1], -20)
			plan.Placements[1].Work[0].Person = 0
		}},
		{"work", func(_ *model.Problem, plan *model.Plan) { plan.Placements[0].Work[0].Effort = 59 }},
		{"work", func(p *model.Problem, _ *model.Plan) { p.Tasks[0].Seats[0].Work = 61 }},
		{"work", func(p *model.Problem, _ *model.Plan) { p.People[0].Duty = 100 }},
		{"work", func(p *model.Problem, plan *model.Plan) {
			plan.Placements[1].Work[0].Finish += 5
			plan.Placements[1].Finish += 5
		}},
		{"people", func(_ *model.Problem, plan *model.Plan) { plan.Placements[0].Work = nil }},
		{"people", func(p *model.Problem, _ *model.Plan) { p.Tasks[0].Seats[0].Min, p.Tasks[0].Seats[0].Max = 2, 2 }},
		{"seat", func(p *model.Problem, plan *model.Plan) {
			w := plan.Placements[0].Work[0]
			plan.Placements[0].Work = append(plan.Placements[0].Work, w)
		}},
		{"pinned", func(p *model.Problem, _ *model.Plan) { p.Tasks[1].Seats[0].Pinned = []int{0} }},
		{"candidates", func(p *model.Problem, _ *model.Plan) { p.Tasks[1].Seats[0].Candidates = []int{0} }},
		{"mentor", func(_ *model.Problem, plan *model.Plan) { plan.Placements[1].Work[0].Mentor = 0 }},
		{"limit", func(p *model.Problem, _ *model.Plan) {
			p.People[0].Limits = []model.Limit{{Window: model.Span{From: start, To: start + 100}, Work: 59}}
		}},
		{"limit", func(p *model.Problem, plan *model.Plan) {
			plan.Placements[1].Work[0].Person = 0
			p.People[0].MaxTasks = 1
		}},
		{"split", func(_ *model.Problem, plan *model.Plan) {
			w := &plan.Placements[0].Work[0]
			w.Segments = []model.Span{{From: w.Start, To: w.Start + 30}, {From: w.Start + 30, To: w.Finish}}
		}},
		{"work", func(p *model.Problem, _ *model.Plan) {
			p.Calendars = []model.Calendar{{Spans: []model.Span{{From: start, To: start + 59}, {From: start + 300, To: start + 400}}, Horizon: start + 500}}
			p.People[0].Calendar = 0
		}},
		{"progress", func(p *model.Problem, _ *model.Plan) {
			p.Tasks[0].Progress = model.Progress{Done: true, Finished: start - 5}
		}},
		{"progress", func(p *model.Problem, _ *model.Plan) { p.Tasks[0].Progress.Started = start - 50 }},
		{"together", func(p *model.Problem, plan *model.Plan) {
			p.Tasks[0].Duration = 60
			plan.Placements[0].Work[0].Finish--
		}},
	} {
		p, plan := pair()
		if bad := verify.Check(p, plan); len(bad) > 0 {
			t.Fatalf("the right plan: %s", bad[0].Text)
		}
		c.harm(p, plan)
		found := false
		for _, v := range verify.Check(p, plan) {
			found = found || v.Rule == c.rule
		}
		if !found {
			t.Errorf("no violation of %q among %v", c.rule, verify.Check(p, plan))
		}
	}
}

func TestMeasuresOfAPair(t *testing.T) {
	p, plan := pair()
	p.Tasks[1].Deadline, p.Tasks[1].Weight = start+100, 3
	p.Budget.Total = 8000
	p.Current = &model.Plan{Placements: []model.Placement{{}, {Work: []model.Assignment{{Person: 0}}}}}
	p.People[1].Goals = []model.Goal{{Skill: 0, Level: 3}}
	want := model.Measures{Finish: start + 120, Lateness: 60, Cost: 9000, Work: 120, Growth: 60, Singles: 1, Changes: 1, HandOvers: 1, Over: 1000}
	if got := verify.Measure(p, plan); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestAMovedPlanIsCaught moves one task of a found plan to an earlier start: since
// plans leave no gap, something must break.
func TestAMovedPlanIsCaught(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Flat(t, scheduletest.Size{Tasks: 8, People: 4})
		s, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: 1, Schedules: 100})
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for i, pl := range s.Plan.Placements {
			if pl.Finish > s.Plan.Placements[last].Finish {
				last = i
			}
		}
		if pl := &s.Plan.Placements[last]; s.Proven && pl.Start > 0 && pl.Finish > pl.Start {
			shift(pl, -pl.Start-1)
			if len(verify.Check(p, s.Plan)) == 0 {
				t.Fatal("a task before the plan's start passes")
			}
		}
	})
}
