package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

const jobColumns = "id, name, uniq, args, state, attempt, run_after, created, started, ended, progress, message"

func scanJob(rows *sql.Rows) (store.Job, error) {
	var j store.Job
	var state string
	var after, created, started, ended int64
	err := rows.Scan(&j.ID, &j.Name, &j.Unique, &j.Args, &state, &j.Attempt, &after, &created, &started, &ended, &j.Progress, &j.Error)
	j.State = store.JobState(state)
	j.RunAfter, j.Created, j.Started, j.Ended = instant(after), instant(created), instant(started), instant(ended)
	if len(j.Args) == 0 {
		j.Args = nil
	}
	if len(j.Progress) == 0 {
		j.Progress = nil
	}
	return j, err
}

// enqueue adds a waiting job; one with the same id, or a waiting one with the same Unique, makes it nothing.
func enqueue(ctx context.Context, db DB, j store.Job, now time.Time) error {
	if j.ID == "" || j.Name == "" {
		return fmt.Errorf("store: a job needs an id and a name")
	}
	if j.Created.IsZero() {
		j.Created = now
	}
	args := j.Args
	if args == nil {
		args = []byte{}
	}
	_, err := db.Exec(ctx, "insert into jobs ("+jobColumns+", stop) values ($1, $2, $3, $4, 'waiting', 0, $5, $6, 0, 0, $7, '', 0) on conflict do nothing",
		j.ID, j.Name, j.Unique, args, nanos(j.RunAfter), nanos(j.Created), []byte{})
	return err
}

// Enqueue adds a job, once for each id and once for each Unique that waits.
func (w Writes) Enqueue(ctx context.Context, j store.Job) error {
	return w.Write(ctx, func(ctx context.Context, db DB, lean bool) error {
		if lean {
			return Full(nil)
		}
		return enqueue(ctx, db, j, w.Now())
	})
}

var errNoJob = missing("No job waits to be run.")

// Ready says whether Claim would find a job: it spares a write when there is nothing to do.
func (r Reads) Ready(ctx context.Context, now time.Time, except []string) (bool, error) {
	where, args := claimable(1, now, except)
	list, err := all(ctx, r.DB, number, "select number from jobs where "+where+" limit 1", args...)
	return len(list) > 0, err
}

// claimable is the condition of a job that may be claimed, with its arguments, the first of which has the number first.
func claimable(first int, now time.Time, except []string) (where string, args []any) {
	where, args = fmt.Sprintf("state = 'waiting' and run_after <= $%d", first), []any{nanos(now)}
	for _, name := range except {
		args = append(args, name)
		where += fmt.Sprintf(" and name <> $%d", first+len(args)-1)
	}
	return where, args
}

// ClaimWith takes the oldest job that may run now, but for those of some names. lock is what follows the inner query where
// the database locks rows ("for update skip locked"), else empty.
func (w Writes) ClaimWith(ctx context.Context, now time.Time, lock string, except []string) (store.Job, error) {
	where, args := claimable(3, now, except)
	var j store.Job
	err := w.Write(ctx, func(ctx context.Context, db DB, _ bool) (err error) {
		j, err = one(ctx, db, errNoJob, scanJob,
			"update jobs set state = 'running', attempt = attempt + 1, started = $1, ended = 0, progress = $2, stop = 0 where number = "+
				"(select number from jobs where "+where+" order by number limit 1 "+lock+") returning "+jobColumns,
			append([]any{nanos(now), []byte{}}, args...)...)
		return err
	})
	if err != nil {
		return store.Job{}, err
	}
	return j, nil
}

// Report stores progress and says whether the job should stop: somebody asked, or it no longer runs.
func (w Writes) Report(ctx context.Context, id string, progress []byte) (stop bool, err error) {
	err = w.Write(ctx, func(ctx context.Context, db DB, lean bool) error {
		running, err := all(ctx, db, number, "select stop from jobs where id = $1 and state = 'running'", id)
		if err != nil {
			return err
		}
		stop = len(running) == 0 || running[0] != 0
		if stop || lean || len(progress) == 0 {
			return nil
		}
		_, err = db.Exec(ctx, "update jobs set progress = $1 where id = $2 and state = 'running'", progress, id)
		return err
	})
	return stop, err
}

// Finish ends a running job, or makes it wait until retryAt. A job that is to wait again
// while another with the same Unique waits already ends in the given state instead.
func (w Writes) Finish(ctx context.Context, id string, state store.JobState, message string, retryAt time.Time) error {
	err := w.finish(ctx, id, state, message, retryAt)
	if errors.Is(err, ErrExists) { // a twin began to wait in the same moment: now it can be seen
		err = w.finish(ctx, id, state, message, retryAt)
	}
	return err
}

func (w Writes) finish(ctx context.Context, id string, state store.JobState, message string, retryAt time.Time) error {
	return w.Write(ctx, func(ctx context.Context, db DB, _ bool) error {
		if !retryAt.IsZero() {
			n, err := db.Exec(ctx, "update jobs set state = 'waiting', run_after = $1, message = $2 where id = $3 and state = 'running' and "+
				"stop = 0 and not exists (select 1 from jobs other where other.state = 'waiting' and other.uniq <> '' and other.uniq = jobs.uniq)",
				nanos(retryAt), message, id)
			if err != nil || n > 0 {
				return err
			}
		}
		n, err := db.Exec(ctx, "update jobs set state = $1, message = $2, ended = $3 where id = $4 and state = 'running'",
			string(state), message, nanos(w.Now()), id)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "The job %s is not running.", id)
		}
		return err
	})
}

// AskStop ends a waiting job and asks a running one to stop; one that has ended stays as it is.
func (w Writes) AskStop(ctx context.Context, id string) error {
	return w.Write(ctx, func(ctx context.Context, db DB, _ bool) error {
		n, err := db.Exec(ctx, "update jobs set stop = 1, ended = case state when 'waiting' then $1 else ended end, "+
			"state = case state when 'waiting' then 'stopped' else state end where id = $2", nanos(w.Now()), id)
		if err == nil && n == 0 {
			err = missing("There is no job %s.", id)
		}
		return err
	})
}

// Requeue makes every running job wait again. One that was asked to stop, or that has a
// twin waiting already, is stopped instead.
func (w Writes) Requeue(ctx context.Context) (int, error) {
	var requeued int64
	err := w.Write(ctx, func(ctx context.Context, db DB, _ bool) (err error) {
		_, err = db.Exec(ctx, "update jobs set state = 'stopped', ended = $1, message = 'The server stopped before it was done.' "+
			"where state = 'running' and (stop = 1 or exists (select 1 from jobs other where other.uniq <> '' and other.uniq = jobs.uniq "+
			"and other.number > jobs.number and other.state in ('waiting', 'running')))", nanos(w.Now()))
		if err != nil {
			return err
		}
		requeued, err = db.Exec(ctx, "update jobs set state = 'waiting' where state = 'running'")
		return err
	})
	return int(requeued), err
}

// Job gives one job.
func (r Reads) Job(ctx context.Context, id string) (store.Job, error) {
	return one(ctx, r.DB, missing("There is no job %s.", id), scanJob, "select "+jobColumns+" from jobs where id = $1", id)
}

// JobsSince gives the jobs created after an instant, newest first.
func (r Reads) JobsSince(ctx context.Context, at time.Time, limit int) ([]store.Job, error) {
	return all(ctx, r.DB, scanJob, "select "+jobColumns+" from jobs where created > $1 order by number desc limit $2", nanos(at), limit)
}
