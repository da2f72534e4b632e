package httpapi

import (
	"context"
	"net/http"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/problem"
	"plumbline/internal/record"
)

func (s *Server) mountPlain(mux *http.ServeMux) {
	plain := func(pattern string, h http.HandlerFunc) {
		s.routes = append(s.routes, pattern)
		mux.HandleFunc(pattern, h)
	}
	plain("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { text(w, http.StatusOK, "ok\n") })
	plain("GET /readyz", s.ready)
	plain("GET /metrics", s.metrics)
	plain("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(s.spec) // the reader went away: nobody is left to tell
	})
	plain("/api/", func(w http.ResponseWriter, r *http.Request) {
		problem.With(w, r, s.o.Log, fault.New(fault.NotFound, "There is no %s %s.", r.Method, r.URL.Path).WithHint("The API is described at /openapi.json."))
	})
	plain("/", s.pages.ServeHTTP)
}

func text(w http.ResponseWriter, status int, s string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(s)) // the reader went away: nobody is left to tell
}

// ready says whether this server can read and write now.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.o.Team.Stopped(); err != nil {
		text(w, http.StatusServiceUnavailable, err.Error()+"\n")
		return
	}
	if _, err := s.o.Team.Store().Head(ctx); err != nil {
		s.o.Log.Error("not ready", "error", err.Error())
		text(w, http.StatusServiceUnavailable, "The database does not answer.\n")
		return
	}
	text(w, http.StatusOK, "ready\n")
}

// metrics is for admins: a collector uses an admin's token or the socket.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	q := &request{Request: r, w: w}
	if err := s.admit(q, reader); err != nil {
		problem.With(w, r, s.o.Log, err)
		return
	}
	if q.who.Roles&record.Admin == 0 {
		problem.With(w, r, s.o.Log, fault.New(fault.Forbidden, "Only an admin may read the figures of the server.").WithHint("Use an admin's API token."))
		return
	}
	s.meters.Handler().ServeHTTP(w, r)
}
