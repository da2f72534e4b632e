package history_test

import (
	"fmt"
	"testing"
	"time"

	"plumbline/history"
	"plumbline/history/historytest"
	"plumbline/history/review"
)

const cyd = "Cyd Cole <cyd@example.net>"

// reviewed adds a change of a file that somebody reviewed.
func reviewed(repo *historytest.Repo, day int, author, file, by string) {
	repo.Add(historytest.Commit{Day: day, By: author, Message: "Work\n\nReviewed-by: " + by,
		Files: map[string]string{file: fmt.Sprint(day, file)}})
}

func first(t *testing.T, r *history.Repository, path, author string, at time.Time) string {
	t.Helper()
	file, ok := r.File(path)
	if !ok {
		t.Fatal(path)
	}
	by := history.PersonID(-1)
	if author != "" {
		by = r.Find(author)[0]
	}
	s := review.Trained(r).Suggest([]history.FileID{file}, by, review.Options{At: at})
	if len(s) == 0 {
		t.Fatal("nobody suggested")
	}
	return r.People[s[0].Person].Name
}

// Whoever reviewed an author's changes these days goes before whoever did so for
// months, where both did it about equally often.
func TestReviewersOfTheseDaysComeFirst(t *testing.T) {
	repo := historytest.New(t)
	for i := range 30 {
		reviewed(repo, 3*i, ana, "a/x.go", ben)
		reviewed(repo, 3*i+1, "Eve Ek <eve@example.net>", "b/x.go", cyd)
	}
	for i := range 6 {
		reviewed(repo, 92+i, ana, "a/x.go", cyd)
		reviewed(repo, 92+i, "Eve Ek <eve@example.net>", "b/x.go", ben)
	}
	r := open(t, repo.Write(), history.Options{})
	if who := first(t, r, "a/x.go", "ana", time.Time{}); who != "Cyd Cole" {
		t.Errorf("for Ana %s", who)
	}
	if who := first(t, r, "b/x.go", "eve", time.Time{}); who != "Ben Brook" {
		t.Errorf("for Eve %s", who)
	}
}

// An author nobody knows gets the reviewers of the place, and a file nobody reviewed
// yet those of its directory, though another reviews far more elsewhere.
func TestWhereLittleIsSeenThePlaceDecides(t *testing.T) {
	repo := historytest.New(t)
	for i := range 40 {
		reviewed(repo, 2*i, ana, "a/x.go", ben)
		reviewed(repo, 2*i, ana, "a/y.go", ben)
		if i%2 == 0 {
			reviewed(repo, 2*i+1, "Eve Ek <eve@example.net>", "b/x.go", cyd)
		}
	}
	repo.Add(historytest.Commit{Day: 81, By: "New Ny <new@example.net>", Files: map[string]string{"b/new.go": "x"}})
	r := open(t, repo.Write(), history.Options{})
	for _, author := range []string{"", "New Ny"} {
		if who := first(t, r, "b/new.go", author, time.Time{}); who != "Cyd Cole" {
			t.Errorf("b/new.go by %q: %s", author, who)
		}
		if who := first(t, r, "a/x.go", author, time.Time{}); who != "Ben Brook" {
			t.Errorf("a/x.go by %q: %s", author, who)
		}
	}
}

// Ranking looks at nothing later: what a model of the first commits says of the next
// one is the same whatever comes after it.
func TestRankingLooksAtNothingLater(t *testing.T) {
	build := func(later int) *history.Repository {
		repo := historytest.New(t)
		for i := range 20 {
			reviewed(repo, 2*i, ana, "a/x.go", ben)
			reviewed(repo, 2*i+1, ben, "b/x.go", cyd)
		}
		for i := range later {
			reviewed(repo, 50+i, ana, "a/x.go", cyd)
		}
		return open(t, repo.Write(), history.Options{})
	}
	ranked := func(r *history.Repository) (out []string) {
		m := review.NewModel(r)
		for i := range 39 {
			m.Learn(i)
		}
		for _, p := range m.Rank(39) {
			out = append(out, r.People[p].Name)
		}
		return out
	}
	if a, b := ranked(build(0)), ranked(build(15)); len(a) == 0 || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("%v, with what came later %v", a, b)
	}
}
