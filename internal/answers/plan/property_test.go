package plan_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/answers/plan"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/schedule"
)

// drawn writes a plan file with skills nobody has, pins that do not fit, seats without
// people, work under way and tasks with parts.
func drawn(t *rapid.T) string {
	n := func(low, high int, what string) int { return rapid.IntRange(low, high).Draw(t, what) }
	var b strings.Builder
	b.WriteString("plan: Drawn\nstart: 2026-02-16\nequipment: {staging: 1}\npeople:\n")
	people := n(1, 4, "people")
	for p := range people {
		fmt.Fprintf(&b, "  p%d: {skills: {go: %d, ledger: %d}, duty: %d%%", p, n(0, 4, "go"), n(0, 4, "ledger"), n(0, 30, "duty"))
		b.WriteString("}\n")
	}
	b.WriteString("tasks:\n")
	tasks := n(1, 7, "tasks")
	for i := range tasks {
		fmt.Fprintf(&b, "  t%d: {", i)
		fmt.Fprintf(&b, "%s: %dh", rapid.SampledFrom([]string{"work", "lasts"}).Draw(t, "kind"), n(1, 60, "hours"))
		switch n(0, 4, "seats") {
		case 1:
			fmt.Fprintf(&b, ", needs: go %d, people: %d-4", n(1, 5, "level"), n(1, 4, "least"))
		case 2:
			fmt.Fprintf(&b, ", needs: [go %d + ledger %d, ledger %d], together: %v", n(1, 4, "a"), n(1, 4, "b"), n(1, 4, "c"), n(0, 1, "together") == 1)
		case 3:
			fmt.Fprintf(&b, ", needs: [go %d, go 1], who: [p%d]", n(1, 4, "d"), n(0, people-1, "pin"))
		}
		if i > 0 && n(0, 1, "after") == 1 {
			fmt.Fprintf(&b, ", after: t%d %s", n(0, i-1, "on"), rapid.SampledFrom([]string{"", "SS+1d", "FF", "FS+4h elapsed"}).Draw(t, "link"))
		}
		if n(0, 4, "begun") == 0 {
			b.WriteString(", started: 2026-02-12")
		}
		if n(0, 4, "uses") == 0 {
			b.WriteString(", uses: staging")
		}
		b.WriteString("}\n")
	}
	b.WriteString("milestones: {all: {by: 2026-03-10, to: Sales}}\n")
	return b.String()
}

// Whatever a team writes down, there is a plan, it breaks none of the rules of the
// problem it was made for, and it can be simulated.
func TestEveryPlanFileThatIsAcceptedCanBePlanned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t)
		snap, err := planfile.Load(context.Background(), kinds.Registry(), "plan.yaml", []byte(text), clock)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		pl := snap.Planning()
		at := planfile.AsOf(pl, now)
		q, err := plan.Build(pl, at)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		sol, err := schedule.Solve(context.Background(), q.Problem, schedule.Options{Seed: 1, Schedules: 20, Workers: 1})
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		for _, v := range schedule.Verify(q.Problem, sol.Plan) {
			t.Errorf("%s: %s\n%s", v.Rule, v.Text, text)
		}
		if _, err := plan.Compute(context.Background(), pl, at, plan.Options{Seed: 1, Schedules: 20, Trials: 50, Workers: 1}); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}
