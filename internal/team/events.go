package team

import (
	"context"
	"sync"

	"plumbline/internal/record"
	"plumbline/internal/store"
)

// Event tells that records changed. Which of them a viewer may hear about is the
// edge's question to the view.
type Event struct {
	Changed []Changed
	All     bool // too many changed to list: refetch everything
}

// Changed names one record that has a new version or is gone.
type Changed struct {
	Kind record.Kind
	ID   record.ID
}

// mostPending bounds what a slow subscriber can pile up.
const mostPending = 1000

type subscription struct {
	mu      sync.Mutex
	pending Event
	signal  chan struct{}
}

func (s *subscription) add(rows []store.Row) {
	s.mu.Lock()
	for i := range rows {
		s.pending.Changed = append(s.pending.Changed, Changed{record.Kind(rows[i].Kind), rows[i].ID})
	}
	if len(s.pending.Changed) > mostPending {
		s.pending = Event{All: true}
	}
	s.mu.Unlock()
	select {
	case s.signal <- struct{}{}:
	default:
	}
}

func (s *subscription) take() Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.pending
	s.pending = Event{}
	return e
}

// Subscribe calls f after every publication, with what changed since the last call,
// until ctx ends. A slow f delays nobody: events pile up into one. An empty event
// means that writing stopped (see Stopped).
func (t *Team) Subscribe(ctx context.Context, f func(Event)) {
	s := &subscription{signal: make(chan struct{}, 1)}
	t.mu.Lock()
	t.subs[s] = true
	t.mu.Unlock()
	defer func() {
		t.mu.Lock()
		delete(t.subs, s)
		t.mu.Unlock()
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.signal:
			f(s.take())
		}
	}
}
