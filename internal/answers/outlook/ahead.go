package outlook

import (
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Ahead is when all open work of a project, or all that serves an objective, is done.
type Ahead struct {
	answer.Rec
	Open      int                 `json:"open"` // tasks left
	P10       record.Date         `json:"p10"`
	P50       record.Date         `json:"p50"`
	P80       record.Date         `json:"p80"`
	P90       record.Date         `json:"p90"`
	By        record.Date         `json:"by,omitempty"`   // the project's target, the end of the objective's period
	Odds      *float64            `json:"odds,omitempty"` // by the end of that day
	Statement statement.Statement `json:"statement"`
	Money     *Money              `json:"money,omitempty"` // absent for who may not see rates
}

// Money is what is left costs, in minor units, and the odds of the budget.
type Money struct {
	Currency  string               `json:"currency"`
	P10       int64                `json:"p10"`
	P50       int64                `json:"p50"`
	P80       int64                `json:"p80"`
	P90       int64                `json:"p90"`
	Spent     int64                `json:"spent"`
	Budget    int64                `json:"budget,omitempty"`
	Odds      *float64             `json:"odds,omitempty"` // that spent and left stay within the budget
	Statement *statement.Statement `json:"statement,omitempty"`
}

// ahead tells projects and objectives apart, the first to be wanted first.
func (a *Answer) ahead(r *plan.Result, v *snapshot.View, zone *time.Location) {
	a.Projects, a.Objectives = []Ahead{}, []Ahead{}
	if r == nil {
		return
	}
	for i := range r.Wholes {
		w := &r.Wholes[i]
		if v.Get(w.Kind, w.ID) == nil {
			continue
		}
		row := aheadOf(w, v, zone)
		if w.Kind == "project" {
			a.Projects = append(a.Projects, row)
		} else {
			a.Objectives = append(a.Objectives, row)
		}
	}
	byDay := func(x, y Ahead) int {
		switch {
		case x.By == y.By:
			return 0
		case y.By == "" || x.By != "" && x.By < y.By:
			return -1
		}
		return 1
	}
	slices.SortStableFunc(a.Projects, byDay)
	slices.SortStableFunc(a.Objectives, byDay)
}

func aheadOf(w *plan.Whole, v *snapshot.View, zone *time.Location) Ahead {
	on := func(t time.Time) record.Date { return record.DateOf(t.In(zone)) }
	out := Ahead{Rec: answer.RecOf(v, w.Kind, w.ID), Open: w.Open, P10: on(w.Spread.P10), P50: on(w.Spread.P50), P80: on(w.Spread.P80), P90: on(w.Spread.P90), By: w.By, Odds: w.Odds}
	args := []statement.Arg{out.Arg("what"), statement.Between("range", out.P10, out.P90), statement.N("n", w.Open)}
	out.Statement = statement.New("outlook.whole", args...)
	if w.Odds != nil && w.By != "" {
		out.Statement = statement.New("outlook.whole.by", append(args, statement.Odds("odds", *w.Odds), statement.On("by", w.By))...)
	}
	if w.Kind == "project" && w.Money[3] > 0 && answer.SeesRates(v) {
		out.Money = moneyOf(w, v)
	}
	return out
}

func moneyOf(w *plan.Whole, v *snapshot.View) *Money {
	m := &Money{Currency: v.Snapshot().Organisation().Currency, P10: w.Money[0], P50: w.Money[1], P80: w.Money[2], P90: w.Money[3], Spent: w.Spent, Budget: w.Budget, Odds: w.Within}
	if w.Within != nil {
		s := statement.New("outlook.budget", statement.Odds("odds", *w.Within), statement.Cash("budget", w.Budget, m.Currency), statement.Cash("spent", w.Spent, m.Currency))
		m.Statement = &s
	}
	return m
}

// Likely says that every day and every budget of projects and objectives has better
// than even odds.
func (a *Answer) Likely() bool {
	poor := func(x Ahead) bool {
		return x.Odds != nil && *x.Odds <= 0.5 || x.Money != nil && x.Money.Odds != nil && *x.Money.Odds <= 0.5
	}
	return !slices.ContainsFunc(a.Projects, poor) && !slices.ContainsFunc(a.Objectives, poor)
}
