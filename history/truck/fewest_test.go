package truck

import (
	"math/bits"
	"math/rand/v2"
	"testing"

	"plumbline/history"
)

// tried takes away every set of up to twelve people.
func tried(things [][]history.PersonID) int {
	best := 12
	for gone := range uint(1 << 12) {
		orphans := 0
		for _, ps := range things {
			left := false
			for _, p := range ps {
				left = left || gone>>p&1 == 0
			}
			if !left {
				orphans++
			}
		}
		if 2*orphans > len(things) {
			best = min(best, bits.OnesCount(gone))
		}
	}
	return best
}

func TestTheFewestAreThoseOfAllSets(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		things := make([][]history.PersonID, 3+r.IntN(20))
		for i := range things {
			for _, p := range r.Perm(12)[:1+r.IntN(4)] {
				things[i] = append(things[i], history.PersonID(p))
			}
		}
		f := fewest(things)
		if want := tried(things); f.N != want || len(f.People) != want {
			t.Fatalf("%d people, %v, of %v: %d would do", f.N, f.People, things, want)
		}
	}
	if f := fewest(nil); f.N != 0 {
		t.Errorf("without anything it is %d", f.N)
	}
}

// Many areas that everybody knows a part of end the search early, with a set that does.
func TestALongSearchEndsWithASetThatDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	things := make([][]history.PersonID, 60)
	for i := range things {
		for _, p := range r.Perm(60)[:8] {
			things[i] = append(things[i], history.PersonID(p))
		}
	}
	f, orphans := fewest(things), 0
	gone := map[history.PersonID]bool{}
	for _, p := range f.People {
		gone[p] = true
	}
	for _, ps := range things {
		left := false
		for _, p := range ps {
			left = left || !gone[p]
		}
		if !left {
			orphans++
		}
	}
	if 2*orphans <= len(things) {
		t.Errorf("without %d people %d of %d things have nobody", f.N, orphans, len(things))
	}
}
