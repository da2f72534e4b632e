package inflate

import (
	"bytes"
	"compress/zlib"
	"hash/adler32"
	"math/rand/v2"
	"testing"

	"plumbline/history/historytest"
)

// texts are inputs of all shapes: empty, repeated, random, skewed so that codes grow
// long, with long matches.
func texts() [][]byte {
	rng := rand.New(rand.NewPCG(1, 2))
	out := [][]byte{{}, []byte("a"), bytes.Repeat([]byte("ab"), 40000), bytes.Repeat([]byte{0}, 70000)}
	for _, n := range []int{10, 300, 5000, 200000} {
		flat, skewed := make([]byte, n), make([]byte, n)
		for i := range flat {
			flat[i] = byte(rng.Uint32())
			skewed[i] = byte(rng.ExpFloat64() * 12)
		}
		out = append(out, flat, skewed, append(bytes.Clone(skewed), skewed...))
	}
	return out
}

func TestInflateGivesWhatWasDeflated(t *testing.T) {
	var z Inflater
	for i, text := range texts() {
		for _, level := range []int{0, 1, 6, 9, zlib.HuffmanOnly} {
			got, err := z.Exactly(historytest.Deflated(t, text, level), make([]byte, len(text)))
			if err != nil || !bytes.Equal(got, text) {
				t.Errorf("text %d at level %d: %v", i, level, err)
			}
		}
	}
}

func TestInflateRefusesDamage(t *testing.T) {
	var z Inflater
	text := texts()[8]
	good := historytest.Deflated(t, text, 6)
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if got, err := z.Exactly(bad, make([]byte, len(text))); err == nil && !bytes.Equal(got, text) {
			t.Fatalf("damage at byte %d went unseen", i)
		}
		if _, err := z.Exactly(good[:i], make([]byte, len(text))); err == nil {
			t.Fatalf("a stream cut at byte %d was taken", i)
		}
	}
}

func FuzzInflate(f *testing.F) {
	for _, text := range texts()[:8] {
		f.Add(historytest.Deflated(f, text, 6), len(text))
	}
	f.Fuzz(func(t *testing.T, src []byte, size int) {
		if size < 0 || size > 1<<20 {
			return
		}
		var z Inflater
		got, err := z.Exactly(src, make([]byte, size))
		if err != nil {
			return
		}
		want, err := z.Stream(src, 1<<20)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("the library says %v", err)
		}
	})
}

func TestAdlerIsThatOfTheLibrary(t *testing.T) {
	high := bytes.Repeat([]byte{255}, 3*adlerStep+5)
	for _, text := range append(texts(), high, high[:adlerStep], high[:7], high[:8], high[:9]) {
		if got, want := adler(text), adler32.Checksum(text); got != want {
			t.Errorf("of %d bytes %08x, the library says %08x", len(text), got, want)
		}
	}
}
