package postgres

import (
	"os"
	"testing"

	"plumbline/internal/pgtest"
	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

var pg pgtest.Server

func TestMain(m *testing.M) {
	inStorm()
	os.Exit(pg.Run(m))
}

func open(t *testing.T, address string, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Subject {
		address := pg.Database(t)
		return storetest.Subject{Shared: true, Open: func(t *testing.T) store.Store { return open(t, address, Options{}) }}
	})
}
