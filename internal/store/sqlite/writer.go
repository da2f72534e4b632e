package sqlite

import (
	"context"

	lib "modernc.org/sqlite/lib"

	"plumbline/internal/fault"
	"plumbline/internal/store/group"
	"plumbline/internal/store/tables"
)

// checkpointAt is how many bytes gather in the write-ahead log before they are copied into
// the database: large enough to be rare, small enough to be quick.
const checkpointAt = 4 << 20

// longLog pages in the write-ahead log mean that readers kept it from starting over: then the
// writer waits for them once.
const longLog = 16 << 10

// begin starts a batch's transaction. What one batch left to do (copying the log, noticing a
// full disk) is done here, so that nobody who was in it waits for that.
func (s *Store) begin(ctx context.Context) (group.Session, error) {
	if s.session.full {
		s.ballast.drop()
		s.session.full, s.session.lean = false, true
	}
	if s.session.lean && s.ballast.fits() {
		s.session.lean = !s.ballast.fill()
	}
	if s.session.unsent >= s.options.copyAt {
		if err := s.session.checkpoint(ctx); err != nil {
			return nil, err
		}
	}
	if _, err := s.session.Exec(ctx, "begin immediate"); err != nil {
		return nil, err
	}
	head, err := (tables.Reads{DB: s.session}).Head(ctx)
	if err != nil {
		s.session.Rollback(ctx)
		return nil, err
	}
	s.session.head = head
	return s.session, nil
}

// checkpoint copies the write-ahead log into the database. A full disk is no reason to refuse
// the batch: the log keeps everything until there is space.
func (s *session) checkpoint(ctx context.Context) error {
	pages, err := s.copyLog(ctx, "passive")
	if err == nil && pages > longLog {
		_, err = s.copyLog(ctx, "truncate")
	}
	if code := fault.CodeOf(err); code == fault.Full || code == fault.Unavailable {
		return nil
	}
	if err == nil {
		s.unsent = 0
	}
	return err
}

func (s *session) copyLog(ctx context.Context, how string) (pages int64, err error) {
	var busy, copied int64
	err = s.conn.QueryRowContext(ctx, "pragma wal_checkpoint("+how+")").Scan(&busy, &pages, &copied)
	if primary(err) == lib.SQLITE_FULL {
		return pages, tables.Full(err)
	}
	return pages, s.note(err)
}
