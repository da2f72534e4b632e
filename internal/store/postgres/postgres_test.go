package postgres

import (
	"os"
	"testing"

	"plumbline/internal/pgtest"
	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

// pg does not sync: these tests kill clients and cut connections. The test of a server's crash has its own.
var pg = pgtest.Server{Unsynced: true}

func TestMain(m *testing.M) {
	inStorm()
	os.Exit(pg.Run(m))
}

func open(t *testing.T, address string, o Options) *Store {
	t.Helper()
	o.Unsynced = true
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
