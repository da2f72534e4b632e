package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestBlamedIsTheComparisonWithoutTheTail compares contents with long shared ends and
// many equal lines, and asks that the tail is only overlooked where it tells nothing.
func TestBlamedIsTheComparisonWithoutTheTail(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	lines := func(n, kinds int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "%*s%d\n", rnd.IntN(3)*2, "", rnd.IntN(kinds))
		}
		return b.String()
	}
	var d, fresh Differ
	told := 0
	for range 1000 {
		kinds := 1 + rnd.IntN(40)
		head, tail := lines(rnd.IntN(30), kinds), lines(300+rnd.IntN(300), kinds)
		a, b := []byte(head+lines(rnd.IntN(40), kinds)+tail), []byte(head+lines(rnd.IntN(40), kinds)+tail)
		n := sharedTail(a, b)
		want := slices.Clone(fresh.Hunks(a[:len(a)-n], b[:len(b)-n]))
		got := slices.Clone(d.Hunks(a, b))
		if hunks, other := d.Blamed(Text{Bytes: a}, Text{Bytes: b}); other {
			got = hunks
			told++
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, without the tail %v, of\n%q\n%q", got, want, a, b)
		}
	}
	if told == 0 || told == 1000 {
		t.Errorf("the tail told something in %d of 1000 comparisons", told)
	}
}
