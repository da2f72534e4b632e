// Package feed tells subscribers which records changed, each at its own pace: what
// piles up for a slow one becomes one event, or the advice to fetch everything.
package feed

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

// Feed holds the subscribers. The zero Feed has none; it may be used by several
// goroutines at once.
type Feed struct {
	mu   sync.Mutex
	subs map[*subscription]bool
}

// Tell adds rows to what each subscriber hears next. Without rows it only wakes them.
func (f *Feed) Tell(rows []store.Row) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for s := range f.subs {
		s.add(rows)
	}
}

// Len is the number of subscribers.
func (f *Feed) Len() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.subs)
}

// Subscribe calls hear with what was told since the last call, until ctx ends.
func (f *Feed) Subscribe(ctx context.Context, hear func(Event)) {
	s := &subscription{signal: make(chan struct{}, 1)}
	f.join(s)
	defer f.leave(s)
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.signal:
			hear(s.take())
		}
	}
}

func (f *Feed) join(s *subscription) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.subs == nil {
		f.subs = map[*subscription]bool{}
	}
	f.subs[s] = true
}

func (f *Feed) leave(s *subscription) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.subs, s)
}

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
