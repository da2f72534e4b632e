package pack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"plumbline/history/historytest"
)

// rebuilt applies a whole delta, its sizes included.
func rebuilt(base, delta []byte) ([]byte, error) {
	size, delta, err := deltaSizes(base, delta)
	if err != nil {
		return nil, err
	}
	out := make([]byte, size)
	return out, applyDelta(out, base, delta)
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
		if _, err := rebuilt(base, delta); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	got, err := rebuilt(base, []byte{12, 8, 0x91, 7, 5, 3, '!', '!', '!'})
	if err != nil || string(got) != "world!!!" {
		t.Errorf("got %q, %v", got, err)
	}
}

// made is a pack of objects given as header and content, under the names 1, 2, 3 …
func made(t testing.TB, objects ...[2][]byte) *packFile {
	t.Helper()
	data := []byte("PACK\x00\x00\x00\x02\x00\x00\x00\x00")
	idx := []byte("\xfftOc\x00\x00\x00\x02")
	for i := range 256 {
		idx = binary.BigEndian.AppendUint32(idx, uint32(min(i, len(objects))))
	}
	var offsets []byte
	for i := range objects {
		name := ID{byte(i + 1)}
		idx = append(idx, name[:20]...)
	}
	for _, o := range objects {
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(data)))
		data = append(append(data, o[0]...), historytest.Deflated(t, o[1], 6)...)
	}
	idx = append(append(idx, make([]byte, 4*len(objects))...), offsets...)
	p, err := newPack(append(idx, make([]byte, 40)...), append(data, make([]byte, 20)...), 20)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// onto is the header of a delta of n bytes on the object of a name.
func onto(name byte, n int) []byte {
	base := ID{name}
	return append([]byte{7<<4 | byte(n)}, base[:20]...)
}

func TestDeltasInACircleAndBombsAreRefused(t *testing.T) {
	delta := []byte{5, 5, 0x90, 5}
	bomb := binary.AppendUvarint([]byte{5}, MaxObject)
	bomb = append(bomb, 0x90)
	p := made(t,
		[2][]byte{onto(2, len(delta)), delta}, [2][]byte{onto(1, len(delta)), delta}, [2][]byte{onto(3, len(delta)), delta},
		[2][]byte{{3<<4 | 5}, []byte("hello")}, [2][]byte{onto(4, len(bomb)), bomb}, [2][]byte{onto(4, len(delta)), delta})
	r := (&Store{HashLen: 20, packs: []*packFile{p}}).NewReader(1 << 16)
	for name := byte(1); name <= 5; name++ {
		_, got, err := r.Read(ID{name})
		if name == 4 && string(got) != "hello" || name != 4 && !errors.Is(err, ErrDamaged) {
			t.Errorf("object %d: %q, %v", name, got, err)
		}
	}
	if _, got, err := r.Read(ID{6}); string(got) != "hello" {
		t.Errorf("a delta gives %q, %v", got, err)
	}
	if n, err := r.Size(ID{6}); n != 5 || err != nil {
		t.Errorf("its size is %d, %v", n, err)
	}
}

func TestSizesAreThoseOfWhatIsRead(t *testing.T) {
	base := bytes.Repeat([]byte("some words, "), 300)
	delta := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(len(base))), 2000)
	delta = append(delta, 0xb0, 0xd0, 0x07) // the first 2,000 bytes
	whole := []byte{0xb0 | byte(len(base)&15), byte(len(base)>>4) | 0x80, byte(len(base) >> 11)}
	p := made(t, [2][]byte{whole, base}, [2][]byte{onto(1, len(delta)), delta})
	for name, want := range map[byte]int{1: len(base), 2: 2000} {
		r := (&Store{HashLen: 20, packs: []*packFile{p}}).NewReader(1 << 16)
		before, err := r.Size(ID{name})
		_, data, readErr := r.Read(ID{name})
		after, _ := r.Size(ID{name})
		if before != want || after != want || len(data) != want || err != nil || readErr != nil {
			t.Errorf("object %d: %d, %d, %d bytes; %v, %v", name, before, len(data), after, err, readErr)
		}
	}
}

func FuzzDelta(f *testing.F) {
	f.Add([]byte("hello, world"), []byte{12, 8, 0x91, 7, 5, 3, '!', '!', '!'})
	f.Fuzz(func(t *testing.T, base, delta []byte) {
		if len(delta) > 64 {
			return
		}
		if out, err := rebuilt(base, delta); err == nil && len(out) > 1<<20*len(base)+len(delta) {
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
			size, err := r.Size(id)
			if _, data, readErr := r.Read(id); err == nil && readErr == nil && size != len(data) {
				t.Fatalf("size %d of %d bytes", size, len(data))
			}
		}
		if len(data) > 13 {
			_, _, _ = r.at(p, 12)
		}
	})
}
