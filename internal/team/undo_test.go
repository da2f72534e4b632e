package team_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/team"
)

func TestUndoBringsEveryRecordOfASetBack(t *testing.T) {
	o := newOffice(t)
	o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo")
	before := o.shown(o.ana, "task", "PAY-1")
	a, err := o.apply(o.ana, o.change("task", "PAY-1", "status: doing\npriority: 4"), o.change("skill", "go", "title: Go"))
	if err != nil {
		t.Fatal(err)
	}
	u, err := o.Undo(t.Context(), o.ana, a.ChangeID, team.ViaUndo, "a mistake")
	if err != nil {
		t.Fatal(err)
	}
	if o.shown(o.ana, "task", "PAY-1") != before || o.shown(o.ana, "skill", "go") != "" {
		t.Errorf("after undo: %s and %q", o.shown(o.ana, "task", "PAY-1"), o.shown(o.ana, "skill", "go"))
	}
	if _, err := o.Undo(t.Context(), o.ana, u.ChangeID, team.ViaUndo, ""); err != nil {
		t.Fatal(err)
	}
	o.shows(o.ana, "task", "PAY-1", `"priority":4`)
	o.shows(o.ana, "skill", "go", "Go")
}

func TestADeletedRecordComesBackWithItsKey(t *testing.T) {
	o := newOffice(t)
	o.must(o.ana, "skill", "go", "title: Go")
	a, err := o.delete(o.lea, "skill", "go")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Undo(t.Context(), o.ana, a.ChangeID, team.ViaUndo, ""); err != nil {
		t.Fatal(err) // whoever may make a skill may bring one back
	}
	o.shows(o.ana, "skill", "go", "Go")
	got := o.sentences(o.ana, "skill", "go")
	if want := []string{"Ana brought this skill back.", "Lea deleted this skill.", "Ana created this skill."}; !slices.Equal(got, want) {
		t.Errorf("history %q", got)
	}
}

func undoRefuses(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	a, err := o.try(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo")
	if err != nil {
		t.Fatal(err)
	}
	b, err := o.try(o.ana, "task", "PAY-1", "status: doing")
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Undo(t.Context(), o.ana, a.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Conflict, "somebody has changed task PAY-1 since")
	o.clock.pass(31 * 24 * time.Hour)
	_, err = o.Undo(t.Context(), o.ana, b.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Conflict, "more than 30 days old")
}

func TestUndoIsRefusedWithTheReason(t *testing.T) {
	caught(t, undoRefuses, "undo anything")

	o := newOffice(t)
	made, err := o.try(o.ana, "skill", "go", "title: Go")
	if err != nil {
		t.Fatal(err)
	}
	o.must(o.ana, "skill_claim", "c", "person: ana\nskill: go\nlevel: 2\nsource: self")
	_, err = o.Undo(t.Context(), o.ana, made.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Invalid, "skill go is still used by skill claim c")
	entries, err := o.History(t.Context(), o.ana, "skill", "go")
	if err != nil || entries[0].Undoable || !strings.Contains(entries[0].WhyNot, "still used by skill claim c") {
		t.Errorf("%+v, %v", entries, err)
	}
	gone, err := o.delete(o.lea, "skill_claim", "c")
	if err != nil {
		t.Fatal(err)
	}
	o.must(o.ben, "skill", "rust", "title: Rust")
	o.must(o.ben, "skill_claim", "c", "person: ben\nskill: rust\nlevel: 2\nsource: self")
	_, err = o.Undo(t.Context(), o.lea, gone.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Conflict, `another skill claim has the key "c" now`)
	_, err = o.Undo(t.Context(), o.ana, "no-such-change", team.ViaUndo, "")
	refused(t, err, fault.NotFound)
	role, err := o.try(o.lea, "project", "PAY", "goal: x")
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Undo(t.Context(), o.ana, role.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Forbidden)
	erased, err := o.apply(o.admin, team.Change{Kind: "skill", ID: "rust", Op: team.Erase})
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Undo(t.Context(), o.admin, erased.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Conflict, "erased a record for good")
}

func TestHistoryReadsAsSentences(t *testing.T) {
	o := newOffice(t)
	o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo")
	o.must(o.ana, "task", "PAY-2", "title: Second\nproject: PAY\nstatus: todo")
	o.must(o.lea, "task", "PAY-1", "status: doing\npeople: [ben, ana]\nafter: [{task: PAY-2, lag: 2h}]\nwork: 2d")
	o.must(o.lea, "task", "PAY-1", "people: null\nsplit: true")
	if _, err := o.apply(o.lea, team.Change{Kind: "task", ID: "PAY-1", Key: "PAY-77", Op: team.Patch, Data: data(t, "")}); err != nil {
		t.Fatal(err)
	}
	got := o.sentences(o.ana, "task", "PAY-1")
	want := []string{
		"Lea renamed it from PAY-1 to PAY-77.",
		"Lea cleared pinned people (was Ben, Ana).",
		"Lea set may be interrupted by other work to yes.",
		"Lea changed status from todo to doing.",
		"Lea set work to 16h.",
		"Lea set after to task Second, lag 2h.",
		"Lea set pinned people to Ben, Ana.",
		"Ana created this task.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("history:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	entries, _ := o.History(t.Context(), o.ana, "task", "PAY-77")
	if !entries[0].Undoable || entries[1].Undoable || entries[1].WhyNot == "" || entries[0].By != o.lea.Person {
		t.Errorf("%+v", entries[:2])
	}
}

func TestWhatFoundedTheOrganisationCannotBeTakenBack(t *testing.T) {
	o := newOffice(t)
	h, err := o.History(t.Context(), o.ana, "organisation", "organisation")
	if err != nil || len(h) == 0 {
		t.Fatalf("no history of the organisation: %v", err)
	}
	founding := h[len(h)-1]
	if founding.Undoable {
		t.Error("history offers to undo the founding")
	}
	_, err = o.Undo(t.Context(), o.ana, founding.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Conflict, "founded")
}
