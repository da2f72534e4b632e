package team_test

import (
	"bytes"
	"strings"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

const noteID = "00000000000n0tes"

// note writes one private note of Ana's and changes it once.
func (o *office) note() {
	o.t.Helper()
	write := func(text string) {
		if _, err := o.apply(o.ana, team.Change{Kind: "private_note", ID: noteID, Op: team.Patch, Data: data(o.t, text)}); err != nil {
			o.t.Fatal(err)
		}
	}
	write("author: ana\nabout: ben\ntitle: Zirkon\ntags: [zirkon]\ntext: Zirkon, said once")
	write("text: Zirkon, said twice")
}

// noteIsSealed looks for the words of a note in every row of the log, and in what the
// product itself sees.
func noteIsSealed(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	o.note()
	rows, err := o.Store().After(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	sealed := 0
	for i := range rows {
		if r := &rows[i]; bytes.Contains(bytes.ToLower(r.Data), []byte("zirkon")) {
			t.Errorf("row %d holds %s", r.Seq, r.Data)
		} else if r.Kind == "private_note" && r.KeyID != "" {
			sealed++
		}
	}
	if sealed != 2 {
		t.Errorf("%d rows are sealed", sealed)
	}
	for name, p := range map[string]record.Principal{"the product": o.admin, "an admin": {Person: o.lea.Person, Roles: record.Everyone}} {
		if got := o.shown(p, "private_note", noteID); strings.Contains(got, "Zirkon") {
			t.Errorf("%s sees %s", name, got)
		}
	}
	for _, want := range []string{`"text":"Zirkon, said twice"`, `"tags":["zirkon"]`, `"title":"Zirkon"`} {
		o.shows(o.ana, "private_note", noteID, want)
	}
}

func TestANoteIsSealedInTheLog(t *testing.T) { caught(t, noteIsSealed, "write in clear") }

func TestASealedNoteIsEditedAndUndoneByItsAuthor(t *testing.T) {
	o := newOffice(t)
	o.note()
	list, err := o.History(t.Context(), o.ana, "private_note", noteID)
	if err != nil || len(list) != 2 || !strings.Contains(strings.Join(list[0].Sentences, " "), "from “Zirkon, said once” to “Zirkon, said twice”") {
		t.Fatalf("%+v, %v", list, err)
	}
	if _, err := o.Undo(t.Context(), o.ana, list[0].ChangeID, team.ViaUI, ""); err != nil {
		t.Fatal(err)
	}
	o.shows(o.ana, "private_note", noteID, `"text":"Zirkon, said once"`)
	// Written from version 1, while the text went elsewhere since: what is new is merged.
	if _, err := o.apply(o.ana, team.Change{Kind: "private_note", ID: noteID, Base: 2, Op: team.Patch, Data: data(t, "title: Granat")}); err != nil {
		t.Fatal(err)
	}
	o.shows(o.ana, "private_note", noteID, `"title":"Granat"`)
	o.shows(o.ana, "private_note", noteID, `"text":"Zirkon, said once"`)
	if _, err := o.apply(o.ana, team.Change{Kind: "private_note", ID: noteID, Op: team.Patch, Data: data(t, "author: ben")}); fault.CodeOf(err) != fault.Forbidden {
		t.Errorf("a note was handed on: %v", err)
	}
	if _, err := o.apply(o.ana, team.Change{Kind: "private_note", ID: noteID, Op: team.Erase}); err != nil {
		t.Fatal(err)
	}
	again := &office{Team: openTeam(t, o.Store(), o.clock), t: t}
	if got := o.shown(o.ana, "private_note", noteID) + again.shown(o.ana, "private_note", noteID); got != "" {
		t.Errorf("erased, it shows %s", got)
	}
}

// Opened again with the keys the note reads as before, also after it was erased once;
// without them it is there and cannot be read, changed or lost.
func TestASealedNoteNeedsItsKey(t *testing.T) {
	o := newOffice(t)
	o.note()
	o.Close()
	again := &office{Team: openTeam(t, o.Store(), o.clock), t: t}
	again.shows(o.ana, "private_note", noteID, "Zirkon, said twice")
	without, err := team.Open(t.Context(), team.Options{Store: o.Store(), Registry: kinds.Registry(), Now: o.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	defer without.Close()
	poor := &office{Team: without, t: t}
	if got := poor.shown(o.ana, "private_note", noteID); got == "" || strings.Contains(got, "Zirkon") {
		t.Errorf("without keys it shows %q", got)
	}
	if _, err := poor.apply(o.ana, team.Change{Kind: "private_note", ID: noteID, Op: team.Patch, Data: data(t, "text: new")}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("without its key it was changed: %v", err)
	}
	testKeys(t, o.Store()).Destroy(o.ana.Person)
	list, err := again.History(t.Context(), o.ana, "private_note", noteID)
	if err != nil || len(list) != 2 || strings.Contains(list[0].Sentences[0], "Zirkon") {
		t.Errorf("with its key destroyed its history is %+v, %v", list, err)
	}
}

func TestWhatEverybodyReadsNamesNothingPrivate(t *testing.T) {
	o := newOffice(t)
	pair := o.must(o.lea, "one_on_one", "", "lead: lea\nperson: ana\nstate: active")
	for what, try := range map[string]func() (team.Applied, error){
		"an action item": func() (team.Applied, error) {
			return o.try(o.lea, "action_item", "", "title: Ask\nowner: ana\nstate: open\nsource: one_on_one/"+pair)
		},
		"a comment": func() (team.Applied, error) {
			return o.try(o.lea, "comment", "", "on: one_on_one/"+pair+"\nauthor: lea\ntext: x")
		},
		"a link": func() (team.Applied, error) {
			return o.try(o.lea, "task", "", "title: T\nproject: PAY\nstatus: todo\nlinks: [{rel: relates, to: one_on_one/"+pair+"}]")
		},
	} {
		t.Run(what, func(t *testing.T) {
			_, err := try()
			refused(t, err, fault.Invalid, "a one on one is private")
		})
	}
}

func TestWhatStandsInAOneOnOneIsBetweenItsTwo(t *testing.T) {
	o := newOffice(t)
	pair := o.must(o.lea, "one_on_one", "", "lead: lea\nperson: ana\nstate: active")
	point := "title: Pay\nstate: open\nseries: " + pair + "\nbetween: "
	_, err := o.try(o.lea, "talking_point", "", point+"[lea, ben]")
	refused(t, err, fault.Invalid, "other people than its one on one")
	_, err = o.try(o.ben, "talking_point", "", point+"[lea, ben]")
	refused(t, err, fault.Invalid, "there is no one on one")
	_, err = o.apply(o.lea, team.Change{Kind: "one_on_one", ID: pair, Op: team.Patch, Data: data(t, "person: ben")})
	refused(t, err, fault.Invalid, "stays between these two")
	id := o.must(o.lea, "talking_point", "", point+"[ana, lea]")
	for who, p := range map[string]record.Principal{"Ben": o.ben, "an admin": {Person: o.ben.Person, Roles: record.Everyone}} {
		if got := o.shown(p, "talking_point", id) + o.shown(p, "one_on_one", pair); got != "" {
			t.Errorf("%s sees %s", who, got)
		}
	}
	o.shows(o.ana, "talking_point", id, "Pay")
}
