package today

import (
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
)

// between gives the promises between teams in a state; the answer on promises is asked
// once for all its rules.
func (s *scene) between(state string) []*promises.Promise {
	if s.given == nil {
		o := promises.Source{Today: s.today, Zone: s.view.Snapshot().Organisation().Location()}
		if s.plan != nil {
			o.Marks, o.Plan = s.plan.Marks, s.plan.Fact
		}
		s.given = promises.Ask(s.world, s.view, o)
	}
	var out []*promises.Promise
	for _, p := range s.given.In(state) {
		if p.Kind == "promise" {
			out = append(out, p)
		}
	}
	return out
}

// promised finds promises with odds under those agreed.
func (s *scene) promised() []Item {
	var out []Item
	for _, p := range s.between("short") {
		out = append(out, s.pledge("promise", p, statement.Bad, 1-*p.Odds, "Tell or ask"))
	}
	return out
}

// overdue finds promises past their day that nobody has ended.
func (s *scene) overdue() []Item {
	var out []Item
	for _, p := range s.between("overdue") {
		item := s.pledge("overdue", p, statement.Warn, 1, "Say how it ended")
		item.Since = p.Date
		out = append(out, item)
	}
	return out
}

// unheard finds promises of other teams that were not confirmed for long.
func (s *scene) unheard() []Item {
	var out []Item
	for _, p := range s.between("unheard") {
		out = append(out, s.pledge("unheard", p, statement.Info, 1-p.Agreed, "Ask"))
	}
	return out
}

// pledge makes the item of a promise; its arguments serve the sentence and the reason.
func (s *scene) pledge(rule string, p *promises.Promise, level statement.Level, late float64, act string) Item {
	args := []statement.Arg{p.Arg("what"), p.To.Arg("to"), p.From.Arg("from"), statement.On("date", p.Date)}
	if p.Odds != nil {
		args = append(args, statement.Odds("odds", *p.Odds), statement.Odds("agreed", p.Agreed))
	}
	said := record.Date("")
	if p.Said == nil {
		args = append(args, statement.Words("never", "never"))
	} else {
		said = p.Said.On
		args = append(args, statement.On("said", said))
	}
	if n := len(p.Waits); n > 0 {
		args = append(args, statement.N("waits", n))
	}
	return Item{ID: rule + "/" + p.ID, Rule: rule, Level: level, Cost: s.counted(late, 1+len(p.Waits)), Since: said, Evidence: p.Statement.Evidence,
		Tags:      []string{"promise", p.From.Title + " → " + p.To.Title},
		Statement: statement.New("today."+rule, args...), Reason: statement.New("today."+rule+".why", args...), Action: open(act, "q", "/align/promises?at="+p.At)}
}
