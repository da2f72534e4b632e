package truck

import (
	"cmp"
	"math/bits"
	"slices"

	"plumbline/history"
)

// mostSteps bounds the search for the fewest people: a twentieth of a second. Up to
// about 60 areas that few people know each it ends long before.
const mostSteps = 20_000

// fewest is a smallest set of people without whom more than half of the things have
// nobody. Once the search has taken too long it is the smallest found.
func fewest(things [][]history.PersonID) Factor {
	if len(things) == 0 {
		return Factor{}
	}
	s := newLeaving(things)
	s.good()
	s.look()
	f := Factor{N: s.best.count(), Things: len(things)}
	for i, p := range s.people {
		if s.best.has(i) {
			f.People = append(f.People, p)
		}
	}
	return f
}

// leaving is a search over sets of people who leave.
type leaving struct {
	people []history.PersonID // in order; sets are of indexes here
	things []set              // those that fewest know first
	need   int
	gone   set
	kept   []bool // things of which somebody is to stay
	best   set    // the smallest found
	steps  int
	at     []int // scratch of bound: things by person
}

func newLeaving(things [][]history.PersonID) *leaving {
	s := &leaving{need: len(things)/2 + 1, kept: make([]bool, len(things))}
	for _, ps := range things {
		s.people = append(s.people, ps...)
	}
	slices.Sort(s.people)
	s.people = slices.Compact(s.people)
	s.gone, s.at = newSet(len(s.people)), make([]int, len(s.people))
	for _, ps := range things {
		t := newSet(len(s.people))
		for _, p := range ps {
			i, _ := slices.BinarySearch(s.people, p)
			t.add(i)
		}
		s.things = append(s.things, t)
	}
	slices.SortStableFunc(s.things, func(a, b set) int {
		return cmp.Or(cmp.Compare(a.count(), b.count()), slices.Compare(a, b))
	})
	return s
}

// look takes the thing that fewest more people would have to leave for, and then looks
// among the sets in which somebody of it stays: the first way down is the greedy one.
func (s *leaving) look() {
	if s.steps++; s.steps > mostSteps {
		return
	}
	orphans, next, fewestMore := 0, -1, 0
	more := make([]int, 0, len(s.things)) // of the things that may still lose everybody
	for i, t := range s.things {
		n := t.without(s.gone)
		switch {
		case n == 0 && s.kept[i]:
			return
		case n == 0:
			orphans++
		case !s.kept[i]:
			if next < 0 || n < fewestMore {
				next, fewestMore = i, n
			}
			more = append(more, n)
		}
	}
	if orphans >= s.need {
		s.best = slices.Clone(s.gone)
		return
	}
	if orphans+len(more) < s.need || s.gone.count()+s.bound(more, s.need-orphans) >= s.best.count() {
		return
	}
	before := slices.Clone(s.gone)
	for i, w := range s.things[next] {
		s.gone[i] |= w
	}
	s.look()
	copy(s.gone, before)
	s.kept[next] = true
	s.look()
	s.kept[next] = false
}

// bound is how many more people have to leave at least for so many more things to lose
// everybody: each thing loses them one by one, and nobody is lost by more things than
// they know.
func (s *leaving) bound(more []int, things int) int {
	slices.Sort(more)
	losses := 0
	for _, n := range more[:things] {
		losses += n
	}
	clear(s.at)
	for i, t := range s.things {
		if s.kept[i] {
			continue
		}
		for w := range t {
			for rest := t[w] &^ s.gone[w]; rest != 0; rest &= rest - 1 {
				s.at[w*64+bits.TrailingZeros64(rest)]++
			}
		}
	}
	know := slices.Clone(s.at)
	slices.SortFunc(know, func(a, b int) int { return b - a })
	people := 0
	for ; losses > 0; people++ {
		losses -= min(know[people], things)
	}
	return max(people, more[things-1])
}

// set is a set of small numbers.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s set) drop(i int) { s[i/64] &^= 1 << (i % 64) }

func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// without counts what is not in another.
func (s set) without(other set) int {
	n := 0
	for i, w := range s {
		n += bits.OnesCount64(w &^ other[i])
	}
	return n
}
