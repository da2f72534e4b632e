package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	moderncsqlite "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"plumbline/internal/fault"
	"plumbline/internal/store/group"
	"plumbline/internal/store/tables"
)

// session is the one connection that writes; it belongs to the writer's goroutine.
type session struct {
	pool   *sql.DB
	conn   *sql.Conn
	stmts  map[string]*sql.Stmt
	fatal  func(error)
	head   int64
	lean   bool
	full   bool  // this transaction met a full disk
	unsent int64 // bytes in the write-ahead log since it was last copied into the database
}

var _ group.Session = (*session)(nil)

// address gives the driver's name for a file with the settings each connection starts with.
func address(path, vfs string, pragmas ...string) string {
	q := url.Values{"_pragma": pragmas}
	if vfs != "" {
		q.Set("vfs", vfs)
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func openSession(ctx context.Context, path string, o Options) (*session, error) {
	sync := "synchronous(full)"
	if o.syncNormal {
		sync = "synchronous(normal)"
	}
	// Checkpoints are the writer's (wal_autocheckpoint 0); erased words are overwritten with zeros (secure_delete).
	pool, err := sql.Open("sqlite", address(path, o.vfs, "busy_timeout(5000)", "journal_mode(wal)", sync, "fullfsync(1)",
		"checkpoint_fullfsync(1)", "wal_autocheckpoint(0)", "secure_delete(1)", "cache_size(-16000)", "trusted_schema(0)"))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	pool.SetMaxOpenConns(1)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(explain(err), pool.Close())
	}
	return &session{pool: pool, conn: conn, stmts: map[string]*sql.Stmt{}, fatal: o.Fatal}, nil
}

func (s *session) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := s.stmts[query]; st != nil {
		return st, nil
	}
	st, err := s.conn.PrepareContext(ctx, numbered(query))
	if err == nil {
		s.stmts[query] = st
	}
	return st, err
}

// Exec runs a statement inside the transaction.
func (s *session) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return 0, s.note(err)
	}
	res, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, s.note(err)
	}
	for _, a := range args {
		if b, ok := a.([]byte); ok {
			s.unsent += int64(len(b))
		}
	}
	return res.RowsAffected()
}

// Query runs a statement that gives rows.
func (s *session) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return nil, s.note(err)
	}
	rows, err := st.QueryContext(ctx, args...)
	return rows, s.note(err)
}

// note explains an error, remembers a full disk, and ends the process when the disk failed.
func (s *session) note(err error) error {
	switch primary(err) {
	case lib.SQLITE_FULL:
		s.full = true
	case lib.SQLITE_IOERR:
		s.fatal(err)
	}
	return explain(err)
}

// Head is the newest committed sequence number.
func (s *session) Head() int64 { return s.head }

// Lean says that the disk is full.
func (s *session) Lean() bool { return s.lean }

// Commit makes the transaction durable.
func (s *session) Commit(ctx context.Context, _ int64, _ bool) error {
	_, err := s.Exec(ctx, "commit")
	s.unsent += 32 << 10 // a commit touches a handful of pages
	return err
}

// Rollback undoes the transaction; SQLite may have done so by itself.
func (s *session) Rollback(ctx context.Context) {
	_, _ = s.conn.ExecContext(ctx, "rollback") // "no transaction is active" is what we want
}

func (s *session) close() error {
	for _, st := range s.stmts {
		_ = st.Close() // closing the connection frees them anyway
	}
	_, err := s.conn.ExecContext(context.Background(), "pragma wal_checkpoint(truncate)")
	if primary(err) == lib.SQLITE_FULL {
		err = nil // the write-ahead log keeps everything until there is space
	}
	return errors.Join(err, s.conn.Close(), s.pool.Close())
}

// primary is SQLite's result code without its detail, 0 when err is not SQLite's.
func primary(err error) int {
	var e *moderncsqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func explain(err error) error {
	var e *moderncsqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_PRIMARYKEY, lib.SQLITE_CONSTRAINT_ROWID:
		return fmt.Errorf("%w: %w", tables.ErrExists, err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		return tables.Full(err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return corrupt(File, err)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fault.New(fault.Unavailable, "The database is busy.").WithHint("Try again in a moment.").Because(err)
	}
	return fmt.Errorf("sqlite: %w", err)
}
