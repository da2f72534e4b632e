package throughput

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"plumbline/schedule/model"

	"pgregory.net/rapid"
)

func ask(t *testing.T, in Input) *Result {
	t.Helper()
	r, err := Forecast(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAShortHistoryIsRefusedWithWhatIsMissing(t *testing.T) {
	_, err := Forecast(context.Background(), Input{Weeks: []int{0, 0, 0, 4, 5, 6, 4, 5}, Remaining: 10})
	var thin *ThinError
	if !errors.As(err, &thin) || thin.Have != 5 || thin.Need != MinWeeks {
		t.Fatalf("weeks before the first finished change are no history; got %v", err)
	}
	_, err = Forecast(context.Background(), Input{Weeks: make([]int, 30), Remaining: 10})
	if !errors.Is(err, ErrNothingFinished) {
		t.Fatalf("thirty idle weeks: %v", err)
	}
}

func TestBadQuestionsAreRefused(t *testing.T) {
	eight := []int{1, 2, 3, 4, 5, 6, 7, 8}
	for name, in := range map[string]Input{
		"nothing remains":   {Weeks: eight},
		"more than a week":  {Weeks: eight, Remaining: 3, Elapsed: 1},
		"misaligned scope":  {Weeks: eight, Remaining: 3, Added: []int{1}},
		"a negative number": {Weeks: []int{1, 2, 3, 4, 5, 6, 7, -8}, Remaining: 3},
	} {
		if _, err := Forecast(context.Background(), in); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestAThinHistoryWidensTheRange(t *testing.T) {
	weeks := []int{6, 4, 5, 7, 5, 4, 6, 5}
	long := []int{}
	for range 12 {
		long = append(long, weeks...)
	}
	thin := ask(t, Input{Weeks: weeks, Remaining: 60, Seed: 3})
	rich := ask(t, Input{Weeks: long, Remaining: 60, Seed: 3})
	if !thin.Thin || rich.Thin {
		t.Fatalf("thin is %v and %v", thin.Thin, rich.Thin)
	}
	if thin.P90-thin.P10 < (rich.P90-rich.P10)*3/2 {
		t.Fatalf("8 weeks give a range of %d minutes, 96 weeks %d", thin.P90-thin.P10, rich.P90-rich.P10)
	}
}

func TestScopeThatGrowsAsFastAsWorkIsDoneMayNeverEnd(t *testing.T) {
	weeks, added := make([]int, 40), make([]int, 40)
	for i := range weeks {
		weeks[i], added[i] = 5+i%3, 2
	}
	still := ask(t, Input{Weeks: weeks, Remaining: 60})
	grows := ask(t, Input{Weeks: weeks, Added: added, Remaining: 60})
	if math.Abs(grows.Growth-2) > 1e-9 || grows.P50 <= still.P50*5/4 {
		t.Fatalf("growth %v: P50 from %d to %d", grows.Growth, still.P50, grows.P50)
	}
	for i := range added {
		added[i] = 9
	}
	if never := ask(t, Input{Weeks: weeks, Added: added, Remaining: 60, Trials: 200}); never.P50 != Never || never.Unfinished < 0.5 {
		t.Fatalf("more is added than done, yet P50 is %d", never.P50)
	}
}

func TestTheCurrentWeekGivesOnlyWhatIsLeftOfIt(t *testing.T) {
	weeks := make([]int, 30)
	for i := range weeks {
		weeks[i] = 10
	}
	whole := ask(t, Input{Weeks: weeks, Remaining: 40})
	part := ask(t, Input{Weeks: weeks, Remaining: 40, Elapsed: 0.5})
	// Weeks passed are counted from the boundary of what is left, so half a week of
	// lost capacity comes back at the pace of a full one.
	if d := part.P50 - whole.P50; d < -Week/4 || d > Week/4 {
		t.Fatalf("P50 moved by %d minutes", d)
	}
}

func TestWeeksAreCutBackFromNow(t *testing.T) {
	now := 100 * Week
	got := Weekly([]model.Minute{now - 1, now, now - Week + 1, now - Week, now - 3*Week, now + 5}, now)
	if want := []int{1, 0, 1, 3}; !reflect.DeepEqual(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
}

func TestTheSameQuestionHasTheSameAnswerAndAnEndedContextNone(t *testing.T) {
	in := Input{Weeks: []int{3, 4, 0, 2, 5, 6, 3, 2, 4, 5}, Remaining: 12, Seed: 9, By: 3 * Week}
	if a, b := ask(t, in), ask(t, in); !reflect.DeepEqual(a, b) {
		t.Fatal("two runs differ")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Forecast(ctx, in); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func TestWhatHappensLaterDoesNotChangeWhatWasForecastBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weeks := rapid.SliceOfN(rapid.Float64Range(0, 20), 24, 40).Draw(t, "weeks")
		weeks[0]++
		origin := rapid.IntRange(MinWeeks, len(weeks)-1).Draw(t, "origin")
		other := append([]float64{}, weeks...)
		for i := origin; i < len(other); i++ {
			other[i] = 30 - other[i]
		}
		grid := beliefs()
		in := Input{Remaining: 20, Trials: 50}
		before := newDrawer(grid, weigh(grid, weeks, MinWeeks)[origin], weeks, nil, origin)
		after := newDrawer(grid, weigh(grid, other, MinWeeks)[origin], other, nil, origin)
		a, _ := before.trials(context.Background(), in, 1)
		b, _ := after.trials(context.Background(), in, 1)
		if !reflect.DeepEqual(a, b) {
			t.Fatal("a forecast saw its future")
		}
	})
}

func TestACorrectionLearnsOnlyFromDatesThatHavePassed(t *testing.T) {
	var all []past
	for origin := 10; origin < 60; origin++ {
		all = append(all, past{origin: origin, took: 9, raw: [len(levels)]float64{2, 4, 6, 7, 8}})
	}
	c := learn(all, 60)
	if c.level(.8) <= .8 {
		t.Fatalf("no promise at 80 %% was kept, yet the level read is %v", c.level(.8))
	}
	if c := learn(all, 15); c.level(.8) != .8 {
		t.Fatal("a promise whose date had not passed was counted")
	}
	for _, p := range []float64{0, .05, .3, .8, .87, .95, 1} {
		if back := c.asked(c.level(p)); math.Abs(back-p) > 1e-9 {
			t.Errorf("level and asked are no inverses at %v: %v", p, back)
		}
	}
}

func TestMoreWorkIsNeverDoneSooner(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	weeks := families()[0].make(rng, 60)
	weeks[0]++
	grid, w := beliefs(), make([]float64, len(weeks))
	for i, n := range weeks {
		w[i] = float64(n)
	}
	d := newDrawer(grid, weigh(grid, w, MinWeeks)[len(w)], w, nil, len(w))
	last := make([]float64, 300)
	for remaining := 1; remaining < 60; remaining += 7 {
		ends, _ := d.trials(context.Background(), Input{Remaining: remaining, Trials: 300}, 1)
		sum, before := 0.0, 0.0
		for i := range ends {
			sum += ends[i]
			before += last[i]
		}
		if sum <= before {
			t.Fatalf("%d remaining take %v weeks in all, fewer took %v", remaining, sum, before)
		}
		last = ends
	}
}

// A long history that starts slowly makes past forecasts with no end in sight; they
// must not spoil the correction.
func TestPastForecastsWithoutAnEndAreLeftOut(t *testing.T) {
	weeks := make([]int, 400)
	weeks[0] = 1
	for i := 200; i < len(weeks); i++ {
		weeks[i] = 12 + i%5
	}
	r, err := Forecast(context.Background(), Input{Now: 30_000_000, Weeks: weeks, Remaining: 24, Trials: 500, Seed: 1})
	if err != nil || r.P10 >= r.P90 || r.P90 == Never {
		t.Fatalf("got %v to %v, %v", r.P10, r.P90, err)
	}
}

func TestDatesFallOnDaysOnWhichWorkIsDone(t *testing.T) {
	weeks := make([]int, 40)
	for i := range weeks {
		weeks[i] = 8 + i%5
	}
	even := Input{Weeks: weeks, Remaining: 25, Now: 1000 * Week, By: 1000*Week + 2*Week + 3*Week/7}
	office := even
	office.Days = [7]float64{1, 1, 1, 1, 1, 0, 0}
	a, b := ask(t, even), ask(t, office)
	for i, at := range b.Quantiles {
		if day := (at - 1) % Week / (Week / 7); day > 4 {
			t.Fatalf("the %d %% date falls on day %d of the week", i, day+1)
		}
		if at > a.Quantiles[i] {
			t.Fatalf("the %d %% date is later although the same week's work is done by Friday", i)
		}
	}
	if b.Odds < a.Odds {
		t.Fatalf("odds by a Wednesday: %v evenly, %v in office days", a.Odds, b.Odds)
	}
}

func TestTheClockOfAWeekRunsBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var days [7]float64
		for i := range days {
			days[i] = rapid.Float64Range(0, 3).Draw(t, "day")
		}
		c := newClock(days)
		done := rapid.Float64Range(0, 4).Draw(t, "done")
		if back := c.done(c.passed(done)); math.Abs(back-done) > 1e-9 {
			t.Fatalf("%v came back as %v", done, back)
		}
	})
}

func TestDaysAreCountedFromTheBoundaryOfTheWeeks(t *testing.T) {
	now := 100 * Week
	d := Daily([]model.Minute{now, now - 1, now - Week + 1, now - 2*Week + 1, now + 9}, now)
	if d[6] != 2.5 || d[0] != 2.5 || d[3] != 0.5 {
		t.Fatalf("%v", d)
	}
}
