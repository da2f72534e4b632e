package plan

import (
	"math"
	"slices"

	"plumbline/forecast"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Whole is when all open work of a project, or all that serves an objective, is done,
// and what that costs. Money rests on the restricted field "rate".
type Whole struct {
	Kind   record.Kind `json:"kind"` // project or objective
	ID     record.ID   `json:"id"`
	Open   int         `json:"open"` // tasks left
	Spread Spread      `json:"spread"`
	By     record.Date `json:"by,omitempty"`
	Odds   *float64    `json:"odds,omitempty"` // by the end of that day
	Money  [4]int64    `json:"money"`          // what is left costs: P10, P50, P80, P90 in minor units
	Spent  int64       `json:"spent"`          // on finished work, at today's rates
	Budget int64       `json:"budget,omitempty"`
	Within *float64    `json:"within,omitempty"` // odds that spent and left stay within the budget
}

// wholes are the groups the forecast is asked for beside milestones: open projects,
// then objectives that have open work.
func (b *builder) wholes() {
	for i := range b.pl.Projects {
		p := &b.pl.Projects[i]
		w := Whole{Kind: "project", ID: p.ID, By: p.Target, Spent: b.spent(p.ID), Budget: p.Budget.Minor}
		b.together(w, func(t *snapshot.PlanningTask) bool { return t.Project == p.ID })
	}
	for i := range b.pl.Objectives {
		o := &b.pl.Objectives[i]
		b.together(Whole{Kind: "objective", ID: o.ID, By: o.To}, func(t *snapshot.PlanningTask) bool { return slices.Contains(t.Objectives, record.Ref(o.ID)) })
	}
}

func (b *builder) together(w Whole, of func(*snapshot.PlanningTask) bool) {
	g := forecast.Group{}
	for i := range b.pl.Tasks {
		if of(&b.pl.Tasks[i]) {
			g.Tasks = append(g.Tasks, i)
			if !b.q.Problem.Tasks[i].Progress.Done && len(b.children[b.pl.Tasks[i].ID]) == 0 {
				w.Open++
			}
		}
	}
	if w.Open == 0 {
		return
	}
	if w.By != "" {
		g.By = b.dayEnd(w.By)
	}
	if w.Budget > 0 && b.priced() {
		g.Budget = max(1, w.Budget-w.Spent)
	}
	b.q.Wholes = append(b.q.Wholes, w)
	b.q.Forecast.Groups = append(b.q.Forecast.Groups, g)
}

// priced says that an hour of everybody here has a cost; a part of it says nothing
// about a budget.
func (b *builder) priced() bool {
	for i := range b.q.Problem.People {
		if b.q.Problem.People[i].Rate == 0 {
			return false
		}
	}
	return len(b.q.Problem.People) > 0
}

// spent is what the finished work of a project cost, in minor units: the time it took
// at the rate of who was planned for it, else at the blended one.
func (b *builder) spent(project record.ID) int64 {
	sum := int64(0)
	for i := range b.pl.Tasks {
		t := &b.pl.Tasks[i]
		if t.Project != project || t.Actual == 0 {
			continue
		}
		rate := b.pl.Organisation.Blended.Minor
		if who := t.Planned.People; len(who) > 0 {
			if p := b.pl.Person(string(who[0])); p != nil {
				rate = b.rate(p)
			}
		}
		sum += int64(t.Actual) * rate / 60
	}
	return sum
}

// told gives the wholes with what the futures say of them.
func (q *Question) told(odds *forecast.Result) []Whole {
	out := slices.Clone(q.Wholes)
	for i := range out {
		w, g := &out[i], &odds.Groups[len(q.Pledges)+i]
		w.Spread = q.spread(g.Finish)
		w.Money = [4]int64{g.Cost.P10, g.Cost.P50, g.Cost.P80, g.Cost.P90}
		if p := g.Finish.Odds; !math.IsNaN(p) {
			w.Odds = &p
		}
		if p := g.Cost.Odds; !math.IsNaN(p) {
			w.Within = &p
		}
	}
	return out
}
