package parallel_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"plumbline/parallel"
)

func contexts(t *testing.T) map[string]context.Context {
	return map[string]context.Context{"plain": t.Context(), "low": parallel.Low(t.Context())}
}

func TestEachTakesEveryIndexOnce(t *testing.T) {
	for name, ctx := range contexts(t) {
		for _, workers := range []int{-1, 0, 1, 3, 200} {
			var counts [100]atomic.Int32
			parallel.Each(ctx, workers, len(counts), func(i int) { counts[i].Add(1) })
			for i := range counts {
				if n := counts[i].Load(); n != 1 {
					t.Errorf("%s, %d workers: %d was done %d times", name, workers, i, n)
				}
			}
		}
		parallel.Each(ctx, 4, 0, func(int) { t.Error("there is nothing to do") })
	}
}

func TestPartsRunAtTheSameTime(t *testing.T) {
	for name, ctx := range contexts(t) {
		t.Run(name, func(t *testing.T) {
			// Each waits for the other: one after the other they would never end.
			meet := make(chan int)
			parallel.Do(ctx, 2, func(w int) {
				select {
				case meet <- w:
				case <-meet:
				}
			})
		})
	}
}

func TestAPanicIsTheCallers(t *testing.T) {
	for name, ctx := range contexts(t) {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, "the third broke") {
					t.Fatalf("recovered %q", said)
				}
			}()
			parallel.Do(ctx, 4, func(w int) {
				if w == 3 {
					panic("the third broke")
				}
			})
			t.Fatal("the panic was lost")
		})
	}
}

// Low work waits between its parts while other work is urgent, unless it is to end; other
// work does not.
func TestLowWorkGivesWayToWhatIsUrgent(t *testing.T) {
	first, second := parallel.Urgent(t.Context()), parallel.Urgent(t.Context())
	first()
	parallel.Each(t.Context(), 2, 9, func(int) {})
	ending, end := context.WithCancel(parallel.Low(t.Context()))
	end()
	parallel.Each(ending, 2, 9, func(int) {})

	var over atomic.Bool
	began := make(chan struct{})
	go func() {
		<-began
		over.Store(true)
		second()
	}()
	var early atomic.Int32
	parallel.Do(parallel.Low(t.Context()), 1, func(int) {
		close(began)
		parallel.GiveWay(parallel.Low(t.Context()))
		if !over.Load() {
			early.Add(1)
		}
	})
	parallel.Each(parallel.Low(t.Context()), 2, 9, func(int) {})
	if early.Load() > 0 {
		t.Error("low work went on while other work was urgent")
	}
	// Low work that calls itself urgent would wait for itself.
	low := parallel.Low(t.Context())
	done := parallel.Urgent(low)
	parallel.Each(low, 2, 9, func(int) {})
	done()
}
