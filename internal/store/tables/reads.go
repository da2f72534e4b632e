package tables

import (
	"context"
	"time"

	"plumbline/internal/store"
)

// Reads is the reading half of a store over a pool of connections. Safe for concurrent use.
type Reads struct{ DB DB }

// Head is the newest committed sequence number.
func (r Reads) Head(ctx context.Context) (int64, error) { return head(ctx, r.DB) }

// After gives up to limit committed rows with Seq > seq, in order.
func (r Reads) After(ctx context.Context, seq int64, limit int) ([]store.Row, error) {
	return after(ctx, r.DB, seq, limit)
}

// History gives every row of one record, oldest first.
func (r Reads) History(ctx context.Context, kind, id string) ([]store.Row, error) {
	return history(ctx, r.DB, kind, id)
}

// Change gives the rows one change set wrote.
func (r Reads) Change(ctx context.Context, changeID string) ([]store.Row, error) {
	return change(ctx, r.DB, changeID)
}

// Blob gives stored content, checked against its address.
func (r Reads) Blob(ctx context.Context, h store.Hash) ([]byte, error) {
	content, err := one(ctx, r.DB, missing("There is no stored content %s.", h), content,
		"select content from blobs where hash = $1", string(h))
	if err == nil && HashOf(content) != h {
		return nil, damaged("The stored content %s is damaged: it does not match its address.", h)
	}
	return content, err
}

// Writes is the writing half beside the log. Write runs fn in one durable transaction;
// lean says that the disk is full and nothing may be taken that needs space.
type Writes struct {
	Write func(ctx context.Context, fn func(ctx context.Context, db DB, lean bool) error) error
	Now   func() time.Time
}

func (w Writes) exec(ctx context.Context, query string, args ...any) error {
	return w.Write(ctx, func(ctx context.Context, db DB, _ bool) error {
		_, err := db.Exec(ctx, query, args...)
		return err
	})
}
