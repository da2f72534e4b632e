package own

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestStatesAreIndependent changes states made from each other, and compares each with
// a map of its own.
func TestStatesAreIndependent(t *testing.T) {
	const paths = 3000
	rnd := rand.New(rand.NewPCG(1, 2))
	states, want := []state{newState(0, paths)}, []map[int32]*file{{}}
	for i := int32(1); i < 60; i++ {
		from := rnd.IntN(len(states))
		s, m := states[from], maps.Clone(want[from])
		s.owner = i
		for range 40 {
			path, f := rnd.Int32N(paths), &file{}
			s.set(path, f)
			m[path] = f
		}
		states, want = append(states, s), append(want, m)
	}
	for i := range states {
		for path := range int32(paths) {
			if states[i].get(path) != want[i][path] {
				t.Fatalf("state %d holds another file at path %d", i, path)
			}
		}
	}
	if s := (state{}); s.get(5) != nil {
		t.Error("the empty state holds a file")
	}
}
