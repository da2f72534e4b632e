package forecasttest

import (
	"fmt"
	"math"
	"math/rand/v2"

	"plumbline/forecast/estimate"
	"plumbline/forecast/simulate"
	"plumbline/schedule/model"
)

// Organisation is a team with a past and a plan whose outcome is known: its work
// follows one of several laws of which none is the forecaster's own.
type Organisation struct {
	Law       string
	Seed      uint64
	Problem   *model.Problem
	Plan      *model.Plan
	Estimates []int64 // by task, in minutes
	Projects  []string
	Track     []estimate.Outcome
	Finish    model.Minute // when everything was really done
	Factor    []float64    // by task: what its work really was, as a multiple of the estimate
	DaysAway  float64      // a person and year, truly
}

// law draws ratios of actual to estimate with mean near one.
type law struct {
	name  string
	ratio func(rng *rand.Rand) float64
}

func laws() []law {
	return []law{
		{"gamma", func(rng *rand.Rand) float64 { return (rng.ExpFloat64() + rng.ExpFloat64() + rng.ExpFloat64()) / 3 }},
		{"weibull", func(rng *rand.Rand) float64 { return 1.08 * math.Pow(rng.ExpFloat64(), 1/1.3) }},
		{"pareto", func(rng *rand.Rand) float64 { return 0.55 + 0.25*math.Pow(rng.Float64(), -1/2.5) }},
		{"as estimated or far off", func(rng *rand.Rand) float64 {
			switch u := rng.Float64(); {
			case u < 0.45:
				return 1
			case u < 0.85:
				return 0.4 + 0.8*rng.Float64()
			}
			return 1.5 + 2.5*rng.Float64()
		}},
		{"triangular", func(rng *rand.Rand) float64 { return 0.3 + 0.7*(rng.Float64()+rng.Float64()) }},
	}
}

// NewOrganisation draws one. Two or three projects ran before, some of them still
// run; each lies off by a factor of its own, uniform on a logarithmic scale, that
// wanders from month to month. The plan holds one project's remaining work.
func NewOrganisation(seed uint64) *Organisation {
	rng := rand.New(rand.NewPCG(seed, 4242))
	l := laws()[seed%uint64(len(laws()))]
	o := &Organisation{Law: l.name, Seed: seed, DaysAway: 8}
	o.Problem, o.Plan = Team(seed, Options{Tasks: 15 + rng.IntN(25), People: 4 + rng.IntN(4)})
	o.Problem.Milestones = []model.Milestone{{Key: "end", Tasks: span(0, len(o.Problem.Tasks))}}
	strength := 0.15 + 0.35*rng.Float64()
	projects := 4 + rng.IntN(4)
	offs := make([]float64, projects)
	for i := range offs {
		offs[i] = strength * math.Sqrt(3) * (2*rng.Float64() - 1)
	}
	month := make([]float64, projects)
	o.past(rng, l, offs, month, strength)
	o.future(rng, l, offs[0]+month[0])
	return o
}

// past lets each project finish some dozens of tasks.
func (o *Organisation) past(rng *rand.Rand, l law, offs, month []float64, strength float64) {
	sizes := []int64{60, 120, 240, 480, 960, 1500}
	n := 120 + rng.IntN(300)
	for k := range n {
		p := rng.IntN(len(offs))
		if k%10 == 0 {
			for i := range month {
				month[i] = 0.7*month[i] + strength*0.5*(2*rng.Float64()-1)
			}
		}
		e := sizes[rng.IntN(len(sizes))]
		took := float64(e) * l.ratio(rng) * math.Exp(offs[p]+month[p])
		o.Track = append(o.Track, estimate.Outcome{Finished: Start - model.Minute((n-k)*200), Project: fmt.Sprint("project-", p),
			Person: o.Problem.People[rng.IntN(len(o.Problem.People))].Key, Kind: "code", EstimateMin: e, ActualMin: max(1, int64(took))})
	}
}

// future draws what the plan's tasks and people really did and replays it.
func (o *Organisation) future(rng *rand.Rand, l law, off float64) {
	g, err := simulate.Compile(o.Problem, o.Plan)
	if err != nil {
		panic(err) // the plans of this package are sound
	}
	trial := g.New()
	for i := range o.Problem.Tasks {
		o.Estimates = append(o.Estimates, o.Problem.Tasks[i].Seats[0].Work)
		o.Projects = append(o.Projects, "project-0")
		trial.Factor[i] = l.ratio(rng) * math.Exp(off)
	}
	for i := range o.Problem.People {
		trial.Away[i] = away(rng, o.DaysAway)
	}
	o.Factor = trial.Factor
	trial.Run()
	for i := range o.Problem.Tasks {
		o.Finish = max(o.Finish, trial.Finish(i))
	}
}

// away draws absences of whole days, one to three at a time, over four years.
func away(rng *rand.Rand, daysAYear float64) (out []model.Span) {
	for day := 0; day < 4*365; day++ {
		if rng.Float64() < daysAYear/2/365*7/5 {
			length := 1 + rng.IntN(3)
			from := Start + model.Minute(day*1440)
			out = append(out, model.Span{From: from, To: from + model.Minute(length*1440)})
			day += length
		}
	}
	return out
}
