package schedule_test

import (
	"context"
	"testing"

	"plumbline/schedule"
	"plumbline/schedule/model"
)

// Ana does the short task first, on which Carl's long one waits, and then joins Ben on the
// shared one, which starts when hers does.
func TestAPlanInWhichSomebodyJoinsLaterIsExplainedAsItStands(t *testing.T) {
	who := func(skills ...int8) model.Person { return model.Person{Calendar: model.None, Levels: skills} }
	seat := func(skill int, work int64, most int) []model.Seat {
		return []model.Seat{{Needs: []model.Need{{Skill: skill, Level: 1}}, Work: work, Min: most, Max: most}}
	}
	p := &schedule.Problem{Start: 1000, Working: model.None,
		People: []model.Person{who(1, 1, 0), who(1, 0, 0), who(0, 0, 1)},
		Tasks:  []model.Task{{Seats: seat(0, 900, 2)}, {Seats: seat(1, 200, 1)}, {Seats: seat(2, 2000, 1)}},
		Deps:   []model.Dependency{{From: 1, To: 2}}}
	s, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: 1, Schedules: 500})
	if err != nil {
		t.Fatal(err)
	}
	if first := &s.Plan.Placements[0]; first.Start != p.Start || s.Measures.Finish != 3200 {
		t.Fatalf("the shared task starts at %d and all ends at %d: Ben does not begin it while Ana makes way for Carl", first.Start, s.Measures.Finish)
	}
	e, err := schedule.Explain(context.Background(), p, s.Plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if e.Base.Finish != s.Measures.Finish {
		t.Errorf("alternatives compare with a plan that ends at %d, this one ends at %d", e.Base.Finish, s.Measures.Finish)
	}
}
