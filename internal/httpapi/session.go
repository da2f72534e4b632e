package httpapi

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/access"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/httpapi/listing"
	"plumbline/internal/httpapi/spec"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

func (s *Server) mountSession() {
	gives := s.schema(wire.Session{})
	const path = "/api/v1/session"
	s.mount(route{method: http.MethodGet, path: path, id: "session", summary: "Who is here, and where", tag: "session", need: reader, gives: gives,
		do: func(_ context.Context, q *request) (reply, error) { return reply{body: s.session(q.view, q.who)}, nil }})
	s.mount(route{method: http.MethodPost, path: path, id: "sign-in", summary: "Spend a one-time link", tag: "session", need: nobody, takes: s.schema(wire.SignIn{}), gives: gives, do: s.signIn})
	s.mount(route{method: http.MethodDelete, path: path, id: "sign-out", summary: "End this session", tag: "session", need: nobody, do: s.signOut})
	s.mount(route{method: http.MethodGet, path: "/api/v1/schema", id: "schema", summary: "Every kind of record with its fields", tag: "records", need: reader, gives: s.schema(wire.Schema{}),
		do: func(_ context.Context, q *request) (reply, error) {
			return reply{body: wire.Schema{Kinds: spec.Kinds(s.o.Team.Registry(), q.who.Principal, q.who.Write)}}, nil
		}})
	s.mount(route{method: http.MethodGet, path: "/api/v1/search", id: "search", summary: "Find records of any kind", tag: "records", need: reader, gives: s.schema(wire.FoundList{}),
		params: []*huma.Param{query("q", huma.TypeString, "What to look for"), query("limit", huma.TypeInteger, "1 to 100, 20 when not given")}, do: s.search})
}

func (s *Server) search(_ context.Context, q *request) (reply, error) {
	limit, err := number(q.FormValue("limit"))
	if err != nil {
		return reply{}, err
	}
	return reply{body: wire.FoundList{Items: listing.Search(q.view, q.FormValue("q"), limit)}}, nil
}

func (s *Server) session(v *snapshot.View, who access.Who) wire.Session {
	org := v.Snapshot().Organisation()
	now := s.o.Team.Now()
	out := wire.Session{Person: ref(v, "person", who.Person), Roles: access.RoleNames(who.Roles), Demo: org.Demo, Version: s.o.Version, Rooms: s.rooms(v)}
	out.Organisation = wire.Organisation{Name: org.Title, Zone: org.Zone, Currency: org.Currency, HoursPerDay: float64(org.HoursPerDay) / 60,
		Today: string(record.DateOf(now.In(org.Location())))}
	if s.o.AsOf != nil {
		out.Organisation.Today = string(s.o.AsOf())
	}
	v.Each("person", func(r *record.Record) bool {
		if p, ok := r.Body.(*people.Person); ok && (p.To == "" || string(p.To) >= out.Organisation.Today) {
			out.Organisation.People++
		}
		return true
	})
	out.AsOf = out.Organisation.Today
	return out
}

// rooms lists the sections there are: those of the kinds, of the questions that can be
// answered, and what the program adds.
func (s *Server) rooms(v *snapshot.View) []string {
	out := []string{}
	add := func(names ...string) {
		for _, n := range names {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	if s.o.Answers != nil {
		add(s.o.Answers.Questions()...)
	}
	add(s.o.Rooms...)
	for _, d := range v.Snapshot().Registry().All() {
		add(d.Room)
	}
	return out
}

func (s *Server) signIn(ctx context.Context, q *request) (reply, error) {
	n, err := q.body()
	if err != nil {
		return reply{}, err
	}
	if err := envelope.Only(n, "link"); err != nil {
		return reply{}, err
	}
	f := envelope.Fields{Of: n}
	link := f.Text("link")
	if link == "" {
		f.Bad(n, "link", "the link is missing")
	}
	if f.Err() != nil {
		return reply{}, f.Err()
	}
	old := ""
	if c, err := q.Cookie(cookie); err == nil {
		old = c.Value
	}
	secret, expires, err := s.o.Access.SignIn(ctx, link, old)
	if fault.CodeOf(err) == fault.Unsigned && q.who.Person != "" {
		return reply{body: s.session(q.view, q.who)}, nil // the page was loaded again with a spent link: still signed in
	}
	if err != nil {
		return reply{}, err
	}
	http.SetCookie(q.w, s.cookie(q, secret, expires))
	who, err := s.o.Access.Session(ctx, secret)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.session(s.o.Team.View(who.Principal), who)}, nil
}

func (s *Server) cookie(q *request, value string, expires time.Time) *http.Cookie {
	return &http.Cookie{Name: cookie, Value: value, Path: "/", Expires: expires, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: q.TLS != nil}
}

func (s *Server) signOut(ctx context.Context, q *request) (reply, error) {
	c, err := q.Cookie(cookie)
	if err != nil {
		return reply{}, nil
	}
	if err := s.o.Access.SignOut(ctx, c.Value); err != nil {
		return reply{}, err
	}
	gone := s.cookie(q, "", time.Unix(1, 0))
	gone.MaxAge = -1
	http.SetCookie(q.w, gone)
	return reply{}, nil
}
