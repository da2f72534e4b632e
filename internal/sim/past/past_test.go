package past_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/internal/sim"
	"plumbline/internal/sim/demo"
	"plumbline/internal/sim/past"
)

func TestEventsAreInOrderAndByPeopleWhoWereHere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := sim.New(sim.Options{
			Seed: rapid.Uint64().Draw(t, "seed"), People: rapid.IntRange(2, 20).Draw(t, "people"), Areas: rapid.IntRange(1, 24).Draw(t, "areas"),
			Weeks: rapid.IntRange(26, 120).Draw(t, "weeks"), Commits: rapid.IntRange(100, 2000).Draw(t, "commits"),
		})
		last := time.Time{}
		for i, e := range past.Events(o) {
			if e.At.Before(last) && e.Kind != past.Root && i > 1 {
				t.Fatalf("event %d (%s) lies before the one before it", i, e.Subject)
			}
			last = e.At
			if e.At.After(o.End()) {
				t.Fatalf("%s: after today", e.Subject)
			}
			w := int(e.At.Sub(o.Start) / (7 * 24 * time.Hour))
			if e.Kind == past.Work && e.Branch == 0 && !o.ActiveAt(e.Author, w) && !o.ActiveAt(e.Author, w-1) {
				t.Fatalf("%s works in week %d and was here from %d to %d", o.People[e.Author].Key, w, o.People[e.Author].From, o.People[e.Author].To)
			}
		}
	})
}

func TestEachTaskBegunIsNamedInACommitOfWhoDidIt(t *testing.T) {
	for _, o := range []*sim.Organisation{demo.New(time.Time{}), sim.New(sim.Options{Seed: 4}), sim.New(sim.Options{Seed: 5, Tasks: 120})} {
		by := map[string]int{}
		for _, e := range past.Events(o) {
			if e.Kind == past.Work && !strings.HasPrefix(e.Key, "CORE-") && e.Key != "" {
				by[e.Key] = e.Author
				if !strings.Contains(e.Subject, e.Key) {
					t.Errorf("%q does not name %s", e.Subject, e.Key)
				}
			}
		}
		for _, k := range o.Tasks {
			if k.Started.IsZero() || !o.Knows(k.By, k.Area) {
				continue
			}
			if p, ok := by[k.Key]; !ok || p != k.By {
				t.Errorf("%s was done by %s and no commit of theirs names it", k.Key, o.People[k.By].Key)
			}
		}
	}
}

func TestTheReleaseIsOverdueAndRevertsRise(t *testing.T) {
	o := demo.New(time.Time{})
	var tags []time.Time
	reverts := map[int]int{}
	for _, e := range past.Events(o) {
		switch e.Kind {
		case past.Release:
			tags = append(tags, e.At)
		case past.Revert:
			reverts[len(tags)]++
		}
	}
	for i := 1; i < len(tags); i++ {
		if days := tags[i].Sub(tags[i-1]).Hours() / 24; days != 14 {
			t.Errorf("%.0f days between two releases", days)
		}
	}
	if since := o.Today.Sub(tags[len(tags)-1]).Hours() / 24; since < 28 {
		t.Errorf("the last release is %.0f days old: not overdue", since)
	}
	if n := len(tags); reverts[n] < 3 || reverts[n] <= reverts[n-1] || reverts[n-3] > 1 {
		t.Errorf("reverts after the last releases: %d %d %d %d", reverts[n-3], reverts[n-2], reverts[n-1], reverts[n])
	}
}

func TestANewcomerKnowsNothingYet(t *testing.T) {
	o := demo.New(time.Time{})
	count := map[int]int{}
	for _, e := range past.Events(o) {
		if e.Author < len(o.People) && o.People[e.Author].Newcomer {
			if e.Kind != past.Visit {
				t.Errorf("a newcomer made %q", e.Subject)
			}
			count[e.Area]++
		}
	}
	if len(count) == 0 {
		t.Error("the newcomer changed nothing")
	}
	for a, n := range count {
		if n > 2 {
			t.Errorf("%d changes in %s", n, o.Areas[a].Key)
		}
	}
}

// The team does about as much in every half year, whatever was planted.
func TestThePaceIsLevel(t *testing.T) {
	early, late := 0, 0
	for seed := range uint64(12) {
		o := sim.New(sim.Options{Seed: seed, Tasks: 4})
		for w, n := range past.Weekly(o) {
			switch {
			case w >= 20 && w < 46:
				early += n
			case w >= 72 && w < 98:
				late += n
			}
		}
	}
	if r := float64(late) / float64(early); r < 0.85 || r > 1.18 {
		t.Errorf("the late half year has %.2f of the changes of the early one", r)
	}
}
