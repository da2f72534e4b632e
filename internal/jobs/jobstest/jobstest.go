// Package jobstest is what every runner of jobs passes.
package jobstest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/jobs"
	"plumbline/internal/store"
)

// Settings are what a test asks of a runner, besides looking for jobs and storing progress every few milliseconds.
type Settings struct {
	Workers  int
	Attempts int
	Backoff  func(int) time.Duration
	Changed  func(store.Job)
}

// Subject is a store and a way to start a runner on it.
type Subject struct {
	Store store.Store
	Start func(t *testing.T, w jobs.Workers, s Settings) jobs.Runner
}

// Run checks a runner. fresh gives an empty store for each test.
func Run(t *testing.T, fresh func(t *testing.T) Subject) {
	for name, test := range map[string]func(t *testing.T, s Subject){
		"a job is run with its arguments, once, and its progress is kept": runOnce,
		"a job enqueued with a write runs only if the write is":           withWrite,
		"a failing job is tried again, so many times":                     retries,
		"a permanent failure is not tried again":                          permanentFailure,
		"a panic fails the job and not the runner":                        panics,
		"an unknown name fails the job":                                   unknown,
		"a running job is stopped":                                        stopRunning,
		"a waiting job is stopped":                                        stopWaiting,
		"closing waits for running jobs":                                  drain,
		"what was interrupted runs again after a restart":                 restart,
		"patient jobs run one at a time and hold back no others":          patient,
		"many jobs on several workers all run":                            many,
	} {
		t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
	}
}

// ends collects the jobs that ended.
type ends struct {
	mu   sync.Mutex
	seen map[string]store.Job
	news chan struct{}
}

func newEnds() *ends { return &ends{seen: map[string]store.Job{}, news: make(chan struct{}, 1)} }

func (e *ends) changed(j store.Job) {
	if j.State == store.Waiting || j.State == store.Running {
		return
	}
	e.mu.Lock()
	e.seen[j.ID] = j
	e.mu.Unlock()
	select {
	case e.news <- struct{}{}:
	default:
	}
}

// wait gives a job once it has ended.
func (e *ends) wait(t *testing.T, id string) store.Job {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		e.mu.Lock()
		j, ok := e.seen[id]
		e.mu.Unlock()
		if ok {
			return j
		}
		select {
		case <-e.news:
		case <-limit:
			t.Fatalf("the job %s did not end", id)
		}
	}
}

func enqueue(t *testing.T, s store.Store, id string) {
	t.Helper()
	if err := s.Enqueue(t.Context(), store.Job{ID: id, Name: "work", Args: []byte(`{"n":7}`)}); err != nil {
		t.Fatal(err)
	}
}

func work(f func(ctx context.Context, j store.Job, report func(jobs.Progress)) error) jobs.Workers {
	return jobs.Workers{"work": jobs.WorkerFunc(f)}
}

func finish(t *testing.T, r jobs.Runner) {
	t.Helper()
	if err := r.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func wantState(t *testing.T, j store.Job, want store.JobState, attempt int) {
	t.Helper()
	if j.State != want || j.Attempt != attempt {
		t.Fatalf("state %s after attempt %d (%s), want %s after %d", j.State, j.Attempt, j.Error, want, attempt)
	}
}

func runOnce(t *testing.T, s Subject) {
	e := newEnds()
	r := s.Start(t, work(func(_ context.Context, j store.Job, report func(jobs.Progress)) error {
		if string(j.Args) != `{"n":7}` || j.Attempt != 1 {
			return fmt.Errorf("unexpected job %+v", j)
		}
		report(jobs.Progress{Stage: "counting", Done: 1, Total: 2})
		report(jobs.Progress{Stage: "counting", Done: 2, Total: 2})
		return nil
	}), Settings{Changed: e.changed})
	defer finish(t, r)
	enqueue(t, s.Store, "j1")
	r.Wake()
	j := e.wait(t, "j1")
	wantState(t, j, store.Done, 1)
	if p, err := jobs.ReadProgress(j); err != nil || p != (jobs.Progress{Stage: "counting", Done: 2, Total: 2}) {
		t.Fatalf("progress %+v (%v)", p, err)
	}
}

func withWrite(t *testing.T, s Subject) {
	e := newEnds()
	r := s.Start(t, work(func(context.Context, store.Job, func(jobs.Progress)) error { return nil }), Settings{Changed: e.changed})
	failed := errors.New("on purpose")
	for id, fail := range map[string]error{"lost": failed, "kept": nil} {
		err := s.Store.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
			return errors.Join(tx.Enqueue(ctx, store.Job{ID: id, Name: "work"}), fail)
		})
		if !errors.Is(err, fail) {
			t.Fatal(err)
		}
	}
	r.Wake()
	wantState(t, e.wait(t, "kept"), store.Done, 1)
	finish(t, r)
	if _, err := s.Store.Job(t.Context(), "lost"); fault.CodeOf(err) != fault.NotFound {
		t.Fatalf("the job of a failed write exists: %v", err)
	}
}

func retries(t *testing.T, s Subject) {
	e := newEnds()
	r := s.Start(t, work(func(_ context.Context, j store.Job, _ func(jobs.Progress)) error {
		if j.ID == "third" && j.Attempt == 3 {
			return nil
		}
		return fmt.Errorf("attempt %d failed", j.Attempt)
	}), Settings{Changed: e.changed, Attempts: 3, Backoff: func(int) time.Duration { return time.Millisecond }})
	defer finish(t, r)
	enqueue(t, s.Store, "third")
	enqueue(t, s.Store, "never")
	wantState(t, e.wait(t, "third"), store.Done, 3)
	j := e.wait(t, "never")
	wantState(t, j, store.Failed, 3)
	if j.Error != "attempt 3 failed" {
		t.Fatalf("the error is %q", j.Error)
	}
}

func permanentFailure(t *testing.T, s Subject) {
	e := newEnds()
	r := s.Start(t, work(func(context.Context, store.Job, func(jobs.Progress)) error {
		return jobs.Permanent(errors.New("there is no such repository"))
	}), Settings{Changed: e.changed})
	defer finish(t, r)
	enqueue(t, s.Store, "j1")
	j := e.wait(t, "j1")
	wantState(t, j, store.Failed, 1)
	if j.Error != "there is no such repository" {
		t.Fatalf("the error is %q", j.Error)
	}
}

func panics(t *testing.T, s Subject) {
	e := newEnds()
	r := s.Start(t, work(func(_ context.Context, j store.Job, _ func(jobs.Progress)) error {
		if j.ID == "bad" {
			panic("boom")
		}
		return nil
	}), Settings{Changed: e.changed, Attempts: 1, Workers: 1})
	defer finish(t, r)
	enqueue(t, s.Store, "bad")
	enqueue(t, s.Store, "good")
	wantState(t, e.wait(t, "bad"), store.Failed, 1)
	wantState(t, e.wait(t, "good"), store.Done, 1)
}

func unknown(t *testing.T, s Subject) {
	e := newEnds()
	r := s.Start(t, jobs.Workers{}, Settings{Changed: e.changed})
	defer finish(t, r)
	enqueue(t, s.Store, "j1")
	wantState(t, e.wait(t, "j1"), store.Failed, 1)
}

// until runs until its context ends, and says when it began.
func until(began chan<- string) jobs.Workers {
	return work(func(ctx context.Context, j store.Job, _ func(jobs.Progress)) error {
		began <- j.ID
		<-ctx.Done()
		return ctx.Err()
	})
}

func stopRunning(t *testing.T, s Subject) {
	e, began := newEnds(), make(chan string, 1)
	r := s.Start(t, until(began), Settings{Changed: e.changed})
	defer finish(t, r)
	for id, stop := range map[string]func(context.Context, string) error{"by the runner": r.Stop, "by the store, as another process would": s.Store.AskStop} {
		enqueue(t, s.Store, id)
		<-began
		if err := stop(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		wantState(t, e.wait(t, id), store.Stopped, 1)
	}
	if err := r.Stop(t.Context(), "none"); fault.CodeOf(err) != fault.NotFound {
		t.Fatalf("stopping a job that does not exist: %v", err)
	}
}

func stopWaiting(t *testing.T, s Subject) {
	e, began := newEnds(), make(chan string, 1)
	r := s.Start(t, until(began), Settings{Changed: e.changed, Workers: 1})
	defer finish(t, r)
	enqueue(t, s.Store, "first")
	<-began
	enqueue(t, s.Store, "second")
	if err := r.Stop(t.Context(), "second"); err != nil {
		t.Fatal(err)
	}
	wantState(t, e.wait(t, "second"), store.Stopped, 0)
	if err := r.Stop(t.Context(), "first"); err != nil {
		t.Fatal(err)
	}
	wantState(t, e.wait(t, "first"), store.Stopped, 1)
}

func drain(t *testing.T, s Subject) {
	began, release := make(chan bool), make(chan bool)
	r := s.Start(t, work(func(ctx context.Context, _ store.Job, _ func(jobs.Progress)) error {
		began <- true
		<-release
		return ctx.Err()
	}), Settings{Workers: 1})
	enqueue(t, s.Store, "running")
	<-began
	enqueue(t, s.Store, "waiting")
	go close(release)
	finish(t, r)
	for id, want := range map[string]store.JobState{"running": store.Done, "waiting": store.Waiting} {
		if j, err := s.Store.Job(t.Context(), id); err != nil || j.State != want {
			t.Errorf("%s is %s (%v), want %s", id, j.State, err, want)
		}
	}
}

func restart(t *testing.T, s Subject) {
	began := make(chan string, 1)
	r := s.Start(t, until(began), Settings{})
	enqueue(t, s.Store, "interrupted")
	<-began
	now, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Close(now); err != nil {
		t.Fatal(err)
	}
	// A process that is killed leaves its job running.
	enqueue(t, s.Store, "killed")
	for range 2 {
		if _, err := s.Store.Claim(t.Context(), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	e := newEnds()
	r = s.Start(t, work(func(context.Context, store.Job, func(jobs.Progress)) error { return nil }), Settings{Changed: e.changed})
	defer finish(t, r)
	wantState(t, e.wait(t, "interrupted"), store.Done, 3)
	wantState(t, e.wait(t, "killed"), store.Done, 2)
}

func many(t *testing.T, s Subject) {
	const n = 40
	e := newEnds()
	var mu sync.Mutex
	ran := map[string]int{}
	r := s.Start(t, work(func(_ context.Context, j store.Job, _ func(jobs.Progress)) error {
		mu.Lock()
		defer mu.Unlock()
		ran[j.ID]++
		return nil
	}), Settings{Changed: e.changed, Workers: 4})
	for i := range n {
		enqueue(t, s.Store, fmt.Sprint(i))
	}
	for i := range n {
		wantState(t, e.wait(t, fmt.Sprint(i)), store.Done, 1)
	}
	finish(t, r)
	for id, times := range ran {
		if times != 1 {
			t.Errorf("the job %s ran %d times", id, times)
		}
	}
}

func patient(t *testing.T, s Subject) {
	began, release := make(chan string, 8), make(chan struct{})
	hold := jobs.Patient(jobs.WorkerFunc(func(_ context.Context, j store.Job, _ func(jobs.Progress)) error {
		began <- j.ID
		<-release
		return nil
	}))
	quick := jobs.WorkerFunc(func(context.Context, store.Job, func(jobs.Progress)) error { return nil })
	for _, j := range []store.Job{{ID: "search", Name: "search"}, {ID: "compare", Name: "compare"}, {ID: "plan", Name: "plan"}} {
		if err := s.Store.Enqueue(t.Context(), j); err != nil {
			t.Fatal(err)
		}
	}
	e := newEnds()
	r := s.Start(t, jobs.Workers{"search": hold, "compare": hold, "plan": quick}, Settings{Workers: 2, Changed: e.changed})
	if first := <-began; first != "search" {
		t.Fatalf("%s began first", first)
	}
	wantState(t, e.wait(t, "plan"), store.Done, 1)
	select {
	case id := <-began:
		t.Fatalf("%s began beside another patient job", id)
	default:
	}
	close(release)
	wantState(t, e.wait(t, "search"), store.Done, 1)
	wantState(t, e.wait(t, "compare"), store.Done, 1)
	finish(t, r)
}
