package text

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAScriptGivesItsHunksBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hunk := rapid.Custom(func(t *rapid.T) Hunk {
			n := rapid.Int32Range(0, 1<<24)
			return Hunk{A: n.Draw(t, "a"), ALen: n.Draw(t, "of a"), B: n.Draw(t, "b"), BLen: n.Draw(t, "of b")}
		})
		want := rapid.SliceOf(hunk).Draw(t, "hunks")
		if got := slices.Collect(Pack(want).Hunks); !slices.Equal(got, want) {
			t.Fatalf("%v became %v", want, got)
		}
	})
}

func TestADamagedScriptEndsInAHunkThatFitsNothing(t *testing.T) {
	whole := Pack([]Hunk{{A: 300, ALen: 1, B: 300, BLen: 2}})
	for n := 1; n < len(whole); n++ {
		got := slices.Collect(whole[:n].Hunks)
		if last := got[len(got)-1]; last.A >= 0 {
			t.Errorf("%d of %d bytes: %v", n, len(whole), got)
		}
	}
}
