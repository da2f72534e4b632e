package answering

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/step"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
	"plumbline/schedule/relax"
)

// pressed is an office whose promise is too early, with scope that could be left out.
func pressed(t *testing.T) *office {
	o := opened(t)
	o.choices.Alone()
	v := o.team.Snapshot().System()
	project := v.All("project")[0].Key
	o.put("requirement", "Q-1", "title: Refunds in a batch\ntype: functional\npriority: could\nstatus: accepted")
	o.put("task", "batch", "title: Batch\nproject: "+project+"\nstatus: todo\nwork: 9d\nafter: [{task: ledger}]\nrequirements: [Q-1]")
	o.amend("milestone", "launch", map[string]any{"tasks": []string{v.ID("task", "queue"), o.team.Snapshot().System().ID("task", "batch")}})
	o.replan()
	return o
}

func TestWhatHelpsADateIsSaidAndCanBeMade(t *testing.T) {
	o := pressed(t)
	a := answered[helps.Answer](o, "helps", url.Values{"of": {"launch"}})
	if a.Milestone == nil || a.Odds == nil || a.Tried < 4 || len(a.Steps) == 0 || a.Busy {
		t.Fatalf("%s: tried %d, found %d", a.Headline.Text(), a.Tried, len(a.Steps))
	}
	kinds := map[string]bool{}
	for _, row := range a.Steps {
		kinds[row.What] = true
		if row.Odds < 0 || row.OddsError <= 0 && row.DaysError <= 0 {
			t.Errorf("%s buys %.3f ± %.3f", row.Title, row.Odds, row.OddsError)
		}
		if _, next := o.previewed(row); next == nil {
			t.Errorf("%s cannot be made", row.Title)
		}
	}
	for _, what := range []relax.Kind{relax.DropTask, relax.Deadline} {
		if !kinds[string(what)] {
			t.Errorf("no %s helps: %v", what, kinds)
		}
	}
	if !slices.ContainsFunc(a.Steps, func(r helps.Row) bool {
		return r.What == string(relax.DropTask) && r.Notes[0].ID == "helps.scope.could"
	}) {
		t.Error("what could be left out does not say so")
	}
}

// previewed is the planning projection with a row's changes made.
func (o *office) previewed(row helps.Row) (before, after *snapshot.Planning) {
	o.t.Helper()
	data, err := json.Marshal(row.Changes)
	if err != nil {
		o.t.Fatal(err)
	}
	var list []struct {
		Kind record.Kind
		ID   record.ID
		Key  string
		Op   string
		Data map[string]any
	}
	if err := json.Unmarshal(data, &list); err != nil {
		o.t.Fatal(err)
	}
	cs := team.ChangeSet{}
	for _, c := range list {
		n, err := record.Written(c.Data)
		if err != nil {
			o.t.Fatal(err)
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: c.Kind, ID: c.ID, Key: c.Key, Op: team.Op(c.Op), Data: n})
	}
	_, next, err := o.team.Preview(o.t.Context(), system, cs)
	if err != nil {
		return nil, nil
	}
	return o.team.Snapshot().Planning(), next.Planning()
}

// What a step was tried as is what its changes make of the records.
func TestAStepIsTriedAsItsChangesWouldMakeIt(t *testing.T) {
	o := pressed(t)
	pl, _ := o.projection(o.team.Snapshot())
	r, err := helps.Compute(t.Context(), pl, o.now, helps.Options{Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	a := answered[helps.Answer](o, "helps", nil)
	checked := 0
	for _, tried := range r.Tried {
		_, title, _ := step.SayAll(tried.Steps, o.team.Snapshot().System())
		i := slices.IndexFunc(a.Steps, func(row helps.Row) bool { return row.Title == title })
		if i < 0 {
			continue
		}
		_, want := o.previewed(a.Steps[i])
		got, _ := step.All(tried.Steps, pl)
		if nameless(got).Hash() != nameless(want).Hash() {
			t.Errorf("%s was tried as something else than its changes", title)
		}
		checked++
	}
	if checked == 0 {
		t.Error("nothing was compared")
	}
}

// nameless takes away what only a new record has, its id, and the order it gives.
func nameless(pl *snapshot.Planning) *snapshot.Planning {
	out := *pl
	out.People = slices.Clone(pl.People)
	for i := range out.People {
		if out.People[i].Key == "newcomer" {
			out.People[i].ID = "newcomer"
		}
	}
	slices.SortFunc(out.People, func(a, b snapshot.PlanningPerson) int {
		if a.Key < b.Key {
			return -1
		}
		return 1
	})
	return &out
}

func TestWhatAStepCostsIsForThoseWhoMaySeeRates(t *testing.T) {
	o := pressed(t)
	for _, who := range []string{"ana", "ben"} {
		o.amend("person", who, map[string]any{"rate": "80 EUR"})
	}
	o.replan()
	money := func(a *helps.Answer) bool { return slices.ContainsFunc(a.Steps, costs) }
	if !money(answered[helps.Answer](o, "helps", nil)) {
		t.Error("a lead sees no cost")
	}
	a, err := o.Answer(t.Context(), "helps", nil, o.team.Snapshot().View(record.Principal{Roles: record.Member}))
	if err != nil || money(a.(*helps.Answer)) {
		t.Error("a member sees what a step costs", err)
	}
}

func costs(r helps.Row) bool {
	for _, n := range r.Notes {
		if n.ID == "helps.dearer" || n.ID == "helps.cheaper" {
			return true
		}
	}
	return false
}
