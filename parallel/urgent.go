package parallel

import (
	"context"
	"sync"
	"sync/atomic"
)

// urgent is the computing that somebody waits for at a screen.
var urgent struct {
	n    atomic.Int32
	mu   sync.Mutex
	over chan struct{} // closed when there is none any more; nil when there is none
}

// Urgent says that somebody waits for what is computed until done is called, once. Low work
// pauses meanwhile where it calls GiveWay: on a small machine a lower priority still leaves it
// a part of the processors and their caches. It must be short and must wait for no low work;
// low work itself is never urgent.
func Urgent(ctx context.Context) (done func()) {
	if ctx.Value(lowKey{}) != nil {
		return func() {}
	}
	urgent.mu.Lock()
	defer urgent.mu.Unlock()
	if urgent.n.Add(1) == 1 {
		urgent.over = make(chan struct{})
	}
	return func() {
		urgent.mu.Lock()
		defer urgent.mu.Unlock()
		if urgent.n.Add(-1) == 0 {
			close(urgent.over)
			urgent.over = nil
		}
	}
}

// GiveWay pauses low work while other work is urgent, or until ctx ends. Each does so before
// each index; long loops of their own call it now and then.
func GiveWay(ctx context.Context) {
	for urgent.n.Load() > 0 && ctx.Value(lowKey{}) != nil && ctx.Err() == nil {
		urgent.mu.Lock()
		over := urgent.over
		urgent.mu.Unlock()
		if over == nil {
			return
		}
		select {
		case <-over:
		case <-ctx.Done():
		}
	}
}
