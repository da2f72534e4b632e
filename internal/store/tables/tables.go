// Package tables is the SQL both databases understand: what a store keeps, read
// and written through a thin DB that SQLite and PostgreSQL each provide.
//
// Instants are integers of nanoseconds since 1970 UTC, 0 for the zero time; lists
// are JSON. Placeholders are $1, $2 … and each number is used in order.
//
// It is not a query layer for others: the packages sqlite and postgres embed Reads
// and Writes, and nothing else imports it.
package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"plumbline/internal/fault"
)

// DB runs SQL on one database, in one transaction or on a pool. Errors come back
// explained: ErrExists for a broken unique constraint, faults for what people can
// act on, everything else wrapped. A DB of a transaction belongs to one goroutine.
type DB interface {
	// Exec runs a statement and says how many rows it changed.
	Exec(ctx context.Context, query string, args ...any) (int64, error)
	// Query runs a statement that gives rows; the caller closes them.
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// ErrExists is a row that breaks a unique constraint.
var ErrExists = errors.New("a row with the same identity exists already")

// all reads every row of a query.
func all[T any](ctx context.Context, db DB, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading rows: %w", err)
	}
	return list, nil
}

// one reads the first row of a query, or gives missing.
func one[T any](ctx context.Context, db DB, missing error, scan func(*sql.Rows) (T, error), query string, args ...any) (T, error) {
	list, err := all(ctx, db, scan, query, args...)
	if err == nil && len(list) == 0 {
		err = missing
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// number reads one integer.
func number(rows *sql.Rows) (int64, error) {
	var n int64
	err := rows.Scan(&n)
	return n, err
}

func missing(format string, args ...any) error {
	return fault.New(fault.NotFound, format, args...)
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}
