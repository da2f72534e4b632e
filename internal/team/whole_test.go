package team_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/store"
	"plumbline/internal/team"
)

func TestNothingPointsAtNothing(t *testing.T) {
	o := newOffice(t)
	o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo\npeople: [ben]")
	_, err := o.delete(o.lea, "person", "ben")
	refused(t, err, fault.Invalid, "person ben is still used by task PAY-1", "change those first")
	_, err = o.delete(o.lea, "project", "PAY")
	refused(t, err, fault.Invalid, "project PAY is still used by task PAY-1")
	// The person and what points at it go in one step.
	if _, err := o.apply(o.lea, team.Change{Kind: "person", ID: "ben", Op: team.Delete}, o.change("task", "PAY-1", "people: null")); err != nil {
		t.Error(err)
	}
	for i := range 5 {
		o.must(o.ana, "task", fmt.Sprint("PAY-", i+2), "title: T\nproject: PAY\nstatus: todo\npeople: [ana]")
	}
	_, err = o.delete(o.lea, "person", "ana")
	refused(t, err, fault.Invalid, "task PAY-", "and 2 more")
}

func TestWhatWasErasedStaysPointedAtAndTheRestCanBeEdited(t *testing.T) {
	o := newOffice(t)
	text := "title: T\nproject: PAY\nstatus: todo\npeople: [ben]"
	o.must(o.ana, "task", "PAY-1", text)
	if _, err := o.apply(o.admin, team.Change{Kind: "person", ID: "ben", Op: team.Erase}); err != nil {
		t.Fatal(err)
	}
	// A form sends everything back, the reference that leads nowhere included.
	c := o.change("task", "PAY-1", "title: T2\nproject: PAY\nstatus: todo\npeople: ["+o.ben.Person+"]")
	c.Op = team.Put
	if _, err := o.apply(o.ana, c); err != nil {
		t.Error(err)
	}
	_, err := o.try(o.ana, "task", "PAY-2", "title: U\nproject: PAY\nstatus: todo\npeople: ["+o.ben.Person+"]")
	refused(t, err, fault.Invalid, "there is no person")
}

func TestRings(t *testing.T) {
	o := newOffice(t)
	task := func(key, after string) team.Change {
		return o.change("task", key, "title: T\nproject: PAY\nstatus: todo\nafter: ["+after+"]")
	}
	if _, err := o.apply(o.ana, task("PAY-1", "{task: PAY-2}"), task("PAY-2", "{task: PAY-3}"), task("PAY-3", "")); err != nil {
		t.Fatal(err)
	}
	_, err := o.apply(o.ana, task("PAY-3", "{task: PAY-1}"))
	refused(t, err, fault.Invalid, "wait for each other for ever: PAY-3 → PAY-1 → PAY-2 → PAY-3", "f.yaml:4:", "take one of these links away")
	_, err = o.apply(o.ana, task("PAY-3", "{task: PAY-3}"))
	refused(t, err, fault.Invalid, "PAY-3 → PAY-3")
	_, err = o.try(o.lea, "person", "ana", "lead: ana")
	refused(t, err, fault.Invalid, "ana → ana")
	// Parents and order are different labels: a part may come after its whole's other parts.
	if _, err := o.try(o.ana, "task", "PAY-3", "parent: PAY-1"); err != nil {
		t.Error(err)
	}
}

// A long chain is checked once, not once for each of its tasks.
func TestAChainOfManyTasksIsCheckedInOneWalk(t *testing.T) {
	o := newOffice(t)
	var set team.ChangeSet
	for i := range 2000 {
		after := ""
		if i > 0 {
			after = fmt.Sprintf("\nafter: [{task: PAY-%d}]", i)
		}
		set.Changes = append(set.Changes, o.change("task", fmt.Sprint("PAY-", i+1), "title: T\nproject: PAY\nstatus: todo"+after))
	}
	if _, err := o.Apply(t.Context(), o.ana, set); err != nil {
		t.Fatal(err)
	}
	_, err := o.try(o.ana, "task", "PAY-1", "after: [{task: PAY-2000}]")
	refused(t, err, fault.Invalid, "PAY-1 → PAY-2000 → PAY-1999", "…")
}

// Two servers share one database; each adds one half of a ring at the same moment.
func halvesOfARing(t testing.TB, open func() store.Store, broken ...string) {
	c := newClock()
	here := &office{Team: openTeam(t, open(), c), t: t, clock: c, admin: record.Principal{System: true}}
	here.found()
	task := "title: T\nproject: PAY\nstatus: todo"
	a, b := here.must(here.ana, "task", "PAY-1", task), here.must(here.ana, "task", "PAY-2", task)
	there := openTeam(t, open(), c)
	half := func(tm *team.Team, of, after record.ID) error {
		_, err := tm.Apply(t.Context(), here.admin, team.ChangeSet{Changes: []team.Change{
			{Kind: "task", ID: of, Op: team.Patch, Data: data(t, "after: [{task: "+after+"}]")}}})
		return err
	}
	there.Close() // it hears of nothing any more, as a server does for a moment after each write elsewhere
	for _, m := range broken {
		here.Break(m)
		there.Break(m)
	}
	if err := half(here.Team, a, b); err != nil {
		t.Fatal(err)
	}
	if err := half(there, b, a); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("both halves of a ring were taken: %v", err)
	}
}

func TestTwoServersCannotCloseARing(t *testing.T) {
	eachStore(t, func(t *testing.T, fresh database) {
		caught(t, func(t testing.TB, broken ...string) { halvesOfARing(t, fresh(t), broken...) }, "check before the lock")
	})
}

// Many people at once add links between few tasks: whatever is taken, no ring comes of it.
func TestNoRingComesOfManyWritersAtOnce(t *testing.T) {
	eachStore(t, func(t *testing.T, fresh database) {
		c, open := newClock(), fresh(t)
		o := &office{Team: openTeam(t, open(), c), t: t, clock: c, admin: record.Principal{System: true}}
		o.found()
		servers := []*team.Team{o.Team, openTeam(t, open(), c)}
		var ids []record.ID
		for i := range 6 {
			ids = append(ids, o.must(o.ana, "task", fmt.Sprint("PAY-", i+1), "title: T\nproject: PAY\nstatus: todo"))
		}
		var all sync.WaitGroup
		for i := range ids {
			for j := range ids {
				all.Go(func() {
					_, err := servers[(i+j)%2].Apply(t.Context(), o.admin, team.ChangeSet{Changes: []team.Change{
						{Kind: "task", ID: ids[i], Op: team.Patch, Data: data(t, "after: [{task: "+ids[j]+"}]")}}})
					if err != nil && fault.CodeOf(err) != fault.Invalid {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		later := openTeam(t, open(), c)
		for _, start := range ids {
			if seen := reach(later, start); seen[start] {
				t.Errorf("a task waits for itself")
			}
		}
	})
}

// reach gives everything a task waits for.
func reach(tm *team.Team, start record.ID) map[record.ID]bool {
	v := tm.Snapshot().System()
	d := tm.Registry().Lookup("task")
	seen := map[record.ID]bool{}
	todo := []record.ID{start}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		for _, p := range d.Pointers(v.Get("task", at).Body) {
			if p.Acyclic == "order" && !seen[p.ID] {
				seen[p.ID] = true
				todo = append(todo, p.ID)
			}
		}
	}
	return seen
}

func newerStops(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	told := make(chan team.Event, 10)
	go o.Subscribe(t.Context(), func(e team.Event) { told <- e })
	o.WaitForSubscribers(1)
	// A newer program writes to the same database.
	err := o.Store().Write(t.Context(), func(ctx ctx, tx store.Tx) error {
		return tx.Append(ctx, []store.Row{{ChangeID: "newer", Kind: "task", ID: record.NewID(nil), Version: 1, Op: store.Put, Schema: 99, At: time.Now(), Via: "api", Key: "PAY-1", Data: []byte("{}")}})
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.try(o.ana, "skill", "go", "title: Go")
	refused(t, err, fault.Newer, "written by a newer program", "schema 99")
	if o.Stopped() == nil {
		t.Fatal("writing goes on")
	}
	_, err = o.try(o.ana, "skill", "go", "title: Go")
	refused(t, err, fault.Newer)
	for e := range told {
		if len(e.Changed) == 0 && !e.All {
			break // the empty event says that writing stopped
		}
	}
	if o.shown(o.ana, "project", "PAY") == "" {
		t.Error("reading stopped too")
	}
	if _, err := team.Open(t.Context(), team.Options{Store: o.Store(), Registry: kinds.Registry()}); fault.CodeOf(err) != fault.Newer {
		t.Errorf("an old program opens newer data: %v", err)
	}
}

func TestMeetingANewerProgramsRowsStopsWriting(t *testing.T) {
	caught(t, newerStops, "write on")
}

func TestAFailedWriteLeavesNothingBehind(t *testing.T) {
	o := newOffice(t)
	o.must(o.ana, "task", "PAY-1", "title: T\nproject: PAY\nstatus: todo")
	var all sync.WaitGroup
	for i := range 40 { // good and bad writes share commits; what the bad ones built on top must not be seen
		all.Go(func() {
			if i%2 == 1 {
				_, err := o.apply(o.ana, team.Change{Kind: "task", ID: "PAY-1", Op: team.Patch, Data: data(t, "after: [{task: PAY-1}]")})
				if fault.CodeOf(err) != fault.Invalid {
					t.Error(err)
				}
				return
			}
			text := fmt.Sprintf("title: T%d\nproject: PAY\nstatus: todo", i)
			if _, err := o.apply(o.ana, team.Change{Kind: "task", Op: team.Put, Data: data(t, text)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	fresh := openTeam(t, o.Store(), o.clock)
	if a, b := fresh.Snapshot().Count("task"), o.Snapshot().Count("task"); a != 21 || b != 21 || fresh.Snapshot().Seq() != o.Snapshot().Seq() {
		t.Errorf("%d tasks in the log, %d in memory", a, b)
	}
}

func newestWins(t testing.TB, broken ...string) {
	o := newOffice(t, broken...)
	older := o.Snapshot()
	o.must(o.ana, "skill", "go", "title: Go")
	o.Publish(older) // two writes of one batch may publish in any order
	if o.shown(o.ana, "skill", "go") == "" {
		t.Error("an older snapshot replaced a newer one")
	}
}

func TestTheNewestSnapshotWins(t *testing.T) { caught(t, newestWins, "publish anyway") }

func TestAServerHearsOfAnothersWrites(t *testing.T) {
	eachStore(t, func(t *testing.T, fresh database) {
		c, open := newClock(), fresh(t)
		o := &office{Team: openTeam(t, open(), c), t: t, clock: c, admin: record.Principal{System: true}}
		o.found()
		there := openTeam(t, open(), c)
		heard := make(chan team.Event, 100)
		go there.Subscribe(t.Context(), func(e team.Event) { heard <- e })
		there.WaitForSubscribers(1)
		id := o.must(o.ana, "skill", "go", "title: Go")
		for e := range heard {
			for _, c := range e.Changed {
				if c.ID == id && there.Snapshot().Get("skill", id) != nil {
					return
				}
			}
		}
	})
}

// A record that was erased does not stand in the way of opening the log again.
func TestALogWithSomethingErasedOpensAgain(t *testing.T) {
	o := newOffice(t)
	o.must(o.lea, "skill", "go", "title: Go")
	o.must(o.lea, "skill", "go", "title: Go and SQL")
	if _, err := o.apply(o.admin, team.Change{Kind: "skill", ID: "go", Op: team.Erase}); err != nil {
		t.Fatal(err)
	}
	o.must(o.lea, "skill", "rust", "title: Rust")
	again := &office{Team: openTeam(t, o.Store(), o.clock), t: t}
	if got := again.shown(o.lea, "skill", "go"); got != "" {
		t.Errorf("opened again it shows %s", got)
	}
	again.shows(o.lea, "skill", "rust", "Rust")
	if a, b := o.Snapshot().Count("skill"), again.Snapshot().Count("skill"); a != b {
		t.Errorf("%d skills before, %d after", a, b)
	}
}
