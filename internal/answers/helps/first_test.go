package helps_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/step"
	"plumbline/internal/kinds"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/planfile"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// tight is one person's work for a day that leaves no room: whoever finishes the probe
// first ends the build a day late by the estimates, and likelier in time by the odds.
const tight = `
plan: Gateway
start: 2026-02-16
people: {ana: {}}
tasks:
  build: {work: 2-5-8d}
  probe: {work: 1d}
  sale:  {work: 3d, after: build}
milestones: {launch: {after: build, by: 2026-02-20, to: Sales}}
risks: {gateway: {odds: 70%, delays: {build: 4-5-8d, sale: 1d}}}
`

var began = time.Date(2026, 2, 16, 0, 0, 0, 0, time.UTC)

// guarded is the plan with the probe done about its risk.
func guarded(t *testing.T, file string) (*snapshot.Planning, func(key string) record.ID) {
	t.Helper()
	snap, err := planfile.Load(t.Context(), kinds.Registry(), "plan.yaml", []byte(file), func() time.Time { return began })
	if err != nil {
		t.Fatal(err)
	}
	pl, id := snap.Planning(), func(key string) record.ID { return snap.ID("task", key) }
	pl.Risks[0].Mitigations, pl.Risks[0].Remaining = []record.Ref{record.Ref(id("probe"))}, 0.05
	return pl, id
}

// inTime says that the plan found for a projection finishes the probe before what the
// risk would delay, and gives the odds of its milestone.
func inTime(t *testing.T, pl *snapshot.Planning) (bool, float64) {
	t.Helper()
	r, sim, err := plan.Simulate(t.Context(), pl, began, plan.Options{Seed: 1, Workers: 1, Schedules: 500, Trials: 2000})
	if err != nil {
		t.Fatal(err)
	}
	return sim.InTime(&pl.Risks[0], pl.Risks[0].Mitigations[0], sim.Input.Plan), *r.Milestones[0].Odds
}

func firsts(t *testing.T, pl *snapshot.Planning) []helps.Tried {
	t.Helper()
	r, err := helps.Compute(t.Context(), pl, began, helps.Options{Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(r.Tried, func(x helps.Tried) bool { return x.Steps[0].What != string(step.First) })
}

func TestAMitigationIsFirstByADependencyWherePriorityDoesNothing(t *testing.T) {
	pl, id := guarded(t, tight)
	early, before := inTime(t, pl)
	if early {
		t.Fatal("the plan takes the probe first by itself: nothing is shown")
	}
	raised := *pl
	raised.Tasks = slices.Clone(pl.Tasks)
	for i := range raised.Tasks {
		if raised.Tasks[i].ID == id("probe") {
			raised.Tasks[i].Priority = 100
		}
	}
	if early, odds := inTime(t, &raised); early || odds > before+.02 {
		t.Fatalf("a priority alone does it: %v, %.2f", early, odds)
	}
	list := firsts(t, pl)
	if len(list) != 1 {
		t.Fatalf("tried %d times, want once", len(list))
	}
	// The sale waits for the build already, so one dependency protects both.
	if s := list[0].Steps; len(s) != 1 || s[0].Task != id("probe") || s[0].Before != id("build") {
		t.Fatalf("%+v", s)
	}
	if e := list[0].Buys[0]; !e.Certain() || e.Odds < .1 {
		t.Errorf("buys %.3f ± %.3f", e.Odds, e.OddsError)
	}
	next, ok := step.All(list[0].Steps, pl)
	if !ok {
		t.Fatal("cannot be made")
	}
	if early, odds := inTime(t, next); !early || odds < before+.1 {
		t.Errorf("the dependency gives %v, %.2f after %.2f", early, odds, before)
	}
}

// A risk of a task with parts delays the last of them, so that one is protected; the
// whole itself only ends, and every mitigation would be in time for that.
func TestARiskOfAWholeIsMitigatedBeforeThePartItDelays(t *testing.T) {
	pl, id := guarded(t, strings.NewReplacer("build: {work: 2-5-8d}", "build: {}\n  code: {part_of: build, work: 2-5-8d}").Replace(tight))
	early, before := inTime(t, pl)
	if early {
		t.Fatal("the probe counts, though the part that the risk delays begins before it")
	}
	list := firsts(t, pl)
	if len(list) != 1 || len(list[0].Steps) != 1 || list[0].Steps[0].Before != id("code") {
		t.Fatalf("%+v", list)
	}
	next, ok := step.All(list[0].Steps, pl)
	if !ok {
		t.Fatal("cannot be made")
	}
	if early, odds := inTime(t, next); !early || odds < before+.1 {
		t.Errorf("the dependency gives %v, %.2f after %.2f", early, odds, before)
	}
}

func TestAMitigationIsNotFirstWhereThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(pl *snapshot.Planning, id func(string) record.ID){
		"the build has begun": func(pl *snapshot.Planning, id func(string) record.ID) {
			task(pl, id("build")).Started, task(pl, id("build")).Status = "2026-02-13", "doing"
		},
		"the probe waits for the build": func(pl *snapshot.Planning, id func(string) record.ID) {
			task(pl, id("probe")).After = []deliver.Dependency{{Task: record.Ref(id("build"))}}
		},
		"the probe waits for what waits for the build": func(pl *snapshot.Planning, id func(string) record.ID) {
			task(pl, id("probe")).After = []deliver.Dependency{{Task: record.Ref(id("sale")), Link: "SS"}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			pl, id := guarded(t, tight)
			change(pl, id)
			if list := firsts(t, pl); len(list) > 0 {
				t.Errorf("%+v", list[0].Steps)
			}
		})
	}
}

func task(pl *snapshot.Planning, id record.ID) *snapshot.PlanningTask {
	return &pl.Tasks[slices.IndexFunc(pl.Tasks, func(x snapshot.PlanningTask) bool { return x.ID == id })]
}
