package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/httpapi/problem"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

func (s *Server) mountChanges() {
	gives := s.schema(wire.Applied{})
	s.mount(route{method: http.MethodPost, path: "/api/v1/changes", id: "apply", summary: "Apply or preview a change set: all of it or nothing", tag: "changes",
		need: writer, takes: s.schema(wire.ChangeSet{}), gives: gives, do: s.apply})
	id := []*huma.Param{{Name: "id", In: "path", Required: true, Description: "Id of the change set", Schema: &huma.Schema{Type: huma.TypeString}}}
	s.mount(route{method: http.MethodPost, path: "/api/v1/changes/{id}/undo", id: "undo", summary: "Undo a change set", tag: "changes",
		need: writer, params: id, gives: gives, do: s.undo})
}

func (s *Server) apply(ctx context.Context, q *request) (reply, error) {
	set, preview, err := s.readSet(q)
	if err != nil {
		return reply{}, err
	}
	if preview {
		done, next, err := s.o.Team.Preview(ctx, q.who.Principal, set)
		if err != nil {
			return reply{}, err
		}
		return reply{body: s.applied(q, done, next.View(q.who.Principal))}, nil
	}
	done, err := s.o.Team.Apply(ctx, q.who.Principal, set)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

func (s *Server) readSet(q *request) (set team.ChangeSet, preview bool, err error) {
	n, err := q.body()
	if err != nil {
		return set, false, err
	}
	if err := envelope.Only(n, "change_id", "via", "reason", "changes", "preview"); err != nil {
		return set, false, err
	}
	f := envelope.Fields{Of: n}
	set = team.ChangeSet{ID: f.Text("change_id"), Via: q.who.Via, Reason: f.Text("reason")}
	preview = f.Truth("preview")
	switch via := f.Text("via"); via {
	case team.ViaImport, team.ViaAccept:
		set.Via = via
	case "":
	default:
		f.Bad(n.Get("via"), "via", "it may be import or accept, or left out")
	}
	list := n.Get("changes")
	if list == nil || list.Shape != record.List {
		f.Bad(n, "changes", "the list of changes is missing")
		return set, preview, f.Err()
	}
	for i, item := range list.Items {
		c, err := s.readChange(q, item, fmt.Sprintf("changes[%d]", i))
		if err != nil {
			return set, preview, err
		}
		set.Changes = append(set.Changes, c)
	}
	return set, preview, f.Err()
}

func (s *Server) readChange(q *request, n *record.Node, at string) (team.Change, error) {
	if err := envelope.Only(n, "kind", "id", "key", "base_version", "exact", "op", "data"); err != nil {
		return team.Change{}, err
	}
	f := envelope.Fields{Of: n, At: at + "."}
	c := team.Change{Kind: record.Kind(f.Text("kind")), ID: f.Text("id"), Key: f.Text("key"), Base: f.Whole("base_version"), Exact: f.Truth("exact"),
		Op: team.Op(f.Text("op")), Data: n.Get("data"), File: at}
	if err := f.Err(); err != nil {
		return c, err
	}
	d, err := s.o.Team.Registry().Get(c.Kind)
	if err != nil {
		return c, err
	}
	if (c.Op == team.Put || c.Op == team.Patch) && c.Data == nil {
		return c, fault.New(fault.Malformed, "%s has no data.", at).WithHint("Give the fields to write.")
	}
	// A private record that is hidden and one that is not there must be refused alike, so
	// nobody chooses the ids of such kinds.
	if d.Private() && c.ID != "" && q.view.ID(c.Kind, c.ID) == "" {
		_, err := q.view.Find(c.Kind, c.ID)
		return c, err
	}
	return c, nil
}

func (s *Server) undo(ctx context.Context, q *request) (reply, error) {
	reason := ""
	if q.ContentLength != 0 {
		n, err := q.body()
		if err != nil {
			return reply{}, err
		}
		if err := envelope.Only(n, "reason"); err != nil {
			return reply{}, err
		}
		f := envelope.Fields{Of: n}
		if reason = f.Text("reason"); f.Err() != nil {
			return reply{}, f.Err()
		}
	}
	done, err := s.o.Team.Undo(ctx, q.who.Principal, q.PathValue("id"), q.who.Via, reason)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

// applied tells what a change set did, as its sender may see it afterwards. Of a set
// that somebody else had sent under the same id only visible records are told.
func (s *Server) applied(q *request, a team.Applied, after *snapshot.View) wire.Applied {
	out := wire.Applied{ChangeID: a.ChangeID, Again: a.Again, Applied: []wire.AppliedRecord{}, Diff: []wire.Diff{}}
	for _, r := range a.Records {
		now, was := after.Get(r.Kind, r.ID), q.view.Get(r.Kind, r.ID)
		if now == nil && was == nil {
			continue
		}
		out.Applied = append(out.Applied, wire.AppliedRecord{Kind: string(r.Kind), ID: r.ID, Key: r.Key, Version: r.Version, Op: string(r.Op), Created: r.Created})
		if r.Op == "" {
			continue
		}
		d := wire.Diff{Kind: string(r.Kind), ID: r.ID, Key: r.Key, Op: string(r.Op), Fields: []wire.FieldDiff{}}
		if now != nil {
			d.Title = after.Title(now)
		} else {
			d.Title = q.view.Title(was)
		}
		hidden := s.hidden(q, r, now)
		for _, f := range r.Diff {
			if !slices.Contains(hidden, f.Field) {
				d.Fields = append(d.Fields, wire.FieldDiff{Field: f.Field, Before: problem.Value(f.Before), After: problem.Value(f.After)})
			}
		}
		out.Diff = append(out.Diff, d)
	}
	return out
}

func (s *Server) hidden(q *request, r team.AppliedRecord, now *record.Record) []string {
	if now == nil {
		return nil
	}
	return s.o.Team.Registry().Lookup(r.Kind).Hidden(q.who.Principal, r.ID, now.Body)
}
