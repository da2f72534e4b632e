package storetest

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/store"
)

// testRandom compares the log with a list in memory over random writes: puts, deletes,
// erasures and failures.
func testRandom(t *testing.T, fresh func(t *testing.T) Subject) {
	subject := fresh(t)
	s := subject.Open(t)
	defer func() { must(t, s.Close()) }()
	m := &model{versions: map[string]int{}}
	rapid.Check(t, func(rt *rapid.T) {
		m.scene++
		begin := len(m.rows)
		for range rapid.IntRange(1, 12).Draw(rt, "writes") {
			m.write(rt, s)
		}
		after := rapid.IntRange(begin, len(m.rows)).Draw(rt, "after")
		rows, err := s.After(t.Context(), int64(after), len(m.rows)+1)
		if want := m.rows[after:]; err != nil || len(rows) != len(want) || (len(want) > 0 && !reflect.DeepEqual(rows, want)) {
			rt.Fatalf("after %d: %d rows, want %d (%v)", after, len(rows), len(want), err)
		}
	})
}

// model is what the log should hold. It grows over all of rapid's cases: they share one database.
type model struct {
	rows     []store.Row
	versions map[string]int
	changes  int
	scene    int // each of rapid's cases has records of its own
}

func (m *model) write(rt *rapid.T, s store.Store) {
	m.changes++
	var rows []store.Row
	next := map[string]int{}
	for range rapid.IntRange(1, 4).Draw(rt, "rows") {
		id := fmt.Sprintf("%d-%d", m.scene, rapid.IntRange(0, 5).Draw(rt, "id"))
		if next[id] == 0 {
			next[id] = m.versions[id]
		}
		next[id]++
		r := Row(fmt.Sprint("change ", m.changes), id, next[id])
		r.Op = rapid.SampledFrom([]store.Op{store.Put, store.Put, store.Delete, store.Erase}).Draw(rt, "op")
		if r.Op != store.Put {
			r.Data, r.Key = nil, ""
		}
		rows = append(rows, r)
	}
	fail := rapid.SampledFrom([]error{nil, nil, nil, errOnPurpose}).Draw(rt, "fail")
	err := s.Write(context.Background(), func(ctx context.Context, tx store.Tx) error {
		if err := tx.Append(ctx, rows); err != nil {
			return err
		}
		return fail
	})
	if err != fail {
		rt.Fatalf("writing: %v, want %v", err, fail)
	}
	if fail == nil {
		m.commit(rows, next)
	}
}

func (m *model) commit(rows []store.Row, next map[string]int) {
	for id, v := range next {
		m.versions[id] = v
	}
	for _, r := range rows {
		m.rows = append(m.rows, r)
		if r.Op != store.Erase {
			continue
		}
		for i := range m.rows[:len(m.rows)-1] {
			if m.rows[i].ID == r.ID {
				m.rows[i].Data, m.rows[i].Key = nil, ""
			}
		}
	}
}
