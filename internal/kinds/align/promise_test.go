package align_test

import (
	"strings"
	"testing"

	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
)

// given is a promise as it was confirmed twice.
func given() *align.Promise {
	return &align.Promise{From: "a", To: "b", Date: "2026-03-02", Odds: 800, Status: "open", Said: []align.Word{{On: "2026-02-01"}, {On: "2026-02-15", Odds: 600}}}
}

func TestWhatWasPromisedAndSaidIsNeverEdited(t *testing.T) {
	for _, c := range []struct {
		what   string
		change func(*align.Promise)
		field  string // of the refusal, "" = allowed
	}{
		{"another day", func(p *align.Promise) { p.Date = "2026-04-01" }, "date"},
		{"another team", func(p *align.Promise) { p.To = "c" }, "to"},
		{"less sure", func(p *align.Promise) { p.Odds = 500 }, "odds"},
		{"another interface", func(p *align.Promise) { p.Interface = "API" }, "interface"},
		{"the odds told first", func(p *align.Promise) { p.Said[0].Odds = 900 }, "said"},
		{"nothing said any more", func(p *align.Promise) { p.Said = nil }, "said"},
		{"the last word taken back", func(p *align.Promise) { p.Said = p.Said[:1] }, ""},
		{"another word", func(p *align.Promise) { p.Said = append(p.Said, align.Word{On: "2026-02-20"}) }, ""},
		{"an end", func(p *align.Promise) { p.Status, p.Ended = "broken", "2026-03-03" }, ""},
		{"what it rests on", func(p *align.Promise) { p.Tasks = []record.Ref{"t"} }, ""},
	} {
		next := given()
		c.change(next)
		var check record.Check
		align.KeepTerms(given(), next, &check)
		switch {
		case c.field == "" && len(check.Problems) > 0:
			t.Errorf("%s: refused: %+v", c.what, check.Problems)
		case c.field != "" && (len(check.Problems) != 1 || check.Problems[0].Field != c.field || !strings.Contains(check.Problems[0].Text, "never edited")):
			t.Errorf("%s: %+v", c.what, check.Problems)
		}
	}
}

func TestUntilItIsConfirmedAPromiseMayBeCorrected(t *testing.T) {
	old, next := given(), given()
	old.Said, next.Said, next.Date = nil, nil, "2026-04-01"
	var check record.Check
	if align.KeepTerms(old, next, &check); len(check.Problems) > 0 {
		t.Errorf("refused: %+v", check.Problems)
	}
}
