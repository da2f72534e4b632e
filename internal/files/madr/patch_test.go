package madr_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/internal/files/madr"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
)

const frontRecord = `---
# kept by the platform team
status: proposed
date: 2026-02-10
decision-makers: [Ana Castelo, "Somebody Else"]
---

# 7. Where events are kept   

## Context and Problem Statement

Events are lost
when the service restarts.

## Decision Drivers

* Nothing may be lost <!-- we lost money -->
* Nobody runs a cluster here

## Considered Options

- [PostgreSQL](https://example.org)
- Kafka

## Decision Outcome

Chosen option: "PostgreSQL", because it loses nothing.

### Consequences

* Good, because one table grows

## Pros and Cons of the Options

### Kafka

A cluster.

* Bad, because another thing to run

## More Information

See the wiki.
`

const linesRecord = "# Use Markdown\r\n\r\n* Status: proposed\r\n* Date: 2024-01-02\r\n\r\n## Context and Problem Statement\r\n\r\nNotes get lost.\r\n\r\n## Considered Options\r\n\r\n* Markdown\r\n* Wiki\r\n\r\n## Decision Outcome\r\n\r\nChosen option: \"Markdown\", because it is text.\r\n"

const plainRecord = `# 3. Use Go

Date: 2021-05-01

## Status

Accepted

Amends [2. Use C](0002-use-c.md)

## Context

We need a language.

## Decision

We use Go.

## Consequences

Builds are quick.
`

func nobody(string) record.ID { return "" }

// rewritten parses a file, changes the decision and writes it back.
func rewritten(t *testing.T, text string, change func(*madr.Doc)) string {
	t.Helper()
	doc, err := madr.Parse("0007.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	change(doc)
	out, err := madr.Rewrite("0007.md", []byte(text), doc, nobody)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// lines gives the lines of b that are not in a, and those of a that are not in b.
func lines(a, b string) (added, gone []string) {
	in := func(list []string, l string) bool {
		for _, x := range list {
			if x == l {
				return true
			}
		}
		return false
	}
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for _, l := range y {
		if !in(x, l) {
			added = append(added, l)
		}
	}
	for _, l := range x {
		if !in(y, l) {
			gone = append(gone, l)
		}
	}
	return added, gone
}

func TestOnlyWhatChangedIsRewritten(t *testing.T) {
	for name, c := range map[string]struct {
		text        string
		change      func(*madr.Doc)
		added, gone string
	}{
		"nothing":         {frontRecord, func(*madr.Doc) {}, "", ""},
		"nothing, MADR 2": {linesRecord, func(*madr.Doc) {}, "", ""},
		"nothing, Nygard": {plainRecord, func(*madr.Doc) {}, "", ""},
		"status":          {frontRecord, func(d *madr.Doc) { d.Decision.Status = "accepted" }, "status: accepted", "status: proposed"},
		"status, MADR 2":  {linesRecord, func(d *madr.Doc) { d.Decision.Status = "accepted" }, "* Status: accepted\r", "* Status: proposed\r"},
		"status, Nygard":  {plainRecord, func(d *madr.Doc) { d.Decision.Status = "deprecated" }, "Deprecated", "Accepted"},
		"superseded": {plainRecord, func(d *madr.Doc) { d.Decision.Status = "superseded"; d.SupersededBy = []string{"0009-use-rust.md"} },
			"Superseded by 0009-use-rust.md", "Accepted"},
		"title":       {frontRecord, func(d *madr.Doc) { d.Decision.Title = "Where all events are kept" }, "# 7. Where all events are kept   ", "# 7. Where events are kept   "},
		"review":      {frontRecord, func(d *madr.Doc) { d.Decision.Review = "2027-01-01" }, "review: 2027-01-01", ""},
		"review, old": {linesRecord, func(d *madr.Doc) { d.Decision.Review = "2027-01-01" }, "* Review: 2027-01-01\r", ""},
		"driver":      {frontRecord, func(d *madr.Doc) { d.Decision.Drivers = append(d.Decision.Drivers, "It is cheap") }, "* It is cheap", ""},
		"option":      {frontRecord, func(d *madr.Doc) { d.Decision.Options = append(d.Decision.Options, decide.Option{Name: "NATS"}) }, "- NATS", ""},
		"why": {frontRecord, func(d *madr.Doc) { d.Decision.Why = "nobody runs a cluster." },
			`Chosen option: "PostgreSQL", because nobody runs a cluster.`, `Chosen option: "PostgreSQL", because it loses nothing.`},
		"decision":     {plainRecord, func(d *madr.Doc) { d.Decision.Why = "We use Go 1.26." }, "We use Go 1.26.", "We use Go."},
		"consequences": {plainRecord, func(d *madr.Doc) { d.Decision.Consequences = "Builds are quick.\n\nOne binary." }, "One binary.", ""},
		"confirmation": {frontRecord, func(d *madr.Doc) { d.Decision.Confirmation = "A test counts." }, "### Confirmation|A test counts.", ""},
		"what came":    {plainRecord, func(d *madr.Doc) { d.Decision.Later = "It went well." }, "## What Came of It|It went well.", ""},
		"argument": {frontRecord, func(d *madr.Doc) { d.Decision.Options[1].Pros = []string{"everybody knows it"} },
			"* Good, because everybody knows it", ""},
		"decider": {frontRecord, func(d *madr.Doc) {
			d.Decision.Deciders, d.Deciders = []record.Ref{"x"}, []string{"Lea Moreau"}
		}, "decision-makers: [Ana Castelo, Somebody Else, Lea Moreau]", `decision-makers: [Ana Castelo, "Somebody Else"]`},
	} {
		t.Run(name, func(t *testing.T) {
			added, gone := lines(c.text, rewritten(t, c.text, c.change))
			if a, g := strings.Join(added, "|"), strings.Join(gone, "|"); a != c.added || g != c.gone {
				t.Errorf("added %q, wanted %q; gone %q, wanted %q", a, c.added, g, c.gone)
			}
		})
	}
}

func TestEverythingAtOnce(t *testing.T) {
	change := func(d *madr.Doc) {
		b := &d.Decision
		b.Title, b.Status, b.Date, b.Due, b.Review, b.Confidence = "All of it", "accepted", "2026-03-01", "2026-03-02", "2027-03-01", 900
		b.Drivers = []string{"It is cheap"}
		b.Criteria = []decide.Criterion{{Name: "cost", Weight: 0.3}}
		b.Options = []decide.Option{{Name: "A", Pros: []string{"short"}, Scores: []decide.Score{{Criterion: "cost", Value: 7}}}, {Name: "B", Text: "Long.", Cons: []string{"long"}}}
		b.Outcome, b.Why, b.Consequences, b.Confirmation, b.Expected, b.Later = "A", "it is short.", "One.", "Two.", "Three.", "Four."
	}
	short := "# Where\n\n## Context\n\nThere.\n\n## Considered Options\n\n* One\n* Two\n\n## Decision Outcome\n\nChosen option: \"One\"\n"
	for _, text := range []string{short, linesRecord, strings.Replace(frontRecord, "## More Information\n\nSee the wiki.\n", "", 1)} {
		got, err := madr.Parse("x.md", []byte(rewritten(t, text, change)))
		if err != nil || got.Decision.Later != "Four." || got.Decision.Outcome != "A" || len(got.Decision.Criteria) != 1 {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

func TestWhatIsGatheredFromSeveralPlacesIsRefused(t *testing.T) {
	doc, err := madr.Parse("0007.md", []byte(frontRecord))
	if err != nil {
		t.Fatal(err)
	}
	doc.Decision.Context = "Something else." // the file has a section "More Information" in it too
	if _, err := madr.Rewrite("0007.md", []byte(frontRecord), doc, nobody); err == nil || !strings.Contains(err.Error(), "the context") {
		t.Errorf("%v", err)
	}
}

func TestGitTakesThePatch(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "docs", "0003.md")
	for name, text := range map[string]string{"Nygard": plainRecord, "MADR 2": linesRecord, "no end of line": strings.TrimRight(plainRecord, "\n")} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		doc, err := madr.Parse("0003.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		doc.Decision.Status, doc.Decision.Later = "deprecated", "It went well."
		patch, err := madr.Patch("docs/0003.md", []byte(text), doc, nobody)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("git", "apply", "-")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(string(patch))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s\n%s", name, err, out, patch)
		}
		after, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := madr.Parse("0003.md", after)
		if err != nil || got.Decision.Status != "deprecated" || got.Decision.Later != "It went well." {
			t.Errorf("%s: %v, %+v", name, err, got)
		}
	}
}
