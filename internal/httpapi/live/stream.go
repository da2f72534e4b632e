package live

import (
	"context"
	"net/http"
	"slices"
	"time"

	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// Changes names the records that a viewer sees changed.
type Changes struct {
	Kinds []string `json:"kinds"`
	IDs   []string `json:"ids"`
}

// Stream is one open page.
type Stream struct {
	Team  *team.Team
	Hub   *Hub
	Who   func() (record.Principal, bool) // asked again at each event; false ends the stream
	Hello any                             // sent first
	Alive time.Duration                   // how often a line is sent to keep proxies from closing; 0 = 25 s
}

// Serve writes events until the reader goes, ctx ends or Who says no. It fails only
// where the writer cannot stream.
func (s Stream) Serve(ctx context.Context, w http.ResponseWriter) error {
	out := http.NewResponseController(w)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	// A stream is open as long as its page: the server's time limit on requests is not for it.
	_ = out.SetReadDeadline(time.Time{})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	who, _ := s.Who()
	changes := make(chan Changes)
	go s.follow(ctx, cancel, s.Team.View(who), changes)
	told := s.Hub.listen(ctx)
	send := func(m Message) bool {
		data, err := frame(m)
		if err != nil {
			return false
		}
		_ = out.SetWriteDeadline(time.Now().Add(30 * time.Second))
		if _, err := w.Write(data); err != nil {
			return false
		}
		return out.Flush() == nil
	}
	if !send(Message{"hello", s.Hello}) {
		return nil
	}
	s.pass(ctx, w, out, send, changes, told)
	return nil
}

func (s Stream) pass(ctx context.Context, w http.ResponseWriter, out *http.ResponseController, send func(Message) bool, changes <-chan Changes, told <-chan Message) {
	every := s.Alive
	if every == 0 {
		every = 25 * time.Second
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		ok := true
		select {
		case <-ctx.Done():
			return
		case c := <-changes:
			ok = send(Message{"change", c})
		case m := <-told:
			ok = send(m)
		case <-tick.C:
			_ = out.SetWriteDeadline(time.Now().Add(30 * time.Second))
			_, err := w.Write([]byte(": still here\n\n"))
			ok = err == nil && out.Flush() == nil
		}
		if _, in := s.Who(); !ok || !in {
			return
		}
	}
}

// follow turns the gate's events into what the viewer sees changed, and ends the stream
// of a viewer who is not let in any more.
func (s Stream) follow(ctx context.Context, end func(), before *snapshot.View, out chan<- Changes) {
	s.Team.Subscribe(ctx, func(e team.Event) {
		who, in := s.Who()
		if !in {
			end()
			return
		}
		after := s.Team.View(who)
		c := Seen(before, after, e)
		before = after
		if len(c.IDs) == 0 && len(c.Kinds) == 0 {
			return
		}
		select {
		case out <- c:
		case <-ctx.Done():
		}
	})
}

// Seen lists what of an event shows in the views before or after it, in a fixed order.
func Seen(before, after *snapshot.View, e team.Event) Changes {
	c := Changes{Kinds: []string{}, IDs: []string{}}
	if e.All {
		c.Kinds = differing(before, after)
		return c
	}
	for _, x := range e.Changed {
		if before.Get(x.Kind, x.ID) != nil || after.Get(x.Kind, x.ID) != nil {
			c.Kinds = append(c.Kinds, string(x.Kind))
			c.IDs = append(c.IDs, x.ID)
		}
	}
	slices.Sort(c.Kinds)
	slices.Sort(c.IDs)
	c.Kinds, c.IDs = slices.Compact(c.Kinds), slices.Compact(c.IDs)
	return c
}

// differing lists the kinds of which the two views show other records.
func differing(before, after *snapshot.View) []string {
	out := []string{}
	for _, d := range after.Snapshot().Registry().All() {
		if !slices.Equal(versions(before, d.Kind), versions(after, d.Kind)) {
			out = append(out, string(d.Kind))
		}
	}
	return out
}

type version struct {
	id record.ID
	n  int
}

func versions(v *snapshot.View, kind record.Kind) []version {
	var out []version
	v.Each(kind, func(r *record.Record) bool {
		out = append(out, version{r.ID, r.Version})
		return true
	})
	return out
}
