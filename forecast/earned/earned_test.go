package earned

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"plumbline/schedule/model"

	"pgregory.net/rapid"
)

// Example: two tasks of ten days; by day ten the first should be done and is half
// done, and took as many hours as planned for the whole.
func ExampleMeasure() {
	const day = 1440
	v := Measure([]Item{
		{Key: "ledger", Start: 0, Finish: 10 * day, Planned: 80, Done: 0.5, Spent: 80},
		{Key: "queue", Start: 10 * day, Finish: 20 * day, Planned: 80},
	}, 10*day)
	fmt.Printf("earned %.0f of %.0f, SPI %.2f, CPI %.2f, at end %.0f, %d days behind\n",
		v.Earned, v.Planned, v.Schedule, v.Cost, v.AtEnd, v.Behind/day)
	// Output: earned 40 of 80, SPI 0.50, CPI 0.50, at end 320, 5 days behind
}

func TestGoingExactlyToPlanIsNeitherAheadNorBehind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var items []Item
		now := model.Minute(rapid.Int64Range(1, 10_000).Draw(t, "now"))
		for i := range rapid.IntRange(1, 8).Draw(t, "tasks") {
			it := Item{Key: fmt.Sprint(i), Planned: rapid.Int64Range(1, 500).Draw(t, "planned")}
			it.Start = model.Minute(rapid.Int64Range(0, 9000).Draw(t, "start"))
			it.Finish = it.Start + model.Minute(rapid.Int64Range(1, 5000).Draw(t, "length"))
			it.Done = due(it, now)
			items = append(items, it)
		}
		if v := Measure(items, now); now <= last(items) && v.Behind != 0 || v.Planned > 0 && math.Abs(v.Schedule-1) > 1e-9 {
			t.Fatalf("%+v", v)
		}
	})
}

func TestALateProjectStaysLateWhenItIsDone(t *testing.T) {
	v := Measure([]Item{{Key: "a", Start: 0, Finish: 100, Planned: 10, Done: 1, Spent: 20}}, 150)
	if v.Schedule != 1 || v.Behind != 50 || v.On != 100 {
		t.Fatalf("done 50 minutes late: %+v", v)
	}
}

func TestDriftNamesWhatCameWentAndMoved(t *testing.T) {
	baseline := []Item{{Key: "a", Finish: 100, Planned: 10}, {Key: "b", Finish: 200, Planned: 20}, {Key: "c", Finish: 300, Planned: 30}}
	today := []Item{{Key: "a", Finish: 100, Planned: 10}, {Key: "b", Finish: 350, Planned: 25}, {Key: "d", Finish: 320, Planned: 40}}
	got := Compare(baseline, today)
	want := Drift{Finish: 50, Growth: 0.25, Added: []Move{{Key: "d", Work: 40}}, Dropped: []Move{{Key: "c", Work: -30}}, Moved: []Move{{"b", 150, 5}}}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	if d := Compare(nil, nil); d.Finish != 0 || !math.IsNaN(d.Growth) {
		t.Fatalf("nothing against nothing: %+v", d)
	}
}
