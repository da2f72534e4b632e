package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

func (s *Server) mountAnswers() {
	anything := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
	if s.o.Answers != nil {
		name := []*huma.Param{{Name: "question", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}}
		for _, q := range s.o.Answers.Questions() {
			name[0].Schema.Enum = append(name[0].Schema.Enum, q)
		}
		s.mount(route{method: http.MethodGet, path: "/api/v1/answers/{question}", id: "answer", summary: "Ask one of the questions", tag: "answers", need: reader, params: name, gives: anything,
			do: func(ctx context.Context, q *request) (reply, error) {
				out, err := s.o.Answers.Answer(ctx, q.PathValue("question"), q.URL.Query(), q.view)
				return reply{body: out}, err
			}})
	}
	if s.o.Planner != nil {
		s.mountPlan(anything)
		s.mountEstimates()
	}
	s.mount(route{method: http.MethodGet, path: "/api/v1/facts", id: "fact", summary: "What stands behind the address of a fact", tag: "answers", need: reader, gives: s.schema(wire.Fact{}),
		params: []*huma.Param{query("address", huma.TypeString, "Such as rec:task/<id>@3 or git:<root>@<commit>")}, do: s.fact})
	s.mount(route{method: http.MethodPost, path: "/api/v1/prose", id: "prose", summary: "Markdown as its readers will see it", tag: "records", need: reader, takes: s.schema(wire.Prose{}), gives: s.schema(wire.HTML{}), do: s.render})
}

func (s *Server) fact(ctx context.Context, q *request) (reply, error) {
	address := q.URL.Query().Get("address")
	if rest, ok := strings.CutPrefix(address, "rec:"); ok {
		out, err := s.recordFact(ctx, q, address, rest)
		return reply{body: out}, err
	}
	if s.o.Facts == nil {
		return reply{}, noFact(address)
	}
	out, err := s.o.Facts.Fact(ctx, address, q.view)
	if out.Lines == nil {
		out.Lines = []wire.FactLine{}
	}
	if out.Links == nil {
		out.Links = []wire.FactLink{}
	}
	return reply{body: out}, err
}

func noFact(address string) error {
	return fault.New(fault.NotFound, "There is nothing at %q.", address).WithHint("Look for it with: search")
}

// recordFact opens rec:<kind>/<id>@<version>.
func (s *Server) recordFact(ctx context.Context, q *request, address, rest string) (wire.Fact, error) {
	path, ver, _ := strings.Cut(rest, "@")
	kind, id, ok := strings.Cut(path, "/")
	n, err := strconv.Atoi(ver)
	if ver != "" && err != nil || !ok {
		return wire.Fact{}, noFact(address)
	}
	r, err := q.view.Find(record.Kind(kind), id)
	if err != nil {
		return wire.Fact{}, noFact(address)
	}
	list, err := s.o.Team.History(ctx, q.who.Principal, r.Kind, r.ID)
	if err != nil {
		return wire.Fact{}, err
	}
	d := s.o.Team.Registry().Lookup(r.Kind)
	out := wire.Fact{Address: address, Label: q.view.Title(r), Kind: "record", Lines: []wire.FactLine{},
		Links: []wire.FactLink{{Text: "Open the " + strings.ToLower(d.Title), Href: fmt.Sprintf("/records/%s/%s", r.Kind, r.ID)}}}
	for _, e := range list {
		if n != 0 && e.Version != n {
			continue
		}
		at := e.At
		out.When, out.Who = &at, q.view.Name("person", e.By)
		if e.By == "" {
			out.Who = "Plumbline"
		}
		for _, t := range e.Sentences {
			out.Lines = append(out.Lines, wire.FactLine{Label: "Version " + strconv.Itoa(e.Version), Text: t})
		}
		return out, nil
	}
	return wire.Fact{}, noFact(address)
}

func (s *Server) render(ctx context.Context, q *request) (reply, error) {
	n, err := q.body()
	if err != nil {
		return reply{}, err
	}
	if err := envelope.Only(n, "text"); err != nil {
		return reply{}, err
	}
	f := envelope.Fields{Of: n}
	text := f.Text("text")
	if f.Err() != nil {
		return reply{}, f.Err()
	}
	m := &mentioned{view: q.view, seen: map[string]bool{}, links: []wire.Mention{}}
	html, err := s.prose.HTML(ctx, text, m.resolve)
	return reply{body: wire.HTML{HTML: html, Links: m.links}}, err
}
