package know_test

import (
	"context"
	"slices"
	"testing"

	"plumbline/history"
	"plumbline/history/historytest"
	"plumbline/history/know"
)

const (
	ana = "Ana Alvarez <ana@example.net>"
	ben = "Ben Brook <ben@example.net>"
	cyd = "Cyd Cole <cyd@example.net>"
	bot = "dependabot[bot] <support@github.com>"
)

// story is a team: Ana wrote the ledger and left, Ben took it over, Cyd alone knows
// the web part; a bot and a mass reformat touched everything.
func story(t *testing.T) *history.Repository {
	t.Helper()
	repo := historytest.New(t)
	line := 0
	change := func(by, path string, day int) {
		line += 7
		repo.Add(historytest.Commit{By: by, Day: day, Files: map[string]string{path: historytest.Lines("x", line%50+10)}})
	}
	for i := range 40 {
		change(ana, "ledger/book.go", 1+i)
	}
	for i := range 12 {
		change(ben, "ledger/book.go", 400+i*5)
		change(cyd, "web/page.go", 402+i*5)
		change(bot, "web/page.go", 403+i*5)
	}
	many := map[string]string{}
	for i := range 120 {
		many["web/gen"+string(rune('a'+i%26))+string(rune('a'+i/26))+".go"] = "x\n"
	}
	repo.Add(historytest.Commit{By: ben, Message: "reformat", Files: many})
	r, err := history.Open(context.Background(), repo.Write(), history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func names(r *history.Repository, hs []know.Holder) (out []string) {
	for _, h := range hs {
		out = append(out, r.People[h.Person].Name)
	}
	return out
}

func TestWhoNamesThoseStillHereWhoChangedIt(t *testing.T) {
	r := story(t)
	m := know.Build(r, know.Options{})
	for path, want := range map[string][]string{
		"ledger/book.go": {"Ben Brook"}, "ledger": {"Ben Brook"}, "ledger/": {"Ben Brook"}, "web/page.go": {"Cyd Cole"},
	} {
		ans, ok := m.Who(path, 3)
		if !ok || !slices.Equal(names(r, ans.People), want) {
			t.Errorf("who %s: %v %v, want %v", path, ok, names(r, ans.People), want)
		}
	}
	if _, ok := m.Who("nowhere", 3); ok {
		t.Error("a path that never was got an answer")
	}
}

func TestAwayFindsTheAreasLeftWithNobody(t *testing.T) {
	r := story(t)
	m := know.Build(r, know.Options{})
	losses := m.Away(r.Find("cyd@example.net"))
	if len(losses) != 1 || r.Areas[losses[0].Area].Name != "web/" || !losses[0].Nobody() {
		t.Fatalf("without Cyd: %+v", losses)
	}
	if again := m.Away(r.Find("Ana Alvarez")); len(again) != 0 {
		t.Fatalf("Ana left long ago, yet her leaving takes %+v", again)
	}
}

func TestGoneAndHereStandOverTheRule(t *testing.T) {
	r := story(t)
	m := know.Build(r, know.Options{Gone: r.Find("ben"), Here: r.Find("ana")})
	ans, _ := m.Who("ledger", 3)
	if got := names(r, ans.People); !slices.Equal(got, []string{"Ana Alvarez"}) {
		t.Fatalf("got %v", got)
	}
}

func TestEvidenceNamesItsCommits(t *testing.T) {
	r := story(t)
	m := know.Build(r, know.Options{})
	ans, _ := m.Who("web/page.go", 1)
	h := ans.People[0]
	if h.Changes != 12 || h.Files != 1 || len(h.Samples) != 3 || !h.Knows {
		t.Fatalf("%+v", h)
	}
	for _, s := range h.Samples {
		if i, ok := r.Lookup(s); !ok || r.Commits[i].Author != h.Person {
			t.Errorf("%s is no commit of hers", s)
		}
	}
}
