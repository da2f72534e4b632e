package step_test

import (
	"testing"

	"plumbline/internal/answers/step"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

func TestATaskIsNotPutBeforeWhatItWaitsFor(t *testing.T) {
	after := func(link string, ids ...record.Ref) (out []deliver.Dependency) {
		for _, id := range ids {
			out = append(out, deliver.Dependency{Task: id, Link: link})
		}
		return out
	}
	for name, c := range map[string]struct {
		tasks []snapshot.PlanningTask
		ok    bool
	}{
		"two that know nothing of each other": {[]snapshot.PlanningTask{{ID: "guard"}, {ID: "work"}}, true},
		"it waits already":                    {[]snapshot.PlanningTask{{ID: "guard"}, {ID: "work", After: after("SS", "guard")}}, true},
		"the guard waits":                     {[]snapshot.PlanningTask{{ID: "guard", After: after("", "work")}, {ID: "work"}}, false},
		"the guard waits for its start":       {[]snapshot.PlanningTask{{ID: "guard", After: after("SS", "work")}, {ID: "work"}}, false},
		"through another, done":               {[]snapshot.PlanningTask{{ID: "guard", After: after("", "x")}, {ID: "x", Status: "done", After: after("", "work")}, {ID: "work"}}, false},
		"the guard waits for a part":          {[]snapshot.PlanningTask{{ID: "guard", After: after("", "part")}, {ID: "part", Parent: "work"}, {ID: "work"}}, false},
		"the guard is a part":                 {[]snapshot.PlanningTask{{ID: "guard", Parent: "work"}, {ID: "work"}}, false},
		"the work is a part of the guard":     {[]snapshot.PlanningTask{{ID: "guard"}, {ID: "work", Parent: "guard"}}, false},
		"the guard's whole waits":             {[]snapshot.PlanningTask{{ID: "guard", Parent: "all"}, {ID: "all", After: after("", "work")}, {ID: "work"}}, false},
		"the guard's whole ends with it":      {[]snapshot.PlanningTask{{ID: "guard", Parent: "all"}, {ID: "all", After: after("FF", "work")}, {ID: "work"}}, true},
		"both are parts of one":               {[]snapshot.PlanningTask{{ID: "guard", Parent: "all"}, {ID: "work", Parent: "all"}, {ID: "all"}}, true},
		"the guard is not planned":            {[]snapshot.PlanningTask{{ID: "work"}}, false},
		"the work is not planned":             {[]snapshot.PlanningTask{{ID: "guard"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			pl := &snapshot.Planning{Tasks: c.tasks}
			s := step.Step{Subject: step.Subject{What: string(step.First), Task: "guard"}, Before: "work"}
			was := pl.Hash()
			next, ok := s.With(pl)
			if ok != c.ok {
				t.Fatalf("can be made: %v", ok)
			}
			if pl.Hash() != was {
				t.Error("the projection given was changed")
			}
			if !ok {
				return
			}
			for _, x := range next.Tasks {
				if n := len(x.After); x.ID == "work" && (n == 0 || x.After[n-1] != (deliver.Dependency{Task: "guard"})) {
					t.Errorf("the work waits for %v", x.After)
				}
			}
		})
	}
}
