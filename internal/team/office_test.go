package team_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/seal"
	"plumbline/internal/store"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

// office is an organisation with a real database: Lea leads, Ana and Ben are members.
type office struct {
	*team.Team
	t     testing.TB
	clock *clock
	lea   record.Principal
	ana   record.Principal
	ben   record.Principal
	admin record.Principal
}

// clock is a clock that tests turn.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time { return time.Unix(0, c.at.Load()).UTC() }

func (c *clock) pass(d time.Duration) { c.at.Add(int64(d)) }

func newClock() *clock {
	c := &clock{}
	c.at.Store(time.Date(2026, 2, 20, 9, 0, 0, 0, time.UTC).UnixNano())
	return c
}

func openStore(t testing.TB) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{BallastBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func openTeam(t testing.TB, s store.Store, c *clock) *team.Team {
	t.Helper()
	tm, err := team.Open(t.Context(), team.Options{Store: s, Registry: kinds.Registry(), Now: c.now, Keys: testKeys(t, s)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tm.Close)
	return tm
}

// newOffice founds the organisation, breaking one promise of its gate if asked to.
func newOffice(t testing.TB, broken ...string) *office {
	t.Helper()
	c := newClock()
	o := &office{Team: openTeam(t, openStore(t), c), t: t, clock: c, admin: record.Principal{System: true}}
	o.found()
	for _, b := range broken {
		o.Break(b)
	}
	return o
}

func (o *office) found() {
	o.t.Helper()
	o.must(o.admin, "organisation", "organisation", "title: Office\nzone: Europe/Berlin\ncurrency: EUR\nhours_per_day: 8h")
	who := func(key, title string, roles record.Grant) record.Principal {
		return record.Principal{Person: o.must(o.admin, "person", key, "title: "+title), Roles: roles}
	}
	o.lea = who("lea", "Lea", record.Lead|record.Member)
	o.ana = who("ana", "Ana", record.Member)
	o.ben = who("ben", "Ben", record.Member)
	o.must(o.lea, "project", "PAY", "title: Payments\nstatus: active")
}

func data(t testing.TB, text string) *record.Node {
	t.Helper()
	docs, err := record.ParseYAML("f.yaml", []byte(text), record.MaxRequest)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) == 0 {
		return &record.Node{Shape: record.Fields}
	}
	return docs[0]
}

// change makes one change of a record named by its key; patch when it is there.
func (o *office) change(kind, key, text string) team.Change {
	o.t.Helper()
	c := team.Change{Kind: record.Kind(kind), Op: team.Patch, Data: data(o.t, text), File: "f.yaml"}
	if id := o.Snapshot().ID(c.Kind, key); id != "" {
		c.ID = id
	} else {
		c.Key = key
	}
	return c
}

func (o *office) apply(p record.Principal, changes ...team.Change) (team.Applied, error) {
	o.t.Helper()
	return o.Apply(o.t.Context(), p, team.ChangeSet{Via: team.ViaCLI, Changes: changes})
}

func (o *office) try(p record.Principal, kind, key, text string) (team.Applied, error) {
	o.t.Helper()
	return o.apply(p, o.change(kind, key, text))
}

// must changes one record and gives its id.
func (o *office) must(p record.Principal, kind, key, text string) record.ID {
	o.t.Helper()
	a, err := o.try(p, kind, key, text)
	if err != nil {
		o.t.Fatalf("%s %s: %v", kind, key, err)
	}
	return a.Records[0].ID
}

func (o *office) delete(p record.Principal, kind, key string) (team.Applied, error) {
	o.t.Helper()
	return o.apply(p, team.Change{Kind: record.Kind(kind), ID: key, Op: team.Delete})
}

// shown is a record's content as somebody sees it, "" when it is not there for them.
func (o *office) shown(p record.Principal, kind, key string) string {
	v := o.View(p)
	r := v.Get(record.Kind(kind), v.ID(record.Kind(kind), key))
	if r == nil {
		return ""
	}
	b, err := record.Encode(r.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	return string(b)
}

func (o *office) shows(p record.Principal, kind, key, part string) {
	o.t.Helper()
	if got := o.shown(p, kind, key); !strings.Contains(got, part) {
		o.t.Errorf("%s %s is %s; want %s in it", kind, key, got, part)
	}
}

// refused checks the code and the words of a refusal.
func refused(t testing.TB, err error, code fault.Code, words ...string) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("code %q, want %q: %v", fault.CodeOf(err), code, err)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the message %q does not say %q", err, w)
		}
	}
}

func (o *office) sentences(p record.Principal, kind, key string) []string {
	o.t.Helper()
	entries, err := o.History(o.t.Context(), p, record.Kind(kind), key)
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Sentences...)
	}
	return out
}

// caught runs a property as it is, where it must hold, and with each mutant, where it
// must not: a property that its mutant passes proves nothing.
func caught(t *testing.T, property func(t testing.TB, broken ...string), mutants ...string) {
	t.Run("holds", func(t *testing.T) { property(t) })
	for _, m := range mutants {
		t.Run("notices: "+m, func(t *testing.T) {
			watched := &watch{TB: t}
			func() {
				defer func() {
					if r := recover(); r != nil && r != errStop {
						panic(r)
					}
				}()
				property(watched, m)
			}()
			if !watched.failed.Load() {
				t.Errorf("the property holds although the gate does this: %s", m)
			}
		})
	}
}

var errStop = errors.New("the property failed")

// watch is a test that notes its failure and goes on.
type watch struct {
	testing.TB
	failed atomic.Bool
}

func (w *watch) Helper()               {}
func (w *watch) Error(...any)          { w.failed.Store(true) }
func (w *watch) Errorf(string, ...any) { w.failed.Store(true) }
func (w *watch) Fatal(...any)          { w.failed.Store(true); panic(errStop) }
func (w *watch) Fatalf(string, ...any) { w.failed.Store(true); panic(errStop) }
func (w *watch) Failed() bool          { return w.failed.Load() }

// testKeys gives the ring of keys that belongs to a database: the same for whoever opens
// it again.
func testKeys(t testing.TB, s store.Store) *seal.Ring {
	t.Helper()
	if r, known := rings.Load(s); known {
		return r.(*seal.Ring)
	}
	r := seal.InMemory()
	rings.Store(s, r)
	t.Cleanup(func() { rings.Delete(s) })
	return r
}

var rings sync.Map
