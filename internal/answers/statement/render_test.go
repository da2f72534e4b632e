package statement_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
)

func TestStatementsAreSaidInPlainWords(t *testing.T) {
	n := func(name string, v int) statement.Arg { return statement.N(name, v) }
	ana, ben := statement.Someone("person", "1", "ana", "Ana"), statement.Someone("person", "2", "ben", "Ben")
	for _, c := range []struct {
		say  statement.Statement
		want string
	}{
		{statement.New("knowledge.nobody", n("n", 5), n("nobody", 1)), "Of 5 areas, 1 has nobody who knows it."},
		{statement.New("knowledge.nobody", n("n", 5), n("nobody", 2)), "Of 5 areas, 2 have nobody who knows them."},
		{statement.New("knowledge.both", n("n", 5), n("nobody", 2), n("single", 1)), "Of 5 areas, 2 have nobody who knows them and 1 is known by only one person."},
		{statement.New("knowledge.single", n("n", 5), n("single", 1)), "Of 5 areas, 1 is known by only one person."},
		{statement.New("knowledge.fine", n("n", 1)), "1 area is known by at least two people."},
		{statement.New("skills.single", n("n", 1), statement.Words("list", "Go")), "1 skill the plan needs is held by one person only: Go."},
		{statement.New("decided.both", n("waiting", 1), n("expired", 1)), "1 decision waits for somebody, 1 is past the day for another look."},
		{statement.New("who.knows", statement.AtPath("path", "a/b"), statement.Somebodies("people", []statement.Arg{ana, ben})), "Ask Ana and Ben about a/b."},
		{statement.New("who.knows", statement.AtPath("path", "a/b"), statement.Somebodies("people", nil)), "Ask nobody about a/b."},
		{statement.New("who.reason", n("changes", 1), n("files", 2), statement.On("last", "2026-03-01")), "1 change in 2 files, last on 1 March 2026"},
		{statement.New("who.reason", n("changes", 1200), n("files", 2), statement.On("last", "2026-03-01"), n("reviews", 3)), "1,200 changes in 2 files, last on 1 March 2026; reviewed 3 more"},
		{statement.New("who.reviewed", n("reviews", 1), statement.On("last", "2026-03-01")), "reviewed 1 change, last on 1 March 2026; changed none"},
		{statement.New("plan.all", n("n", 3), statement.Between("range", "2026-03-03", "2026-03-17")), "3 tasks end between 3 and 17 March 2026."},
	} {
		if got := c.say.Text(); got != c.want {
			t.Errorf("%s: %q, want %q", c.say.ID, got, c.want)
		}
	}
}

func TestValuesAreSaidWithTheirUnits(t *testing.T) {
	for got, want := range map[string]string{
		statement.Percent(0): "under 1 %", statement.Percent(1): "over 99 %", statement.Percent(.999): "over 99 %", statement.Percent(.005): "under 1 %",
		statement.Percent(.384): "38 %", statement.Days2("2026-12-30", "2027-01-02"): "30 December 2026 and 2 January 2027",
		statement.Days2("2026-02-27", "2026-03-02"): "27 February and 2 March 2026", statement.Days2("2026-02-27", "2026-02-27"): "27 February 2026",
		statement.HoursOf(90): "1.5 h", statement.HoursOf(60 * 1234): "1,234 h", statement.SpanOf(1): "1 day", statement.SpanOf(13): "13 days",
		statement.SpanOf(14): "2 weeks", statement.SpanOf(100): "3 months", statement.SpanOf(800): "2 years", statement.Numbered(1, "person|people"): "1 person",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Nobody is promised a certainty: odds are never said as 0 % or 100 %.
func TestOddsAreNeverCertain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		if got := statement.Percent(p); got == "0 %" || got == "100 %" {
			t.Fatalf("%g is said as %s", p, got)
		}
	})
}

// The API's segments carry the same words as the text, and a kept statement says the
// same after it was stored.
func TestAStatementSurvivesStoringAndSendingWithItsWords(t *testing.T) {
	ids := make([]string, 0, 100)
	for id := range statement.Messages() {
		ids = append(ids, id)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := statement.New(rapid.SampledFrom(ids).Draw(t, "id"), statement.N("n", rapid.IntRange(0, 3).Draw(t, "n")), statement.AtPath("path", "x/y"),
			statement.On("date", record.Date("2026-03-01")), statement.Odds("odds", rapid.Float64Range(0, 1).Draw(t, "odds")))
		data, err := json.Marshal(statement.Store([]statement.Statement{s}))
		if err != nil {
			t.Fatal(err)
		}
		var kept []statement.Stored
		if err := json.Unmarshal(data, &kept); err != nil {
			t.Fatal(err)
		}
		if got := statement.Load(kept)[0].Text(); got != s.Text() {
			t.Fatalf("kept %q, said %q", got, s.Text())
		}
		words := ""
		for _, seg := range s.Segments() {
			words += seg.Text
		}
		if words != s.Text() || strings.Contains(words, "{") {
			t.Fatalf("segments %q, text %q", words, s.Text())
		}
	})
}

func TestARangeOfOneDayIsThatDay(t *testing.T) {
	s := statement.New("plan.all", statement.N("n", 3), statement.Between("range", "2026-02-16", "2026-02-16"))
	if got, want := s.Text(), "3 tasks end on 16 February 2026."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
