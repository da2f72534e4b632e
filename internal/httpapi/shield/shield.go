// Package shield is what every request passes before it is understood, and every
// answer before it leaves: limits, headers, the check for requests from foreign
// pages, the log, and what is said when the program itself fails.
package shield

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"plumbline/internal/record"
)

// Policy is the content security policy: everything from this host alone, no inline
// script, no frame, no form to elsewhere. Styles may be inline: charts set positions so.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Options of Guard.
type Options struct {
	Log   *slog.Logger
	Local bool                                                  // listens on loopback: only names of this machine are answered
	Seen  func(r *http.Request, status int, took time.Duration) // for metrics; may be nil
	Fail  func(w http.ResponseWriter, r *http.Request, status int, code, detail string)
	Files map[string]int64 // paths that take files, with the bytes they may have
}

// Guard wraps a handler with everything this package does.
func Guard(h http.Handler, o Options) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.Fail(w, r, http.StatusForbidden, "forbidden", "This request comes from another site.")
	}))
	return watch(headers(hosts(cross.Handler(limit(h, o.Files)), o)), o)
}

// headers sets what browsers shall keep to. Answers of the API are never kept by caches.
func headers(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		set := w.Header().Set
		set("Content-Security-Policy", Policy)
		set("X-Content-Type-Options", "nosniff")
		set("Referrer-Policy", "no-referrer")
		set("Cross-Origin-Opener-Policy", "same-origin")
		set("Cross-Origin-Resource-Policy", "same-origin")
		set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if strings.HasPrefix(r.URL.Path, "/api/") {
			set("Cache-Control", "private, no-cache")
		}
		h.ServeHTTP(w, r)
	})
}

// hosts refuses names that are not this machine's: a page elsewhere may have its own
// name resolve to loopback and so reach us as if it were ours.
func hosts(h http.Handler, o Options) http.Handler {
	if !o.Local {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(r.Host) {
			o.Fail(w, r, http.StatusMisdirectedRequest, "refused", "This server answers only to the name localhost and loopback addresses.")
			return
		}
		h.ServeHTTP(w, r)
	})
}

// isLoopback says whether a host, with or without a port, is this machine.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// limit bounds what is read of a request.
func limit(h http.Handler, files map[string]int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, max(record.MaxRequest, files[r.URL.Path]))
		h.ServeHTTP(w, r)
	})
}

// watch logs each request without its query, headers or body, and turns a panic into
// an answer and a line of the log.
func watch(h http.Handler, o Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				o.Log.Error("panic", "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if !rec.wrote {
					o.Fail(rec, r, http.StatusInternalServerError, "internal", "The server failed at this request. It goes on; the reason is in its log.")
				}
			} else if p != nil {
				panic(p)
			}
			took := time.Since(start)
			o.Log.LogAttrs(r.Context(), level(rec.status), "request", slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", rec.status), slog.Duration("took", took))
			if o.Seen != nil {
				o.Seen(r, rec.status, took)
			}
		}()
		h.ServeHTTP(rec, r)
	})
}

func level(status int) slog.Level {
	if status >= 500 {
		return slog.LevelWarn
	}
	return slog.LevelDebug
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (r *recorder) WriteHeader(status int) {
	if !r.wrote {
		r.status, r.wrote = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	r.wrote = true
	return r.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the real writer.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

type socketKey struct{}

// ThroughSocket marks a connection's context as coming through the data folder's
// socket, which only the folder's owner can open.
func ThroughSocket(ctx context.Context) context.Context {
	return context.WithValue(ctx, socketKey{}, true)
}

// IsSocket says whether a request came through the socket.
func IsSocket(ctx context.Context) bool {
	yes, _ := ctx.Value(socketKey{}).(bool)
	return yes
}
