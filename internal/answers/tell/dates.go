package tell

import (
	"math"
	"slices"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// sure is the odds of the day that a report calls one to rely on: P80.
const sure = 0.8

// dates tells each milestone ahead with its odds, the promised ones first, and the
// promises that ended in the period.
func (w *writer) dates() {
	for depth, wanted := range []func(m *plan.MilestoneRow) bool{
		func(m *plan.MilestoneRow) bool { return m.Promised != "" },
		func(m *plan.MilestoneRow) bool { return m.Promised == "" && m.Wanted != "" },
		func(m *plan.MilestoneRow) bool { return m.Promised == "" && m.Wanted == "" },
	} {
		for i := range w.Plan.Milestones {
			if m := &w.Plan.Milestones[i]; !m.Done && wanted(m) {
				w.date(depth, m)
			}
		}
	}
	if len(w.items[Dates]) == 0 { // who is told outcomes alone still hears of the next date
		for i := range w.Plan.Milestones {
			if m := &w.Plan.Milestones[i]; !m.Done {
				w.date(0, m)
				break
			}
		}
	}
	for _, m := range snapshot.List[deliver.Milestone](w.View, "milestone") {
		w.ended(m)
	}
}

func (w *writer) date(depth int, m *plan.MilestoneRow) {
	args := []statement.Arg{m.Arg("milestone"), statement.On("sure", w.sureDay(m)), statement.Odds("level", sure)}
	id := "tell.date.open"
	if m.Wanted != "" && m.Odds != nil {
		id = "tell.date.wanted"
		args = append(args, statement.Odds("odds", *m.Odds), statement.On("date", m.Wanted))
		if m.Promised != "" {
			id = "tell.date.promised"
			args = append(args, statement.Words("to", m.To))
		}
	}
	w.say(Dates, depth, m.ID, statement.New(id, args...).On(w.PlanFact, w.fact("milestone", m.ID)))
}

func (w *writer) sureDay(m *plan.MilestoneRow) record.Date {
	return record.DateOf(m.Spread.P80.In(w.Zone))
}

// ended tells how promises of the period came out.
func (w *writer) ended(m snapshot.Typed[*deliver.Milestone]) {
	for _, p := range m.Body.Promises {
		id := map[string]string{"kept": "tell.date.kept", "broken": "tell.date.broken"}[p.End]
		if id == "" || !w.within(p.Date) {
			continue
		}
		s := statement.New(id, answer.RecOf(w.View, "milestone", m.ID).Arg("milestone"), statement.Words("to", p.To), statement.On("date", p.Date))
		w.say(Dates, 0, "ended/"+m.ID+"/"+string(p.Date), s.On(w.fact("milestone", m.ID)))
	}
}

// least is how much a risk must take from a promise to be told: points of its odds, or
// days.
const (
	leastOdds = 0.01
	leastDays = 0.5
)

// risks tells the promises that are not safe, the targets that will be missed, and the
// risks that take most.
func (w *writer) risks() {
	for _, m := range w.ahead() {
		if *m.Odds < m.Confidence {
			w.say(Risks, 0, "promise/"+m.ID, statement.New("tell.risk.promise", m.Arg("milestone"), statement.On("date", m.Promised), statement.Odds("odds", *m.Odds),
				statement.Odds("wanted", m.Confidence)).At(statement.Warn).On(w.PlanFact, w.fact("milestone", m.ID)))
		}
	}
	for i := range w.Risk.Risks {
		w.risk(&w.Risk.Risks[i])
	}
	for _, miss := range w.Purpose.Worst() {
		w.miss(miss)
	}
}

func (w *writer) risk(r *risk.Row) {
	args := []statement.Arg{r.Arg("risk"), statement.Odds("p", r.Now)}
	if r.Owner != nil {
		args = append(args, r.Owner.Arg("owner"))
	}
	if b := snapshot.Body[deliver.Risk](w.View, "risk", r.ID); b != nil && len(b.Cost) > 0 {
		c := b.Cost[len(b.Cost)/2]
		args = append(args, statement.Cash("cost", c.Minor, c.Currency))
	}
	s := statement.Statement{}
	switch {
	case r.Seen != nil:
		s = statement.New("tell.risk.seen", args...).At(statement.Bad)
	case len(r.Takes) > 0 && r.Takes[0].By != "" && r.Takes[0].Odds >= leastOdds:
		t := &r.Takes[0]
		s = statement.New("tell.risk.takes", append(args, t.Milestone.Arg("milestone"), statement.N("points", math.Round(1000*t.Odds)/10))...)
	case len(r.Takes) > 0 && r.Takes[0].Days >= leastDays:
		t := &r.Takes[0]
		s = statement.New("tell.risk.days", append(args, t.Milestone.Arg("milestone"), statement.Days("days", t.Days))...)
	default:
		return
	}
	w.say(Risks, 0, r.ID, s.On(w.fact("risk", r.ID), w.PlanFact))
}

// miss tells a key result that will probably be missed.
func (w *writer) miss(m align.Missing) {
	facts := []statement.Fact{w.fact("objective", m.Objective.ID)}
	if m.Result.Plan != nil {
		facts = append(facts, w.PlanFact)
	}
	w.say(Risks, 0, "result/"+m.Objective.ID+"/"+m.Result.Name, statement.New("tell.risk.result", statement.Words("name", m.Result.Name),
		statement.Words("target", align.Amount(m.Result.Target, m.Result.Unit)), statement.Odds("odds", m.Result.Odds()), statement.On("by", m.Result.By)).At(statement.Warn).On(facts...))
}

// asks tells what somebody has to do: agree on another date, decide, look again, free
// what is blocked.
func (w *writer) asks() {
	for _, m := range w.ahead() {
		if day := w.sureDay(m); *m.Odds < m.Confidence && day > m.Promised {
			w.say(Asks, 0, "promise/"+m.ID, statement.New("tell.ask.promise", m.Arg("milestone"), statement.On("sure", day), statement.On("date", m.Promised)).On(w.PlanFact, w.fact("milestone", m.ID)))
		}
	}
	for i := range w.Decided.Items {
		item := &w.Decided.Items[i]
		args := []statement.Arg{item.Arg("decision")}
		if len(item.Deciders) > 0 {
			args = append(args, statement.Somebodies("people", w.deciders(item.Deciders)))
		}
		if item.Due != "" {
			args = append(args, statement.On("due", item.Due))
		}
		switch {
		case item.State == "overdue":
			w.say(Asks, 0, "decide/"+item.ID, statement.New("tell.ask.overdue", args...).At(statement.Warn).On(w.fact("decision", item.ID)))
		case item.State == "waits" && item.Status == "proposed":
			w.say(Asks, 0, "decide/"+item.ID, statement.New("tell.ask.decide", args...).On(w.fact("decision", item.ID)))
		case item.State == "expired":
			w.say(Asks, 2, "review/"+item.ID, statement.New("tell.ask.review", args[0], statement.On("date", item.Review)).On(w.fact("decision", item.ID)))
		}
	}
	for _, t := range snapshot.List[deliver.Task](w.View, "task") {
		if t.Body.Status == "blocked" {
			w.say(Asks, 2, "blocked/"+t.ID, statement.New("tell.ask.blocked", answer.RecOf(w.View, "task", t.ID).Arg("task")).On(w.fact("task", t.ID)))
		}
	}
}

func (w *writer) deciders(list []answer.Person) []statement.Arg {
	var out []statement.Arg
	for _, p := range list {
		if p.ID != "" {
			out = append(out, p.Arg("person"))
		}
	}
	return slices.Clip(out)
}
