package history_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/history"
	"plumbline/history/historytest"
)

// grow adds one step of a history with branches, merges, renames and reviews.
func grow(repo *historytest.Repo, step int) {
	by := []string{ana, ben, "Cyd Cole <cyd@example.net>"}[step%3]
	path := fmt.Sprintf("d%d/f%d.go", step%4, step%7)
	switch {
	case step%11 == 5:
		repo.Add(historytest.Commit{By: by, Branch: "side", From: "refs/heads/main", Files: map[string]string{path: historytest.Lines("side", step)}})
		repo.Add(historytest.Commit{By: ben, Merge: []string{"refs/heads/side"}})
	case step%11 == 8:
		taken := map[string]string{"side/" + path: historytest.Lines("side", step), path: historytest.Lines("both", step)}
		repo.Add(historytest.Commit{By: by, Branch: "side", From: "refs/heads/main", Files: taken})
		taken[path] = historytest.Lines("both", step-1)
		repo.Add(historytest.Commit{By: ben, Merge: []string{"refs/heads/side"}, Files: taken})
	case step%13 == 2:
		whole := fmt.Sprintf("whole%d.go", step)
		repo.Add(historytest.Commit{By: by, Files: map[string]string{whole: historytest.Lines("part", 40)}})
		repo.Add(historytest.Commit{By: ana, Remove: []string{whole}, Files: map[string]string{"x" + whole: historytest.Lines("part", 35), "y" + whole: historytest.Lines("part", 30)}})
	case step%13 == 7:
		repo.Add(historytest.Commit{By: by, Files: map[string]string{"moved/x.go": historytest.Lines("m", 30)}})
		repo.Add(historytest.Commit{By: by, Rename: map[string]string{"moved/x.go": fmt.Sprintf("kept/x%d.go", step)}})
	default:
		repo.Add(historytest.Commit{By: by, Message: fmt.Sprintf("PAY-%d work\n\nReviewed-by: %s", step, ana), Files: map[string]string{path: historytest.Lines("w", step)}})
	}
}

func indexBytes(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// owners writes where every line at the head comes from.
func owners(t *testing.T, r *history.Repository) string {
	t.Helper()
	var b strings.Builder
	for i := range r.Files {
		lines, err := r.LinesOf(t.Context(), history.FileID(i))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, r.Files[i].Path, lines)
	}
	return b.String()
}

func TestIndexReadInStepsEqualsIndexReadAtOnce(t *testing.T) {
	repo := historytest.New(t)
	steps := filepath.Join(t.TempDir(), "steps")
	for step := 1; step <= 60; step++ {
		grow(repo, step)
		if step%17 == 3 || step == 41 || step == 60 {
			open(t, repo.Write(), history.Options{Index: steps})
		}
	}
	for _, workers := range []int{1, 2, 8} {
		once := filepath.Join(t.TempDir(), "once")
		open(t, repo.Dir, history.Options{Index: once, Workers: workers})
		if !bytes.Equal(indexBytes(t, steps), indexBytes(t, once)) {
			t.Fatalf("with %d workers the index differs from the one read in steps", workers)
		}
	}
	before := indexBytes(t, steps)
	a, b := open(t, repo.Dir, history.Options{}), open(t, repo.Dir, history.Options{Index: steps})
	if summary(a) != summary(b) || owners(t, a) != owners(t, b) || len(a.Files) != len(b.Files) {
		t.Fatal("what the index gives differs from what the repository gives")
	}
	if !bytes.Equal(before, indexBytes(t, steps)) {
		t.Fatal("reading changed the index")
	}
}

func TestMergesReadInStepsEqualMergesReadAtOnce(t *testing.T) {
	repo := historytest.New(t)
	steps := filepath.Join(t.TempDir(), "steps")
	for step := 1; step <= 60; step++ {
		grow(repo, step)
		if step%19 == 3 || step == 60 {
			owners(t, open(t, repo.Write(), history.Options{Index: steps, Lines: step%2 == 0}))
		}
	}
	want := owners(t, open(t, repo.Dir, history.Options{}))
	for _, workers := range []int{1, 2, 8} {
		once := filepath.Join(t.TempDir(), "once")
		if got := owners(t, open(t, repo.Dir, history.Options{Index: once, Workers: workers, Lines: workers == 2})); got != want {
			t.Fatalf("with %d workers lines are of others", workers)
		}
		for _, end := range []string{"", ".merges"} {
			if !bytes.Equal(indexBytes(t, steps+end), indexBytes(t, once+end)) {
				t.Fatalf("with %d workers the index%s differs from the one read in steps", workers, end)
			}
		}
	}
	good := indexBytes(t, steps+".merges")
	for at := 0; at < len(good); at += len(good)/20 + 1 {
		bad := bytes.Clone(good)
		bad[at] ^= 0x41
		for _, b := range [][]byte{bad, good[:at]} {
			if err := os.WriteFile(steps+".merges", b, 0o600); err != nil {
				t.Fatal(err)
			}
			if owners(t, open(t, repo.Dir, history.Options{Index: steps})) != want {
				t.Fatalf("damage at %d changes who wrote lines", at)
			}
			if !bytes.Equal(good, indexBytes(t, steps+".merges")) {
				t.Fatalf("damage at %d is not mended", at)
			}
		}
	}
}

func TestLinesThatWereCutShortAreReadTheNextTime(t *testing.T) {
	repo := historytest.New(t)
	for step := 1; step <= 40; step++ {
		grow(repo, step)
	}
	r := open(t, repo.Write(), history.Options{})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.LinesOf(ended, 0); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	if owners(t, r) != owners(t, open(t, repo.Dir, history.Options{})) {
		t.Fatal("lines are of others after a reading was cut short")
	}
}

func TestIndexSurvivesForcePushAndReclone(t *testing.T) {
	repo := historytest.New(t)
	path := filepath.Join(t.TempDir(), "index")
	base := repo.Add(historytest.Commit{Files: map[string]string{"a.go": "a\n"}})
	repo.Add(historytest.Commit{Message: "gone", Files: map[string]string{"b.go": "b\n"}})
	open(t, repo.Write(), history.Options{Index: path})
	repo.Git("update-ref", "refs/heads/main", repo.Git("rev-parse", "main~1"))
	_ = base
	repo.Add(historytest.Commit{Message: "instead", Files: map[string]string{"c.go": "c\n"}})
	repo.Write()
	want := "Change 1: a.go +1 -0 A\ninstead: c.go +2 -0 A\n"
	got := summary(open(t, repo.Dir, history.Options{Index: path}))
	if again := summary(open(t, repo.Clone(), history.Options{Index: path})); again != got {
		t.Fatalf("a clone gives\n%s", again)
	}
	if bytes.Contains([]byte(got), []byte("gone")) || !bytes.Contains([]byte(got), []byte("instead")) {
		t.Fatalf("got\n%swant about\n%s", got, want)
	}
}

func TestDamagedIndexIsBuiltAgain(t *testing.T) {
	repo := historytest.New(t)
	for step := 1; step < 20; step++ {
		grow(repo, step)
	}
	path := filepath.Join(t.TempDir(), "index")
	want := summary(open(t, repo.Write(), history.Options{Index: path}))
	good := indexBytes(t, path)
	for at := 0; at < len(good); at += len(good)/40 + 1 {
		bad := bytes.Clone(good)
		bad[at] ^= 0x41
		for _, b := range [][]byte{bad, good[:at]} {
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := summary(open(t, repo.Dir, history.Options{Index: path})); got != want {
				t.Fatalf("an index damaged at byte %d gave another history", at)
			}
			if !bytes.Equal(indexBytes(t, path), good) {
				t.Fatalf("an index damaged at byte %d was not built again", at)
			}
		}
	}
}

// Branches that main took in part, or that took main in, are counted alike by a reading
// that knew them and by a new one.
func TestBranchesReadInStepsEqualBranchesReadAtOnce(t *testing.T) {
	for seed := range uint64(12) {
		draw := rand.New(rand.NewPCG(seed, 1))
		repo, steps := historytest.New(t), filepath.Join(t.TempDir(), "steps")
		main := []string{repo.Add(historytest.Commit{Files: map[string]string{"a.go": "a\n"}})}
		var sides [3][]string // the commits of each branch, oldest first
		for step := range 40 {
			n := draw.IntN(len(sides))
			side, name := sides[n], fmt.Sprintf("side%d", n)
			file := map[string]string{fmt.Sprintf("f%d.go", step): historytest.Lines("w", 3)}
			switch choice := draw.IntN(6); {
			case len(side) == 0:
				sides[n] = []string{repo.Add(historytest.Commit{Branch: name, From: main[draw.IntN(len(main))], Files: file})}
			case choice < 2:
				sides[n] = append(side, repo.Add(historytest.Commit{Branch: name, Files: file}))
			case choice == 2:
				sides[n] = append(side, repo.Add(historytest.Commit{Branch: name, Merge: []string{main[len(main)-1]}, Files: file}))
			case choice == 3:
				main = append(main, repo.Add(historytest.Commit{Merge: []string{side[draw.IntN(len(side))]}, Files: file}))
			default:
				main = append(main, repo.Add(historytest.Commit{Files: file}))
			}
			if step%5 == 4 {
				open(t, repo.Write(), history.Options{Index: steps})
			}
		}
		once := filepath.Join(t.TempDir(), "once")
		r := open(t, repo.Dir, history.Options{Index: once})
		if !bytes.Equal(indexBytes(t, steps), indexBytes(t, once)) {
			t.Errorf("seed %d: read in steps, %d branches differ from those read at once", seed, len(r.Branches))
		}
	}
}
