// Package group is the one writer of a store: it drains a queue of writes, runs each
// in its own savepoint of one transaction, commits once and then acknowledges all.
//
// A write is acknowledged only after the commit it was in. A write that fails is
// rolled back alone; when the transaction fails, every write in it does, and so does
// every refusal that rests on what an earlier write of it had done.
package group

import (
	"context"
	"fmt"
	"sync"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
	"plumbline/internal/store/tables"
)

// Session is one transaction that holds the write lock. It is used by one goroutine.
type Session interface {
	tables.DB
	// Head is the newest committed sequence number under the lock.
	Head() int64
	// Lean says that the disk is full and only what frees space may be written.
	Lean() bool
	// Commit makes everything durable; head is the newest sequence number now, moved says whether this batch moved it.
	Commit(ctx context.Context, head int64, moved bool) error
	// Rollback undoes everything; it is called once instead of Commit, or after a Commit that failed.
	Rollback(ctx context.Context)
}

// Options make a Writer.
type Options struct {
	Begin func(ctx context.Context) (Session, error)
	// Done is called after each commit, before the writes in it are acknowledged.
	Done func(head int64, moved bool)
	Now  func() time.Time
	// Most is how many writes share a commit; 0 means 256, 1 turns grouping off.
	Most int
	// Longest is how long a batch takes further writes in; 0 means 20 ms.
	Longest time.Duration
	// AckEarly acknowledges before the commit. It breaks the promise of this package and exists
	// so that a test can prove that the tests of durability notice.
	AckEarly bool
}

// Writer runs writes one after another. Safe for concurrent use.
type Writer struct {
	o     Options
	queue chan *request
	stop  chan struct{}
	ended chan struct{}
	once  sync.Once
	memo  any // of the last committed batch; belongs to the loop
}

type request struct {
	ctx   context.Context
	fn    func(ctx context.Context, tx *tables.Tx) error
	err   error
	saw   bool // an earlier write of the batch, which is not saved yet
	panic any
	done  chan struct{}
}

// New starts a writer; Close ends it.
func New(o Options) *Writer {
	if o.Most == 0 {
		o.Most = 256
	}
	if o.Longest == 0 {
		o.Longest = 20 * time.Millisecond
	}
	w := &Writer{o: o, queue: make(chan *request), stop: make(chan struct{}), ended: make(chan struct{})}
	go w.loop()
	return w
}

// Do runs fn in a batch. A nil error means it is committed. When ctx ends before fn has
// begun, fn never runs; after that, Do waits for the outcome, so that it is known.
func (w *Writer) Do(ctx context.Context, fn func(ctx context.Context, tx *tables.Tx) error) error {
	r := &request{ctx: ctx, fn: fn, done: make(chan struct{})}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case w.queue <- r:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.stop:
		return closed()
	}
	<-r.done
	if r.panic != nil {
		panic(r.panic)
	}
	return r.err
}

func closed() error {
	return fault.New(fault.Unavailable, "The server is stopping and takes no more changes.").WithHint("Try again in a moment.")
}

// Close lets the batch under way end and refuses what comes later.
func (w *Writer) Close() {
	w.once.Do(func() { close(w.stop) })
	<-w.ended
}

func (w *Writer) loop() {
	defer close(w.ended)
	for {
		select {
		case <-w.stop:
			return
		case r := <-w.queue:
			w.batch(r)
		}
	}
}

// batch is what one commit holds.
type batch struct {
	s     Session
	taken []*request // to be acknowledged with the commit
	head  int64
	memo  any
	dirty bool // at least one write succeeded
}

func (w *Writer) batch(first *request) {
	ctx := context.Background()
	s, err := w.o.Begin(ctx)
	if err != nil {
		finish(first, err)
		return
	}
	b := &batch{s: s, head: s.Head(), memo: w.memo}
	if err := w.fill(ctx, b, first); err != nil {
		s.Rollback(ctx)
		acknowledge(b.taken, err)
		return
	}
	if !b.dirty {
		s.Rollback(ctx)
		acknowledge(b.taken, nil)
		return
	}
	w.commit(ctx, b)
}

// fill runs writes until the queue is empty or the batch is full. An error means the transaction is lost.
func (w *Writer) fill(ctx context.Context, b *batch, r *request) error {
	until := time.Now().Add(w.o.Longest)
	for {
		b.taken = append(b.taken, r)
		if err := w.run(ctx, b, r); err != nil {
			return err
		}
		if len(b.taken) >= w.o.Most || time.Now().After(until) {
			return nil
		}
		select {
		case r = <-w.queue:
		default:
			return nil
		}
	}
}

// run gives one write its savepoint.
func (w *Writer) run(ctx context.Context, b *batch, r *request) error {
	if _, err := b.s.Exec(ctx, "savepoint one_write"); err != nil {
		return err
	}
	r.saw = b.dirty
	tx := tables.NewTx(b.s, b.head, b.memo, b.s.Lean(), w.o.Now)
	r.call(tx)
	tx.End()
	if r.err == nil {
		r.err = tx.Err()
	}
	if r.err != nil || r.panic != nil {
		if _, err := b.s.Exec(ctx, "rollback to savepoint one_write"); err != nil {
			return rootCause(r.err, err)
		}
	}
	if _, err := b.s.Exec(ctx, "release savepoint one_write"); err != nil {
		return err
	}
	if r.err == nil && r.panic == nil {
		b.head, b.memo, b.dirty = tx.Seq(), tx.Memo(), true
	}
	return nil
}

// rootCause prefers the error that broke the transaction to the one that found it broken.
func rootCause(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

// call runs the caller's function without its cancellation: a statement cut off in the
// middle would take the writes of others in the batch with it.
func (r *request) call(tx *tables.Tx) {
	defer func() { r.panic = recover() }()
	if r.err = r.ctx.Err(); r.err == nil {
		r.err = r.fn(context.WithoutCancel(r.ctx), tx)
	}
}

func (w *Writer) commit(ctx context.Context, b *batch) {
	moved := b.head != b.s.Head()
	if w.o.AckEarly {
		acknowledge(b.taken, nil)
		b.taken = nil
	}
	err := w.settle(ctx, b, moved)
	if err != nil {
		b.s.Rollback(ctx)
		acknowledge(b.taken, err)
		return
	}
	w.memo = b.memo
	w.o.Done(b.head, moved)
	acknowledge(b.taken, nil)
}

func (w *Writer) settle(ctx context.Context, b *batch, moved bool) error {
	if moved {
		if err := tables.Advance(ctx, b.s, b.head); err != nil {
			return err
		}
	}
	return b.s.Commit(ctx, b.head, moved)
}

// acknowledge ends requests; err, when set, is what happened to the whole batch.
func acknowledge(list []*request, err error) {
	for _, r := range list {
		if err != nil && (r.err == nil || r.saw) {
			finish(r, fmt.Errorf("the write was not saved: %w", err))
			continue
		}
		finish(r, r.err)
	}
}

func finish(r *request, err error) {
	r.err = err
	close(r.done)
}

// Plain gives store.Tx's view of a write.
func Plain(fn func(ctx context.Context, tx store.Tx) error) func(ctx context.Context, tx *tables.Tx) error {
	return func(ctx context.Context, tx *tables.Tx) error { return fn(ctx, tx) }
}
