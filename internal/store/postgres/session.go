package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"plumbline/internal/fault"
	"plumbline/internal/store/group"
	"plumbline/internal/store/tables"
)

// runner is what a pool and a transaction have in common.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// plain is a tables.DB over a pool or a transaction.
type plain struct{ runner }

// Exec runs a statement and says how many rows it changed.
func (p plain) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := p.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, explain(err)
	}
	return res.RowsAffected()
}

// Query runs a statement that gives rows.
func (p plain) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := p.QueryContext(ctx, query, args...)
	return rows, explain(err)
}

// session is one batch's transaction, which holds the counter's row.
type session struct {
	plain
	store *Store
	tx    *sql.Tx
	head  int64
	id    string // PostgreSQL's number of this transaction
}

var _ group.Session = (*session)(nil)

const lockCounter = "select seq, pg_current_xact_id()::text from counter where one = 1 for update"

func (s *Store) begin(ctx context.Context) (group.Session, error) {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return nil, explain(err)
	}
	b := &session{plain: plain{tx}, store: s, tx: tx}
	if err := tx.QueryRowContext(ctx, lockCounter).Scan(&b.head, &b.id); err != nil {
		b.Rollback(ctx)
		return nil, explain(err)
	}
	return b, nil
}

// Head is the newest committed sequence number.
func (b *session) Head() int64 { return b.head }

// Lean is for folders; a PostgreSQL whose disk is full says so itself.
func (b *session) Lean() bool { return false }

// Rollback undoes the transaction.
func (b *session) Rollback(context.Context) {
	_ = b.tx.Rollback() // a transaction that is gone is rolled back
}

// Commit makes the transaction durable and tells the other servers.
func (b *session) Commit(ctx context.Context, head int64, moved bool) error {
	if moved {
		if _, err := b.Exec(ctx, "select pg_notify($1, $2)", channel, fmt.Sprint(head)); err != nil {
			return err
		}
	}
	err := b.tx.Commit()
	if err == nil {
		return nil
	}
	var answer *pgconn.PgError
	if errors.As(err, &answer) && answer.Severity == "ERROR" {
		return explain(err) // the server refused the commit
	}
	return b.store.settle(b.id, err)
}

// settle finds out what became of a transaction whose commit was not answered. Whoever gets the
// counter's lock knows that the old connection's transaction has ended, one way or the other.
func (s *Store) settle(id string, lost error) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Settle)
	defer cancel()
	for ctx.Err() == nil {
		status, err := s.fate(ctx, id)
		switch {
		case err != nil:
			lost = errors.Join(lost, err)
			pause(ctx, 200*time.Millisecond)
		case status == "committed":
			return nil
		case status == "aborted":
			return fault.New(fault.Unavailable, "The connection to the database was lost, and nothing was saved.").
				WithHint("Try again.").Because(lost)
		default:
			lost = errors.Join(lost, fmt.Errorf("transaction %s is %q", id, status))
			pause(ctx, 200*time.Millisecond)
		}
	}
	return fault.New(fault.Unavailable, "The connection to the database was lost, and it is not known whether the change was saved.").
		WithHint("Send the same change again with the same change id: it will not be applied twice.").Because(lost)
}

func (s *Store) fate(ctx context.Context, id string) (string, error) {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	var head int64
	var own string
	if err := tx.QueryRowContext(ctx, lockCounter).Scan(&head, &own); err != nil {
		return "", err
	}
	var status sql.NullString
	err = tx.QueryRowContext(ctx, "select pg_xact_status($1::text::xid8)", id).Scan(&status)
	return status.String, err
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// explain turns what PostgreSQL says into what the rest of the program knows.
func explain(err error) error {
	if err == nil {
		return nil
	}
	var answer *pgconn.PgError
	if !errors.As(err, &answer) {
		return explainConnection(err)
	}
	switch answer.Code {
	case "23505":
		return fmt.Errorf("%w: %w", tables.ErrExists, err)
	case "53100":
		return fault.New(fault.Full, "The database's disk is full, so nothing was saved.").
			WithHint("Free some space on the database server; saving works again by itself.").Because(err)
	case "25006", "53300", "57P01", "57P02", "57P03", "25P03":
		return unavailable(err)
	}
	return fmt.Errorf("postgres: %w", err)
}

func explainConnection(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return unavailable(err)
}

func unavailable(err error) error {
	return fault.New(fault.Unavailable, "The database cannot be reached.").WithHint("Try again in a moment.").Because(err)
}
