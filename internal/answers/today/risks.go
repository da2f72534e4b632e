package today

import (
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// risksHref is where the register stands.
const risksHref = "/deliver/risks"

// signs finds risks whose trigger was seen.
func (s *scene) signs() []Item {
	if s.plan == nil {
		return nil
	}
	var out []Item
	for _, a := range s.plan.Alerts {
		if a.Risk.ID == "" {
			continue
		}
		out = append(out, Item{ID: "sign/" + a.Risk.ID, Rule: "sign", Level: statement.Bad, Cost: delayed(a.Odds, a.Hours), Statement: statement.New("today.sign", a.Risk.Arg("risk")), Reason: a.Sign,
			Since: a.Since, Evidence: a.Sign.Evidence, Tags: []string{"risk", a.Risk.Key}, Action: open("Look at it", "r", risksHref)})
	}
	return out
}

// suggested names the weightiest suggestion; the others stand with the register.
func (s *scene) suggested() []Item {
	if s.plan == nil {
		return nil
	}
	for _, a := range s.plan.Alerts {
		if a.ID == "" {
			continue
		}
		return []Item{{ID: "suggested/" + a.ID, Rule: "suggested", Level: statement.Info, Cost: delayed(a.Odds, a.Hours), Statement: a.Suggested, Reason: statement.New("today.suggested"),
			Evidence: a.Suggested.Evidence, Tags: []string{"risk"}, Action: open("Take or dismiss", "r", risksHref)}}
	}
	return nil
}

// ownerless finds open risks that nobody is asked to watch.
func (s *scene) ownerless() []Item {
	var out []Item
	for _, r := range snapshot.List[deliver.Risk](s.view, "risk") {
		if !r.Body.Open() || r.Body.Owner != "" {
			continue
		}
		odds := r.Body.Believed()
		out = append(out, Item{ID: "ownerless/" + r.ID, Rule: "ownerless", Level: statement.Info, Cost: delayed(odds, float64(r.Body.Takes())/60),
			Statement: statement.New("today.ownerless", answer.RecOf(s.view, "risk", r.ID).Arg("risk")), Reason: statement.New("today.ownerless.why", statement.Odds("odds", odds)),
			Since: record.DateOf(r.Created.At), Evidence: []statement.Fact{recordFact(s.view, r.Record)}, Tags: []string{"risk", r.Key}, Action: open("Give it an owner", "e", "/records/risk/"+r.Key+"?edit=1")})
	}
	return out
}
