package text

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// rebuild puts the hunks' lines of b in place of those of a.
func rebuild(a, b []byte, hs []Hunk) string {
	la, lb := strings.SplitAfter(string(a), "\n"), strings.SplitAfter(string(b), "\n")
	var out strings.Builder
	next := int32(0)
	for _, h := range hs {
		out.WriteString(strings.Join(la[next:h.A], ""))
		out.WriteString(strings.Join(lb[h.B:h.B+h.BLen], ""))
		next = h.A + h.ALen
	}
	out.WriteString(strings.Join(la[next:], ""))
	return out.String()
}

func TestHunksTurnOneContentIntoTheOther(t *testing.T) {
	var d Differ
	line := rapid.SampledFrom([]string{"a\n", "b\n", "\n", "\tc\n", "}\n", "    d\n", "e\r\n"})
	content := rapid.Custom(func(t *rapid.T) []byte {
		s := strings.Join(rapid.SliceOfN(line, 0, 300).Draw(t, "lines"), "")
		if rapid.Bool().Draw(t, "cut") {
			s = strings.TrimSuffix(s, "\n")
		}
		return []byte(s)
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := content.Draw(t, "a"), content.Draw(t, "b")
		hs := d.Hunks(a, b)
		if got := rebuild(a, b, hs); got != string(b) {
			t.Fatalf("hunks %v give %q, want %q", hs, got, b)
		}
		if bytes.Equal(a, b) != (len(hs) == 0) {
			t.Fatalf("hunks %v of equal %v", hs, bytes.Equal(a, b))
		}
	})
}

func TestALineHasOneHashWhateverFollows(t *testing.T) {
	seen := map[uint64]string{}
	for n := range 40 {
		for _, end := range []string{"\n", ""} {
			line := strings.Repeat("x", n) + end
			want := hashLine([]byte(line))
			if other, ok := seen[want]; ok {
				t.Errorf("%q and %q have one hash", line, other)
			}
			seen[want] = line
			for _, after := range []string{"", "y", "\n", "\x0b\x8a\n", strings.Repeat("z", 20) + "\n"} {
				if end == "" && after != "" {
					continue
				}
				if h, length := hashFirst([]byte(line + after)); h != want || length != len(line) {
					t.Errorf("%q before %q: %d bytes, another hash %v", line, after, length, h != want)
				}
			}
		}
	}
}

func TestARunStandsWhereItReadsBest(t *testing.T) {
	var d Differ
	before := "func a() {\n\tx()\n}\n\nfunc c() {\n\tz()\n}\n"
	after := "func a() {\n\tx()\n}\n\nfunc b() {\n\ty()\n}\n\nfunc c() {\n\tz()\n}\n"
	hs := d.Hunks([]byte(before), []byte(after))
	if len(hs) != 1 || hs[0] != (Hunk{4, 0, 4, 4}) {
		t.Errorf("got %v", hs)
	}
}

func TestVeryDifferentContentsTakeBoundedTime(t *testing.T) {
	var d Differ
	rng := rand.New(rand.NewPCG(3, 4))
	var a, b strings.Builder
	for range 60000 {
		fmt.Fprintf(&a, "%d\n", rng.IntN(30000))
		fmt.Fprintf(&b, "%d\n", rng.IntN(30000))
	}
	hs := d.Hunks([]byte(a.String()), []byte(b.String()))
	if rebuild([]byte(a.String()), []byte(b.String()), hs) != b.String() {
		t.Fatal("the hunks are wrong")
	}
}

func FuzzHunks(f *testing.F) {
	f.Add([]byte("a\nb\nc"), []byte("a\nc\n"))
	f.Add([]byte(strings.Repeat("}\n\n", 50)), []byte(strings.Repeat("}\n", 70)))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		var d Differ
		if got := rebuild(a, b, d.Hunks(a, b)); got != string(b) {
			t.Fatalf("got %q, want %q", got, b)
		}
	})
}

// TestWhatWasFoundBeforeChangesNothing compares versions of a few contents in any order,
// once with names and once afresh.
func TestWhatWasFoundBeforeChangesNothing(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	lines := func(n, kinds int) (out []string) {
		for range n {
			out = append(out, fmt.Sprintf("%*s%d\n", rnd.IntN(3)*2, "", rnd.IntN(kinds)))
		}
		return out
	}
	var d Differ
	named := 0
	for round := range 12 {
		kinds := []int{3, 40, 1000, 100000}[round%4]
		versions := make([]Text, 12)
		last := lines(rnd.IntN(3000), kinds)
		for i := range versions {
			at := rnd.IntN(len(last) + 1)
			last = slices.Concat(last[:at], lines(rnd.IntN(9), kinds), last[min(len(last), at+rnd.IntN(9)):])
			at = rnd.IntN(len(last) + 1)
			last = slices.Concat(last[:at], lines(rnd.IntN(9), kinds), last[at:])
			named++
			versions[i] = Text{[]byte(strings.Join(last, "")), Name{byte(named), byte(named >> 8), 1}}
		}
		for range 60 {
			a, b := versions[rnd.IntN(len(versions))], versions[rnd.IntN(len(versions))]
			var fresh Differ
			want := slices.Clone(fresh.Hunks(a.Bytes, b.Bytes))
			if got := d.Compare(a, b); !slices.Equal(got, want) {
				t.Fatalf("got %v, afresh %v, of\n%q\n%q", got, want, a.Bytes, b.Bytes)
			}
			got, other := d.Blamed(a, b)
			got = slices.Clone(got)
			want, otherWant := fresh.Blamed(Text{Bytes: a.Bytes}, Text{Bytes: b.Bytes})
			if other != otherWant || !slices.Equal(got, want) {
				t.Fatalf("blamed %v %v, afresh %v %v, of\n%q\n%q", got, other, want, otherWant, a.Bytes, b.Bytes)
			}
		}
	}
}
