package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// reader is a pool of connections that cannot write. Safe for concurrent use.
type reader struct {
	pool  *sql.DB
	mu    sync.Mutex
	stmts map[string]*sql.Stmt // the statements are few and fixed
}

func openReader(path, vfs string) (*reader, error) {
	pool, err := sql.Open("sqlite", address(path, vfs, "busy_timeout(5000)", "query_only(1)", "cache_size(-8000)", "trusted_schema(0)")+"&mode=ro")
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	pool.SetMaxOpenConns(8)
	pool.SetMaxIdleConns(8)
	return &reader{pool: pool, stmts: map[string]*sql.Stmt{}}, nil
}

func (r *reader) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if st := r.stmts[query]; st != nil {
		return st, nil
	}
	st, err := r.pool.PrepareContext(ctx, numbered(query))
	if err == nil {
		r.stmts[query] = st
	}
	return st, err
}

// Query runs a statement that gives rows.
func (r *reader) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := r.stmt(ctx, query)
	if err != nil {
		return nil, explain(err)
	}
	rows, err := st.QueryContext(ctx, args...)
	return rows, explain(err)
}

// Exec is refused: only the writer's session writes.
func (r *reader) Exec(context.Context, string, ...any) (int64, error) {
	return 0, errors.New("sqlite: this connection only reads")
}

func (r *reader) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, st := range r.stmts {
		_ = st.Close() // closing the pool frees them anyway
	}
	return r.pool.Close()
}

// numbered turns $1 into ?1, SQLite's way to number a placeholder.
func numbered(query string) string { return strings.ReplaceAll(query, "$", "?") }
