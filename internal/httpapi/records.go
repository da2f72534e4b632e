package httpapi

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/content"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/httpapi/spec"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// mountRecords gives every kind its operations, each documented with the kind's fields.
func (s *Server) mountRecords() {
	for _, d := range s.o.Team.Registry().All() {
		s.mountKind(d)
	}
	s.mount(route{method: http.MethodGet, path: "/api/v1/records/{kind}", id: "unknown-kind", summary: "Answers for kinds that do not exist", tag: "records", need: reader,
		do: func(_ context.Context, q *request) (reply, error) {
			_, err := s.o.Team.Registry().Get(record.Kind(q.PathValue("kind")))
			return reply{}, err
		}})
}

func (s *Server) mountKind(d *record.Definition) {
	kind := string(d.Kind)
	at, one := "/api/v1/records/"+kind, "/api/v1/records/"+kind+"/{id}"
	sh := spec.ShapesOf(d, s.api.OpenAPI().Components.Schemas)
	lower := strings.ToLower(d.Title)
	id := []*huma.Param{{Name: "id", In: "path", Required: true, Description: "Id or key", Schema: &huma.Schema{Type: huma.TypeString}}}
	match := append(id[:1:1], header("If-Match", "The ETag the change was made on; anything newer is refused (412)"))
	mount := func(r route) {
		r.tag, r.id = kind, r.id+"-"+strings.ReplaceAll(kind, "_", "-")
		s.mount(r)
	}
	with := func(f func(context.Context, *request, *record.Definition) (reply, error)) func(context.Context, *request) (reply, error) {
		return func(ctx context.Context, q *request) (reply, error) { return f(ctx, q, d) }
	}
	mount(route{method: http.MethodGet, path: at, id: "list", summary: "List " + d.Plural, need: reader, params: listParams(), gives: sh.Page, do: with(s.list)})
	mount(route{method: http.MethodPost, path: at, id: "create", summary: "Create a " + lower, need: writer, takes: sh.Write, gives: sh.Record, status: http.StatusCreated, do: with(s.create)})
	mount(route{method: http.MethodGet, path: one, id: "get", summary: "Read a " + lower, need: reader, params: id, gives: sh.Record, do: with(s.get)})
	mount(route{method: http.MethodPut, path: one, id: "put", summary: "Replace the content of a " + lower, need: writer, params: match, takes: sh.Write, gives: sh.Record, do: with(s.put(team.Put))})
	mount(route{method: http.MethodPatch, path: one, id: "patch", summary: "Change some fields of a " + lower, need: writer, params: match, takes: sh.Patch, gives: sh.Record, do: with(s.put(team.Patch))})
	mount(route{method: http.MethodDelete, path: one, id: "delete", summary: "Delete a " + lower, need: writer, params: match, gives: s.schema(wire.Applied{}), do: with(s.remove)})
	mount(route{method: http.MethodGet, path: one + "/history", id: "history", summary: "The versions of a " + lower + " in sentences", need: reader, params: id, gives: s.schema(wire.History{}), do: with(s.history)})
}

func header(name, doc string) *huma.Param {
	return &huma.Param{Name: name, In: "header", Description: doc, Schema: &huma.Schema{Type: huma.TypeString}}
}

func query(name, kind, doc string) *huma.Param {
	return &huma.Param{Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: kind}}
}

func listParams() []*huma.Param {
	where := query("where", huma.TypeArray, "field:value; several of one field mean either, of different fields both; an empty value means: is empty")
	where.Schema.Items = &huma.Schema{Type: huma.TypeString}
	return []*huma.Param{query("q", huma.TypeString, "Part of the title, the key or a tag"), where,
		query("sort", huma.TypeString, "key, title, created, updated or a field; - before it turns the order round"),
		query("limit", huma.TypeInteger, "1 to 500, 50 when not given"), query("cursor", huma.TypeString, "The next of the page before")}
}

func (s *Server) list(_ context.Context, q *request, d *record.Definition) (reply, error) {
	ask, err := listQuery(q)
	if err != nil {
		return reply{}, err
	}
	found, next, err := s.lister.Page(q.view, d, ask)
	if err != nil {
		return reply{}, err
	}
	page := wire.Page{Items: make([]wire.Record, len(found)), Next: next}
	for i, r := range found {
		if page.Items[i], err = present(q.view, q.who, r); err != nil {
			return reply{}, err
		}
	}
	return reply{body: page}, nil
}

func listQuery(q *request) (wire.Query, error) {
	v := q.URL.Query()
	for name := range v {
		if !slices.Contains([]string{"q", "where", "sort", "limit", "cursor"}, name) {
			return wire.Query{}, fault.New(fault.Malformed, "There is no parameter %q here.", name).WithHint("The parameters are: q, where, sort, limit, cursor.")
		}
	}
	limit, err := number(v.Get("limit"))
	return wire.Query{Text: v.Get("q"), Where: v["where"], Sort: v.Get("sort"), Limit: limit, Cursor: v.Get("cursor")}, err
}

func number(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, fault.New(fault.Malformed, "%q is not a number from 1.", s).WithHint("Leave it out for the usual one.")
	}
	return n, nil
}

func (s *Server) get(_ context.Context, q *request, d *record.Definition) (reply, error) {
	r, err := q.view.Find(d.Kind, q.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	out, err := present(q.view, q.who, r)
	return reply{body: out}, err
}

func (s *Server) create(ctx context.Context, q *request, d *record.Definition) (reply, error) {
	set, err := s.readWrite(q, d, team.Put)
	if err != nil {
		return reply{}, err
	}
	return s.applyOne(ctx, q, set, http.StatusCreated)
}

// put handles PUT and PATCH: both change a record that is there.
func (s *Server) put(op team.Op) func(context.Context, *request, *record.Definition) (reply, error) {
	return func(ctx context.Context, q *request, d *record.Definition) (reply, error) {
		old, err := q.view.Find(d.Kind, q.PathValue("id"))
		if err != nil {
			return reply{}, err
		}
		set, err := s.readWrite(q, d, op)
		if err != nil {
			return reply{}, err
		}
		set.Changes[0].ID = old.ID
		if err := exact(q, old, &set.Changes[0]); err != nil {
			return reply{}, err
		}
		return s.applyOne(ctx, q, set, http.StatusOK)
	}
}

func (s *Server) remove(ctx context.Context, q *request, d *record.Definition) (reply, error) {
	old, err := q.view.Find(d.Kind, q.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	c := team.Change{Kind: d.Kind, ID: old.ID, Op: team.Delete}
	if err := exact(q, old, &c); err != nil {
		return reply{}, err
	}
	done, err := s.o.Team.Apply(ctx, q.who.Principal, team.ChangeSet{Via: q.who.Via, Changes: []team.Change{c}})
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

// exact makes a change strict where the request has an If-Match: it must name the
// content the viewer sees now, and nobody may come in between.
func exact(q *request, old *record.Record, c *team.Change) error {
	want := q.Header.Get("If-Match")
	if want == "" {
		return nil
	}
	seen, err := present(q.view, q.who, old)
	if err != nil {
		return err
	}
	data, err := content.Encode(seen)
	if err != nil {
		return err
	}
	if !content.Matches(want, content.Tag(data)) {
		return fault.New(fault.Stale, "This record has changed since you read it.").WithHint("Fetch it again and repeat the change.")
	}
	c.Base, c.Exact = old.Version, true
	return nil
}

// readWrite reads the body of one record's write.
func (s *Server) readWrite(q *request, d *record.Definition, op team.Op) (team.ChangeSet, error) {
	n, err := q.body()
	if err != nil {
		return team.ChangeSet{}, err
	}
	if err := envelope.Only(n, "change_id", "base_version", "key", "reason", "data"); err != nil {
		return team.ChangeSet{}, err
	}
	f := envelope.Fields{Of: n}
	c := team.Change{Kind: d.Kind, Key: f.Text("key"), Base: f.Whole("base_version"), Op: op, Data: n.Get("data")}
	if c.Data == nil {
		c.Data = &record.Node{Shape: record.Fields}
	}
	return team.ChangeSet{ID: f.Text("change_id"), Via: q.who.Via, Reason: f.Text("reason"), Changes: []team.Change{c}}, f.Err()
}

func (s *Server) applyOne(ctx context.Context, q *request, set team.ChangeSet, status int) (reply, error) {
	done, err := s.o.Team.Apply(ctx, q.who.Principal, set)
	if err != nil {
		return reply{}, err
	}
	a := done.Records[0]
	if a.Kind != set.Changes[0].Kind {
		return reply{}, fault.New(fault.Conflict, "This change id was used for something else.").WithHint("Draw a new one for each change.")
	}
	v := s.o.Team.View(q.who.Principal)
	r, err := v.Find(a.Kind, a.ID)
	if err != nil {
		return reply{}, err
	}
	out, err := present(v, q.who, r)
	q.w.Header().Set("Location", "/api/v1/records/"+string(a.Kind)+"/"+a.ID)
	return reply{status: status, body: out}, err
}

func (s *Server) history(ctx context.Context, q *request, d *record.Definition) (reply, error) {
	list, err := s.o.Team.History(ctx, q.who.Principal, d.Kind, q.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	out := wire.History{Entries: make([]wire.Entry, len(list))}
	for i, e := range list {
		out.Entries[i] = wire.Entry{ChangeID: e.ChangeID, At: e.At, By: ref(q.view, "person", e.By), Via: e.Via, Version: e.Version,
			Op: string(e.Op), Reason: e.Reason, Sentences: e.Sentences, Undoable: e.Undoable && q.who.Write, WhyNot: e.WhyNot}
	}
	return reply{body: out}, nil
}
