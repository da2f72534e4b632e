package history_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plumbline/history"
	"plumbline/history/git"
	"plumbline/history/historytest"
)

const (
	ana = "Ana Alvarez <ana@example.net>"
	ben = "Ben Brook <ben@example.net>"
)

func open(t *testing.T, dir string, o history.Options) *history.Repository {
	t.Helper()
	r, err := history.Open(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// summary writes every change as "subject: path +a -d kind".
func summary(r *history.Repository) string {
	var b strings.Builder
	for i, c := range r.Commits {
		for _, ch := range r.ChangesOf(i) {
			fmt.Fprintf(&b, "%s: %s +%d -%d %c\n", c.Subject, r.Files[ch.File].Path, ch.Added, ch.Deleted, ch.Kind)
		}
	}
	return b.String()
}

func TestChangesFollowRenamesThroughTheHistory(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Message: "start", Files: map[string]string{"old/a.go": historytest.Lines("a", 20)}})
	repo.Add(historytest.Commit{Message: "move", By: ben, Rename: map[string]string{"old/a.go": "new/b.go"}})
	repo.Add(historytest.Commit{Message: "again", Files: map[string]string{"old/a.go": historytest.Lines("other", 5)}})
	r := open(t, repo.Write(), history.Options{})
	want := "start: new/b.go +20 -0 A\nmove: new/b.go +0 -0 R\nagain: old/a.go +5 -0 A\n"
	if got := summary(r); got != want {
		t.Fatalf("got\n%swant\n%s", got, want)
	}
	if r.Branch != "main" || len(r.People) != 2 || r.Files[0].Lines != 20 || r.Files[0].Language != "Go" {
		t.Fatalf("%+v", r.Files)
	}
}

func TestMergesRootsOddNamesAndDates(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Message: "root one", Unix: 1, Files: map[string]string{"a.go": "a\n"}})
	var more []string
	for i := range 50 {
		more = append(more, repo.Add(historytest.Commit{
			Message: fmt.Sprintf("side %d", i), Branch: fmt.Sprintf("side%d", i),
			Files: map[string]string{fmt.Sprintf("side/%d.go", i): "x\n"},
		}))
	}
	repo.Add(historytest.Commit{Message: "late", Unix: 4291747200, Files: map[string]string{"new\nline.go": "b\n", "caf\xe9.go": "c\n"}})
	repo.Add(historytest.Commit{Message: "octopus", Merge: more})
	r := open(t, repo.Write(), history.Options{})
	if len(r.Commits) != 53 || r.Commits[52].Parents != 51 || r.Commits[52].Quiet != "merge" {
		t.Fatalf("%d commits, the last has %d parents", len(r.Commits), r.Commits[len(r.Commits)-1].Parents)
	}
	for _, path := range []string{"new\nline.go", "café.go", "a.go"} {
		if _, ok := r.File(path); !ok {
			t.Errorf("%q is not among the files", path)
		}
	}
	if r.Commits[0].When.Year() != 1970 {
		t.Errorf("the first commit is of %v", r.Commits[0].When)
	}
}

func TestWhatIsNoRepositoryIsSaid(t *testing.T) {
	if _, err := history.Open(context.Background(), t.TempDir(), history.Options{}); !errors.Is(err, git.ErrNotRepository) {
		t.Fatalf("got %v", err)
	}
	if _, err := history.Open(context.Background(), filepath.Join(t.TempDir(), "gone"), history.Options{}); err == nil {
		t.Fatal("a missing folder was opened")
	}
	r := open(t, historytest.New(t).Dir, history.Options{})
	if r.Head != "" || len(r.Notes) != 1 {
		t.Fatalf("an empty repository gives %+v", r)
	}
}

func TestShallowAndOrdinaryClones(t *testing.T) {
	repo := historytest.New(t)
	for i := range 5 {
		repo.Add(historytest.Commit{Files: map[string]string{"a.go": historytest.Lines("a", i+1)}})
	}
	repo.Write()
	if r := open(t, repo.Clone(), history.Options{}); len(r.Commits) != 5 || r.Shallow {
		t.Fatalf("clone: %d commits", len(r.Commits))
	}
	r := open(t, repo.Clone("--depth=2"), history.Options{})
	if !r.Shallow || len(r.Commits) != 2 {
		t.Fatalf("shallow clone: %d commits, shallow %v", len(r.Commits), r.Shallow)
	}
}

func TestAsOfLeavesLaterFactsOut(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Day: 10, Files: map[string]string{"a.go": "a\n"}})
	mark := repo.Add(historytest.Commit{Day: 20, Files: map[string]string{"a.go": "a\nb\n"}})
	repo.Tag("v1", mark)
	repo.Write()
	day := func(n int) time.Time { return historytest.Epoch.AddDate(0, 0, n) }
	r := open(t, repo.Dir, history.Options{AsOf: day(15)})
	if len(r.Commits) != 1 || r.Files[0].Lines != 1 || len(r.Tags) != 0 || !r.AsOf.Equal(day(15)) {
		t.Fatalf("%d commits, %+v, %v", len(r.Commits), r.Files, r.Tags)
	}
	if r = open(t, repo.Dir, history.Options{Now: day(30)}); !r.AsOf.Equal(day(30)) || r.Stale {
		t.Fatalf("a fresh clone is read as of %v", r.AsOf)
	}
	if r = open(t, repo.Dir, history.Options{Now: day(90)}); !r.AsOf.Equal(day(20)) || !r.Stale {
		t.Fatalf("an old clone is read as of %v", r.AsOf)
	}
}

func TestHostileConfigurationRunsNothing(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Files: map[string]string{"a.go": "a\n", ".gitattributes": "*.go diff=evil filter=evil\n"}})
	repo.Add(historytest.Commit{Files: map[string]string{"a.go": "a\nb\n"}})
	repo.Write()
	proof := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "evil.sh")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+proof+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.smudge", "gpg.program", "core.alternateRefsCommand", "core.hooksPath", "pager.log"} {
		repo.Git("config", key, script)
	}
	repo.Git("config", "log.showSignature", "true")
	open(t, repo.Dir, history.Options{})
	if _, err := os.Stat(proof); err == nil {
		t.Fatal("a program named in the repository's configuration ran")
	}
}

func TestCancelledReadingStops(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Files: map[string]string{"a.go": "a\n"}})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := history.Open(ctx, repo.Write(), history.Options{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}
