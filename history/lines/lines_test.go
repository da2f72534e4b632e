package lines_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"plumbline/history"
	"plumbline/history/historytest"
	"plumbline/history/identity"
	"plumbline/history/know"
	"plumbline/history/lines"
)

const (
	ana = "Ana Alvarez <ana@example.net>"
	ben = "Ben Brook <ben@example.net>"
	cyd = "Cyd Cole <cyd@example.net>"
	bot = "dependabot[bot] <support@github.com>"
)

type files = map[string]string

func open(t *testing.T, dir string, o history.Options) *history.Repository {
	t.Helper()
	r, err := history.Open(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func report(t *testing.T, r *history.Repository) *lines.Report {
	t.Helper()
	c, err := lines.Count(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return lines.New(r, know.Build(r, know.Options{}), c)
}

// said puts a part into words: "10 lines: Ana 6, Ben 3 (gone); 3 gone, 1 nobody; half over 20 days, 2 of 10 old".
func said(r *history.Repository, p lines.Part) string {
	var by []string
	for _, s := range p.By {
		name, _, _ := strings.Cut(r.People[s.Person].Name, " ")
		one := fmt.Sprintf("%s %d", name, s.Lines)
		if !s.Here {
			one += " (gone)"
		}
		by = append(by, one)
	}
	return fmt.Sprintf("%d lines: %s; %d gone, %d nobody; half over %d days, %d of %d old",
		p.Lines, strings.Join(by, ", "), p.Gone, p.Nobody, int(p.Middle/(24*time.Hour)), p.Old, p.Dated)
}

// want compares what is said of places.
func want(t *testing.T, r *history.Repository, rep *lines.Report, places map[string]string) {
	t.Helper()
	for at, words := range places {
		if got := said(r, rep.At(at)); got != words {
			t.Errorf("%q:\n got %s\nwant %s", at, got, words)
		}
	}
}

// text is lines from..to−1 of a made-up program.
func text(word string, from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "%s line %d\n", word, i)
	}
	return b.String()
}

// story: Ana wrote the ledger and left; Ben added to it and wrote the web part, in which
// he is older than a merge; a bot and a mass change wrote some lines too.
func story(t *testing.T) *historytest.Repo {
	t.Helper()
	repo := historytest.New(t)
	repo.Add(historytest.Commit{By: ana, Day: 1, Files: files{"ledger/book.go": text("book", 0, 60), "README.md": "# Book\n"}})
	repo.Add(historytest.Commit{By: ben, Day: 800, Files: files{"ledger/book.go": text("book", 0, 60) + text("more", 0, 30)}})
	repo.Add(historytest.Commit{By: bot, Day: 900, Files: files{"ledger/book.go": text("book", 0, 60) + text("more", 0, 30) + text("bot", 0, 10)}})
	repo.Add(historytest.Commit{By: ben, Day: 1000, Files: files{"web/page.go": text("page", 0, 20)}})
	repo.Add(historytest.Commit{By: cyd, Day: 1010, Branch: "side", From: "refs/heads/main", Files: files{"web/page.go": text("page", 0, 20) + text("side", 0, 10)}})
	repo.Add(historytest.Commit{By: ben, Day: 1020, Files: files{"web/page.go": text("top", 0, 10) + text("page", 0, 20)}})
	repo.Add(historytest.Commit{By: ben, Day: 1030, Merge: []string{"refs/heads/side"},
		Files: files{"web/page.go": text("top", 0, 10) + text("page", 0, 20) + text("side", 0, 10) + text("merged", 0, 5)}})
	many := files{}
	for i := range 120 {
		many[fmt.Sprintf("mass/m%d.go", i)] = "package mass\n"
	}
	repo.Add(historytest.Commit{By: cyd, Day: 1040, Files: many})
	return repo
}

func TestLinesAreOfThoseWhoWroteThem(t *testing.T) {
	r := open(t, story(t).Write(), history.Options{})
	want(t, r, report(t, r), map[string]string{
		"ledger/book.go": "100 lines: Ana 60 (gone), Ben 30; 60 gone, 10 nobody; half over 1039 days, 60 of 100 old",
		"ledger":         "100 lines: Ana 60 (gone), Ben 30; 60 gone, 10 nobody; half over 1039 days, 60 of 100 old",
		// The lines of a merge itself are of who merged, those it brought of who wrote them.
		"web":  "45 lines: Ben 35, Cyd 10; 0 gone, 0 nobody; half over 30 days, 0 of 45 old",
		"mass": "120 lines: ; 0 gone, 120 nobody; half over 0 days, 0 of 120 old",
		// What is no source counts where it is asked for by itself.
		"README.md":     "1 lines: Ana 1 (gone); 1 gone, 0 nobody; half over 1039 days, 1 of 1 old",
		"no/such/place": "0 lines: ; 0 gone, 0 nobody; half over 0 days, 0 of 0 old",
		// The whole is no place to compare people at.
		"": "0 lines: ; 0 gone, 0 nobody; half over 0 days, 0 of 0 old",
	})
}

func TestEachShareNamesTheCommitThatBroughtMostOfIt(t *testing.T) {
	repo := story(t)
	repo.Add(historytest.Commit{By: ana, Day: 1050, Message: "two more", Files: files{"ledger/two.go": text("two", 0, 2)}})
	r := open(t, repo.Write(), history.Options{})
	for _, s := range report(t, r).At("ledger").By {
		i, ok := r.Lookup(s.Sample)
		want := map[string]string{"Ana Alvarez": "Change 1", "Ben Brook": "Change 2"}[r.People[s.Person].Name]
		if !ok || r.Commits[i].Subject != want {
			t.Errorf("%s: %s", r.People[s.Person].Name, s.Sample)
		}
	}
}

func TestAnAreaIsWhatItsSourceIs(t *testing.T) {
	r := open(t, story(t).Write(), history.Options{Components: []history.Component{{Name: "Books", Globs: []string{"ledger/**", "README.md"}}, {Name: "Pages", Globs: []string{"web/**"}}}})
	rep := report(t, r)
	for i, a := range r.Areas {
		if p := rep.Area(i); p.Lines != a.Lines || said(r, p) != said(r, rep.At(a.Name)) {
			t.Errorf("%s has %d lines of source: %s", a.Name, a.Lines, said(r, p))
		}
	}
}

func TestIgnoredRevisionsAreOfNobodyAndOfNoAge(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{By: ana, Day: 1, Files: files{"a/a.go": text("a", 0, 10)}})
	repo.Add(historytest.Commit{By: ben, Day: 50, Message: "reformat", Files: files{"a/a.go": text("a", 0, 6) + text("b", 6, 10)}})
	repo.Write()
	repo.Add(historytest.Commit{By: ben, Day: 60, Files: files{".git-blame-ignore-revs": repo.Git("rev-parse", "main") + "\n"}})
	r := open(t, repo.Write(), history.Options{})
	want(t, r, report(t, r), map[string]string{"a/a.go": "10 lines: Ana 6; 0 gone, 4 nobody; half over 59 days, 0 of 6 old"})
}

func TestWhatWasCountedServesTheNextReading(t *testing.T) {
	repo := story(t)
	first := open(t, repo.Write(), history.Options{})
	c, err := lines.Count(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	// Somebody says that Ana is Ben: the counts hold no person.
	again := open(t, repo.Dir, history.Options{Corrections: []history.Correction{{Op: identity.Merge, A: history.Identity{Email: "ana@example.net"}, B: history.Identity{Email: "ben@example.net"}}}})
	rep := lines.New(again, know.Build(again, know.Options{}), c)
	if p := rep.At("ledger"); len(p.By) != 1 || p.By[0].Lines != 90 || p.Gone != 0 || p.Wrote(p.By[0].Person) != 90 {
		t.Errorf("when Ana is Ben: %s", said(again, p))
	}
	repo.Add(historytest.Commit{By: ben, Day: 1050, Files: files{"web/page.go": "package web\n"}})
	next := open(t, repo.Write(), history.Options{})
	if c.Fits(next) || lines.New(next, know.Build(next, know.Options{}), c) != nil {
		t.Error("counts of the commits before serve a newer head")
	}
}

func TestThroughGitNothingIsKnown(t *testing.T) {
	r := open(t, story(t).Write(), history.Options{Through: "git"})
	rep := report(t, r)
	if rep.Known() || rep.At("ledger").Lines != 0 {
		t.Error("lines are known that were not read")
	}
	if (*lines.Report)(nil).Known() {
		t.Error("a report that is not there knows something")
	}
}

func TestCountingStopsWithItsContext(t *testing.T) {
	r := open(t, story(t).Write(), history.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := lines.Count(ctx, r); !errors.Is(err, context.Canceled) {
		t.Fatalf("ended before it began: %v", err)
	}
	repo := historytest.New(t)
	for i := range 300 {
		repo.Add(historytest.Commit{Files: files{"a/a.go": text("a", i, i+9)}})
	}
	replayed := 0
	ctx, cancel = context.WithCancel(t.Context())
	r = open(t, repo.Write(), history.Options{Progress: func(p history.Progress) {
		if p.Stage == "authors" {
			replayed++
			cancel()
		}
	}})
	if _, err := lines.Count(ctx, r); !errors.Is(err, context.Canceled) || replayed != 1 {
		t.Fatalf("ended while commits were replayed: %v, told %d times", err, replayed)
	}
	want(t, r, report(t, r), map[string]string{"a": "9 lines: Ana 9; 0 gone, 0 nobody; half over 4 days, 0 of 9 old"})
}
