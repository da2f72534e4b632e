package today

import (
	"cmp"
	"math"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// mostSince is how much of each kind of change is told, and swing how far odds have to
// move to be told.
const (
	mostSince = 5
	swing     = 0.1
)

// Since is what changed since an earlier day.
type Since struct {
	Day   record.Date `json:"day"`
	Parts []Section   `json:"parts"`
}

// Standing is what Today found on a day: small enough to keep one for each day.
type Standing struct {
	Found map[string]string  `json:"found"` // the sentence of each thing
	Risks map[record.ID]bool `json:"risks"` // that were open
}

// Standing sums up the answer for comparison with a later day.
func (a *Answer) Standing(v *snapshot.View) Standing {
	out := Standing{map[string]string{}, map[record.ID]bool{}}
	for i := range a.All {
		out.Found[a.All[i].ID] = a.All[i].Statement.Text()
	}
	for _, r := range snapshot.List[deliver.Risk](v, "risk") {
		if r.Body.Open() {
			out.Risks[r.ID] = true
		}
	}
	return out
}

// Then is how things stood on an earlier day: dates and odds by milestone and promise,
// and what Today found where that was kept.
type Then struct {
	Day   record.Date
	Marks map[record.ID]ThenMark
	Found *Standing
}

// ThenMark is one date as it was: the day that was 80 % sure, and the odds of the day
// wanted.
type ThenMark struct {
	P80, Wanted record.Date
	Odds        *float64
}

// Compare adds what has changed since then. Dates and odds come from the kept day;
// decisions and finished work from the days their records name.
func (a *Answer) Compare(v *snapshot.View, plan *Plan, then Then) {
	c := &changes{v, plan, then}
	out := &Since{Day: then.Day, Parts: []Section{}}
	for _, part := range []Section{
		{Title: "Dates and odds", Items: slices.Concat(c.moved(), c.swung(a))},
		{Title: "Decided", Items: c.decided(a.AsOf)},
		{Title: "Finished", Items: c.finished(a.AsOf)},
		{Title: "New risks", Items: c.risks()},
		{Title: "Settled", Items: c.found("since.settled", then.found(), a.Standing(v).Found, nil)},
		{Title: "New here", Items: c.found("since.new", a.Standing(v).Found, then.found(), a.Items)},
	} {
		if len(part.Items) > 0 {
			out.Parts = append(out.Parts, part)
		}
	}
	if len(out.Parts) > 0 {
		a.Since = out
	}
}

func (t *Then) found() map[string]string {
	if t.Found == nil {
		return nil
	}
	return t.Found.Found
}

// changes looks for what changed.
type changes struct {
	view *snapshot.View
	plan *Plan
	then Then
}

// moved says which milestones' 80 % days moved.
func (c *changes) moved() []statement.Statement {
	var out []statement.Statement
	for i := 0; c.plan != nil && i < len(c.plan.Milestones); i++ {
		m := &c.plan.Milestones[i]
		was, known := c.then.Marks[m.Milestone.ID]
		if !known || was.P80 == "" || was.P80 == m.P80 {
			continue
		}
		days := m.P80.In(time.UTC).Sub(was.P80.In(time.UTC)).Hours() / 24
		id, level := "since.later", statement.Warn
		if days < 0 {
			id, level = "since.sooner", statement.Good
		}
		out = append(out, statement.New(id, m.Milestone.Arg("milestone"), statement.Days("days", math.Abs(days)), statement.On("now", m.P80), statement.On("then", was.P80)).At(level).On(m.Plan))
	}
	return out[:min(mostSince, len(out))]
}

// swung says which promises' odds moved, of the same day then and now.
func (c *changes) swung(a *Answer) []statement.Statement {
	var out []statement.Statement
	for i := 0; a.given != nil && i < len(a.given.Promises); i++ {
		p := &a.given.Promises[i]
		was, known := c.then.Marks[p.ID]
		if !p.Open() || !known || was.Odds == nil || p.Odds == nil || p.Source != "plan" || was.Wanted != p.Date || math.Abs(*p.Odds-*was.Odds) < swing {
			continue
		}
		level := statement.Good
		if *p.Odds < *was.Odds {
			level = statement.Warn
		}
		out = append(out, statement.New("since.odds", p.Arg("what"), statement.Words("to", p.To.Title), statement.On("date", p.Date), statement.Odds("then", *was.Odds), statement.Odds("now", *p.Odds)).At(level).On(p.Statement.Evidence...))
	}
	return out[:min(mostSince, len(out))]
}

// decided lists the decisions of the days since.
func (c *changes) decided(today record.Date) []statement.Statement {
	var out []statement.Statement
	for _, d := range snapshot.List[decide.Decision](c.view, "decision") {
		if (d.Body.Status == "accepted" || d.Body.Status == "rejected") && d.Body.Date > c.then.Day && d.Body.Date <= today {
			out = append(out, statement.New("since."+d.Body.Status, answer.RecOf(c.view, "decision", d.ID).Arg("decision"), statement.On("date", d.Body.Date)).On(recordFact(c.view, d.Record)))
		}
	}
	return out[:min(mostSince, len(out))]
}

// finished lists the tasks finished since, the newest first, and counts the others.
func (c *changes) finished(today record.Date) []statement.Statement {
	var all []snapshot.Typed[*deliver.Task]
	for _, t := range snapshot.List[deliver.Task](c.view, "task") {
		if t.Body.Status == "done" && t.Body.Finished > c.then.Day && t.Body.Finished <= today {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(x, y snapshot.Typed[*deliver.Task]) int { return cmp.Compare(y.Body.Finished, x.Body.Finished) })
	var out []statement.Statement
	for _, t := range all[:min(mostSince, len(all))] {
		out = append(out, statement.New("since.finished", answer.RecOf(c.view, "task", t.ID).Arg("task"), statement.On("date", t.Body.Finished)).On(recordFact(c.view, t.Record)))
	}
	if more := len(all) - len(out); more > 0 {
		out = append(out, statement.New("since.more", statement.N("n", more)))
	}
	return out
}

// risks lists open risks that were not open then; nothing where that was not kept.
func (c *changes) risks() []statement.Statement {
	var out []statement.Statement
	if c.then.Found == nil || c.then.Found.Risks == nil {
		return out
	}
	for _, r := range snapshot.List[deliver.Risk](c.view, "risk") {
		if r.Body.Open() && !c.then.Found.Risks[r.ID] {
			out = append(out, statement.New("since.risk", answer.RecOf(c.view, "risk", r.ID).Arg("risk"), statement.Odds("odds", r.Body.Believed())).At(statement.Warn).On(recordFact(c.view, r.Record)))
		}
	}
	return out[:min(mostSince, len(out))]
}

// found says what one day found and the other did not; with only, of those.
func (c *changes) found(id string, here, there map[string]string, only []Item) []statement.Statement {
	var out []statement.Statement
	if c.then.Found == nil {
		return out
	}
	var keys []string
	for k := range here {
		if _, both := there[k]; !both && (only == nil || slices.ContainsFunc(only, func(i Item) bool { return i.ID == k })) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys[:min(mostSince, len(keys))] {
		out = append(out, statement.New(id, statement.Words("what", here[k])))
	}
	return out
}
