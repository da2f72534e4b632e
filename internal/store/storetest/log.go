package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

func testLog(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx := t.Context()
	t.Run("an empty log has head 0 and no rows", func(t *testing.T) {
		s := opened(t, fresh(t))
		if h := got[int64](t)(s.Head(ctx)); h != 0 {
			t.Fatalf("head %d, want 0", h)
		}
		if rows := got[[]store.Row](t)(s.After(ctx, 0, 10)); len(rows) != 0 {
			t.Fatalf("got %d rows, want none", len(rows))
		}
	})
	t.Run("what is written reads back unchanged, also after opening again", func(t *testing.T) {
		subject := fresh(t)
		s := subject.Open(t)
		odd := store.Row{ChangeID: "c1", Kind: "action-item", ID: "x", Version: 1, Op: store.Put, Schema: 7, At: Day, By: "", Via: "import",
			Reason: "a ‘reason’ with \"quotes\", \n lines and 漢字", KeyID: "k9", Key: "ünï", Data: []byte(`{"a":[1,2,{"b":null}]}`)}
		zero := store.Row{ChangeID: "c1", Kind: "person", ID: "y", Version: 3, Op: store.Delete, Via: "ui"}
		must(t, Append(ctx, s, odd, zero))
		odd.Seq, zero.Seq = 1, 2
		check := func(s store.Store) {
			t.Helper()
			want := []store.Row{odd, zero}
			if rows := got[[]store.Row](t)(s.After(ctx, 0, 10)); !reflect.DeepEqual(rows, want) {
				t.Fatalf("got  %+v\nwant %+v", rows, want)
			}
		}
		check(s)
		must(t, s.Close())
		check(opened(t, subject))
	})
	t.Run("sequence numbers are gapless and given back", testSequence(fresh))
	t.Run("history and change find their rows in order", func(t *testing.T) {
		s := opened(t, fresh(t))
		must(t, Append(ctx, s, Row("c1", "a", 1), Row("c1", "b", 1)))
		must(t, Append(ctx, s, Row("c2", "a", 2)))
		if rows := got[[]store.Row](t)(s.History(ctx, "person", "a")); len(rows) != 2 || rows[0].Version != 1 || rows[1].Version != 2 {
			t.Fatalf("history of a: %+v", rows)
		}
		if rows := got[[]store.Row](t)(s.Change(ctx, "c1")); len(rows) != 2 || rows[0].ID != "a" || rows[1].ID != "b" {
			t.Fatalf("change c1: %+v", rows)
		}
		if rows := got[[]store.Row](t)(s.Change(ctx, "c9")); len(rows) != 0 {
			t.Fatalf("an unknown change has rows: %+v", rows)
		}
	})
	t.Run("a version is taken once", testVersions(fresh))
	t.Run("a change set applies once", testChangeOnce(fresh))
	t.Run("rows no log may hold are refused", testBadRows(fresh))
	t.Run("a large row and many rows in one write", testLarge(fresh))
	t.Run("a backup holds what was committed or is refused", testBackup(fresh))
}

func testSequence(fresh func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		ctx, s := t.Context(), opened(t, fresh(t))
		rows := []store.Row{Row("c1", "a", 1), Row("c1", "b", 1)}
		must(t, s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
			if err := tx.Append(ctx, rows[:1]); err != nil {
				return err
			}
			return tx.Append(ctx, rows[1:])
		}))
		if rows[0].Seq != 1 || rows[1].Seq != 2 {
			t.Fatalf("sequence numbers %d and %d, want 1 and 2", rows[0].Seq, rows[1].Seq)
		}
		err := s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
			return errors.Join(tx.Append(ctx, []store.Row{Row("c2", "c", 1)}), errOnPurpose)
		})
		if !errors.Is(err, errOnPurpose) {
			t.Fatalf("got %v, want the function's own error", err)
		}
		must(t, Append(ctx, s, Row("c3", "d", 1)))
		if h := got[int64](t)(s.Head(ctx)); h != 3 {
			t.Fatalf("head %d, want 3: a failed write left a gap", h)
		}
		if page := got[[]store.Row](t)(s.After(ctx, 1, 1)); len(page) != 1 || page[0].Seq != 2 {
			t.Fatalf("the page after 1 of size 1 is %+v", page)
		}
	}
}

func testVersions(fresh func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		ctx, s := t.Context(), opened(t, fresh(t))
		must(t, Append(ctx, s, Row("c1", "a", 1)))
		wantCode(t, Append(ctx, s, Row("c2", "a", 1)), fault.Conflict)
		wantCode(t, Append(ctx, s, Row("c3", "b", 1), Row("c3", "a", 1)), fault.Conflict)
		if rows := got[[]store.Row](t)(s.History(ctx, "person", "b")); len(rows) != 0 {
			t.Fatal("half of a refused write was kept")
		}
		must(t, Append(ctx, s, Row("c3", "b", 1), Row("c3", "a", 2)))
	}
}

func testChangeOnce(fresh func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		ctx, s := t.Context(), opened(t, fresh(t))
		apply := func(version int) (rows []store.Row, err error) {
			err = s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
				if rows, err = tx.Change(ctx, "c1"); err != nil || len(rows) > 0 {
					return err
				}
				rows = []store.Row{Row("c1", "a", version), Row("c1", "b", version)}
				return tx.Append(ctx, rows)
			})
			return rows, err
		}
		first := got[[]store.Row](t)(apply(1))
		again := got[[]store.Row](t)(apply(2))
		if !reflect.DeepEqual(first, again) {
			t.Fatalf("a retry gave\n%+v\nthe first try\n%+v", again, first)
		}
		// Whoever forgets to ask is stopped: a change set is never applied twice.
		wantCode(t, Append(ctx, s, Row("c1", "z", 1)), fault.Conflict)
	}
}

func testBadRows(fresh func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		ctx, s := t.Context(), opened(t, fresh(t))
		for name, spoil := range map[string]func(r *store.Row){
			"no kind":          func(r *store.Row) { r.Kind = "" },
			"no id":            func(r *store.Row) { r.ID = "" },
			"version 0":        func(r *store.Row) { r.Version = 0 },
			"unknown op":       func(r *store.Row) { r.Op = "rename" },
			"delete with data": func(r *store.Row) { r.Op = store.Delete },
			"a zero byte":      func(r *store.Row) { r.Reason = "a\x00b" },
			"broken UTF-8":     func(r *store.Row) { r.Key = "\xff" },
			"erase with data":  func(r *store.Row) { r.Op = store.Erase },
		} {
			r := Row("c-"+name, "a", 1)
			spoil(&r)
			if err := Append(ctx, s, r); err == nil {
				t.Errorf("%s: the row was taken", name)
			}
		}
		if h := got[int64](t)(s.Head(ctx)); h != 0 {
			t.Fatalf("head %d after refused rows", h)
		}
	}
}

func testLarge(fresh func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		ctx, s := t.Context(), opened(t, fresh(t))
		big := Row("c1", "big", 1)
		big.Data = append(append([]byte(`"`), bytes.Repeat([]byte("plumb "), 1<<18)...), '"')
		must(t, Append(ctx, s, big))
		if back := got[[]store.Row](t)(s.History(ctx, "person", "big")); len(back) != 1 || !bytes.Equal(back[0].Data, big.Data) {
			t.Fatal("a row of 1.5 MiB did not read back")
		}
		var many []store.Row
		for i := range 1000 {
			many = append(many, Row("c2", fmt.Sprint(i), 1))
		}
		must(t, Append(ctx, s, many...))
		if back := got[[]store.Row](t)(s.After(ctx, 1, 2000)); !reflect.DeepEqual(back, many) {
			t.Fatalf("%d rows read back, want the same 1,000", len(back))
		}
	}
}

func testBackup(fresh func(t *testing.T) Subject) func(t *testing.T) {
	return func(t *testing.T) {
		ctx, s := t.Context(), opened(t, fresh(t))
		must(t, Append(ctx, s, Row("c1", "a", 1)))
		path := t.TempDir() + "/copy.db"
		if err := s.Backup(ctx, path); err != nil {
			wantCode(t, err, fault.Refused)
			return
		}
		wantCode(t, s.Backup(ctx, path), fault.Refused)
	}
}

func testErase(t *testing.T, fresh func(t *testing.T) Subject) {
	ctx, s := t.Context(), opened(t, fresh(t))
	must(t, Append(ctx, s, Row("c1", "a", 1), Row("c1", "b", 1)))
	must(t, Append(ctx, s, Row("c2", "a", 2)))
	gone := store.Row{ChangeID: "c3", Kind: "person", ID: "a", Version: 3, Op: store.Erase, At: Day.Add(time.Hour), By: "admin", Via: "ui"}
	err := s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		return errors.Join(tx.Append(ctx, []store.Row{gone}), errOnPurpose)
	})
	if rows := got[[]store.Row](t)(s.History(ctx, "person", "a")); err == nil || rows[0].Data == nil {
		t.Fatal("an erasure that failed blanked the rows")
	}
	must(t, Append(ctx, s, gone))
	rows := got[[]store.Row](t)(s.History(ctx, "person", "a"))
	if len(rows) != 3 || rows[2].Op != store.Erase {
		t.Fatalf("the sequence was not kept: %+v", rows)
	}
	for _, r := range rows {
		if r.Data != nil || r.Key != "" {
			t.Errorf("row %d still holds %q and alias %q", r.Seq, r.Data, r.Key)
		}
	}
	if rows[0].ChangeID != "c1" || rows[0].Reason != "because" || !rows[0].At.Equal(Day) {
		t.Errorf("erasing changed more than data and alias: %+v", rows[0])
	}
	if b := got[[]store.Row](t)(s.History(ctx, "person", "b")); b[0].Data == nil || b[0].Key != "key-b" {
		t.Error("erasing a touched b")
	}
}
