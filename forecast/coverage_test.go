package forecast

import (
	"context"
	"math"
	"testing"

	"plumbline/forecast/forecasttest"
)

// promised forecasts an organisation's plan.
func promised(t *testing.T, o *forecasttest.Organisation, independent bool) Outlook {
	t.Helper()
	in := Input{Problem: o.Problem, Plan: o.Plan, Now: o.Problem.Start, Track: o.Track, Trials: 400, Drivers: -1, Workers: 1,
		Absence: Absences{DaysAYear: o.DaysAway, MeanDays: 2}, independent: independent, Seed: o.Seed}
	for i, e := range o.Estimates {
		in.Tasks = append(in.Tasks, Estimate{Single: e, Project: o.Projects[i], Kind: "code"})
	}
	r, err := Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r.Milestones[0]
}

// kept says how many of n organisations were done by each level of their forecast.
func kept(t *testing.T, n int, independent bool) (share [4]float64) {
	for i := range n {
		o := forecasttest.NewOrganisation(uint64(1000 + i))
		m := promised(t, o, independent)
		for k, p := range []float64{float64(m.P10), float64(m.P50), float64(m.P80), float64(m.P90)} {
			if float64(o.Finish) <= p {
				share[k] += 100 / float64(n)
			}
		}
	}
	return share
}

func TestDatesOfOrganisationsOfKnownTruthAreKeptAsOftenAsTheySay(t *testing.T) {
	const n = 500
	got := kept(t, n, false)
	t.Logf("%.1f", got)
	for i, want := range []float64{10, 50, 80, 90} {
		if within := 3 * math.Sqrt(want*(100-want)/n); math.Abs(got[i]-want) > within {
			t.Errorf("P%.0f came true in %.1f %% of %d organisations, more than %.1f points off", want, got[i], n, within)
		}
	}
}

func TestWithoutCommonCausesTheDatesAreNotKept(t *testing.T) {
	const n = 200
	got := kept(t, n, true)
	t.Logf("%.1f", got)
	if inside := got[3] - got[0]; inside > 80-3*math.Sqrt(80.0*20/n) {
		t.Fatalf("%.0f %% of the dates lay inside P10–P90 although common causes were switched off", inside)
	}
}
