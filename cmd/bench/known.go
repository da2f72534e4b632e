package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/internal/sim"
	"plumbline/internal/sim/demo"
	"plumbline/internal/sim/gitwrite"
)

// knownFigures compare what history finds with what was planted.
type knownFigures struct {
	Organisations int     `json:"organisations"`
	Areas         int     `json:"areas"`          // that somebody truly knows
	Who           float64 `json:"who_pct"`        // first three of who hold a true knower
	Ever          float64 `json:"most_ever_pct"`  // first three by commits ever do
	People        int     `json:"people"`         // active, asked "what if away"
	Away          float64 `json:"away_exact_pct"` // of whom exactly the planted areas are left with nobody
	Missed        int     `json:"away_missed"`    // areas planted and not named
	Extra         int     `json:"away_extra"`     // areas named and not planted
	Factor        float64 `json:"truck_factor_exact_pct"`
	FactorNear    float64 `json:"truck_factor_within_one_pct"`
	Hotspot       float64 `json:"hotspot_in_three_pct"` // the planted growing file is among the three hottest

	Knowers    foundFigures `json:"knowers"` // people and the areas they know
	Coupling   foundFigures `json:"coupling"`
	AreaSkills foundFigures `json:"area_skills"`
	Languages  foundFigures `json:"language_skills"`
}

func knownTruth(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("known", flag.ContinueOnError)
	opt := sim.Options{}
	n := flags.Int("organisations", 20, "how many, the demo first")
	seed := flags.Uint64("seed", 1, "seed of the first")
	flags.IntVar(&opt.People, "people", 12, "people active now")
	flags.IntVar(&opt.Areas, "areas", 16, "areas of the code")
	flags.IntVar(&opt.Weeks, "weeks", 104, "weeks of history")
	split := flags.Bool("split", false, "no components: areas as the product cuts directories by itself")
	each := flags.Bool("each", false, "print what was missed")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	if err := flags.Parse(args); err != nil {
		return err
	}
	k := &knownCheck{out: io.Discard, split: *split}
	if *each {
		k.out = out
	}
	for i := range *n {
		opt.Seed = *seed + uint64(i)
		o := sim.New(opt)
		if i == 0 {
			o = demo.New(time.Time{})
		}
		if err := k.organisation(ctx, o); err != nil {
			return err
		}
	}
	f := k.figures(*n)
	fmt.Fprintf(out, "%d organisations, %d areas that somebody knows, %d people\n", f.Organisations, f.Areas, f.People)
	fmt.Fprintf(out, "  the first three of who hold a true knower   %5.1f %% of areas\n", f.Who)
	fmt.Fprintf(out, "  the first three by commits ever do          %5.1f %%\n", f.Ever)
	fmt.Fprintf(out, "  away names exactly the planted areas for    %5.1f %% of people (%d missed, %d too many)\n", f.Away, f.Missed, f.Extra)
	fmt.Fprintf(out, "  the active truck factor is the planted one  %5.1f %%, within one %.1f %%\n", f.Factor, f.FactorNear)
	fmt.Fprintf(out, "  the growing file is among the three hottest %5.1f %%\n", f.Hotspot)
	fmt.Fprintf(out, "  people who know an area: %s\n", f.Knowers)
	fmt.Fprintf(out, "  files that change together across areas: %s\n", f.Coupling)
	fmt.Fprintf(out, "  areas somebody worked on: %s\n", f.AreaSkills)
	fmt.Fprintf(out, "  languages somebody worked in: %s\n", f.Languages)
	if *asJSON {
		return json.NewEncoder(out).Encode(f)
	}
	return nil
}

// knownCheck counts over organisations.
type knownCheck struct {
	split            bool
	out              io.Writer
	areas, who, ever int
	people, exact    int
	missed, extra    int

	organisations, factorExact, factorNear, hotspot int
	knowers, coupling, areaSkills, languageSkills   pairsFound
}

func (k *knownCheck) figures(n int) knownFigures {
	pct := func(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
	f := knownFigures{
		Organisations: n, Areas: k.areas, Who: pct(k.who, k.areas), Ever: pct(k.ever, k.areas),
		People: k.people, Away: pct(k.exact, k.people), Missed: k.missed, Extra: k.extra,
		Factor: pct(k.factorExact, k.organisations), FactorNear: pct(k.factorNear, k.organisations), Hotspot: pct(k.hotspot, k.organisations),
		Knowers: k.knowers.figures(), Coupling: k.coupling.figures(), AreaSkills: k.areaSkills.figures(), Languages: k.languageSkills.figures(),
	}
	return f
}

func (k *knownCheck) organisation(ctx context.Context, o *sim.Organisation) error {
	tmp, err := os.MkdirTemp("", "plumbline-known")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	dir := filepath.Join(tmp, "r.git")
	if _, err := gitwrite.Write(ctx, o, dir, gitwrite.Options{}); err != nil {
		return err
	}
	var parts []history.Component
	for _, a := range o.Areas {
		if k.split {
			break
		}
		parts = append(parts, history.Component{Name: a.Key, Globs: []string{a.Dir + "/**"}})
	}
	r, err := history.Open(ctx, dir, history.Options{Now: o.End(), Components: parts})
	if err != nil {
		return err
	}
	p := &planted{o: o, r: r, m: know.Build(r, know.Options{}), person: map[history.PersonID]int{}}
	p.match()
	k.asked(p)
	k.absent(p)
	k.knows(p)
	k.factor(p)
	k.together(p)
	return k.skills(p)
}

// planted is an organisation beside what was read of its repository.
type planted struct {
	o      *sim.Organisation
	r      *history.Repository
	m      *know.Map
	person map[history.PersonID]int // contributor → index into People
}

// match finds whose a contributor is by any of their addresses.
func (p *planted) match() {
	by := map[string]int{}
	for i, ids := range p.o.Clusters() {
		for _, id := range ids {
			by[id.Email] = i
		}
	}
	for i, c := range p.r.People {
		for _, id := range c.Identities {
			if who, ok := by[id.Email]; ok {
				p.person[history.PersonID(i)] = who
			}
		}
	}
}

func (k *knownCheck) asked(p *planted) {
	ever := p.ever()
	for a := range p.o.Areas {
		if len(p.o.Knowers(a)) == 0 {
			continue
		}
		k.areas++
		var first []history.PersonID
		asked := p.o.Areas[a].Key
		if k.split {
			asked = p.o.Areas[a].Dir
		}
		if ans, ok := p.m.Who(asked, 3); ok {
			for _, h := range ans.People {
				first = append(first, h.Person)
			}
		}
		if p.holds(first, a) {
			k.who++
		} else {
			fmt.Fprintf(k.out, "seed %d: who names no knower of %s\n", p.o.Options.Seed, p.o.Areas[a].Key)
		}
		if p.holds(ever[a], a) {
			k.ever++
		}
	}
}

func (p *planted) holds(list []history.PersonID, area int) bool {
	return slices.ContainsFunc(list, func(id history.PersonID) bool {
		who, ok := p.person[id]
		return ok && p.o.Knows(who, area)
	})
}

// ever gives for each area the three contributors with most commits that touch it,
// bots and mass changes among them, as a plain git log by directory would.
func (p *planted) ever() [][]history.PersonID {
	count := make([]map[history.PersonID]int, len(p.o.Areas))
	for i := range count {
		count[i] = map[history.PersonID]int{}
	}
	for i, c := range p.r.Commits {
		touched := map[int]bool{}
		for _, ch := range p.r.ChangesOf(i) {
			if a := p.o.AreaOf(p.r.Files[ch.File].Path); a >= 0 && !touched[a] {
				touched[a] = true
				count[a][c.Author]++
			}
		}
	}
	out := make([][]history.PersonID, len(count))
	for a, m := range count {
		for id := range m {
			out[a] = append(out[a], id)
		}
		slices.SortFunc(out[a], func(x, y history.PersonID) int { return cmp.Or(m[y]-m[x], int(x-y)) })
		out[a] = out[a][:min(3, len(out[a]))]
	}
	return out
}

func (k *knownCheck) absent(p *planted) {
	for i := range p.o.Active {
		var ids []history.PersonID
		for id, who := range p.person {
			if who == i {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		named := map[string]bool{}
		for _, l := range p.m.Away(ids) {
			// What lies at the root belongs to no planted area: nothing is known about it.
			name := p.r.Areas[l.Area].Name
			if k.split {
				name = p.planted(l.Area)
			}
			if l.Nobody() && name != "/" && name != "" {
				named[name] = true
			}
		}
		k.compare(p, i, named)
	}
}

// planted is the planted area that holds most files of an area cut by directories.
func (p *planted) planted(area int) string {
	count, best := map[int]int{}, -1
	for i := range p.r.Files {
		if f := &p.r.Files[i]; f.Present && f.Area == area {
			count[p.o.AreaOf(f.Path)]++
		}
	}
	for a := range p.o.Areas {
		if count[a] > 0 && (best < 0 || count[a] > count[best]) {
			best = a
		}
	}
	if best < 0 || count[-1] > count[best] {
		return ""
	}
	return p.o.Areas[best].Key
}

func (k *knownCheck) compare(p *planted, person int, named map[string]bool) {
	missed, wrong := 0, []string{}
	for _, a := range p.o.LeftWithNobody(person) {
		if key := p.o.Areas[a].Key; named[key] {
			delete(named, key)
		} else {
			missed++
			wrong = append(wrong, "−"+key)
		}
	}
	for key := range named {
		wrong = append(wrong, "+"+key)
	}
	k.people++
	k.missed += missed
	k.extra += len(named)
	if len(wrong) == 0 {
		k.exact++
		return
	}
	slices.Sort(wrong)
	fmt.Fprintf(k.out, "seed %d: without %s: %s\n", p.o.Options.Seed, p.o.People[person].Key, strings.Join(wrong, " "))
}
