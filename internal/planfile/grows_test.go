package planfile_test

import (
	"slices"
	"testing"

	"plumbline/internal/answers/plan"
)

// The levels people grow to and the areas of tasks reach the projection, and the
// engines' problem: a word that nothing reads would not be in the grammar.
func TestGoalsAndAreasReachTheEngines(t *testing.T) {
	for name, c := range map[string]struct {
		grows string
		want  map[string]int
	}{
		"a name":           {"ledger", map[string]int{"ledger": 5}},
		"a list":           {"[ledger, web, ledger]", map[string]int{"ledger": 5, "web": 5}},
		"levels":           {"{ledger: 3, web/shop: 1}", map[string]int{"ledger": 3, "web/shop": 1}},
		"nothing":          {"", map[string]int{}},
		"a level he holds": {"{go: 2}", map[string]int{"go": 2}},
	} {
		t.Run(name, func(t *testing.T) {
			snap, err := load([]byte("plan: x\npeople:\n  ben: {skills: {ledger: 2, go: 3}, grows: " + c.grows + "}\ntasks: {a: {work: 1d}}\n"))
			if err != nil {
				t.Fatal(err)
			}
			pl := snap.Planning()
			ben := pl.People[0]
			if len(ben.Goals) != len(c.want) {
				t.Errorf("grows to %v, want %v", ben.Goals, c.want)
			}
			for skill, level := range c.want {
				if got := ben.Goals[snap.ID("skill", skill)]; got != level {
					t.Errorf("grows to %d in %s, want %d", got, skill, level)
				}
			}
			if l := ben.Levels; l[snap.ID("skill", "ledger")] != 2 || l[snap.ID("skill", "go")] != 3 || l[snap.ID("skill", "web")] != 0 {
				t.Errorf("the levels held are %v", l)
			}
			q, err := plan.Build(pl, clock())
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range q.Problem.People[0].Goals {
				if key := q.Problem.Skills[g.Skill]; c.want[key] != int(g.Level) {
					t.Errorf("the engine has %s at %d", key, g.Level)
				}
			}
		})
	}
	for area, want := range map[string][]string{"ledger": {"ledger"}, "[ledger, web/shop]": {"ledger", "web/shop"}, "": nil} {
		snap, err := load([]byte("plan: x\npeople: {ben: {skills: {ledger: 2}}}\ntasks: {a: {work: 1d, area: " + area + "}}\n"))
		if err != nil {
			t.Fatal(err)
		}
		q, err := plan.Build(snap.Planning(), clock())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range q.Problem.Tasks[0].Resilient {
			got = append(got, q.Problem.Skills[s])
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("area: %s gives %v, want %v", area, got, want)
		}
	}
}
