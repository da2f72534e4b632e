package answering

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/reasons"
	"plumbline/internal/answers/tradeoffs"
	"plumbline/internal/answers/ways"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// stretched lets Ben learn on the ledger.
func (o *office) stretched() {
	o.t.Helper()
	o.amend("task", "ledger", map[string]any{"stretch": true})
	o.replan()
}

func (o *office) amend(kind record.Kind, key string, fields map[string]any) {
	o.t.Helper()
	n, err := record.Written(fields)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.team.Apply(o.t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: kind, ID: o.team.Snapshot().System().ID(kind, key), Op: team.Patch, Data: n}}}); err != nil {
		o.t.Fatal(err)
	}
}

func answered[A any](o *office, question string, p url.Values) *A {
	o.t.Helper()
	a, err := o.Answer(o.t.Context(), question, p, o.team.Snapshot().System())
	if err != nil {
		o.t.Fatal(err)
	}
	out, ok := a.(*A)
	if !ok {
		o.t.Fatalf("%s answers with a %T", question, a)
	}
	return out
}

func TestChoosingAPlanWritesADecisionAndCanBeUndone(t *testing.T) {
	o := opened(t)
	o.choices.Alone()
	o.stretched()
	a := answered[tradeoffs.Answer](o, "tradeoffs", nil)
	i := slices.IndexFunc(a.Plans, func(p tradeoffs.Row) bool { return slices.Contains(p.Names, "grows people") })
	if i < 1 || len(a.Plans[i].Differs) == 0 {
		t.Fatalf("no plan grows people: %+v", a.Plans)
	}
	done, err := o.ChoosePlan(t.Context(), system, tradeoffs.Choice{Result: a.Result, Plan: a.Plans[i].ID, Why: "Ben should know the ledger.", Matters: []string{"Hours toward goals"}})
	if err != nil {
		t.Fatal(err)
	}
	v := o.team.Snapshot().System()
	list := snapshot.List[decide.Decision](v, "decision")
	if len(list) != 1 {
		t.Fatalf("%d decisions", len(list))
	}
	d := list[0].Body
	if d.Outcome != "Grows people" || len(d.Options) != len(a.Plans) || d.Review == "" || d.Status != "accepted" || !strings.Contains(string(d.Why), "Ben") {
		t.Errorf("decision %+v", d)
	}
	for _, c := range d.Criteria {
		if want := map[bool]float64{true: 3, false: 1}[c.Name == "Hours toward goals"]; c.Weight != want {
			t.Errorf("%s weighs %g", c.Name, c.Weight)
		}
	}
	ben := v.ID("person", "ben")
	ledger := func() []record.Ref {
		s := o.team.Snapshot().System()
		return snapshot.Body[deliver.Task](s, "task", s.ID("task", "ledger")).Planned.People
	}
	if !slices.Contains(ledger(), record.Ref(ben)) {
		t.Errorf("the ledger is planned for %v, not for Ben", ledger())
	}
	if _, err := o.team.Undo(t.Context(), system, done.ChangeID, team.ViaUI, ""); err != nil {
		t.Fatal(err)
	}
	if n := len(snapshot.List[decide.Decision](o.team.Snapshot().System(), "decision")); n != 0 || len(ledger()) != 0 {
		t.Errorf("after undo: %d decisions, the ledger planned for %v", n, ledger())
	}
}

func TestAPlanKeptAsScenarioChangesNothingElse(t *testing.T) {
	o := opened(t)
	o.choices.Alone()
	o.stretched()
	a := answered[tradeoffs.Answer](o, "tradeoffs", nil)
	done, err := o.ChoosePlan(t.Context(), system, tradeoffs.Choice{Result: a.Result, Plan: a.Plans[0].ID, Keep: true})
	if err != nil {
		t.Fatal(err)
	}
	kept := snapshot.List[frame.Scenario](o.team.Snapshot().System(), "scenario")
	if len(done.Records) != 1 || len(kept) != 1 || len(kept[0].Body.Changes) == 0 || !strings.Contains(kept[0].Body.Changes[0].Data, "planned") {
		t.Errorf("kept %+v", kept)
	}
}

func TestPlansLookedForAgainAreNotChosenByAccident(t *testing.T) {
	o := opened(t)
	o.choices.Alone()
	answered[tradeoffs.Answer](o, "tradeoffs", nil)
	for _, c := range []tradeoffs.Choice{{Result: "another", Plan: "now"}, {Plan: "now"}} {
		if _, err := o.ChoosePlan(t.Context(), system, c); err == nil {
			t.Errorf("%+v was taken", c)
		}
	}
}

func TestAPlanStillLookedAtCanBeTakenAfterNewOnesWereFound(t *testing.T) {
	o := opened(t)
	o.choices.Alone()
	o.stretched()
	first := answered[tradeoffs.Answer](o, "tradeoffs", nil)
	o.amend("task", "ledger", map[string]any{"priority": 5})
	o.replan()
	second := answered[tradeoffs.Answer](o, "tradeoffs", nil)
	if first.Result == second.Result {
		t.Fatal("two results share a name")
	}
	for _, a := range []*tradeoffs.Answer{first, second} {
		if _, err := o.ChoosePlan(t.Context(), system, tradeoffs.Choice{Result: a.Result, Plan: a.Plans[0].ID, Keep: true}); err != nil {
			t.Errorf("a plan of %s: %v", a.Result, err)
		}
	}
}

func TestMoneyIsForThoseWhoMaySeeRates(t *testing.T) {
	o := opened(t)
	o.choices.Alone()
	for _, who := range []string{"ana", "ben"} {
		o.amend("person", who, map[string]any{"rate": "80 EUR"})
	}
	o.replan()
	a, err := o.Answer(t.Context(), "tradeoffs", nil, o.team.Snapshot().View(record.Principal{Roles: record.Member}))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range a.(*tradeoffs.Answer).Plans {
		if p.Cost != nil || p.BudgetOdds != nil {
			t.Errorf("a member sees that %s costs %d", p.ID, *p.Cost)
		}
	}
	if lead := answered[tradeoffs.Answer](o, "tradeoffs", nil); lead.Currency == "" || lead.Plans[0].Cost == nil {
		t.Error("a lead sees no cost")
	}
}

func TestReasonsOfATask(t *testing.T) {
	o := opened(t)
	a := answered[reasons.Answer](o, "reasons", url.Values{"task": {"queue"}})
	if got := a.Start.Text(); got != "It waits for ledger." || len(a.Seats) != 1 || len(a.Seats[0].Next) == 0 {
		t.Errorf("%q, %+v", got, a.Seats)
	}
}

func TestWaysOutCanBeMade(t *testing.T) {
	o := opened(t)
	o.choices.Alone()
	if a := answered[ways.Answer](o, "ways", nil); !a.Met {
		t.Fatalf("a plan that meets its date has a conflict: %s", a.Headline.Text())
	}
	o.put("task", "more", "title: More\nproject: "+o.team.Snapshot().System().All("project")[0].Key+"\nstatus: todo\nwork: 20d\nseats: [{needs: [{skill: ledger, level: 3}]}]\ndeadline: 2026-02-27")
	o.replan()
	if a := answered[ways.Answer](o, "ways", nil); a.Met || len(a.Missed) == 0 {
		t.Fatalf("a plan that misses its date meets it: %s", a.Headline.Text())
	}
	// By a number of schedules, so that a busy machine finds the same.
	pl, _ := o.projection(o.team.Snapshot())
	r, err := ways.Compute(t.Context(), pl, o.now, ways.Options{Seed: 1, Workers: 1, Schedules: 300})
	if err != nil {
		t.Fatal(err)
	}
	a, err := ways.Show(r, o.team.Snapshot().System(), o.now)
	if err != nil || a.Met || len(a.Conflict) == 0 || len(a.Ways) == 0 {
		t.Fatalf("%s: conflict %d, ways %d", a.Headline.Text(), len(a.Conflict), len(a.Ways))
	}
	for _, w := range a.Ways {
		set := team.ChangeSet{}
		for _, c := range w.Changes {
			n, err := record.Written(c.Data)
			if err != nil {
				t.Fatal(err)
			}
			set.Changes = append(set.Changes, team.Change{Kind: c.Kind, ID: c.ID, Key: c.Key, Base: c.BaseVersion, Op: team.Op(c.Op), Data: n})
		}
		pre, err := o.PreviewPlan(t.Context(), system, set, true)
		if err != nil {
			t.Errorf("%s: %v", w.Title, err)
			continue
		}
		for _, task := range pre.After.Tasks {
			if late := task.Deadline != "" && task.Finish.After(task.Deadline.Add(1).In(time.UTC)); late && !task.Done {
				t.Errorf("%s: %s still ends on %s", w.Title, task.Key, task.Finish)
			}
		}
	}
}
