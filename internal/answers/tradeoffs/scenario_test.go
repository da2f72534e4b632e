package tradeoffs_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tradeoffs"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/internal/scenarios"
	"plumbline/internal/snapshot"
)

func clock() time.Time { return time.Date(2026, 2, 18, 0, 0, 0, 0, time.UTC) }

// looked reads a plan file and looks for the plans to choose from as of its own day.
func looked(t testing.TB, data []byte) (*snapshot.Snapshot, *tradeoffs.Result, time.Time) {
	t.Helper()
	snap, err := planfile.Load(t.Context(), kinds.Registry(), "plan.yaml", data, clock)
	if err != nil {
		t.Fatal(err)
	}
	at := planfile.AsOf(snap.Planning(), clock())
	r, err := tradeoffs.Compute(t.Context(), snap.Planning(), at, tradeoffs.Options{Seed: 1, Trials: 2000, Workers: 1, Schedules: 4000})
	if err != nil {
		t.Fatal(err)
	}
	r.ID = "scenario"
	return snap, r, at
}

// told writes the answer as the scenarios expect it.
func told(a *tradeoffs.Answer) string {
	var b strings.Builder
	fmt.Fprintln(&b, a.Headline.Text())
	for _, p := range a.Plans {
		var words []string
		for _, w := range p.Words {
			words = append(words, w.Text())
		}
		fmt.Fprintf(&b, "\n%s: %s\n  %s\n", p.Title.Text(), strings.Join(words, "; "), p.Against.Text())
		fmt.Fprintf(&b, "  work %s, toward goals %s, known by one %d, changes %d\n", statement.HoursOf(float64(p.Work)), statement.HoursOf(float64(p.Growth)), p.Singles, p.Changes)
		for _, d := range p.Differs {
			var notes []string
			for _, n := range d.Notes {
				notes = append(notes, n.Text())
			}
			fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("  %s: %s → %s  %s", d.Key, hands(d.Before), hands(d.After), strings.Join(notes, "; ")), " "))
		}
	}
	for _, m := range a.Missing {
		fmt.Fprintln(&b, "missing:", m.Text())
	}
	return b.String()
}

func hands(list []tradeoffs.Hand) string {
	out := make([]string, len(list))
	for i, h := range list {
		out[i] = h.Key
		if h.Mentor != nil {
			out[i] += " (with " + h.Mentor.Key + ")"
		}
	}
	return strings.Join(out, " + ")
}

// TestScenarios looks for the plans of each file of testdata and compares what is told
// of them with what stands beside it.
func TestScenarios(t *testing.T) {
	scenarios.Compare(t, func(t *testing.T, given []byte) string {
		snap, r, at := looked(t, given)
		return told(tradeoffs.Show(r, snap.System(), at))
	})
}

// TestNothingShownIsBeatenThroughout looks at every pair of plans shown.
func TestNothingShownIsBeatenThroughout(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/team.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, r, _ := looked(t, ar.Files[0].Data)
	if len(r.Points) < 3 || r.Points[0].ID != tradeoffs.Now {
		t.Fatalf("%d plans, the first is %q", len(r.Points), r.Points[0].ID)
	}
	for i := 1; i < len(r.Points); i++ {
		for j := 1; j < r.Shown; j++ {
			a, b := &r.Points[j], &r.Points[i]
			if i != j && !a.Finish.P80.After(b.Finish.P80) && a.Work <= b.Work && a.Growth >= b.Growth && a.Singles <= b.Singles && a.Changes <= b.Changes && a.Cost <= b.Cost &&
				(a.Finish.P80.Before(b.Finish.P80.Add(-2*time.Hour)) || a.Work < b.Work-120 || a.Growth > b.Growth+120) && early(a, b) {
				t.Errorf("%s is beaten throughout by %s", b.ID, a.ID)
			}
		}
	}
}

func early(a, b *tradeoffs.Point) bool {
	for i := range a.Marks {
		if a.Marks[i].P80.After(b.Marks[i].P80) {
			return false
		}
	}
	return true
}

// TestNowIsThePlanAtHand gives the newest plan and wants it back as it is.
func TestNowIsThePlanAtHand(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/team.txtar")
	if err != nil {
		t.Fatal(err)
	}
	snap, _, at := looked(t, ar.Files[0].Data)
	known, err := plan.Compute(t.Context(), snap.Planning(), at, plan.Options{Seed: 7, Trials: 200, Workers: 1, Schedules: 300})
	if err != nil {
		t.Fatal(err)
	}
	r, err := tradeoffs.Compute(t.Context(), snap.Planning(), at, tradeoffs.Options{Seed: 1, Trials: 200, Workers: 1, Schedules: 2000, Known: known})
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range r.Points[0].Tasks {
		for _, want := range known.Tasks {
			if got.ID == want.ID && (!got.Start.Equal(want.Start) || got.Work[0].Person != want.Work[0].Person) {
				t.Errorf("%s: now it starts %s, the plan at hand has %s", got.ID, got.Start, want.Start)
			}
		}
	}
}
