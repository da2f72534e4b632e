package answering

import (
	"testing"

	"plumbline/internal/answers/outlook"
	"plumbline/internal/record"
)

func TestProjectsAndObjectivesHaveTheirOddsAndBudgetsAreForThoseWhoMaySeeRates(t *testing.T) {
	o := opened(t)
	o.put("objective", "fast", "title: Pay in a second\nfrom: 2026-01-01\nto: 2026-03-31\nstatus: active")
	o.put("objective", "near", "title: Pay at once\nfrom: 2026-01-01\nto: 2026-03-05\nstatus: active\nparent: fast")
	o.amend("project", o.project(), map[string]any{"objectives": []string{o.team.Snapshot().System().ID("objective", "near")}, "target": "2026-03-13", "budget": "9000 EUR"})
	for _, who := range []string{"ana", "ben"} {
		o.amend("person", who, map[string]any{"rate": "80 EUR"})
	}
	o.replan()
	a := asked[outlook.Answer](o, "outlook", "")
	if len(a.Projects) != 1 || len(a.Objectives) != 2 || a.Objectives[0].Key != "near" {
		t.Fatalf("%d projects, objectives %+v", len(a.Projects), a.Objectives)
	}
	p, near, far := a.Projects[0], a.Objectives[0], a.Objectives[1]
	if p.Open != 2 || p.Odds == nil || near.Odds == nil || far.Odds == nil || near.P80 != far.P80 || *near.Odds > *p.Odds || *p.Odds > *far.Odds {
		t.Errorf("project %+v, near %+v, far %+v", p, near, far)
	}
	if p.Money == nil || p.Money.Odds == nil || *p.Money.Odds < 0.3 || *p.Money.Odds > 0.9 || p.Money.Budget != 900_000 {
		t.Errorf("13 days at 80 EUR in a budget of 9000: %+v", p.Money)
	}
	seen, err := o.Answer(t.Context(), "outlook", nil, o.team.Snapshot().View(record.Principal{Roles: record.Member}))
	if err != nil || seen.(*outlook.Answer).Projects[0].Money != nil {
		t.Error("a member sees a budget", err)
	}
}
