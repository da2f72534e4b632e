// Package team is the gate: the one way to change anything. A change set is
// authorised, checked and merged inside the write lock at the log's head, made
// durable, and published as the next snapshot. Reads go through views of the
// current snapshot and never wait.
package team

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/seal"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team/feed"
)

// Options of Open.
type Options struct {
	Store    store.Store
	Registry *record.Registry
	Now      func() time.Time // nil = time.Now
	Random   io.Reader        // source of ids; nil = the system's
	Keys     record.Sealer    // of what is kept encrypted; nil = such kinds cannot be written or read
}

// Team is one organisation's records behind the gate. Safe for concurrent use.
type Team struct {
	store    store.Store
	registry *record.Registry
	now      func() time.Time
	random   io.Reader
	keys     record.Sealer

	current atomic.Pointer[snapshot.Snapshot]
	stopped atomic.Pointer[fault.Error] // set once a newer program's rows were met

	broken atomic.Pointer[mutants] // nil = none
	feed   feed.Feed

	mu      sync.Mutex     // guards publishing and what follows
	through int64          // every row up to this one was told to subscribers
	ahead   map[int64]bool // rows after it that were
	close   context.CancelFunc
	done    chan struct{}
}

// mutants break one promise each. Only tests set them, to see that the test of the
// promise fails then; a test that passes with its mutant proves nothing.
type mutants struct {
	checkBeforeLock bool // invariants are asked of the snapshot before the lock
	ignoreVersions  bool // every change counts as made on the head
	skipMay         bool // nobody is asked for rights to change or create
	loseHidden      bool // fields the writer cannot see are not kept
	tellHidden      bool // history speaks of fields the reader cannot see
	forgetChanges   bool // a change id does not make a write happen once
	undoAnything    bool // undo does not look at what came since
	publishAnyway   bool // an older snapshot may replace a newer one
	writeClear      bool // what is to be sealed stands in the log as it is
	writeOn         bool // meeting a newer program's rows does not stop writing
}

func (t *Team) breaks() mutants {
	if m := t.broken.Load(); m != nil {
		return *m
	}
	return mutants{}
}

// Open replays the log and starts following other processes' writes.
func Open(ctx context.Context, o Options) (*Team, error) {
	t := &Team{store: o.Store, registry: o.Registry, now: o.Now, random: o.Random, keys: o.Keys, ahead: map[int64]bool{}, done: make(chan struct{})}
	if t.now == nil {
		t.now = time.Now
	}
	snap, err := t.replay(ctx, snapshot.New(o.Registry).Opening(o.Keys), o.Store.After)
	if err != nil {
		return nil, err
	}
	t.current.Store(snap)
	t.through = snap.Seq()
	following, cancel := context.WithCancel(context.WithoutCancel(ctx))
	t.close = cancel
	heads, err := o.Store.Watch(following)
	if err != nil {
		cancel()
		return nil, err
	}
	go t.follow(following, heads)
	return t, nil
}

// Close stops following. The store stays open: it belongs to the caller.
func (t *Team) Close() {
	t.close()
	<-t.done
}

// Snapshot gives all records as they are now.
func (t *Team) Snapshot() *snapshot.Snapshot { return t.current.Load() }

// View gives what a principal may see now.
func (t *Team) View(p record.Principal) *snapshot.View { return t.Snapshot().View(p) }

// Registry gives the kinds.
func (t *Team) Registry() *record.Registry { return t.registry }

// Store gives the database beneath, for results, credentials and jobs. Records are
// written through Apply alone.
func (t *Team) Store() store.Store { return t.store }

// Now is the team's clock.
func (t *Team) Now() time.Time { return t.now() }

// Stopped tells why nothing can be written any more, or nil.
func (t *Team) Stopped() error {
	if e := t.stopped.Load(); e != nil {
		return e
	}
	return nil
}

const page = 5000

// replay brings a snapshot to the head of the log as after sees it.
func (t *Team) replay(ctx context.Context, s *snapshot.Snapshot, after func(context.Context, int64, int) ([]store.Row, error)) (*snapshot.Snapshot, error) {
	for {
		rows, err := after(ctx, s.Seq(), page)
		if err != nil {
			return nil, err
		}
		if s, err = s.With(rows); err != nil {
			return nil, t.noteNewer(err)
		}
		if len(rows) < page {
			return s, nil
		}
	}
}

// noteNewer stops all writing once the log holds what this program cannot read.
func (t *Team) noteNewer(err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Code == fault.Newer {
		if !t.breaks().writeOn {
			t.stopped.CompareAndSwap(nil, f)
		}
		t.publish(nil, nil)
	}
	return err
}

// follow tells what other processes wrote, and what this one did where it comes first.
func (t *Team) follow(ctx context.Context, heads <-chan int64) {
	defer close(t.done)
	for head := range heads {
		for head > t.toldThrough() && t.Stopped() == nil {
			rows, err := t.store.After(ctx, t.toldThrough(), page)
			if err != nil || len(rows) == 0 || t.catchUp(rows) != nil {
				break
			}
		}
	}
}

func (t *Team) toldThrough() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.through
}

// catchUp publishes committed rows; those that the current snapshot holds already are
// only told.
func (t *Team) catchUp(rows []store.Row) error {
	cur := t.Snapshot()
	first := slices.IndexFunc(rows, func(r store.Row) bool { return r.Seq > cur.Seq() })
	if first < 0 {
		first = len(rows)
	}
	next, err := cur.With(rows[first:])
	if err != nil {
		return t.noteNewer(err)
	}
	t.publish(next, rows)
	return nil
}

// publish makes a newer snapshot the current one and tells subscribers what changed,
// each row once. Writes of one batch may arrive in any order; the newest snapshot
// holds them all. Without rows it only wakes subscribers.
func (t *Team) publish(next *snapshot.Snapshot, rows []store.Row) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if next != nil && (next.Seq() > t.current.Load().Seq() || t.breaks().publishAnyway) {
		t.current.Store(next)
	}
	fresh := t.untold(rows)
	if len(fresh) == 0 && len(rows) > 0 {
		return
	}
	t.feed.Tell(fresh)
}

// untold gives the rows that were not told yet, and notes that they are now.
func (t *Team) untold(rows []store.Row) []store.Row {
	var out []store.Row
	for i := range rows {
		if seq := rows[i].Seq; seq > t.through && !t.ahead[seq] {
			t.ahead[seq] = true
			out = append(out, rows[i])
		}
	}
	for t.ahead[t.through+1] {
		t.through++
		delete(t.ahead, t.through)
	}
	return out
}

// Offline gives a gate without a database: it can preview change sets on snapshots,
// for commands that answer from a file alone. Apply, Undo and History must not be
// called on it. random is the source of ids. What it seals is gone with it.
func Offline(r *record.Registry, now func() time.Time, random io.Reader) *Team {
	keys := seal.InMemory()
	t := &Team{registry: r, now: now, random: random, keys: keys, ahead: map[int64]bool{}, close: func() {}, done: make(chan struct{})}
	close(t.done)
	t.current.Store(snapshot.New(r).Opening(keys))
	return t
}
