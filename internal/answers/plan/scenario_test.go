package plan_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/internal/scenarios"
)

// now is the day on which every scenario is read, unless its file starts later.
var now = time.Date(2026, 2, 18, 0, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// solved plans a file as of its own day.
func solved(t testing.TB, data []byte) (*plan.Answer, *plan.Result) {
	t.Helper()
	snap, err := planfile.Load(context.Background(), kinds.Registry(), "plan.yaml", data, clock)
	if err != nil {
		t.Fatal(err)
	}
	at := planfile.AsOf(snap.Planning(), now)
	r, err := plan.Compute(context.Background(), snap.Planning(), at, plan.Options{Seed: 1, Trials: 2000, Workers: 1, Schedules: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return plan.Show(r, snap.System(), at), r
}

// told writes a plan as the scenarios expect it.
func told(a *plan.Answer) string {
	var b strings.Builder
	for _, t := range a.Tasks {
		when := "done"
		if !t.Done {
			when = t.Start.Format("Mon 2 Jan 15:04") + " – " + t.Finish.Format("Mon 2 Jan 15:04")
		}
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("%s: %s  %s", t.Key, when, keys(t.People)), " "))
	}
	for _, m := range a.Milestones {
		odds := ""
		if m.Odds != nil {
			odds = "  " + statement.Percent(*m.Odds) + " by " + string(m.Wanted)
		}
		fmt.Fprintf(&b, "milestone %s: %s%s\n", m.Key, m.Finish.Format("Mon 2 Jan 15:04"), odds)
	}
	for _, g := range a.Gaps {
		fmt.Fprintln(&b, "gap:", g.Text())
	}
	return b.String()
}

func keys(list []answer.Person) string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Key
	}
	return strings.Join(out, " + ")
}

// TestScenarios plans each file of testdata and compares with what stands beside it.
// The comment of a scenario says what a reader should see in it.
func TestScenarios(t *testing.T) {
	scenarios.Compare(t, func(t *testing.T, given []byte) string {
		a, _ := solved(t, given)
		return told(a)
	})
}
