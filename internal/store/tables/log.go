package tables

import (
	"context"
	"database/sql"
	"encoding/binary"
	"hash/crc32"
	"strconv"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

const logColumns = "seq, change_id, kind, id, version, op, schema_number, at, by_person, via, reason, key_id, alias, data, checksum"

// insertWide rows go into one statement: fewer round trips for imports, and only two statements to prepare.
const insertWide = 32

func insertLog(rows int) string {
	const width = 15
	var b strings.Builder
	b.WriteString("insert into log (" + logColumns + ") values ")
	for r := range rows {
		if r > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for c := range width {
			if c > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(r*width + c + 1))
		}
		b.WriteByte(')')
	}
	return b.String()
}

// appendLog writes rows whose Seq is set.
func appendLog(ctx context.Context, db DB, rows []store.Row) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= insertWide {
			n = insertWide
		}
		var args []any
		for i := range rows[:n] {
			args = append(args, logArgs(&rows[i])...)
		}
		if _, err := db.Exec(ctx, insertLog(n), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func logArgs(r *store.Row) []any {
	data := r.Data
	if data == nil {
		data = []byte{}
	}
	return []any{r.Seq, r.ChangeID, r.Kind, r.ID, r.Version, string(r.Op), r.Schema, nanos(r.At), r.By, r.Via,
		r.Reason, r.KeyID, r.Key, data, checksum(r)}
}

func scanRow(rows *sql.Rows) (store.Row, error) {
	var r store.Row
	var op string
	var at, sum int64
	err := rows.Scan(&r.Seq, &r.ChangeID, &r.Kind, &r.ID, &r.Version, &op, &r.Schema, &at, &r.By, &r.Via,
		&r.Reason, &r.KeyID, &r.Key, &r.Data, &sum)
	if err != nil {
		return r, err
	}
	r.Op, r.At = store.Op(op), instant(at)
	if len(r.Data) == 0 {
		r.Data = nil
	}
	if checksum(&r) != sum {
		return r, damaged("Row %d of the log is damaged: it does not read as it was written.", r.Seq)
	}
	return r, nil
}

func damaged(format string, args ...any) error {
	return fault.New(fault.Refused, format, args...).
		WithHint("Stop the server and restore the newest backup; the damaged file is left as it is.")
}

// checksum covers every column of a row, so that a damaged page is never read as somebody's words.
func checksum(r *store.Row) int64 {
	var b []byte
	for _, s := range []string{r.ChangeID, r.Kind, r.ID, string(r.Op), r.By, r.Via, r.Reason, r.KeyID, r.Key, string(r.Data)} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, n := range []int64{r.Seq, int64(r.Version), int64(r.Schema), nanos(r.At)} {
		b = binary.AppendVarint(b, n)
	}
	return int64(crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
}

func head(ctx context.Context, db DB) (int64, error) {
	return one(ctx, db, damaged("The database has lost its counter."), number, "select seq from counter where one = 1")
}

// Advance moves the counter, once for each committed batch.
func Advance(ctx context.Context, db DB, seq int64) error {
	_, err := db.Exec(ctx, "update counter set seq = $1 where one = 1", seq)
	return err
}

func after(ctx context.Context, db DB, seq int64, limit int) ([]store.Row, error) {
	return all(ctx, db, scanRow, "select "+logColumns+" from log where seq > $1 order by seq limit $2", seq, limit)
}

func history(ctx context.Context, db DB, kind, id string) ([]store.Row, error) {
	return all(ctx, db, scanRow, "select "+logColumns+" from log where kind = $1 and id = $2 order by seq", kind, id)
}

func change(ctx context.Context, db DB, changeID string) ([]store.Row, error) {
	return all(ctx, db, scanRow, "select "+logColumns+" from log where change_id = $1 order by seq", changeID)
}

// blank empties the data and alias of a record's rows before seq.
func blank(ctx context.Context, db DB, kind, id string, seq int64) error {
	rows, err := history(ctx, db, kind, id)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Seq >= seq || (r.Key == "" && r.Data == nil) {
			continue
		}
		r.Key, r.Data = "", nil
		if _, err := db.Exec(ctx, "update log set alias = $1, data = $2, checksum = $3 where seq = $4",
			"", []byte{}, checksum(&r), r.Seq); err != nil {
			return err
		}
	}
	return nil
}
