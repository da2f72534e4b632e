// Package meter counts what the server does, for /metrics.
package meter

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Meters are the figures of /metrics: of the program and its requests, never of people.
type Meters struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
}

// New sets all meters to nothing.
func New() *Meters {
	m := &Meters{registry: prometheus.NewRegistry()}
	m.took = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "plumbline_request_seconds", Help: "Time of requests by route and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"method", "route", "status"})
	m.registry.MustRegister(m.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Seen counts a request under its pattern, so that ids and keys stay out of the figures.
func (m *Meters) Seen(r *http.Request, status int, took time.Duration) {
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

// Handler writes the figures for a collector.
func (m *Meters) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
