package postgres

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"plumbline/internal/fault"
	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

// asked and answered are one operation on one record, as its client saw it.
type asked struct {
	record string
	write  bool
	base   int // the version a write was made on
}

type answered struct {
	version int  // that a read saw
	done    bool // the write was acknowledged
	unknown bool // nobody could say whether the write happened
}

// versions is what one record must look like: a number that a write raises by one when it
// was made on that number, and leaves alone when it was not.
var versions = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		by := map[string][]porcupine.Operation{}
		for _, op := range history {
			name := op.Input.(asked).record
			by[name] = append(by[name], op)
		}
		var out [][]porcupine.Operation
		for _, ops := range by {
			out = append(out, ops)
		}
		return out
	},
	Init: func() any { return 0 },
	Step: func(state, input, output any) (bool, any) {
		now, in, out := state.(int), input.(asked), output.(answered)
		switch {
		case !in.write:
			return out.version == now, now
		case out.unknown && in.base == now:
			return true, now + 1
		case out.unknown:
			return true, now // it came too late to do anything, or never
		case out.done:
			return in.base == now, now + 1
		}
		return in.base != now, now
	},
}

var errChanged = errors.New("the record has changed since")

// raise writes the next version of a record unless somebody has written one since base.
// The mutant does not look at what it was made on.
func raise(ctx context.Context, s store.Store, record string, base int, blind bool) error {
	change := fmt.Sprintf("%s-%d-%d", record, base, rand.Uint64())
	return s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		rows, err := tx.After(ctx, 0, 100_000)
		if err != nil {
			return err
		}
		now := 0
		for i := range rows {
			if rows[i].ID == record {
				now = rows[i].Version
			}
		}
		if now != base && !blind {
			return errChanged
		}
		return tx.Append(ctx, []store.Row{storetest.Row(change, record, now+1)})
	})
}

// history lets clients on two handles read and raise a few records through faults at their
// commits, until so many faults have come, and gives what each of them saw.
func history(t *testing.T, faults int, blind bool) []porcupine.Operation {
	t.Helper()
	address := pg.Database(t)
	open(t, address, Options{}).Close() // the schema is made without faults
	var on atomic.Bool
	var commits, came, clock atomic.Int64
	p := &proxy{at: func() cut {
		if !on.Load() {
			return none
		}
		c := [...]cut{none, still, none, before, none, after, none}[commits.Add(1)%7]
		if c != none {
			came.Add(1)
		}
		return c
	}}
	through := p.through(t, address)
	handles := []*Store{open(t, through, Options{}), open(t, through, Options{})}
	for _, s := range handles {
		defer s.Close()
	}
	on.Store(true)
	var mu sync.Mutex
	var out []porcupine.Operation
	note := func(client int, in asked, call int64, got answered) {
		done := clock.Add(1)
		if got.unknown {
			done = math.MaxInt64
		}
		mu.Lock()
		defer mu.Unlock()
		out = append(out, porcupine.Operation{ClientId: client, Input: in, Call: call, Output: got, Return: done})
	}
	var wg sync.WaitGroup
	for client := range 4 {
		s := handles[client%2]
		wg.Go(func() {
			for n := 0; came.Load() < int64(faults); n++ {
				in := asked{record: fmt.Sprintf("r%d-%d", n/20, n%2)}
				call := clock.Add(1)
				rows, err := s.History(t.Context(), "person", in.record)
				if fault.CodeOf(err) == fault.Unavailable {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				note(client, in, call, answered{version: len(rows)})
				in.write, in.base = true, len(rows)
				call = clock.Add(1)
				err = raise(t.Context(), s, in.record, in.base, blind)
				switch {
				case err == nil:
					note(client, in, call, answered{done: true})
				case errors.Is(err, errChanged):
					note(client, in, call, answered{})
				case fault.CodeOf(err) == fault.Unavailable:
					note(client, in, call, answered{unknown: true})
				default:
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return out
}

// What clients see through cuts before and after the commit and through pauses could have
// happened one after another: no update is lost, none is seen before it is there.
func TestHistoriesThroughCutsAndPausesAreLinearizable(t *testing.T) {
	faults := storetest.Dose("PLUMBLINE_CUTS_PG", 20)
	for left := faults; left > 0; left -= 50 {
		ops := history(t, min(left, 50), false)
		if got := porcupine.CheckOperationsTimeout(versions, ops, time.Minute); got != porcupine.Ok {
			t.Fatalf("%d operations through %d faults: %s", len(ops), min(left, 50), got)
		}
	}
}

func TestMutantThatIgnoresVersionsIsNotLinearizable(t *testing.T) {
	ops := history(t, 20, true)
	if got := porcupine.CheckOperationsTimeout(versions, ops, time.Minute); got != porcupine.Illegal {
		t.Fatalf("the mutant that loses updates passed with %d operations: %s", len(ops), got)
	}
}
