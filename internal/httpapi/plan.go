package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/answers/plan"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/choice"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

func (s *Server) mountPlan(anything *huma.Schema) {
	s.mount(route{method: http.MethodPost, path: "/api/v1/plan/preview", id: "previewPlan", summary: "What a change set would do to the plan; nothing is written", tag: "answers",
		need: reader, params: []*huma.Param{query("better", huma.TypeString, "Anything: search longer, for the plan that follows the first one"),
			query("whole", huma.TypeString, "Anything: give the whole plan under the change too")},
		takes: s.schema(wire.ChangeSet{}), gives: anything, do: s.previewPlan})
	s.mount(route{method: http.MethodPost, path: "/api/v1/plan/accept", id: "acceptPlan", summary: "Write the newest plan's people and windows into its tasks", tag: "answers",
		need: writer, gives: s.schema(wire.Applied{}), do: s.acceptPlan})
	s.mount(route{method: http.MethodPost, path: "/api/v1/plan/choose", id: "choosePlan", summary: "Take one of the plans of the trade-offs and write down why, or keep it as a scenario", tag: "answers",
		need: writer, takes: s.schema(wire.Choose{}), gives: s.schema(wire.Applied{}), do: s.choosePlan})
	s.mount(route{method: http.MethodPost, path: "/api/v1/plan/promise", id: "promise", summary: "Promise a milestone's day, with its odds, and keep the plan it rests on as a baseline", tag: "answers",
		need: writer, takes: s.schema(wire.NewPromise{}), gives: s.schema(wire.Applied{}), do: s.promise})
	s.mount(route{method: http.MethodGet, path: "/api/v1/plan/export", id: "exportPlan", summary: "The plan as Mermaid, Markdown, CSV or iCalendar", tag: "answers",
		need: reader, raw: true, do: s.exportPlan, params: []*huma.Param{query("format", huma.TypeString, "mermaid, markdown, csv or ical"),
			query("project", huma.TypeString, "Key or id: only this project"), query("person", huma.TypeString, "Key or id: only what this person works on"),
			query("q", huma.TypeString, "Only titles and keys that hold this text")}})
}

// pathEstimates takes files larger than other requests.
const pathEstimates = "/api/v1/estimates"

func (s *Server) mountEstimates() {
	s.mount(route{method: http.MethodPost, path: pathEstimates, id: "importEstimates", summary: "Keep finished work from a CSV file as a track record; the body is the file", tag: "answers",
		need: writer, params: []*huma.Param{query("name", huma.TypeString, "Name of the file: the same name again replaces it")}, gives: s.schema(wire.Imported{}), do: s.importEstimates})
	s.mount(route{method: http.MethodPost, path: "/api/v1/baselines", id: "takeBaseline", summary: "Keep the newest plan as a baseline", tag: "answers",
		need: writer, takes: s.schema(wire.NewBaseline{}), gives: s.schema(wire.Applied{}), do: s.takeBaseline})
}

func (s *Server) takeBaseline(ctx context.Context, q *request) (reply, error) {
	n, err := q.body()
	if err != nil {
		return reply{}, err
	}
	if err := envelope.Only(n, "title", "project", "why"); err != nil {
		return reply{}, err
	}
	f := envelope.Fields{Of: n}
	title, project, why := f.Text("title"), f.Text("project"), f.Text("why")
	if f.Err() != nil {
		return reply{}, f.Err()
	}
	done, err := s.o.Planner.TakeBaseline(ctx, q.who.Principal, title, project, why)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

func (s *Server) promise(ctx context.Context, q *request) (reply, error) {
	n, err := q.body()
	if err != nil {
		return reply{}, err
	}
	if err := envelope.Only(n, "milestone", "date", "to"); err != nil {
		return reply{}, err
	}
	f := envelope.Fields{Of: n}
	milestone, to, day := f.Text("milestone"), f.Text("to"), record.Date("")
	if err := day.UnmarshalText([]byte(f.Text("date"))); err != nil {
		f.Bad(n.Get("date"), "date", err.Error())
	}
	if f.Err() != nil {
		return reply{}, f.Err()
	}
	done, err := s.o.Planner.Promise(ctx, q.who.Principal, milestone, day, to)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

func (s *Server) importEstimates(ctx context.Context, q *request) (reply, error) {
	data, err := q.file()
	if err != nil {
		return reply{}, err
	}
	name := q.URL.Query().Get("name")
	if name == "" {
		return reply{}, fault.New(fault.Invalid, "The file has no name.").WithHint("Give name=… in the address.")
	}
	out, err := s.o.Planner.ImportEstimates(ctx, q.who.Principal, name, data)
	return reply{body: out}, err
}

func (s *Server) previewPlan(ctx context.Context, q *request) (reply, error) {
	set, _, err := s.readSet(q)
	if err != nil {
		return reply{}, err
	}
	out, err := s.o.Planner.PreviewPlan(ctx, q.who.Principal, set, q.URL.Query().Get("better") != "")
	if err == nil && q.URL.Query().Get("whole") == "" {
		out.After = nil
	}
	return reply{body: out}, err
}

func (s *Server) acceptPlan(ctx context.Context, q *request) (reply, error) {
	done, err := s.o.Planner.AcceptPlan(ctx, q.who.Principal)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

func (s *Server) choosePlan(ctx context.Context, q *request) (reply, error) {
	c, err := choice.Read(q.body())
	if err != nil {
		return reply{}, err
	}
	done, err := s.o.Planner.ChoosePlan(ctx, q.who.Principal, c)
	if err != nil {
		return reply{}, err
	}
	return reply{body: s.applied(q, done, s.o.Team.View(q.who.Principal))}, nil
}

func (s *Server) exportPlan(_ context.Context, q *request) (reply, error) {
	asked := q.URL.Query()
	format := asked.Get("format")
	only := plan.Filter{Project: asked.Get("project"), Person: asked.Get("person"), Text: asked.Get("q")}
	data, err := s.o.Planner.ExportPlan(format, only, q.view)
	if err != nil {
		return reply{}, err
	}
	q.w.Header().Set("Content-Type", plan.Formats()[format])
	q.w.Header().Set("Cache-Control", "no-store")
	_, _ = q.w.Write(data) // the reader went away: nobody is left to tell
	return reply{}, nil
}
