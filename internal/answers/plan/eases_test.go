package plan_test

import (
	"testing"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/internal/snapshot"
)

func planningOf(t *testing.T, file string) *snapshot.Planning {
	t.Helper()
	snap, err := planfile.Load(t.Context(), kinds.Registry(), "plan.yaml", []byte(file), clock)
	if err != nil {
		t.Fatal(err)
	}
	return snap.Planning()
}

const (
	ease = "plan: x\nstart: 2026-02-18\n"
	both = "people: {ana: {skills: {go: 3}, hours: 20/week}, ben: {}}\n"
	work = "tasks: {a: {work: 2-3-5d}, b: {work: 4d, after: a}}\n"
)

// TestWhatMakesNothingHarder: the ids of the same file are the same, so that one name
// changed changes one thing.
func TestWhatMakesNothingHarder(t *testing.T) {
	was := planningOf(t, ease+both+work)
	for name, c := range map[string]struct {
		people, tasks string
		eases         bool
	}{
		"nothing changed":    {both, work, false},
		"less work":          {both, "tasks: {a: {work: 1-2-5d}, b: {work: 4d, after: a}}\n", true},
		"more work":          {both, "tasks: {a: {work: 1-2-6d}, b: {work: 4d, after: a}}\n", false},
		"one less, one more": {both, "tasks: {a: {work: 1-2-5d}, b: {work: 5d, after: a}}\n", false},
		"more hours":         {"people: {ana: {skills: {go: 3}, hours: 30/week}, ben: {}}\n", work, true},
		"fewer hours":        {"people: {ana: {skills: {go: 3}, hours: 10/week}, ben: {}}\n", work, false},
		"a level more":       {"people: {ana: {skills: {go: 4}, hours: 20/week}, ben: {}}\n", work, true},
		"a level less":       {"people: {ana: {skills: {go: 2}, hours: 20/week}, ben: {}}\n", work, false},
		"other needs":        {both, "tasks: {a: {work: 2-3-5d, needs: go 1}, b: {work: 4d, after: a}}\n", false},
		"two may share":      {both, "tasks: {a: {work: 2-3-5d, people: 1-2}, b: {work: 4d, after: a}}\n", true},
		"a link more":        {both, "tasks: {a: {work: 2-3-5d}, b: {work: 4d, after: [a, a SS]}}\n", false},
	} {
		if got := plan.Eases(was, planningOf(t, ease+c.people+c.tasks)); got != c.eases {
			t.Errorf("%s: eases is %v", name, got)
		}
	}
	more := *was
	more.People = append(more.People[:2:2], snapshot.PlanningPerson{ID: "new", Key: "new"})
	if !plan.Eases(was, &more) || plan.Eases(&more, was) {
		t.Error("one more person eases, one less does not")
	}
	fewer := *was
	fewer.Tasks = fewer.Tasks[:1:1]
	if !plan.Eases(was, &fewer) || plan.Eases(&fewer, was) {
		t.Error("a task left out eases, one added does not")
	}
}

func TestADateThatComesLaterThoughNothingGotHarderIsExplained(t *testing.T) {
	was, less, more := planningOf(t, ease+both+work), planningOf(t, ease+both+"tasks: {a: {work: 1-2-5d}, b: {work: 4d, after: a}}\n"), planningOf(t, ease+both+"tasks: {a: {work: 3-4-6d}, b: {work: 4d, after: a}}\n")
	landing := func(day int) *plan.Answer {
		at := time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC)
		return &plan.Answer{Milestones: []plan.MilestoneRow{{Rec: answer.Rec{Kind: "milestone", ID: "m", Title: "Launch"}, Spread: plan.Spread{P80: at}}}}
	}
	said := func(before, after int, next *snapshot.Planning) int {
		p := &plan.Preview{After: landing(after)}
		p.Anomaly(landing(before), was, next)
		return len(p.Notes)
	}
	if said(10, 12, less) != 1 {
		t.Error("less work brings a later date without a word")
	}
	if said(12, 10, less) != 0 || said(10, 12, more) != 0 {
		t.Error("a word where nothing puzzles")
	}
}
