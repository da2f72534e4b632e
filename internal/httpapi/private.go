package httpapi

import (
	"context"
	"net/http"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/team"
)

// Keys are what private notes are sealed with.
type Keys interface {
	// Destroy forgets a person's keys for good, and says how many there were.
	Destroy(person string) (int, error)
}

func (s *Server) mountPrivate() {
	if s.o.Keys == nil {
		return
	}
	s.mount(route{method: http.MethodDelete, path: "/api/v1/private-notes", id: "destroy-private-notes", summary: "Erase all your private notes and destroy their key: no backup gives them back", tag: "private_note", need: writer,
		gives: s.schema(wire.Destroyed{}), do: s.destroyNotes})
}

// destroyNotes erases what is there first: where it is cut short, asking again goes on.
func (s *Server) destroyNotes(ctx context.Context, q *request) (reply, error) {
	if q.who.NoPrivate {
		return reply{}, fault.New(fault.Forbidden, "This token may not touch what is private.").WithHint("Sign in, or make one with: plumbline token create --scope read,write,private")
	}
	cs := team.ChangeSet{Via: q.who.Via}
	for _, r := range q.view.All("private_note") {
		cs.Changes = append(cs.Changes, team.Change{Kind: r.Kind, ID: r.ID, Op: team.Erase})
	}
	if len(cs.Changes) > 0 {
		if _, err := s.o.Team.Apply(ctx, q.who.Principal, cs); err != nil {
			return reply{}, err
		}
	}
	n, err := s.o.Keys.Destroy(q.who.Person)
	return reply{body: wire.Destroyed{Notes: len(cs.Changes), Keys: n}}, err
}
