// Package sqlite keeps one organisation in one SQLite file: write-ahead log, every
// commit synced to the disk, one writer with group commit, readers beside it.
//
// A data folder holds plumbline.db, the lock file that keeps a second server out, a
// ballast file that is given up when the disk is full, and snapshots taken before
// the schema changes. An error of the disk while committing ends the process: what
// is on the disk is then unknown to this process, and only a fresh start can tell.
package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
	"plumbline/internal/store/group"
	"plumbline/internal/store/tables"
)

// Options of a store. The zero value is what a server uses.
type Options struct {
	// Now is the clock of jobs; nil means time.Now.
	Now func() time.Time
	// Fatal ends the process after an error of the disk while committing; nil prints one line and exits with status 74.
	Fatal func(error)
	// Ungrouped commits every write alone, for comparison.
	Ungrouped bool
	// BallastBytes is the size of the file given up when the disk is full; 0 means 8 MiB, negative none.
	BallastBytes int64

	ackEarly   bool // a mutant for tests: acknowledge before the commit
	syncNormal bool // a mutant for tests: do not sync each commit
	steps      []tables.Migration
	vfs        string // for tests: the file system SQLite writes through
	copyAt     int64  // bytes in the write-ahead log that make the writer copy them; 0 means checkpointAt
}

// Store is one open data folder. Safe for concurrent use.
type Store struct {
	tables.Reads
	tables.Writes
	folder  string
	options Options
	lock    *os.File
	readers *reader
	session *session
	writer  *group.Writer
	hub     group.Hub
	ballast ballast
}

var _ store.Store = (*Store)(nil)

// File is the name of the database in its folder.
const File = "plumbline.db"

// Open opens the data folder, making it when it is not there. It refuses, leaving every file
// as it was, a folder another server has open or that cannot be written, a file that is
// damaged, foreign or written by a newer program, and an SQLite library with a known bug.
func Open(ctx context.Context, folder string, o Options) (*Store, error) {
	o = o.withDefaults()
	if err := checkLibrary(ctx); err != nil {
		return nil, err
	}
	lock, err := lockFolder(folder)
	if err != nil {
		return nil, err
	}
	s := &Store{folder: folder, options: o, lock: lock}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.release())
	}
	s.writer = group.New(group.Options{Begin: s.begin, Done: s.done, Now: o.Now, Most: o.most(), AckEarly: o.ackEarly})
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Fatal == nil {
		o.Fatal = func(err error) {
			fmt.Fprintf(os.Stderr, "plumbline: the disk failed while saving, so the server stops: %v\n", err)
			os.Exit(74)
		}
	}
	if o.BallastBytes == 0 {
		o.BallastBytes = 8 << 20
	}
	if o.copyAt == 0 {
		o.copyAt = checkpointAt
	}
	if o.steps == nil {
		o.steps = tables.Migrations(dialect)
	}
	return o
}

var dialect = tables.Dialect{Key: "integer primary key", Auto: "integer primary key autoincrement", Int: "integer", Bytes: "blob"}

func (o Options) most() int {
	if o.Ungrouped {
		return 1
	}
	return 0
}

func (s *Store) open(ctx context.Context) error {
	path := filepath.Join(s.folder, File)
	_, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		err = s.found(ctx, path)
	case err == nil:
		err = s.inspect(ctx, path)
	}
	if err != nil {
		return err
	}
	if s.session, err = openSession(ctx, path, s.options); err != nil {
		return err
	}
	if err := s.migrate(ctx, s.session); err != nil {
		return err
	}
	if s.readers, err = openReader(path, s.options.vfs); err != nil {
		return err
	}
	s.ballast = ballast{path: filepath.Join(s.folder, "ballast"), size: s.options.BallastBytes}
	s.ballast.fill()
	s.Reads = tables.Reads{DB: s.readers}
	s.Writes = tables.Writes{Write: s.beside, Now: s.options.Now}
	return syncFolder(s.folder)
}

// found makes a new database under another name first: a file with the final name is whole,
// whenever the power fails.
func (s *Store) found(ctx context.Context, path string) error {
	part := path + ".new"
	for _, left := range []string{part, part + "-wal", part + "-shm", part + "-journal"} {
		if err := os.Remove(left); err != nil && !errors.Is(err, os.ErrNotExist) {
			return unwritable(s.folder, err)
		}
	}
	if err := create(part); err != nil {
		return err
	}
	first, err := openSession(ctx, part, s.options)
	if err != nil {
		return err
	}
	if err := errors.Join(s.migrate(ctx, first), first.close()); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	return errors.Join(os.Rename(part, path), syncFolder(s.folder))
}

// create makes the empty file readable for its owner only; SQLite gives its other files the same mode.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return unwritable(filepath.Dir(path), err)
	}
	return f.Close()
}

// Write runs fn under the write lock and makes its effects durable, all or none.
func (s *Store) Write(ctx context.Context, fn func(ctx context.Context, tx store.Tx) error) error {
	return s.writer.Do(ctx, group.Plain(fn))
}

// beside writes what is not in the log, grouped with the writes that are.
func (s *Store) beside(ctx context.Context, fn func(ctx context.Context, db tables.DB, lean bool) error) error {
	return s.writer.Do(ctx, func(ctx context.Context, tx *tables.Tx) error { return fn(ctx, tx.DB(), tx.Lean()) })
}

// Claim takes the oldest job that may run now and marks it running.
func (s *Store) Claim(ctx context.Context, now time.Time, except ...string) (store.Job, error) {
	if ready, err := s.Ready(ctx, now, except); err != nil || !ready {
		return store.Job{}, errors.Join(err, noJob(err))
	}
	return s.ClaimWith(ctx, now, "", except)
}

func noJob(err error) error {
	if err != nil {
		return nil
	}
	return fault.New(fault.NotFound, "No job waits to be run.")
}

// Watch sends the newest sequence number after commits.
func (s *Store) Watch(ctx context.Context) (<-chan int64, error) { return s.hub.Follow(ctx), nil }

func (s *Store) done(head int64, moved bool) {
	if moved {
		s.hub.Tell(head)
	}
}

// Close waits for writes under way and releases everything.
func (s *Store) Close() error {
	s.writer.Close()
	return s.release()
}

func (s *Store) release() error {
	s.hub.Close()
	var errs []error
	if s.readers != nil {
		errs = append(errs, s.readers.close())
	}
	if s.session != nil {
		errs = append(errs, s.session.close())
	}
	return errors.Join(append(errs, s.lock.Close())...)
}
