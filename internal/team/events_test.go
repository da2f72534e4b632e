package team_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"plumbline/internal/record"
	"plumbline/internal/team"
)

// Writers and the log's follower race to tell; each row is still told once.
func TestEveryChangeIsToldOnce(t *testing.T) {
	o := newOffice(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	const writes = 200
	told, all := map[record.ID]int{}, make(chan struct{})
	var mu sync.Mutex
	ready := make(chan struct{})
	hear, end := sync.OnceFunc(func() { close(ready) }), sync.OnceFunc(func() { close(all) })
	go o.Subscribe(ctx, func(e team.Event) {
		mu.Lock()
		defer mu.Unlock()
		for _, c := range e.Changed {
			if c.Kind == "team" {
				hear()
			} else if told[c.ID]++; len(told) == writes {
				end()
			}
		}
	})
	for heard := false; !heard; {
		o.must(o.lea, "team", "hello", "title: Hello")
		select {
		case <-ready:
			heard = true
		default:
			if _, err := o.delete(o.lea, "team", "hello"); err != nil {
				t.Fatal(err)
			}
		}
	}
	var wg sync.WaitGroup
	for i := range writes {
		wg.Go(func() {
			if _, err := o.try(o.ana, "skill", fmt.Sprintf("s%d", i), "title: Skill"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	<-all
	mu.Lock()
	defer mu.Unlock()
	for id, n := range told {
		if n != 1 {
			t.Errorf("%s was told %d times", id, n)
		}
	}
}
