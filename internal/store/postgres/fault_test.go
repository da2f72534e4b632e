package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/pgtest"
	"plumbline/internal/store/storetest"
)

// once gives a cut at the first commit and none later.
func once(c cut) func() cut {
	var done atomic.Bool
	return func() cut {
		if done.Swap(true) {
			return none
		}
		return c
	}
}

func TestACutAtCommit(t *testing.T) {
	for _, c := range []struct {
		name string
		at   cut
		want fault.Code
		rows int
	}{
		{"before the server heard of it: nothing was saved, and the write says so", before, fault.Unavailable, 0},
		{"after the server committed: the write succeeded, once", after, "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := pg.Database(t)
			open(t, address, Options{}).Close() // the schema is made without faults
			p := &proxy{at: once(none)}
			s := open(t, p.through(t, address), Options{})
			defer s.Close()
			p.at = once(c.at)
			err := storetest.Append(t.Context(), s, storetest.Row("c1", "a", 1))
			if fault.CodeOf(err) != c.want || (c.want == "" && err != nil) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			rows, err := s.Change(t.Context(), "c1")
			if err != nil || len(rows) != c.rows {
				t.Fatalf("%d rows (%v), want %d", len(rows), err, c.rows)
			}
		})
	}
}

func TestACutAtCommitWithTheServerGoneIsUnknownAndARetryDoesNotDouble(t *testing.T) {
	address := pg.Database(t)
	open(t, address, Options{}).Close()
	p := &proxy{at: once(none)}
	s := open(t, p.through(t, address), Options{Settle: 300 * time.Millisecond})
	defer s.Close()
	p.at = func() cut { p.dark.Store(true); return after }
	ledger := storetest.NewLedger()
	write := func() error { return storetest.ApplyOnce(t.Context(), s, "c1") }
	err := write()
	if fault.CodeOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "not known") {
		t.Fatalf("got %v, want that it is not known", err)
	}
	p.at = func() cut { return none }
	p.dark.Store(false)
	for err = write(); fault.CodeOf(err) == fault.Unavailable; err = write() { // as a client repeats it
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.Read(strings.NewReader("? c1\n! c1\n"), func(int) {}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(ledger.Check(t.Context(), s), ledger.Everything(t.Context(), s)); err != nil || !ledger.Sound() {
		t.Fatalf("%s (%v)", ledger.Losses, err)
	}
}

// Faults at random commits while several writers write, on two handles.
func TestCutsAtCommitLoseNothingAcknowledged(t *testing.T) {
	address := pg.Database(t)
	open(t, address, Options{}).Close()
	var commits atomic.Int64
	var on atomic.Bool // the handles open without faults
	p := &proxy{at: func() cut {
		if !on.Load() {
			return none
		}
		return [...]cut{none, none, before, none, none, none, after}[commits.Add(1)%7]
	}}
	through := p.through(t, address)
	storms(t, address, through, storetest.Dose("PLUMBLINE_CUTS_PG", 20)*7/2, func() int { on.Store(true); return int(commits.Load()) })
}

// storms writes on two handles through faults until progress reaches enough, and checks without them.
func storms(t *testing.T, direct, through string, enough int, progress func() int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, w := io.Pipe()
	ledger := storetest.NewLedger()
	read := make(chan error, 1)
	go func() {
		read <- ledger.Read(r, func(int) {
			if progress() >= enough {
				stop()
			}
		})
	}()
	var wg sync.WaitGroup
	handles := []*Store{open(t, through, Options{}), open(t, through, Options{})}
	for n, s := range handles {
		defer s.Close()
		wg.Go(func() {
			for round := 0; ctx.Err() == nil; round++ {
				err := storetest.Storm(ctx, s, fmt.Sprintf("h%d-%d", n, round), nil, w)
				if code := fault.CodeOf(err); code != fault.Unavailable && ctx.Err() == nil {
					t.Errorf("a storm ended with %v", err)
					stop()
				}
			}
		})
	}
	wg.Wait()
	_ = w.Close() // a pipe's writing end closes without error
	if err := <-read; err != nil {
		t.Fatal(err)
	}
	s := open(t, direct, Options{})
	defer s.Close()
	if err := errors.Join(ledger.Check(t.Context(), s), ledger.Everything(t.Context(), s)); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", ledger.Losses)
	if !ledger.Sound() || ledger.Acknowledged == 0 {
		t.Fatalf("%s", ledger.Losses)
	}
}

// A crash of the server itself, with recovery.
func TestACrashOfPostgresLosesNothingAcknowledged(t *testing.T) {
	var own pgtest.Server
	t.Cleanup(own.Stop)
	s, err := Open(t.Context(), own.Database(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ledger := storetest.NewLedger()
	for crash := range 2 {
		ctx, stop := context.WithCancel(t.Context())
		r, w := io.Pipe()
		ended := make(chan error, 1)
		go func() {
			err := storetest.Storm(ctx, s, fmt.Sprint("crash", crash), nil, w)
			_ = w.Close() // a pipe's writing end closes without error
			ended <- err
		}()
		crashed := make(chan bool)
		if err := ledger.Read(r, func(line int) {
			if line == 100 {
				go func() { own.Crash(t); close(crashed) }()
			}
		}); err != nil {
			t.Fatal(err)
		}
		<-crashed
		stop()
		if err := <-ended; fault.CodeOf(err) != fault.Unavailable {
			t.Fatalf("the storm ended with %v", err)
		}
		check(t, ledger, s)
	}
	t.Logf("2 crashes, %s", ledger.Losses)
	if !ledger.Sound() {
		t.Fatalf("%s", ledger.Losses)
	}
}

// check waits until the store serves again: its first connections may be those that broke.
func check(t *testing.T, ledger *storetest.Ledger, s *Store) {
	t.Helper()
	for {
		_, err := s.Head(t.Context())
		if fault.CodeOf(err) == fault.Unavailable {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if err := ledger.Check(t.Context(), s); err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	t.Run("an address that is none", func(t *testing.T) {
		_, err := Open(t.Context(), "postgres://%zz", Options{})
		wantFault(t, err, fault.Refused, "address")
	})
	t.Run("a server that is not there", func(t *testing.T) {
		_, err := Open(t.Context(), "postgres:///x?host="+t.TempDir(), Options{})
		wantFault(t, err, fault.Unavailable, "cannot be reached")
	})
	t.Run("a newer schema", func(t *testing.T) {
		address := pg.Database(t)
		s := open(t, address, Options{})
		if _, err := s.pool.ExecContext(t.Context(), "insert into schema_steps values (99, 'from the future')"); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), address, Options{Unsynced: true})
		wantFault(t, err, fault.Newer, "newer release")
	})
	t.Run("a server that does not sync", func(t *testing.T) {
		_, err := Open(t.Context(), pg.Database(t), Options{})
		wantFault(t, err, fault.Refused, "does not sync")
	})
	t.Run("a backup", func(t *testing.T) {
		s := open(t, pg.Database(t), Options{})
		defer s.Close()
		wantFault(t, s.Backup(t.Context(), "x"), fault.Refused, "pg_dump")
	})
}

func wantFault(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	if fault.CodeOf(err) != code || !strings.Contains(err.Error(), words) {
		t.Fatalf("got %v, want a fault %q that says %q", err, code, words)
	}
}
