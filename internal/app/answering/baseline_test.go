package answering

import (
	"testing"

	"plumbline/internal/answers/earnings"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

func TestABaselineMeasuresWhatIsEarnedAndHowThePlanDrifts(t *testing.T) {
	o := opened(t)
	if a := asked[earnings.Answer](o, "earned", ""); a.Headline.ID != "earned.none" {
		t.Fatalf("without a baseline: %s", a.Headline.Text())
	}
	if _, err := o.TakeBaseline(t.Context(), record.Principal{Roles: record.Member}, "", "", ""); err == nil {
		t.Error("a member took a baseline")
	}
	if _, err := o.TakeBaseline(t.Context(), system, "As promised", "", "Sales was told."); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.AddDate(0, 0, 7)
	o.replan()
	a := asked[earnings.Answer](o, "earned", "of=B-1")
	if a.Headline.ID != "earned.behind" || a.Value.Total != 13*480 || a.Value.Earned != 0 || a.Value.Behind < 5 {
		t.Fatalf("a week without work: %s, %+v", a.Headline.Text(), a.Value)
	}
	o.patch("task", o.tasks()[0], `{"status":"done","started":"2026-02-16","finished":"2026-02-20","actual":"40h"}`)
	o.put("task", "CHE-8", "title: One more thing\nproject: "+o.project()+"\nstatus: todo\nwork: 2d")
	o.replan()
	a = asked[earnings.Answer](o, "earned", "")
	if a.Headline.ID != "earned.ahead" || a.Value.Earned != 8*480 || a.Value.Spent != 40*60 {
		t.Fatalf("eight days of work done in five: %s, %+v", a.Headline.Text(), a.Value)
	}
	ids := map[string]bool{}
	for _, s := range a.Items {
		ids[s.ID] = true
	}
	if !ids["earned.scope"] || !ids["earned.cost"] {
		t.Errorf("it says %v", ids)
	}
	o.put("baseline", "", "title: Lost\ntaken: 2026-03-01\ncontent: abc")
	if a := asked[earnings.Answer](o, "earned", ""); a.Headline.ID != "earned.lost" {
		t.Errorf("content that is not here: %s", a.Headline.Text())
	}
}

func TestAcceptingAPlanAndPromisingKeepTheBaselineTheyRestOn(t *testing.T) {
	o := opened(t)
	done, err := o.Promise(t.Context(), system, "launch", "2026-03-20", "Board")
	if err != nil {
		t.Fatal(err)
	}
	v := o.team.Snapshot().System()
	m := snapshot.Body[deliver.Milestone](v, "milestone", v.ID("milestone", "launch"))
	made, kept := m.Promises[len(m.Promises)-1], v.All("baseline")
	if len(kept) != 1 || made.To != "Board" || made.Odds == 0 || made.Plan != "baseline/"+kept[0].ID {
		t.Fatalf("%d baselines, promised %+v", len(kept), made)
	}
	if a := asked[earnings.Answer](o, "earned", ""); a.Value == nil || len(a.Odds) == 0 {
		t.Errorf("the baseline of a promise does not measure: %s", a.Headline.Text())
	}
	if _, err := o.team.Undo(t.Context(), system, done.ChangeID, team.ViaUI, ""); err == nil {
		t.Error("a promise was taken back as if it had not been made")
	}
	if _, err := o.AcceptPlan(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	if n := len(o.team.Snapshot().System().All("baseline")); n != 2 {
		t.Errorf("%d baselines after accepting a plan", n)
	}
}
