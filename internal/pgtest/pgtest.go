// Package pgtest gives tests a PostgreSQL server of their own: made in a temporary
// folder, reached through a socket in it, and gone at the end whatever happens.
//
// A test package has one server:
//
//	var pg pgtest.Server
//
//	func TestMain(m *testing.M) { os.Exit(pg.Run(m)) }
//
//	func TestSomething(t *testing.T) { url := pg.Database(t); … }
//
// The server starts with the first Database. Where PostgreSQL is not installed the
// test is skipped, or fails when PLUMBLINE_REQUIRE_POSTGRES=1.
package pgtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Server is one PostgreSQL server. The zero value is ready; safe for concurrent use.
type Server struct {
	// Unsynced turns fsync off: faster, for tests that are not about durability.
	Unsynced bool

	mu      sync.Mutex
	bin     string
	folder  string
	owner   *syscall.Credential // nil when this process is not root
	process *os.Process
	ended   chan struct{}
	broken  error
	made    int
}

// Run runs the tests of a package and stops the server after them. It gives the exit status.
func (s *Server) Run(m *testing.M) int {
	defer s.Stop()
	return m.Run()
}

// Database gives the address of a new, empty database that is dropped after the test.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	address, err := s.Create()
	if err != nil {
		skip(t, err)
	}
	t.Cleanup(func() {
		name := address[len("postgres:///"):strings.IndexByte(address, '?')]
		if err := s.admin("drop database if exists " + name + " with (force)"); err != nil {
			t.Error(err)
		}
	})
	return address
}

// Create gives the address of a new, empty database that lives as long as the server, for what is not a test.
func (s *Server) Create() (string, error) {
	if err := s.ensure(); err != nil {
		return "", err
	}
	name := s.name()
	return s.address(name), s.admin("create database " + name)
}

// errNotInstalled is the one error that may skip a test.
var errNotInstalled = errors.New("PostgreSQL is not installed (no initdb in PATH or /usr/lib/postgresql); run make setup")

func skip(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, errNotInstalled) && os.Getenv("PLUMBLINE_REQUIRE_POSTGRES") != "1" {
		t.Skip(err)
	}
	t.Fatal(err)
}

func (s *Server) name() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made++
	return "test_" + strconv.Itoa(s.made)
}

func (s *Server) address(database string) string {
	q := url.Values{"host": {s.folder}, "user": {"postgres"}}
	return "postgres:///" + database + "?" + q.Encode()
}

func (s *Server) admin(sql string) error {
	ctx := context.Background() // the test's own context has ended when it cleans up
	c, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return fmt.Errorf("test PostgreSQL: %w", err)
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, sql); err != nil {
		return fmt.Errorf("test PostgreSQL: %s: %w", sql, err)
	}
	return nil
}

// ensure starts the server once; what kept it from starting is remembered.
func (s *Server) ensure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.process != nil || s.broken != nil {
		return s.broken
	}
	s.broken = s.make()
	return s.broken
}

func (s *Server) make() error {
	var err error
	if s.bin, err = binaries(); err != nil {
		return err
	}
	// Not TMPDIR: a socket's path may have 107 bytes, and the owner must be able to reach it.
	if s.folder, err = os.MkdirTemp("/tmp", "plumbline-pg-"); err != nil {
		return fmt.Errorf("test PostgreSQL: %w", err)
	}
	if s.owner, err = unprivileged(); err != nil {
		return err
	}
	if s.owner != nil {
		if err := os.Chown(s.folder, int(s.owner.Uid), int(s.owner.Gid)); err != nil {
			return fmt.Errorf("test PostgreSQL: %w", err)
		}
	}
	init := s.command("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if out, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return s.start()
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, name), args...)
	c.Dir = s.folder
	c.Env = []string{"LC_ALL=C", "TZ=UTC", "PATH=" + os.Getenv("PATH")}
	c.SysProcAttr = attributes(s.owner)
	return c
}

// start starts the server and returns when it says it is ready.
func (s *Server) start() error {
	sync := "on"
	if s.Unsynced {
		sync = "off"
	}
	c := s.command("postgres", "-D", s.data(), "-k", s.folder, "-c", "listen_addresses=", "-c", "fsync="+sync,
		"-c", "max_connections=60", "-c", "shared_buffers=32MB", "-c", "log_min_messages=log")
	log, err := c.StderrPipe()
	if err != nil {
		return fmt.Errorf("test PostgreSQL: %w", err)
	}
	started, ready, ended := make(chan error, 1), make(chan error, 1), make(chan struct{})
	go func() {
		// The kernel ends the server with the thread that started it, so this thread stays until then.
		runtime.LockOSThread()
		defer close(ended)
		if err := c.Start(); err != nil {
			started <- err
			return
		}
		started <- nil
		listen(log, ready)
		_ = c.Wait() // it is stopped by a signal; its status says nothing
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("test PostgreSQL: %w", err)
	}
	s.process, s.ended = c.Process, ended
	return <-ready
}

// listen reads the server's log until its end and says once whether it got ready.
func listen(log io.Reader, ready chan<- error) {
	var said []string
	lines := bufio.NewScanner(log)
	told := false
	for lines.Scan() {
		if !told {
			said = append(said, lines.Text())
		}
		if !told && strings.Contains(lines.Text(), "ready to accept connections") {
			told = true
			ready <- nil
		}
	}
	if !told {
		ready <- fmt.Errorf("test PostgreSQL did not start:\n%s", strings.Join(said, "\n"))
	}
}

// Crash stops the server as a power cut of its processes would, and starts it again: it has to recover.
func (s *Server) Crash(t testing.TB) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.halt(syscall.SIGQUIT)
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
}

// Stop ends the server and removes its folder. Without a server it does nothing.
func (s *Server) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.halt(syscall.SIGQUIT)
	if s.folder != "" {
		_ = os.RemoveAll(s.folder) // a folder left in /tmp fails no test
	}
}

func (s *Server) halt(sig syscall.Signal) {
	if s.process == nil {
		return
	}
	_ = s.process.Signal(sig) // ended already is what we want
	<-s.ended
	s.process = nil
}

// binaries finds the folder with initdb and postgres.
func binaries() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			return filepath.Dir(real), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errNotInstalled
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// unprivileged is whom the server runs as: PostgreSQL refuses to run as root.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(err1, err2)
	}
	return nil, errors.New("test PostgreSQL: running as root, and there is no user postgres or nobody to run it as")
}
