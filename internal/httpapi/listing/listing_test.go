package listing_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/internal/httpapi/listing"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/kinds"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/guide"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// tasks makes a view of tasks with drawn priorities, statuses and keys.
func tasks(t *rapid.T) *snapshot.View {
	var rows []store.Row
	used := map[string]bool{}
	for i := range rapid.IntRange(0, 40).Draw(t, "tasks") {
		key := fmt.Sprintf("%s-%d", rapid.SampledFrom([]string{"PAY", "pay", "OPS"}).Draw(t, "prefix"), rapid.IntRange(1, 200).Draw(t, "number"))
		if used[strings.ToLower(key)] {
			continue
		}
		used[strings.ToLower(key)] = true
		b := &deliver.Task{Status: rapid.SampledFrom([]string{"todo", "doing", "done"}).Draw(t, "status"), Priority: rapid.IntRange(-3, 3).Draw(t, "priority")}
		b.Title = rapid.SampledFrom([]string{"Ledger", "ledger twice", "Événements", ""}).Draw(t, "title")
		data, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, store.Row{Seq: int64(i + 1), Kind: "task", ID: record.NewID(nil), Version: 1, Op: store.Put, Schema: 1, At: time.Unix(int64(i), 0), Key: key, Data: data})
	}
	s, err := snapshot.New(kinds.Registry()).With(rows)
	if err != nil {
		t.Fatal(err)
	}
	return s.View(record.Principal{Person: "p", Roles: record.Member})
}

// Pages of any size, put one behind the other, are the whole list in order, each record once.
func TestPagesAreTheWholeList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := tasks(t)
		d := kinds.Registry().Lookup("task")
		l := &listing.Lister{Key: []byte("k")}
		q := wire.Query{Sort: rapid.SampledFrom([]string{"", "-key", "title", "-title", "priority", "-priority", "status", "created", "-updated"}).Draw(t, "sort"),
			Limit: rapid.IntRange(1, 7).Draw(t, "limit")}
		if rapid.Bool().Draw(t, "filtered") {
			q.Where = []string{"status:todo", "status:done"}
		}
		var got []*record.Record
		for {
			page, next, err := l.Page(v, d, q)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) > q.Limit || len(page) < q.Limit && next != "" {
				t.Fatalf("a page of %d with limit %d and next %q", len(page), q.Limit, next)
			}
			got = append(got, page...)
			if q.Cursor = next; next == "" {
				break
			}
		}
		seen := map[string]bool{}
		for _, r := range got {
			if seen[r.ID] {
				t.Fatalf("%s comes twice", r.Key)
			}
			seen[r.ID] = true
		}
		want := 0
		v.Each("task", func(r *record.Record) bool {
			if len(q.Where) == 0 || r.Body.(*deliver.Task).Status != "doing" {
				want++
			}
			return true
		})
		if len(got) != want {
			t.Fatalf("%d records on all pages, want %d", len(got), want)
		}
		inOrder(t, q.Sort, got)
	})
}

// inOrder compares neighbours by what the order means, read from the records anew.
func inOrder(t *rapid.T, sort string, got []*record.Record) {
	by, down := strings.CutPrefix(sort, "-")
	compare := map[string]func(a, b *record.Record) int{
		"": func(a, b *record.Record) int { return numbered(a.Key, b.Key) }, "key": func(a, b *record.Record) int { return numbered(a.Key, b.Key) },
		"priority": func(a, b *record.Record) int {
			return cmp.Compare(a.Body.(*deliver.Task).Priority, b.Body.(*deliver.Task).Priority)
		},
		"status": func(a, b *record.Record) int {
			order := []string{"todo", "doing", "review", "blocked", "done", "dropped"}
			return cmp.Compare(slices.Index(order, a.Body.(*deliver.Task).Status), slices.Index(order, b.Body.(*deliver.Task).Status))
		},
		"created": func(a, b *record.Record) int { return a.Created.At.Compare(b.Created.At) },
		"updated": func(a, b *record.Record) int { return a.Updated.At.Compare(b.Updated.At) },
	}[by]
	if compare == nil {
		return // titles: what a title is belongs to the view
	}
	for i := 1; i < len(got); i++ {
		if c := compare(got[i-1], got[i]); c > 0 && !down || c < 0 && down {
			t.Fatalf("by %q, %s comes before %s", sort, got[i-1].Key, got[i].Key)
		}
	}
}

func numbered(a, b string) int {
	var pa, pb string
	var na, nb int
	fmt.Sscanf(strings.ReplaceAll(a, "-", " "), "%s %d", &pa, &na)
	fmt.Sscanf(strings.ReplaceAll(b, "-", " "), "%s %d", &pb, &nb)
	return cmp.Or(strings.Compare(strings.ToLower(pa), strings.ToLower(pb)), cmp.Compare(na, nb))
}

func TestSearchPutsWhatBeginsWithTheTextFirst(t *testing.T) {
	var rows []store.Row
	for i, title := range []string{"Old ledger", "Ledger", "Unledgered", "Queue"} {
		b := &guide.Repository{Path: "/x"}
		b.Title = title
		if title == "Queue" {
			b.Tags = []string{"Ledger"}
		}
		data, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, store.Row{Seq: int64(i + 1), Kind: "repository", ID: record.NewID(nil), Version: 1, Op: store.Put, Schema: 1, Key: fmt.Sprint("r", i), Data: data})
	}
	s, err := snapshot.New(kinds.Registry()).With(rows)
	if err != nil {
		t.Fatal(err)
	}
	v := s.View(record.Principal{Person: "p", Roles: record.Member})
	var got []string
	for _, f := range listing.Search(v, " LEDGER ", 10) {
		got = append(got, f.Title+" by "+f.Why)
	}
	want := []string{"Ledger by title", "Old ledger by title", "Unledgered by title", "Queue by tag"}
	if !slices.Equal(got, want) {
		t.Errorf("the search gives %q, want %q", got, want)
	}
	if len(listing.Search(v, "ledger", 2)) != 2 || len(listing.Search(v, " ", 5)) != 0 || len(listing.Search(s.View(record.Principal{}), "ledger", 5)) != 0 {
		t.Error("limits, blank texts and strangers are not kept apart")
	}
}
