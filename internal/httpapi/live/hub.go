// Package live tells open pages what to ask for again. An event carries names, never
// content, and a viewer hears only of records it may see: what a stranger's stream
// holds is the same whether a private record exists or not.
package live

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
)

// Message is one event of the stream.
type Message struct {
	Event string
	Data  any
}

// Hub passes messages that are for everybody signed in (jobs, new results) to every
// open stream. Safe for concurrent use.
type Hub struct {
	mu   sync.Mutex
	subs map[chan Message]bool
}

// NewHub gives a hub without listeners.
func NewHub() *Hub { return &Hub{subs: map[chan Message]bool{}} }

// Publish sends a message to every stream. A stream that does not keep up loses it:
// the page asks again for what it shows when it reconnects.
func (h *Hub) Publish(event string, data any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.subs {
		select {
		case c <- Message{event, data}:
		default:
		}
	}
}

// listen gives what is published until ctx ends.
func (h *Hub) listen(ctx context.Context) <-chan Message {
	c := make(chan Message, 64)
	h.mu.Lock()
	h.subs[c] = true
	h.mu.Unlock()
	context.AfterFunc(ctx, func() {
		h.mu.Lock()
		delete(h.subs, c)
		h.mu.Unlock()
	})
	return c
}

// frame writes a message as the event stream has it.
func frame(m Message) ([]byte, error) {
	data, err := json.Marshal(m.Data)
	if err != nil {
		return nil, fmt.Errorf("encode event %s: %w", m.Event, err)
	}
	return fmt.Appendf(nil, "event: %s\ndata: %s\n\n", m.Event, data), nil
}
