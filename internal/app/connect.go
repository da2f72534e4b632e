package app

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"plumbline/internal/app/answering"
	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi"
	"plumbline/internal/httpapi/shield"
	"plumbline/internal/kinds"
	"plumbline/internal/store/sqlite"
)

// Connect reaches the records of a data folder: through the server beside it where
// one runs, else by opening the folder itself. A folder without data is refused
// unless create is set. The command acts as the person at this machine.
func Connect(ctx context.Context, o Options, create bool) (client.Gate, error) {
	o = o.withDefaults()
	if conn, err := dialSocket(ctx, o.Data); err == nil {
		_ = conn.Close() // it only proved that somebody answers
		dial := func(ctx context.Context, _, _ string) (net.Conn, error) { return dialSocket(ctx, o.Data) }
		t := &http.Transport{DialContext: dial}
		return client.New(client.Options{Base: "http://localhost", Transport: t, Registry: kinds.Registry(),
			Close: func() error { t.CloseIdleConnections(); return nil }}), nil
	}
	if !create && o.Database == "" {
		if _, err := os.Stat(filepath.Join(o.Data, sqlite.File)); errors.Is(err, os.ErrNotExist) {
			return nil, fault.New(fault.Refused, "There is no data in %s.", o.Data).WithHint("Start with plumbline serve, or name the folder with --data.")
		}
	}
	c, err := open(ctx, o)
	if err != nil {
		return nil, err
	}
	w, err := c.evidence(ctx, func(string, any) {})
	if err != nil {
		return nil, errors.Join(err, c.close())
	}
	if s, ok := w.answers.(*answering.Service); ok {
		alone := s.Alone()
		w.answers, w.patches, w.reports = alone, alone, alone
	}
	api, err := httpapi.New(httpapi.Options{Team: c.team, Access: c.access, Keys: c.keys, Answers: w.answers, Planner: w.planner, Facts: w.facts, Patches: w.patches, Reports: w.reports, JobTitle: w.title,
		Stop: c.store.AskStop, Version: o.Version, AsOf: c.today, Owner: c.owner, Log: o.Log, Missing: "This command serves no pages."})
	if err != nil {
		return nil, errors.Join(err, c.close())
	}
	return client.New(client.Options{Base: "http://localhost", Transport: inside{api.Handler()}, Registry: c.team.Registry(), Close: func() error {
		if w.close != nil {
			return errors.Join(w.close(), c.close())
		}
		return c.close()
	}}), nil
}

// Remote reaches a server at an address with an API token.
func Remote(address, token string) client.Gate {
	return client.New(client.Options{Base: address, Token: token, Registry: kinds.Registry()})
}

// inside answers requests by a handler in this process, as the data folder's owner.
type inside struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper. Answers are small: they are held whole.
func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	a := &answer{header: http.Header{}, status: http.StatusOK}
	r = r.WithContext(shield.ThroughSocket(r.Context()))
	if r.Body == nil {
		r.Body = http.NoBody
	}
	r.Host, r.RequestURI = r.URL.Host, r.URL.RequestURI()
	i.handler.ServeHTTP(a, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(&a.body), Request: r, ContentLength: -1, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}, nil
}
