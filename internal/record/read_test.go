package record

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/internal/fault"
)

// thing has a field of every type.
type thing struct {
	Base
	Note    Prose     `json:"note,omitempty"`
	Flag    bool      `json:"flag,omitempty"`
	Count   int       `json:"count,omitempty"`
	Ratio   float64   `json:"ratio,omitempty"`
	State   string    `json:"state,omitempty" enum:"open,done"`
	Owner   Ref       `json:"owner,omitempty" ref:"person"`
	Day     Date      `json:"day,omitempty"`
	At      time.Time `json:"at,omitzero"`
	Takes   Minutes   `json:"takes,omitempty"`
	Guess   Estimate  `json:"guess,omitzero"`
	Cost    Money     `json:"cost,omitzero"`
	Part    Share     `json:"part,omitempty"`
	Source  string    `json:"source,omitempty" type:"target"`
	Helpers []Ref     `json:"helpers,omitempty" ref:"person"`
	Parts   []piece   `json:"parts,omitempty"`
	One     piece     `json:"one,omitzero"`
}

type piece struct {
	Who Ref    `json:"who" label:"Who" req:"true" ref:"person"`
	Why string `json:"why,omitempty"`
}

func (*thing) Validate(*Check) {}

type somebody struct{ Base }

func (*somebody) Validate(*Check) {}

func things() *Registry {
	return NewRegistry(
		Definition{Kind: "person", Schema: 1, New: func() Body { return &somebody{} }},
		Definition{Kind: "thing", Schema: 1, New: func() Body { return &thing{} }},
	)
}

const anasID = "0000000000000ana"

// office is the names of an organisation with Ana and days of six hours.
type office struct{}

func (office) ID(kind Kind, name string) ID {
	if kind == "person" && (strings.EqualFold(name, "ana") || name == anasID) {
		return anasID
	}
	return ""
}

func (office) Day() Minutes { return 6 * 60 }

func readYAML(t *testing.T, text string, part bool) (Content, []fault.Problem) {
	t.Helper()
	docs, err := ParseYAML("f.yaml", []byte(text), MaxRequest)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	return things().Lookup("thing").Read(docs[0], office{}, "f.yaml", part)
}

func TestEveryTypeIsReadIntoItsCanonicalForm(t *testing.T) {
	got, problems := readYAML(t, `
title: A thing
note: |
  two
  lines
flag: true
count: 3
ratio: 0.5
state: open
owner: Ana
day: 2026-02-20
at: 2026-02-20T15:00:00+01:00
takes: 2d
guess: 1-2-3d
cost: 85 EUR
part: 12.5%
source: person/ana
helpers: ana
parts: [{who: ana, why: because}]
links: [{rel: evidence, to: "git:abc@def"}, {rel: relates, to: person/ana}]
tags: [x, 7]
`, false)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := `{"at":"2026-02-20T14:00:00Z","cost":"85.00 EUR","count":3,"day":"2026-02-20","flag":true,"guess":"6-12-18h",` +
		`"helpers":["` + anasID + `"],"links":[{"rel":"evidence","to":"git:abc@def"},{"rel":"relates","to":"person/` + anasID + `"}],` +
		`"note":"two\nlines\n","owner":"` + anasID + `","part":"12.5%","parts":[{"who":"` + anasID + `","why":"because"}],` +
		`"ratio":0.5,"source":"person/` + anasID + `","state":"open","tags":["x","7"],"takes":"12h","title":"A thing"}`
	if string(got.JSON()) != want {
		t.Errorf("got  %s\nwant %s", got.JSON(), want)
	}
}

func TestEveryMistakeIsNamedWithItsPlaceAndANextStep(t *testing.T) {
	for _, c := range []struct{ written, place, field, text, hint string }{
		{"flag: yes", "f.yaml:1:7", "flag", `"yes" is neither true nor false`, "write true or false"},
		{"flag: \"true\"", "f.yaml:1:7", "flag", "neither true nor false", "write true or false"},
		{"count: 1.5", "f.yaml:1:8", "count", "1.5 is not a whole number", "round it"},
		{"count: many", "f.yaml:1:8", "count", `"many" is not a number in range`, "write a number"},
		{"ratio: .nan", "f.yaml:1:8", "ratio", "not a number in range", "write a number"},
		{"ratio: 1e300", "f.yaml:1:8", "ratio", "not a number in range", "write a number"},
		{"state: opn", "f.yaml:1:8", "state", `"opn" is not one of open, done`, ""},
		{"owner: ben", "f.yaml:1:8", "owner", `there is no person "ben"`, ""},
		{"day: 2026-02-30", "f.yaml:1:6", "day", "not a day of the calendar", ""},
		{"at: 2026-02-20 14:00", "f.yaml:1:5", "at", "not an instant", ""},
		{"at: 9999-12-31T23:59:59-05:00", "f.yaml:1:5", "at", "not an instant", ""},
		{"takes: 5", "f.yaml:1:8", "takes", "not an amount of work", ""},
		{"guess: 3-2-1d", "f.yaml:1:8", "guess", "does not rise", ""},
		{"cost: 85", "f.yaml:1:7", "cost", "not an amount of money", ""},
		{"part: 20", "f.yaml:1:7", "part", "not a share", ""},
		{"source: nowhere", "f.yaml:1:9", "source", "neither kind/key of a record nor the address of a fact", ""},
		{"source: person/ben", "f.yaml:1:9", "source", `there is no person "ben"`, ""},
		{"title: [a]", "f.yaml:1:8", "title", "Title is not a text", "write it as text"},
		{"title: \"a\\u202eb\"", "f.yaml:1:8", "title", "invisible character U+202E", ""},
		{"title: \"a\\u200bb\"", "f.yaml:1:8", "title", "invisible character U+200B", ""},
		{"title: \"a\\nb\"", "f.yaml:1:8", "title", "invisible character U+000A", ""},
		{"note: \"a\\0b\"", "f.yaml:1:7", "note", "invisible character U+0000", ""},
		{"helpers: {a: b}", "f.yaml:1:10", "helpers", "Helpers is a list", "write a list"},
		{"helpers: [ana, ben]", "f.yaml:1:16", "helpers[1]", `there is no person "ben"`, ""},
		{"parts: [{why: x}]", "f.yaml:1:9", "parts[0].who", "Who is missing", "fill it in"},
		{"parts: [{who: \"\"}]", "f.yaml:1:9", "parts[0].who", "Who is missing", "fill it in"},
		{"parts: [x]", "f.yaml:1:9", "parts[0]", "Parts has parts", "write names and values: who, why"},
		{"one: {whu: ana}", "f.yaml:1:12", "one.whu", `there is no field "whu" here`, "did you mean who?"},
		{"owmer: ana", "f.yaml:1:8", "owmer", `there is no field "owmer" here`, "did you mean owner?"},
		{"colour: red", "f.yaml:1:9", "colour", `there is no field "colour" here`, "the fields are title, tags"},
		{"note: " + strings.Repeat("x", MaxProse+1), "f.yaml:1:7", "note", "Note has 64 KiB; at most 64 are kept", ""},
		{"title: |\n" + strings.Repeat(" ", 3) + strings.Repeat("y", 200000), "f.yaml:1:8", "title", "at most 64 are kept", ""},
	} {
		_, problems := readYAML(t, c.written, true)
		if len(problems) == 0 {
			t.Errorf("%.60s: nothing was found wrong", c.written)
			continue
		}
		p := problems[0]
		if p.Place != c.place || p.Field != c.field || !strings.Contains(p.Text, c.text) || !strings.Contains(p.Hint, c.hint) {
			t.Errorf("%.60s: got %+v", c.written, p)
		}
	}
}

func TestAllMistakesAreReportedNotOnlyTheFirst(t *testing.T) {
	_, problems := readYAML(t, "count: x\nday: y\nwrong: z\nparts: [{}, {}]", false)
	if len(problems) != 5 {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
}

func TestAPartKeepsWhatIsClearedAndAWholeDropsIt(t *testing.T) {
	part, problems := readYAML(t, "owner: null\ncount: 0\nnote: ''", true)
	if v, there := part["owner"]; len(problems) > 0 || !there || v != nil {
		t.Errorf("owner: %q, there %v, %v", v, there, problems)
	}
	if v, there := part["count"]; !there || v != nil {
		t.Errorf("a count of nothing says nothing: %q, there %v", v, there)
	}
	whole, _ := readYAML(t, "owner: null\ntitle: x", false)
	if _, there := whole["owner"]; there {
		t.Error("a whole record keeps a cleared field")
	}
}

func TestEqualValuesHaveEqualBytesHoweverTheyAreWritten(t *testing.T) {
	a, _ := readYAML(t, "parts: [{why: x, who: ana}]\ntakes: 2h\nratio: 1.50\ncost: 1 EUR\nnote: \"a\\r\\nb\"", true)
	b, _ := readYAML(t, "note: \"a\\nb\"\ncost: 1.00 EUR\nratio: 15e-1\ntakes: 120m\nparts: [{who: "+anasID+", why: x}]", true)
	if string(a.JSON()) != string(b.JSON()) {
		t.Errorf("%s\n%s", a.JSON(), b.JSON())
	}
}

// What was read, stored, shown as YAML's cousin JSON and read again is the same.
func TestCanonicalContentReadsBackAsItself(t *testing.T) {
	d := things().Lookup("thing")
	rapid.Check(t, func(t *rapid.T) {
		b := &thing{Base: Base{Title: rapid.StringMatching(`[ -~äß日]{0,20}`).Draw(t, "title")},
			Note: Prose(rapid.StringMatching(`[ -~\n]{0,40}`).Draw(t, "note")), Flag: rapid.Bool().Draw(t, "flag"),
			Count: rapid.IntRange(-1e9, 1e9).Draw(t, "count"), Ratio: rapid.Float64Range(-1e9, 1e9).Draw(t, "ratio"),
			Takes: Minutes(rapid.Int64Range(0, 1e6).Draw(t, "takes")), Guess: drawEstimate(t),
			At: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0).UTC(), Parts: []piece{{Who: anasID, Why: rapid.StringMatching(`[a-z ]*`).Draw(t, "why")}}}
		data, _ := Encode(b)
		n, err := ParseJSON(data)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		c, problems := d.Read(n, office{}, "", false)
		if len(problems) > 0 {
			t.Fatalf("%s: %v", data, problems)
		}
		back, err := d.Body(c)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := Encode(back); string(again) != string(data) {
			t.Fatalf("%s\n%s", data, again)
		}
	})
}

func TestOldContentIsUpgradedAndNewerRefused(t *testing.T) {
	up := func(raw json.RawMessage) (json.RawMessage, error) {
		return json.RawMessage(strings.ReplaceAll(string(raw), `"name"`, `"title"`)), nil
	}
	r := NewRegistry(Definition{Kind: "person", Schema: 2, Upgrade: []func(json.RawMessage) (json.RawMessage, error){up}, New: func() Body { return &somebody{} }})
	b, err := r.Lookup("person").Decode(1, []byte(`{"name":"Ana"}`))
	if err != nil || b.Common().Title != "Ana" {
		t.Errorf("%+v, %v", b, err)
	}
	if _, err := r.Lookup("person").Decode(3, []byte(`{}`)); fault.CodeOf(err) != fault.Newer {
		t.Errorf("schema 3 was read: %v", err)
	}
}

func TestUnsoundDefinitionsAreRefused(t *testing.T) {
	person := Definition{Kind: "person", Schema: 1, New: func() Body { return &somebody{} }}
	for name, defs := range map[string][]Definition{
		"upper case":       {{Kind: "Person", Schema: 1, New: person.New}},
		"twice":            {person, person},
		"missing upgrade":  {{Kind: "person", Schema: 2, New: person.New}},
		"reference to air": {{Kind: "thing", Schema: 1, New: func() Body { return &thing{} }}},
		"no rule":          {{Kind: "secret", Schema: 1, New: func() Body { return &secretive{} }}},
		"hidden too deep":  {{Kind: "deep", Schema: 1, New: func() Body { return &deep{} }, Policy: Policy{Restricted: map[string]Grant{"x": Admin}}}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: taken", name)
				}
			}()
			NewRegistry(defs...)
		}()
	}
}

type secretive struct {
	Base
	X string `json:"x" restricted:"x"`
}

func (*secretive) Validate(*Check) {}

type deep struct {
	Base
	In secretiveParts `json:"in"`
}

type secretiveParts struct {
	X string `json:"x" restricted:"x"`
}

func (*deep) Validate(*Check) {}

func TestPointersNameWhereTheyStand(t *testing.T) {
	d := things().Lookup("thing")
	got := d.Pointers(&thing{Base: Base{Links: []Link{{"x", "person/p1"}, {"y", "git:a/b"}}}, Owner: "p2", Helpers: []Ref{"p3"}, Parts: []piece{{}, {Who: "p4"}}, Source: "thing/t1"})
	var at []string
	for _, p := range got {
		at = append(at, fmt.Sprintf("%s=%s/%s", p.Field, p.Kind, p.ID))
	}
	want := "links[0].to=person/p1 owner=person/p2 source=thing/t1 helpers[0]=person/p3 parts[1].who=person/p4"
	if strings.Join(at, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(at, " "), want)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"title: x", "at: 9999-12-31T23:59:59-23:59", "guess: 1-1-2m", "parts: [{who: ana}]", "ratio: -0.0", "takes: 0.5m", "cost: 0.001 KWD", "count: 999999999999999"} {
		f.Add([]byte(s), true)
	}
	d := things().Lookup("thing")
	f.Fuzz(func(t *testing.T, data []byte, part bool) {
		docs, err := ParseYAML("f", data, 1<<16)
		if err != nil {
			return
		}
		for _, n := range docs {
			c, problems := d.Read(n, office{}, "f", part)
			if len(problems) > 0 {
				continue
			}
			again, err := ParseJSON(c.JSON())
			if err != nil {
				t.Fatalf("%s: %v", c.JSON(), err)
			}
			if back, problems := d.Read(again, office{}, "f", true); len(problems) > 0 || string(back.JSON()) != string(c.JSON()) {
				t.Fatalf("%s became %s, %v", c.JSON(), back.JSON(), problems)
			}
		}
	})
}
