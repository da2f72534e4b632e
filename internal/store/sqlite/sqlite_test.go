package sqlite

import (
	"testing"

	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

func open(t *testing.T, folder string, o Options) *Store {
	t.Helper()
	if o.BallastBytes == 0 {
		o.BallastBytes = -1
	}
	s, err := Open(t.Context(), folder, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Subject {
		folder := t.TempDir()
		return storetest.Subject{Open: func(t *testing.T) store.Store { return open(t, folder, Options{}) }}
	})
}
