package team_test

import (
	"context"
	"testing"

	"plumbline/internal/store"
)

type ctx = context.Context

// eachStore runs a test on every kind of database there is here.
func eachStore(t *testing.T, run func(t *testing.T, open func(testing.TB) store.Store)) {
	t.Run("sqlite", func(t *testing.T) { run(t, openStore) })
}
