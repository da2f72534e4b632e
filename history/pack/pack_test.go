package pack

import (
	"bytes"
	"compress/zlib"
	"errors"
	"math/rand/v2"
	"testing"
)

func deflated(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

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
	var z inflater
	for i, text := range texts() {
		for _, level := range []int{0, 1, 6, 9, zlib.HuffmanOnly} {
			got, err := z.inflate(deflated(t, text, level), len(text), nil)
			if err != nil || !bytes.Equal(got, text) {
				t.Errorf("text %d at level %d: %v", i, level, err)
			}
		}
	}
}

func TestInflateRefusesDamage(t *testing.T) {
	var z inflater
	text := texts()[8]
	good := deflated(t, text, 6)
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if got, err := z.inflate(bad, len(text), nil); err == nil && !bytes.Equal(got, text) {
			t.Fatalf("damage at byte %d went unseen", i)
		}
		if _, err := z.inflate(good[:i], len(text), nil); err == nil {
			t.Fatalf("a stream cut at byte %d was taken", i)
		}
	}
}

func TestDeltasThatLieAreRefused(t *testing.T) {
	base := []byte("hello, world")
	for name, delta := range map[string][]byte{
		"wrong base size":   {5, 3, 3, 'a', 'b', 'c'},
		"copy past the end": {12, 200, 1, 0x90, 200},
		"insert past end":   {12, 5, 5, 'a'},
		"bomb":              {12, 0xff, 0xff, 0xff, 0x7f, 1, 'a'},
		"short":             {12, 9, 1, 'a'},
		"no op":             {12, 0, 0},
		"endless size":      {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1},
	} {
		if _, err := ApplyDelta(base, delta); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	got, err := ApplyDelta(base, []byte{12, 8, 0x91, 7, 5, 3, '!', '!', '!'})
	if err != nil || string(got) != "world!!!" {
		t.Errorf("got %q, %v", got, err)
	}
}

func FuzzInflate(f *testing.F) {
	for _, text := range texts()[:8] {
		f.Add(deflated(f, text, 6), len(text))
	}
	f.Fuzz(func(t *testing.T, src []byte, size int) {
		if size < 0 || size > 1<<20 {
			return
		}
		var z inflater
		got, err := z.inflate(src, size, nil)
		if err != nil {
			return
		}
		want, err := z.stream(src, 1<<20)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("the library says %v", err)
		}
	})
}

func FuzzDelta(f *testing.F) {
	f.Add([]byte("hello, world"), []byte{12, 8, 0x91, 7, 5, 3, '!', '!', '!'})
	f.Fuzz(func(t *testing.T, base, delta []byte) {
		if len(delta) > 64 {
			return
		}
		if out, err := ApplyDelta(base, delta); err == nil && len(out) > 1<<20*len(base)+len(delta) {
			t.Fatal("a delta gave more than it can")
		}
	})
}

func FuzzPack(f *testing.F) {
	f.Add([]byte("\xfftOc\x00\x00\x00\x02"), []byte("PACK\x00\x00\x00\x02\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, idx, data []byte) {
		p, err := newPack(idx, data, 20)
		if err != nil {
			return
		}
		s := &Store{HashLen: 20, packs: []*packFile{p}}
		r := s.NewReader(1 << 16)
		for i := range min(p.n, 8) {
			var id ID
			copy(id[:], p.names[i*20:(i+1)*20])
			_, _, _ = r.Read(id)
		}
		if len(data) > 13 {
			_, _, _ = r.at(p, 12)
		}
	})
}
