package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi"
	"plumbline/internal/httpapi/live"
	"plumbline/internal/httpapi/shield"
	"plumbline/internal/jobs/local"
	"plumbline/internal/record"
	"plumbline/internal/store"
	"plumbline/internal/team"
	"plumbline/web"
)

// drain is how long requests and jobs under way may take once the server stops.
const drain = 10 * time.Second

// Server is a running program. Run serves until it is told to stop; Close must be
// called when Start succeeded.
type Server struct {
	*core
	http   *http.Server
	ln     net.Listener
	socket net.Listener
	api    *httpapi.Server
	wiring wiring
	runner *local.Runner
	life   context.Context // event streams end with it
	end    context.CancelCauseFunc
	link   string
}

// Start opens everything and listens. What stands in the way is a fault that says
// what to do; nothing is left open then.
func Start(ctx context.Context, o Options) (*Server, error) {
	o = o.withDefaults()
	if err := checkListen(o.Listen); err != nil {
		return nil, err
	}
	c, err := open(ctx, o)
	if err != nil {
		return nil, err
	}
	s := &Server{core: c}
	s.life, s.end = context.WithCancelCause(context.WithoutCancel(ctx))
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Server) start(ctx context.Context) (err error) {
	if s.ln, err = net.Listen("tcp", s.o.Listen); err != nil {
		return noPort(s.o.Listen, err)
	}
	if s.socket, err = listenSocket(ctx, s.o.Data); err != nil {
		return err
	}
	if err := s.mount(ctx); err != nil {
		return err
	}
	return s.invite(ctx)
}

// checkListen refuses addresses that others can reach: whoever came first would be in.
func checkListen(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fault.New(fault.Malformed, "%q is not an address to listen on.", address).WithHint("Write it like 127.0.0.1:7777.").Because(err)
	}
	if ip, err := netip.ParseAddr(host); host == "localhost" || err == nil && ip.IsLoopback() {
		return nil
	}
	return fault.New(fault.Refused, "%s can be reached by others, and no password or single sign-on is set up.", address).
		WithHint("Listen on 127.0.0.1 or [::1]: this version lets nobody in from elsewhere.")
}

func noPort(address string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fault.New(fault.Refused, "The port of %s is in use already.", address).
			WithHint("Choose another with --listen 127.0.0.1:PORT; port 0 takes a free one.").Because(err)
	}
	return fault.New(fault.Refused, "The server cannot listen on %s.", address).WithHint("Choose another with --listen.").Because(err)
}

func (s *Server) mount(ctx context.Context) error {
	hub := live.NewHub()
	var err error
	if s.wiring, err = s.evidence(ctx, hub.Publish); err != nil {
		return err
	}
	changed := func(j store.Job) {
		hub.Publish("job", httpapi.PresentJob(j, s.wiring.title, s.team.Snapshot().System()))
	}
	if s.runner, err = local.Start(ctx, s.store, s.wiring.workers, local.Options{Now: s.o.Now, Log: s.o.Log, Changed: changed}); err != nil {
		return err
	}
	pages, err := builtPages()
	if err != nil {
		return err
	}
	s.api, err = httpapi.New(httpapi.Options{Team: s.team, Access: s.access, Keys: s.keys, Answers: s.wiring.answers, Planner: s.wiring.planner, Facts: s.wiring.facts, Patches: s.wiring.patches, Reports: s.wiring.reports, JobTitle: s.wiring.title,
		Stop: s.runner.Stop, Link: func(ctx context.Context) (string, error) { return s.LinkFor(ctx, s.owner) }, Hub: hub, Pages: pages, Missing: web.Missing,
		Version: s.o.Version, AsOf: s.today, Rooms: s.wiring.rooms, Local: true, Owner: s.owner, Log: s.o.Log, Life: s.life, Random: s.o.Random})
	if err != nil {
		return err
	}
	s.http = &http.Server{Handler: s.api.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			if c.LocalAddr().Network() == "unix" {
				return shield.ThroughSocket(ctx)
			}
			return ctx
		}}
	return nil
}

// builtPages gives the pages inside the program, nil where it was built without them.
func builtPages() (fs.FS, error) {
	if !web.Built() {
		return nil, nil
	}
	return web.Files()
}

// invite prints the one line with the one-time link.
func (s *Server) invite(ctx context.Context) (err error) {
	if s.link, err = s.LinkFor(ctx, s.owner); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.o.Out, "Plumbline is ready: %s\n", s.link); err != nil {
		return fmt.Errorf("print the link: %w", err)
	}
	if s.o.Open {
		openBrowser(s.link)
	}
	return nil
}

// LinkFor makes a one-time link for a person who has an account.
func (s *Server) LinkFor(ctx context.Context, person record.ID) (string, error) {
	secret, err := s.access.NewLink(ctx, person)
	return s.URL() + "/welcome?" + url.Values{"link": {secret}}.Encode(), err
}

// openBrowser asks the desktop; where there is none the printed link serves.
func openBrowser(link string) {
	name, args := "xdg-open", []string{link}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", link}
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }() // only to leave no dead process behind
	}
}

// URL is where the server listens.
func (s *Server) URL() string { return "http://" + s.ln.Addr().String() }

// Link is the one-time link that was printed.
func (s *Server) Link() string { return s.link }

// Handler gives the API as the listeners serve it, for tests.
func (s *Server) Handler() http.Handler { return s.api.Handler() }

// Routes lists every route, for the permission table.
func (s *Server) Routes() []string { return s.api.Routes() }

// Questions lists what can be asked.
func (s *Server) Questions() []string {
	if s.wiring.answers == nil {
		return nil
	}
	return s.wiring.answers.Questions()
}

// Team is the gate of the running server.
func (s *Server) Team() *team.Team { return s.team }

// Run serves until ctx ends, then lets requests and jobs under way finish. It gives
// the reason when the server stopped by itself: a newer program wrote to the database.
func (s *Server) Run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	var under sync.WaitGroup
	defer under.Wait()
	defer stop(nil)
	failed := make(chan error, 2)
	for _, ln := range []net.Listener{s.ln, s.socket} {
		under.Go(func() { failed <- s.http.Serve(ln) })
	}
	under.Go(func() {
		s.team.Subscribe(ctx, func(team.Event) {
			if err := s.team.Stopped(); err != nil {
				stop(err)
			}
		})
	})
	if s.wiring.start != nil && !s.o.Still {
		if err := s.wiring.start(ctx, s.runner.Wake); err != nil {
			stop(err)
		}
	}
	select {
	case <-ctx.Done():
	case err := <-failed:
		stop(fmt.Errorf("serve: %w", err))
	}
	s.end(nil)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := s.http.Shutdown(late); err != nil {
		s.o.Log.Warn("some requests were cut off", "error", err.Error())
	}
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// Close releases everything, jobs first. Calling it again does nothing.
func (s *Server) Close() error {
	var errs []error
	s.end(nil)
	if s.runner != nil {
		late, cancel := context.WithTimeout(context.Background(), drain)
		errs = append(errs, s.runner.Close(late))
		cancel()
		s.runner = nil
	}
	if s.wiring.close != nil {
		errs = append(errs, s.wiring.close())
		s.wiring.close = nil
	}
	for _, c := range []net.Listener{s.ln, s.socket} {
		if c != nil {
			if err := c.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
				errs = append(errs, err)
			}
		}
	}
	if s.core != nil {
		errs = append(errs, s.core.close())
		s.core = nil
	}
	return errors.Join(errs...)
}
