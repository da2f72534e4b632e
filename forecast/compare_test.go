package forecast

import (
	"context"
	"math"
	"slices"
	"testing"

	"plumbline/forecast/forecasttest"
	"plumbline/schedule/model"
)

func compare(t *testing.T, a, b Input) *Difference {
	t.Helper()
	d, err := Compare(context.Background(), a, b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheSameQuestionTwiceDiffersByNothing(t *testing.T) {
	in := question(2, 30, 6)
	in.Trials = 1000
	d := compare(t, in, in)
	if d.Finish.Sooner != 0 || d.Finish.Error != 0 || d.Cost != 0 || d.Finish.Decisively {
		t.Fatalf("%+v", d)
	}
}

func TestAMitigationBuysTimeAndOddsWithLittleNoise(t *testing.T) {
	in := simple(10)
	in.Risks = []Risk{{Key: "gateway", Probability: .4, Delay: [3]int64{960, 1440, 2400}, Hits: []int{4}}}
	in.Problem.Milestones[0].Deadline = run(t, in).Milestones[0].P50
	without := in
	without.Risks = nil
	g := compare(t, in, without).Milestones[0]
	if !g.Decisively || g.Sooner <= 0 || g.Odds <= 0.02 || g.Key != "end" {
		t.Fatalf("dropping a risk of three days at 40 %% buys %+v", g)
	}
	// 40 % of about three working days, seven fifths as long in calendar days.
	if days := g.Mean / 1440; days < 1 || days > 3.2 {
		t.Fatalf("on average it buys %.1f days", days)
	}
	alone := float64(g.Before.P90-g.Before.P10) / math.Sqrt(2000)
	if g.MeanError > alone/2 {
		t.Fatalf("the error of %.0f minutes is no smaller than two runs apart would give (%.0f)", g.MeanError, alone)
	}
}

func TestDroppedScopeIsComparedInTheSameFutures(t *testing.T) {
	in := simple(10)
	p, plan := forecasttest.Row(8)
	fewer := Input{Problem: p, Plan: plan, Tasks: in.Tasks[:8]}
	d := compare(t, in, fewer)
	if days := d.Finish.Mean / 1440; days < 1.5 || days > 4.5 {
		t.Fatalf("two days of work less are %.1f days", days)
	}
	s, _ := simulateAll(context.Background(), &in, nil)
	o := fewer
	o.Trials, o.Seed = in.Trials, in.Seed
	u, _ := simulateAll(context.Background(), &o, s.b)
	for i := range s.finish {
		if u.finish[i] > s.finish[i] {
			t.Fatalf("trial %d ends later with less to do", i)
		}
	}
}

func TestMilestonesOnlyOneSideHasAreLeftOut(t *testing.T) {
	in := simple(4)
	other := simple(4)
	other.Problem.Milestones = []model.Milestone{{Key: "else", Tasks: []int{0}}}
	if d := compare(t, in, other); len(d.Milestones) != 0 {
		t.Fatalf("%+v", d.Milestones)
	}
}

func TestWhatComparisonsLeaveOutChangesNoFinish(t *testing.T) {
	in := question(2, 30, 6)
	in.Trials = 1000 // more than the pilot
	whole, err := simulateAll(context.Background(), &in, nil)
	if err != nil {
		t.Fatal(err)
	}
	short := in
	short.brief = true
	brief, err := simulateAll(context.Background(), &short, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(whole.finish, brief.finish) || !slices.Equal(whole.cost, brief.cost) || !slices.EqualFunc(whole.milestones, brief.milestones, slices.Equal[[]int32]) {
		t.Fatal("the trials of a comparison are not those of a run")
	}
}
