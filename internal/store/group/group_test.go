package group

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store/tables"
)

// fake is a database that only notes what it is asked.
type fake struct {
	did    []string
	commit func() error
}

func (f *fake) Exec(_ context.Context, query string, _ ...any) (int64, error) {
	f.did = append(f.did, query)
	return 1, nil
}

func (f *fake) Query(context.Context, string, ...any) (*sql.Rows, error) {
	return nil, errors.New("this database holds nothing")
}

func (f *fake) Head() int64 { return 5 }
func (f *fake) Lean() bool  { return false }
func (f *fake) Commit(context.Context, int64, bool) error {
	f.did = append(f.did, "commit")
	return f.commit()
}
func (f *fake) Rollback(context.Context) { f.did = append(f.did, "rollback") }

func start(t *testing.T, f *fake) *Writer {
	w := New(Options{Begin: func(context.Context) (Session, error) { f.did = append(f.did, "begin"); return f, nil },
		Done: func(int64, bool) {}, Now: time.Now})
	t.Cleanup(w.Close)
	return w
}

func keep(v any, before *any) func(context.Context, *tables.Tx) error {
	return func(_ context.Context, tx *tables.Tx) error {
		*before = tx.Memo()
		tx.Keep(v)
		return nil
	}
}

func TestAWriteIsAcknowledgedOnlyAfterItsCommit(t *testing.T) {
	committing, release := make(chan bool), make(chan bool)
	w := start(t, &fake{commit: func() error { committing <- true; <-release; return nil }})
	done := make(chan error, 1)
	go func() { done <- w.Do(t.Context(), func(context.Context, *tables.Tx) error { return nil }) }()
	<-committing
	select {
	case err := <-done:
		t.Fatalf("acknowledged while the commit was under way: %v", err)
	default:
	}
	close(release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestACommitThatFailsFailsItsWritesAndForgetsTheirMemo(t *testing.T) {
	broken := errors.New("the disk is full")
	var fail error
	f := &fake{commit: func() error { return fail }}
	w := start(t, f)
	var before any
	for _, step := range []struct {
		fail         error
		keep, before any
	}{{nil, 1, nil}, {broken, 2, 1}, {nil, 3, 1}, {nil, 4, 3}} {
		fail = step.fail
		if err := w.Do(t.Context(), keep(step.keep, &before)); !errors.Is(err, step.fail) {
			t.Fatalf("keeping %v: %v, want %v", step.keep, err, step.fail)
		}
		if before != step.before {
			t.Fatalf("before keeping %v the memo was %v, want %v", step.keep, before, step.before)
		}
	}
}

func TestAWriteThatFailsIsRolledBackToItsSavepointAlone(t *testing.T) {
	f := &fake{commit: func() error { return nil }}
	w := start(t, f)
	refused := errors.New("refused")
	if err := w.Do(t.Context(), func(context.Context, *tables.Tx) error { return refused }); !errors.Is(err, refused) {
		t.Fatalf("got %v", err)
	}
	want := []string{"begin", "savepoint one_write", "rollback to savepoint one_write", "release savepoint one_write", "rollback"}
	if !slices.Equal(f.did, want) {
		t.Fatalf("it did %q, want %q", f.did, want)
	}
}

func TestAClosedWriterTakesNothing(t *testing.T) {
	w := start(t, &fake{})
	w.Close()
	err := w.Do(t.Context(), func(context.Context, *tables.Tx) error { t.Error("it ran"); return nil })
	if fault.CodeOf(err) != fault.Unavailable {
		t.Fatalf("got %v", err)
	}
}

func TestAFollowerSeesTheNewestAndNothingTwice(t *testing.T) {
	var h Hub
	ctx, cancel := context.WithCancel(t.Context())
	c := h.Follow(ctx)
	for _, n := range []int64{1, 2, 5, 4, 5} {
		h.Tell(n)
	}
	if n := <-c; n != 5 {
		t.Fatalf("heard of %d, want 5", n)
	}
	h.Tell(5)
	select {
	case n := <-c:
		t.Fatalf("heard of %d again", n)
	default:
	}
	cancel()
	for range c { // ends when the channel closes
	}
	h.Close()
	if _, open := <-h.Follow(t.Context()); open {
		t.Fatal("a closed hub has followers")
	}
}

func TestARefusalThatRestsOnAWriteThatWasLostIsLostToo(t *testing.T) {
	broken, refused := errors.New("the connection is gone"), errors.New("the record has changed since")
	for _, commit := range []error{nil, broken} {
		f := &fake{commit: func() error { return commit }}
		w := &Writer{o: Options{Done: func(int64, bool) {}, Now: time.Now}}
		b := &batch{s: f, head: f.Head()}
		for _, err := range []error{refused, nil, refused} {
			r := &request{ctx: t.Context(), fn: func(context.Context, *tables.Tx) error { return err }, done: make(chan struct{})}
			if b.taken = append(b.taken, r); w.run(t.Context(), b, r) != nil {
				t.Fatal("the transaction is lost")
			}
		}
		list := b.taken
		w.commit(t.Context(), b)
		last := refused
		if commit != nil {
			last = broken
		}
		for i, want := range []error{refused, commit, last} {
			if !errors.Is(list[i].err, want) {
				t.Errorf("with a commit that gives %v, write %d gives %v, want %v", commit, i, list[i].err, want)
			}
		}
	}
}
