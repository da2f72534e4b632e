package simulate_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"plumbline/forecast/forecasttest"
	"plumbline/forecast/simulate"
	"plumbline/schedule/model"
	"plumbline/schedule/verify"

	"pgregory.net/rapid"
)

func sound(t rapid.TB, what string, p *model.Problem, plan *model.Plan) {
	t.Helper()
	for i, v := range verify.Check(p, plan) {
		if i == 5 {
			break
		}
		t.Errorf("%s: %s: %s", what, v.Rule, v.Text)
	}
	if t.Failed() {
		t.FailNow()
	}
}

func team(t *rapid.T) (*model.Problem, *model.Plan, *simulate.Graph) {
	p, plan := forecasttest.Team(rapid.Uint64().Draw(t, "seed"), forecasttest.Options{
		Tasks: rapid.IntRange(1, 60).Draw(t, "tasks"), People: rapid.IntRange(4, 12).Draw(t, "people"),
		Joint: rapid.Bool().Draw(t, "joint"), Equipment: rapid.Bool().Draw(t, "equipment"), Begun: rapid.Bool().Draw(t, "begun"),
	})
	sound(t, "the plan itself", p, plan)
	g, err := simulate.Compile(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	return p, plan, g
}

func TestGoingAsPlannedIsThePlanOrSooner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, plan, g := team(t)
		trial := g.New()
		trial.Run()
		for i := range p.Tasks {
			if got := trial.Finish(i); got > plan.Placements[i].Finish {
				t.Fatalf("task %d ends at %d, planned at %d", i, got, plan.Placements[i].Finish)
			}
		}
		sound(t, "the replay", trial.Problem(), trial.Plan())
	})
}

func TestEveryTrialIsAPlanThatCouldBeCarriedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, g := team(t)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "trial"), 3))
		trial := g.New()
		for range 3 {
			draw(rng, p, trial)
			trial.Run()
			sound(t, "a trial", trial.Problem(), trial.Plan())
		}
	})
}

func TestATrialRunFromAnotherIsTheTrialRunAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, plan, _ := team(t)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "trial"), 4))
		for to := 1; to < len(p.Tasks); to += 3 {
			p.Deps = append(p.Deps, model.Dependency{From: rng.IntN(to), To: to, Link: model.FinishFinish, Lag: int64(rng.IntN(2) * rng.IntN(2000))})
		}
		g, err := simulate.Compile(p, plan)
		if err != nil {
			t.Skip("the links contradict the plan")
		}
		was, from, alone := g.New(), g.New(), g.New()
		draw(rng, p, was)
		was.Run()
		for range 3 {
			copy(from.Factor, was.Factor)
			copy(from.Extra, was.Extra)
			copy(from.Away, was.Away)
			for range 1 + rng.IntN(3) {
				i := rng.IntN(len(p.Tasks))
				from.Factor[i], from.Extra[i] = rng.Float64()*2, float64(rng.IntN(2)*rng.IntN(300))
			}
			copy(alone.Factor, from.Factor)
			copy(alone.Extra, from.Extra)
			copy(alone.Away, from.Away)
			from.RunFrom(was)
			alone.Run()
			if !reflect.DeepEqual(from.Plan(), alone.Plan()) || from.Cost() != alone.Cost() {
				t.Fatal("what is taken over from another trial differs")
			}
		}
	})
}

// draw makes up durations, extra work and absences of whole days.
func draw(rng *rand.Rand, p *model.Problem, trial *simulate.Trial) {
	for i := range p.Tasks {
		trial.Factor[i] = 0.2 + 2*rng.ExpFloat64()
		trial.Extra[i] = float64(rng.IntN(2) * rng.IntN(300))
	}
	for i := range p.People {
		trial.Away[i] = nil
		at := p.Start
		for range rng.IntN(4) {
			from := at + model.Minute(1440*rng.IntN(20))
			to := from + model.Minute(1440*(1+rng.IntN(5)))
			trial.Away[i] = append(trial.Away[i], model.Span{From: from, To: to})
			at = to + 1
		}
	}
}

func TestMoreWorkNeverEndsAnythingSooner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, g := team(t)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "trial"), 3))
		less, more := g.New(), g.New()
		draw(rng, p, less)
		copy(more.Factor, less.Factor)
		copy(more.Extra, less.Extra)
		copy(more.Away, less.Away)
		for i := range p.Tasks {
			if rng.IntN(4) == 0 {
				more.Factor[i] *= 1 + rng.Float64()
				more.Extra[i] += float64(rng.IntN(200))
			}
		}
		less.Run()
		more.Run()
		for i := range p.Tasks {
			if more.Finish(i) < less.Finish(i) {
				t.Fatalf("task %d ends %d minutes sooner with more work", i, less.Finish(i)-more.Finish(i))
			}
		}
	})
}

func TestFinishedWorkStandsWhateverIsDrawn(t *testing.T) {
	p, plan := forecasttest.Team(5, forecasttest.Options{Tasks: 20, People: 6, Begun: true})
	g, err := simulate.Compile(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	trial := g.New()
	rng := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		draw(rng, p, trial)
		trial.Run()
		for i := range 2 {
			if trial.Finish(i) != p.Tasks[i].Progress.Finished {
				t.Fatalf("a task done at %d ends at %d", p.Tasks[i].Progress.Finished, trial.Finish(i))
			}
		}
	}
}

func TestAPathDecidesTheFinish(t *testing.T) {
	p, plan := forecasttest.Team(8, forecasttest.Options{Tasks: 40, People: 6})
	g, _ := simulate.Compile(p, plan)
	trial := g.New()
	trial.Run()
	last := 0
	for i := range p.Tasks {
		if trial.Finish(i) > trial.Finish(last) {
			last = i
		}
	}
	base := trial.Finish(last)
	var path []int
	trial.Critical(last, func(task int) { path = append(path, task) })
	if path[0] != last || len(path) < 2 {
		t.Fatalf("the path is %v", path)
	}
	for _, i := range path {
		trial.Factor[i] = 1.5
		trial.Run()
		if trial.Finish(last) <= base {
			t.Errorf("task %d is on the path, but half as much work again moves nothing", i)
		}
		trial.Factor[i] = 1
	}
}

func TestAPlanWhoseOrderContradictsItsDependenciesIsRefused(t *testing.T) {
	p, plan := forecasttest.Team(8, forecasttest.Options{Tasks: 4, People: 4})
	p.Deps = []model.Dependency{{From: 0, To: 3}, {From: 3, To: 0}}
	if _, err := simulate.Compile(p, plan); err == nil {
		t.Fatal("compiled")
	}
	if _, err := simulate.Compile(p, &model.Plan{}); err == nil {
		t.Fatal("a plan without placements compiled")
	}
}

func BenchmarkTrial(b *testing.B) {
	p, plan := forecasttest.Team(1, forecasttest.Options{Tasks: 200, People: 20, Equipment: true})
	g, err := simulate.Compile(p, plan)
	if err != nil {
		b.Fatal(err)
	}
	trial := g.New()
	for b.Loop() {
		trial.Run()
	}
}
