package madr_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/fault"
	"plumbline/internal/files/madr"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
)

const four = `---
status: accepted
date: 2026-02-10
decision-makers:
  - Lea
  - 'Ana: lead'
consulted:
  - Ben
---

# Where events are kept

## Context and Problem Statement

Events are lost when the service restarts.

` + "```" + `
# not a heading
` + "```" + `

## Decision Drivers

* Nothing may be lost
* Nobody runs a cluster here

## Considered Options

* PostgreSQL
* Kafka

## Decision Outcome

Chosen option: "PostgreSQL", because it loses nothing,
and costs nothing.

### Consequences

* Good, because one backup holds all
* Bad, because one table grows

### Confirmation

A test kills the service and counts.

## Pros and Cons of the Options

### PostgreSQL

* Good, because known to everybody

### Kafka

As a service.

* Good, because it is made for it
* Neutral, because everybody talks about it
* Bad, because another thing to run
`

const three = `---
# These are optional elements.
status: "superseded by [ADR-0005](0005-example.md)"
date: 2024-01-02
deciders: Lea, Ana
---
# ADR-0003: Use Markdown

## Context and Problem Statement

How?

<!-- This is an optional element. -->
## Considered Options

* MADR 3
* Formless

## Decision Outcome

Chosen option: "MADR 3", because
it is short.

## Validation

By review.

## More Information

See elsewhere.
`

const two = `# Use Plain JUnit5 for advanced test assertions

* Status: accepted
* Deciders: Ana, Ben
* Date: 2019-03-04

Technical Story: [#12](https://example.org/12)

## Context and Problem Statement

How to assert?

## Considered Options

* [Plain JUnit5](https://junit.org)
* Hamcrest

## Decision Outcome

Chosen option: "[Plain JUnit5]", because comes out best.

### Positive Consequences

* Easier to read

### Negative Consequences

* Complicated assertions are hard

## Pros and Cons of the Options

### [Plain JUnit5]

* Good, because common
* Bad, because plain

## Links

* nothing
`

const nygard = `# 9. Help scripts

Date: 2016-02-13

## Status

Accepted

Supersedes [3. Single command](0003-single-command.md)

Amends [1. Record](0001-record.md)

## Context

We need help.

## Decision

Embed it.

## Consequences

It is there.
`

func parse(t *testing.T, text string) *madr.Doc {
	t.Helper()
	d, err := madr.Parse("f.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMADR4IsReadAndWrittenAsItIs(t *testing.T) {
	doc := parse(t, four)
	if got := string(madr.Write(doc)); got != four {
		t.Errorf("got\n%s", got)
	}
	d := doc.Decision
	if d.Outcome != "PostgreSQL" || d.Why != "it loses nothing,\nand costs nothing." || d.Status != "accepted" || d.Date != "2026-02-10" || len(d.Drivers) != 2 ||
		!strings.Contains(string(d.Context), "# not a heading") || !slices.Equal(d.Options[1].Neutral, []string{"everybody talks about it"}) || d.Options[1].Text != "As a service." {
		t.Errorf("%+v", d)
	}
	body, unknown := doc.Body(func(n string) record.ID { return map[string]string{"Lea": "l", "Ben": "b"}[n] })
	if fmt.Sprint(body.Deciders, body.Consulted, unknown) != "[l] [b] [Ana: lead]" {
		t.Errorf("%v %v %v", body.Deciders, body.Consulted, unknown)
	}
}

func TestOlderFormsAreRead(t *testing.T) {
	d := parse(t, three)
	if d.Number != 3 || d.Decision.Title != "Use Markdown" || d.Decision.Status != "superseded" || !slices.Equal(d.SupersededBy, []string{"0005-example.md"}) ||
		d.Decision.Outcome != "MADR 3" || d.Decision.Confirmation != "By review." || !slices.Equal(d.Deciders, []string{"Lea", "Ana"}) || !strings.Contains(string(d.Decision.Context), "#### More Information\n\nSee elsewhere.") {
		t.Errorf("MADR 3: %+v", d)
	}
	d = parse(t, two)
	if d.Decision.Status != "accepted" || d.Decision.Date != "2019-03-04" || d.Decision.Outcome != "Plain JUnit5" || len(d.Decision.Options) != 2 ||
		d.Decision.Consequences != "* Good, because Easier to read\n* Bad, because Complicated assertions are hard" || !slices.Equal(d.Decision.Options[0].Cons, []string{"plain"}) {
		t.Errorf("MADR 2: %+v", d)
	}
	d = parse(t, nygard)
	if d.Number != 9 || d.Decision.Title != "Help scripts" || d.Decision.Status != "accepted" || d.Decision.Date != "2016-02-13" || d.Decision.Why != "Embed it." ||
		d.Decision.Consequences != "It is there." || !slices.Equal(d.Supersedes, []string{"0003-single-command.md"}) || d.Decision.Context != "We need help." {
		t.Errorf("adr-tools: %+v", d)
	}
	for name, text := range map[string]string{"MADR 3": three, "MADR 2": two, "adr-tools": nygard} {
		doc := parse(t, text)
		var c record.Check
		doc.Decision.Validate(&c)
		if len(c.Problems) > 0 {
			t.Errorf("%s: %v", name, c.Problems)
		}
		first := madr.Write(doc)
		if again := madr.Write(parse(t, string(first))); string(again) != string(first) {
			t.Errorf("%s: written\n%s\nand again\n%s", name, first, again)
		}
	}
}

// What real repositories write: states of their own, and quotes inside the name of the
// option chosen, which must stay when the record is written back unchanged.
func TestWordsOfRealRepositoriesAreRead(t *testing.T) {
	for status, want := range map[string]string{"on hold": "proposed", "Partly superseded by [12](0012-x.md)": "accepted", "Partially superseded": "accepted", "superseded by 0012-x.md": "superseded"} {
		if d := parse(t, "# A\n\n## Status\n\n"+status+"\n"); d.Decision.Status != want {
			t.Errorf("%q is read as %q, want %q", status, d.Decision.Status, want)
		}
	}
	text := "# Links\n\n- Status: accepted\n\n## Considered Options\n\n- Option 1: a map\n- Option 2: an \"ADR link resolver\" here\n\n## Decision Outcome\n\nChosen option: \"Option 2: an \"ADR link resolver\" here\".\nBecause it \"fits\".\n"
	d := parse(t, text)
	if d.Decision.Outcome != `Option 2: an "ADR link resolver" here` || d.Decision.Why != `Because it "fits".` {
		t.Errorf("outcome %q, because %q", d.Decision.Outcome, d.Decision.Why)
	}
	out, err := madr.Rewrite("f.md", []byte(text), d, func(string) record.ID { return "" })
	if err != nil || string(out) != text {
		t.Errorf("written back as\n%s\n%v", out, err)
	}
}

func TestWhatCannotBeReadIsNamedWithItsLine(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"", "f.md:1: title: a decision record has a title"},
		{"Just text.\n", "f.md:1: title: a decision record has a title"},
		{"# {short title}\n", "f.md:1: title: the title is empty"},
		{"# A\n\n## Status\n\nperhaps\n", `f.md:5: status: "perhaps" is not a status of a decision`},
		{"# A\n\nDate: 2026-02-30\n", `f.md:3: date: "2026-02-30" is not a day of the calendar`},
		{"---\nstatus: accepted\n# A\n", "f.md:1: the front matter is not closed"},
		{"---\nstatus: a\nstatus: b\n---\n# A\n", `f.md:3:1: the name "status" stands twice`},
		{"---\nstatus: [\n---\n# A\n", "f.md:"},
		{"---\nconfidence: much\n---\n# A\n", `f.md:2: confidence: "much" is not a share`},
		{"# A\n* Status: accepted\n## Considered Options\n* a\n* b\n## Decision Outcome\nWe took one.\n", "f.md:6: outcome: it is accepted and does not say which option was chosen"},
		{"# A\n## Pros and Cons of the Options\n### []\n", "f.md:3: options: an option has no name"},
	} {
		_, err := madr.Parse("f.md", []byte(c.text))
		if err == nil || fault.CodeOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v; want %s", c.text, err, c.says)
		}
	}
}

// What Parse reads from what Write wrote, Write writes again byte for byte; and what
// has a place in MADR comes back as it was.
func TestWritingAndReadingIsStable(t *testing.T) {
	word := rapid.StringMatching(`[a-zA-Zäß]{1,6}( [a-zA-Z0-9äß']{1,5}){0,3}`)
	prose := rapid.OneOf(word, rapid.SampledFrom([]string{"", "two\n\nparagraphs", "* a list\n* of two", "## a heading\n\ntext", "```\n# code\n```", "```\nopen", "| a | b |\n|---|---|", "Chosen option: x"}))
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(word, 0, 3, strings.ToLower).Draw(t, "options")
		d := decide.Decision{Base: record.Base{Title: word.Draw(t, "title")}, Status: rapid.SampledFrom([]string{"draft", "proposed", "accepted", "rejected", "deprecated"}).Draw(t, "status"),
			Date: rapid.SampledFrom([]record.Date{"", "2026-02-20"}).Draw(t, "date"), Context: record.Prose(prose.Draw(t, "context")),
			Drivers: rapid.SliceOfN(word, 0, 3).Draw(t, "drivers"), Why: record.Prose(word.Draw(t, "why")), Consequences: record.Prose(prose.Draw(t, "consequences")),
			Confirmation: record.Prose(prose.Draw(t, "confirmation")), Expected: record.Prose(prose.Draw(t, "expected")), Confidence: record.Share(rapid.IntRange(0, 1000).Draw(t, "confidence"))}
		for i, n := range rapid.SliceOfNDistinct(word, 0, 3, strings.ToLower).Draw(t, "criteria") {
			d.Criteria = append(d.Criteria, decide.Criterion{Name: n, Weight: float64(i) / 4, Why: rapid.SampledFrom([]string{"", "it matters"}).Draw(t, "why it matters")})
		}
		for _, n := range names {
			var scores []decide.Score
			for _, c := range d.Criteria {
				scores = append(scores, decide.Score{Criterion: c.Name, Value: float64(rapid.IntRange(0, 20).Draw(t, "score")) / 2, Why: rapid.SampledFrom([]string{"", "seen twice"}).Draw(t, "why so")})
			}
			d.Options = append(d.Options, decide.Option{Name: n, Text: record.Prose(prose.Draw(t, "text")), Pros: rapid.SliceOfN(word, 0, 2).Draw(t, "pros"), Cons: rapid.SliceOfN(word, 0, 2).Draw(t, "cons"), Scores: scores})
			d.Outcome = n
		}
		first := madr.Write(&madr.Doc{Decision: d, Deciders: rapid.SliceOfN(word, 0, 2).Draw(t, "deciders")})
		back, err := madr.Parse("f.md", first)
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if again := madr.Write(back); string(again) != string(first) {
			t.Fatalf("first\n%s\nagain\n%s", first, again)
		}
		b := back.Decision
		if b.Title != d.Title || b.Status != d.Status || b.Date != d.Date || b.Outcome != d.Outcome || b.Confidence != d.Confidence || len(b.Options) != len(d.Options) || !slices.Equal(b.Drivers, d.Drivers) && len(d.Drivers) > 0 {
			t.Fatalf("%+v\ncame back as\n%+v\n%s", d, b, first)
		}
		for i := range d.Options {
			if !slices.Equal(b.Options[i].Scores, d.Options[i].Scores) || !slices.Equal(b.Criteria, d.Criteria) {
				t.Fatalf("criteria %v and scores %v came back as %v and %v", d.Criteria, d.Options[i].Scores, b.Criteria, b.Options[i].Scores)
			}
			if b.Options[i].Name != d.Options[i].Name || !slices.Equal(b.Options[i].Pros, d.Options[i].Pros) && len(d.Options[i].Pros) > 0 {
				t.Fatalf("%+v came back as %+v", d.Options[i], b.Options[i])
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{four, three, two, nygard, "# A\n```\n# b", "---\n---\n# x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		doc, err := madr.Parse("f.md", text)
		if err != nil {
			if fault.CodeOf(err) == "" {
				t.Fatalf("%v is no fault", err)
			}
			return
		}
		_ = madr.Write(doc)
	})
}
