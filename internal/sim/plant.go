package sim

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// PlantFiles plants what lies in the files: pairs that change together, a growing
// hotspot, mass reformats, branches nobody merged, the rhythm of releases. Areas and
// their stints must be there already.
func (o *Organisation) PlantFiles() {
	r := Rand(o.Options.Seed, "files")
	o.plantPairs(r)
	o.plantHotspot()
	w := o.Weeks()
	o.Reformats = []Reformat{{Week: w * 40 / 100, Person: 0, Listed: true}, {Week: w * 72 / 100, Person: 0, Header: true, Listed: true}}
	for i := range max(3, o.Active/4) {
		o.plantBranch(r, i)
	}
	o.Releases = Releases{Every: 14, Overdue: 19, Reverts: []float64{0, 0, 0, 1, 2, 4}}
	o.plantMove(w * 45 / 100)
	o.Documents = append(o.Documents, o.papers()...)
}

// plantMove renames the directory of an area that holds no other planted file.
func (o *Organisation) plantMove(week int) {
	taken := map[int]bool{o.Hotspot.Area: true}
	for _, p := range o.Pairs {
		taken[p.Areas[0]], taken[p.Areas[1]] = true, true
	}
	for i := 2; i < len(o.Areas); i++ {
		if !taken[i] {
			o.Areas[i].Was, o.Areas[i].Renamed = o.Areas[i].Dir+"-service", week
			return
		}
	}
}

// plantPairs joins areas that several people know and that share nobody who does.
func (o *Organisation) plantPairs(r *rand.Rand) {
	var free []int
	for _, i := range r.Perm(len(o.Areas)) {
		if len(o.Knowers(i)) > 1 {
			free = append(free, i)
		}
	}
	for len(free) > 1 && len(o.Pairs) < 3 {
		a := free[0]
		free = free[1:]
		for k, b := range free {
			if len(without(o.Knowers(a), o.Knowers(b))) == len(o.Knowers(a)) {
				o.Pairs = append(o.Pairs, o.Couple(a, b))
				free = append(free[:k:k], free[k+1:]...)
				break
			}
		}
	}
}

// Couple makes the pair of files of two areas.
func (o *Organisation) Couple(a, b int) Pair {
	A, B := &o.Areas[a], &o.Areas[b]
	return Pair{
		Areas: [2]int{a, b},
		Paths: [2]string{A.Dir + "/contract_" + B.Key + Ext(A.Language), B.Dir + "/contract_" + A.Key + Ext(B.Language)},
		Rate:  0.5,
	}
}

// Ext is the file extension of a language.
func Ext(language string) string { return "." + language }

// plantHotspot puts the growing file where most people work.
func (o *Organisation) plantHotspot() {
	best := 0
	for i := range o.Areas {
		if o.Areas[i].Was == "" && len(o.knowers(&o.Areas[i])) > len(o.knowers(&o.Areas[best])) {
			best = i
		}
	}
	a := &o.Areas[best]
	o.Hotspot = Hotspot{Area: best, Path: a.Dir + "/flow" + Ext(a.Language), From: o.Weeks() * 3 / 4}
}

// plantBranch begins a branch three to eleven weeks ago and forgets it.
func (o *Organisation) plantBranch(r *rand.Rand, i int) {
	person, area := o.someKnower(r)
	tip := o.Today.AddDate(0, 0, -(23 + 9*(i%7))).Add(time.Duration(9*60+r.IntN(420)) * time.Minute)
	n := 2 + r.IntN(5)
	o.Branches = append(o.Branches, Branch{
		Name: fmt.Sprintf("%s/%s-%d", o.People[person].Key, o.Areas[area].Key, 3+i), Person: person, Area: area,
		Commits: n, Tip: tip, Fork: tip.AddDate(0, 0, -1-n),
	})
}

func (o *Organisation) someKnower(r *rand.Rand) (person, area int) {
	for {
		area = r.IntN(len(o.Areas))
		if k := o.knowers(&o.Areas[area]); len(k) > 0 {
			return k[r.IntN(len(k))], area
		}
	}
}
