package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

// Two servers add the two halves of what together breaks a rule: only one may pass. Checked in
// the lock, the rule holds; the mutant that checks before taking the lock breaks it.
func TestAnInvariantCheckedInTheLockHoldsAcrossServers(t *testing.T) {
	if broken := race(t, checkInLock, 40); broken > 0 {
		t.Fatalf("the rule was broken %d times", broken)
	}
	if broken := race(t, checkBeforeLock, 3); broken == 0 {
		t.Fatal("the mutant that checks before the lock was not caught")
	}
}

// half writes one half of a pair unless the other half is there. Whoever checks outside the lock
// calls meet after that, which waits until the other has checked too: the worst moment, every time.
type half func(ctx context.Context, s store.Store, other, mine store.Row, meet func()) error

var errRefused = errors.New("the other half is there")

func checkInLock(ctx context.Context, s store.Store, other, mine store.Row, _ func()) error {
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

func checkBeforeLock(ctx context.Context, s store.Store, other, mine store.Row, meet func()) error {
	rows, err := s.Change(ctx, other.ChangeID)
	if err != nil {
		return err
	}
	if len(rows) > 0 {
		return errRefused
	}
	meet()
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
		var wg, checked sync.WaitGroup
		checked.Add(2)
		meet := func() { checked.Done(); checked.Wait() }
		start := make(chan bool)
		for _, try := range []struct {
			s           store.Store
			other, mine store.Row
		}{{a, right, left}, {b, left, right}} {
			wg.Go(func() {
				<-start
				switch err := write(t.Context(), try.s, try.other, try.mine, meet); {
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
