// Package gain is what one plan buys over another when both live through the same
// futures, each figure with its own uncertainty.
package gain

import (
	"math"
	"slices"

	"plumbline/forecast"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/schedule/model"
)

// Effect is a difference at one milestone, each figure with its standard error.
type Effect struct {
	Milestone record.ID `json:"milestone"`
	Odds      float64   `json:"odds"` // of the promised or wanted day, −1 to 1; 0 where no day is wanted
	OddsError float64   `json:"odds_error"`
	Days      float64   `json:"days"` // that the 80 % day comes sooner
	DaysError float64   `json:"days_error"`
	Without   float64   `json:"without"` // the odds with the second plan: without a risk, with a mitigation
}

// Effects gives a difference by milestone of the first plan's simulation; a milestone
// that the second does not have is left out.
func Effects(s *plan.Simulation, d *forecast.Difference) []Effect {
	out := []Effect{}
	for _, g := range d.Milestones {
		i := slices.IndexFunc(s.Problem.Milestones, func(m model.Milestone) bool { return m.Key == g.Key })
		out = append(out, Effect{Milestone: s.Marks[i], Odds: Number(g.Odds), OddsError: Number(g.OddsError), Days: g.Sooner / 1440, DaysError: Number(g.Error) / 1440,
			Without: Number(g.After.Odds)})
	}
	return out
}

// Certain says that the effect is over twice its error, in odds or in days.
func (e *Effect) Certain() bool {
	return math.Abs(e.Odds) > 2*e.OddsError && math.Abs(e.Odds) >= 0.005 || math.Abs(e.Days) > 2*e.DaysError && math.Abs(e.Days) >= 0.25
}

// Number is 0 where there is no figure: JSON knows none.
func Number(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}

// Points is a difference of probabilities in points of percent, without its sign.
func Points(name string, p float64) statement.Arg {
	return statement.N(name, math.Round(1000*math.Abs(p))/10)
}

// Days is a number of days to a tenth, without the word.
func Days(name string, days float64) statement.Arg { return statement.N(name, Round(days, 1)) }

// Round keeps some places after the point.
func Round(x float64, places int) float64 {
	by := math.Pow(10, float64(places))
	return math.Round(x*by) / by
}
