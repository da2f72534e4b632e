// Package local runs jobs in this process, for the server that is the only one on its
// database. What was running when the last process ended runs again.
package local

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/jobs"
	"plumbline/internal/store"
)

// Options of a runner; the zero value serves.
type Options struct {
	Workers  int                             // how many jobs run at once; 0 means 2
	Attempts int                             // how often a failing job is tried; 0 means 5
	Backoff  func(attempt int) time.Duration // nil means jobs.Backoff
	Poll     time.Duration                   // how often to look for jobs unasked; 0 means 1 s
	Beat     time.Duration                   // how often a running job's progress is stored; 0 means 500 ms
	Now      func() time.Time                // nil means time.Now
	Log      *slog.Logger                    // nil means none
	// Changed is told each state and each stored progress of a job, from several goroutines; nil means nobody.
	Changed func(store.Job)
}

// Runner runs jobs until it is closed.
type Runner struct {
	store   store.Store
	workers jobs.Workers
	o       Options
	wake    chan struct{}
	closing context.Context // ends when no further job is to be taken
	close   context.CancelFunc
	cut     context.Context // ends when running jobs are to be interrupted
	stop    context.CancelCauseFunc
	loops   sync.WaitGroup
	mu      sync.Mutex
	running map[string]context.CancelCauseFunc
	turn    sync.Mutex  // held by the loop that claims
	aside   []string    // the names of patient workers
	patient atomic.Bool // a job of one of them runs
}

var _ jobs.Runner = (*Runner)(nil)

var (
	errStopped     = errors.New("somebody asked the job to stop")
	errInterrupted = errors.New("the server is stopping")
)

// Start makes interrupted jobs wait again and begins to run jobs.
func Start(ctx context.Context, s store.Store, workers jobs.Workers, o Options) (*Runner, error) {
	o = o.withDefaults()
	n, err := s.Requeue(ctx)
	if err != nil {
		return nil, fmt.Errorf("jobs of the last run: %w", err)
	}
	if n > 0 {
		o.Log.Info("jobs of the last run wait again", "count", n)
	}
	r := &Runner{aside: asideOf(workers), store: s, workers: workers, o: o, wake: make(chan struct{}, 1), running: map[string]context.CancelCauseFunc{}}
	free := context.WithoutCancel(ctx)
	r.closing, r.close = context.WithCancel(free)
	r.cut, r.stop = context.WithCancelCause(free)
	for range o.Workers {
		r.loops.Go(r.loop)
	}
	return r, nil
}

func (o Options) withDefaults() Options {
	if o.Workers == 0 {
		o.Workers = 2
	}
	if o.Attempts == 0 {
		o.Attempts = 5
	}
	if o.Backoff == nil {
		o.Backoff = jobs.Backoff
	}
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	if o.Beat == 0 {
		o.Beat = 500 * time.Millisecond
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Changed == nil {
		o.Changed = func(store.Job) {}
	}
	return o
}

// Wake makes a free worker look for jobs now.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default: // somebody is about to look anyway
	}
}

// Stop asks a job to stop.
func (r *Runner) Stop(ctx context.Context, id string) error {
	if err := r.store.AskStop(ctx, id); err != nil {
		return err
	}
	r.mu.Lock()
	cancel := r.running[id]
	r.mu.Unlock()
	if cancel != nil {
		cancel(errStopped)
		return nil
	}
	r.tell(ctx, id)
	return nil
}

// Close takes no further jobs and waits for those that run, or interrupts them when ctx ends.
func (r *Runner) Close(ctx context.Context) error {
	r.close()
	done := make(chan struct{})
	go func() { r.loops.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		r.stop(errInterrupted)
		<-done
	}
	r.stop(errInterrupted)
	return nil
}

func (r *Runner) loop() {
	for r.closing.Err() == nil {
		j, err := r.claim()
		if err == nil {
			r.Wake() // there may be more for the others
			r.run(j)
			if slices.Contains(r.aside, j.Name) {
				r.patient.Store(false)
			}
			continue
		}
		if code := fault.CodeOf(err); code != fault.NotFound && r.closing.Err() == nil {
			r.o.Log.Error("looking for jobs", "error", err)
		}
		r.idle()
	}
}

// claim takes the next job; none of a patient worker while one such runs.
func (r *Runner) claim() (store.Job, error) {
	r.turn.Lock()
	defer r.turn.Unlock()
	if r.patient.Load() {
		return r.store.Claim(r.closing, r.o.Now(), r.aside...)
	}
	j, err := r.store.Claim(r.closing, r.o.Now())
	if err == nil && slices.Contains(r.aside, j.Name) {
		r.patient.Store(true)
	}
	return j, err
}

func asideOf(workers jobs.Workers) (names []string) {
	for name, w := range workers {
		if jobs.IsPatient(w) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// idle waits until there may be a job.
func (r *Runner) idle() {
	timer := time.NewTimer(r.o.Poll)
	defer timer.Stop()
	select {
	case <-r.wake:
	case <-timer.C:
	case <-r.closing.Done():
	}
}

// tell passes a job's present state on.
func (r *Runner) tell(ctx context.Context, id string) {
	j, err := r.store.Job(ctx, id)
	if err != nil {
		r.o.Log.Error("reading a job", "job", id, "error", err)
		return
	}
	r.o.Changed(j)
}
