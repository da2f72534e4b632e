package statement_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/answers/statement"
)

// A noun that some message says for one and for many is never said after a bare count
// or a bare $, which would give "1 points".
func TestNoNounFollowsABareCount(t *testing.T) {
	nouns := map[string]bool{}
	for _, text := range statement.Messages() {
		for _, m := range regexp.MustCompile(`[:(](\w+)[^|{}]*\|(\w+)`).FindAllStringSubmatch(text, -1) {
			nouns[m[2]] = m[1] != m[2]
		}
	}
	// Numbers of which there are always several.
	several := map[string]bool{"calibration.how": true, "calibration.wider": true, "today.some": true, "today.release.rule": true, "tell.hard": true}
	bare := regexp.MustCompile(`(?:\{\w+\}|\$) (\w+)`)
	for id, text := range statement.Messages() {
		for _, m := range bare.FindAllStringSubmatch(text, -1) {
			if nouns[m[1]] && strings.HasSuffix(m[1], "s") && !several[id] && !verb(m[1]) {
				t.Errorf("%s: %q counts %s without a form for one", id, text, m[1])
			}
		}
	}
	for _, noun := range []string{"points", "tasks", "days", "times"} {
		if !nouns[noun] {
			t.Errorf("%s is not known as a noun: nothing is checked", noun)
		}
	}
}

// verb says that a word in s is what one thing does here: "{task} is", "{path} names".
func verb(word string) bool {
	return slices.Contains([]string{"is", "has", "was", "does", "pairs", "names"}, word)
}

func TestPointsOfTheOddsAreSaidForOneAndForMany(t *testing.T) {
	points := regexp.MustCompile(`\d[\d.]* points?\b`)
	said := 0
	for id, text := range statement.Messages() {
		if !strings.Contains(text, "{points") {
			continue
		}
		said++
		for n, want := range map[float64]string{1: "1 point", 1.5: "1.5 points", 2: "2 points", 16.7: "16.7 points"} {
			if got := points.FindString(statement.New(id, statement.N("points", n)).Text()); got != want {
				t.Errorf("%s says %q, want %q", id, got, want)
			}
		}
	}
	if said < 24 {
		t.Errorf("only %d messages speak of points", said)
	}
	s := statement.New("outlook.risks.later", statement.Words("milestone", "Launch"), statement.Days("days", 3), statement.N("points", 1.0), statement.On("since", "2026-03-02"))
	if got, want := s.Text(), "Risks that were added or grew moved Launch 3 days later, 1 point of its odds, since 2 March 2026."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
