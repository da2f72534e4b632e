package group

import (
	"context"
	"sync"
)

// Hub tells followers the newest sequence number. Numbers that come faster than a
// follower reads are coalesced into the newest. Safe for concurrent use.
type Hub struct {
	mu        sync.Mutex
	followers map[chan int64]bool
	newest    int64
	closed    bool
}

// Follow gives a channel that closes when ctx ends or the hub closes.
func (h *Hub) Follow(ctx context.Context) <-chan int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan int64, 1)
	if h.closed {
		close(c)
		return c
	}
	if h.followers == nil {
		h.followers = map[chan int64]bool{}
	}
	h.followers[c] = true
	context.AfterFunc(ctx, func() { h.leave(c) })
	return c
}

func (h *Hub) leave(c chan int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.followers[c] {
		delete(h.followers, c)
		close(c)
	}
}

// Tell sends seq to every follower, never waiting for one. What is not newer than the last is no news.
func (h *Hub) Tell(seq int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if seq <= h.newest {
		return
	}
	h.newest = seq
	for c := range h.followers {
		select {
		case <-c: // what it has not read yet is older
		default:
		}
		c <- seq
	}
}

// Close ends every follower's channel.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for c := range h.followers {
		delete(h.followers, c)
		close(c)
	}
}
