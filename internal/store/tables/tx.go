package tables

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

// Tx is one write inside a batch: store.Tx over a DB that holds the write lock.
// The batch makes one for each request and takes over its Seq and Kept when the
// request succeeded. It belongs to the batch's goroutine.
type Tx struct {
	db    DB
	seq   int64 // newest, appended by this write or before
	start int64 // newest when this write began
	memo  any
	lean  bool
	now   func() time.Time
	spent bool
	err   error // the first statement that failed
}

var _ store.Tx = (*Tx)(nil)

// NewTx begins a write at the given head. In a lean write only what frees space is taken.
func NewTx(db DB, seq int64, memo any, lean bool, now func() time.Time) *Tx {
	return &Tx{db: db, seq: seq, start: seq, memo: memo, lean: lean, now: now}
}

// DB is the database inside the write lock.
func (t *Tx) DB() DB { return t.db }

// Seq is the newest sequence number with this write in it.
func (t *Tx) Seq() int64 { return t.seq }

// End makes every later use fail: a Tx is not to be kept.
func (t *Tx) End() { t.spent = true }

// Lean says that the disk is full and only what frees space is taken.
func (t *Tx) Lean() bool { return t.lean }

// Err is the first statement of this write that failed. The write fails with it even when its
// function went on: half of an Append may be there.
func (t *Tx) Err() error { return t.err }

func (t *Tx) failed(err error) error {
	if t.err == nil {
		t.err = err
	}
	return err
}

var errSpent = errors.New("store: this write has ended; its Tx cannot be used any more")

func (t *Tx) usable(ctx context.Context) error {
	if t.spent {
		return errSpent
	}
	return errors.Join(t.err, ctx.Err())
}

// Head is the newest sequence number.
func (t *Tx) Head(ctx context.Context) (int64, error) {
	return t.seq, t.usable(ctx)
}

// After gives up to limit rows with Seq > seq.
func (t *Tx) After(ctx context.Context, seq int64, limit int) ([]store.Row, error) {
	if err := t.usable(ctx); err != nil || seq >= t.seq {
		return nil, err
	}
	return after(ctx, t.db, seq, limit)
}

// Change gives the rows a change set wrote.
func (t *Tx) Change(ctx context.Context, changeID string) ([]store.Row, error) {
	if err := t.usable(ctx); err != nil {
		return nil, err
	}
	return change(ctx, t.db, changeID)
}

// Append adds rows and fills in their Seq.
func (t *Tx) Append(ctx context.Context, rows []store.Row) error {
	if err := t.usable(ctx); err != nil || len(rows) == 0 {
		return err
	}
	if err := t.check(ctx, rows); err != nil {
		return err
	}
	seq := t.seq
	for i := range rows {
		seq++
		rows[i].Seq = seq
	}
	if err := appendLog(ctx, t.db, rows); err != nil {
		return t.failed(conflict(rows, err))
	}
	t.seq = seq
	for _, r := range rows {
		if r.Op != store.Erase {
			continue
		}
		if err := blank(ctx, t.db, r.Kind, r.ID, r.Seq); err != nil {
			return t.failed(err)
		}
	}
	return nil
}

// check refuses rows no log may hold, and a change set that was applied before this write.
func (t *Tx) check(ctx context.Context, rows []store.Row) error {
	seen := map[string]bool{"": true}
	for _, r := range rows {
		switch {
		case r.Kind == "" || r.ID == "" || r.Version < 1:
			return fmt.Errorf("store: a row needs kind, id and a version from 1: %s/%s@%d", r.Kind, r.ID, r.Version)
		case r.Op != store.Put && r.Op != store.Delete && r.Op != store.Erase:
			return fmt.Errorf("store: unknown op %q", r.Op)
		case r.Op != store.Put && len(r.Data) > 0:
			return fmt.Errorf("store: a row that says %s carries no data", r.Op)
		case !text(r.ChangeID, r.Kind, r.ID, r.By, r.Via, r.Reason, r.KeyID, r.Key):
			return fault.New(fault.Malformed, "The text of a %s holds bytes that are not text.", r.Kind).WithHint("Save it as UTF-8 without zero bytes.")
		case t.lean && r.Op == store.Put:
			return Full(nil)
		case seen[r.ChangeID]:
			continue
		}
		seen[r.ChangeID] = true
		if err := t.fresh(ctx, r.ChangeID); err != nil {
			return err
		}
	}
	return nil
}

// text says whether both databases can hold these strings.
func text(list ...string) bool {
	for _, s := range list {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			return false
		}
	}
	return true
}

func (t *Tx) fresh(ctx context.Context, changeID string) error {
	earlier, err := all(ctx, t.db, number,
		"select seq from log where change_id = $1 and seq <= $2 limit 1", changeID, t.start)
	if err == nil && len(earlier) > 0 {
		err = fault.New(fault.Conflict, "The change %s was applied before.", changeID).
			WithHint("Ask for its result instead of applying it again.")
	}
	return err
}

func conflict(rows []store.Row, err error) error {
	if !errors.Is(err, ErrExists) {
		return err
	}
	return fault.New(fault.Conflict, "Somebody else changed %s meanwhile.", about(rows)).
		WithHint("Read it again and repeat the change.").Because(err)
}

func about(rows []store.Row) string {
	if len(rows) == 1 {
		return fmt.Sprintf("this %s (version %d exists already)", rows[0].Kind, rows[0].Version)
	}
	return "one of these records"
}

// PutBlob stores content once and gives its address.
func (t *Tx) PutBlob(ctx context.Context, content []byte) (store.Hash, error) {
	if err := t.usable(ctx); err != nil {
		return "", err
	}
	if t.lean {
		return "", Full(nil)
	}
	h := HashOf(content)
	if content == nil {
		content = []byte{}
	}
	_, err := t.db.Exec(ctx, "insert into blobs (hash, content) values ($1, $2) on conflict (hash) do nothing", string(h), content)
	return h, t.failed(err)
}

// HashOf is the address of content.
func HashOf(content []byte) store.Hash {
	sum := sha256.Sum256(content)
	return store.Hash(hex.EncodeToString(sum[:]))
}

// Enqueue adds a job that exists exactly if this write does.
func (t *Tx) Enqueue(ctx context.Context, j store.Job) error {
	if err := t.usable(ctx); err != nil {
		return err
	}
	if t.lean {
		return Full(nil)
	}
	return t.failed(enqueue(ctx, t.db, j, t.now()))
}

// Memo is what the last successful write kept.
func (t *Tx) Memo() any { return t.memo }

// Keep sets Memo.
func (t *Tx) Keep(v any) { t.memo = v }

// Full is the fault for a disk without space.
func Full(cause error) error {
	return fault.New(fault.Full, "The disk of the data folder is full, so nothing was saved.").
		WithHint("Free some space or delete records; reading and exporting go on, and saving works again by itself.").Because(cause)
}
