package tasks_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/files/tasks"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

var system = record.Principal{System: true}

// office is an organisation with Ana (who is ana-gh at the forge) and a skill.
func office(t *testing.T) *team.Team {
	t.Helper()
	s, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{BallastBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	tm, err := team.Open(t.Context(), team.Options{Store: s, Registry: kinds.Registry()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tm.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	yaml(t, tm, `
- {kind: person, key: ana, title: Ana Sol, email: ana@example.org}
- {kind: identity, key: i, person: ana, login: "github:ana-gh"}
- {kind: skill, key: ledger, title: Ledger}
`)
	return tm
}

func yaml(t *testing.T, tm *team.Team, text string) {
	t.Helper()
	cs, err := files.Read(tm.Registry(), files.Source{Name: "f", Data: []byte(text)})
	if err == nil {
		_, err = tm.Apply(t.Context(), system, cs)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// bring imports a text into project PAY and gives the notes.
func bring(t *testing.T, tm *team.Team, name, text string) (tasks.Mapped, team.Applied) {
	t.Helper()
	_, issues, err := tasks.Read(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	have, err := files.Items(tm.View(system))
	if err != nil {
		t.Fatal(err)
	}
	m, err := tasks.Map("PAY", issues, have)
	if err != nil {
		t.Fatal(err)
	}
	a, err := tm.Apply(t.Context(), system, m.Set)
	if err != nil {
		t.Fatal(err)
	}
	return m, a
}

func shown(t *testing.T, tm *team.Team, kind record.Kind) string {
	t.Helper()
	items, err := files.Items(tm.View(system))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := files.ExportKind(&b, tm.Registry(), items, kind); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func nothingChanges(t *testing.T, tm *team.Team, name, text string) {
	t.Helper()
	before := tm.Snapshot().Seq()
	m, a := bring(t, tm, name, text)
	for _, r := range a.Records {
		if r.Op != "" {
			t.Errorf("importing again writes %s %s: %+v", r.Kind, r.Key, r.Diff)
		}
	}
	if m.New != 0 || tm.Snapshot().Seq() != before {
		t.Errorf("importing again makes %d tasks", m.New)
	}
}

const pasted = `# Checkout
- [ ] Ledger to double entry  @ana  #ledger  1-2-5d
- [ ] Checkout page > Ledger to double entry  @nobody 3d
- [x] Sketch
* Plain bullet #events 90m > Sketch, Checkout page
2. Numbered
`

func TestAPastedListBecomesTasks(t *testing.T) {
	tm := office(t)
	m, _ := bring(t, tm, "paste", pasted)
	want := `kind: task
key: PAY-1
title: Ledger to double entry
project: PAY
status: todo
work: 8-16-40h
seats:
  - needs:
      - {skill: ledger, level: 2}
people: [ana]
---
kind: task
key: PAY-2
title: Checkout page
project: PAY
status: todo
work: 24h
after:
  - {task: PAY-1}
---
kind: task
key: PAY-3
title: Sketch
project: PAY
status: done
---
kind: task
key: PAY-4
title: Plain bullet
project: PAY
status: todo
work: 1.5h
seats:
  - needs:
      - {skill: events, level: 2}
after:
  - {task: PAY-3}
  - {task: PAY-2}
---
kind: task
key: PAY-5
title: Numbered
project: PAY
status: todo
`
	if got := shown(t, tm, "task"); got != want {
		t.Errorf("got\n%s", got)
	}
	if !slices.Equal(m.Notes, []string{"Nobody here is called nobody; left out."}) || m.New != 5 {
		t.Errorf("%d new, notes %q", m.New, m.Notes)
	}
	nothingChanges(t, tm, "paste", pasted)
	yaml(t, tm, "{kind: task, key: PAY-2, status: doing, priority: 3}")
	nothingChanges(t, tm, "paste", pasted)
}

const github = `[
 {"number": 12, "title": "Retry payouts", "state": "OPEN", "url": "https://github.com/o/pay/issues/12", "body": "Twenty a day.\r\nBy hand.",
  "assignees": [{"login": "ana-gh"}, {"login": "who"}], "labels": [{"name": "bug"}], "milestone": null},
 {"number": 13, "title": "Old one", "state": "CLOSED", "stateReason": "NOT_PLANNED", "url": "https://github.com/o/pay/issues/13", "closedAt": "2026-02-01T10:00:00Z"}
]`

func TestGitHubIssuesAreFollowed(t *testing.T) {
	tm := office(t)
	m, _ := bring(t, tm, "issues.json", github)
	want := `kind: task
key: '#12'
title: Retry payouts
tags: [bug]
project: PAY
brief:
  why: |-
    Twenty a day.
    By hand.
status: todo
people: [ana]
external: https://github.com/o/pay/issues/12
---
kind: task
key: '#13'
title: Old one
project: PAY
status: dropped
finished: 2026-02-01
external: https://github.com/o/pay/issues/13
`
	if got := shown(t, tm, "task"); got != want || len(m.Notes) != 1 {
		t.Errorf("notes %q\n%s", m.Notes, got)
	}
	nothingChanges(t, tm, "issues.json", github)

	// What people wrote here stays; what changed at the forge follows, whatever the task is called by now.
	yaml(t, tm, "{kind: task, key: '#12', tags: [bug, ours], brief: {why: Ours, outcome: Also ours}, status: doing}")
	if _, err := tm.Apply(t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: "task", ID: "#12", Key: "PAY-RETRY", Op: team.Patch, Data: &record.Node{Shape: record.Fields}}}}); err != nil {
		t.Fatal(err)
	}
	nothingChanges(t, tm, "issues.json", github)
	bring(t, tm, "issues.json", strings.NewReplacer("Retry payouts", "Retry all payouts", `"OPEN"`, `"CLOSED", "closedAt": "2026-02-20T10:00:00Z"`).Replace(github))
	got := shown(t, tm, "task")
	for _, want := range []string{"key: PAY-RETRY\ntitle: Retry all payouts\ntags: [bug, ours]", "outcome: Also ours", "status: done\n", "finished: 2026-02-20"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	// Opened again.
	bring(t, tm, "issues.json", github)
	if got := shown(t, tm, "task"); !strings.Contains(got, "title: Retry payouts\ntags: [bug, ours]\nproject: PAY\nbrief: {outcome: Also ours, why: Ours}\nstatus: todo\npeople") {
		t.Errorf("after opening again\n%s", got)
	}
	// The same number in another repository is another task.
	bring(t, tm, "other.json", strings.ReplaceAll(github, "o/pay", "o/web"))
	if got := shown(t, tm, "task"); !strings.Contains(got, "key: 'web#13'") && !strings.Contains(got, "key: web#13") {
		t.Errorf("the other repository's issues\n%s", got)
	}
}

const gitlab = "\uFEFF" + `Title,Description,Issue ID,URL,State,Author,Assignee Username,Due Date,Closed At (UTC),Labels,Time Estimate
"Retry, payouts","Two
lines",7,https://gitlab.com/o/pay/-/issues/7,Open,x,"ana",2026-03-20,,"bug, money",7200
Old,,8,https://gitlab.com/o/pay/-/issues/8,Closed,x,,,2026-02-01 10:00:00,,0
`

const jira = `Summary;Issue key;Issue id;Status;Resolution;Assignee;Due date;Labels;Labels;Original Estimate;Inward issue link (Blocks)
Retry;PAY-7;100;In Progress;;Ana Sol;2026-03-20;bug;money;28800;PAY-8
Old;PAY-8;101;Done;Won't Do;;;;;;
`

func TestCSVExports(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		format tasks.Format
		want   []string
	}{
		"gitlab": {gitlab, tasks.GitLab, []string{"key: '#7'\ntitle: Retry, payouts\ntags: [bug, money]", "work: 2h", "deadline: 2026-03-20", "people: [ana]", "    Two\n    lines", "status: done\nfinished: 2026-02-01"}},
		"jira":   {jira, tasks.Jira, []string{"key: PAY-7\ntitle: Retry\ntags: [bug, money]", "status: doing\nwork: 8h", "after:\n  - {task: PAY-8}", "people: [ana]", "key: PAY-8\ntitle: Old\nproject: PAY\nstatus: dropped\nexternal: PAY-8"}},
	} {
		tm := office(t)
		if f, _, err := tasks.Read(name, []byte(c.text)); f != c.format {
			t.Errorf("%s: taken for %s, %v", name, f, err)
		}
		bring(t, tm, name, c.text)
		got := shown(t, tm, "task")
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got)
			}
		}
		nothingChanges(t, tm, name, c.text)
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"", "f holds no task"},
		{"# Only a heading\n", "f holds no task"},
		{"[{\"number\": 1}]", "f:1:2: title: an issue without a title"},
		{"[{\"number\": 1, \"title\": \"x\"", "f:1:28: it ends too early"},
		{"[{\"title\": \"x\", \"title\": \"y\"}]", `f:1:17: the name "title" stands twice`},
		{"Title,URL,State\nx,y,\"open\n", "f:2:11: extraneous or missing"},
		{"Title,URL,State\n,y,open\n", "f:2: title: an issue without a title"},
		{"- [ ] @ana 2d\n", "f:1: title: the line has no title"},
	} {
		_, _, err := tasks.Read("f", []byte(c.text))
		if err == nil || fault.CodeOf(err) == "" || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v; want %s", c.text, err, c.says)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{pasted, github, gitlab, jira, "- [ ] a > b > c, d", "[", "Title,URL,State\n\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, issues, err := tasks.Read("f", data)
		if err != nil {
			if fault.CodeOf(err) == "" {
				t.Fatalf("%v is no fault", err)
			}
			return
		}
		if _, err := tasks.Map("PAY", issues, nil); err != nil {
			t.Fatal(err)
		}
	})
}
