package shield_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"plumbline/internal/httpapi/shield"
)

func guarded(h http.HandlerFunc, log io.Writer, o shield.Options) http.Handler {
	o.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o.Fail = func(w http.ResponseWriter, _ *http.Request, status int, code, detail string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "%s: %s", code, detail)
	}
	return shield.Guard(h, o)
}

// A failing handler answers with words, the reason goes to the log, and the server goes on.
func TestAPanicBecomesAnAnswer(t *testing.T) {
	var log bytes.Buffer
	status := 0
	h := guarded(func(http.ResponseWriter, *http.Request) { panic("the inner reason") }, &log,
		shield.Options{Seen: func(_ *http.Request, s int, _ time.Duration) { status = s }})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/session", nil))
	if w.Code != 500 || status != 500 || strings.Contains(w.Body.String(), "inner reason") || !strings.Contains(w.Body.String(), "internal: ") {
		t.Errorf("the answer is %d %s, counted as %d", w.Code, w.Body, status)
	}
	if !strings.Contains(log.String(), "the inner reason") || !strings.Contains(log.String(), "stack=") {
		t.Errorf("the log is %s", &log)
	}
}

func TestTheLogHoldsNoSecrets(t *testing.T) {
	var log bytes.Buffer
	h := guarded(func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) }, &log, shield.Options{})
	r := httptest.NewRequest("POST", "/welcome?link=secret-link", strings.NewReader("secret-body"))
	r.Header.Set("Authorization", "Bearer secret-token")
	r.Header.Set("Cookie", "plumbline_session=secret-cookie")
	h.ServeHTTP(httptest.NewRecorder(), r)
	if text := log.String(); strings.Contains(text, "secret") || !strings.Contains(text, "path=/welcome") {
		t.Errorf("the log is %s", text)
	}
}

func TestOnlyThisMachinesNamesAreAnswered(t *testing.T) {
	h := guarded(func(w http.ResponseWriter, _ *http.Request) {}, io.Discard, shield.Options{Local: true})
	for host, want := range map[string]int{
		"localhost": 200, "localhost:7777": 200, "127.0.0.1:7777": 200, "127.8.0.1": 200, "[::1]:7777": 200, "::1": 200,
		"evil.example": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example:7777": 421, "10.0.0.1": 421, "[::ffff:10.0.0.1]": 421, "": 421,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%q gives %d, want %d", host, w.Code, want)
		}
	}
}

// What was written before a panic is not followed by a second answer.
func TestAPanicAfterTheAnswerBeganAddsNothing(t *testing.T) {
	h := guarded(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half"))
		panic("then")
	}, io.Discard, shield.Options{})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Body.String() != "half" {
		t.Errorf("the answer is %q", w.Body)
	}
}
