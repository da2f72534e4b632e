package files_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/files"
	"plumbline/internal/kinds"
	"plumbline/internal/team"
)

// A random organisation, cut into small parts: every change is in exactly one part, the
// parts apply one after the other, and what comes of them is what comes of the whole.
func TestPartsOfALargeImportMakeTheWhole(t *testing.T) {
	dose := 25
	rapid.Check(t, func(r *rapid.T) {
		if dose--; dose < 0 {
			return
		}
		var b strings.Builder
		people := rapid.IntRange(1, 12).Draw(r, "people")
		for i := range people {
			fmt.Fprintf(&b, "---\nkind: person\nkey: p%d\ntitle: P%d\nteams: [t]\n", i, i)
			if i > 0 && rapid.Bool().Draw(r, "led") { // who leads may stand later in the file
				fmt.Fprintf(&b, "lead: p%d\n", rapid.IntRange(0, i-1).Draw(r, "lead"))
			}
		}
		b.WriteString("---\nkind: team\nkey: t\ntitle: T\nlead: p0\n---\nkind: project\nkey: X\ntitle: X\nstatus: active\n")
		for i := range rapid.IntRange(1, 12).Draw(r, "tasks") {
			fmt.Fprintf(&b, "---\nkind: task\nkey: X-%d\ntitle: T\nproject: X\nstatus: todo\npeople: [p%d]\n", i+1, rapid.IntRange(0, people-1).Draw(r, "who"))
			if i > 0 {
				fmt.Fprintf(&b, "after: [{task: X-%d}]\nlinks: [{rel: x, to: task/X-%d}]\n", rapid.IntRange(1, i).Draw(r, "after"), i)
			}
		}
		cs, err := files.Read(kinds.Registry(), files.Source{Name: "f", Data: []byte(b.String())})
		if err != nil {
			r.Fatal(err)
		}
		one := &brief{TB: t}
		defer one.end()
		whole, cut := emptyTeam(one), emptyTeam(one)
		if _, err := read(whole, "f", b.String()); err != nil {
			r.Fatal(err)
		}
		n := 0
		for _, part := range files.Split(kinds.Registry(), cs, rapid.IntRange(1, 3000).Draw(r, "limit")) {
			n += len(part.Changes)
			if _, err := cut.Apply(t.Context(), system, part); err != nil {
				r.Fatalf("%v\n%s", err, b.String())
			}
		}
		if n != len(cs.Changes) || export(r, cut) != export(r, whole) {
			r.Fatalf("%d of %d changes\n%s", n, len(cs.Changes), export(r, cut))
		}
	})
}

func TestASmallImportIsOnePartAndDeletionsComeLast(t *testing.T) {
	cs := team.ChangeSet{Via: team.ViaImport, Changes: []team.Change{{Kind: "task", ID: "X-1", Op: team.Delete},
		{Kind: "skill", Key: "a", Op: team.Patch, Data: text("x")}, {Kind: "skill", Key: "b", Op: team.Patch, Data: text("x")}}}
	if got := files.Split(kinds.Registry(), cs, 1<<20); len(got) != 1 || len(got[0].Changes) != 3 {
		t.Errorf("%+v", got)
	}
	got := files.Split(kinds.Registry(), cs, 1)
	if len(got) != 3 || got[2].Changes[0].Op != team.Delete || got[0].Via != team.ViaImport {
		t.Errorf("%+v", got)
	}
}
