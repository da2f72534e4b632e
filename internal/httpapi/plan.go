package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/answers/plan"
	"plumbline/internal/httpapi/wire"
)

func (s *Server) mountPlan(anything *huma.Schema) {
	s.mount(route{method: http.MethodPost, path: "/api/v1/plan/preview", id: "previewPlan", summary: "What a change set would do to the plan; nothing is written", tag: "answers",
		need: reader, takes: s.schema(wire.ChangeSet{}), gives: anything, do: s.previewPlan})
	s.mount(route{method: http.MethodPost, path: "/api/v1/plan/accept", id: "acceptPlan", summary: "Write the newest plan's people and windows into its tasks", tag: "answers",
		need: writer, gives: s.schema(wire.Applied{}), do: s.acceptPlan})
	s.mount(route{method: http.MethodGet, path: "/api/v1/plan/export", id: "exportPlan", summary: "The plan as Mermaid, Markdown, CSV or iCalendar", tag: "answers",
		need: reader, raw: true, params: []*huma.Param{query("format", huma.TypeString, "mermaid, markdown, csv or ical")}, do: s.exportPlan})
}

func (s *Server) previewPlan(ctx context.Context, q *request) (reply, error) {
	set, _, err := s.readSet(q)
	if err != nil {
		return reply{}, err
	}
	out, err := s.o.Planner.PreviewPlan(ctx, q.who.Principal, set)
	return reply{body: out}, err
}

func (s *Server) acceptPlan(ctx context.Context, q *request) (reply, error) {
	done, err := s.o.Planner.AcceptPlan(ctx, q.who.Principal)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

func (s *Server) exportPlan(_ context.Context, q *request) (reply, error) {
	format := q.URL.Query().Get("format")
	data, err := s.o.Planner.ExportPlan(format, q.view)
	if err != nil {
		return reply{}, err
	}
	q.w.Header().Set("Content-Type", plan.Formats()[format])
	q.w.Header().Set("Cache-Control", "no-store")
	_, _ = q.w.Write(data) // the reader went away: nobody is left to tell
	return reply{}, nil
}
