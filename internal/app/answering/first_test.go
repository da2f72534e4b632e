package answering

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/step"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// threatened is an office whose ledger a risk would delay, with a mitigation that its
// only expert would do afterwards.
func threatened(t *testing.T) *office {
	o := opened(t)
	o.choices.Alone()
	project := o.project()
	o.put("task", "drill", "title: Fire drill\nproject: "+project+"\nstatus: todo\nwork: 1d\npeople: [ana]")
	o.put("risk", "K-1", "title: The ledger gives way\nproject: "+project+"\nprobability: 80%\nmitigated: 1%\nhits: [{task: ledger, delay: 8-10-14d}]\nmitigations: [drill]")
	o.put("milestone", "core", "title: Core\nproject: "+project+"\ntasks: [ledger]\ntarget: 2026-02-25")
	o.replan()
	return o
}

func TestAMitigationThatIsFirstIsWrittenAsADependency(t *testing.T) {
	o := threatened(t)
	a := answered[helps.Answer](o, "helps", url.Values{"of": {"core"}})
	i := slices.IndexFunc(a.Steps, func(r helps.Row) bool { return r.What == string(step.First) })
	if i < 0 {
		t.Fatalf("no mitigation is first: %s, %+v", a.Headline.Text(), a.Steps)
	}
	row := a.Steps[i]
	if row.Title != "Finish Fire drill before ledger begins" || row.Odds < .1 {
		t.Errorf("%s buys %.3f", row.Title, row.Odds)
	}
	v := o.team.Snapshot().System()
	if len(row.Changes) != 1 || row.Changes[0].Op != "patch" || row.Changes[0].ID != v.ID("task", "ledger") || len(row.Changes[0].Data) != 1 {
		t.Fatalf("%+v", row.Changes)
	}
	before, preview := o.previewed(row)
	if preview == nil {
		t.Fatal("its changes cannot be previewed")
	}
	tried, ok := (&step.Step{Subject: step.Subject{What: string(step.First), Task: v.ID("task", "drill")}, Before: v.ID("task", "ledger")}).With(before)
	if !ok || tried.Hash() != preview.Hash() {
		t.Error("what was tried is not what its changes make")
	}
	o.amend("task", "ledger", map[string]any{"after": raw(t, row.Changes[0].Data["after"])})
	o.replan()
	task := snapshot.Body[deliver.Task](o.team.Snapshot().System(), "task", v.ID("task", "ledger"))
	if len(task.After) != 1 || task.After[0] != (deliver.Dependency{Task: record.Ref(v.ID("task", "drill"))}) {
		t.Errorf("the ledger waits for %v", task.After)
	}
	b := answered[helps.Answer](o, "helps", url.Values{"of": {"core"}})
	if *b.Odds < *a.Odds+row.Odds/2 {
		t.Errorf("accepted the odds are %.3f, they were %.3f and %.3f more were told", *b.Odds, *a.Odds, row.Odds)
	}
	if slices.ContainsFunc(b.Steps, func(r helps.Row) bool { return r.What == string(step.First) }) {
		t.Error("what is first is offered again")
	}
}

// A ring may go through tasks that are not planned; the records know them.
func TestADependencyThroughWorkThatIsNotPlannedMakesNoRing(t *testing.T) {
	o := threatened(t)
	o.put("project", "LATER", "title: Later\nstatus: proposed")
	o.put("task", "LATER-1", "title: Some day\nproject: LATER\nstatus: todo\nafter: [{task: ledger}]")
	v := o.team.Snapshot().System()
	steps := []step.Step{{Subject: step.Subject{What: string(step.First), Task: v.ID("task", "drill")}, Before: v.ID("task", "ledger")}}
	if _, ok, err := step.Edits(v, steps); !ok || err != nil {
		t.Fatal("cannot be written where nothing is in the way", err)
	}
	o.amend("task", "drill", map[string]any{"after": []map[string]any{{"task": "LATER-1"}}})
	if list, ok, _ := step.Edits(o.team.Snapshot().System(), steps); ok {
		t.Errorf("a ring is offered: %+v", list)
	}
}

// Two mitigations before one task are two dependencies of it.
func TestTwoStepsThatATaskWaitsForAreBothWritten(t *testing.T) {
	o := threatened(t)
	v := o.team.Snapshot().System()
	first := func(key string) step.Step {
		return step.Step{Subject: step.Subject{What: string(step.First), Task: v.ID("task", key)}, Before: v.ID("task", "queue")}
	}
	list, ok, err := step.Edits(v, []step.Step{first("drill"), first("ledger")})
	if !ok || err != nil || len(list) != 1 {
		t.Fatal(list, ok, err)
	}
	var after []deliver.Dependency
	if err := json.Unmarshal(list[0].Data["after"], &after); err != nil || len(after) != 3 {
		t.Errorf("the queue waits for %v %v, want the ledger as before, the drill and the ledger", after, err)
	}
	if _, _, err := o.team.Preview(t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: "task", ID: list[0].ID, Op: team.Patch, Data: written(t, list[0].Data)}}}); err != nil {
		t.Error(err)
	}
}

func raw(t *testing.T, data json.RawMessage) any {
	t.Helper()
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func written(t *testing.T, data map[string]json.RawMessage) *record.Node {
	t.Helper()
	fields := map[string]any{}
	for name, value := range data {
		fields[name] = raw(t, value)
	}
	n, err := record.Written(fields)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
