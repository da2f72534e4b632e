// Package parallel runs the parts of a computation on several goroutines. Work that
// nobody waits for can be marked with Low: it then gives way to everything else on the
// machine, so that answering people stays quick while a search takes all processors.
package parallel

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

type lowKey struct{}

// Low marks work that gives way: what Do runs under the context it gives runs at a lower
// priority than the rest of the program, where the operating system can tell threads of
// one program apart (Linux); elsewhere nothing changes.
func Low(ctx context.Context) context.Context { return context.WithValue(ctx, lowKey{}, true) }

// Beside is how many goroutines should compute while somebody looks at a screen: where
// there are several processors one is left to what draws it and answers it. Threads of
// lower priority give way only after they had their turn.
func Beside() int { return max(1, Processors()-1) }

// Do calls part once for each of workers, at the same time, and returns when all have
// returned. Fewer than one worker means one. A part's panic becomes the caller's.
func Do(ctx context.Context, workers int, part func(worker int)) {
	start := func(f func()) { go f() }
	switch {
	case ctx.Value(lowKey{}) != nil:
		start = aside
	case workers <= 1:
		part(0)
		return
	}
	var wait sync.WaitGroup
	var failed atomic.Pointer[string]
	for w := range max(1, workers) {
		wait.Add(1)
		start(func() {
			defer wait.Done()
			defer func() {
				if said := recover(); said != nil {
					words := fmt.Sprintf("%v\n\n%s", said, debug.Stack())
					failed.Store(&words)
				}
			}()
			part(w)
		})
	}
	wait.Wait()
	if words := failed.Load(); words != nil {
		panic(*words)
	}
}

// Each calls part once with each index below n, on at most workers goroutines, the first
// indices first.
func Each(ctx context.Context, workers, n int, part func(i int)) {
	var next atomic.Int64
	Do(ctx, min(workers, n), func(int) {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			GiveWay(ctx)
			part(i)
		}
	})
}
