// Package jobs runs work that outlives a request: reading a repository, planning.
// A job is a row of the store, written in the same transaction as what caused it;
// a runner claims it, runs the worker registered for its name, and notes its
// progress and end. Package local runs jobs in this process; package jobstest is
// what every runner passes.
//
// Jobs run at least once: after a crash, a job that was running runs again. A worker
// makes its effects once by writing them in one transaction, or by writing the same thing twice.
package jobs

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"plumbline/internal/store"
)

// Progress is how far a job is, for people to watch.
type Progress struct {
	Stage string `json:"stage"` // "reading commits"
	Done  int64  `json:"done"`
	Total int64  `json:"total"` // 0 = not known
}

// Worker does one kind of job. Run returns soon after ctx ends; report may be called as often as
// one likes and never blocks. An error means the job is tried again, later, unless it is Permanent.
// Run may be called for several jobs at once.
type Worker interface {
	Run(ctx context.Context, job store.Job, report func(Progress)) error
}

// WorkerFunc is a function as a Worker.
type WorkerFunc func(ctx context.Context, job store.Job, report func(Progress)) error

// Run calls f.
func (f WorkerFunc) Run(ctx context.Context, job store.Job, report func(Progress)) error {
	return f(ctx, job, report)
}

// Patient makes a worker one that nobody waits for: a runner has its jobs give way to everything
// else the program does, one at a time, so that they never hold back those of other workers.
func Patient(w Worker) Worker { return patient{w} }

type patient struct{ Worker }

// IsPatient says whether a worker was made so by Patient.
func IsPatient(w Worker) bool {
	_, ok := w.(patient)
	return ok
}

// Workers are the workers by the name of their jobs.
type Workers map[string]Worker

// Runner runs the jobs of one store.
type Runner interface {
	// Wake says that a job was enqueued just now; without it the runner finds it a little later.
	Wake()
	// Stop asks a job to stop. A waiting job never runs; a running one has its context ended.
	// fault.NotFound when there is no such job.
	Stop(ctx context.Context, id string) error
	// Close takes no further jobs and waits for those that run. When ctx ends first, they are
	// interrupted and wait for the next start.
	Close(ctx context.Context) error
}

// New makes a job that may run at once: a random id, args as JSON.
// unique, when not empty, keeps a second such job from waiting beside it.
func New(name, unique string, args any, now time.Time) (store.Job, error) {
	encoded, err := json.Marshal(args)
	if err != nil {
		return store.Job{}, fmt.Errorf("arguments of the job %s: %w", name, err)
	}
	return store.Job{ID: rand.Text(), Name: name, Unique: unique, Args: encoded, State: store.Waiting, Created: now, RunAfter: now}, nil
}

// ReadProgress reads what a job last reported; the zero value when it reported nothing.
func ReadProgress(j store.Job) (Progress, error) {
	var p Progress
	if len(j.Progress) == 0 {
		return p, nil
	}
	if err := json.Unmarshal(j.Progress, &p); err != nil {
		return p, fmt.Errorf("progress of the job %s: %w", j.ID, err)
	}
	return p, nil
}

type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// Permanent marks an error that trying again would not mend.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

// IsPermanent says whether an error was marked by Permanent.
func IsPermanent(err error) bool {
	var p permanent
	return errors.As(err, &p)
}

// Backoff is how long a job waits before it is tried again after its nth failure: 1, 2, 4 … seconds, at most five minutes.
func Backoff(attempt int) time.Duration {
	const most = 5 * time.Minute
	if attempt > 9 {
		return most
	}
	return min(most, time.Second<<max(0, attempt-1))
}
