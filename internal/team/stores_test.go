package team_test

import (
	"context"
	"os"
	"testing"

	"plumbline/internal/pgtest"
	"plumbline/internal/store"
	"plumbline/internal/store/postgres"
)

type ctx = context.Context

var pg = pgtest.Server{Unsynced: true}

func TestMain(m *testing.M) { os.Exit(pg.Run(m)) }

// database makes an empty database and gives what another server opens it by.
type database func(testing.TB) (open func() store.Store)

// eachStore runs a test on every kind of database there is here.
func eachStore(t *testing.T, run func(t *testing.T, fresh database)) {
	t.Run("sqlite", func(t *testing.T) {
		run(t, func(t testing.TB) func() store.Store {
			s := openStore(t) // one server a folder: both teams share its store
			return func() store.Store { return s }
		})
	})
	t.Run("postgres", func(t *testing.T) {
		run(t, func(t testing.TB) func() store.Store {
			url := pg.Database(t)
			return func() store.Store { return openPostgres(t, url) }
		})
	})
}

func openPostgres(t testing.TB, url string) store.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), url, postgres.Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
