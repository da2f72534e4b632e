package risk

import (
	"cmp"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/gain"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is the register as a viewer sees it: what threatens most first.
type Answer struct {
	answer.Head
	Risks       []Row        `json:"risks"`
	Suggestions []Suggestion `json:"suggestions"`
	Dismissed   int          `json:"dismissed"`
	Stale       bool         `json:"stale"` // records changed since the values were made
}

// Row is one open risk.
type Row struct {
	answer.Rec
	Version     int                  `json:"version"`
	Probability float64              `json:"probability"` // as believed, 0–1
	Low         float64              `json:"low,omitempty"`
	High        float64              `json:"high,omitempty"`
	Now         float64              `json:"now"`     // as the plan's mitigations leave it
	Remains     float64              `json:"remains"` // once all of them are done
	Hits        []answer.Rec         `json:"hits"`
	Owner       *answer.Person       `json:"owner,omitempty"`
	Response    string               `json:"response,omitempty"`
	Trigger     string               `json:"trigger,omitempty"`
	Watched     bool                 `json:"watched"` // the trigger is a rule on evidence
	Seen        *Sign                `json:"seen,omitempty"`
	Takes       []Threat             `json:"takes"`
	Statement   statement.Statement  `json:"statement"`
	Mitigations []Buys               `json:"mitigations"`
	Cost        *statement.Statement `json:"cost,omitempty"` // absent for who may not see rates
	work        record.Minutes       // it likely adds
}

// Threat is what a risk takes from a milestone.
type Threat struct {
	Milestone answer.Rec  `json:"milestone"`
	By        record.Date `json:"by,omitempty"`
	Promised  bool        `json:"promised"`
	Odds      float64     `json:"odds"` // points of probability, 0–1
	OddsError float64     `json:"odds_error"`
	Days      float64     `json:"days"`
	DaysError float64     `json:"days_error"`
	// Saves says that the promise would have its wanted confidence without the risk.
	Saves bool `json:"saves"`
}

// Buys is a mitigation and what it buys.
type Buys struct {
	Task      answer.Rec          `json:"task"`
	Done      bool                `json:"done"`
	Counts    bool                `json:"counts"`
	Work      int64               `json:"work"` // minutes
	Statement statement.Statement `json:"statement"`
}

// Source is what an answer is made from.
type Source struct {
	World  *world.World
	Plan   *plan.Answer // as the viewer sees it
	Values []Value
	Stale  bool
}

// Ask answers for a viewer.
func Ask(src Source, pl *snapshot.Planning, v *snapshot.View) *Answer {
	zone := v.Snapshot().Organisation().Location()
	a := &Answer{Risks: []Row{}, Suggestions: []Suggestion{}, Stale: src.Stale}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "risk", record.DateOf(src.World.Now.In(zone)), src.World.Now.Truncate(time.Second), src.World.Facts()
	known := map[string]bool{}
	for _, r := range snapshot.List[deliver.Risk](v, "risk") {
		if r.Body.Suggestion != "" {
			known[r.Body.Suggestion] = true
		}
		switch {
		case r.Body.Status == "dismissed":
			a.Dismissed++
		case r.Body.Open():
			a.Risks = append(a.Risks, row(&src, r, v, a.AsOf))
		}
	}
	slices.SortStableFunc(a.Risks, func(x, y Row) int { return cmp.Or(cmp.Compare(y.exposure(), x.exposure()), cmp.Compare(x.Key, y.Key)) })
	if src.Plan != nil && len(src.Plan.Tasks) > 0 {
		a.Suggestions = append(a.Suggestions, suggest(sceneOf(&src, pl, v, a.AsOf), known)...)
	}
	a.headline()
	return a
}

func sceneOf(src *Source, pl *snapshot.Planning, v *snapshot.View, today record.Date) *scene {
	s := &scene{world: src.World, view: v, names: world.NamesFor(v), pl: pl, plan: src.Plan, today: today, task: map[record.ID]*snapshot.PlanningTask{}}
	for i := range pl.Tasks {
		s.task[pl.Tasks[i].ID] = &pl.Tasks[i]
	}
	return s
}

// exposure is the most a risk takes from any promise, then from any date.
func (r *Row) exposure() float64 {
	worst := 0.0
	for _, t := range r.Takes {
		worst = max(worst, t.Odds+max(0, t.Days)/1000)
	}
	return worst
}

func row(src *Source, r snapshot.Typed[*deliver.Risk], v *snapshot.View, day record.Date) Row {
	b := r.Body
	out := Row{work: b.Takes(), Rec: answer.RecOf(v, "risk", r.ID), Version: r.Version, Probability: b.Believed(), Low: b.Least.Fraction(), High: b.Most.Fraction(), Now: b.Believed(), Remains: b.Remaining(),
		Response: b.Response, Trigger: b.Trigger, Watched: Watched(b.Trigger), Seen: seen(b.Trigger, src.World, v, day),
		Hits: []answer.Rec{}, Takes: []Threat{}, Mitigations: []Buys{}}
	if b.Owner != "" {
		who := answer.PersonOf(v, string(b.Owner))
		out.Owner = &who
	}
	for _, h := range b.Hits {
		out.Hits = append(out.Hits, answer.RecOf(v, "task", string(h.Task)))
	}
	i := slices.IndexFunc(src.Values, func(x Value) bool { return x.Risk == r.ID })
	if i >= 0 {
		val := &src.Values[i]
		out.Now = val.Probability
		out.takes(src, val)
		out.buys(src, val, v)
		out.money(val, v)
	} else {
		for _, m := range b.Mitigations {
			out.Mitigations = append(out.Mitigations, Buys{Task: answer.RecOf(v, "task", string(m)), Statement: statement.New("risk.buys.unknown")})
		}
	}
	out.Statement = out.say()
	return out
}

func (r *Row) takes(src *Source, val *Value) {
	for _, e := range val.Takes {
		i := slices.IndexFunc(src.Plan.Milestones, func(m plan.MilestoneRow) bool { return m.ID == e.Milestone })
		if i < 0 || e.Odds < 0.0005 && e.Days < 0.05 {
			continue
		}
		m := &src.Plan.Milestones[i]
		t := Threat{Milestone: m.Rec, By: cmp.Or(m.Promised, m.Wanted), Promised: m.Promised != "", Odds: gain.Round(e.Odds, 4), OddsError: gain.Round(e.OddsError, 4),
			Days: gain.Round(e.Days, 2), DaysError: gain.Round(e.DaysError, 2)}
		t.Saves = t.Promised && m.Odds != nil && *m.Odds < m.Confidence && e.Without >= m.Confidence
		r.Takes = append(r.Takes, t)
	}
	slices.SortStableFunc(r.Takes, func(x, y Threat) int { return cmp.Or(cmp.Compare(y.Odds, x.Odds), cmp.Compare(y.Days, x.Days)) })
}

func (r *Row) buys(src *Source, val *Value, v *snapshot.View) {
	for _, m := range val.Mitigations {
		t := snapshot.Body[deliver.Task](v, "task", m.Task)
		if t == nil {
			continue
		}
		b := Buys{Task: answer.RecOf(v, "task", m.Task), Done: t.Status == "done", Counts: m.Counts, Work: int64(t.Work.Likely + t.Lasts)}
		best := gain.Effect{}
		for _, e := range m.Buys {
			if e.Odds > best.Odds || best.Milestone == "" {
				best = e
			}
		}
		b.Statement = bought(src, &b, best)
		r.Mitigations = append(r.Mitigations, b)
	}
}

// bought says what a mitigation buys, and whether it is in time.
func bought(src *Source, b *Buys, e gain.Effect) statement.Statement {
	i := slices.IndexFunc(src.Plan.Milestones, func(m plan.MilestoneRow) bool { return m.ID == e.Milestone })
	if i < 0 {
		return statement.New("risk.buys.unknown")
	}
	args := []statement.Arg{src.Plan.Milestones[i].Arg("milestone"), gain.Points("points", e.Odds), gain.Points("error", e.OddsError), statement.Work("work", float64(b.Work))}
	switch {
	case b.Done:
		return statement.New("risk.buys.done", args...).At(statement.Good)
	case b.Counts:
		return statement.New("risk.buys", args...)
	}
	return statement.New("risk.buys.late", args...).At(statement.Warn)
}

// money is shown to who may see rates: work added costs what people do.
func (r *Row) money(val *Value, v *snapshot.View) {
	if val.Cost < 1 || !answer.SeesRates(v) {
		return
	}
	s := statement.New("risk.cost", statement.Cash("money", int64(val.Cost), v.Snapshot().Organisation().Currency))
	r.Cost = &s
}

func (r *Row) say() statement.Statement {
	if r.Seen != nil {
		return r.Seen.Statement.At(statement.Bad)
	}
	if len(r.Takes) == 0 {
		return statement.New("risk.nothing")
	}
	t := &r.Takes[0]
	switch still := t.By == "" || t.Odds < 0.005; {
	case still && t.Days < 0.5:
		return statement.New("risk.nothing")
	case still:
		return statement.New("risk.days", t.Milestone.Arg("milestone"), statement.Days("days", t.Days))
	}
	return statement.New("risk.takes", gain.Points("points", t.Odds), gain.Points("error", t.OddsError), t.Milestone.Arg("milestone"), statement.On("date", t.By))
}

func (a *Answer) headline() {
	alerts := 0
	for i := range a.Risks {
		if a.Risks[i].Seen != nil {
			alerts++
		}
	}
	switch {
	case alerts > 0:
		i := slices.IndexFunc(a.Risks, func(r Row) bool { return r.Seen != nil })
		a.Headline = statement.New("risk.alert", a.Risks[i].Arg("risk")).At(statement.Bad)
	case len(a.Risks) > 0 && len(a.Risks[0].Takes) > 0 && a.Risks[0].Takes[0].Odds >= 0.005:
		t := &a.Risks[0].Takes[0]
		a.Headline = statement.New("risk.most", a.Risks[0].Arg("risk"), t.Milestone.Arg("milestone"), gain.Points("points", t.Odds), gain.Points("error", t.OddsError))
	case len(a.Risks) > 0:
		a.Headline = statement.New("risk.calm", statement.N("n", len(a.Risks)))
	case len(a.Suggestions) > 0:
		a.Headline = statement.New("risk.only-suggested", statement.N("n", len(a.Suggestions)))
	default:
		a.Headline = statement.New("risk.none")
	}
}

// Holds is the answer as yes or no: no trigger was seen, and no promise lacks its
// confidence for one risk alone.
func (a *Answer) Holds() bool {
	for i := range a.Risks {
		if a.Risks[i].Seen != nil || slices.ContainsFunc(a.Risks[i].Takes, func(t Threat) bool { return t.Saves }) {
			return false
		}
	}
	return true
}

// Alerts gives what Today says of the register.
func (a *Answer) Alerts() []today.Alert {
	var out []today.Alert
	for i := range a.Risks {
		if r := &a.Risks[i]; r.Seen != nil {
			out = append(out, today.Alert{Risk: r.Rec, Sign: r.Seen.Statement, Since: r.Seen.Since, Odds: 1, Hours: float64(r.work) / 60})
		}
	}
	for i := range a.Suggestions {
		s := &a.Suggestions[i]
		out = append(out, today.Alert{ID: s.ID, Suggested: s.Statement, Sign: s.Reason, Odds: s.Take.Believed(), Hours: float64(s.Take.Takes()) / 60})
	}
	return out
}
