package sim_test

import (
	"math"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/internal/sim"
)

func TestSameSeedSameOrganisation(t *testing.T) {
	a, b := sim.New(sim.Options{Seed: 7}), sim.New(sim.Options{Seed: 7})
	if !reflect.DeepEqual(a, b) {
		t.Error("two organisations of one seed differ")
	}
	if reflect.DeepEqual(a.Areas, sim.New(sim.Options{Seed: 8}).Areas) {
		t.Error("another seed gives the same areas")
	}
}

func draw(t *rapid.T) sim.Options {
	return sim.Options{
		Seed: rapid.Uint64().Draw(t, "seed"), People: rapid.IntRange(2, 40).Draw(t, "people"),
		Areas: rapid.IntRange(1, 50).Draw(t, "areas"), Tasks: rapid.IntRange(1, 150).Draw(t, "tasks"),
		Weeks: rapid.IntRange(26, 160).Draw(t, "weeks"),
		Today: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 700).Draw(t, "day")),
	}
}

func TestStructureHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := sim.New(draw(t))
		checkPeople(t, o)
		checkAreas(t, o)
		checkTasks(t, o)
	})
}

func checkPeople(t *rapid.T, o *sim.Organisation) {
	keys := map[string]bool{}
	mails := map[string]int{}
	for i, p := range o.People {
		if keys[p.Key] {
			t.Fatalf("two people are called %s", p.Key)
		}
		keys[p.Key] = true
		if (i < o.Active) != p.Left.IsZero() {
			t.Fatalf("%s: active and left disagree", p.Key)
		}
		if !p.Left.IsZero() && !p.Left.After(p.Joined) {
			t.Fatalf("%s left before joining", p.Key)
		}
		for _, id := range p.Identities {
			if was, ok := mails[id.Email]; ok && was != i {
				t.Fatalf("%s belongs to two people", id.Email)
			}
			mails[id.Email] = i
		}
	}
}

func checkAreas(t *rapid.T, o *sim.Organisation) {
	if d := o.Start.Weekday(); d != time.Monday {
		t.Fatalf("the first week starts on a %s", d)
	}
	if days := o.Today.Sub(o.WeekStart(o.Weeks()-1)).Hours() / 24; days < 0 || days > 6 {
		t.Fatalf("today lies %v days into the last week", days)
	}
	for i, a := range o.Areas {
		for _, s := range a.Stints {
			if s.From >= s.To && s.To != o.Weeks() || s.To > o.People[s.Person].To || s.From < o.People[s.Person].From {
				t.Fatalf("%s: %+v outside the person's weeks %d to %d", a.Key, s, o.People[s.Person].From, o.People[s.Person].To)
			}
		}
		if len(o.Knowers(i)) == 0 && len(a.Stints) == 0 {
			t.Fatalf("%s was never worked on", a.Key)
		}
	}
}

func checkTasks(t *rapid.T, o *sim.Organisation) {
	for i, k := range o.Tasks {
		if k.Low <= 0 || k.Low > k.Likely || k.Likely > k.High {
			t.Fatalf("%s: guess %d-%d-%d", k.Key, k.Low, k.Likely, k.High)
		}
		if k.Actual <= 0 {
			t.Fatalf("%s takes no time", k.Key)
		}
		if len(o.Able(k.Seats[0])) == 0 {
			t.Fatalf("%s: nobody can do it", k.Key)
		}
		for _, j := range k.After {
			if j >= i {
				t.Fatalf("%s waits for a later task", k.Key)
			}
			if k.Status != "todo" && o.Tasks[j].Status != "done" {
				t.Fatalf("%s is %s before %s", k.Key, k.Status, o.Tasks[j].Key)
			}
			if k.Status != "todo" && k.Started.Before(o.Tasks[j].Ended) {
				t.Fatalf("%s began before %s ended", k.Key, o.Tasks[j].Key)
			}
		}
		if k.Status == "done" && (k.Ended.After(o.Today.AddDate(0, 0, 1)) || k.Ended.Before(k.Started)) {
			t.Fatalf("%s ended at %v", k.Key, k.Ended)
		}
	}
}

func TestTruckFactorAgreesWithLeavingPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := sim.New(sim.Options{Seed: rapid.Uint64().Draw(t, "seed"), People: 8, Areas: 12})
		all := make([]int, o.Active)
		for i := range all {
			all[i] = i
		}
		known := len(o.LeftWithNobody(all...))
		n := o.TruckFactor(func(int) bool { return true })
		if n < 1 || n > o.Active {
			t.Fatalf("truck factor %d of %d people", n, o.Active)
		}
		for p := range o.Active {
			if n > 1 && len(o.LeftWithNobody(p))*2 > known {
				t.Fatalf("one person leaves more than half, yet the factor is %d", n)
			}
		}
	})
}

func TestDrawsHaveTheirMeans(t *testing.T) {
	r := sim.Rand(3, "means")
	const n = 200000
	var g, s, w, p float64
	for range n {
		g += sim.Gamma(r, 4.5, 2)
		s += sim.Gamma(r, 0.5, 2)
		w += sim.Weibull(r, 1.3, 2)
		p += float64(sim.Poisson(r, 2))
	}
	for name, sum := range map[string]float64{"gamma": g, "gamma of small shape": s, "weibull": w, "poisson": p} {
		if mean := sum / n; math.Abs(mean-2) > 0.03 {
			t.Errorf("%s: mean %.3f, want 2", name, mean)
		}
	}
}

func TestActualsFollowTheirLaw(t *testing.T) {
	law := sim.Durations()
	p10, p50, p90 := law.Quantile(0.1), law.Quantile(0.5), law.Quantile(0.9)
	if !(p10 < 0.6 && p50 > 0.8 && p50 < 1.2 && p90 > 1.8) {
		t.Errorf("quantiles %.2f %.2f %.2f", p10, p50, p90)
	}
	under, all := 0, 0
	for seed := range uint64(200) {
		for _, f := range sim.New(sim.Options{Seed: seed, Areas: 4, Tasks: 4, Finished: 50}).Finished {
			all++
			if float64(f.Actual) <= p90*float64(f.Likely) {
				under++
			}
		}
	}
	if share := float64(under) / float64(all); math.Abs(share-0.9) > 0.015 {
		t.Errorf("%.3f of the actuals lie under P90", share)
	}
}
