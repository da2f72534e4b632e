package diff

import (
	"testing"

	"plumbline/history/pack"
)

// shelf is a source of made-up objects.
type shelf map[pack.ID][]byte

func (s shelf) Read(id pack.ID) (pack.Type, []byte, error) {
	b, ok := s[id]
	if !ok {
		return 0, nil, pack.ErrMissing
	}
	return pack.Tree, b, nil
}

func (s shelf) Done() {}

func (s shelf) Size(id pack.ID) (int, error) {
	_, b, err := s.Read(id)
	return len(b), err
}

func FuzzTree(f *testing.F) {
	entry := "100644 a\x00" + string(make([]byte, 19)) + "\x01"
	f.Add([]byte(entry), []byte("0040000 d\x00"+string(make([]byte, 19))+"\x02"))
	f.Add([]byte("100644"), []byte("\x00\x00"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		s := shelf{pack.ID{19: 8}: a, pack.ID{19: 9}: b, pack.ID{19: 2}: a}
		changes, _, err := New(s, 20).Trees(pack.ID{19: 8}, pack.ID{19: 9})
		if err != nil {
			return
		}
		for _, c := range changes {
			if c.Old.Mode == 0 && c.New.Mode == 0 {
				t.Fatalf("a change of nothing: %+v", c)
			}
		}
	})
}

func TestATreeThatHoldsItselfIsRefused(t *testing.T) {
	id := pack.ID{19: 7}
	s := shelf{id: append([]byte("40000 d\x00"), id[:20]...)}
	if _, _, err := New(s, 20).Trees(pack.ID{}, id); err == nil {
		t.Fatal("a tree without end was read")
	}
}
