package promises

import (
	"plumbline/internal/answers/align"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
)

// Mark is what a promise rests on, as the newest plan sees it.
type Mark = align.Mark

// say puts where a promise stands into one sentence.
func (q *asking) say(p *Promise, r *record.Record) {
	args := []statement.Arg{p.Arg("what"), p.To.Arg("to"), statement.On("date", p.Date)}
	if p.To.ID == "" {
		args[1] = statement.Words("to", p.To.Title)
	}
	if p.From != nil {
		args = append(args, p.From.Arg("from"))
	}
	level, id := statement.Level(""), p.State
	facts := []statement.Fact{{Address: "rec:" + string(p.Kind) + "/" + p.ID, Label: q.view.Title(r), When: r.Updated.At}}
	switch p.State {
	case "short":
		level, id = statement.Bad, id+"."+p.Source
		args = append(args, statement.Odds("odds", *p.Odds), statement.Odds("agreed", p.Agreed))
	case "safe":
		level = statement.Good
		if p.Odds != nil {
			args = append(args, statement.Odds("odds", *p.Odds))
		}
	case "overdue", "unheard":
		level = statement.Warn
	case "kept", "broken":
		if p.Ended != "" {
			args = append(args, statement.On("ended", p.Ended))
		}
	}
	if p.Said == nil {
		args = append(args, statement.Words("never", "never"))
	} else {
		args = append(args, statement.On("said", p.Said.On))
	}
	if p.Source == "plan" {
		facts = append(facts, q.Plan)
	}
	p.Statement = statement.New("promises.item."+id, args...).At(level).On(facts...)
}

// steps says what to do about a promise that will not do.
func (q *asking) steps(p *Promise) {
	add := func(href, id string, args ...statement.Arg) {
		p.Steps = append(p.Steps, Step{statement.New(id, args...), href})
	}
	to := statement.Words("to", p.To.Title)
	switch p.State {
	case "overdue":
		add("", "promises.step.end")
	case "unheard":
		add("", "promises.step.ask", statement.Words("from", p.From.Title))
	case "short":
		if p.Source == "word" {
			add("", "promises.step.helps", statement.Words("from", p.From.Title), statement.Odds("odds", *p.Odds))
		} else {
			add("", "promises.step.tell", to, statement.Odds("odds", *p.Odds), statement.On("date", p.Date))
		}
		q.waysOut(p, add)
		if p.Safe != "" {
			add("", "promises.step.day", to, statement.On("date", p.Safe), statement.Odds("agreed", p.Agreed))
		}
	}
	if n := len(p.Waits); n > 0 && len(p.Steps) > 0 {
		add("/deliver/plan", "promises.step.waits", statement.N("n", n), p.Waits[0].Arg("task"))
	}
}

// waysOut names what would help: the ways out that were found for what it rests on,
// else where to look for some.
func (q *asking) waysOut(p *Promise, add func(href, id string, args ...statement.Arg)) {
	if p.Source != "plan" {
		return
	}
	n := 0
	for _, r := range append(p.Rests, p.Rec) {
		for _, way := range q.Ways[r.ID] {
			if n++; n <= 3 {
				p.Steps = append(p.Steps, Step{way, "/deliver/plan"})
			}
		}
	}
	if n == 0 {
		add("/deliver/tradeoffs", "promises.step.ways")
	}
}
