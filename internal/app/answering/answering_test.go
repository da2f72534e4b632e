package answering

import (
	"context"
	"math"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"plumbline/internal/answers/away"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/suggest"
	"plumbline/internal/answers/today"
	"plumbline/internal/jobs"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/internal/record"
	"plumbline/internal/store"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

const file = `
plan: Checkout
start: 2026-02-16
people:
  ana: {skills: {ledger: 4}}
  ben: {skills: {ledger: 2}, grows: ledger}
tasks:
  ledger: {work: 8d, needs: ledger 3}
  queue:  {work: 5d, after: ledger}
milestones: {launch: {after: queue, by: 2026-03-10, to: Sales}}
`

var system = record.Principal{System: true}

// office is a service over a database of its own, with a clock to turn.
type office struct {
	*Service
	t   *testing.T
	now time.Time
	db  store.Store
}

func opened(t *testing.T) *office {
	t.Helper()
	db, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{BallastBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, now: time.Date(2026, 2, 16, 8, 0, 0, 0, time.UTC), db: db}
	tm, err := team.Open(t.Context(), team.Options{Store: db, Registry: kinds.Registry(), Now: func() time.Time { return o.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tm.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	p, err := planfile.Parse("plan.yaml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tm.Apply(t.Context(), system, team.ChangeSet{Changes: p.Changes}); err != nil {
		t.Fatal(err)
	}
	if o.Service, err = New(t.Context(), Options{Team: tm, Workers: 1, Search: 100 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	o.replan()
	return o
}

func (o *office) replan() {
	o.t.Helper()
	if err := o.makePlan(o.t.Context(), store.Job{}, func(jobs.Progress) {}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) put(kind record.Kind, key, yaml string) {
	o.t.Helper()
	docs, err := record.ParseYAML(key, []byte(yaml), record.MaxRequest)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.team.Apply(context.Background(), system, team.ChangeSet{Changes: []team.Change{{Kind: kind, Key: key, Op: team.Put, Data: docs[0]}}}); err != nil {
		o.t.Fatal(err)
	}
}

func asked[A any](o *office, question, params string) *A {
	o.t.Helper()
	v, err := url.ParseQuery(params)
	if err != nil {
		o.t.Fatal(err)
	}
	a, err := o.Answer(o.t.Context(), question, v, o.team.View(system))
	if err != nil {
		o.t.Fatal(err)
	}
	out, ok := a.(*A)
	if !ok {
		o.t.Fatalf("%s gives %T", question, a)
	}
	return out
}

func TestAnAbsencePreviewedIsWhatApplyingItGives(t *testing.T) {
	o := opened(t)
	a := asked[away.Answer](o, "away", "person=ana&from=2026-02-18&to=2026-02-27")
	if len(a.Breaks) == 0 || !strings.Contains(a.Headline.Text(), "slips") {
		t.Fatalf("eight days without the only one who knows the ledger break nothing: %s", a.Headline.Text())
	}
	preview := map[string]string{}
	for _, b := range a.Breaks {
		preview[b.Label.Text()] = b.After
	}
	before, err := o.quick(t.Context(), o.team.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	was := plan.Show(before, o.team.View(system), o.Service.now())
	o.put("absence", "", "person: ana\nfrom: 2026-02-18\nto: 2026-02-27")
	after, err := o.quick(t.Context(), o.team.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	v := o.team.View(system)
	for _, r := range plan.Compare(was, plan.Show(after, v, o.Service.now()), v).Rows {
		if said, ok := preview[r.Label.Text()]; !ok || said != r.After {
			t.Errorf("%s: previewed %q, came as %q", r.Label.Text(), said, r.After)
		}
	}
}

// A task pinned where it lies moves nothing, and the odds before are those of the page:
// a preview begins from the newest plan.
func TestAPreviewSaysOnlyWhatTheChangeDoes(t *testing.T) {
	o := opened(t)
	now := o.plan.Load()
	lies := now.Tasks[0]
	pin, err := record.Written(map[string]any{"planned": map[string]any{
		"people": []record.ID{lies.Work[0].Person}, "from": record.DateOf(lies.Start), "to": record.DateOf(lies.Finish), "pinned": true}})
	if err != nil {
		t.Fatal(err)
	}
	set := team.ChangeSet{Changes: []team.Change{{Kind: "task", ID: lies.ID, Op: team.Patch, Data: pin}}}
	for _, better := range []bool{false, true} {
		p, err := o.PreviewPlan(t.Context(), system, set, better)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			t.Errorf("better %v: %s goes from %s to %s", better, r.Label.Text(), r.Before, r.After)
		}
		for _, g := range p.Gaps {
			t.Errorf("better %v: the plan would newly lack: %s", better, g.Text())
		}
	}
	quick, err := o.quick(t.Context(), o.team.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	if said, shown := *quick.Milestones[0].Odds, *now.Milestones[0].Odds; math.Abs(said-shown) > .03 {
		t.Errorf("the preview begins at %.3f, the page says %.3f", said, shown)
	}
}

func TestACommentReplansNothingAndANewAbsenceDoes(t *testing.T) {
	o := opened(t)
	o.put("comment", "", "on: task/ledger\nauthor: ana\ntext: Looks fine.")
	if o.planDue() {
		t.Error("a comment asks for a new plan")
	}
	o.put("absence", "", "person: ana\nfrom: 2026-02-18\nto: 2026-02-27")
	if !o.planDue() {
		t.Error("an absence asks for no new plan")
	}
}

func TestAChangeTakenBackWhileItIsPlannedIsPlannedAgain(t *testing.T) {
	o := opened(t)
	stretch := func(on bool) team.Event {
		o.amend("task", "ledger", map[string]any{"stretch": on})
		return team.Event{Changed: []team.Changed{{Kind: "task", ID: o.team.View(system).ID("task", "ledger")}}}
	}
	stretch(true)
	var once sync.Once
	err := o.makePlan(t.Context(), store.Job{}, func(jobs.Progress) {
		once.Do(func() {
			if err := o.changed(t.Context(), stretch(false)); err != nil {
				t.Error(err)
			}
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if j, err := o.db.Claim(t.Context(), o.now); err != nil || j.Name != JobPlan {
		t.Errorf("the plan of a change that was taken back stays: %v, %v", j.Name, err)
	}
}

func TestARestartKeepsTheNewestPlan(t *testing.T) {
	o := opened(t)
	again, err := New(t.Context(), Options{Team: o.team})
	if err != nil {
		t.Fatal(err)
	}
	if p := again.plan.Load(); p == nil || p.hash != o.plan.Load().hash || again.planDue() {
		t.Errorf("after a restart the plan is %v", p)
	}
}

func TestTodayIsComputedOnceForEverybodyAndSnoozedForOne(t *testing.T) {
	o := opened(t)
	o.put("action_item", "", "title: Call the vendor\nowner: ana\nstate: open\ndue: 2026-02-10")
	a := asked[today.Answer](o, "today", "")
	i := 0
	for i < len(a.Items) && a.Items[i].Rule != "action" {
		i++
	}
	if i == len(a.Items) {
		t.Fatalf("an action past its date is not in Today: %s", a.Headline.Text())
	}
	memo := o.today.Load()
	ana, ben := o.team.Snapshot().System().ID("person", "ana"), o.team.Snapshot().System().ID("person", "ben")
	o.put("snooze", "", "item: "+a.Items[i].ID+"\nfor: ana\nuntil: 2026-02-20")
	count := func(person record.ID) int {
		got, err := o.Answer(t.Context(), "today", nil, o.team.View(record.Principal{Person: person, Roles: record.Member | record.Lead}))
		if err != nil {
			t.Fatal(err)
		}
		answer, _ := got.(*today.Answer)
		return len(answer.Items)
	}
	if got := count(ben) - count(ana); got != 1 {
		t.Errorf("Ben sees %d more than Ana, who snoozed one", got)
	}
	shared := o.today.Load()
	count(ana)
	if o.today.Load() != shared || shared == memo {
		t.Error("Today is computed again for each viewer, or not after a change")
	}
	o.now = o.now.AddDate(0, 0, 5)
	if count(ana) != count(ben) {
		t.Error("the snooze has not ended on its day")
	}
}

func TestTodaySaysWhatMovedSinceAWeekAgo(t *testing.T) {
	o := opened(t)
	if a := asked[today.Answer](o, "today", ""); a.Since != nil {
		t.Fatalf("on the first day: %v", a.Since)
	}
	o.now = o.now.AddDate(0, 0, 7)
	o.put("action_item", "", "title: Call the vendor\nowner: ana\nstate: open\ndue: 2026-02-10")
	o.put("absence", "", "person: ana\nfrom: 2026-02-23\nto: 2026-03-13")
	o.replan()
	a := asked[today.Answer](o, "today", "")
	if a.Since == nil || a.Since.Day != "2026-02-16" {
		t.Fatalf("a week later: %+v", a.Since)
	}
	said := ""
	for _, part := range a.Since.Parts {
		for _, s := range part.Items {
			said += part.Title + ": " + s.Text() + "\n"
		}
	}
	if !strings.Contains(said, "Launch is 80 % sure") || !strings.Contains(said, "later") || !strings.Contains(said, "New here: “Call the vendor” was due on 10 February 2026.") {
		t.Errorf("since a week ago:\n%s", said)
	}
}

func TestWhoShouldDoATaskIsTheOneWithTheSkillThenTheOneWhoWouldGrow(t *testing.T) {
	o := opened(t)
	a := asked[suggest.Answer](o, "who", "task=ledger")
	if len(a.Items) != 2 || a.Items[0].Person.Key != "ana" || a.Items[0].Stretch || a.Items[1].Person.Key != "ben" || !a.Items[1].Stretch {
		t.Fatalf("%s: %+v", a.Headline.Text(), a.Items)
	}
	if got := a.Items[0].Effect.Text(); got != "Launch would keep its day." {
		t.Errorf("pinning who is planned: %q", got)
	}
	words := ""
	for _, r := range a.Items[1].Reasons {
		words += r.Text() + " "
	}
	if !strings.Contains(words, "One level short of ledger 3") || !strings.Contains(words, "Wants to grow in ledger") {
		t.Errorf("Ben: %s", words)
	}
	if _, err := o.Answer(t.Context(), "who", url.Values{"task": {"nothing"}}, o.team.View(system)); err == nil {
		t.Error("a task that is not there has suggestions")
	}
}
