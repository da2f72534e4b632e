package team_test

import (
	"strings"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

func rightsAreAskedFor(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	claim := func(of string) string { return "person: " + of + "\nskill: go\nlevel: 3\nsource: self" }
	o.must(o.ana, "skill", "go", "title: Go")
	o.must(o.ana, "skill_claim", "mine", claim("ana"))
	for what, try := range map[string]func() (team.Applied, error){
		"a member changes a project":            func() (team.Applied, error) { return o.try(o.ana, "project", "PAY", "title: Mine") },
		"a member makes a project":              func() (team.Applied, error) { return o.try(o.ana, "project", "X", "title: X\nstatus: active") },
		"a member claims for somebody else":     func() (team.Applied, error) { return o.try(o.ana, "skill_claim", "", claim("ben")) },
		"a member turns a claim into another's": func() (team.Applied, error) { return o.try(o.ana, "skill_claim", "mine", "person: ben") },
		"a member changes somebody else":        func() (team.Applied, error) { return o.try(o.ana, "person", "ben", "role: x") },
		"a member comments as somebody else": func() (team.Applied, error) {
			return o.try(o.ana, "comment", "", "on: project/PAY\nauthor: ben\ntext: x")
		},
		"a member deletes a skill": func() (team.Applied, error) { return o.delete(o.ana, "skill", "go") },
		"a lead gives roles":       func() (team.Applied, error) { return o.try(o.lea, "account", "", "person: lea\nroles: [admin]") },
		"a lead erases a person": func() (team.Applied, error) {
			return o.apply(o.lea, team.Change{Kind: "person", ID: "ben", Op: team.Erase})
		},
		"somebody without any role makes a skill": func() (team.Applied, error) {
			return o.try(record.Principal{Person: o.ana.Person}, "skill", "x", "title: X")
		},
	} {
		if _, err := try(); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := o.try(o.ana, "person", "ana", "role: Engineer"); err != nil {
		t.Errorf("Ana cannot change herself: %v", err)
	}
}

func TestRightsAreAskedForEveryWrite(t *testing.T) {
	caught(t, rightsAreAskedFor, "ask nobody for rights")
}

func hiddenFieldsStay(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	o.must(o.lea, "person", "ana", "rate: 85 EUR")
	if got := o.shown(o.ana, "person", "ana"); strings.Contains(got, "85") || got == "" {
		t.Errorf("Ana sees %s", got)
	}
	whole := o.change("person", "ana", "title: Ana\nrole: Engineer")
	whole.Op = team.Put
	if _, err := o.apply(o.ana, whole); err != nil {
		t.Fatal(err)
	}
	o.shows(o.lea, "person", "ana", `"rate":"85.00 EUR"`)
	for _, text := range []string{"rate: 1 EUR", "rate: null"} {
		if _, err := o.try(o.ana, "person", "ana", text); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", text, err)
		}
	}
	o.shows(o.lea, "person", "ana", `"rate":"85.00 EUR"`)
}

func TestFieldsAWriterCannotSeeAreKept(t *testing.T) {
	caught(t, hiddenFieldsStay, "lose hidden fields")
}

func TestAReasonIsTheSubjectsAndTheLeads(t *testing.T) {
	o := newOffice(t)
	o.must(o.ana, "absence", "a", "person: ana\nfrom: 2026-03-02\nto: 2026-03-06\nreason: surgery")
	for who, p := range map[string]record.Principal{"Ana": o.ana, "Lea": o.lea} {
		if !strings.Contains(o.shown(p, "absence", "a"), "surgery") {
			t.Errorf("%s cannot see the reason", who)
		}
	}
	if got := o.shown(o.ben, "absence", "a"); strings.Contains(got, "surgery") || got == "" {
		t.Errorf("Ben sees %q", got)
	}
}

func historyKeepsSecrets(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	o.must(o.lea, "person", "ana", "rate: 85 EUR")
	o.must(o.lea, "person", "ana", "rate: 90 EUR\nrole: Senior")
	o.must(o.ana, "absence", "a", "person: ana\nfrom: 2026-03-02\nto: 2026-03-06\nreason: surgery")
	o.must(o.lea, "absence", "a", "person: ben\nreason: training")
	for _, s := range append(o.sentences(o.ana, "person", "ana"), o.sentences(o.ben, "absence", "a")...) {
		for _, secret := range []string{"85", "90", "surgery"} {
			if strings.Contains(s, secret) {
				t.Errorf("history says %q", s)
			}
		}
	}
	if got := strings.Join(o.sentences(o.lea, "person", "ana"), " "); !strings.Contains(got, "Lea changed rate an hour from 85.00 EUR to 90.00 EUR.") {
		t.Errorf("the lead reads: %s", got)
	}
}

func TestHistoryTellsNothingHidden(t *testing.T) {
	caught(t, historyKeepsSecrets, "tell hidden fields")
}

func TestConflictsAndUndoTellNothingHidden(t *testing.T) {
	o := newOffice(t)
	a, err := o.try(o.lea, "person", "ana", "rate: 85 EUR")
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Undo(t.Context(), o.ana, a.ChangeID, team.ViaUndo, "")
	refused(t, err, fault.Forbidden)
	if strings.Contains(err.Error(), "85") {
		t.Errorf("undo says %q", err)
	}
	o.shows(o.lea, "person", "ana", "85.00")
	// Both change the role; the lead changed the rate too.
	o.must(o.lea, "person", "ana", "rate: 99 EUR\nrole: A")
	c := o.change("person", "ana", "title: Ana\nrole: B")
	c.Op, c.Base = team.Put, a.Records[0].Version
	_, err = o.apply(o.ana, c)
	refused(t, err, fault.Conflict, "role")
	if strings.Contains(err.Error(), "rate") || strings.Contains(err.Error(), "99") {
		t.Errorf("the conflict says %q", err)
	}
}

func TestAPrivateRecordIsNotThereForOthers(t *testing.T) {
	o := newOffice(t)
	id := o.must(o.ana, "snooze", "", "item: x\nfor: ana\nuntil: 2026-03-01")
	_, missing := o.History(t.Context(), o.ben, "snooze", "0000000000000000")
	_, hidden := o.History(t.Context(), o.ben, "snooze", id)
	if strings.ReplaceAll(missing.Error(), "0000000000000000", id) != hidden.Error() {
		t.Errorf("missing: %v; hidden: %v", missing, hidden)
	}
	_, missing = o.delete(o.ben, "snooze", "0000000000000000")
	_, hidden = o.delete(o.ben, "snooze", id)
	if strings.ReplaceAll(missing.Error(), "0000000000000000", id) != hidden.Error() {
		t.Errorf("missing: %v; hidden: %v", missing, hidden)
	}
	// A lead deletes a person somebody's private record points at: that record does not stand in the way.
	o.must(o.admin, "person", "eve", "title: Eve")
	o.must(o.admin, "snooze", "", "item: y\nfor: eve\nuntil: 2026-03-01")
	if _, err := o.delete(o.lea, "person", "eve"); err != nil {
		t.Errorf("the private record was given away: %v", err)
	}
}
