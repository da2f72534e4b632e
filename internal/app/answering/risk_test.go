package answering

import (
	"encoding/json"
	"testing"

	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/today"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// odds are those of the only milestone under the newest plan.
func (o *office) odds() float64 { return *o.plan.Load().Milestones[0].Odds }

func TestASuggestedRiskIsTakenMovesTheOddsAndAMitigationMovesThemBackInPart(t *testing.T) {
	o := opened(t)
	before := o.odds()
	a := asked[risk.Answer](o, "risk", "")
	if len(a.Suggestions) == 0 || a.Suggestions[0].ID != "skill/ana" {
		t.Fatalf("only ana can do the ledger, and this is suggested: %+v", a.Suggestions)
	}
	take := a.Suggestions[0].Take
	take.Probability = 900
	o.write("risk", &take)
	o.replan()
	with := o.odds()
	if with > before-.05 {
		t.Fatalf("a risk of 90 %% leaves the odds at %.2f, they were %.2f", with, before)
	}
	a = asked[risk.Answer](o, "risk", "")
	if len(a.Suggestions) > 0 && a.Suggestions[0].ID == "skill/ana" {
		t.Error("what was taken is suggested again")
	}
	r := a.Risks[0]
	if gain := r.Takes[0].Odds; gain < (before-with)/2 || r.Takes[0].OddsError > .02 || a.Headline.ID != "risk.most" {
		t.Fatalf("it takes %.3f ± %.3f, the plan moved by %.3f: %s", gain, r.Takes[0].OddsError, before-with, a.Headline.Text())
	}
	// A task that is done about it before the ledger begins; Ben has time for it.
	o.put("task", "CHE-9", "title: Ben learns the ledger\nproject: "+o.project()+"\nstatus: done\nwork: 4h\nstarted: 2026-02-13\nfinished: 2026-02-13")
	o.patch("risk", r.ID, `{"mitigations":["CHE-9"],"mitigated":"20%"}`)
	o.replan()
	if back := o.odds(); back <= with+.02 || back >= before {
		t.Fatalf("mitigated the odds are %.2f; without it they were %.2f, without the risk %.2f", back, with, before)
	}
	m := asked[risk.Answer](o, "risk", "").Risks[0].Mitigations
	if len(m) != 1 || !m[0].Done || !m[0].Counts || m[0].Statement.ID != "risk.buys.done" {
		t.Fatalf("%+v", m)
	}
}

func TestADismissedSuggestionStaysDismissedAndATriggerRaisesAnAlert(t *testing.T) {
	o := opened(t)
	take := asked[risk.Answer](o, "risk", "").Suggestions[0].Take
	take.Status, take.Why = "dismissed", "Ben learns it this month."
	o.write("risk", &take)
	a := asked[risk.Answer](o, "risk", "")
	for _, s := range a.Suggestions {
		if s.ID == take.Suggestion {
			t.Error("a dismissed risk is suggested again")
		}
	}
	if a.Dismissed != 1 || !a.Holds() {
		t.Errorf("%d dismissed", a.Dismissed)
	}
	o.put("risk", "", "title: The bank\nprobability: 10%\ntrigger: after 2026-02-10")
	a = asked[risk.Answer](o, "risk", "")
	if a.Holds() || a.Headline.ID != "risk.alert" || a.Risks[0].Seen == nil {
		t.Errorf("the day has come and %s", a.Headline.Text())
	}
	rules := map[string]int{}
	for _, r := range asked[today.Answer](o, "today", "").Rules {
		rules[r.Name] = r.Found
	}
	if rules["sign"] != 1 {
		t.Errorf("Today finds %d signs", rules["sign"])
	}
}

func TestWhatARiskCostsIsForLeads(t *testing.T) {
	o := opened(t)
	ana := o.team.Snapshot().ID("person", "ana")
	o.patch("person", ana, `{"rate":"90.00 EUR"}`)
	ledger := o.tasks()[0]
	o.put("risk", "", "title: Fines\nprobability: 50%\ncost: [1000 EUR, 2000 EUR, 9000 EUR]\nhits: [{task: "+ledger+", delay: 2d}]")
	o.replan()
	if r := asked[risk.Answer](o, "risk", "").Risks[0]; r.Cost == nil {
		t.Fatal("the system sees no cost")
	}
	member := o.team.View(record.Principal{Roles: record.Member})
	if r := o.risks(member, o.shown(member)).Risks[0]; r.Cost != nil {
		t.Fatal("a member sees the cost")
	}
}

func TestEveryDayIsKeptAndAWeekLaterItSaysWhatMoved(t *testing.T) {
	o := opened(t)
	o.now = o.now.AddDate(0, 0, 8)
	o.put("task", "CHE-8", "title: One more thing\nproject: "+o.project()+"\nstatus: todo\nwork: 10d\nafter: [{task: "+o.tasks()[0]+"}]\nseats: [{needs: [{skill: ledger, level: 3}]}]")
	o.patch("milestone", o.plan.Load().Milestones[0].ID, `{"tasks":["`+o.tasks()[1]+`","CHE-8"]}`)
	o.replan()
	a := asked[outlook.Answer](o, "outlook", "")
	if len(a.Milestones) != 1 || len(a.Milestones[0].Days) != 2 || len(a.Left) != 2 {
		t.Fatalf("%+v", a.Milestones)
	}
	ids := map[string]bool{}
	for _, s := range a.Since {
		ids[s.ID] = true
	}
	if !ids["outlook.time.later"] || !ids["outlook.dates.later"] && !ids["outlook.scope.later"] {
		t.Fatalf("eight days without work and ten days added moved %v", ids)
	}
	if len(a.Remaining) < 8 || a.Remaining[0].P50 < a.Remaining[len(a.Remaining)-1].P50 {
		t.Fatalf("remaining %+v", a.Remaining)
	}
}

func (o *office) write(kind record.Kind, b record.Body) {
	o.t.Helper()
	node, err := record.Written(b)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.team.Apply(o.t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: kind, Op: team.Put, Data: node}}}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) patch(kind record.Kind, id record.ID, text string) {
	o.t.Helper()
	node, err := record.ParseJSON(json.RawMessage(text))
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.team.Apply(o.t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: kind, ID: id, Op: team.Patch, Data: node}}}); err != nil {
		o.t.Fatal(err)
	}
}

// project is the key of the only project; tasks are the keys of its tasks.
func (o *office) project() string { return o.team.View(system).All("project")[0].Key }

func (o *office) tasks() []string {
	var out []string
	for _, r := range o.team.View(system).All("task") {
		out = append(out, r.Key)
	}
	return out
}
