package main

import (
	"fmt"
	"slices"

	"plumbline/history/couple"
	"plumbline/history/flow"
	"plumbline/history/skill"
	"plumbline/history/truck"
)

// pairsFound counts pairs of things that were planted and named.
type pairsFound struct{ planted, named, right int }

// add compares what is named with what is planted.
func (f *pairsFound) add(planted, named map[[2]string]bool) {
	f.planted += len(planted)
	f.named += len(named)
	for k := range named {
		if planted[k] {
			f.right++
		}
	}
}

// foundFigures are percent.
type foundFigures struct {
	Planted   int     `json:"planted"`
	Precision float64 `json:"precision_pct"`
	Recall    float64 `json:"recall_pct"`
}

func (f pairsFound) figures() foundFigures {
	return foundFigures{f.planted, 100 * float64(f.right) / float64(max(1, f.named)), 100 * float64(f.right) / float64(max(1, f.planted))}
}

func (f foundFigures) String() string {
	return fmt.Sprintf("%d planted, of those named %.1f %% are right and %.1f %% of the planted are named", f.Planted, f.Precision, f.Recall)
}

// knows compares who counts as knowing an area with who works on it today.
func (k *knownCheck) knows(p *planted) {
	truth, found := map[[2]string]bool{}, map[[2]string]bool{}
	for a := range p.o.Areas {
		for _, who := range p.o.Knowers(a) {
			truth[[2]string{p.o.Areas[a].Key, p.o.People[who].Key}] = true
		}
	}
	for a := range p.r.Areas {
		area := p.planted(a)
		for _, h := range p.m.Knowers(a) {
			if who, ok := p.person[h.Person]; ok && area != "" {
				found[[2]string{area, p.o.People[who].Key}] = true
			}
		}
	}
	k.knowers.add(truth, found)
}

// factor compares the active truck factor with the planted one, over the areas that hold
// source: configuration alone counts for neither.
func (k *knownCheck) factor(p *planted) {
	k.organisations++
	source := map[int]bool{}
	for i := range p.r.Files {
		if f := &p.r.Files[i]; f.Present && f.Area >= 0 && p.r.Areas[f.Area].Lines > 0 {
			source[p.o.AreaOf(f.Path)] = true
		}
	}
	n, want := truck.Active(p.m, p.r).N, p.o.TruckFactor(func(area int) bool { return source[area] })
	switch d := n - want; {
	case d == 0:
		k.factorExact++
		k.factorNear++
	case d == 1 || d == -1:
		k.factorNear++
	}
	if n != want {
		fmt.Fprintf(k.out, "seed %d: active truck factor %d, planted %d\n", p.o.Options.Seed, n, want)
	}
}

// Bounds from which two files of different areas count as coupled: those of Today.
const plantedShared, plantedDegree = 6, 0.5

// together compares the files that are named as changing together across areas, over all
// of the history, with the planted pairs, and the hottest files with the planted one.
func (k *knownCheck) together(p *planted) {
	planted, named := map[[2]string]bool{}, map[[2]string]bool{}
	for _, pair := range p.o.Pairs {
		planted[inOrder(pair.Paths[0], pair.Paths[1])] = true
	}
	for _, pair := range couple.Files(p.r, couple.Options{MinShared: plantedShared, Limit: 1000}) {
		a, b := p.r.Files[pair.A].Path, p.r.Files[pair.B].Path
		if x, y := p.o.AreaOf(a), p.o.AreaOf(b); x != y && x >= 0 && y >= 0 && pair.Degree >= plantedDegree {
			named[inOrder(a, b)] = true
		}
	}
	k.coupling.add(planted, named)
	hot := couple.Hotspots(p.r, couple.Options{Since: p.r.AsOf.AddDate(-1, 0, 0), Limit: 3}, flow.IsFix)
	if slices.ContainsFunc(hot, func(h couple.Hotspot) bool { return p.r.Files[h.File].Path == p.o.Hotspot.Path }) {
		k.hotspot++
	}
}

func inOrder(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// enoughWeeks is how long somebody must have worked on an area for it to be a skill of
// theirs.
const enoughWeeks = 8

// languages of the simulation as history names them; its configuration is no source.
var languages = map[string]string{"go": "Go", "ts": "TypeScript", "sql": "SQL"}

// skills compares the areas and languages that history takes for skills of somebody active
// with those they were set to work on.
func (k *knownCheck) skills(p *planted) error {
	var rules []skill.Rule
	for _, a := range p.o.Areas {
		rules = append(rules, skill.Rule{Name: a.Key, Paths: []string{a.Dir + "/**"}})
	}
	for _, l := range []string{"Go", "TypeScript", "SQL"} {
		rules = append(rules, skill.Rule{Name: l, Languages: []string{l}})
	}
	found, err := skill.Match(p.r, rules)
	if err != nil {
		return err
	}
	areas, tongues := map[[2]string]bool{}, map[[2]string]bool{}
	for _, a := range p.o.Areas {
		for _, s := range a.Stints {
			if s.Person >= p.o.Active || s.To-s.From < enoughWeeks {
				continue
			}
			person := p.o.People[s.Person].Key
			areas[[2]string{person, a.Key}] = true
			if l := languages[a.Language]; l != "" {
				tongues[[2]string{person, l}] = true
			}
		}
	}
	shownAreas, shownTongues := map[[2]string]bool{}, map[[2]string]bool{}
	for at, rule := range rules {
		shown := shownAreas
		if len(rule.Languages) > 0 {
			shown = shownTongues
		}
		for id, e := range found[at] {
			if who, ok := p.person[id]; ok && who < p.o.Active && skill.Enough(e.Changes, e.Files, e.Of) {
				shown[[2]string{p.o.People[who].Key, rule.Name}] = true
			}
		}
	}
	k.areaSkills.add(areas, shownAreas)
	k.languageSkills.add(tongues, shownTongues)
	return nil
}
