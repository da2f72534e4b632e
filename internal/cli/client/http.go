package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// Options of New.
type Options struct {
	Base      string            // "http://127.0.0.1:7777"; any host will do where Transport ignores it
	Token     string            // API token; empty where the transport itself says who asks
	Transport http.RoundTripper // nil = the default one
	Registry  *record.Registry  // kinds this program knows: says how to write values
	Close     func() error      // called by Close; may be nil
}

type remote struct {
	o    Options
	http *http.Client
}

// New gives a Gate that speaks the HTTP API.
func New(o Options) Gate {
	return &remote{o: o, http: &http.Client{Transport: o.Transport}}
}

func (r *remote) Close() error {
	if r.o.Close == nil {
		return nil
	}
	return r.o.Close()
}

func (r *remote) Session(ctx context.Context) (s wire.Session, err error) {
	return s, r.call(ctx, http.MethodGet, "/api/v1/session", nil, &s)
}

func (r *remote) Schema(ctx context.Context) (s wire.Schema, err error) {
	return s, r.call(ctx, http.MethodGet, "/api/v1/schema", nil, &s)
}

func (r *remote) List(ctx context.Context, kind string, q wire.Query) (p wire.Page, err error) {
	v := url.Values{}
	set(v, "q", q.Text)
	set(v, "sort", q.Sort)
	set(v, "cursor", q.Cursor)
	for _, w := range q.Where {
		v.Add("where", w)
	}
	if q.Limit > 0 {
		v.Set("limit", strconv.Itoa(q.Limit))
	}
	return p, r.call(ctx, http.MethodGet, records(kind, "")+"?"+v.Encode(), nil, &p)
}

func set(v url.Values, name, value string) {
	if value != "" {
		v.Set(name, value)
	}
}

func records(kind, id string) string {
	p := "/api/v1/records/" + url.PathEscape(kind)
	if id != "" {
		p += "/" + url.PathEscape(id)
	}
	return p
}

func (r *remote) Find(ctx context.Context, kind, idOrKey string) (out wire.Record, err error) {
	return out, r.call(ctx, http.MethodGet, records(kind, idOrKey), nil, &out)
}

func (r *remote) Search(ctx context.Context, text string, limit int) (out wire.FoundList, err error) {
	v := url.Values{"q": {text}}
	if limit > 0 {
		v.Set("limit", strconv.Itoa(limit))
	}
	return out, r.call(ctx, http.MethodGet, "/api/v1/search?"+v.Encode(), nil, &out)
}

func (r *remote) Apply(ctx context.Context, cs team.ChangeSet) (wire.Applied, error) {
	return r.changes(ctx, cs, false)
}

func (r *remote) Preview(ctx context.Context, cs team.ChangeSet) (wire.Applied, error) {
	return r.changes(ctx, cs, true)
}

func (r *remote) changes(ctx context.Context, cs team.ChangeSet, preview bool) (out wire.Applied, err error) {
	body := wire.ChangeSet{ChangeID: cs.ID, Reason: cs.Reason, Preview: preview, Changes: make([]wire.Change, len(cs.Changes))}
	if cs.Via == team.ViaImport || cs.Via == team.ViaAccept {
		body.Via = cs.Via
	}
	for i, c := range cs.Changes {
		w := wire.Change{Kind: string(c.Kind), ID: c.ID, Key: c.Key, BaseVersion: c.Base, Exact: c.Exact, Op: string(c.Op)}
		if c.Data != nil {
			w.Data = encode(c.Data, r.fields(c.Kind))
		}
		body.Changes[i] = w
	}
	err = r.call(ctx, http.MethodPost, "/api/v1/changes", body, &out)
	return out, placed(err, cs.Changes)
}

func (r *remote) fields(kind record.Kind) []record.Field {
	if r.o.Registry != nil {
		if d := r.o.Registry.Lookup(kind); d != nil {
			return d.Fields
		}
	}
	return nil
}

func (r *remote) Undo(ctx context.Context, changeID, reason string) (out wire.Applied, err error) {
	body := map[string]string{"reason": reason}
	return out, r.call(ctx, http.MethodPost, "/api/v1/changes/"+url.PathEscape(changeID)+"/undo", body, &out)
}

func (r *remote) History(ctx context.Context, kind, idOrKey string) (out wire.History, err error) {
	return out, r.call(ctx, http.MethodGet, records(kind, idOrKey)+"/history", nil, &out)
}

func (r *remote) Answer(ctx context.Context, question string, params url.Values) (out json.RawMessage, err error) {
	return out, r.call(ctx, http.MethodGet, "/api/v1/answers/"+url.PathEscape(question)+"?"+params.Encode(), nil, &out)
}

func (r *remote) DecisionPatch(ctx context.Context, idOrKey string) (out wire.FilePatch, err error) {
	return out, r.call(ctx, http.MethodGet, "/api/v1/decisions/"+url.PathEscape(idOrKey)+"/patch", nil, &out)
}

func (r *remote) ImportEstimates(ctx context.Context, name string, data []byte) (out wire.Imported, err error) {
	return out, r.send(ctx, http.MethodPost, "/api/v1/estimates?"+url.Values{"name": {name}}.Encode(), "text/csv", bytes.NewReader(data), &out)
}

func (r *remote) Jobs(ctx context.Context) (out wire.Jobs, err error) {
	return out, r.call(ctx, http.MethodGet, "/api/v1/jobs", nil, &out)
}

func (r *remote) Choose(ctx context.Context, c wire.Choose) (out wire.Applied, err error) {
	return out, r.call(ctx, http.MethodPost, "/api/v1/plan/choose", c, &out)
}

func (r *remote) KeepReport(ctx context.Context, k wire.KeepReport) (out wire.Applied, err error) {
	return out, r.call(ctx, http.MethodPost, "/api/v1/reports", k, &out)
}

func (r *remote) StopJob(ctx context.Context, id string) error {
	return r.call(ctx, http.MethodPost, "/api/v1/jobs/"+url.PathEscape(id)+"/stop", nil, nil)
}

func (r *remote) NewLink(ctx context.Context) (out wire.Link, err error) {
	return out, r.call(ctx, http.MethodPost, "/api/v1/links", nil, &out)
}

func (r *remote) Tokens(ctx context.Context) (out wire.Tokens, err error) {
	return out, r.call(ctx, http.MethodGet, "/api/v1/tokens", nil, &out)
}

func (r *remote) NewToken(ctx context.Context, t wire.NewToken) (out wire.Secret, err error) {
	return out, r.call(ctx, http.MethodPost, "/api/v1/tokens", t, &out)
}

func (r *remote) RevokeToken(ctx context.Context, id string) error {
	return r.call(ctx, http.MethodDelete, "/api/v1/tokens/"+url.PathEscape(id), nil, nil)
}

func (r *remote) DestroyNotes(ctx context.Context) (out wire.Destroyed, err error) {
	err = r.call(ctx, http.MethodDelete, "/api/v1/private-notes", nil, &out)
	return out, err
}

func (r *remote) Backup(ctx context.Context, path string) error {
	return r.call(ctx, http.MethodPost, "/api/v1/backups", wire.Backup{Path: path}, nil)
}

// maxAnswer bounds what a command reads from a server.
const maxAnswer = 256 << 20

func (r *remote) call(ctx context.Context, method, path string, body, into any) error {
	if body == nil {
		return r.send(ctx, method, path, "", nil, into)
	}
	b, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode the request: %w", err)
	}
	return r.send(ctx, method, path, "application/json", bytes.NewReader(b), into)
}

func (r *remote) send(ctx context.Context, method, path, is string, body io.Reader, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(r.o.Base, "/")+path, body)
	if err != nil {
		return fault.New(fault.Malformed, "%q is not the address of a server.", r.o.Base).Because(err)
	}
	if is != "" {
		req.Header.Set("Content-Type", is)
	}
	if r.o.Token != "" {
		req.Header.Set("Authorization", "Bearer "+r.o.Token)
	}
	res, err := r.http.Do(req)
	if err != nil {
		return unreachable(ctx, r.o.Base, err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return unreachable(ctx, r.o.Base, err)
	}
	if res.StatusCode >= 300 {
		return problem(res.StatusCode, data)
	}
	if into == nil || len(data) == 0 {
		return nil
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fault.New(fault.Unavailable, "The server's answer cannot be read.").WithHint("Is it a Plumbline server of this version?").Because(err)
	}
	return nil
}

func unreachable(ctx context.Context, base string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return f
	}
	return fault.New(fault.Unavailable, "The server at %s does not answer.", base).WithHint("Check that it runs, then try again.").Because(err)
}

// problem turns an error of the API back into the fault it was.
func problem(status int, data []byte) error {
	var p wire.Problem
	if json.Unmarshal(data, &p) != nil || p.Code == "" {
		return fault.New(fault.Unavailable, "The server answered with status %d.", status).WithHint("Look into the server's log.")
	}
	f := &fault.Error{Code: fault.Code(p.Code), Text: p.Detail, Hint: p.Hint}
	for _, at := range p.Problems {
		f.Problems = append(f.Problems, fault.Problem(at))
	}
	if len(p.Conflicts) == 0 {
		return f
	}
	c := &team.ConflictError{Fault: f}
	for _, x := range p.Conflicts {
		c.Conflicts = append(c.Conflicts, team.Conflict{Field: x.Field, Base: orEmpty(x.Base), Yours: orEmpty(x.Yours), Theirs: orEmpty(x.Theirs)})
	}
	return c
}

func orEmpty(raw json.RawMessage) string {
	if string(raw) == "null" {
		return ""
	}
	return string(raw)
}
