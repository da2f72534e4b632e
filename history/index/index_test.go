package index

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plumbline/history/identity"
	"plumbline/history/log"
	"plumbline/history/text"
	"plumbline/history/tree"
)

func sample() *File {
	h := func(c byte) string {
		b := make([]byte, 40)
		for i := range b {
			b[i] = c
		}
		return string(b)
	}
	return &File{
		Log: &log.Log{
			Idents: []identity.Identity{{Name: "Ana", Email: "ana@example.net"}},
			Paths:  []string{"a\nb.go", "c.go"},
			Commits: []log.Commit{
				{Hash: h('a'), When: 5, Committed: 7, Subject: "one", Changes: []log.Change{{Status: 'A', Added: 3, Blob: 9}}},
				{Hash: h('b'), Parents: []string{h('a'), h('f')}, When: 9, Committed: 6, Keys: []string{"PAY-1"}, Reviewers: []int32{0}, Reverts: "0123456", Unread: true,
					Changes: []log.Change{{Status: 'R', Old: 0, New: 1, Added: 1, Deleted: -1, Blob: 8, Before: 9, Hunks: []text.Hunk{{A: 1, ALen: 2, B: 1, BLen: 0}, {A: 9, ALen: 0, B: 7, BLen: 3}}}},
					Merges:  []log.Change{{Status: 'M', Blob: 1, Before: 2}}},
			},
		},
		Tip:      h('b'),
		Tree:     []tree.Entry{{Path: "c.go", Blob: h('d'), Mode: "100644", About: tree.Blob{Lines: 3, Language: "Go"}}},
		Small:    map[string][]byte{".mailmap": []byte("x"), "none": nil},
		Branches: []Branch{{Tip: h('e'), Base: h('b'), Name: "Ben", Email: "b@x", Ahead: 4, Fork: h('a')}},
	}
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	if err := Save(path, sample()); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(sample(), got); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNoIndexIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	if _, err := Load(path); !errors.Is(err, ErrUnusable) {
		t.Errorf("missing: %v", err)
	}
	if err := os.WriteFile(path, []byte("something else, long enough to hold a header and a checksum"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); !errors.Is(err, ErrUnusable) {
		t.Errorf("other file: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	e := &encoder{}
	e.file(sample())
	f.Add(e.b)
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &decoder{b: b}
		file := d.file()
		if d.bad {
			return
		}
		for _, c := range file.Log.Commits {
			for _, ch := range c.Changes {
				if int(ch.New) >= len(file.Log.Paths) || int(ch.Old) >= len(file.Log.Paths) {
					t.Fatal("a path that is not there")
				}
			}
		}
	})
}
