package decode

import "plumbline/schedule/model"

// Weights steer the choice of people while a schedule is generated, and give the
// schedule its score: each is the price of one unit, in a common currency.
type Weights struct {
	Soon       int64 // per minute of a seat's finish, while choosing
	Lateness   int64 // per weighted minute late, or of a buffer used up
	Finish     int64 // per minute of the last finish
	Mean       int64 // per thousandth of a minute of the mean finish of tasks
	Cost       int64 // per minor unit
	Growth     int64 // per minute practised (a gain)
	Resilience int64 // per skill left with one person
	HandOver   int64 // per hand-over
	Over       int64 // per minor unit over the budget
	Change     int64 // per assignment that differs from the current plan
}

// stretch tells whether people one level below are offered work while others could.
func (w *Weights) stretch() bool { return w.Growth > w.Soon || w.Resilience > 0 }

// OnlyTime tells whether nothing but dates is weighed.
func (w *Weights) OnlyTime() bool {
	return w.Finish > 0 && w.Cost == 0 && w.Growth == 0 && w.Resilience == 0 && w.HandOver == 0
}

// Score is the price of a plan's measures; less is better. Every plan pays the mean
// finish a little, so that what decides nothing still ends soon.
func (w *Weights) Score(p *model.Problem, m *model.Measures, plan *model.Plan) int64 {
	sum := int64(0)
	for i := range plan.Placements {
		sum += int64(plan.Placements[i].Finish - p.Start)
	}
	return w.price(p, m, sum)
}

func (w *Weights) price(p *model.Problem, m *model.Measures, sum int64) int64 {
	mean := int64(0)
	if len(p.Tasks) > 0 {
		mean = sum * 1000 / int64(len(p.Tasks))
	}
	return (m.Lateness+m.Buffer)*w.Lateness + int64(m.Finish-p.Start)*w.Finish + mean*w.Mean/1000 + m.Cost*w.Cost - m.Growth*w.Growth +
		int64(m.Singles)*w.Resilience + int64(m.HandOvers)*w.HandOver + m.Over*w.Over + int64(m.Changes)*w.Change
}
