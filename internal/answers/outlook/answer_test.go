package outlook

import (
	"testing"

	"plumbline/internal/answers/answer"
)

// A move is said in days, or in odds alone where the date stays; never as no days.
func TestMovesAreSaidInWhatMoved(t *testing.T) {
	launch := answer.Rec{ID: "launch", Kind: "milestone", Key: "launch", Title: "Launch"}
	for _, c := range []struct {
		why  string
		m    Moved
		want string
	}{
		{"time", Moved{"launch", 3, -.2}, "Time that passed without enough done moved Launch 3 days later, 20 points of its odds, since 2 March 2026."},
		{"scope", Moved{"launch", -2, 0}, "Work that was dropped or parted anew moved Launch 2 days sooner, since 2 March 2026."},
		{"risks", Moved{"launch", .2, -.03}, "Risks that came, went or changed took 3 points of the odds of Launch, since 2 March 2026; its date stays."},
		{"people", Moved{"launch", .4, .04}, "Absences, hours and skills gave Launch 4 points more of its odds, since 2 March 2026; its date stays."},
		{"dates", Moved{"launch", .4, .01}, ""},
	} {
		change := &Change{From: "2026-03-02", Steps: []Step{{Why: c.why, Moves: []Moved{c.m}}}}
		got := ""
		for _, s := range change.Of(launch) {
			got += s.Text()
		}
		if got != c.want {
			t.Errorf("%s %+v: %q, want %q", c.why, c.m, got, c.want)
		}
	}
}
