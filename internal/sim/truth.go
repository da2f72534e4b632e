package sim

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// enough is how many weeks somebody must have worked on an area to know it.
const enough = 8

// knowers gives those who know an area today, those who do most in it first.
func (o *Organisation) knowers(a *Area) []int {
	w := o.Weeks()
	var list []Stint
	for _, s := range a.Stints {
		if s.To >= w && s.To-s.From >= enough && s.Person < o.Active {
			list = append(list, s)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Rate > list[j].Rate })
	out := make([]int, len(list))
	for i, s := range list {
		out[i] = s.Person
	}
	return out
}

// Knowers says who truly knows an area today, those who do most in it first. It is
// empty for an area whose people all left.
func (o *Organisation) Knowers(area int) []int { return o.knowers(&o.Areas[area]) }

// Knows says whether a person truly knows an area today.
func (o *Organisation) Knows(person, area int) bool {
	for _, p := range o.Knowers(area) {
		if p == person {
			return true
		}
	}
	return false
}

// LeftWithNobody gives the areas that have somebody who knows them today and would
// have nobody if these people were away.
func (o *Organisation) LeftWithNobody(away ...int) []int {
	var out []int
	for i := range o.Areas {
		k := o.Knowers(i)
		if len(k) > 0 && len(without(k, away)) == 0 {
			out = append(out, i)
		}
	}
	return out
}

func without(list, drop []int) []int {
	gone := map[int]bool{}
	for _, d := range drop {
		gone[d] = true
	}
	var out []int
	for _, v := range list {
		if !gone[v] {
			out = append(out, v)
		}
	}
	return out
}

// NextAuthor gives the odds of who makes the next ordinary change in an area, by
// person, likeliest first. Visits, bots and mass changes are outside it.
func (o *Organisation) NextAuthor(area int) []Odds {
	var out []Odds
	sum := 0.0
	for _, s := range o.Areas[area].Stints {
		if s.To >= o.Weeks() && s.Person < o.Active {
			out = append(out, Odds{s.Person, s.Rate})
			sum += s.Rate
		}
	}
	for i := range out {
		out[i].P /= sum
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].P > out[j].P })
	return out
}

// Odds is how likely a person is, 0–1.
type Odds struct {
	Person int
	P      float64
}

// TruckFactor is the fewest people who, gone, leave more than half of those of some areas
// that are known today with nobody. It is exact up to 20 active people; above, the
// best of many greedy searches.
func (o *Organisation) TruckFactor(of func(area int) bool) int {
	known := make([]uint64, 0, len(o.Areas))
	var masks [][]int
	for i := range o.Areas {
		if k := o.Knowers(i); len(k) > 0 && of(i) {
			masks = append(masks, k)
			m := uint64(0)
			for _, p := range k {
				m |= 1 << uint(p%64)
			}
			known = append(known, m)
		}
	}
	if o.Active > 20 {
		return greedyFactor(masks)
	}
	best := o.Active
	for gone := uint64(0); gone < 1<<uint(o.Active); gone++ {
		if n := ones(gone); n < best && orphans(known, gone)*2 > len(known) {
			best = n
		}
	}
	return best
}

func orphans(known []uint64, gone uint64) int {
	n := 0
	for _, k := range known {
		if k&^gone == 0 {
			n++
		}
	}
	return n
}

func ones(x uint64) int {
	n := 0
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}

// tries is how often a greedy search is begun anew.
const tries = 2000

// greedyFactor takes away whoever brings most until more than half of the areas have
// nobody, many times with other weights, and gives the smallest number.
func greedyFactor(areas [][]int) int {
	r := Rand(uint64(len(areas)), "truck factor")
	fewest := math.MaxInt
	for range tries {
		gone := map[int]bool{}
		for len(gone) < fewest && 2*orphaned(areas, gone) <= len(areas) {
			gone[worthMost(areas, gone, r)] = true
		}
		fewest = min(fewest, len(gone))
	}
	return fewest
}

func orphaned(areas [][]int, gone map[int]bool) int {
	n := 0
	for _, k := range areas {
		if stay(k, gone) == 0 {
			n++
		}
	}
	return n
}

func stay(knowers []int, gone map[int]bool) int {
	n := 0
	for _, p := range knowers {
		if !gone[p] {
			n++
		}
	}
	return n
}

// worthMost is who of those left counts most: the fewer others know an area, the more,
// and a little chance.
func worthMost(areas [][]int, gone map[int]bool, r *rand.Rand) int {
	worth := map[int]float64{}
	for _, k := range areas {
		for _, p := range k {
			if !gone[p] {
				n := float64(stay(k, gone))
				worth[p] += 1 / (n * n)
			}
		}
	}
	best, most := -1, 0.0
	for _, p := range slices.Sorted(maps.Keys(worth)) {
		if w := worth[p] * (0.5 + r.Float64()); w > most {
			best, most = p, w
		}
	}
	return best
}

// AreaOf gives the area a path lies in, −1 for none. It knows directories an area
// was renamed from.
func (o *Organisation) AreaOf(path string) int {
	for i := range o.Areas {
		a := &o.Areas[i]
		if under(path, a.Dir) || a.Was != "" && under(path, a.Was) {
			return i
		}
	}
	return -1
}

func under(path, dir string) bool {
	return len(path) > len(dir) && path[len(dir)] == '/' && path[:len(dir)] == dir
}

// Clusters gives the identities of each person, by person; bots are not in it.
func (o *Organisation) Clusters() [][]Identity {
	out := make([][]Identity, len(o.People))
	for i := range o.People {
		out[i] = o.People[i].Identities
	}
	return out
}
