package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/access"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/live"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// jobsFor is how far back the list of jobs goes.
const jobsFor = 7 * 24 * time.Hour

func (s *Server) mountWork() {
	s.mount(route{method: http.MethodGet, path: "/api/v1/jobs", id: "list-jobs", summary: "Work in the background of the last week, newest first", tag: "jobs", need: reader, gives: s.schema(wire.Jobs{}), do: s.jobs})
	id := []*huma.Param{{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}}
	s.mount(route{method: http.MethodPost, path: "/api/v1/jobs/{id}/stop", id: "stop-job", summary: "Ask a job to stop", tag: "jobs", need: writer, params: id, gives: s.schema(wire.Job{}), do: s.stopJob})
	s.mount(route{method: http.MethodGet, path: "/api/events", id: "events", summary: "Server-sent events: hello, change, result, job", tag: "events", need: reader, raw: true, do: s.events})
}

// PresentJob writes a job as the API does.
func PresentJob(j store.Job, title Title, v *snapshot.View) wire.Job {
	out := wire.Job{ID: j.ID, Name: j.Name, Title: j.Name, State: string(j.State), Created: j.Created, Started: moment(j.Started), Ended: moment(j.Ended), Error: j.Error}
	if title != nil {
		out.Title = title(j.Name, j.Args, v)
	}
	if len(j.Progress) > 0 {
		_ = json.Unmarshal(j.Progress, &out.Progress) // progress of an unknown shape is shown as none
	}
	return out
}

func (s *Server) jobs(ctx context.Context, q *request) (reply, error) {
	list, err := s.o.Team.Store().JobsSince(ctx, s.o.Team.Now().Add(-jobsFor), 100)
	if err != nil {
		return reply{}, err
	}
	out := wire.Jobs{Items: make([]wire.Job, len(list))}
	for i, j := range list {
		out.Items[i] = PresentJob(j, s.o.JobTitle, q.view)
	}
	return reply{body: out}, nil
}

func (s *Server) stopJob(ctx context.Context, q *request) (reply, error) {
	if q.who.Roles&(record.Admin|record.Lead) == 0 {
		return reply{}, fault.New(fault.Forbidden, "You may not stop this job.").WithHint("Ask a lead or an admin of this organisation.")
	}
	st := s.o.Team.Store()
	if _, err := st.Job(ctx, q.PathValue("id")); err != nil {
		return reply{}, err
	}
	if err := s.o.Stop(ctx, q.PathValue("id")); err != nil {
		return reply{}, err
	}
	j, err := st.Job(ctx, q.PathValue("id"))
	return reply{body: PresentJob(j, s.o.JobTitle, q.view)}, err
}

func (s *Server) events(ctx context.Context, q *request) (reply, error) {
	who := q.who
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.o.Life, cancel)()
	return reply{}, live.Stream{
		Team: s.o.Team, Hub: s.o.Hub, Hello: map[string]string{"version": s.o.Version},
		Who: func() (record.Principal, bool) { return s.still(ctx, q.Request, who) },
	}.Serve(ctx, q.w)
}

// still asks again whether an open stream's session is good, and for what.
func (s *Server) still(ctx context.Context, r *http.Request, was access.Who) (record.Principal, bool) {
	now, err := s.identify(r)
	if err != nil || ctx.Err() != nil || now.Person != was.Person {
		return record.Principal{}, false
	}
	return now.Principal, true
}
