package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"plumbline/internal/files/estimates"
	"plumbline/internal/sim"
)

// History is the year before: finished work as it might come from a tracker. Sums of a
// project go wrong together, and a tenth of the tasks take exactly what was guessed.
func History(o *sim.Organisation) []estimates.Row {
	rng := sim.Rand(seed, "history")
	var out []estimates.Row
	for p, project := range []string{"Wallet", "Instant payouts", "Merchant onboarding", "Old checkout"} {
		pace := math.Exp(0.12 + 0.2*rng.NormFloat64())
		for i := range 110 {
			days := 430 - 4*i + p*9
			at := o.Today.AddDate(0, 0, -max(days, 62)).Add(time.Duration(9+rng.IntN(9)) * time.Hour)
			out = append(out, pastRow(rng, project, o.People[rng.IntN(o.Active)].Key, at, pace))
		}
	}
	slices.SortFunc(out, estimates.Compare)
	return out
}

func pastRow(rng *rand.Rand, project, who string, at time.Time, pace float64) estimates.Row {
	guess := []int64{120, 240, 480, 480, 960, 1440}[rng.IntN(6)]
	took := guess
	if rng.Float64() > 0.1 {
		took = max(15, int64(float64(guess)*pace*math.Exp(0.45*rng.NormFloat64()))/15*15)
	}
	return estimates.Row{At: at.UTC(), Project: project, Person: who, Phase: []string{"feature", "feature", "fix", "chore"}[rng.IntN(4)], Estimate: guess, Actual: took}
}

// promised are dates given in the year before and how they ended: to whom, days ago,
// odds when it was said.
var promised = []struct {
	title, to string
	ago       int
	odds      float64
	kept      bool
}{
	{"Wallet, first users", "Sales", -372, 0.85, true}, {"Wallet for everybody", "Board", -341, 0.8, false}, {"Payouts in pounds", "Sales", -318, 0.8, true},
	{"Payouts within a minute", "Finance", -290, 0.9, true}, {"Onboarding without paper", "Sales", -262, 0.8, true}, {"Identity checks", "Legal", -241, 0.85, true},
	{"Onboarding abroad", "Board", -214, 0.75, false}, {"Old checkout, card vault", "Security", -188, 0.9, true}, {"Old checkout, three banks", "Sales", -160, 0.8, true},
	{"Statements by mail", "Finance", -141, 0.8, true}, {"Payouts at weekends", "Sales", -120, 0.7, false}, {"Freeze before the holidays", "Operations", -76, 0.95, true},
}

// before adds last year's project with its milestones.
func (c *casting) before() {
	at := len(c.o.Projects)
	c.o.Projects = append(c.o.Projects, sim.Project{Key: "YEAR", Title: "The year before", Goal: "Wallet, payouts, onboarding and the old checkout.", Status: "closed", Lead: c.who("dana"), Pace: 1})
	for i, p := range promised {
		end := "broken"
		if p.kept {
			end = "kept"
		}
		c.o.Milestones = append(c.o.Milestones, sim.Milestone{Key: fmt.Sprintf("year-%d", i+1), Title: p.title, Project: at,
			Promises: []sim.Promise{{Date: c.workday(p.ago), To: p.to, Said: c.workday(p.ago - 45), Odds: p.odds, End: end}}})
	}
}
