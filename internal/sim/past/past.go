package past

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"time"

	"plumbline/internal/sim"
	"plumbline/internal/sim/words"
)

// teller draws the events. out grows in no order and is sorted at the end.
type teller struct {
	o      *sim.Organisation
	r      *rand.Rand
	zones  []*time.Location
	away   map[int][]sim.Absence
	calm   map[int]bool     // weeks in which no branch is begun: something moves every file
	visits map[[2]int]int   // person, area → visits so far
	worked map[[2]int]int   // person, area → last week with work
	heat   []float64        // how busy each week is, mean about 1
	even   []float64        // makes up for how many work in a week
	pace   float64          // commits a week, all people
	doing  map[[2]int][]int // person, area → tasks they did
	named  map[string]bool  // issue keys named by an ordinary commit
	key    int
	branch int
	out    []Event
}

// Events gives the whole history, oldest first.
func Events(o *sim.Organisation) []Event {
	t := newTeller(o)
	t.beginnings()
	for w := range o.Weeks() {
		t.week(w)
	}
	t.tasks()
	t.newcomers()
	t.forgotten()
	t.papers()
	t.releases()
	return t.sorted()
}

func newTeller(o *sim.Organisation) *teller {
	t := &teller{o: o, r: sim.Rand(o.Options.Seed, "past"), away: map[int][]sim.Absence{}, calm: map[int]bool{}, visits: map[[2]int]int{}, worked: map[[2]int]int{}, doing: map[[2]int][]int{}, named: map[string]bool{}}
	for i := range o.People {
		loc, err := time.LoadLocation(o.People[i].Zone)
		if err != nil {
			loc = time.UTC
		}
		t.zones = append(t.zones, loc)
	}
	for _, a := range o.Absences {
		t.away[a.Person] = append(t.away[a.Person], a)
	}
	for _, f := range o.Reformats {
		t.calm[f.Week], t.calm[f.Week-1] = true, true
	}
	for _, a := range o.Areas {
		if a.Was != "" {
			t.calm[a.Renamed], t.calm[a.Renamed-1] = true, true
		}
	}
	t.heat = heat(o)
	t.level()
	for i, k := range o.Tasks {
		if k.By >= 0 && !k.Started.IsZero() && o.Knows(k.By, k.Area) {
			at := [2]int{k.By, k.Area}
			t.doing[at] = append(t.doing[at], i)
		}
	}
	return t
}

// level makes up for people coming and going: the team as a whole does about as much in
// every week of its history, whoever is there. So a change of pace is chance, not a
// trace of what was planted.
func (t *teller) level() {
	sum := make([]float64, t.o.Weeks())
	all := 0.0
	for _, a := range t.o.Areas {
		for _, s := range a.Stints {
			for w := s.From; w < s.To; w++ {
				sum[w] += s.Rate
				all += s.Rate
			}
		}
	}
	t.pace = all / float64(t.o.Weeks())
	t.even = make([]float64, t.o.Weeks())
	for w := range sum {
		t.even[w] = min(6, t.pace/max(sum[w], t.pace/100))
	}
}

// heat draws how busy each week is: a wandering log level that returns to its mean,
// a gamma of its own, and the quiet weeks around the new year.
func heat(o *sim.Organisation) []float64 {
	r := sim.Rand(o.Options.Seed, "heat")
	out := make([]float64, o.Weeks())
	level := 0.0
	for w := range out {
		level = 0.7*level + 0.12*r.NormFloat64()
		out[w] = math.Exp(level) * sim.Gamma(r, 18, 1)
		if day := o.WeekStart(w).YearDay(); day >= 355 || day <= 3 {
			out[w] *= 0.35
		}
	}
	return out
}

// week draws what people do in one week.
func (t *teller) week(w int) {
	for a := range t.o.Areas {
		for _, s := range t.o.Areas[a].Stints {
			if s.From <= w && w < s.To {
				t.work(w, a, s.Person, t.drawn(w, a, s))
			}
		}
		t.generated(w, a)
	}
	t.guests(w)
	t.coupled(w)
	t.growth(w)
	t.bumps(w)
	t.masses(w)
}

// drawn is how many commits a stint gives in a week. Who works on an area today has
// not been silent there for three weeks in the last half year: otherwise it would be
// luck whether what they know can be seen.
func (t *teller) drawn(w, area int, s sim.Stint) int {
	n, key := sim.Poisson(t.r, s.Rate*t.heat[w]*t.even[w]), [2]int{s.Person, area}
	if n == 0 && s.To == t.o.Weeks() && w >= s.To-26 && w-t.worked[key] >= 3 {
		n = 1
	}
	if n > 0 {
		t.worked[key] = w
	}
	return n
}

// work splits the commits of one person, area and week into changes.
func (t *teller) work(w, area, person, n int) {
	for n > 0 {
		size := min(n, 1+t.r.IntN(3))
		n -= size
		at, ok := t.moment(person, w)
		if !ok {
			continue
		}
		key := t.taskKey(person, area, at)
		if key == "" && t.r.IntN(100) < 78 {
			t.key++
			key = fmt.Sprintf("CORE-%d", t.key)
		}
		t.change(at, w, area, person, size, key)
	}
}

// taskKey is the key of a task the person was doing there then, for two in three of
// their changes.
func (t *teller) taskKey(person, area int, at time.Time) string {
	for _, i := range t.doing[[2]int{person, area}] {
		k := &t.o.Tasks[i]
		if at.After(k.Started) && (k.Ended.IsZero() || at.Before(k.Ended)) && t.r.IntN(3) > 0 {
			return k.Key
		}
	}
	return ""
}

// change is one change of some commits: squashed, in a row, or on a branch.
func (t *teller) change(at time.Time, w, area, person, size int, key string) {
	share := 12
	if size > 1 {
		share = 40
	}
	if !t.calm[w] && t.r.IntN(100) < share {
		t.branched(at, area, person, size, key)
		return
	}
	for i := range size {
		e := t.commit(Work, at.Add(time.Duration(i)*time.Duration(20+t.r.IntN(90))*time.Minute), area, person, key)
		if t.r.IntN(100) < 3 && i == 0 {
			e.Kind, e.Subject = Move, prefix(key, "Rename a file of the "+t.o.Areas[area].Key)
		}
		t.review(&e, area)
		t.add(e)
	}
}

func (t *teller) branched(at time.Time, area, person, size int, key string) {
	t.branch++
	id := t.branch
	for i := range size {
		e := t.commit(Work, at.Add(time.Duration(i)*17*time.Hour/time.Duration(size)), area, person, key)
		e.Branch = id
		t.add(e)
	}
	last := at.Add(time.Duration(18+t.r.IntN(70)) * time.Hour)
	e := t.commit(Merge, last, area, person, key)
	e.Branch = id
	e.Subject = fmt.Sprintf("Merge branch '%s/%d'", t.o.Areas[area].Key, id)
	if key != "" {
		e.Subject += " (" + key + ")"
	}
	t.review(&e, area)
	t.add(e)
}

// commit draws an ordinary commit.
func (t *teller) commit(k Kind, at time.Time, area, person int, key string) Event {
	e := Event{Kind: k, At: at, Author: person, Area: area, Key: key, N: 1 + t.r.IntN(3)}
	if person < len(t.o.People) {
		if n := len(t.o.People[person].Identities); n > 1 && t.r.IntN(4) == 0 {
			e.Identity = 1 + t.r.IntN(n-1)
		}
	}
	if area >= 0 {
		a := &t.o.Areas[area]
		sort := []words.Sort{words.Feature, words.Feature, words.Fix, words.Refactor, words.Test}[t.r.IntN(5)]
		e.Subject = prefix(key, words.Subject(t.r, sort, words.Place{Dir: a.Dir, Nouns: a.Nouns}))
	}
	return e
}

func prefix(key, s string) string {
	if key == "" {
		return s
	}
	return key + " " + s
}

// review lets one or two others look at most changes, anybody, so that reviews alone
// make nobody know an area; some changes are written by two who both know it.
func (t *teller) review(e *Event, area int) {
	w := t.weekOf(e.At)
	if t.r.IntN(100) < 72 {
		for range 1 + t.r.IntN(5)/4 {
			if p := t.somebody(w); p >= 0 && p != e.Author {
				e.Reviewers = append(e.Reviewers, p)
			}
		}
	}
	if t.r.IntN(100) < 5 {
		if p := t.worker(w, area); p >= 0 && p != e.Author {
			e.CoAuthors = []int{p}
		}
	}
}

func (t *teller) weekOf(at time.Time) int {
	return min(t.o.Weeks()-1, max(0, int(at.Sub(t.o.Start)/(7*24*time.Hour))))
}

// somebody draws a person here in a week who is no newcomer.
func (t *teller) somebody(w int) int {
	for range 20 {
		p := t.r.IntN(len(t.o.People))
		if t.o.ActiveAt(p, w) && !t.o.People[p].Newcomer {
			return p
		}
	}
	return -1
}

// worker draws somebody working on an area in a week, by rate; −1 when nobody does.
func (t *teller) worker(w, area int) int {
	sum, pick := 0.0, -1
	for _, s := range t.o.Areas[area].Stints {
		if s.From <= w && w < s.To {
			sum += s.Rate
			if t.r.Float64()*sum < s.Rate {
				pick = s.Person
			}
		}
	}
	return pick
}

// moment draws a working hour of a person in a week; false when they are away then.
func (t *teller) moment(person, w int) (time.Time, bool) {
	day := t.o.WeekStart(w).AddDate(0, 0, t.r.IntN(5))
	return t.hour(person, day)
}

func (t *teller) hour(person int, day time.Time) (time.Time, bool) {
	minute := 8*60 + 40 + t.r.IntN(500)
	for _, a := range t.away[person] {
		if !day.Before(a.From) && !day.After(a.To) {
			return time.Time{}, false
		}
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 0, minute, t.r.IntN(60), 0, t.zones[person]), true
}

// add keeps an event that lies within the history.
func (t *teller) add(e Event) {
	if e.At.Before(t.o.End()) && !e.At.Before(t.o.Start) {
		t.out = append(t.out, e)
		t.named[e.Key] = t.named[e.Key] || e.Kind == Work
	}
}

func (t *teller) sorted() []Event {
	sort.SliceStable(t.out, func(i, j int) bool {
		a, b := &t.out[i], &t.out[j]
		if a.Kind == Root || b.Kind == Root {
			return a.Kind == Root && b.Kind != Root
		}
		return a.At.Before(b.At)
	})
	t.open()
	return t.reverts()
}

// open gives a name to the branches whose merge lies in the future.
func (t *teller) open() {
	merged := map[int]bool{0: true}
	for _, e := range t.out {
		if e.Kind == Merge {
			merged[e.Branch] = true
		}
	}
	for i := range t.out {
		if e := &t.out[i]; !merged[e.Branch] && e.Name == "" {
			e.Name = fmt.Sprintf("%s/%d", t.o.Areas[e.Area].Key, e.Branch)
		}
	}
}
