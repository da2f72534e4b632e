package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/schedule/model"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no zone data: %v", err)
	}
	return z
}

func at(z *time.Location, y int, m time.Month, d, h, min int) model.Minute {
	return model.Minute(time.Date(y, m, d, h, min, 0, 0, z).Unix() / 60)
}

func build(t testing.TB, p Pattern, from Date, days int) *Index {
	t.Helper()
	c, err := Build(p, from, days)
	if err != nil {
		t.Fatal(err)
	}
	return Compile(&c)
}

var office = OfficeWeek(Hours{9 * 60, 12 * 60}, Hours{13 * 60, 18 * 60})

func TestWorkSkipsNightsWeekendsHolidaysAndLeave(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	x := build(t, Pattern{Zone: z, Week: office, Holidays: []Date{{2026, 2, 17}},
		Absences: []Absence{{From: Date{2026, 2, 19}, To: Date{2026, 2, 20}, Share: 500}}}, Date{2026, 2, 16}, 14)
	for _, c := range []struct {
		work int64
		want model.Minute
	}{
		{60, at(z, 2026, 2, 16, 10, 0)},
		{180, at(z, 2026, 2, 16, 12, 0)},
		{181, at(z, 2026, 2, 16, 13, 1)},
		{8 * 60, at(z, 2026, 2, 16, 18, 0)},
		{8*60 + 1, at(z, 2026, 2, 18, 9, 1)},      // the 17th is a holiday
		{2*8*60 + 240, at(z, 2026, 2, 19, 14, 0)}, // half of the 19th is off
		{2*8*60 + 241, at(z, 2026, 2, 20, 9, 1)},
		{3*8*60 + 1, at(z, 2026, 2, 23, 9, 1)},
	} {
		if got := x.Add(at(z, 2026, 2, 16, 0, 0), c.work); got != c.want {
			t.Errorf("%d minutes of work end at %d, want %d", c.work, got, c.want)
		}
	}
}

func TestClockChangesAreFollowed(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	var all [7][]Hours
	for d := range all {
		all[d] = []Hours{{0, 24 * 60}}
	}
	x := build(t, Pattern{Zone: z, Week: all}, Date{2026, 3, 28}, 400)
	if got := x.Between(at(z, 2026, 3, 29, 0, 0), at(z, 2026, 3, 30, 0, 0)); got != 23*60 {
		t.Errorf("the day the clocks go forward has %d minutes, want %d", got, 23*60)
	}
	if got := x.Between(at(z, 2026, 10, 25, 0, 0), at(z, 2026, 10, 26, 0, 0)); got != 25*60 {
		t.Errorf("the day the clocks go back has %d minutes, want %d", got, 25*60)
	}
	o := build(t, Pattern{Zone: z, Week: office}, Date{2026, 3, 23}, 30)
	if got, want := o.Next(at(z, 2026, 3, 28, 3, 0)), at(z, 2026, 3, 30, 9, 0); got != want {
		t.Errorf("work resumes at %d, want nine in the morning by the new clock, %d", got, want)
	}
}

func TestPartTimeKeepsTheSumOfTheWeek(t *testing.T) {
	for _, minutes := range []int{32 * 60, 1234, 45 * 60, 7} {
		x := build(t, Pattern{Week: office, PerWeek: minutes}, Date{2026, 2, 16}, 7)
		from := at(time.UTC, 2026, 2, 16, 0, 0)
		if got := x.Between(from, from+week); got != int64(minutes) {
			t.Errorf("a week of %d minutes has %d", minutes, got)
		}
		if got := x.Between(from+week, from+2*week); got != int64(minutes) {
			t.Errorf("the repeating week of %d minutes has %d", minutes, got)
		}
	}
}

func TestPatternsThatCannotBe(t *testing.T) {
	for name, p := range map[string]Pattern{
		"no hours":      {},
		"overlap":       {Week: OfficeWeek(Hours{0, 100}, Hours{50, 200})},
		"too long":      {Week: OfficeWeek(Hours{0, 1441})},
		"hours, no day": {PerWeek: 100},
		"share":         {Week: office, Absences: []Absence{{Share: 1001}}},
	} {
		if _, err := Build(p, Date{2026, 2, 16}, 14); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// drawn gives a random calendar over a few days with a random week after it.
func drawn(t *rapid.T, name string) model.Calendar {
	c := model.Calendar{Horizon: model.Minute(rapid.IntRange(4000, 6000).Draw(t, name+" horizon"))}
	at := model.Minute(rapid.IntRange(0, 500).Draw(t, name+" first"))
	for at < c.Horizon-200 {
		to := min(c.Horizon, at+model.Minute(rapid.IntRange(1, 1200).Draw(t, name+" long")))
		c.Spans = append(c.Spans, model.Span{From: at, To: to})
		at = to + model.Minute(rapid.IntRange(1, 2000).Draw(t, name+" gap"))
	}
	for w := model.Minute(rapid.IntRange(0, 3000).Draw(t, name+" week")); w < week-10; {
		to := min(week, w+model.Minute(rapid.IntRange(1, 3000).Draw(t, name+" wlong")))
		c.Week = append(c.Week, model.Span{From: w, To: to})
		w = to + model.Minute(rapid.IntRange(1, 3000).Draw(t, name+" wgap"))
	}
	return c
}

// worksAt is the definition: one minute, looked up plainly.
func worksAt(c *model.Calendar, t model.Minute) bool {
	spans := c.Spans
	if t >= c.Horizon {
		spans, t = c.Week, (t-c.Horizon)%week
	}
	for _, s := range spans {
		if s.From <= t && t < s.To {
			return true
		}
	}
	return false
}

func TestIndexAgreesWithCountingMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t, "c")
		x := Compile(&c)
		a := model.Minute(rapid.IntRange(0, 9000).Draw(t, "a"))
		n := rapid.IntRange(0, 20000).Draw(t, "n")
		worked, next := int64(0), Never
		for m := a; m < a+model.Minute(n); m++ {
			if worksAt(&c, m) {
				worked++
				next = min(next, m)
				if got := x.Add(a, worked); got != m+1 {
					t.Fatalf("Add(%d, %d) = %d, want %d", a, worked, got, m+1)
				}
				if got := x.Back(m+1, 1); got != m {
					t.Fatalf("Back(%d, 1) = %d, want %d", m+1, got, m)
				}
			}
		}
		if got := x.Between(a, a+model.Minute(n)); got != worked {
			t.Fatalf("Between = %d, want %d", got, worked)
		}
		if next != Never && x.Next(a) != next {
			t.Fatalf("Next(%d) = %d, want %d", a, x.Next(a), next)
		}
		if worked > 0 && x.Between(x.Back(a+model.Minute(n), worked), a+model.Minute(n)) != worked {
			t.Fatal("Back does not give the work it was asked for")
		}
	})
}

func TestJointWorkAgreesWithCountingMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := drawn(t, "c"), drawn(t, "d")
		both := []*Index{Compile(&c), Compile(&d)}
		i := Intersect(&c, &d)
		x := Compile(&i)
		a := model.Minute(rapid.IntRange(0, 9000).Draw(t, "a"))
		worked := int64(0)
		for m := a; m < a+15000; m++ {
			if worksAt(&c, m) && worksAt(&d, m) {
				worked++
				if got := AddJoint(both, a, worked); got != m+1 {
					t.Fatalf("AddJoint(%d, %d) = %d, want %d", a, worked, got, m+1)
				}
				if got := x.Add(a, worked); got != m+1 {
					t.Fatalf("Intersect: Add(%d, %d) = %d, want %d", a, worked, got, m+1)
				}
			}
		}
		if got := BetweenJoint(both, a, a+15000); got != worked {
			t.Fatalf("BetweenJoint = %d, want %d", got, worked)
		}
	})
}

func TestWithoutTakesTimeOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t, "c")
		var off []model.Span
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			f := model.Minute(rapid.IntRange(0, 20000).Draw(t, "from"))
			off = append(off, model.Span{From: f, To: f + model.Minute(rapid.IntRange(1, 4000).Draw(t, "long"))})
		}
		d := Without(c, off)
		x := Compile(&d)
		for m := model.Minute(0); m < 30000; m += 7 {
			want := worksAt(&c, m)
			for _, o := range off {
				want = want && (m < o.From || m >= o.To)
			}
			if got := x.Between(m, m+1) == 1; got != want {
				t.Fatalf("minute %d works: %v, want %v", m, got, want)
			}
		}
	})
}

func TestAroundTheClock(t *testing.T) {
	for _, x := range []*Index{nil, {}, Compile(&model.Calendar{}), Compile(nil)} {
		if !x.Always() || x.Add(5, 7) != 12 || x.Next(5) != 5 || x.Between(5, 9) != 4 || x.Back(9, 4) != 5 {
			t.Error("a calendar that always works must count every minute")
		}
	}
}

func TestACalendarThatEndsIsNeverDone(t *testing.T) {
	x := Compile(&model.Calendar{Spans: []model.Span{{From: 10, To: 20}}, Horizon: 20})
	if x.Add(0, 10) != 20 || x.Add(0, 11) != Never || x.Next(20) != Never {
		t.Error("work past the end of a calendar that does not repeat must never be done")
	}
}
