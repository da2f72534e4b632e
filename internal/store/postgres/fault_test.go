package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/pgtest"
	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

// proxy stands between a store and PostgreSQL. At a commit it can cut the connection, before the
// server hears of it or after the server has answered.
type proxy struct {
	server string
	// at is asked at each commit what to do.
	at   func() cut
	dark atomic.Bool // no new connection is let through
}

type cut int

const (
	none cut = iota
	before
	after
)

// through gives the address of a database by way of the proxy.
func (p *proxy) through(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	p.server = filepath.Join(q.Get("host"), ".s.PGSQL.5432")
	folder, err := os.MkdirTemp("/tmp", "plumbline-px-") // a socket's path may have 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	l, err := net.Listen("unix", filepath.Join(folder, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go p.serve(l)
	q.Set("host", folder)
	u.RawQuery = q.Encode()
	return u.String()
}

func (p *proxy) serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return // the test has ended
		}
		s, err := net.Dial("unix", p.server)
		if err != nil || p.dark.Load() {
			_ = c.Close()
			continue
		}
		pipe := &pipe{proxy: p, client: c, server: s}
		go pipe.toServer()
		go pipe.toClient()
	}
}

type pipe struct {
	proxy          *proxy
	client, server net.Conn
	swallow        atomic.Bool // the next answer of the server never arrives
}

func (p *pipe) close() {
	_ = p.client.Close()
	_ = p.server.Close()
}

// toServer looks for a commit in what the client sends; the driver sends it as one small message.
func (p *pipe) toServer() {
	defer p.close()
	b := make([]byte, 64<<10)
	for {
		n, err := p.client.Read(b)
		if err != nil {
			return
		}
		if bytes.Contains(b[:n], []byte("commit\x00")) {
			switch p.proxy.at() {
			case before:
				return
			case after:
				p.swallow.Store(true)
			}
		}
		if _, err := p.server.Write(b[:n]); err != nil {
			return
		}
	}
}

func (p *pipe) toClient() {
	defer p.close()
	b := make([]byte, 64<<10)
	for {
		n, err := p.server.Read(b)
		if err != nil || p.swallow.Load() {
			return
		}
		if _, err := p.client.Write(b[:n]); err != nil {
			return
		}
	}
}

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
	address := own.Database(t)
	s := open(t, address, Options{})
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
		_, err := Open(t.Context(), address, Options{})
		wantFault(t, err, fault.Newer, "newer release")
	})
	t.Run("a server that does not sync", func(t *testing.T) {
		own := pgtest.Server{Unsynced: true}
		t.Cleanup(own.Stop)
		address := own.Database(t)
		_, err := Open(t.Context(), address, Options{})
		wantFault(t, err, fault.Refused, "does not sync")
		open(t, address, Options{Unsynced: true}).Close()
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

// Two servers add the two halves of what together breaks a rule: only one may pass. Checked in
// the lock, the rule holds; the mutant that checks before taking the lock breaks it.
func TestAnInvariantCheckedInTheLockHoldsAcrossServers(t *testing.T) {
	if broken := race(t, checkInLock, 40); broken > 0 {
		t.Fatalf("the rule was broken %d times", broken)
	}
	if broken := race(t, checkBeforeLock, 200); broken == 0 {
		t.Fatal("the mutant that checks before the lock was not caught")
	}
}

// half writes one half of a pair unless the other half is there.
type half func(ctx context.Context, s store.Store, other, mine store.Row) error

var errRefused = errors.New("the other half is there")

func checkInLock(ctx context.Context, s store.Store, other, mine store.Row) error {
	return s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		rows, err := tx.Change(ctx, other.ChangeID)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			return errRefused
		}
		return tx.Append(ctx, []store.Row{mine})
	})
}

func checkBeforeLock(ctx context.Context, s store.Store, other, mine store.Row) error {
	rows, err := s.Change(ctx, other.ChangeID)
	if err != nil {
		return err
	}
	if len(rows) > 0 {
		return errRefused
	}
	return storetest.Append(ctx, s, mine)
}

// race lets two handles write the halves of many pairs at once, and counts the pairs with both.
func race(t *testing.T, write half, pairs int) (broken int) {
	t.Helper()
	address := pg.Database(t)
	a, b := open(t, address, Options{}), open(t, address, Options{})
	defer a.Close()
	defer b.Close()
	for n := range pairs {
		left := storetest.Row(fmt.Sprint("left", n), fmt.Sprint("left", n), 1)
		right := storetest.Row(fmt.Sprint("right", n), fmt.Sprint("right", n), 1)
		var passed atomic.Int32
		var wg sync.WaitGroup
		start := make(chan bool)
		for _, try := range []struct {
			s           store.Store
			other, mine store.Row
		}{{a, right, left}, {b, left, right}} {
			wg.Go(func() {
				<-start
				switch err := write(t.Context(), try.s, try.other, try.mine); {
				case err == nil:
					passed.Add(1)
				case !errors.Is(err, errRefused):
					t.Error(err)
				}
			})
		}
		close(start)
		wg.Wait()
		if passed.Load() == 2 {
			broken++
		}
	}
	return broken
}
