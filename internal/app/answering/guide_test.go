package answering

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"plumbline/history/historytest"
	"plumbline/internal/answers/about"
	"plumbline/internal/answers/code"
	"plumbline/internal/answers/invest"
	"plumbline/internal/answers/learn"
	"plumbline/internal/answers/reviewers"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/technology"
	"plumbline/internal/answers/traces"
	"plumbline/internal/app/reading"
	"plumbline/internal/kinds/guide"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

const (
	ana = "Ana Alvarez <ana@example.net>"
	ben = "Ben Brook <ben@example.net>"
)

// told is an organisation with a repository: Ana knows the ledger, where Ben has tried
// his hand; Ben and Ana share the web, which changes with the ledger.
func told(t *testing.T) *office {
	o := opened(t)
	o.put("identity", "ana-mail", "person: ana\nname: Ana Alvarez\nemail: ana@example.net\n")
	o.put("identity", "ben-mail", "person: ben\nname: Ben Brook\nemail: ben@example.net\n")
	o.reread(t, story(t))
	return o
}

func story(t *testing.T) string {
	repo := historytest.New(t)
	line := 0
	add := func(day int, by, message string, paths ...string) {
		line += 11
		files := map[string]string{}
		for i, p := range paths {
			files[p] = historytest.Lines(p, 20+(line+i)%40)
		}
		repo.Add(historytest.Commit{By: by, Day: day, Message: message, Files: files})
	}
	repo.Add(historytest.Commit{By: ana, Day: 1, Files: map[string]string{"go.mod": "module x\n\ngo 1.26\n\nrequire github.com/riverqueue/river v0.51.0\n", "ledger/doc.go": "// Package ledger keeps the books.\npackage ledger\n"}})
	for i := range 12 {
		add(640+i*8, ana, fmt.Sprintf("Post entries, step %d", i), "ledger/book.go", "ledger/book_test.go")
		add(642+i*8, ben, fmt.Sprintf("Page %d", i), "web/page.go")
		add(644+i*8, ana, fmt.Sprintf("Show entries, step %d", i), "ledger/view.go", "web/view.go")
	}
	add(738, ben, "Try the ledger", "ledger/book.go")
	add(739, ben, "Settlement retries queue overnight", "web/queue.go")
	return repo.Write()
}

func (o *office) reread(t *testing.T, dir string) {
	t.Helper()
	q := reading.Recorded(o.team.Snapshot().System(), &record.Record{Body: &guide.Repository{Base: record.Base{Title: "code"}, Path: dir}}, "", o.now, o.now)
	r, err := reading.Read(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	o.Service.put(r)
}

func TestCodeTechnologyAndWhereToGrow(t *testing.T) {
	o := told(t)
	if a := asked[code.Hotspots](o, "hotspots", ""); len(a.Items) == 0 || !strings.Contains(a.Items[0].Path, ".go") || len(a.Items[0].Reason.Evidence) == 0 {
		t.Errorf("hotspots: %+v", a.Items)
	}
	c := asked[code.Coupling](o, "coupling", "")
	if !slices.ContainsFunc(c.Files, func(p code.Pair) bool {
		return p.Apart && p.A.Path == "ledger/view.go" && p.B.Path == "web/view.go" && p.Shared == 12
	}) {
		t.Errorf("coupling: %+v", c.Files)
	}
	tech := asked[technology.Answer](o, "technology", "")
	if len(tech.Dependencies) != 2 || !tech.Dependencies[0].Direct || tech.Dependencies[1].Direct || tech.Dependencies[0].Uses[0].Version != "v0.51.0" || tech.Dependencies[0].Uses[0].Fact.Address == "" {
		t.Errorf("technology: %+v", tech.Dependencies)
	}
	a := asked[invest.Answer](o, "invest", "")
	i := slices.IndexFunc(a.Items, func(it invest.Item) bool { return strings.HasPrefix(it.Area, "ledger") })
	if i < 0 || len(a.Items[i].Knowers) != 1 || len(a.Items[i].Learners) == 0 || a.Items[i].Learners[0].Person.Key != "ben" || a.Items[i].Learners[0].Soon.IsZero() {
		t.Fatalf("invest: %+v", a.Items)
	}
}

func TestHowToLearnAnArea(t *testing.T) {
	o := told(t)
	a := asked[learn.Answer](o, "learn", "area=ledger&person=ben")
	if len(a.Teachers) != 1 || a.Teachers[0].Person.Key != "ana" {
		t.Errorf("teachers: %+v", a.Teachers)
	}
	if len(a.Files) < 2 || a.Files[0].Path != "ledger/doc.go" || a.Files[1].Path == "ledger/book_test.go" {
		t.Errorf("files: %+v", a.Files)
	}
	for _, e := range a.Examples {
		if !strings.Contains(e.Fact.Label, "entries") {
			t.Errorf("an example that is not Ana's own: %+v", e)
		}
	}
	if len(a.Examples) == 0 {
		t.Error("no examples")
	}
}

func TestReviewersOfAPathAndAsLinesAndComment(t *testing.T) {
	o := told(t)
	for _, aim := range []string{"speed", "expertise", "spread"} {
		a := asked[reviewers.Answer](o, "reviewers", "path=ledger&aim="+aim)
		if len(a.Items) == 0 || len(a.Items) > 5 || !strings.Contains(a.Comment, a.Items[0].Person.Title) || !strings.HasPrefix(a.CodeOwners, "/ledger/ ") {
			t.Errorf("%s: %+v", aim, a)
		}
	}
	if a := asked[reviewers.Answer](o, "reviewers", ""); len(a.Items) != 0 || a.Headline.ID != "reviewers.which" {
		t.Errorf("nothing asked: %+v", a)
	}
}

func (o *office) as(t *testing.T, person, question string) string {
	t.Helper()
	me := o.team.Snapshot().System().ID("person", person)
	a, err := o.Answer(t.Context(), question, map[string][]string{"person": {"ana"}}, o.team.View(record.Principal{Person: me, Roles: record.Member}))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCountsAboutAPersonAreForThatPerson(t *testing.T) {
	o := told(t)
	o.put("skill", "go", "title: Go\nevidence: {languages: [Go]}\n")
	mine, theirs := o.as(t, "ana", "about"), o.as(t, "ben", "about")
	counted := regexp.MustCompile(`\d+ (commit|change|file)s?\b`)
	for _, words := range []string{"25 commits", "25 changes"} {
		if !strings.Contains(mine, words) {
			t.Errorf("her own page lacks %q", words)
		}
	}
	if seen := counted.FindString(theirs); seen != "" {
		t.Errorf("others see %q", seen)
	}
	if !strings.Contains(theirs, `"state":"unsaid"`) {
		t.Error("others do not see the state")
	}
	for _, c := range asked[skills.Answer](o, "skills", "").Cells {
		if counted.MatchString(c.Said.Text()) {
			t.Errorf("the matrix counts: %s", c.Said.Text())
		}
	}
}

func TestCommitsThatMayBelongToATaskAreAskedAboutOnce(t *testing.T) {
	o := told(t)
	o.put("project", "PAY", "title: Pay\nstatus: active\n")
	o.put("task", "PAY-1", "project: PAY\ntitle: Settlement retries\nstatus: doing\nstarted: 2026-01-05\n")
	a := asked[traces.Answer](o, "traces", "task=PAY-1")
	if len(a.Maybe) != 1 || a.Count != 0 || !strings.Contains(a.Maybe[0].Fact.Label, "Settlement retries") {
		t.Fatalf("%+v", a)
	}
	for _, step := range []struct {
		data  map[string]any
		count int
		state string
	}{{a.Maybe[0].Refuse, 0, traces.Asserted}, {a.Maybe[0].Confirm, 1, traces.Evidenced}} {
		data, err := record.Written(step.data)
		if err != nil {
			t.Fatal(err)
		}
		done, err := o.team.Apply(t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: "evidence_link", Op: team.Put, Data: data}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := asked[traces.Answer](o, "traces", "task=PAY-1"); len(got.Maybe) != 0 || got.Count != step.count || got.State != step.state {
			t.Errorf("after %v: %+v", step.data["state"], got)
		}
		if _, err := o.team.Undo(t.Context(), system, done.ChangeID, team.ViaAPI, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNamesThatLookAlikeAreSettledOnce(t *testing.T) {
	o := opened(t)
	o.put("identity", "ana-mail", "person: ana\nname: Ana Alvarez\nemail: ana.alvarez@work.net\n")
	repo := historytest.New(t)
	repo.Add(historytest.Commit{By: "Ana Alvarez <ana.alvarez@work.net>", Day: 700, Files: map[string]string{"a.go": "package a\n"}})
	repo.Add(historytest.Commit{By: "aalv <ana.alvarez@home.net>", Day: 701, Files: map[string]string{"b.go": "package a\n"}})
	dir := repo.Write()
	o.reread(t, dir)
	for _, deny := range []bool{true, false} {
		pairs := asked[about.Pairs](o, "identities", "").Items
		if len(pairs) != 1 || pairs[0].A.Key != "ana" {
			t.Fatalf("%+v", pairs)
		}
		changes, want := pairs[0].Confirm, 1
		if deny {
			changes, want = pairs[0].Deny, 2
		}
		done := o.settle(t, changes)
		o.reread(t, dir)
		if left := asked[about.Pairs](o, "identities", "").Items; len(left) != 0 || len(o.world.Load().Repos[0].People) != want {
			t.Errorf("deny %v: asked again %+v, %d people", deny, left, len(o.world.Load().Repos[0].People))
		}
		if _, err := o.team.Undo(t.Context(), system, done, team.ViaAPI, ""); err != nil {
			t.Fatal(err)
		}
		o.reread(t, dir)
	}
}

func (o *office) settle(t *testing.T, changes []about.Change) string {
	t.Helper()
	cs := team.ChangeSet{}
	for _, c := range changes {
		data, err := record.Written(c.Data)
		if err != nil {
			t.Fatal(err)
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: record.Kind(c.Kind), ID: c.ID, Op: team.Op(c.Op), Data: data})
	}
	done, err := o.team.Apply(t.Context(), system, cs)
	if err != nil {
		t.Fatal(err)
	}
	return done.ChangeID
}
