package tables

import (
	"context"
	"database/sql"
	"time"

	"plumbline/internal/store"
)

const resultColumns = "question, options, projection, facts, engine, day, at, took, data"

func content(rows *sql.Rows) ([]byte, error) {
	var b []byte
	err := rows.Scan(&b)
	return b, err
}

func scanResult(rows *sql.Rows) (store.Result, error) {
	var r store.Result
	var at, took int64
	err := rows.Scan(&r.Question, &r.Options, &r.Projection, &r.Facts, &r.Engine, &r.Day, &at, &took, &r.Data)
	r.At, r.Took = instant(at), time.Duration(took)
	return r, err
}

// PutResult stores an answer, replacing the one with the same key.
func (w Writes) PutResult(ctx context.Context, r store.Result) error {
	data := r.Data
	if data == nil {
		data = []byte{}
	}
	return w.Write(ctx, func(ctx context.Context, db DB, lean bool) error {
		if lean {
			return Full(nil)
		}
		_, err := db.Exec(ctx, "insert into results ("+resultColumns+") values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "+
			"on conflict (question, options, projection, facts, engine, day) do update set at = excluded.at, took = excluded.took, data = excluded.data",
			r.Question, r.Options, r.Projection, r.Facts, r.Engine, r.Day, nanos(r.At), int64(r.Took), data)
		return err
	})
}

// Result gives the answer for exactly this key.
func (r Reads) Result(ctx context.Context, k store.ResultKey) (store.Result, error) {
	return one(ctx, r.DB, missing("There is no stored answer to %s for this state.", k.Question), scanResult,
		"select "+resultColumns+" from results where question = $1 and options = $2 and projection = $3 and facts = $4 and engine = $5 and day = $6",
		k.Question, k.Options, k.Projection, k.Facts, k.Engine, k.Day)
}

// Latest gives the newest answers to a question with these options, newest first.
func (r Reads) Latest(ctx context.Context, question, options string, limit int) ([]store.Result, error) {
	return all(ctx, r.DB, scanResult, "select "+resultColumns+" from results where question = $1 and options = $2 "+
		"order by at desc, projection desc, facts desc, engine desc, day desc limit $3", question, options, limit)
}

// Trim keeps the newest result of each day among those older than the given instant.
func (w Writes) Trim(ctx context.Context, olderThan time.Time) error {
	return w.exec(ctx, "delete from results where at < $1 and exists (select 1 from results newer "+
		"where newer.question = results.question and newer.options = results.options and newer.day = results.day "+
		"and (newer.at, newer.projection, newer.facts, newer.engine) > (results.at, results.projection, results.facts, results.engine))",
		nanos(olderThan))
}
