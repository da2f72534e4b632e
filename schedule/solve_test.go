package schedule

import (
	"context"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"plumbline/schedule/scheduletest"
)

func TestEveryPlanVerifies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 20, People: 6})
		s, err := Solve(context.Background(), p, Options{Seed: 1, Schedules: 60, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if bad := Verify(p, s.Plan); len(bad) > 0 {
			t.Fatalf("%d violations, first: %s: %s", len(bad), bad[0].Rule, bad[0].Text)
		}
		if s.Bound > s.Measures.Finish {
			t.Fatalf("the bound %d is over the plan's finish %d", s.Bound, s.Measures.Finish)
		}
	})
}

func TestThePlanIsTheSameOnOneTwoAndEightWorkers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 20, People: 6})
		var first *Solution
		for _, workers := range []int{1, 2, 8} {
			s, err := Solve(context.Background(), p, Options{Seed: 7, Schedules: 200, Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = s
			}
			if !reflect.DeepEqual(first.Plan, s.Plan) {
				t.Fatalf("%d workers give another plan than one", workers)
			}
		}
	})
}
