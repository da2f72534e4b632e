package history_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"plumbline/history"
	"plumbline/history/couple"
	"plumbline/history/flow"
	"plumbline/history/historytest"
	"plumbline/history/know"
	"plumbline/history/review"
	"plumbline/history/skill"
	"plumbline/history/truck"
)

func TestAWeekCountsChangesOnceAndWithoutBots(t *testing.T) {
	repo := historytest.New(t)
	add := func(day int, by, message string) {
		repo.Add(historytest.Commit{Day: day, By: by, Message: message, Files: map[string]string{"a.go": fmt.Sprint(day, message)}})
	}
	add(7, ana, "one") // Monday 8 January 2024 is day 7
	add(8, ana, "PAY-1 first part")
	add(9, ben, "PAY-1 second part")
	add(10, "renovate[bot] <bot@renovateapp.com>", "Update x")
	add(21, ben, "three weeks in")
	add(22, ben, "UTF-8 is no issue key")
	weeks := flow.Weekly(open(t, repo.Write(), history.Options{AsOf: historytest.Epoch.AddDate(0, 0, 29)}))
	want := []int{2, 0, 2}
	if len(weeks) != len(want) {
		t.Fatalf("%v", weeks)
	}
	for i, w := range weeks {
		if w.Changes != want[i] || w.Start.Weekday() != time.Monday {
			t.Errorf("week of %v: %d changes, want %d", w.Start, w.Changes, want[i])
		}
	}
}

func TestReleasesRevertsAndFixes(t *testing.T) {
	repo := historytest.New(t)
	edit := func(day int, message string) string {
		return repo.Add(historytest.Commit{Day: day, Message: message, Files: map[string]string{"a.go": message}})
	}
	for i := range 4 {
		m := edit(1+i*14, fmt.Sprintf("work %d", i))
		repo.Tag(fmt.Sprintf("v1.%d.0", i), m)
		repo.Tag(fmt.Sprintf("v1.%d.0-rc1", i), m)
		edit(3+i*14, "Fix what broke")
	}
	repo.Write()
	bad := repo.Git("rev-parse", "main~1")
	edit(60, "Revert \"work 3\"\n\nThis reverts commit "+bad+".")
	r := open(t, repo.Write(), history.Options{})
	rel := flow.Releases(r)
	if len(rel) != 4 || rel[1].Since != 14*24*time.Hour || rel[1].Changes != 2 || len(rel[1].Fixes) != 1 {
		t.Fatalf("%+v", rel)
	}
	if rh := flow.ReleaseRhythm(r); rh.Usual != 14*24*time.Hour || rh.Waiting != 2 {
		t.Errorf("%+v", rh)
	}
	rv := flow.Reverts(r, time.Time{})
	if len(rv) != 1 || r.Commits[rv[0].Of].Subject != "work 3" || rv[0].After != 17*24*time.Hour {
		t.Errorf("%+v", rv)
	}
}

func TestUnmergedBranchesAndNewcomers(t *testing.T) {
	repo := historytest.New(t)
	base := repo.Add(historytest.Commit{Day: 1, Files: map[string]string{"a.go": "a"}})
	repo.Add(historytest.Commit{Day: 5, Branch: "topic", From: base, By: ben, Files: map[string]string{"b.go": "b"}})
	repo.Add(historytest.Commit{Day: 9, Branch: "topic", By: ben, Files: map[string]string{"b.go": "bb"}})
	repo.Add(historytest.Commit{Day: 100, By: "Cyd Cole <cyd@example.net>", Message: "Hello\n\nReviewed-by: Ana Alvarez <ana@example.net>", Files: map[string]string{"c.go": "c"}})
	r := open(t, repo.Write(), history.Options{})
	un := flow.Unmerged(r)
	if len(un) != 1 || un[0].Name != "topic" || un[0].Ahead != 2 || un[0].Idle != 91*24*time.Hour || un[0].Age != 99*24*time.Hour {
		t.Fatalf("%+v", un)
	}
	nc := flow.Newcomers(r, historytest.Epoch.AddDate(0, 0, 50))
	if len(nc) != 1 || r.People[nc[0].Person].Name != "Cyd Cole" || len(nc[0].Helped) != 1 {
		t.Fatalf("%+v", nc)
	}
}

func TestCouplingHotspotsSkillsAndReviewers(t *testing.T) {
	repo := historytest.New(t)
	for i := range 30 {
		body := historytest.Lines("x", i+2)
		files := map[string]string{"api/a.go": body, "db/b.sql": body}
		if i%3 == 0 {
			files = map[string]string{"web/c.ts": "let x = 1\n" + body}
		}
		repo.Add(historytest.Commit{By: ana, Message: "Work\n\nReviewed-by: Ben Brook <ben@example.net>", Files: files})
		repo.Add(historytest.Commit{By: ben, Files: map[string]string{"ops/d.py": body}})
	}
	r := open(t, repo.Write(), history.Options{})
	pairs := couple.Files(r, couple.Options{})
	if len(pairs) != 1 || pairs[0].Shared != 20 || pairs[0].Degree != 1 || !pairs[0].AcrossAreas {
		t.Fatalf("pairs %+v", pairs)
	}
	hot := couple.Hotspots(r, couple.Options{}, flow.IsFix)
	if len(hot) == 0 || r.Files[hot[0].File].Path != "ops/d.py" || hot[0].Changes != 30 {
		t.Errorf("hotspots %+v", hot)
	}
	anaID := r.Find("ana")[0]
	found := map[string]int{}
	shown, err := skill.Match(r, []skill.Rule{
		{Name: "Go", Languages: []string{"go"}}, {Name: "React", Uses: []skill.Use{{Name: "React", Dir: "web/"}}}, {Name: "Operations", Paths: []string{"ops/**"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range shown {
		if e := by[anaID]; e.Changes > 0 {
			found[e.Name] = e.Changes
		}
	}
	if !maps.Equal(found, map[string]int{"Go": 20, "React": 10}) {
		t.Errorf("skills %v", found)
	}
	if e := shown[0][anaID]; e.Files != 1 || e.Of != 1 || !skill.Enough(e.Changes, e.Files, e.Of) || skill.Enough(e.Changes, e.Files, 12) || skill.Enough(2, 9, 12) {
		t.Errorf("evidence of Go %+v", e)
	}
	file, _ := r.File("api/a.go")
	s := review.Trained(r).Suggest([]history.FileID{file}, anaID, review.Options{})
	if len(s) != 1 || r.People[s[0].Person].Name != "Ben Brook" || s[0].ReviewedFiles != 20 {
		t.Errorf("suggested %+v", s)
	}
}

func TestTruckFactorByHand(t *testing.T) {
	repo := historytest.New(t)
	// Ana writes six files, Ben three, Cyd one; nobody else touches them. Without Ana
	// six of ten have nobody, which is more than half.
	for i, by := range []string{ana, ana, ana, ana, ana, ana, ben, ben, ben, "Cyd Cole <cyd@example.net>"} {
		for n := range 3 {
			repo.Add(historytest.Commit{By: by, Files: map[string]string{fmt.Sprintf("d%d/f.go", i): historytest.Lines("x", n+1)}})
		}
	}
	r := open(t, repo.Write(), history.Options{})
	if f := truck.Classic(r); f.N != 1 || f.Things != 10 || r.People[f.People[0]].Name != "Ana Alvarez" {
		t.Errorf("classic %+v", f)
	}
	if f := truck.Active(know.Build(r, know.Options{}), r); f.N != 1 || f.Things != 10 {
		t.Errorf("active %+v", f)
	}
}
