package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"plumbline/internal/fault"
	"plumbline/internal/store/tables"
)

// migrate brings the schema up to date. A database that holds something is copied aside
// first. All steps are one transaction: killed anywhere, they are done or not begun.
func (s *Store) migrate(ctx context.Context, on *session) error {
	var version int
	if err := on.conn.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil {
		return explain(err)
	}
	steps := s.options.steps
	if version == len(steps) {
		return nil
	}
	if version > 0 {
		if err := s.snapshot(ctx, version); err != nil {
			return err
		}
	}
	if err := apply(ctx, on, version, steps); err != nil {
		on.Rollback(ctx)
		return fmt.Errorf("changing the schema: %w", err)
	}
	return nil
}

func apply(ctx context.Context, on *session, version int, steps []tables.Migration) error {
	sql := []string{"begin immediate"}
	for _, step := range steps[version:] {
		sql = append(sql, step.SQL...)
	}
	sql = append(sql, fmt.Sprintf("pragma application_id = %d", applicationID), fmt.Sprintf("pragma user_version = %d", len(steps)), "commit")
	for _, line := range sql {
		if _, err := on.conn.ExecContext(ctx, line); err != nil {
			return on.note(err)
		}
	}
	return nil
}

func (s *Store) snapshot(ctx context.Context, version int) error {
	folder := filepath.Join(s.folder, "snapshots")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return unwritable(folder, err)
	}
	path := filepath.Join(folder, fmt.Sprintf("schema-%d.db", version))
	if _, err := os.Stat(path); err == nil {
		return nil // an earlier try of this step took it
	}
	return s.copyTo(ctx, path)
}

// Backup writes a consistent, verified copy while in use. The path must not exist yet.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fault.New(fault.Refused, "The file %s exists already.", path).WithHint("Name a new file for the backup.")
	}
	return s.copyTo(ctx, path)
}

// copyTo makes the copy under another name first: a file with the final name is whole.
func (s *Store) copyTo(ctx context.Context, path string) error {
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return unwritable(filepath.Dir(path), err)
	}
	err := s.vacuumInto(ctx, part)
	if err == nil {
		err = errors.Join(os.Rename(part, path), syncFolder(filepath.Dir(path)))
	}
	if err != nil {
		_ = os.Remove(part) // best effort: the error that matters is err
	}
	return err
}

func (s *Store) vacuumInto(ctx context.Context, part string) error {
	if err := create(part); err != nil {
		return err
	}
	from, err := openReader(filepath.Join(s.folder, File), s.options.vfs)
	if err != nil {
		return err
	}
	defer from.close()
	if _, err := from.pool.ExecContext(ctx, "pragma query_only = 0"); err != nil {
		return explain(err)
	}
	if _, err := from.pool.ExecContext(ctx, "vacuum into ?", part); err != nil {
		return explain(err)
	}
	return verifyCopy(ctx, part)
}

func verifyCopy(ctx context.Context, part string) error {
	copied, err := openReader(part, "")
	if err != nil {
		return err
	}
	if err := errors.Join(intact(ctx, copied.pool, part), copied.close()); err != nil {
		return err
	}
	return syncFile(part)
}
