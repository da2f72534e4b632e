package app_test

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plumbline/internal/app"
	"plumbline/internal/fault"
	"plumbline/internal/store"
)

func start(t *testing.T, o app.Options) (*app.Server, <-chan error, context.CancelFunc) {
	t.Helper()
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	o.Listen, o.Still = "127.0.0.1:0", true
	s, err := app.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	return s, ended, stop
}

// Once a newer program has written, the server stops by itself and says why; nothing
// it holds is lost.
func TestANewerProgramStopsTheServer(t *testing.T) {
	s, ended, stop := start(t, app.Options{})
	defer stop()
	err := s.Team().Store().Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
		return tx.Append(ctx, []store.Row{{ChangeID: "c", Kind: "unicorn", ID: "0000000000000001", Version: 1, Op: store.Put, Schema: 1, At: time.Now(), Via: "job", Data: []byte("{}")}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-ended; fault.CodeOf(err) != fault.Newer || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("the server ended with %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Requests under way and open streams do not keep a server from stopping.
func TestTheServerDrains(t *testing.T) {
	s, ended, stop := start(t, app.Options{})
	h := &house{t: t, Server: s}
	v := h.visitor("owner")
	link, _ := url.Parse(s.Link())
	a := v.must("POST", "/api/v1/session", `{"link":"`+link.Query().Get("link")+`"}`)
	v.cookie = strings.SplitN(a.Header.Get("Set-Cookie"), ";", 2)[0]
	stream := v.listen()
	stop()
	for range stream.events {
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}

// The link is printed on one line, works once, and belongs to whoever came first.
func TestTheLinkWorksOnce(t *testing.T) {
	var out bytes.Buffer
	s, ended, stop := start(t, app.Options{Out: &out})
	defer func() { stop(); <-ended; s.Close() }()
	if got := out.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, s.Link()) {
		t.Errorf("the server printed %q", got)
	}
	h := &house{t: t, Server: s}
	link, _ := url.Parse(s.Link())
	body := `{"link":"` + link.Query().Get("link") + `"}`
	first, second := h.visitor("first"), h.visitor("second")
	a := first.must("POST", "/api/v1/session", body)
	if !strings.Contains(a.Body, `"roles":["admin","lead","member"]`) {
		t.Errorf("the session is %s", a.Body)
	}
	second.send("POST", "/api/v1/session", body).problem(t, 401, "unsigned")
	first.cookie = strings.SplitN(a.Header.Get("Set-Cookie"), ";", 2)[0]
	// The first browser loads the page again: it stays signed in.
	first.must("POST", "/api/v1/session", body)
}

func TestWhatStandsInTheWay(t *testing.T) {
	taken, ended, stop := start(t, app.Options{Data: filepath.Join(t.TempDir(), "taken")})
	defer func() { stop(); <-ended; taken.Close() }()
	port := strings.TrimPrefix(taken.URL(), "http://")
	readonly := t.TempDir()
	file := filepath.Join(readonly, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]app.Options{
		"a port in use":       {Data: t.TempDir(), Listen: port},
		"no folder":           {Data: filepath.Join(file, "d"), Listen: "127.0.0.1:0"},
		"every address":       {Data: t.TempDir(), Listen: ":0"},
		"another's address":   {Data: t.TempDir(), Listen: "192.0.2.1:0"},
		"a day that is none":  {Data: t.TempDir(), AsOf: "yesterday"},
		"no repository":       {Data: t.TempDir(), Repos: []string{readonly}, Listen: "127.0.0.1:0"},
		"no such repository":  {Data: t.TempDir(), Repos: []string{"/nowhere"}, Listen: "127.0.0.1:0"},
		"a database that is":  {Data: t.TempDir(), Database: "postgres://127.0.0.1:1/none?connect_timeout=1", Listen: "127.0.0.1:0"},
		"an address of a cat": {Data: t.TempDir(), Listen: "cat"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := app.Start(t.Context(), o)
			if err == nil {
				s.Close()
				t.Fatal("it started")
			}
			if fault.CodeOf(err) == "" {
				t.Errorf("this is no message for people: %v", err)
			}
			if _, gone := os.Stat(filepath.Join(o.Data, "plumbline.sock")); gone == nil {
				t.Error("a socket was left behind")
			}
		})
	}
}

// A data folder whose path is longer than a socket's address may be still has its socket.
func TestALongPathHasItsSocket(t *testing.T) {
	folder := filepath.Join(t.TempDir(), strings.Repeat("long-", 30))
	s, ended, stop := start(t, app.Options{Data: folder})
	defer func() { stop(); <-ended; s.Close() }()
	g, err := app.Connect(t.Context(), app.Options{Data: folder}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := g.NewLink(t.Context()); err != nil {
		t.Errorf("the command did not reach the server: %v", err)
	}
}

// Servers that share a PostgreSQL database see each other's writes; each has a folder
// of its own.
func TestTwoServersOnOneDatabase(t *testing.T) {
	o := app.Options{Database: pg.Database(t), Unsynced: true, Data: t.TempDir()}
	first, ended, stop := start(t, o)
	defer func() { stop(); <-ended; first.Close() }()
	same := o
	same.Listen, same.Still = "127.0.0.1:0", true
	if s, err := app.Start(t.Context(), same); fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), "Another server") {
		if s != nil {
			s.Close()
		}
		t.Errorf("a second server on the same folder: %v", err)
	}
	o.Data = t.TempDir()
	second, ended2, stop2 := start(t, o)
	defer func() { stop2(); <-ended2; second.Close() }()
	g, err := app.Connect(t.Context(), app.Options{Data: o.Data}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	h := &house{t: t, Server: first}
	id := h.put("team", "", "", `{"title":"Shared"}`)
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(10 * time.Millisecond) {
		if _, err = g.Find(t.Context(), "team", id); err == nil {
			return
		}
	}
	t.Errorf("the second server does not see the first one's write: %v", err)
}
