package today

import (
	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// unlikely is the odds under which a key result is named.
const unlikely = 0.5

// purpose is the answer on alignment, asked once for all its rules.
func (s *scene) purpose() *align.Answer {
	if s.aligned == nil {
		o := align.Options{Today: s.today, Zone: s.view.Snapshot().Organisation().Location()}
		if s.plan != nil {
			o.Marks, o.Plan = s.plan.Marks, s.plan.Fact
		}
		s.aligned = align.Ask(s.world, s.view, o)
	}
	return s.aligned
}

// idle finds active objectives that no open work serves.
func (s *scene) idle() []Item {
	var out []Item
	for _, o := range s.purpose().Idle() {
		out = append(out, Item{ID: "idle/" + o.ID, Rule: "idle", Level: statement.Warn, Cost: s.goal(1),
			Statement: statement.New("today.idle", o.Arg("objective")), Reason: statement.New("today.idle.why", statement.On("to", o.To)), Since: o.From,
			Evidence: s.record("objective", o.ID), Tags: []string{"objective", o.Key}, Action: open("See the objectives", "o", "/align/objectives")})
	}
	return out
}

// offTrack finds key results that will probably be missed.
func (s *scene) offTrack() []Item {
	var out []Item
	for _, m := range s.purpose().Worst() {
		o, r := m.Objective, m.Result
		level := statement.Warn
		if r.Odds() < 0.2 {
			level = statement.Bad
		}
		var facts []statement.Fact
		for _, said := range r.Statements {
			facts = append(facts, said.Evidence...)
		}
		out = append(out, Item{ID: "offtrack/" + o.ID + "/" + record.Slug(r.Name), Rule: "offtrack", Level: level, Cost: s.goal(1 - r.Odds()),
			Statement: statement.New("today.offtrack", statement.Words("name", r.Name), statement.Words("target", align.Amount(r.Target, r.Unit)), statement.Odds("odds", r.Odds()), statement.On("by", r.By)),
			Reason:    statement.New("today.offtrack.why", o.Arg("objective")), Evidence: facts, Tags: []string{"objective", o.Key},
			Action: open("See the objective", "o", "/align/objectives")})
	}
	return out
}

// lookAgain finds strategies and bets whose day for another look has come.
func (s *scene) lookAgain() []Item {
	var out []Item
	for _, t := range s.purpose().Strategies {
		if t.Due {
			out = append(out, s.again("strategy", t.Rec, t.Review, statement.New("today.strategy", t.Arg("strategy"), statement.On("date", t.Review)), statement.New("today.strategy.why")))
		}
	}
	for _, b := range snapshot.List[decide.Bet](s.view, "bet") {
		if look := b.Body.Look; b.Body.Open() && look != "" && look <= s.today {
			rec := answer.RecOf(s.view, "bet", b.ID)
			out = append(out, s.again("bet", rec, look, statement.New("today.bet", rec.Arg("bet"), statement.On("date", look)), statement.New("today.bet.why", statement.Words("wrong", string(b.Body.WrongIf)))))
		}
	}
	return out
}

func (s *scene) again(kind record.Kind, rec answer.Rec, day record.Date, said, why statement.Statement) Item {
	return Item{ID: "strategy/" + rec.ID, Rule: "strategy", Level: statement.Info, Cost: little(lookHours), Statement: said, Reason: why, Since: day,
		Evidence: s.record(kind, rec.ID), Tags: []string{string(kind), rec.Key}, Action: open("Look again", "l", "/decide/strategy")}
}

func (s *scene) record(kind record.Kind, id record.ID) []statement.Fact {
	if r := s.view.Get(kind, id); r != nil {
		return []statement.Fact{recordFact(s.view, r)}
	}
	return nil
}
