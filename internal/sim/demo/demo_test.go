package demo_test

import (
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"plumbline/internal/sim"
	"plumbline/internal/sim/demo"
)

func names(o *sim.Organisation, areas []int) []string {
	var out []string
	for _, a := range areas {
		out = append(out, o.Areas[a].Key)
	}
	return out
}

func person(t *testing.T, o *sim.Organisation, key string) int {
	for i := range o.People {
		if o.People[i].Key == key {
			return i
		}
	}
	t.Fatalf("nobody is called %s", key)
	return -1
}

func TestWhoseAbsenceLeavesNobody(t *testing.T) {
	o := demo.New(time.Time{})
	for who, want := range map[string][]string{"ana": {"ledger"}, "lea": {"export"}, "jon": {"deploy"}, "mira": nil, "ben": nil} {
		if got := names(o, o.LeftWithNobody(person(t, o, who))); !slices.Equal(got, want) {
			t.Errorf("without %s nobody knows %v, want %v", who, got, want)
		}
	}
	for i := range o.Areas {
		if quiet := len(o.Knowers(i)) == 0; quiet != (o.Areas[i].Key == "notify") {
			t.Errorf("%s: knowers %v", o.Areas[i].Key, o.Knowers(i))
		}
	}
	if len(o.People[:o.Active]) != 12 {
		t.Errorf("%d people are here", o.Active)
	}
}

func TestEverythingMovesWithToday(t *testing.T) {
	a := demo.New(time.Time{})
	b := demo.New(a.Today.AddDate(0, 0, 28))
	for i := range a.Tasks {
		if a.Tasks[i].Status != b.Tasks[i].Status {
			t.Errorf("%s is %s and four weeks later %s", a.Tasks[i].Key, a.Tasks[i].Status, b.Tasks[i].Status)
		}
		if !a.Tasks[i].Ended.IsZero() && !a.Tasks[i].Ended.AddDate(0, 0, 28).Equal(b.Tasks[i].Ended) {
			t.Errorf("%s ended %s and %s", a.Tasks[i].Key, a.Tasks[i].Ended, b.Tasks[i].Ended)
		}
	}
	if !reflect.DeepEqual(a, demo.New(a.Today)) {
		t.Error("the same day gives another demo")
	}
}

func TestTheHardDecisionIsTheOneOfTheCheck(t *testing.T) {
	o := demo.New(time.Time{})
	d := o.Decisions[slices.IndexFunc(o.Decisions, func(d sim.Decision) bool { return d.Key == "D-14" })]
	for i, want := range []float64{6.5, 8.2, 7.4} {
		sum := 0.0
		for k, c := range d.Criteria {
			sum += c.Weight * d.Options[i].Scores[k]
		}
		if math.Abs(sum-want) > 1e-9 {
			t.Errorf("%s weighs %.3f, want %.1f", d.Options[i].Title, sum, want)
		}
	}
	if len(d.Holds) != 2 {
		t.Errorf("%d tasks wait for it", len(d.Holds))
	}
}

func TestAboutHalfIsDoneAndTheRestCanBe(t *testing.T) {
	for day := range 7 {
		checkTasks(t, demo.New(time.Date(2026, 2, 20+day, 0, 0, 0, 0, time.UTC)))
	}
}

func checkTasks(t *testing.T, o *sim.Organisation) {
	t.Helper()
	done := 0
	for i, k := range o.Tasks {
		if k.Status == "done" {
			done++
			if !k.Ended.Before(o.End()) || !k.Started.Before(k.Ended) {
				t.Errorf("%s ran from %s to %s", k.Key, k.Started, k.Ended)
			}
		}
		for _, s := range k.Seats {
			if len(o.Able(s)) == 0 {
				t.Errorf("%s: nobody can take the seat %+v", k.Key, s)
			}
		}
		if k.By >= 0 && !slices.Contains(o.Able(k.Seats[0]), k.By) {
			t.Errorf("%s: %s cannot do it", k.Key, o.People[k.By].Key)
		}
		for _, j := range k.After {
			if j == i || k.Status != "todo" && o.Tasks[j].Status != "done" || k.Status != "todo" && k.Started.Before(o.Tasks[j].Ended.Add(-24*time.Hour)) {
				t.Errorf("%s is %s before %s", k.Key, k.Status, o.Tasks[j].Key)
			}
		}
	}
	if n := len(o.Tasks); done*10 < 4*n || done*10 > 6*n {
		t.Errorf("%d of %d tasks are done", done, n)
	}
}

func TestSomeClaimsDisagreeWithTheTruth(t *testing.T) {
	o := demo.New(time.Time{})
	off := 0
	for _, c := range o.Claims {
		if held := max(0, o.People[c.Person].Levels[c.Skill]); held != c.Level {
			off++
		}
	}
	if off < 6 || off*5 > len(o.Claims) {
		t.Errorf("%d of %d claims are wrong", off, len(o.Claims))
	}
}
