package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"plumbline/internal/fault"
)

// applicationID marks our files ("PLMB"), so that a foreign database is never migrated.
const applicationID = 0x504c4d42

// oldestLibrary has the fix for the write-ahead log reset race.
const oldestLibrary = "3.51.3"

func checkLibrary(ctx context.Context) error {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	defer db.Close()
	var version string
	if err := db.QueryRowContext(ctx, "select sqlite_version()").Scan(&version); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	return libraryServes(version)
}

func libraryServes(version string) error {
	if !olderThan(version, oldestLibrary) {
		return nil
	}
	return fault.New(fault.Refused, "This program was built with SQLite %s, which can lose saved data; %s or newer is needed.", version, oldestLibrary).
		WithHint("Install a newer release of the program.")
}

// olderThan compares dotted numbers.
func olderThan(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, _ := strconv.Atoi(as[i]) // what is not a number counts as 0: older
		y, _ := strconv.Atoi(bs[i])
		if x != y {
			return x < y
		}
	}
	return len(as) < len(bs)
}

// lockFolder makes the folder when needed and keeps other servers out until the file is closed.
func lockFolder(folder string) (*os.File, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, unwritable(folder, err)
	}
	f, err := os.OpenFile(filepath.Join(folder, "plumbline.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, unwritable(folder, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(taken(folder, f, err), f.Close())
	}
	if err := errors.Join(f.Truncate(0), writeAt(f, strconv.Itoa(os.Getpid()))); err != nil {
		return nil, errors.Join(unwritable(folder, err), f.Close())
	}
	return f, nil
}

func writeAt(f *os.File, text string) error {
	_, err := f.WriteAt([]byte(text), 0)
	if errors.Is(err, syscall.ENOSPC) {
		return nil // the number is a courtesy; a full disk must not keep the server from starting
	}
	return err
}

func taken(folder string, f *os.File, cause error) error {
	if !errors.Is(cause, syscall.EWOULDBLOCK) {
		return fault.New(fault.Refused, "The data folder %s cannot be locked.", folder).
			WithHint("Use a folder on a local disk.").Because(cause)
	}
	who := "Another server"
	if pid, err := io.ReadAll(io.LimitReader(f, 20)); err == nil && len(pid) > 0 {
		who += " (process " + string(pid) + ")"
	}
	return fault.New(fault.Refused, "%s has the data folder %s open.", who, folder).
		WithHint("Stop it first, or give this one another folder with --data.").Because(cause)
}

func unwritable(folder string, cause error) error {
	if errors.Is(cause, syscall.ENOSPC) {
		return fault.New(fault.Full, "The disk of the data folder %s is full.", folder).WithHint("Free some space and start again.").Because(cause)
	}
	return fault.New(fault.Refused, "The data folder %s cannot be written.", folder).
		WithHint("Give the folder to the user the server runs as, or choose another with --data.").Because(cause)
}

func corrupt(path string, cause error) error {
	return fault.New(fault.Refused, "The database %s is damaged.", path).
		WithHint("Restore the newest backup; the damaged file is left as it is.").Because(cause)
}

// inspect looks at an existing file without changing it, and refuses what cannot be served.
func (s *Store) inspect(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return unwritable(s.folder, err)
	}
	defer f.Close()
	header := make([]byte, 16)
	_, err = io.ReadFull(f, header)
	if string(header) != "SQLite format 3\x00" {
		return corrupt(path, err)
	}
	r, err := openReader(path, s.options.vfs)
	if err != nil {
		return err
	}
	return errors.Join(s.judge(ctx, r.pool, path), r.close())
}

func (s *Store) judge(ctx context.Context, db *sql.DB, path string) error {
	var app, version, tableCount int
	for query, into := range map[string]*int{"pragma application_id": &app, "pragma user_version": &version, "select count(*) from sqlite_schema": &tableCount} {
		if err := db.QueryRowContext(ctx, query).Scan(into); err != nil {
			return corrupt(path, err)
		}
	}
	if tableCount > 0 && app != applicationID {
		return fault.New(fault.Refused, "The file %s is a database of another program.", path).WithHint("Choose another folder with --data.")
	}
	if version > len(s.options.steps) {
		return fault.New(fault.Newer, "The database %s was written by a newer release (schema %d; this release knows %d).", path, version, len(s.options.steps)).
			WithHint("Install that release, or restore a backup made before it.")
	}
	return intact(ctx, db, path)
}

// intact reads the whole file once.
func intact(ctx context.Context, db *sql.DB, path string) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "pragma quick_check(1)").Scan(&verdict); err != nil {
		return corrupt(path, err)
	}
	if verdict != "ok" {
		return corrupt(path, errors.New(verdict))
	}
	return nil
}

func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}
