package httpapi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"plumbline/internal/access"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/content"
	"plumbline/internal/httpapi/problem"
	"plumbline/internal/httpapi/shield"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// cookie is the name of the browser's session.
const cookie = "plumbline_session"

// request is a request of somebody who came in.
type request struct {
	*http.Request
	w    http.ResponseWriter
	who  access.Who
	view *snapshot.View
}

// reply is what a handler answers: a JSON body with its status, or nothing.
type reply struct {
	status int // 0 = 200, or 204 without a body
	body   any
}

// need is what a route asks of whoever comes.
type need uint8

const (
	nobody need = iota // open to all
	reader             // signed in
	writer             // signed in, and not with a token for reading alone
)

// route is one operation: how it is documented, what it needs and what it does.
type route struct {
	method, path, id, summary, tag string
	need                           need
	params                         []*huma.Param
	takes, gives                   *huma.Schema // JSON bodies; nil = none
	status                         int          // on success; 0 = 200, or 204 where gives is nil
	do                             func(ctx context.Context, q *request) (reply, error)
	raw                            bool // do writes the answer itself
}

func (s *Server) mount(r route) {
	op := &huma.Operation{OperationID: r.id, Method: r.method, Path: r.path, Summary: r.summary, Tags: []string{r.tag}, Parameters: r.params}
	if r.status == 0 {
		r.status = http.StatusOK
		if r.gives == nil && !r.raw {
			r.status = http.StatusNoContent
		}
	}
	if r.need == nobody {
		op.Security = []map[string][]string{{}}
	}
	if r.takes != nil {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: r.takes}}}
	}
	ok := &huma.Response{Description: http.StatusText(r.status)}
	if r.gives != nil {
		ok.Content = map[string]*huma.MediaType{"application/json": {Schema: r.gives}}
	}
	bad := &huma.Response{Description: "What went wrong, and what to do next",
		Content: map[string]*huma.MediaType{"application/problem+json": {Schema: s.schema(wire.Problem{})}}}
	op.Responses = map[string]*huma.Response{strconv.Itoa(r.status): ok, "default": bad}
	s.api.OpenAPI().AddOperation(op)
	s.routes = append(s.routes, r.method+" "+r.path)
	s.api.Adapter().Handle(op, func(c huma.Context) {
		req, w := humago.Unwrap(c)
		s.serve(w, req, &r)
	})
}

// schema describes a Go type of package wire.
func (s *Server) schema(v any) *huma.Schema {
	return s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(v), true, "")
}

func (s *Server) serve(w http.ResponseWriter, req *http.Request, r *route) {
	q := &request{Request: req, w: w}
	if err := s.admit(q, r.need); err != nil {
		problem.With(w, req, s.o.Log, err)
		return
	}
	out, err := r.do(req.Context(), q)
	switch {
	case err != nil:
		problem.With(w, req, s.o.Log, err)
	case !r.raw:
		if out.status == 0 {
			out.status = r.status
		}
		send(w, req, out)
	}
}

// admit finds out who asks, and refuses who may not.
func (s *Server) admit(q *request, n need) error {
	who, err := s.identify(q.Request)
	if err != nil && n != nobody {
		return err
	}
	if n == writer && !who.Write {
		return fault.New(fault.Forbidden, "This token may only read.").WithHint("Make one with: plumbline token create --scope read,write")
	}
	q.who = who
	q.view = s.o.Team.View(who.Principal)
	return nil
}

func (s *Server) identify(r *http.Request) (access.Who, error) {
	if shield.IsSocket(r.Context()) {
		return s.o.Access.As(s.o.Owner)
	}
	if h := r.Header.Get("Authorization"); h != "" {
		return s.o.Access.Token(r.Context(), strings.TrimPrefix(h, "Bearer "))
	}
	if c, err := r.Cookie(cookie); err == nil {
		return s.o.Access.Session(r.Context(), c.Value)
	}
	return access.Who{}, fault.New(fault.Unsigned, "You are not signed in.").WithHint("Open the link that plumbline serve printed, or send an API token.")
}

// send writes a JSON answer. What was read, and a record that was written, has the hash
// of its content as its ETag.
func send(w http.ResponseWriter, r *http.Request, out reply) {
	if out.body == nil {
		w.WriteHeader(out.status)
		return
	}
	data, err := content.Encode(out.body)
	if err != nil {
		problem.Fail(w, r, http.StatusInternalServerError, "internal", "The answer cannot be written.")
		return
	}
	tag := content.Tag(data)
	if _, isRecord := out.body.(wire.Record); isRecord || r.Method == http.MethodGet {
		w.Header().Set("ETag", tag)
	}
	w.Header().Set("Content-Type", "application/json")
	if r.Method == http.MethodGet && content.Matches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(out.status)
	_, _ = w.Write(data) // the reader went away: nobody is left to tell
}

// body reads a JSON body strictly into nodes.
func (q *request) body() (*record.Node, error) {
	data, err := q.file()
	if err != nil {
		return nil, err
	}
	return record.ParseJSON(data)
}

// file reads a body as it is.
func (q *request) file() ([]byte, error) {
	data, err := io.ReadAll(q.Body)
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return nil, fault.New(fault.TooLarge, "The request has more than %d KiB.", big.Limit>>10).WithHint("Send it in parts, or import a file.")
	}
	if err != nil {
		return nil, fault.New(fault.Malformed, "The request broke off.").Because(err)
	}
	return data, nil
}
