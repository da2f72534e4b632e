package parallel_test

import (
	"runtime"
	"sync"
	"syscall"
	"testing"

	"plumbline/parallel"
)

// niceness of the calling thread; the system call gives 20 less it.
func niceness(t *testing.T) int {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	raw, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0)
	if err != nil {
		t.Error(err)
	}
	return 20 - raw
}

func TestLowWorkRunsOnThreadsOfLowerPriority(t *testing.T) {
	before, processors := niceness(t), parallel.Processors()
	for range 3 {
		var mu sync.Mutex
		var seen []int
		parallel.Do(parallel.Low(t.Context()), 2, func(int) {
			n := niceness(t)
			mu.Lock()
			seen = append(seen, n)
			mu.Unlock()
		})
		for _, n := range seen {
			if n <= before {
				t.Fatalf("low work runs at niceness %d, the rest at %d", n, before)
			}
		}
	}
	parallel.Do(t.Context(), 8, func(int) {
		if n := niceness(t); n != before {
			t.Errorf("other work runs at niceness %d, was %d", n, before)
		}
	})
	if n := parallel.Processors(); n != processors {
		t.Errorf("%d processors after low work, %d before", n, processors)
	}
}
