package history_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/history"
	"plumbline/history/historytest"
)

// both reads a repository directly and through git; what they say must agree, and the
// direct way must not have given up.
func both(t *testing.T, dir string) *history.Repository {
	t.Helper()
	direct := open(t, dir, history.Options{})
	through := open(t, dir, history.Options{Through: "git"})
	if len(direct.Notes) > 0 {
		t.Fatalf("notes: %v", direct.Notes)
	}
	if a, b := summary(direct), summary(through); a != b {
		t.Fatalf("directly:\n%s\nthrough git:\n%s", a, b)
	}
	return direct
}

// tangle is a history with whatever makes comparing hard: renames with and without
// changes, moved and repeated blocks, binary files, links, submodules, emptied files,
// a file that becomes a directory, missing last line ends.
func tangle(repo *historytest.Repo) {
	block := func(word string, n int) string { return historytest.Lines(word, n) }
	crowd := strings.Repeat("}\n\n", 60)
	steps := []historytest.Commit{
		{Files: map[string]string{"a/one.go": block("one", 60), "a/two.go": block("two", 40) + crowd, "empty": "", "bin": "a\x00b"}},
		{Rename: map[string]string{"a/one.go": "b/one.go"}},
		{Files: map[string]string{"a/two.go": block("three", 20) + block("two", 40) + crowd + block("x", 9)}},
		{Rename: map[string]string{"a/two.go": "c/deux.go"}, Files: map[string]string{"c/deux.go": block("two", 33) + crowd}},
		{Files: map[string]string{"c/deux.go": strings.ReplaceAll(block("two", 33), "line 1", "}\n\nline") + crowd}},
		{Files: map[string]string{"bin": "a\x00c", "d": "one\ntwo"}},
		{Remove: []string{"d"}, Files: map[string]string{"d/e": "one\ntwo\nthree"}},
		{Files: map[string]string{"b/one.go": "", "crlf": "a\r\nb\r\n"}},
		{Files: map[string]string{"b/one.go": block("one", 60), "crlf": "a\nb\n"}},
		{Remove: []string{"c/deux.go"}, Files: map[string]string{"p/deux.go": block("two", 33), "q/deux.go": block("two", 30)}},
		{Rename: map[string]string{"bin": "bin2"}},
	}
	for _, s := range steps {
		repo.Add(s)
	}
	for i := range 40 {
		var b strings.Builder
		for n := range 200 {
			if (n*7+i*i)%11 > 2 {
				fmt.Fprintf(&b, "line %d\n", (n*(1+i%3))%50)
			}
		}
		repo.Add(historytest.Commit{Files: map[string]string{"shuffled": b.String()}})
	}
}

func TestDirectReadingAgreesWithGit(t *testing.T) {
	for name, repo := range map[string]*historytest.Repo{"sha1": historytest.New(t), "sha256": historytest.NewSHA256(t)} {
		t.Run(name, func(t *testing.T) {
			tangle(repo)
			for step := range 30 {
				grow(repo, step+1)
			}
			both(t, repo.Write())
			repo.Git("repack", "-adfq", "--depth=50", "--window=50")
			both(t, repo.Dir)
			repo.Git("multi-pack-index", "write")
			repo.Git("commit-graph", "write", "--reachable")
			both(t, repo.Dir)
			both(t, loosened(t, repo))
		})
	}
}

// loosened is a copy whose objects are files of their own.
func loosened(t *testing.T, repo *historytest.Repo) string {
	t.Helper()
	dir := repo.Clone("--bare")
	packs, err := filepath.Glob(filepath.Join(dir, "objects", "pack", "*.pack"))
	if err != nil || len(packs) == 0 {
		t.Fatalf("packs %v, %v", packs, err)
	}
	for _, p := range packs {
		moved := filepath.Join(t.TempDir(), "moved.pack")
		if err := os.Rename(p, moved); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(strings.TrimSuffix(p, ".pack") + ".idx"); err != nil {
			t.Fatal(err)
		}
		historytest.Unpack(t, dir, moved)
	}
	return dir
}

func TestAlternatesAndLinkedWorkTrees(t *testing.T) {
	repo := historytest.New(t)
	tangle(repo)
	repo.Write()
	shared := repo.Clone("--shared")
	want := summary(both(t, repo.Dir))
	if got := summary(both(t, shared)); got != want {
		t.Error("a clone with alternates says something else")
	}
	tree := filepath.Join(t.TempDir(), "tree")
	repo.Git("worktree", "add", "-q", tree, "main")
	if got := summary(both(t, tree)); got != want {
		t.Error("a linked work tree says something else")
	}
}

func TestZeroPaddedModesAreRead(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Files: map[string]string{"d/a.go": "a\n"}})
	dir := repo.Write()
	blob := repo.Git("rev-parse", "main:d/a.go")
	inner := historytest.WriteTree(t, dir, "0100644", "a.go", blob)
	outer := historytest.WriteTree(t, dir, "040000", "d", inner)
	commit := repo.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.net", "commit-tree", outer, "-p", "main", "-m", "padded")
	repo.Git("update-ref", "refs/heads/main", commit)
	r := both(t, dir)
	if n := len(r.ChangesOf(1)); n != 0 {
		t.Errorf("a mode written otherwise counts as %d changes", n)
	}
}

func TestSeveralPacksAndAMultiPackIndex(t *testing.T) {
	repo := historytest.New(t)
	for step := range 24 {
		grow(repo, step+1)
		if step%8 == 7 {
			repo.Write()
			repo.Git("repack", "-dq")
		}
	}
	if n := len(packs(t, repo.Dir, "pack")); n < 3 {
		t.Fatalf("%d packs", n)
	}
	want := summary(both(t, repo.Dir))
	repo.Git("multi-pack-index", "write")
	if got := summary(both(t, repo.Dir)); got != want {
		t.Error("with a multi-pack index the history is another")
	}
}

func packs(t *testing.T, dir, ext string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "objects", "pack", "*."+ext))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAPartialCloneSaysWhatIsMissing(t *testing.T) {
	repo := historytest.New(t)
	for i := range 3 {
		repo.Add(historytest.Commit{Files: map[string]string{"a.go": historytest.Lines("a", i+1)}})
	}
	repo.Write()
	repo.Git("config", "uploadpack.allowFilter", "true")
	clone := repo.Clone("--bare", "--filter=blob:none")
	for _, through := range []string{"", "git"} {
		r := open(t, clone, history.Options{Through: through})
		if len(r.Commits) != 3 || !r.Unread(1) || r.Changes[1].Added != -1 {
			t.Errorf("through %q: %d commits, %+v", through, len(r.Commits), r.Changes)
		}
		if notes := strings.Join(r.Notes, " "); !strings.Contains(notes, "3 commits have contents that are missing here") {
			t.Errorf("through %q the notes are %q", through, notes)
		}
	}
}

func TestWhatCannotBeReadDirectlyIsReadThroughGitAndSaid(t *testing.T) {
	repo := historytest.New(t)
	tangle(repo)
	repo.Write()
	repo.Git("repack", "-adq")
	want := summary(both(t, repo.Dir))
	pack := packs(t, repo.Dir, "pack")[0]
	old := strings.TrimSuffix(pack, ".pack") + ".idx"
	if err := os.Remove(old); err != nil {
		t.Fatal(err)
	}
	repo.Git("index-pack", "--index-version=1", "-o", old, pack)
	r := open(t, repo.Dir, history.Options{})
	if got := summary(r); got != want {
		t.Errorf("through git the history is another:\n%s", got)
	}
	if notes := strings.Join(r.Notes, " "); !strings.Contains(notes, "read through git") || !strings.Contains(notes, "version") {
		t.Errorf("the notes are %q", notes)
	}
}

func TestDamagedPacksGiveErrorsNotCrashes(t *testing.T) {
	repo := historytest.New(t)
	tangle(repo)
	repo.Write()
	repo.Git("repack", "-adq")
	for _, ext := range []string{"pack", "idx"} {
		names, err := filepath.Glob(filepath.Join(repo.Dir, "objects", "pack", "*."+ext))
		if err != nil || len(names) != 1 {
			t.Fatal(names, err)
		}
		good, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(names[0], 0o600); err != nil {
			t.Fatal(err)
		}
		want := summary(open(t, repo.Dir, history.Options{}))
		for i := range 25 {
			bad := append([]byte(nil), good...)
			at := 8 + i*(len(good)-8)/25
			bad[at] ^= 0x55
			if i%5 == 4 {
				bad = bad[:at]
			}
			if err := os.WriteFile(names[0], bad, 0o600); err != nil {
				t.Fatal(err)
			}
			r, err := history.Open(t.Context(), repo.Dir, history.Options{})
			if err == nil && summary(r) != want && len(r.Notes) == 0 {
				t.Fatalf("%s damaged at byte %d gave another history and said nothing", ext, at)
			}
		}
		if err := os.WriteFile(names[0], good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Twelve trees, each of which holds the one below ten times, stand for a hundred billion
// files: the commit that brings them is left unread, and so are those of the head.
func TestTreesThatHoldEachOtherManyTimesAreLeftUnread(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Files: map[string]string{"a.go": "a\n"}})
	repo.Write()
	entry := "100644 blob " + repo.Git("rev-parse", "main:a.go")
	var below string
	for range 12 {
		var b strings.Builder
		for n := range 10 {
			fmt.Fprintf(&b, "%s\td%d\n", entry, n)
		}
		below = historytest.MakeTree(t, repo.Dir, b.String())
		entry = "040000 tree " + below
	}
	bomb := repo.Git("-c", "user.name=Ana", "-c", "user.email=ana@x", "commit-tree", "-p", "main", "-m", "bomb", below)
	repo.Git("update-ref", "refs/heads/main", bomb)
	index := filepath.Join(t.TempDir(), "index")
	for range 2 {
		r := open(t, repo.Dir, history.Options{Index: index})
		notes := strings.Join(r.Notes, " ")
		if len(r.Commits) != 2 || len(r.Changes) != 1 || !r.Unread(1) || !strings.Contains(notes, "1 commits have contents") {
			t.Fatalf("%d commits, %d changes, %v", len(r.Commits), len(r.Changes), r.Notes)
		}
	}
}
