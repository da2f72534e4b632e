package postgres

import (
	"bytes"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// proxy stands between a store and PostgreSQL. At a commit it can cut the connection, before the
// server hears of it or after the server has answered, or let it stand still for a while.
type proxy struct {
	server string
	// at is asked at each commit what to do.
	at   func() cut
	dark atomic.Bool // no new connection is let through
}

type cut int

const (
	none cut = iota
	before
	after
	still
)

// paused is how long a paused connection stands still: all others wait for its lock.
const paused = 30 * time.Millisecond

// through gives the address of a database by way of the proxy.
func (p *proxy) through(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	p.server = filepath.Join(q.Get("host"), ".s.PGSQL.5432")
	folder, err := os.MkdirTemp("/tmp", "plumbline-px-") // a socket's path may have 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	l, err := net.Listen("unix", filepath.Join(folder, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go p.serve(l)
	q.Set("host", folder)
	u.RawQuery = q.Encode()
	return u.String()
}

func (p *proxy) serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return // the test has ended
		}
		s, err := net.Dial("unix", p.server)
		if err != nil || p.dark.Load() {
			_ = c.Close()
			continue
		}
		pipe := &pipe{proxy: p, client: c, server: s}
		go pipe.toServer()
		go pipe.toClient()
	}
}

type pipe struct {
	proxy          *proxy
	client, server net.Conn
	swallow        atomic.Bool // the next answer of the server never arrives
}

func (p *pipe) close() {
	_ = p.client.Close()
	_ = p.server.Close()
}

// toServer looks for a commit in what the client sends; the driver sends it as one small message.
func (p *pipe) toServer() {
	defer p.close()
	b := make([]byte, 64<<10)
	for {
		n, err := p.client.Read(b)
		if err != nil {
			return
		}
		if bytes.Contains(b[:n], []byte("commit\x00")) {
			switch p.proxy.at() {
			case before:
				return
			case after:
				p.swallow.Store(true)
			case still:
				time.Sleep(paused) // the fault itself: nobody waits here for something to have happened
			}
		}
		if _, err := p.server.Write(b[:n]); err != nil {
			return
		}
	}
}

func (p *pipe) toClient() {
	defer p.close()
	b := make([]byte, 64<<10)
	for {
		n, err := p.server.Read(b)
		if err != nil || p.swallow.Load() {
			return
		}
		if _, err := p.client.Write(b[:n]); err != nil {
			return
		}
	}
}
