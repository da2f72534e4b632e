// Package storetest is the conformance suite of store.Store: SQLite and PostgreSQL
// run all of it, so that the rest of the program may forget which one it has.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

// Subject is one fresh, empty database.
type Subject struct {
	// Open opens a handle; the suite closes it.
	Open func(t *testing.T) store.Store
	// Shared says that several handles may be open at once.
	Shared bool
}

// Run checks everything the contract promises. fresh gives a new database for each test.
func Run(t *testing.T, fresh func(t *testing.T) Subject) {
	for _, part := range []struct {
		name string
		run  func(t *testing.T, fresh func(t *testing.T) Subject)
	}{
		{"log", testLog}, {"atomicity", testAtomicity}, {"concurrency", testConcurrency}, {"memo", testMemo},
		{"erase", testErase}, {"blobs", testBlobs}, {"results", testResults}, {"credentials", testCredentials},
		{"jobs", testJobs}, {"watch", testWatch}, {"closing", testClosing}, {"random histories", testRandom},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, fresh) })
	}
}

// Day is the instant tests count from; it has nanoseconds, so that a store that rounds is noticed.
var Day = time.Date(2026, 2, 20, 9, 30, 0, 123456789, time.UTC)

// opened gives a handle that the test's end closes.
func opened(t *testing.T, s Subject) store.Store {
	t.Helper()
	st := s.Open(t)
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return st
}

// Row is a put of a record, for tests.
func Row(change, id string, version int) store.Row {
	return store.Row{ChangeID: change, Kind: "person", ID: id, Version: version, Op: store.Put, Schema: 1, At: Day,
		By: "p1", Via: "ui", Reason: "because", Key: "key-" + id, Data: fmt.Appendf(nil, `{"title":"%s","v":%d}`, id, version)}
}

// Append writes rows in one write.
func Append(ctx context.Context, s store.Store, rows ...store.Row) error {
	return s.Write(ctx, func(ctx context.Context, tx store.Tx) error { return tx.Append(ctx, rows) })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Fatalf("got error %v, want a fault %q", err, code)
	}
}

func got[T any](t *testing.T) func(v T, err error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		must(t, err)
		return v
	}
}

var errOnPurpose = errors.New("on purpose")
