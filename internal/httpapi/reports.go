package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/tell/paper"
	"plumbline/internal/httpapi/choice"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// Reports keeps reports and writes them to be read elsewhere. Errors are faults.
type Reports interface {
	// KeepReport keeps what the question tell answers, with what the principal says of it.
	KeepReport(ctx context.Context, p record.Principal, k tell.Keep) (team.Applied, error)
	// Paper writes a report in one of paper.Formats: one that was kept, or what tell
	// answers with the same parameters.
	Paper(ctx context.Context, p url.Values, v *snapshot.View) ([]byte, error)
}

func (s *Server) mountReports() {
	s.mount(route{method: http.MethodPost, path: "/api/v1/reports", id: "keepReport", summary: "Keep a report as it is told now, as a draft or approved", tag: "answers",
		need: writer, takes: s.schema(wire.KeepReport{}), gives: s.schema(wire.Applied{}), do: s.keepReport})
	s.mount(route{method: http.MethodGet, path: "/api/v1/reports/paper", id: "reportOnPaper", summary: "A report as Markdown or as one HTML document", tag: "answers",
		need: reader, raw: true, do: s.paper, params: []*huma.Param{query("format", huma.TypeString, "markdown or html"),
			query("report", huma.TypeString, "Key or id of a report that was kept; the report of now when empty"),
			query("audience", huma.TypeString, "Key or id of the audience of a report of now"), query("since", huma.TypeString, "Day since when a report of now tells")}})
}

func (s *Server) keepReport(ctx context.Context, q *request) (reply, error) {
	k, err := choice.ReadKeep(q.body())
	if err != nil {
		return reply{}, err
	}
	done, err := s.o.Reports.KeepReport(ctx, q.who.Principal, k)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

func (s *Server) paper(ctx context.Context, q *request) (reply, error) {
	format := q.URL.Query().Get("format")
	data, err := s.o.Reports.Paper(ctx, q.URL.Query(), q.view)
	if err != nil {
		return reply{}, err
	}
	h := q.w.Header()
	h.Set("Content-Type", paper.Formats()[format])
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "report."+map[string]string{"markdown": "md", "html": "html"}[format]))
	h.Set("Cache-Control", "no-store")
	_, _ = q.w.Write(data) // the reader went away: nobody is left to tell
	return reply{}, nil
}
