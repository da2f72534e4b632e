package answering

import (
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/today"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

func TestAlignIsComparedWithAWeekAgoAndJoinsThePlan(t *testing.T) {
	o := opened(t)
	o.put("objective", "O-1", "title: Paid on the day\nfrom: 2026-01-01\nto: 2026-06-30\nstatus: active\nresults: [{name: Late payouts, baseline: 9, target: 0, milestones: [launch]}]")
	before := asked[align.Answer](o, "align", "")
	if len(before.Orphans) != 1 || len(before.Since) != 0 {
		t.Fatalf("%d orphans, since %v", len(before.Orphans), before.Since)
	}
	if r := before.Objectives[0].Results[0]; r.Plan == nil || *r.Plan < 0.5 || r.Weakest.Key != "launch" {
		t.Errorf("the milestone's odds are not those of the plan: %+v", r)
	}
	if a := asked[today.Answer](o, "today", ""); !found(a, "idle/") {
		t.Error("Today does not name the objective nobody works on")
	}
	o.now = o.now.Add(8 * 24 * time.Hour)
	tie, err := record.Written(map[string]any{"objectives": []string{"O-1"}})
	if err != nil {
		t.Fatal(err)
	}
	project := o.team.Snapshot().System().All("project")[0]
	if _, err := o.team.Apply(t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: "project", ID: project.ID, Op: team.Patch, Data: tie}}}); err != nil {
		t.Fatal(err)
	}
	after := asked[align.Answer](o, "align", "")
	if len(after.Orphans) != 0 || after.SinceDay != "2026-02-16" || !strings.Contains(after.Since[0].Text()+after.Since[len(after.Since)-1].Text(), "serves an objective now") {
		t.Errorf("orphans %v, since %s: %v", after.Orphans, after.SinceDay, after.Since)
	}
	if a := asked[today.Answer](o, "today", ""); found(a, "idle/") {
		t.Error("Today still names an objective that is worked on")
	}
}

func found(a *today.Answer, prefix string) bool {
	for i := range a.All {
		if strings.HasPrefix(a.All[i].ID, prefix) {
			return true
		}
	}
	return false
}
