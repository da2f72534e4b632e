// Package problem answers errors as problem+json: a status, a sentence, the places and
// the next step. What is not meant for people goes to the log instead.
package problem

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/content"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/team"
)

// statusOf maps the codes of faults; everything else is the server's own failure.
func statusOf(c fault.Code) int {
	switch c {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Malformed:
		return http.StatusBadRequest
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden, fault.Refused:
		return http.StatusForbidden
	case fault.Unsigned:
		return http.StatusUnauthorized
	case fault.Conflict:
		return http.StatusConflict
	case fault.Stale:
		return http.StatusPreconditionFailed
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Full:
		return http.StatusInsufficientStorage
	case fault.Unavailable, fault.Newer:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// With answers an error as problem+json. What is not meant for people goes to the log.
func With(w http.ResponseWriter, r *http.Request, log *slog.Logger, err error) {
	var f *fault.Error
	if !errors.As(err, &f) {
		if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
			return
		}
		log.Error("request failed", "method", r.Method, "path", r.URL.Path, "error", err.Error())
		Fail(w, r, http.StatusInternalServerError, "internal", "The server failed at this request; the reason is in its log.")
		return
	}
	if f.Err != nil {
		log.Warn("refused", "path", r.URL.Path, "code", string(f.Code), "cause", f.Err.Error())
	}
	status := statusOf(f.Code)
	p := wire.Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: f.Text, Code: string(f.Code), Hint: f.Hint}
	for _, x := range f.Problems {
		p.Problems = append(p.Problems, wire.Place(x))
	}
	var c *team.ConflictError
	if errors.As(err, &c) {
		for _, x := range c.Conflicts {
			p.Conflicts = append(p.Conflicts, wire.Conflict{Field: x.Field, Base: Value(x.Base), Yours: Value(x.Yours), Theirs: Value(x.Theirs)})
		}
	}
	write(w, p)
}

// Value is canonical JSON, or null where there is none.
func Value(raw string) json.RawMessage {
	if raw == "" {
		return json.RawMessage("null")
	}
	return json.RawMessage(raw)
}

// Fail answers a problem of one sentence.
func Fail(w http.ResponseWriter, _ *http.Request, status int, code, detail string) {
	write(w, wire.Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Code: code})
}

func write(w http.ResponseWriter, p wire.Problem) {
	data, err := content.Encode(p)
	if err != nil {
		data = []byte(`{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"The problem cannot be written.","code":"internal"}`)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_, _ = w.Write(data) // the reader went away: nobody is left to tell
}
