package answering

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"plumbline/history/historytest"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/code"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/who"
	"plumbline/internal/answers/world"
	"plumbline/internal/jobs"
	"plumbline/internal/rule"
	"plumbline/internal/store"
)

// longHistory is a history in which Ana wrote the ledger and Ben a part of it, over so many
// commits that counting the lines can be stopped in between.
func longHistory(t *testing.T) *historytest.Repo {
	repo := historytest.New(t)
	for i := range 150 {
		repo.Add(historytest.Commit{By: ana, Day: 600 + i, Files: map[string]string{"ledger/book.go": historytest.Lines("book", 10+i%3), "docs/a.md": historytest.Lines("a", 1+i%5)}})
	}
	repo.Add(historytest.Commit{By: ben, Files: map[string]string{"ledger/book.go": historytest.Lines("book", 10) + historytest.Lines("more", 10)}})
	repo.Write()
	return repo
}

// lined is an office with that repository as a record, and the job that reads it.
func lined(t *testing.T, dir string) (*office, store.Job) {
	o := opened(t)
	o.now = historytest.Epoch.AddDate(0, 0, 760)
	o.put("identity", "ana-mail", "person: ana\nname: Ana Alvarez\nemail: ana@example.net\n")
	o.put("repository", "code", "title: Code\npath: "+dir+"\n")
	args, err := json.Marshal(readArgs{o.team.Snapshot().ID("repository", "code")})
	if err != nil {
		t.Fatal(err)
	}
	return o, store.Job{Args: args}
}

func (o *office) knows(t *testing.T) (said, missing string) {
	t.Helper()
	a := asked[knowledge.Answer](o, "knowledge", "")
	if len(a.Areas) != 1 {
		t.Fatalf("areas: %+v", a.Areas)
	}
	if s := a.Areas[0].LinesSaid; !s.IsZero() {
		said = s.Text()
	}
	return said, missingOf(a.Head)
}

func missingOf(h answer.Head) string {
	var out []string
	for _, m := range h.Missing {
		out = append(out, m.Text())
	}
	return strings.Join(out, " ")
}

const stillRead = "Who wrote the lines of Code is still being worked out."

func TestLinesAreWorkedOutAfterTheReadingIsThere(t *testing.T) {
	repo := longHistory(t)
	o, job := lined(t, repo.Dir)
	var seen []string
	o.o.Publish = func(_ string, data any) {
		if q, _ := data.(map[string]string); q["question"] == "knowledge" {
			said, missing := o.knows(t)
			seen = append(seen, said+missing)
		}
	}
	read := func() {
		t.Helper()
		seen = nil
		if err := o.read(t.Context(), job, func(jobs.Progress) {}); err != nil {
			t.Fatal(err)
		}
	}
	read()
	if len(seen) != 2 || seen[0] != stillRead || !strings.HasPrefix(seen[1], "Ana") || strings.Contains(seen[1], "still") {
		t.Fatalf("first: %q", seen)
	}
	known := seen[1]
	// The same head again: what is known stays from the first moment on.
	if read(); len(seen) != 1 || seen[0] != known {
		t.Fatalf("again: %q, not %q", seen, known)
	}
	// A newer head: nothing is said of it until it is known.
	repo.Add(historytest.Commit{By: ben, Files: map[string]string{"ledger/book.go": historytest.Lines("other", 10)}})
	repo.Write()
	if read(); len(seen) != 2 || seen[0] != stillRead || !strings.HasPrefix(seen[1], "Ben Brook wrote 100 %") {
		t.Fatalf("a newer head: %q", seen)
	}
}

func TestWhoAndHotspotsSpeakOfLinesOnceKnown(t *testing.T) {
	o, job := lined(t, longHistory(t).Dir)
	check := func(known bool, of, reason string) {
		t.Helper()
		w, h := asked[who.Answer](o, "who", "path=ledger/book.go"), asked[code.Hotspots](o, "hotspots", "")
		if (w.Items[0].LinesPart != nil) != known || (len(w.LinesBy) > 0) != known || (missingOf(w.Head) == "") != known || strings.Contains(w.Items[0].Reason.Text(), "of its lines") != known {
			t.Errorf("who: %+v", w)
		}
		if h.Ages[0].Of != of || (missingOf(h.Head) == "") != known {
			t.Errorf("hotspots: %+v", h.Ages)
		}
		if !strings.Contains(w.Items[0].Reason.Text(), reason) {
			t.Errorf("reason: %s", w.Items[0].Reason.Text())
		}
	}
	looked := false
	o.o.Publish = func(_ string, data any) {
		if q, _ := data.(map[string]string); q["question"] == "knowledge" && !looked {
			looked = true
			check(false, "files", "changes")
		}
	}
	if err := o.read(t.Context(), job, func(jobs.Progress) {}); err != nil || !looked {
		t.Fatal(err)
	}
	check(true, "lines", "wrote 50 % of its lines")
}

func TestCountingStopsWithItsJobAndTheReadingStands(t *testing.T) {
	o, job := lined(t, longHistory(t).Dir)
	ctx, cancel := context.WithCancel(t.Context())
	told := 0
	err := o.read(ctx, job, func(p jobs.Progress) {
		if p.Stage == "reading authors" {
			told++
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || told != 1 {
		t.Fatalf("%v after %d reports", err, told)
	}
	if said, missing := o.knows(t); said != "" || missing != "Who wrote the lines of Code is not known: working it out was stopped." {
		t.Errorf("%q %q", said, missing)
	}
}

func TestLinesThatCannotBeReadAreSaidAndTheReadingStands(t *testing.T) {
	repo := longHistory(t)
	repo.Add(historytest.Commit{By: ana, Branch: "side", From: "refs/heads/main", Files: map[string]string{"ledger/a.go": historytest.Lines("side", 5)}})
	repo.Add(historytest.Commit{By: ben, Files: map[string]string{"ledger/b.go": historytest.Lines("main", 5)}})
	repo.Add(historytest.Commit{By: ben, Merge: []string{"refs/heads/side"}, Files: map[string]string{"ledger/a.go": historytest.Lines("side", 5)}})
	repo.Write()
	o, job := lined(t, repo.Dir)
	o.o.IndexDir = t.TempDir()
	o.o.Publish = func(string, any) { // what merges took from where can no longer be kept
		if err := os.RemoveAll(o.o.IndexDir); err != nil {
			t.Error(err)
		}
	}
	if err := o.read(t.Context(), job, func(jobs.Progress) {}); err != nil {
		t.Fatal(err)
	}
	if said, missing := o.knows(t); said != "" || missing != "Who wrote the lines of Code is not known: working it out failed, and the server's log says why." {
		t.Errorf("%q %q", said, missing)
	}
}

func TestWhatChangedMeanwhileStays(t *testing.T) {
	o, job := lined(t, longHistory(t).Dir)
	o.o.Publish = func(string, any) {
		repo := o.world.Load().Repos[0]
		o.update(repo, func(next *world.Repo) { next.Checks = map[string]rule.Outcome{"x": {}} })
	}
	if err := o.read(t.Context(), job, func(jobs.Progress) {}); err != nil {
		t.Fatal(err)
	}
	if r := o.world.Load().Repos[0]; len(r.Checks) != 1 || !r.Lines.Known() {
		t.Errorf("checks %v, lines known: %v", r.Checks, r.Lines.Known())
	}
}

func TestNobodySeesWhoWroteLinesOfWhatTheyMayNotSee(t *testing.T) {
	o, job := lined(t, longHistory(t).Dir)
	if err := o.read(t.Context(), job, func(jobs.Progress) {}); err != nil {
		t.Fatal(err)
	}
	w := *o.world.Load()
	hidden := *w.Repos[0]
	hidden.Record = "of-nobody"
	w.Repos = []*world.Repo{&hidden}
	o.world.Store(&w)
	a := asked[knowledge.Answer](o, "knowledge", "")
	if len(a.Areas) != 0 || a.Missing[0].ID != statement.New("knowledge.reading").ID {
		t.Errorf("%+v", a)
	}
}

func TestACommandWithoutAServerCountsLinesWhenAsked(t *testing.T) {
	o, _ := lined(t, longHistory(t).Dir)
	alone := &Alone{Service: o.Service}
	for params, want := range map[string]bool{"path=ledger": false, "path=ledger&lines=yes": true} {
		v, err := url.ParseQuery(params)
		if err != nil {
			t.Fatal(err)
		}
		o.Service.world.Store(&world.World{})
		alone.once = sync.Once{}
		a, err := alone.Answer(t.Context(), "who", v, o.team.View(system))
		if err != nil {
			t.Fatal(err)
		}
		if w, ok := a.(*who.Answer); !ok || (w.GonePart != nil) != want || len(w.Missing) != 0 {
			t.Errorf("%s: %+v", params, a)
		}
	}
}
