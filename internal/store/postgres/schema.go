package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"plumbline/internal/fault"
	"plumbline/internal/store/tables"
)

// oldest is PostgreSQL 14, the oldest that is still maintained.
const oldest = 140000

// inspect refuses a server that cannot keep the promise of Write.
func (s *Store) inspect(ctx context.Context) error {
	var version int
	var fsync, fullPages string
	var replica bool
	err := s.pool.QueryRowContext(ctx, "select current_setting('server_version_num')::int, current_setting('fsync'), "+
		"current_setting('full_page_writes'), pg_is_in_recovery()").Scan(&version, &fsync, &fullPages, &replica)
	if err != nil {
		return fault.New(fault.Unavailable, "The database %s on %s cannot be reached.", s.config.Database, s.config.Host).
			WithHint("Start PostgreSQL and check the address.").Because(err)
	}
	switch {
	case version < oldest:
		return fault.New(fault.Refused, "PostgreSQL %d is too old; 14 or newer is needed.", version/10000).WithHint("Upgrade the database server.")
	case replica:
		return fault.New(fault.Refused, "This PostgreSQL is a read-only replica.").WithHint("Give the address of the primary.")
	case !s.options.Unsynced && (fsync != "on" || fullPages != "on"):
		return fault.New(fault.Refused, "This PostgreSQL does not sync what it commits (fsync %s, full_page_writes %s), so saved changes could be lost.", fsync, fullPages).
			WithHint("Turn both on in postgresql.conf and restart it.")
	}
	return nil
}

// migrateLock keeps two servers from migrating at once; the number is ours alone ("PLMB").
const migrateLock = 0x504c4d42

// migrate brings the schema up to date, all steps in one transaction.
func (s *Store) migrate(ctx context.Context, steps []tables.Migration) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	if err := upgrade(ctx, tx, s.config.Database, steps); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return explain(tx.Commit())
}

func upgrade(ctx context.Context, tx *sql.Tx, database string, steps []tables.Migration) error {
	version, err := schemaVersion(ctx, tx)
	if err != nil {
		return explain(err)
	}
	if version > len(steps) {
		return fault.New(fault.Newer, "The database %s was written by a newer release (schema %d; this release knows %d).", database, version, len(steps)).
			WithHint("Install that release, or restore a backup made before it.")
	}
	for i, step := range steps[version:] {
		for _, line := range step.SQL {
			if _, err := tx.ExecContext(ctx, line); err != nil {
				return fmt.Errorf("schema step %d (%s): %w", version+i+1, step.Title, err)
			}
		}
		if _, err := tx.ExecContext(ctx, "insert into schema_steps (number, title) values ($1, $2)", version+i+1, step.Title); err != nil {
			return explain(err)
		}
	}
	return nil
}

func schemaVersion(ctx context.Context, tx *sql.Tx) (version int, err error) {
	if _, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock($1)", migrateLock); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, "create table if not exists schema_steps (number integer primary key, title text not null)"); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, "select coalesce(max(number), 0) from schema_steps").Scan(&version)
	return version, err
}
