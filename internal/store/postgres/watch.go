package postgres

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// channel carries the newest sequence number after each commit.
const channel = "plumbline_log"

// Watch sends the newest sequence number after commits of any server.
func (s *Store) Watch(ctx context.Context) (<-chan int64, error) {
	if err := s.hear(ctx); err != nil {
		return nil, err
	}
	return s.hub.Follow(ctx), nil
}

// hear starts listening once, and returns when it does.
func (s *Store) hear(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.heard != nil || s.life.Err() != nil {
		return nil
	}
	c, err := s.listen(ctx)
	if err != nil {
		return explain(err)
	}
	s.heard = make(chan struct{})
	go s.follow(c)
	return nil
}

func (s *Store) listen(ctx context.Context) (*pgx.Conn, error) {
	c, err := pgx.ConnectConfig(ctx, s.config.Copy())
	if err != nil {
		return nil, err
	}
	if _, err := c.Exec(ctx, "listen "+channel); err != nil {
		_ = c.Close(ctx) // the first error is the one to tell
		return nil, err
	}
	return c, nil
}

// follow tells the hub what comes until the store closes. A lost connection is made again,
// and the head is read after each silence and each reconnection.
func (s *Store) follow(c *pgx.Conn) {
	defer close(s.heard)
	for s.life.Err() == nil {
		if c == nil {
			c = s.again()
			continue
		}
		if !s.wait(c) {
			_ = c.Close(s.life) // it is broken, or we stop
			c = nil
		}
	}
	if c != nil {
		_ = c.Close(context.Background()) // we stop
	}
}

// wait handles one notification or one silence, and says whether the connection still serves.
func (s *Store) wait(c *pgx.Conn) bool {
	ctx, cancel := context.WithTimeout(s.life, s.options.Poll)
	defer cancel()
	n, err := c.WaitForNotification(ctx)
	if err != nil {
		s.look()
		return ctx.Err() != nil && !c.IsClosed()
	}
	if head, err := strconv.ParseInt(n.Payload, 10, 64); err == nil {
		s.hub.Tell(head)
	}
	return true
}

func (s *Store) look() {
	if head, err := s.Head(s.life); err == nil {
		s.hub.Tell(head)
	}
}

func (s *Store) again() *pgx.Conn {
	c, err := s.listen(s.life)
	if err != nil {
		pause(s.life, time.Second)
		return nil
	}
	s.look()
	return c
}

func (s *Store) done(head int64, moved bool) {
	if moved {
		s.hub.Tell(head)
	}
}
