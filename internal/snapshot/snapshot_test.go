package snapshot_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

var reg = kinds.Registry()

// id makes an id out of a small number, so that tests can name records.
func id(n int) string { return fmt.Sprintf("%016d", n) }

// log is a growing log of people, skills and claims.
type log struct {
	rows     []store.Row
	versions map[string]int
}

func (l *log) add(kind, id, key string, op store.Op, content map[string]any) {
	data, err := json.Marshal(content)
	if err != nil {
		panic(err)
	}
	if op != store.Put {
		data, key = nil, ""
	}
	if l.versions == nil {
		l.versions = map[string]int{}
	}
	l.versions[kind+id]++
	l.rows = append(l.rows, store.Row{Seq: int64(len(l.rows) + 1), Kind: kind, ID: id, Key: key, Version: l.versions[kind+id], Op: op, Schema: 1,
		At: time.Unix(int64(len(l.rows)), 0).UTC(), By: "b", Via: "cli", Data: data})
}

func (l *log) person(n int, key, title string) {
	l.add("person", id(n), key, store.Put, map[string]any{"title": title})
}

func with(t testing.TB, s *snapshot.Snapshot, rows []store.Row) *snapshot.Snapshot {
	t.Helper()
	next, err := s.With(rows)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func TestKeysAndTheirRedirects(t *testing.T) {
	var l log
	l.person(1, "ana", "Ana")
	l.person(1, "anna", "Ana")
	s := with(t, snapshot.New(reg), l.rows)
	if s.ID("person", "ANA") != id(1) || s.ID("person", "anna") != id(1) || s.ID("person", id(1)) != id(1) || s.ID("person", id(9)) != "" {
		t.Error("a key, an old key or an id does not lead to Ana")
	}
	if _, taken := s.KeyTaken("person", "ana"); taken {
		t.Error("an old key counts as taken")
	}
	l.person(2, "ana", "Another")
	s = with(t, snapshot.New(reg), l.rows)
	if s.ID("person", "ana") != id(2) || s.ID("person", "anna") != id(1) {
		t.Error("a key that was taken still leads to the first")
	}
	l.add("person", id(1), "", store.Erase, nil)
	l.add("person", id(2), "", store.Delete, nil)
	s = with(t, snapshot.New(reg), l.rows)
	if s.ID("person", "anna") != "" || s.ID("person", "ana") != "" || !s.Erased("person", id(1)) || s.Erased("person", id(2)) || s.Gone("person", id(2)) != 2 {
		t.Error("what is gone is still found")
	}
}

func TestNumbersGoUpWhateverHappens(t *testing.T) {
	var l log
	l.add("decision", id(1), "D-7", store.Put, map[string]any{"title": "x", "status": "draft"})
	l.add("decision", id(1), "D-3", store.Put, map[string]any{"title": "x", "status": "draft"})
	l.add("decision", id(1), "", store.Delete, nil)
	l.add("decision", id(2), "D-9223372036854775807", store.Put, map[string]any{"title": "x", "status": "draft"})
	s := with(t, snapshot.New(reg), l.rows)
	if n := s.NextNumber("decision", "d"); n != 8 {
		t.Errorf("the next number is %d", n)
	}
}

func TestReferrersFollowEveryChange(t *testing.T) {
	var l log
	l.person(1, "ana", "Ana")
	l.add("skill", id(2), "go", store.Put, map[string]any{"title": "Go"})
	l.add("skill_claim", id(3), "c", store.Put, map[string]any{"person": id(1), "skill": id(2), "links": []any{map[string]any{"rel": "x", "to": "person/" + id(1)}}})
	s := with(t, snapshot.New(reg), l.rows)
	who := func(s *snapshot.Snapshot, kind record.Kind, of string) string {
		var out []string
		s.Referrers(kind, of, func(r snapshot.Referrer) bool {
			out = append(out, string(r.Kind)+" "+r.ID[15:]+" "+r.Field)
			return true
		})
		return strings.Join(out, ", ")
	}
	if got := who(s, "person", id(1)); got != "skill_claim 3 links[0].to, skill_claim 3 person" {
		t.Errorf("Ana is referred to by %s", got)
	}
	l.add("skill_claim", id(3), "", store.Delete, nil)
	s2 := with(t, s, l.rows[3:])
	if who(s2, "person", id(1)) != "" || who(s, "skill", id(2)) == "" {
		t.Error("references outlive their record, or went from the older snapshot")
	}
}

func TestRowsOfANewerProgramAreRefused(t *testing.T) {
	for _, row := range []store.Row{{Kind: "unicorn", Op: store.Put}, {Kind: "person", Op: store.Put, Schema: 99, Data: []byte("{}")}} {
		s := snapshot.New(reg)
		if _, err := s.With([]store.Row{row}); fault.CodeOf(err) != fault.Newer {
			t.Errorf("%+v: %v", row, err)
		}
	}
}

// draw makes a random log over few records and keys, so that they meet often.
func draw(t *rapid.T) []store.Row {
	var l log
	keys := []string{"a", "b", "a-1", "a-2", "B-9", ""}
	for range rapid.IntRange(0, 40).Draw(t, "rows") {
		n := rapid.IntRange(1, 4).Draw(t, "record")
		op := rapid.SampledFrom([]store.Op{store.Put, store.Put, store.Put, store.Delete, store.Erase}).Draw(t, "op")
		key := rapid.SampledFrom(keys).Draw(t, "key")
		if rapid.Bool().Draw(t, "claim") {
			l.add("skill_claim", id(n), key, op, map[string]any{"person": id(rapid.IntRange(1, 4).Draw(t, "of")), "skill": id(1)})
		} else {
			l.add("person", id(n), key, op, map[string]any{"title": rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "title")})
		}
	}
	return l.rows
}

// dump writes all that a snapshot can tell.
func dump(s *snapshot.Snapshot) string {
	var b strings.Builder
	fmt.Fprintln(&b, s.Seq())
	for _, d := range reg.All() {
		s.Each(d.Kind, func(r *record.Record) bool {
			data, _ := record.Encode(r.Body)
			fmt.Fprintln(&b, r.Kind, r.ID, r.Key, r.Version, r.Created, r.Updated, string(data))
			return true
		})
		for n := 1; n <= 4; n++ {
			s.Referrers(d.Kind, id(n), func(r snapshot.Referrer) bool { fmt.Fprintln(&b, n, r); return true })
			fmt.Fprintln(&b, s.Gone(d.Kind, id(n)), s.Erased(d.Kind, id(n)))
		}
		for _, k := range []string{"a", "b", "a-1", "A-2", "b-9"} {
			at, taken := s.KeyTaken(d.Kind, k)
			fmt.Fprintln(&b, k, s.ID(d.Kind, k), at, taken, s.NextNumber(d.Kind, k))
		}
	}
	return b.String()
}

func TestRowsOneByOneAreRowsAllAtOnceAndOlderSnapshotsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := draw(t)
		whole, err := snapshot.New(reg).With(rows)
		if err != nil {
			t.Fatal(err)
		}
		step := snapshot.New(reg)
		var all []*snapshot.Snapshot
		var told []string
		for i := range rows {
			if step, err = step.With(rows[i : i+1]); err != nil {
				t.Fatal(err)
			}
			all, told = append(all, step), append(told, dump(step))
		}
		if len(rows) > 0 && dump(step) != dump(whole) {
			t.Fatalf("one by one:\n%s\nall at once:\n%s", dump(step), dump(whole))
		}
		for i := range all {
			if dump(all[i]) != told[i] {
				t.Fatalf("the snapshot after row %d has changed since", i+1)
			}
		}
	})
}

// Run with -race: readers walk snapshots while the writer makes further ones.
func TestReadersAndTheWriterDoNotMeet(t *testing.T) {
	var l log
	for n := range 200 {
		l.person(n+1, fmt.Sprint("p-", n+1), "A")
	}
	s := with(t, snapshot.New(reg), l.rows)
	var all sync.WaitGroup
	for range 4 {
		at := s
		all.Go(func() {
			for range 30 {
				n := 0
				v := at.View(record.Principal{Roles: record.Member, Person: id(1)})
				for _, p := range snapshot.List[people.Person](v, "person") {
					if v.Get("person", p.ID) == nil || v.ID("person", p.Key) != p.ID {
						t.Error("a record is not found by its id or key")
					}
					n++
				}
				if n != 200 {
					t.Errorf("%d people", n)
				}
			}
		})
	}
	for n := range 200 {
		from := len(l.rows)
		l.person(n+1, fmt.Sprint("q-", n+1), "B")
		l.person(1000+n, fmt.Sprint("r-", n), "C")
		s = with(t, s, l.rows[from:])
	}
	all.Wait()
	if s.Count("person") != 400 {
		t.Errorf("%d people in the end", s.Count("person"))
	}
}

func TestAViewShowsWhatItsViewerMaySee(t *testing.T) {
	var l log
	l.add("person", id(1), "ana", store.Put, map[string]any{"title": "Ana", "rate": "85.00 EUR"})
	l.person(2, "ben", "Ben")
	l.add("snooze", id(3), "", store.Put, map[string]any{"item": "x", "for": id(1), "until": "2026-03-01"})
	s := with(t, snapshot.New(reg), l.rows)
	ana, ben := s.View(record.Principal{Roles: record.Member, Person: id(1)}), s.View(record.Principal{Roles: record.Member, Person: id(2)})
	lead, nobody := s.View(record.Principal{Roles: record.Lead}), s.View(record.Principal{})
	if !snapshot.Body[people.Person](ana, "person", id(1)).Rate.IsZero() || snapshot.Body[people.Person](lead, "person", id(1)).Rate.IsZero() {
		t.Error("the rate is for leads alone")
	}
	if ana.Get("snooze", id(3)) == nil || ben.Get("snooze", id(3)) != nil || lead.Get("snooze", id(3)) != nil {
		t.Error("a snooze is its person's alone")
	}
	if nobody.Get("person", id(1)) != nil || len(nobody.All("person")) != 0 {
		t.Error("nobody sees somebody")
	}
	_, hidden := ben.Find("snooze", id(3))
	_, missing := ben.Find("snooze", id(4))
	if hidden == nil || strings.ReplaceAll(hidden.Error(), id(3), id(4)) != missing.Error() {
		t.Errorf("hidden: %v; missing: %v", hidden, missing)
	}
}

func TestNumbersInsideKeysOrderByValue(t *testing.T) {
	var l log
	for i, k := range []string{"PAY-12", "PAY-9", "abc", "PAY-100", "ABC-1"} {
		l.add("task", id(i+1), k, store.Put, map[string]any{"title": "x", "status": "todo"})
	}
	var got []string
	for _, r := range with(t, snapshot.New(reg), l.rows).System().All("task") {
		got = append(got, r.Key)
	}
	if want := []string{"ABC-1", "PAY-9", "PAY-12", "PAY-100", "abc"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
