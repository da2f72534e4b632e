package team_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

func TestNewRecordsGetKeysPeopleCanSay(t *testing.T) {
	o := newOffice(t)
	set := team.ChangeSet{Via: team.ViaCLI, Changes: []team.Change{
		{Kind: "task", Op: team.Put, Data: data(t, "title: First\nproject: NEW\nstatus: todo\nafter: [{task: later}]")},
		{Kind: "task", Key: "later", Op: team.Put, Data: data(t, "title: Second\nproject: NEW\nstatus: todo")},
		{Kind: "project", Key: "NEW", Op: team.Put, Data: data(t, "title: New project\nstatus: active")},
		{Kind: "skill", Op: team.Put, Data: data(t, "title: Go & SQL")},
		{Kind: "skill", Op: team.Put, Data: data(t, "title: go sql")},
		{Kind: "skill_claim", Op: team.Put, Data: data(t, "person: ana\nskill: go-sql\nlevel: 3\nsource: self")},
		{Kind: "decision", Op: team.Put, Data: data(t, "title: Use PostgreSQL\nstatus: proposed")},
		{Kind: "person", Op: team.Put, Data: data(t, "title: Ben Two")},
	}}
	a, err := o.Apply(t.Context(), o.admin, set)
	if err == nil {
		t.Fatalf("a reference to a key that is only made here was taken: %+v", a)
	}
	refused(t, err, fault.Invalid, `there is no skill "go-sql"`)
	set.Changes[5] = team.Change{Kind: "skill", Key: "third", Op: team.Put, Data: data(t, "title: Third")}
	if a, err = o.Apply(t.Context(), o.admin, set); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, r := range a.Records {
		keys = append(keys, string(r.Kind)+" "+r.Key)
	}
	want := []string{"person ben-two", "skill go-sql", "skill go-sql-2", "skill third", "project NEW", "task NEW-1", "task later", "decision D-1"}
	if !slices.Equal(keys, want) {
		t.Errorf("keys %v, want %v", keys, want)
	}
}

func TestANumberIsNeverGivenTwice(t *testing.T) {
	o := newOffice(t)
	task := "title: A\nproject: PAY\nstatus: todo"
	o.must(o.ana, "task", "", task)
	if _, err := o.delete(o.lea, "task", "PAY-1"); err != nil {
		t.Fatal(err)
	}
	o.must(o.ana, "task", "", task)
	if o.shown(o.ana, "task", "PAY-2") == "" || o.shown(o.ana, "task", "PAY-1") != "" {
		t.Error("the number of a deleted task was given again")
	}
	o.must(o.ana, "task", "PAY-9223372036854775807", task)
	o.must(o.ana, "task", "", task)
	if o.shown(o.ana, "task", "PAY-3") == "" {
		t.Error("a key with a huge number used the numbers up")
	}
}

func TestAnOldKeyLeadsOnUntilSomebodyTakesIt(t *testing.T) {
	o := newOffice(t)
	rename := func(from, to string) {
		t.Helper()
		if _, err := o.apply(o.lea, team.Change{Kind: "skill", ID: from, Key: to, Op: team.Patch, Data: data(t, "")}); err != nil {
			t.Fatal(err)
		}
	}
	o.must(o.ana, "skill", "ledger", "title: Ledger")
	rename("ledger", "accounts")
	o.shows(o.ana, "skill", "ledger", `"title":"Ledger"`)
	o.must(o.ana, "skill", "", "title: Ledger")
	if o.shown(o.ana, "skill", "ledger-2") == "" {
		t.Error("a key that was made up took the old key away")
	}
	if _, err := o.apply(o.ana, team.Change{Kind: "skill", Key: "ledger", Op: team.Put, Data: data(t, "title: Another")}); err != nil {
		t.Fatal(err)
	}
	o.shows(o.ana, "skill", "ledger", "Another")
	_, err := o.apply(o.ana, team.Change{Kind: "skill", Key: "Accounts", Op: team.Put, Data: data(t, "title: Third")})
	refused(t, err, fault.Invalid, `another skill has the key "Accounts" already`)
	_, err = o.apply(o.ana, team.Change{Kind: "skill", Key: "a b", Op: team.Put, Data: data(t, "title: Fourth"), File: "f.yaml"})
	refused(t, err, fault.Invalid, `f.yaml:1:1: key: "a b" cannot be a key`)
}

func TestWritingWhatIsThereAlreadyChangesNothing(t *testing.T) {
	o := newOffice(t)
	text := "title: T\nproject: PAY\nstatus: todo\nwork: 16h\nbrief: {why: w, outcome: o}"
	o.must(o.ana, "task", "PAY-1", text)
	before := o.Snapshot().Seq()
	for _, op := range []team.Op{team.Put, team.Patch} {
		c := o.change("task", "PAY-1", strings.Replace(text, "16h", "2d", 1))
		c.Op = op
		a, err := o.apply(o.ana, c)
		if err != nil || a.Records[0].Op != "" || a.Records[0].Version != 1 || o.Snapshot().Seq() != before {
			t.Errorf("%s: %+v, %v", op, a.Records, err)
		}
	}
}

// Two people start from version 1; what only one of them changed is kept.
func TestChangesToDifferentFieldsAreMerged(t *testing.T) {
	o := newOffice(t)
	id := o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo\nbrief: {why: w, outcome: o}\npriority: 3")
	write := func(p record.Principal, op team.Op, base int, text string) error {
		_, err := o.apply(p, team.Change{Kind: "task", ID: id, Base: base, Op: op, Data: data(t, text)})
		return err
	}
	if err := write(o.ana, team.Patch, 1, "status: doing"); err != nil {
		t.Fatal(err)
	}
	// Ben's form carries every field as it was at version 1, with two changed; the brief is written in another order.
	if err := write(o.ben, team.Put, 1, "title: T2\nproject: PAY\nstatus: todo\nbrief: {outcome: o, why: w}\ndeadline: 2026-03-01"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"title":"T2"`, `"status":"doing"`, `"deadline":"2026-03-01"`} {
		o.shows(o.ana, "task", "PAY-1", want)
	}
	if strings.Contains(o.shown(o.ana, "task", "PAY-1"), "priority") {
		t.Error("the priority that Ben's form left out is still there")
	}
}

func conflictsAreNamed(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	id := o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo\nwork: 5d")
	o.must(o.ana, "task", "PAY-1", "status: doing\ntitle: same")
	_, err := o.apply(o.ben, team.Change{Kind: "task", ID: id, Base: 1, Op: team.Patch, Data: data(t, "status: blocked\ntitle: same\nwork: 6d")})
	refused(t, err, fault.Conflict, "Somebody changed the same field", "status", "blocked", "doing")
	var c *team.ConflictError
	if !errors.As(err, &c) {
		t.Fatalf("%v is no conflict", err)
	}
	want := team.Conflict{Field: "status", Base: `"todo"`, Yours: `"blocked"`, Theirs: `"doing"`}
	if len(c.Conflicts) != 1 || c.Conflicts[0] != want || c.Version != 2 {
		t.Errorf("%+v", c)
	}
	o.shows(o.ana, "task", "PAY-1", `"work":"40h"`)
}

func TestTheSameFieldChangedTwiceIsAConflict(t *testing.T) {
	caught(t, conflictsAreNamed, "ignore versions")
}

func TestExactChangesAreRefusedOnAnyOtherVersion(t *testing.T) {
	o := newOffice(t)
	id := o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo")
	o.must(o.ana, "task", "PAY-1", "status: doing")
	c := team.Change{Kind: "task", ID: id, Base: 1, Exact: true, Op: team.Patch, Data: data(t, "priority: 2")}
	_, err := o.apply(o.ben, c)
	refused(t, err, fault.Stale, "version 2 now, not 1")
	c.Exact, c.Base = false, 7
	_, err = o.apply(o.ben, c)
	refused(t, err, fault.Stale, "no version 7")
}

func onceOnly(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	set := team.ChangeSet{ID: "chosen-by-client", Via: team.ViaAPI, Changes: []team.Change{
		{Kind: "task", Op: team.Put, Data: data(t, "title: T\nproject: PAY\nstatus: todo")}}}
	first, err := o.Apply(t.Context(), o.ana, set)
	if err != nil {
		t.Fatal(err)
	}
	second, err := o.Apply(t.Context(), o.ana, set)
	if err != nil || !second.Again || second.Records[0].ID != first.Records[0].ID || !second.At.Equal(first.At) {
		t.Errorf("the second time: %+v, %v", second, err)
	}
	if n := o.Snapshot().Count("task"); n != 1 {
		t.Errorf("%d tasks", n)
	}
	if _, err := o.Apply(t.Context(), o.ben, set); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("somebody else's change id gave their result: %v", err)
	}
}

func TestAChangeIDAppliesOnce(t *testing.T) { caught(t, onceOnly, "forget changes") }

func TestOneMistakeStopsTheWholeSet(t *testing.T) {
	o := newOffice(t)
	before := o.Snapshot().Seq()
	_, err := o.Apply(t.Context(), o.ana, team.ChangeSet{Changes: []team.Change{
		{Kind: "task", Key: "a", Op: team.Put, Data: data(t, "title: Fine\nproject: PAY\nstatus: todo"), File: "a.yaml"},
		{Kind: "task", Key: "b", Op: team.Put, Data: data(t, "title: Bad\nproject: GONE\nstatus: todo"), File: "b.yaml"},
		{Kind: "task", Key: "c", Op: team.Put, Data: data(t, "title: Worse\nproject: PAY\nstatus: tood\nlasts: x"), File: "c.yaml"},
		{Kind: "task", Key: "d", Op: team.Put, Data: data(t, "title: Both\nproject: PAY\nstatus: todo\nwork: 1d\nlasts: 1d"), File: "d.yaml"},
		{Kind: "task", Key: "a", Op: team.Put, Data: data(t, "title: Twice\nproject: PAY\nstatus: todo"), File: "e.yaml"},
	}})
	refused(t, err, fault.Invalid, `b.yaml:2:10: project: there is no project "GONE"`, "c.yaml:3:9: status", "c.yaml:4:8: lasts", "d.yaml:5:8: lasts: a task has either")
	if o.Snapshot().Seq() != before {
		t.Error("something was written")
	}
	_, err = o.Apply(t.Context(), o.ana, team.ChangeSet{Changes: []team.Change{
		o.change("person", "ana", "role: x"), o.change("person", "ana", "role: y")}})
	refused(t, err, fault.Invalid, "stands twice in one change set")
	_, err = o.apply(o.ana, team.Change{Kind: "unicorn", Op: team.Put, Data: data(t, "")})
	refused(t, err, fault.NotFound, `no kind of record called "unicorn"`, "person, team")
	_, err = o.apply(o.ana, team.Change{Kind: "task", ID: "nope", Op: team.Patch, Data: data(t, "")})
	refused(t, err, fault.NotFound, `no task "nope"`)
}

func TestAnIDIsNeverUsedAgainAfterErasing(t *testing.T) {
	o := newOffice(t)
	id := o.must(o.admin, "person", "eve", "title: Eve")
	if _, err := o.apply(o.admin, team.Change{Kind: "person", ID: "eve", Op: team.Delete}); err != nil {
		t.Fatal(err)
	}
	// What was only deleted still has its history; erasing must reach it.
	if _, err := o.apply(o.admin, team.Change{Kind: "person", ID: id, Op: team.Erase}); err != nil {
		t.Fatal(err)
	}
	rows, err := o.Store().History(t.Context(), "person", id)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if len(r.Data) > 0 || r.Key != "" {
			t.Errorf("version %d still holds %q under the key %q", r.Version, r.Data, r.Key)
		}
	}
	_, err = o.apply(o.admin, team.Change{Kind: "person", ID: id, Op: team.Put, Data: data(t, "title: Eve again")})
	refused(t, err, fault.Invalid, "cannot be used")
}

func TestPreviewSaysWhatApplyWouldDoAndWritesNothing(t *testing.T) {
	o := newOffice(t)
	o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo")
	before := o.Snapshot()
	set := team.ChangeSet{Changes: []team.Change{o.change("task", "PAY-1", "status: done"), o.change("task", "PAY-2", "title: U\nproject: PAY\nstatus: todo")}}
	a, next, err := o.Preview(t.Context(), o.ana, set)
	if err != nil || len(a.Records) != 2 || a.Records[0].Diff[0] != (team.FieldDiff{Field: "status", Before: `"todo"`, After: `"done"`}) || !a.Records[1].Created {
		t.Fatalf("%+v, %v", a, err)
	}
	if next.Count("task") != 2 || before.Count("task") != 1 || o.Snapshot() != before {
		t.Error("the preview was written")
	}
	set.Changes[1] = o.change("task", "PAY-1", "after: [{task: PAY-1}]")
	set.Changes = set.Changes[1:]
	_, _, err = o.Preview(t.Context(), o.ana, set)
	refused(t, err, fault.Invalid, "wait for each other for ever: PAY-1 → PAY-1")
}
