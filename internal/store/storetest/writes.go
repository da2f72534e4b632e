package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

func testAtomicity(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx := t.Context()
	t.Run("rows, blob and job exist together or not at all", func(t *testing.T) {
		s := opened(t, fresh(t))
		var hash store.Hash
		write := func(change string, fail error) error {
			return s.Write(ctx, func(ctx context.Context, tx store.Tx) (err error) {
				if err := tx.Append(ctx, []store.Row{Row(change, change, 1)}); err != nil {
					return err
				}
				if hash, err = tx.PutBlob(ctx, []byte("content of "+change)); err != nil {
					return err
				}
				if err := tx.Enqueue(ctx, store.Job{ID: "job-" + change, Name: "n"}); err != nil {
					return err
				}
				return fail
			})
		}
		if err := write("c1", errOnPurpose); !errors.Is(err, errOnPurpose) {
			t.Fatalf("got %v", err)
		}
		_, err := s.Blob(ctx, hash)
		wantCode(t, err, fault.NotFound)
		_, err = s.Job(ctx, "job-c1")
		wantCode(t, err, fault.NotFound)
		must(t, write("c1", nil))
		got[[]byte](t)(s.Blob(ctx, hash))
		got[store.Job](t)(s.Job(ctx, "job-c1"))
	})
	t.Run("a panic undoes the write and reaches its caller; the store goes on", func(t *testing.T) {
		s := opened(t, fresh(t))
		func() {
			defer func() {
				if r := recover(); r != "boom" {
					t.Errorf("recovered %v, want the panic", r)
				}
			}()
			_ = s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
				must(t, tx.Append(ctx, []store.Row{Row("c1", "a", 1)}))
				panic("boom")
			})
		}()
		must(t, Append(ctx, s, Row("c1", "a", 1)))
	})
	t.Run("a write whose Append failed fails, even when its function goes on", func(t *testing.T) {
		s := opened(t, fresh(t))
		must(t, Append(ctx, s, Row("c1", "a", 1)))
		err := s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
			_ = tx.Append(ctx, []store.Row{Row("c2", "b", 1), Row("c2", "a", 1)})
			return nil
		})
		wantCode(t, err, fault.Conflict)
		if h := got[int64](t)(s.Head(ctx)); h != 1 {
			t.Fatalf("head %d, want 1", h)
		}
	})
	t.Run("a Tx is of no use after its write", func(t *testing.T) {
		s := opened(t, fresh(t))
		var kept store.Tx
		must(t, s.Write(ctx, func(_ context.Context, tx store.Tx) error { kept = tx; return nil }))
		if err := kept.Append(ctx, []store.Row{Row("c1", "a", 1)}); err == nil {
			t.Fatal("a spent Tx took rows")
		}
	})
	t.Run("a write sees its own rows and the head in the lock", func(t *testing.T) {
		s := opened(t, fresh(t))
		must(t, Append(ctx, s, Row("c1", "a", 1)))
		must(t, s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
			must(t, tx.Append(ctx, []store.Row{Row("c2", "b", 1)}))
			rows := got[[]store.Row](t)(tx.After(ctx, 0, 10))
			if h := got[int64](t)(tx.Head(ctx)); h != 2 || len(rows) != 2 {
				t.Errorf("inside: head %d and %d rows, want 2 and 2", h, len(rows))
			}
			if h := got[int64](t)(s.Head(ctx)); h != 1 {
				t.Errorf("outside: head %d before the commit, want 1", h)
			}
			return nil
		}))
	})
	t.Run("a context that has ended begins nothing", func(t *testing.T) {
		s := opened(t, fresh(t))
		ended, cancel := context.WithCancel(ctx)
		cancel()
		err := s.Write(ended, func(context.Context, store.Tx) error { t.Error("it ran"); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v, want context.Canceled", err)
		}
	})
}

// testConcurrency has writers on every handle, some failing, and a follower that reads what comes
// after the last row it saw: it must see every row once, in order, without a gap.
func testConcurrency(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, subject := t.Context(), fresh(t)
	handles := []store.Store{opened(t, subject)}
	if subject.Shared {
		handles = append(handles, opened(t, subject))
	}
	const writers, each = 8, 25
	var wg sync.WaitGroup
	for w := range writers {
		s := handles[w%len(handles)]
		wg.Go(func() {
			for i := range each {
				change := fmt.Sprintf("w%d-%d", w, i)
				rows := []store.Row{Row(change, change+"x", 1), Row(change, change+"y", 1)}
				fail := error(nil)
				if i%5 == 4 {
					fail = errOnPurpose
				}
				err := s.Write(ctx, func(ctx context.Context, tx store.Tx) error { return errors.Join(tx.Append(ctx, rows), fail) })
				if !errors.Is(err, fail) {
					t.Errorf("%s: %v", change, err)
				}
			}
		})
	}
	const want = writers * each * 2 * 4 / 5
	seen := follow(t, handles[len(handles)-1], want)
	wg.Wait()
	for i := 0; i < len(seen); i += 2 {
		if seen[i].ChangeID != seen[i+1].ChangeID {
			t.Fatalf("rows %d and %d are of different changes: a write was interleaved", i+1, i+2)
		}
	}
	if h := got[int64](t)(handles[0].Head(ctx)); h != want {
		t.Fatalf("head %d, want %d", h, want)
	}
}

// follow reads until it has n rows or nothing comes for long.
func follow(t *testing.T, s store.Store, n int) []store.Row {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	news := got[<-chan int64](t)(s.Watch(ctx))
	var seen []store.Row
	for len(seen) < n {
		rows := got[[]store.Row](t)(s.After(ctx, int64(len(seen)), 17))
		for _, r := range rows {
			if r.Seq != int64(len(seen))+1 {
				t.Fatalf("after %d came %d: the follower missed rows", len(seen), r.Seq)
			}
			seen = append(seen, r)
		}
		if len(rows) > 0 {
			continue
		}
		if _, open := <-news; !open {
			t.Fatalf("only %d of %d rows came", len(seen), n)
		}
	}
	return seen
}

func testMemo(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, s := t.Context(), opened(t, fresh(t))
	keep := func(v int, fail error) (before any, err error) {
		err = s.Write(ctx, func(_ context.Context, tx store.Tx) error {
			before = tx.Memo()
			tx.Keep(v)
			return fail
		})
		return before, err
	}
	for _, step := range []struct {
		keep   int
		fail   error
		before any
	}{{1, nil, nil}, {2, errOnPurpose, 1}, {3, nil, 1}, {4, nil, 3}} {
		before, err := keep(step.keep, step.fail)
		if !errors.Is(err, step.fail) || before != step.before {
			t.Fatalf("before keeping %d the memo was %v, want %v (%v)", step.keep, before, step.before, err)
		}
	}
	// In batches: a counter kept by every write that succeeds is never ahead of the log.
	var wg sync.WaitGroup
	must(t, s.Write(ctx, func(_ context.Context, tx store.Tx) error { tx.Keep(int64(0)); return nil }))
	for i := range 60 {
		wg.Go(func() {
			_ = s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
				head := got[int64](t)(tx.Head(ctx))
				if tx.Memo() != head {
					t.Errorf("the memo says %v, the log %d", tx.Memo(), head)
				}
				must(t, tx.Append(ctx, []store.Row{Row(fmt.Sprint("c", i), fmt.Sprint(i), 1)}))
				tx.Keep(head + 1)
				if i%3 == 0 {
					return errOnPurpose
				}
				return nil
			})
		})
	}
	wg.Wait()
}

func testWatch(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, subject := t.Context(), fresh(t)
	watcher := opened(t, subject)
	writer := watcher
	if subject.Shared {
		writer = opened(t, subject)
	}
	watched, cancel := context.WithCancel(ctx)
	news := got[<-chan int64](t)(watcher.Watch(watched))
	for i := range 20 {
		must(t, Append(ctx, writer, Row(fmt.Sprint("c", i), fmt.Sprint(i), 1)))
	}
	limit := time.After(time.Minute)
	last := int64(0)
	for last < 20 {
		select {
		case n, open := <-news:
			if !open || n < last {
				t.Fatalf("after %d came %d (open: %v)", last, n, open)
			}
			last = n
		case <-limit:
			t.Fatalf("heard of %d, want 20", last)
		}
	}
	cancel()
	for range news { // ends when the channel closes
	}
}

func testClosing(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, subject := t.Context(), fresh(t)
	s := subject.Open(t)
	news := got[<-chan int64](t)(s.Watch(ctx))
	started, release := make(chan bool), make(chan bool)
	var slow error
	var wg sync.WaitGroup
	wg.Go(func() {
		slow = s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
			started <- true
			<-release
			return tx.Append(ctx, []store.Row{Row("c1", "a", 1)})
		})
	})
	<-started
	wg.Go(func() { close(release) })
	must(t, s.Close())
	wg.Wait()
	must(t, slow)
	for range news { // ends when the channel closes
	}
	wantCode(t, Append(ctx, s, Row("c2", "b", 1)), fault.Unavailable)
	if h := got[int64](t)(opened(t, subject).Head(ctx)); h != 1 {
		t.Fatalf("head %d after opening again, want 1", h)
	}
}
