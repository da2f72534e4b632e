package httpapi

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// meters are the figures of /metrics: of the program and its requests, never of people.
type meters struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
}

func newMeters() *meters {
	m := &meters{registry: prometheus.NewRegistry()}
	m.took = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "plumbline_request_seconds", Help: "Time of requests by route and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"method", "route", "status"})
	m.registry.MustRegister(m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// seen counts a request under its pattern, so that ids and keys stay out of the figures.
func (m *meters) seen(r *http.Request, status int, took time.Duration) {
	route := r.Pattern
	if _, p, ok := strings.Cut(route, " "); ok {
		route = p
	}
	if strings.HasPrefix(route, "/api/events") {
		return // as long as a page is open
	}
	if rest, ok := strings.CutPrefix(route, "/api/v1/records/"); ok {
		// Kinds stay out too: a private one shows in no figure of its own.
		_, tail, _ := strings.Cut(rest, "/")
		route = strings.TrimSuffix("/api/v1/records/{kind}/"+tail, "/")
	}
	m.took.WithLabelValues(r.Method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

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
		failWith(w, r, s.o.Log, fault.New(fault.NotFound, "There is no %s %s.", r.Method, r.URL.Path).WithHint("The API is described at /openapi.json."))
	})
	plain("/", s.page)
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
		failWith(w, r, s.o.Log, err)
		return
	}
	if q.who.Roles&record.Admin == 0 {
		failWith(w, r, s.o.Log, fault.New(fault.Forbidden, "Only an admin may read the figures of the server.").WithHint("Use an admin's API token."))
		return
	}
	promhttp.HandlerFor(s.meters.registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}
