package helps

import (
	"cmp"
	"math"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/gain"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/step"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/relax"
)

// Answer is what helps one milestone, as a viewer sees it.
type Answer struct {
	answer.Head
	Milestone  *answer.Rec           `json:"milestone,omitempty"` // nil where there is none
	By         record.Date           `json:"by,omitempty"`        // promised, else wanted
	Odds       *float64              `json:"odds,omitempty"`      // of that day, as things are
	Confidence float64               `json:"confidence"`          // wanted, 0–1
	Steps      []Row                 `json:"steps"`               // what helps by more than chance, the most first
	Kept       []statement.Statement `json:"kept"`                // what mitigations that count already buy
	Tried      int                   `json:"tried"`               // steps, those that buy nothing among them
	Busy       bool                  `json:"busy"`                // being looked for
	Stale      bool                  `json:"stale"`               // records changed since
}

// Row is one step: what to do, what it buys, and the changes that would do it.
type Row struct {
	What      string                `json:"what"` // as schedule/relax names it, or "first"
	Title     string                `json:"title"`
	Steps     []statement.Statement `json:"steps"` // what to do, together
	Gain      statement.Statement   `json:"gain"`
	Then      *float64              `json:"then,omitempty"` // the odds of the day, with it
	Odds      float64               `json:"odds"`           // more, −1 to 1
	OddsError float64               `json:"odds_error"`     // standard error
	Days      float64               `json:"days"`           // that the 80 % day comes sooner
	DaysError float64               `json:"days_error"`
	Notes     []statement.Statement `json:"notes"` // what else it does: to other milestones, to the cost for who may see rates
	Changes   []step.Change         `json:"changes"`
}

// Source is what an answer is made from.
type Source struct {
	Now    time.Time
	Plan   *plan.Answer // as the viewer sees it
	Result *Result      // nil = nothing was looked for yet
	Risks  []risk.Value
	Of     string // key or id of a milestone; "" = the next one
}

// Ask answers for a viewer.
func Ask(s Source, v *snapshot.View) (*Answer, error) {
	a := &Answer{Steps: []Row{}, Kept: []statement.Statement{}}
	a.Question, a.AsOf, a.ComputedAt = "helps", record.DateOf(s.Now.In(v.Snapshot().Organisation().Location())), s.Now.Truncate(time.Second)
	m, err := s.mark(v)
	if err != nil {
		return nil, err
	}
	if m == nil {
		a.Headline = statement.New("helps.nothing")
		a.Missing = append(a.Missing, a.Headline)
		return a, nil
	}
	rec := m.Rec
	a.Milestone, a.By, a.Odds, a.Confidence = &rec, cmp.Or(m.Promised, m.Wanted), m.Odds, m.Confidence
	if s.Result != nil {
		a.ComputedAt, a.Tried = s.Result.Now, len(s.Result.Tried)
		for i := range s.Result.Tried {
			if err := a.step(&s, &s.Result.Tried[i], m, v); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(a.Steps, func(x, y Row) int {
		return cmp.Or(cmp.Compare(x.gives(), y.gives()), cmp.Compare(y.Odds, x.Odds), cmp.Compare(y.Days, x.Days))
	})
	a.mitigations(&s, m, v)
	a.headline(s.Result != nil, m)
	return a, nil
}

// gives says that a step brings the day no nearer and gives up the date: those stand
// last.
func (r *Row) gives() int {
	if relax.Kind(r.What) == relax.Deadline {
		return 1
	}
	return 0
}

// mark is the milestone asked about, else the one the plan speaks of next; nil where
// there is none.
func (s *Source) mark(v *snapshot.View) (*plan.MilestoneRow, error) {
	if s.Of == "" {
		return s.Plan.Next(), nil
	}
	r, err := v.Find("milestone", s.Of)
	if err != nil {
		return nil, err
	}
	for i := range s.Plan.Milestones {
		if s.Plan.Milestones[i].ID == r.ID {
			return &s.Plan.Milestones[i], nil
		}
	}
	return nil, fault.New(fault.NotFound, "%s is not planned.", v.Title(r)).WithHint("Give it tasks, in a project that is planned or active.")
}

// step adds a row where the step buys the milestone something and the viewer may see
// what it is.
func (a *Answer) step(s *Source, t *Tried, m *plan.MilestoneRow, v *snapshot.View) error {
	i := slices.IndexFunc(t.Buys, func(e gain.Effect) bool { return e.Milestone == m.ID })
	if i < 0 || !t.Buys[i].Certain() || t.Buys[i].Odds < 0 || t.Buys[i].Odds < 0.005 && t.Buys[i].Days <= 0 {
		return nil
	}
	said, title, ok := step.SayAll(t.Steps, v)
	if !ok {
		return nil
	}
	changes, ok, err := step.Edits(v, t.Steps)
	if !ok {
		return err
	}
	e := &t.Buys[i]
	row := Row{What: t.Steps[0].What, Title: title, Steps: said, Odds: gain.Round(e.Odds, 4), OddsError: gain.Round(e.OddsError, 4),
		Days: gain.Round(e.Days, 2), DaysError: gain.Round(e.DaysError, 2), Notes: []statement.Statement{}, Changes: changes}
	if m.Odds != nil {
		then := min(1, max(0, *m.Odds+e.Odds))
		row.Then = &then
	}
	row.Gain = row.say(e, a.By)
	a.notes(&row, s, t, m, v)
	a.Steps = append(a.Steps, row)
	return nil
}

// say tells what a step buys: odds where a day is wanted, days where the date moves.
func (r *Row) say(e *gain.Effect, by record.Date) statement.Statement {
	args := []statement.Arg{gain.Days("days", math.Max(0, e.Days)), gain.Days("days_error", e.DaysError)}
	if r.Then == nil || by == "" || e.Odds < 0.005 {
		return statement.New("helps.days", args...).At(statement.Good)
	}
	id := "helps.both"
	switch {
	case r.gives() > 0:
		id = "helps.date"
	case e.Days < 0.25:
		id = "helps.odds"
	}
	return statement.New(id, append(args, statement.Odds("odds", *r.Then), gain.Points("points", e.Odds), gain.Points("error", e.OddsError))...).At(statement.Good)
}

// notes say what else the step does: the scope it gives up, other milestones, cost.
func (a *Answer) notes(row *Row, s *Source, t *Tried, m *plan.MilestoneRow, v *snapshot.View) {
	add := func(st statement.Statement) { row.Notes = append(row.Notes, st) }
	if t.Scope != "" {
		add(statement.New("helps.scope." + t.Scope))
	}
	for i := range t.Buys {
		e := &t.Buys[i]
		if e.Milestone == m.ID || !e.Certain() || v.Get("milestone", e.Milestone) == nil {
			continue
		}
		other := answer.RecOf(v, "milestone", e.Milestone).Arg("milestone")
		switch {
		case e.Odds <= -0.01:
			add(statement.New("helps.other.less", other, gain.Points("points", e.Odds)).At(statement.Warn))
		case e.Odds >= 0.01:
			add(statement.New("helps.other.more", other, gain.Points("points", e.Odds)))
		case e.Days <= -1:
			add(statement.New("helps.other.later", other, statement.Days("days", -e.Days)).At(statement.Warn))
		}
	}
	if c := cost(t, s.Plan, v); !c.IsZero() {
		add(c)
	}
}

// cost is told to who may see rates, where it is over twice its error.
func cost(t *Tried, p *plan.Answer, v *snapshot.View) statement.Statement {
	if p.Cost == nil || math.Abs(t.Cost) < 100 || math.Abs(t.Cost) < 2*t.CostError {
		return statement.Statement{}
	}
	money := statement.Cash("money", int64(math.Abs(t.Cost)), v.Snapshot().Organisation().Currency)
	if t.Cost < 0 {
		return statement.New("helps.cheaper", money)
	}
	return statement.New("helps.dearer", money)
}

// mitigations say what those that count already buy the milestone.
func (a *Answer) mitigations(s *Source, m *plan.MilestoneRow, v *snapshot.View) {
	for i := range s.Risks {
		for _, x := range s.Risks[i].Mitigations {
			k := slices.IndexFunc(x.Buys, func(e gain.Effect) bool { return e.Milestone == m.ID })
			task := snapshot.Body[deliver.Task](v, "task", x.Task)
			if k < 0 || !x.Counts || !x.Buys[k].Certain() || x.Buys[k].Odds < 0.005 || task == nil || task.Done() || v.Get("risk", s.Risks[i].Risk) == nil {
				continue
			}
			e := x.Buys[k]
			a.Kept = append(a.Kept, statement.New("helps.kept", answer.RecOf(v, "task", x.Task).Arg("task"), answer.RecOf(v, "risk", s.Risks[i].Risk).Arg("risk"), gain.Points("points", e.Odds), gain.Points("error", e.OddsError)))
		}
	}
}

func (a *Answer) headline(looked bool, m *plan.MilestoneRow) {
	mark := m.Arg("milestone")
	switch {
	case m.Done:
		a.Headline = statement.New("helps.done", mark)
	case !looked:
		a.Headline = statement.New("helps.unknown", mark)
	case len(a.Steps) == 0:
		a.Headline = statement.New("helps.none", mark, statement.N("n", a.Tried))
	default:
		a.Headline = a.most(&a.Steps[0], mark)
	}
}

// most says what helps most, in odds where it brings any.
func (a *Answer) most(r *Row, mark statement.Arg) statement.Statement {
	what := statement.Words("step", r.Title)
	switch {
	case r.gives() > 0:
		return statement.New("helps.only-date", mark, what, statement.Odds("odds", *r.Then)).At(statement.Warn)
	case r.Then != nil && a.By != "" && r.Odds >= 0.005:
		return statement.New("helps.most", mark, what, statement.Odds("odds", *r.Then), statement.On("by", a.By))
	}
	return statement.New("helps.soonest", mark, what, gain.Days("days", r.Days))
}

// Enough says that the day has its confidence, or that one of the steps would bring it
// without moving the day.
func (a *Answer) Enough() bool {
	if a.Odds == nil || *a.Odds >= a.Confidence {
		return true
	}
	return slices.ContainsFunc(a.Steps, func(r Row) bool { return r.gives() == 0 && r.Then != nil && *r.Then >= a.Confidence })
}
