package skills

import (
	"testing"
	"time"

	"plumbline/internal/kinds/people"
)

func TestWhatAClaimIsWorthBesideTheEvidence(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	lately := Trace{Changes: 5, Files: 5, Of: 40, Last: now.AddDate(0, -2, 0)}
	old := Trace{Changes: 40, Files: 12, Of: 40, Last: now.AddDate(-3, 0, 0)}
	claim := func(levels ...int) *Cell {
		c := &Cell{}
		for _, l := range levels {
			c.add(Claim{Level: l}, 0)
		}
		return c
	}
	for name, k := range map[string]struct {
		cell  *Cell
		skill people.Skill
		seen  bool
		trace Trace
		want  string
	}{
		"said and shown":             {claim(3), people.Skill{}, true, lately, Evidenced},
		"said, shown long ago":       {claim(3), people.Skill{}, true, old, Expired},
		"said, fades faster":         {claim(3), people.Skill{HalfLife: 20}, true, lately, Expired},
		"said, never shown":          {claim(3), people.Skill{}, true, Trace{}, Asserted},
		"said, cannot be shown":      {claim(3), people.Skill{}, false, Trace{}, Unseen},
		"claims differ":              {claim(1, 4), people.Skill{}, true, lately, Contested},
		"denied, and shown":          {claim(0), people.Skill{}, true, lately, Contested},
		"denied, not shown":          {claim(0), people.Skill{}, true, Trace{}, Asserted},
		"shown, not said":            {claim(), people.Skill{}, true, lately, Unsaid},
		"shown too little to say so": {claim(), people.Skill{}, true, Trace{Changes: 2, Files: 6, Of: 40, Last: now}, ""},
		"shown in too few files":     {claim(), people.Skill{}, true, Trace{Changes: 30, Files: 2, Of: 40, Last: now}, ""},
		"shown in the few there are": {claim(), people.Skill{}, true, Trace{Changes: 30, Files: 2, Of: 4, Last: now}, Unsaid},
		"shown long ago, not said":   {claim(), people.Skill{}, true, old, ""},
	} {
		if got := Judge(k.cell, &k.skill, k.seen, k.trace, now); got != k.want {
			t.Errorf("%s: %q, want %q", name, got, k.want)
		}
	}
}

func TestCountsAreForThePersonsOwnEyes(t *testing.T) {
	tr := Trace{Changes: 41, Files: 12, Last: time.Date(2026, 2, 11, 9, 0, 0, 0, time.UTC)}
	if got, want := Say(Evidenced, tr, true).Text(), "Said, and shown. Evidence: 41 changes in 12 files, last on 11 February 2026."; got != want {
		t.Errorf("own: %q, want %q", got, want)
	}
	if got, want := Say(Evidenced, tr, false).Text(), "Said, and shown. Evidence: changes in the repositories, the last on 11 February 2026."; got != want {
		t.Errorf("another's: %q, want %q", got, want)
	}
}

func TestADependencyAnswersToItsLastName(t *testing.T) {
	for name, want := range map[string]bool{"github.com/riverqueue/river": true, "river": true, "github.com/x/river/v2": true, "riverside": false, "org.x:river": true} {
		if Named(name, "river") != want {
			t.Errorf("%s is river: %v, want %v", name, !want, want)
		}
	}
}
