package index

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"plumbline/history/identity"
	"plumbline/history/log"
	"plumbline/history/text"
	"plumbline/history/tree"
	"plumbline/history/wire"
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
					Changes: []log.Change{{Status: 'R', Old: 0, New: 1, Added: 1, Deleted: -1, Blob: 8, Before: 9, Script: text.Pack([]text.Hunk{{A: 1, ALen: 2, B: 1, BLen: 0}, {A: 9, ALen: 0, B: 7, BLen: 3}})}},
					Origins: log.Origins(log.AppendOrigins(nil, []log.Origin{{Parent: 1}, {New: 1, Old: 0, Parent: 0, Blob: 1, Before: 2}}))},
			},
		},
		Tip:      h('b'),
		Tree:     []tree.Entry{{Path: "c.go", Blob: h('d'), Mode: "100644", About: tree.Blob{Lines: 3, Language: "Go"}}},
		Small:    map[string][]byte{".mailmap": []byte("x"), "none": nil},
		Branches: []Branch{{Tip: h('e'), Base: h('b'), Name: "Ben", Email: "b@x", Ahead: 4, Fork: h('a')}},
		Gone:     []Gone{{"a\nb.go", tree.Blob{Language: "Go"}}, {"c.go", tree.Blob{Language: "Go", Ignored: "vendored"}}},
	}
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	if err := Save(path, sample(), nil, 2); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path, 2)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(sample(), got, cmpopts.IgnoreUnexported(File{})); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNoIndexIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	if _, err := Load(path, 2); !errors.Is(err, ErrUnusable) {
		t.Errorf("missing: %v", err)
	}
	if err := os.WriteFile(path, []byte("something else, long enough to hold a header and a checksum"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path, 2); !errors.Is(err, ErrUnusable) {
		t.Errorf("other file: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	path := filepath.Join(f.TempDir(), "index")
	if err := Save(path, sample(), nil, 1); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole[headBytes : len(whole)-sumBytes])
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &decoder{wire.Reader{Rest: string(b)}}
		file := d.file(1)
		if d.Bad {
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

// long is a sample with so many commits after each other, of which each has one change.
func long(n int) *File {
	f := sample()
	f.Log.Commits = nil
	for i := range n {
		c := log.Commit{Hash: fmt.Sprintf("%040x", i+1), Committed: int64(i), Changes: []log.Change{{Status: 'M', New: int32(i % 2), Old: int32(i % 2), Added: int32(i)}}}
		if i > 0 {
			c.Parents = []string{f.Log.Commits[i-1].Hash}
		}
		f.Log.Commits = append(f.Log.Commits, c)
	}
	return f
}

// TestWhatStandsIsNotEncodedAgain saves what follows on an old file, with and without
// it, also where an earlier commit is another now: the same bytes must come out.
func TestWhatStandsIsNotEncodedAgain(t *testing.T) {
	was, now := filepath.Join(t.TempDir(), "was"), filepath.Join(t.TempDir(), "now")
	if err := Save(was, long(2*blockCommits+10), nil, 2); err != nil {
		t.Fatal(err)
	}
	old, err := Load(was, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{blockCommits - 1, 2*blockCommits + 10, 3*blockCommits + 1} {
		for _, other := range []int{-1, 0, blockCommits + 5} {
			f, want := long(n), 0
			if want = min(n, 2*blockCommits+10) / blockCommits; other >= 0 && other < n {
				f.Log.Commits[other].Hash = fmt.Sprintf("%040x", 1<<40)
				want = min(want, other/blockCommits)
			}
			if got := standing(f.Log, old); got != want {
				t.Errorf("%d commits, number %d another: %d blocks stand, want %d", n, other, got, want)
			}
			var saved [2][]byte
			for i, from := range []*File{nil, old} {
				if err := Save(now, f, from, 2); err != nil {
					t.Fatal(err)
				}
				if saved[i], err = os.ReadFile(now); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(saved[0], saved[1]) {
				t.Errorf("%d commits, number %d another: other bytes come out beside an old file", n, other)
			}
		}
	}
}

func FuzzMerges(f *testing.F) {
	e := &encoder{}
	e.merges(sample().Log.Merges())
	f.Add(e.b)
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &decoder{wire.Reader{Rest: string(b)}}
		if m := d.merges(); !d.Bad {
			for _, o := range m.Of {
				o.Each(func(*log.Origin) bool { return true })
			}
		}
	})
}
