package local_test

import (
	"os"
	"testing"
	"time"

	"plumbline/internal/jobs"
	"plumbline/internal/jobs/jobstest"
	"plumbline/internal/jobs/local"
	"plumbline/internal/pgtest"
	"plumbline/internal/store"
	"plumbline/internal/store/postgres"
	"plumbline/internal/store/sqlite"
)

var pg = pgtest.Server{Unsynced: true}

func TestMain(m *testing.M) { os.Exit(pg.Run(m)) }

func TestRunner(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		jobstest.Run(t, func(t *testing.T) jobstest.Subject {
			s, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{BallastBytes: -1})
			return subject(t, s, err)
		})
	})
	t.Run("postgres", func(t *testing.T) {
		jobstest.Run(t, func(t *testing.T) jobstest.Subject {
			s, err := postgres.Open(t.Context(), pg.Database(t), postgres.Options{Unsynced: true})
			return subject(t, s, err)
		})
	})
}

func subject(t *testing.T, s store.Store, err error) jobstest.Subject {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return jobstest.Subject{Store: s, Start: func(t *testing.T, w jobs.Workers, o jobstest.Settings) jobs.Runner {
		r, err := local.Start(t.Context(), s, w, local.Options{Workers: o.Workers, Attempts: o.Attempts, Backoff: o.Backoff,
			Changed: o.Changed, Poll: 5 * time.Millisecond, Beat: 5 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}}
}
