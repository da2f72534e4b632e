package files_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/kinds"
	"plumbline/internal/pgtest"
	"plumbline/internal/record"
	"plumbline/internal/seal"
	"plumbline/internal/store"
	"plumbline/internal/store/postgres"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

var pg = pgtest.Server{Unsynced: true}

func TestMain(m *testing.M) { os.Exit(pg.Run(m)) }

var system = record.Principal{System: true}

func openTeam(t testing.TB, s store.Store) *team.Team {
	t.Helper()
	tm, err := team.Open(context.Background(), team.Options{Store: s, Registry: kinds.Registry(), Keys: seal.InMemory()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tm.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return tm
}

// brief is a test that ends before the one it is part of.
type brief struct {
	testing.TB
	ends []func()
}

func (b *brief) Cleanup(f func()) { b.ends = append(b.ends, f) }

func (b *brief) end() {
	for i := range b.ends {
		b.ends[len(b.ends)-1-i]()
	}
}

// emptyTeam opens an empty organisation on SQLite.
func emptyTeam(t testing.TB) *team.Team {
	t.Helper()
	s, err := sqlite.Open(context.Background(), t.TempDir(), sqlite.Options{BallastBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	return openTeam(t, s)
}

func onPostgres(t testing.TB) *team.Team {
	t.Helper()
	s, err := postgres.Open(context.Background(), pg.Database(t), postgres.Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	return openTeam(t, s)
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

func export(t failer, tm *team.Team) string {
	t.Helper()
	items, err := files.Items(tm.View(system))
	if err != nil {
		t.Fatalf("%v", err)
	}
	var b bytes.Buffer
	left, err := files.Export(&b, tm.Registry(), items)
	if err != nil || len(left) > 0 {
		t.Fatalf("left out %v, %v", left, err)
	}
	return b.String()
}

func read(tm *team.Team, name, text string) (team.Applied, error) {
	cs, err := files.Read(tm.Registry(), files.Source{Name: name, Data: []byte(text)})
	if err != nil {
		return team.Applied{}, err
	}
	return tm.Apply(context.Background(), system, cs)
}

const office = `kind: person
key: ana
title: Ana Sol
role: Staff engineer
rate: 85.00 EUR
---
kind: skill
key: ledger
title: Ledger
tags: [core, money]
---
kind: skill_claim
key: ana-ledger
person: ana
skill: ledger
level: 4
source: lead
---
kind: project
key: PAY
title: Payments
goal: |
  Pay out every day.

  Without anybody's help.
status: active
---
kind: task
key: PAY-1
title: 'Retry: payouts'
links:
  - {rel: relates, to: person/ana}
  - {rel: evidence, to: 'git:abc@def'}
project: PAY
brief:
  outcome: Nothing is paid twice
  why: |-
    Two payouts
    went out twice.
status: todo
work: 24-32-56h
seats:
  - needs:
      - {skill: ledger, level: 3}
    candidates: [ana]
---
kind: task
key: PAY-2
title: Report
project: PAY
status: todo
after:
  - {task: PAY-1, lag: 2h}
---
kind: comment
id: 0000000000000abc
on: task/PAY-1
author: ana
text: Looks good
---
kind: organisation
title: Office
zone: Europe/Berlin
currency: EUR
hours_per_day: 8h
`

func TestAnOrganisationAsAFilePeopleLikeToRead(t *testing.T) {
	tm := emptyTeam(t)
	if _, err := read(tm, "office.yaml", office); err != nil {
		t.Fatal(err)
	}
	if got := export(t, tm); got != office {
		t.Errorf("got\n%s", got)
	}
}

func TestReadingAFileTwiceChangesNothing(t *testing.T) {
	tm := emptyTeam(t)
	for i := range 2 {
		before := tm.Snapshot().Seq()
		a, err := read(tm, "office.yaml", office)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range a.Records {
			if i == 1 && r.Op != "" {
				t.Errorf("%s %s was written again: %+v", r.Kind, r.Key, r.Diff)
			}
		}
		if i == 1 && tm.Snapshot().Seq() != before {
			t.Error("the log has grown")
		}
	}
}

func TestWhatAFileDoesNotMentionStays(t *testing.T) {
	tm := emptyTeam(t)
	if _, err := read(tm, "office.yaml", office); err != nil {
		t.Fatal(err)
	}
	part := "kind: task\nkey: pay-2\nstatus: doing\nafter: null\n"
	if _, err := read(tm, "part.yaml", part); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(strings.Replace(office, "status: todo\nafter:\n  - {task: PAY-1, lag: 2h}\n", "status: doing\n", 1), "key: PAY-2", "key: pay-2", 1)
	if got := export(t, tm); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestPruneDeletesWhatIsNotMentionedOfTheKindsThatAre(t *testing.T) {
	tm := emptyTeam(t)
	if _, err := read(tm, "office.yaml", office); err != nil {
		t.Fatal(err)
	}
	cs, err := files.Read(tm.Registry(), files.Source{Name: "f", Data: []byte("kind: task\nkey: PAY-1\n---\nkind: organisation\ntitle: Office\n")})
	if err != nil {
		t.Fatal(err)
	}
	items, err := files.Items(tm.View(system))
	if err != nil {
		t.Fatal(err)
	}
	files.Prune(tm.Registry(), &cs, items)
	if _, err := tm.Apply(t.Context(), system, cs); err != nil {
		t.Fatal(err)
	}
	if tm.Snapshot().Count("task") != 1 || tm.Snapshot().Count("person") != 1 || tm.Snapshot().Count("organisation") != 1 {
		t.Errorf("left:\n%s", export(t, tm))
	}
}

func TestAReferenceToWhatWasErasedIsLeftOut(t *testing.T) {
	tm := emptyTeam(t)
	if _, err := read(tm, "office.yaml", office); err != nil {
		t.Fatal(err)
	}
	if _, err := tm.Apply(t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: "person", ID: "ana", Op: team.Erase}}}); err != nil {
		t.Fatal(err)
	}
	items, err := files.Items(tm.View(system))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	left, err := files.Export(&b, tm.Registry(), items)
	if err != nil || fmt.Sprint(left) != "[skill_claim ana-ledger comment 0000000000000abc]" {
		t.Errorf("left out %v, %v", left, err)
	}
	if _, err := read(emptyTeam(t), "again.yaml", b.String()); err != nil {
		t.Error(err)
	}
}

func TestMistakesInFilesAreNamedWithTheirPlace(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"title: x", `f.yaml:1:1: kind: the kind of record is missing`},
		{"kind: tsk\ntitle: x", `f.yaml:1:7: kind: there is no kind of record called "tsk"`},
		{"just words", `f.yaml:1:1: a record is written as names and values`},
		{"- kind: skill\n  title: a\n- 7", `f.yaml:3:3: a record is written as names and values`},
		{"kind: skill\nkey: a b\ntitle: x", `f.yaml:2:6: key: "a b" cannot be a key`},
		{"kind: comment\nkey: c", `f.yaml:2:6: key: a comment has no key`},
		{"kind: comment\nid: c", `f.yaml:2:5: id: "c" is not an id`},
		{"kind: skill\nkey: go\n---\nkind: skill\nkey: Go", `f.yaml:5:6: skill Go stands twice; first at f.yaml:2:6`},
		{"kind: skill\nkey: go\ntitel: Go", `f.yaml:3:8: titel: there is no field "titel" here (did you mean title?)`},
		{"kind: skill_claim\nperson: nobody\nskill: x\nlevel: 2\nsource: self", `f.yaml:2:9: person: there is no person "nobody"`},
		{"kind: skill\nkey: go\ntitle: Go\nlevels:\n  - a\n  - [b]", `f.yaml:6:5: levels[1]: What levels 0 to 5 mean is not a text`},
		{"kind: project\nkey: P\ntitle: P\nstatus: active\n---\nkind: task\nkey: a\ntitle: A\nproject: P\nstatus: todo\nafter: [{task: b}]\n---\nkind: task\nkey: b\ntitle: B\nproject: P\nstatus: todo\nafter: [{task: a}]",
			`f.yaml:11:16: after[0].task: these would wait for each other for ever: a → b → a`},
	} {
		_, err := read(emptyTeam(t), "f.yaml", c.text)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q:\ngot  %v\nwant %s", c.text, err, c.says)
		}
	}
	_, err := read(emptyTeam(t), "f.yaml", "kind: skill\nkey: go\ntitel: Go\n---\nkind: person\nkey: x\nduty: 200%\n")
	if err == nil || fault.CodeOf(err) != fault.Invalid || strings.Count(err.Error(), "f.yaml:") != 3 {
		t.Errorf("all mistakes at once: %v", err)
	}
}

// Written, read into an empty organisation, and written again: the same bytes, on
// both databases, whatever the organisation holds.
func TestExportImportExportGivesTheSameBytes(t *testing.T) {
	fill := map[record.Kind]int{}
	check := func(t *testing.T, dose int, open func(testing.TB) *team.Team) {
		rapid.Check(t, func(r *rapid.T) {
			if dose--; dose < 0 {
				return
			}
			one := &brief{TB: t}
			defer one.end()
			from := open(one)
			generate(r, from, fill)
			first := export(r, from)
			to := open(one)
			if _, err := read(to, "all.yaml", first); err != nil {
				r.Fatalf("%v\n%s", err, first)
			}
			if second := export(r, to); second != first {
				r.Fatalf("first\n%s\nsecond\n%s", first, second)
			}
			if a, err := read(from, "all.yaml", first); err != nil {
				r.Fatalf("%v", err)
			} else {
				for _, rec := range a.Records {
					if rec.Op != "" {
						r.Fatalf("%s %s was written again: %+v\n%s", rec.Kind, rec.Key, rec.Diff, first)
					}
				}
			}
		})
	}
	t.Run("sqlite", func(t *testing.T) { check(t, 30, emptyTeam) })
	t.Run("postgres", func(t *testing.T) { check(t, 6, onPostgres) })
	for _, d := range kinds.Registry().All() {
		if fill[d.Kind] == 0 {
			t.Errorf("the generated organisations held no %s", d.Kind)
		}
	}
}

// generate fills an organisation with records of every kind, from the kinds' fields
// alone; those that break a rule of their kind are refused and left out.
func generate(r *rapid.T, tm *team.Team, fill map[record.Kind]int) {
	for _, d := range tm.Registry().All() {
		for i := range rapid.IntRange(0, 3).Draw(r, string(d.Kind)) {
			if d.Single != "" && i > 0 {
				break
			}
			g := generator{r, tm}
			n := g.object(d.Fields, true)
			g.within(d, n)
			_, err := tm.Apply(context.Background(), system, team.ChangeSet{Changes: []team.Change{{Kind: d.Kind, Op: team.Put, Data: n}}})
			switch fault.CodeOf(err) {
			case "":
				if err != nil {
					r.Fatalf("%v", err)
				}
				fill[d.Kind]++
			case fault.Invalid:
			default:
				r.Fatalf("%s: %v", d.Kind, err)
			}
		}
	}
}

type generator struct {
	r  *rapid.T
	tm *team.Team
}

// within makes one-on-ones between two, and what stands in one between the same two.
func (g generator) within(d *record.Definition, n *record.Node) {
	if lead, person := n.Get("lead"), n.Get("person"); d.Kind == "one_on_one" && lead != nil && person != nil {
		g.tm.Snapshot().Each("person", func(r *record.Record) bool { person.Text = r.ID; return r.ID == lead.Text })
	}
	around, between := n.Get(d.Within), n.Get("between")
	if d.Within == "" || around == nil || between == nil {
		return
	}
	r := g.tm.Snapshot().Get("one_on_one", around.Text)
	between.Items = nil
	for _, id := range g.tm.Registry().Lookup(r.Kind).Parties(r.Body) {
		between.Items = append(between.Items, text(id))
	}
}

func (g generator) object(fields []record.Field, top bool) *record.Node {
	n := &record.Node{Shape: record.Fields}
	for i := range fields {
		f := &fields[i]
		often := 4
		if top && f.Name != "title" {
			often = 8
		}
		if !f.Required && rapid.IntRange(0, often).Draw(g.r, "has "+f.Name) > 1 && f.Name != "title" && f.Name != "days" && f.Name != "changes" {
			continue
		}
		if v := g.field(f); v != nil {
			n.Members = append(n.Members, record.Entry{Name: f.Name, Value: v})
		}
	}
	return n
}

func (g generator) field(f *record.Field) *record.Node {
	if !f.List {
		return g.one(f)
	}
	n := &record.Node{Shape: record.List}
	most := 3
	if f.Name == "hours" {
		most = 1 // several would overlap
	}
	for range rapid.IntRange(1, most).Draw(g.r, "items") {
		if v := g.one(f); v != nil {
			n.Items = append(n.Items, v)
		}
	}
	return n
}

func text(s string) *record.Node { return &record.Node{Shape: record.String, Text: s} }

func (g generator) one(f *record.Field) *record.Node {
	r := g.r
	number := func(from, to int) *record.Node {
		return &record.Node{Shape: record.Numeral, Text: fmt.Sprint(rapid.IntRange(from, to).Draw(r, f.Name))}
	}
	switch f.Type {
	case record.Object:
		return g.object(f.Fields, false)
	case record.Bool:
		return &record.Node{Shape: record.Truth, Text: fmt.Sprint(rapid.Bool().Draw(r, f.Name))}
	case record.Int, record.Number:
		return number(0, 5)
	case record.Enum:
		return text(rapid.SampledFrom(f.Enum).Draw(r, f.Name))
	case record.Reference:
		return g.reference(f.Ref, "")
	case record.Target:
		return g.reference(rapid.SampledFrom([]record.Kind{"person", "skill", "comment", "task"}).Draw(r, "target"), "/")
	case record.Day:
		return text(string(record.DateOf(time.Date(2026, 1, rapid.IntRange(1, 90).Draw(r, f.Name), 0, 0, 0, 0, time.UTC))))
	case record.Instant:
		return text(time.Unix(rapid.Int64Range(0, 2e9).Draw(r, f.Name), 0).UTC().Format(time.RFC3339))
	case record.Work:
		return text(record.Minutes(rapid.IntRange(60, 1200).Draw(r, f.Name)).String())
	case record.Guess:
		return text(rapid.SampledFrom([]string{"5h", "1-2-3h", "30m", "7-70-700m"}).Draw(r, f.Name))
	case record.Amount:
		return text(rapid.SampledFrom([]string{"85 EUR", "0.01 EUR", "7 JPY", "-3.5 USD"}).Draw(r, f.Name))
	case record.Portion:
		return text(rapid.SampledFrom([]string{"0%", "12.5%", "80%"}).Draw(r, f.Name))
	case record.Markdown:
		return text(rapid.OneOf(rapid.StringMatching(`[ -~\n\t€😀]{0,60}`), rapid.SampledFrom(prose)).Draw(r, f.Name))
	}
	if s := right[f.Name]; s != "" {
		return text(s)
	}
	return text(rapid.OneOf(rapid.StringMatching(`[ -~ä€日]{1,20}`), rapid.SampledFrom(likely)).Draw(r, f.Name))
}

var prose = []string{"One line", "Two\nlines\n", "\nfirst is empty", "ends with two\n\n", " indented\n  more", "- a\n- b\n", "trailing \nblank", "---\nkind: x\n", "a: b # c\n", "\t", "\n", "|", "> x\n"}

// right are texts of fields that have a form of their own.
var right = map[string]string{"zone": "Europe/Berlin", "currency": "EUR", "day_starts": "09:00", "hours": "09:00-12:30"}

// likely are texts that are right for some field, or look like something else in YAML.
var likely = []string{"Europe/Berlin", "EUR", "09:00", "09:00-12:30", "null", "~", "true", "no", "1e3", "0x10", "2026-02-20", "- x", "a: b", "# c", "[x]", "{x}", "'", "\"", "!tag", "&a", "*a", "%", "@x", "`", " x ", "git:a@b", "=", "<<", "kind"}

func (g generator) reference(kind record.Kind, sep string) *record.Node {
	var ids []string
	g.tm.Snapshot().Each(kind, func(r *record.Record) bool { ids = append(ids, r.ID); return true })
	if len(ids) == 0 {
		return nil
	}
	id := rapid.SampledFrom(ids).Draw(g.r, "which "+string(kind))
	if sep != "" {
		id = string(kind) + sep + id
	}
	return text(id)
}
