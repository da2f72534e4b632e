// Package postgres keeps one organisation in one PostgreSQL database. Several servers
// may share it: the counter's row is the write lock, so that commit order is sequence
// order whoever writes, and notifications tell every server what came.
//
// When the connection is lost while committing, the store asks the server afterwards
// what became of that transaction; it never writes twice to find out.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"plumbline/internal/fault"
	"plumbline/internal/store"
	"plumbline/internal/store/group"
	"plumbline/internal/store/tables"
)

// Options of a store. The zero value is what a server uses.
type Options struct {
	// Now is the clock of jobs; nil means time.Now.
	Now func() time.Time
	// Ungrouped commits every write alone, for comparison.
	Ungrouped bool
	// Unsynced accepts a PostgreSQL that does not sync its commits: for tests only.
	Unsynced bool
	// Poll is how often Watch looks by itself, should a notification be lost; 0 means 5 s.
	Poll time.Duration
	// Settle is how long a commit whose connection was lost is asked after; 0 means 45 s.
	Settle time.Duration

	ackEarly bool // a mutant for tests: acknowledge before the commit
}

// Store is one open database. Safe for concurrent use.
type Store struct {
	tables.Reads
	tables.Writes
	options Options
	config  *pgx.ConnConfig
	pool    *sql.DB
	writer  *group.Writer
	hub     group.Hub
	life    context.Context // ends with Close
	end     context.CancelFunc
	mu      sync.Mutex // guards heard
	heard   chan struct{}
}

var _ store.Store = (*Store)(nil)

// Open connects to the database at a postgres:// address and brings its schema up to date. It
// refuses a server that is too old, read-only, or not syncing commits, and a newer schema.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	config, err := configure(address)
	if err != nil {
		return nil, err
	}
	s := &Store{options: o.withDefaults(), config: config, pool: stdlib.OpenDB(*config)}
	s.pool.SetMaxOpenConns(10)
	s.pool.SetMaxIdleConns(10)
	if err := errors.Join(s.inspect(ctx)); err != nil {
		return nil, errors.Join(err, s.pool.Close())
	}
	if err := s.migrate(ctx, tables.Migrations(dialect)); err != nil {
		return nil, errors.Join(err, s.pool.Close())
	}
	s.life, s.end = context.WithCancel(context.WithoutCancel(ctx))
	s.Reads = tables.Reads{DB: plain{s.pool}}
	s.Writes = tables.Writes{Write: s.beside, Now: s.options.Now}
	s.writer = group.New(group.Options{Begin: s.begin, Done: s.done, Now: s.options.Now, Most: s.options.most(), AckEarly: o.ackEarly})
	return s, nil
}

var dialect = tables.Dialect{Key: "bigint primary key", Auto: "bigint generated always as identity primary key", Int: "bigint", Bytes: "bytea"}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Poll == 0 {
		o.Poll = 5 * time.Second
	}
	if o.Settle == 0 {
		o.Settle = 45 * time.Second
	}
	return o
}

func (o Options) most() int {
	if o.Ungrouped {
		return 1
	}
	return 0
}

func configure(address string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fault.New(fault.Refused, "The address of the database cannot be read.").
			WithHint("Write it as postgres://user@host:5432/name.").Because(err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	for name, value := range map[string]string{"application_name": "plumbline", "synchronous_commit": "on", "timezone": "UTC",
		"idle_in_transaction_session_timeout": "30s"} { // a server that vanished gives its write lock back
		config.RuntimeParams[name] = value
	}
	return config, nil
}

// Write runs fn under the write lock and makes its effects durable, all or none.
func (s *Store) Write(ctx context.Context, fn func(ctx context.Context, tx store.Tx) error) error {
	return s.writer.Do(ctx, group.Plain(fn))
}

// beside writes what is not in the log, in a transaction of its own and without the write lock.
func (s *Store) beside(ctx context.Context, fn func(ctx context.Context, db tables.DB, lean bool) error) error {
	if s.life.Err() != nil {
		return fault.New(fault.Unavailable, "The server is stopping and takes no more changes.").WithHint("Try again in a moment.")
	}
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	if err := fn(ctx, plain{tx}, false); err != nil {
		_ = tx.Rollback() // err says what happened; a transaction that is gone is rolled back
		return err
	}
	return explain(tx.Commit())
}

// Claim takes the oldest job that may run now and marks it running.
func (s *Store) Claim(ctx context.Context, now time.Time, except ...string) (store.Job, error) {
	return s.ClaimWith(ctx, now, "for update skip locked", except)
}

// Backup is PostgreSQL's own business.
func (s *Store) Backup(context.Context, string) error {
	return fault.New(fault.Refused, "A PostgreSQL database is not backed up from here.").
		WithHint("Run pg_dump --format=custom on %s.", s.config.Database)
}

// Close waits for writes under way and releases everything.
func (s *Store) Close() error {
	s.writer.Close()
	s.end()
	s.mu.Lock()
	heard := s.heard
	s.mu.Unlock()
	if heard != nil {
		<-heard
	}
	s.hub.Close()
	if err := s.pool.Close(); err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	return nil
}
