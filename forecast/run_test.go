package forecast

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"plumbline/forecast/forecasttest"
	"plumbline/schedule/model"

	"pgregory.net/rapid"
)

func question(seed uint64, tasks, people int) Input {
	p, plan := forecasttest.Team(seed, forecasttest.Options{Tasks: tasks, People: people, Joint: true, Equipment: true})
	in := Input{Problem: p, Plan: plan, Seed: seed, Absence: Absences{DaysAYear: 8, MeanDays: 2}}
	for i := range p.Tasks {
		work := p.Tasks[i].Duration
		for _, s := range p.Tasks[i].Seats {
			work += s.Work
		}
		in.Tasks = append(in.Tasks, Estimate{Single: work, Project: []string{"pay", "web"}[i%2], Kind: "code"})
	}
	in.Risks = []Risk{{Key: "gateway", Probability: .3, Delay: [3]int64{960, 1440, 3840}, Money: [3]int64{1000, 2000, 9000}, Hits: []int{tasks / 2}}}
	return in
}

func TestTheAnswerIsTheSameForAnyNumberOfWorkers(t *testing.T) {
	in := question(3, 60, 8)
	in.Trials = 1500
	var first *Result
	for _, n := range []int{1, 2, 8} {
		in.Workers = n
		r, err := Run(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Milestones {
			r.Milestones[i].Odds, r.Finish.Odds = 0, 0
		}
		for i := range r.Tasks {
			r.Tasks[i].Odds = 0
		}
		r.Cost.Odds = 0
		if first != nil && !reflect.DeepEqual(first, r) {
			t.Fatalf("%d workers answer otherwise", n)
		}
		first = r
	}
}

func run(t *testing.T, in Input) *Result {
	t.Helper()
	r, err := Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// simple is one person's row of tasks of a day each, to be done in two weeks.
func simple(tasks int) Input {
	p, plan := forecasttest.Row(tasks)
	in := Input{Problem: p, Plan: plan, Seed: 7, Trials: 2000}
	for range p.Tasks {
		in.Tasks = append(in.Tasks, Estimate{Single: forecasttest.Day, Project: "row"})
	}
	return in
}

func TestAFinishedTaskIsCertainAndSoIsAMilestoneOfThem(t *testing.T) {
	in := simple(5)
	for i := range in.Problem.Tasks {
		in.Problem.Tasks[i].Progress = model.Progress{Done: true, Finished: in.Problem.Start - 100}
		in.Plan.Placements[i] = model.Placement{Start: in.Problem.Start - 200, Finish: in.Problem.Start - 100}
	}
	in.Problem.Milestones[0].Deadline = in.Problem.Start - 90 // kept ten minutes before
	r := run(t, in)
	if m := r.Milestones[0]; m.Odds != 1 || m.P10 != in.Problem.Start-100 || m.P10 != m.P90 || r.Tasks[2].P10 != r.Tasks[2].P90 {
		t.Fatalf("finished, yet %+v", m)
	}
}

func TestCertainTasksEndWhereThePlanSays(t *testing.T) {
	in := simple(5)
	for i := range in.Tasks {
		in.Tasks[i].Certain = true
	}
	r := run(t, in)
	if m := r.Milestones[0]; m.P10 != in.Plan.Placements[4].Finish || m.P90 != m.P10 {
		t.Fatalf("planned %d, foretold %d to %d", in.Plan.Placements[4].Finish, m.P10, m.P90)
	}
	if want := int64(5 * 8 * 6000); r.Cost.P10 != want || r.Cost.P90 != want {
		t.Fatalf("five days at 60.00 an hour cost %d to %d, want %d", r.Cost.P10, r.Cost.P90, want)
	}
}

func TestQuantilesAreOrderedAndOddsAgreeWithThem(t *testing.T) {
	in := question(5, 50, 8)
	in.Trials = 3000
	in.Problem.Budget.Total = 1
	plain := run(t, in)
	for m, o := range plain.Milestones {
		if !slices.IsSorted(o.Quantiles) || len(o.Quantiles) != 101 {
			t.Fatalf("milestone %d: quantiles are out of order", m)
		}
		in.Problem.Milestones[m].Deadline = o.P80
	}
	for i, o := range plain.Tasks {
		if !slices.IsSorted(o.Quantiles) || o.P10 > o.P50 || o.P80 > o.P90 {
			t.Fatalf("task %d: quantiles are out of order", i)
		}
	}
	for m, o := range run(t, in).Milestones {
		if o.Odds < 0.8 || o.Odds > 0.81 {
			t.Fatalf("milestone %d promised at its P80 has odds of %v", m, o.Odds)
		}
	}
	if plain.Cost.Odds != 0 {
		t.Fatalf("a budget of 0.01 is kept with odds of %v", plain.Cost.Odds)
	}
}

func TestMoreWorkMoreRiskOrLessCapacityNeverRaisesTheOdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := question(rapid.Uint64Range(1, 500).Draw(t, "seed"), 30, 6)
		in.Trials, in.Drivers, in.Absence = 300, -1, Absences{}
		worse := in
		problem := *in.Problem
		worse.Problem = &problem
		switch rapid.SampledFrom([]string{"work", "risk", "likelier", "capacity"}).Draw(t, "worse") {
		case "work":
			// Work added for certain; a larger estimate would also change what is
			// believed of estimates of that size.
			worse.Risks = append(slices.Clone(in.Risks), Risk{Key: "more", Probability: 1, Delay: [3]int64{60, 60, 60}, Hits: []int{1, 4, 8, 12, 29}})
		case "risk":
			worse.Risks = append(slices.Clone(in.Risks), Risk{Key: "new", Probability: .5, Delay: [3]int64{60, 400, 900}, Hits: []int{0, 3, 9}})
		case "likelier":
			worse.Risks = slices.Clone(in.Risks)
			worse.Risks[0].Probability = .8
		case "capacity":
			problem.Calendars = slices.Clone(problem.Calendars)
			for c := range problem.Calendars {
				problem.Calendars[c].Week = problem.Calendars[c].Week[:4] // no Fridays
			}
		}
		a, b := finishes(t, &in), finishes(t, &worse)
		for trial := range a {
			if b[trial] < a[trial] {
				t.Fatalf("trial %d ends %d minutes sooner", trial, a[trial]-b[trial])
			}
		}
	})
}

func finishes(t *rapid.T, in *Input) []int32 {
	s, err := simulateAll(context.Background(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.finish
}

func TestARiskThatAlwaysHappensDelaysAndIsTheDriver(t *testing.T) {
	in := simple(6)
	without := run(t, in)
	in.Risks = []Risk{{Key: "move", Probability: 1, Delay: [3]int64{2400, 2880, 3360}, Money: [3]int64{100_000, 100_000, 100_000}, Hits: []int{2}}}
	with := run(t, in)
	if d := with.Milestones[0].P50 - without.Milestones[0].P50; d < 5*1440 || d > 12*1440 {
		t.Fatalf("six working days of delay move P50 by %d minutes", d)
	}
	if with.Cost.P10 < without.Cost.P10+100_000 {
		t.Fatal("the risk's money is missing")
	}
	in.Risks[0].Probability = .5
	if r := run(t, in); r.Drivers[0].Name != "move" && r.Drivers[1].Name != "move" {
		t.Fatalf("a coin toss over six days is not among the first drivers: %+v", r.Drivers)
	}
}

func TestAbsenceCostsWhatItSays(t *testing.T) {
	in := simple(220)
	for i := range in.Tasks {
		in.Tasks[i].Certain = true
	}
	plain := run(t, in)
	in.Absence = Absences{DaysAYear: 20, MeanDays: 3}
	in.Trials = 4000
	lost := 0.0
	s, err := simulateAll(context.Background(), &in, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range s.finish {
		lost += float64(s.instant(at)-plain.Finish.P50) / 1440 * 5 / 7 / float64(len(s.finish))
	}
	// 220 working days are 44 weeks; 20 days a year make about 18 of them.
	if lost < 15.5 || lost > 20 {
		t.Fatalf("%.1f working days were lost, about 18 expected", lost)
	}
}

func TestAForecastSaysHowMuchOfItIsPrior(t *testing.T) {
	in := simple(5)
	if !noted(run(t, in), NoteNoHistory) {
		t.Error("without history it does not say so")
	}
	in.Tasks[0] = Estimate{Prior: true, Project: "row"}
	in.Track = outcomes(10)
	r := run(t, in)
	if !noted(r, NoteThin) || !noted(r, NotePriors) {
		t.Errorf("ten outcomes and a bare title give only %v", r.Notes)
	}
	in.Track = outcomes(500)
	if noted(run(t, in), NoteThin) {
		t.Error("five hundred outcomes are called thin")
	}
}

func noted(r *Result, code string) bool {
	return slices.ContainsFunc(r.Notes, func(n Note) bool { return n.Code == code })
}

// outcomes are tasks of a day that take a day and a half.
func outcomes(n int) []Outcome {
	var out []Outcome
	for i := range n {
		out = append(out, Outcome{Finished: model.Minute(i), Project: "row", Person: "ana", EstimateMin: 480, ActualMin: 640 + int64(i%5)*40})
	}
	return out
}

func TestATrackRecordMovesTheDatesAndTheFutureDoesNot(t *testing.T) {
	in := simple(10)
	in.Now = 10_000
	in.Track = outcomes(300)
	slow := run(t, in)
	planned := in.Plan.Placements[9].Finish
	if d := slow.Milestones[0].P50 - planned; d < 4*1440 {
		t.Fatalf("who takes half as long again is foretold only %d minutes later than planned", d)
	}
	in.Track = append(in.Track, Outcome{Finished: 20_000, Project: "row", EstimateMin: 1, ActualMin: 9999})
	if later := run(t, in); !reflect.DeepEqual(slow.Milestones[0].Quantiles, later.Milestones[0].Quantiles) {
		t.Fatal("an outcome after now changed the forecast")
	}
}

func TestAStatedRangeWidensTheForecast(t *testing.T) {
	in := simple(1)
	in.Tasks[0] = Estimate{Low: 440, Likely: 480, High: 530, Project: "row"}
	narrow := run(t, in).Finish
	in.Tasks[0] = Estimate{Low: 100, Likely: 400, High: 4000, Project: "row"}
	wide := run(t, in).Finish
	if wide.P90-wide.P10 <= (narrow.P90-narrow.P10)*5/4 {
		t.Fatalf("%d minutes against %d", wide.P90-wide.P10, narrow.P90-narrow.P10)
	}
	in.Tasks[0] = Estimate{Low: 500, Likely: 400, High: 4000}
	if _, err := Run(context.Background(), in); err == nil {
		t.Fatal("an estimate out of order was accepted")
	}
}

func TestBadQuestionsAreRefusedInWords(t *testing.T) {
	good := simple(3)
	for name, spoil := range map[string]func(in *Input){
		"no plan":             func(in *Input) { in.Plan = nil },
		"too few estimates":   func(in *Input) { in.Tasks = in.Tasks[:1] },
		"odds over one":       func(in *Input) { in.Risks = []Risk{{Probability: 1.2}} },
		"a task not there":    func(in *Input) { in.Risks = []Risk{{Hits: []int{9}}} },
		"negative trials":     func(in *Input) { in.Trials = -1 },
		"a year of sick days": func(in *Input) { in.Absence.DaysAYear = 300 },
	} {
		in := good
		spoil(&in)
		if _, err := Run(context.Background(), in); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, good); err == nil {
		t.Error("an ended context gave an answer")
	}
}

func TestTheFanOfRemainingWorkFallsToNothing(t *testing.T) {
	in := simple(8)
	for day := range 60 {
		in.Checkpoints = append(in.Checkpoints, in.Problem.Start+model.Minute(day*1440))
	}
	r := run(t, in)
	first, last := r.Remaining[0], r.Remaining[59]
	if all := int64(8 * forecasttest.Day); first.P10 != all || first.P90 != all {
		t.Fatalf("at the start %d to %d of %d minutes are left", first.P10, first.P90, all)
	}
	if last.P10 != 0 || last.P50 != 0 {
		t.Fatalf("after two months %d to %d are left", last.P10, last.P50)
	}
	for i := 1; i < len(r.Remaining); i++ {
		a, b := r.Remaining[i-1], r.Remaining[i]
		if b.P50 > a.P50 || b.P90 > a.P90 || b.P10 > b.P50 || b.P50 > b.P90 {
			t.Fatalf("the fan rises on day %d: %+v, %+v", i, a, b)
		}
	}
	in.Checkpoints[0] = in.Checkpoints[59] + 1
	if _, err := Run(context.Background(), in); err == nil {
		t.Fatal("checkpoints out of order were accepted")
	}
}

func TestAPlanWithoutTasksOrTrialsBeyondThePilotHasAnAnswer(t *testing.T) {
	empty := Input{Problem: &model.Problem{Start: 1000, Working: model.None, Milestones: []model.Milestone{{Key: "nothing", Deadline: 1000}}}, Plan: &model.Plan{}, Trials: 50}
	if r := run(t, empty); r.Milestones[0].Odds != 1 || r.Finish.P50 != 1000 {
		t.Fatalf("nothing to do, yet %+v", r)
	}
	in := simple(3)
	in.Trials = 3
	if r := run(t, in); r.Trials != 3 || r.Milestones[0].P10 > r.Milestones[0].P90 {
		t.Fatalf("three trials give %+v", r.Milestones[0])
	}
}

func TestAGroupIsToldAsAMilestoneOfItsTasksAndChangesNothing(t *testing.T) {
	in := simple(6)
	in.Trials = 500
	in.Problem.Milestones[0].Deadline = in.Plan.Placements[5].Finish
	plain := run(t, in)
	in.Groups = []Group{{Tasks: in.Problem.Milestones[0].Tasks, By: in.Problem.Milestones[0].Deadline}, {Tasks: []int{0}}}
	r := run(t, in)
	if !reflect.DeepEqual(r.Groups[0].Finish, plain.Milestones[0]) {
		t.Errorf("the group %+v, the milestone %+v", r.Groups[0].Finish.P50, plain.Milestones[0].P50)
	}
	if r.Groups[1].Finish.P50 != r.Tasks[0].P50 && r.Groups[1].Finish.P50 >= r.Groups[0].Finish.P50 {
		t.Errorf("the first task ends at %d, all at %d", r.Groups[1].Finish.P50, r.Groups[0].Finish.P50)
	}
	if !reflect.DeepEqual(r.Milestones, plain.Milestones) || !reflect.DeepEqual(r.Drivers, plain.Drivers) || r.Last != plain.Last {
		t.Error("watching changed the forecast")
	}
}
