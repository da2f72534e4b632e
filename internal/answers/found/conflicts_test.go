package found_test

import (
	"fmt"
	"slices"
	"testing"

	"plumbline/internal/answers/found"
)

func TestRecordsThatCannotBothStandAreNamed(t *testing.T) {
	docs := []found.Document{
		{Path: "adr/0001-cron.md", Title: "Run it by cron", Status: "accepted", Number: 1},
		{Path: "adr/0002-queue.md", Title: "Run it by a queue", Status: "accepted", Supersedes: []string{"0001-cron.md"}},
		{Path: "adr/0003-a.md", Title: "A", Status: "accepted", Supersedes: []string{"4"}},
		{Path: "adr/0004-b.md", Title: "B", Status: "accepted", Supersedes: []string{"3"}},
		{Path: "adr/0005-store.md", Title: "Which store?", Status: "accepted"},
		{Path: "adr/0006-store-again.md", Title: "Which store", Status: "accepted"},
		{Path: "other/0005-store.md", Title: "Which store?", Status: "accepted"},
		{Path: "adr/0007-old.md", Title: "Old", Status: "superseded"},
		{Path: "adr/0008-new.md", Title: "New", Status: "accepted", Supersedes: []string{"0007"}},
		{Path: "adr/0009-gone.md", Title: "Gone", Status: "accepted", Supersedes: []string{"0099"}},
	}
	var got []string
	for _, c := range found.Conflicts(docs) {
		got = append(got, fmt.Sprintf("%s %s %s", c.Why, c.First.Path, c.Second.Path))
	}
	want := []string{"unsaid adr/0002-queue.md adr/0001-cron.md", "both adr/0003-a.md adr/0004-b.md", "twice adr/0005-store.md adr/0006-store-again.md"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
