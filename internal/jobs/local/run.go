package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/jobs"
	"plumbline/internal/store"
	"plumbline/parallel"
)

// run does one claimed job to its end.
func (r *Runner) run(j store.Job) {
	ctx, cancel := context.WithCancelCause(r.cut)
	defer cancel(nil)
	r.enter(j.ID, cancel)
	defer r.leave(j.ID)
	r.o.Changed(j)
	p := &pulse{}
	beating := r.beat(ctx, cancel, j.ID, p)
	err := r.work(ctx, j, p.set)
	why := context.Cause(ctx)
	cancel(nil)
	<-beating
	r.end(j, p, err, why)
}

func (r *Runner) enter(id string, cancel context.CancelCauseFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.running[id] = cancel
}

func (r *Runner) leave(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.running, id)
}

// work calls the worker; a panic of it is its error.
func (r *Runner) work(ctx context.Context, j store.Job, report func(jobs.Progress)) (err error) {
	w := r.workers[j.Name]
	if w == nil {
		return jobs.Permanent(fmt.Errorf("this release has no worker for jobs called %q", j.Name))
	}
	defer func() {
		if v := recover(); v != nil {
			r.o.Log.Error("a job panicked", "job", j.ID, "name", j.Name, "panic", v, "stack", string(debug.Stack()))
			err = fmt.Errorf("the job broke off: %v", v)
		}
	}()
	if jobs.IsPatient(w) {
		ctx = parallel.Low(ctx)
		parallel.Do(ctx, 1, func(int) { err = w.Run(ctx, j, report) })
		return err
	}
	return w.Run(ctx, j, report)
}

// pulse is a job's newest progress that is not stored yet.
type pulse struct {
	mu    sync.Mutex
	next  jobs.Progress
	fresh bool
}

func (p *pulse) set(v jobs.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next, p.fresh = v, true
}

// take gives what is to be stored, nil when nothing is new.
func (p *pulse) take() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.fresh {
		return nil
	}
	p.fresh = false
	b, err := json.Marshal(p.next)
	if err != nil {
		return nil // a struct of a string and two numbers always encodes
	}
	return b
}

// beat stores progress and looks whether to stop, until ctx ends.
func (r *Runner) beat(ctx context.Context, cancel context.CancelCauseFunc, id string, p *pulse) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(r.o.Beat)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if r.report(ctx, id, p) {
					cancel(errStopped)
				}
			}
		}
	}()
	return done
}

func (r *Runner) report(ctx context.Context, id string, p *pulse) (stop bool) {
	b := p.take()
	stop, err := r.store.Report(ctx, id, b)
	if err != nil {
		if ctx.Err() == nil {
			r.o.Log.Error("storing a job's progress", "job", id, "error", err)
		}
		return false
	}
	if b != nil {
		r.tell(ctx, id)
	}
	return stop
}

// end notes how a job ended. A job that was interrupted, or whose end cannot be noted, runs again.
func (r *Runner) end(j store.Job, p *pulse, err, why error) {
	ctx := context.WithoutCancel(r.cut)
	r.report(ctx, j.ID, p)
	state, message, retry := r.verdict(j, err, why)
	for try := 1; ; try++ {
		err := r.store.Finish(ctx, j.ID, state, message, retry)
		if err == nil {
			break
		}
		r.o.Log.Error("noting the end of a job", "job", j.ID, "try", try, "error", err)
		if try == 3 || fault.CodeOf(err) == fault.Conflict {
			return
		}
		r.idle()
	}
	r.tell(ctx, j.ID)
}

func (r *Runner) verdict(j store.Job, err, why error) (store.JobState, string, time.Time) {
	now := r.o.Now()
	switch {
	case err == nil:
		return store.Done, "", time.Time{}
	case errors.Is(why, errStopped):
		return store.Stopped, "", time.Time{}
	case errors.Is(why, errInterrupted):
		return store.Failed, "", now
	case jobs.IsPermanent(err) || j.Attempt >= r.o.Attempts:
		return store.Failed, err.Error(), time.Time{}
	}
	return store.Failed, err.Error(), now.Add(r.o.Backoff(j.Attempt))
}
