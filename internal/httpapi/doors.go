package httpapi

import (
	"context"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/access"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/httpapi/shield"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/store"
)

func (s *Server) mountDoors() {
	s.mount(route{method: http.MethodGet, path: "/api/v1/tokens", id: "list-tokens", summary: "Your sessions and tokens", tag: "session", need: reader, gives: s.schema(wire.Tokens{}), do: s.listTokens})
	s.mount(route{method: http.MethodPost, path: "/api/v1/tokens", id: "create-token", summary: "Make an API token that acts as you", tag: "session", need: writer,
		takes: s.schema(wire.NewToken{}), gives: s.schema(wire.Secret{}), status: http.StatusCreated, do: s.newToken})
	id := []*huma.Param{{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}}
	s.mount(route{method: http.MethodDelete, path: "/api/v1/tokens/{id}", id: "revoke-token", summary: "End one of your sessions or tokens", tag: "session", need: writer, params: id,
		do: func(ctx context.Context, q *request) (reply, error) {
			return reply{}, s.o.Access.Revoke(ctx, q.who.Person, q.PathValue("id"))
		}})
	s.mount(route{method: http.MethodPost, path: "/api/v1/links", id: "create-link", summary: "Make a one-time link (only through the data folder's socket)", tag: "session", need: writer,
		gives: s.schema(wire.Link{}), status: http.StatusCreated, do: s.newLink})
	s.mount(route{method: http.MethodPost, path: "/api/v1/backups", id: "backup", summary: "Copy the database to a file (only through the data folder's socket)", tag: "session", need: writer,
		takes: s.schema(wire.Backup{}), do: s.backup})
}

func (s *Server) listTokens(ctx context.Context, q *request) (reply, error) {
	list, err := s.o.Access.List(ctx, q.who.Person)
	if err != nil {
		return reply{}, err
	}
	slices.SortFunc(list, func(a, b store.Credential) int { return b.Created.Compare(a.Created) })
	out := wire.Tokens{Items: []wire.Token{}}
	for _, c := range list {
		t := wire.Token{ID: c.Hash, Name: c.Name, Type: c.Type, Scopes: c.Scopes, Created: c.Created, Expires: moment(c.Expires), Used: moment(c.Used)}
		if t.Scopes == nil {
			t.Scopes = []string{}
		}
		out.Items = append(out.Items, t)
	}
	return reply{body: out}, nil
}

// moment is an instant, or nothing where it has not come.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// newToken makes a token. A token cannot make tokens: a leaked one would outlive itself.
func (s *Server) newToken(ctx context.Context, q *request) (reply, error) {
	if q.Header.Get("Authorization") != "" {
		return reply{}, fault.New(fault.Forbidden, "A token cannot make tokens.").WithHint("Sign in, or use the command at the server's machine.")
	}
	n, err := q.body()
	if err != nil {
		return reply{}, err
	}
	if err := envelope.Only(n, "name", "scopes", "days"); err != nil {
		return reply{}, err
	}
	f := envelope.Fields{Of: n}
	name, days := f.Text("name"), f.Whole("days")
	scopes := []string{access.ScopeRead}
	if list := n.Get("scopes"); list != nil && list.Shape == record.List {
		scopes = nil
		for _, item := range list.Items {
			scopes = append(scopes, item.Text)
		}
	}
	if days > 3650 {
		f.Bad(n.Get("days"), "days", "a token lasts at most 3,650 days")
	}
	if f.Err() != nil {
		return reply{}, f.Err()
	}
	secret, err := s.o.Access.NewToken(ctx, q.who.Person, name, scopes, time.Duration(days)*24*time.Hour)
	return reply{body: wire.Secret{Secret: secret}}, err
}

// newLink makes a link to sign in as the local admin: only for who owns the data folder.
func (s *Server) newLink(ctx context.Context, q *request) (reply, error) {
	if err := onlyOwner(ctx); err != nil {
		return reply{}, err
	}
	if s.o.Link == nil {
		return reply{}, fault.New(fault.Refused, "No server runs on this data folder.").WithHint("Start one with plumbline serve; it prints a link.")
	}
	link, err := s.o.Link(ctx)
	return reply{body: wire.Link{URL: link}}, err
}

func (s *Server) backup(ctx context.Context, q *request) (reply, error) {
	if err := onlyOwner(ctx); err != nil {
		return reply{}, err
	}
	n, err := q.body()
	if err != nil {
		return reply{}, err
	}
	if err := envelope.Only(n, "path"); err != nil {
		return reply{}, err
	}
	f := envelope.Fields{Of: n}
	path := f.Text("path")
	if !filepath.IsAbs(path) {
		f.Bad(n.Get("path"), "path", "it is not an absolute path")
	}
	if f.Err() != nil {
		return reply{}, f.Err()
	}
	return reply{}, s.o.Team.Store().Backup(ctx, path)
}

// onlyOwner refuses whoever does not come through the data folder's socket.
func onlyOwner(ctx context.Context) error {
	if shield.IsSocket(ctx) {
		return nil
	}
	return fault.New(fault.Forbidden, "This is done at the server's machine only.").WithHint("Run the command there: plumbline link, plumbline backup")
}
