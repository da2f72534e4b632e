// Package listing picks records of a kind for a viewer: filtered, in order, a page at
// a time. It sees records only through the viewer's view, so that what a viewer may
// not see changes neither a page nor where the next one begins.
package listing

import (
	"container/heap"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// The sizes of pages.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// Lister gives pages. Its key makes cursors that only it accepts. Safe for concurrent use.
type Lister struct{ Key []byte }

// place is where a record stands in an order: ties are broken by id.
type place struct{ value, id string }

func (p place) before(q place) bool {
	return p.value < q.value || p.value == q.value && p.id < q.id
}

// Page gives the wanted records and the cursor of the page after, "" on the last one.
// A cursor belongs to its viewer and its query; any other use is refused.
func (l *Lister) Page(v *snapshot.View, d *record.Definition, q wire.Query) ([]*record.Record, string, error) {
	match, err := matcher(v, d, q)
	if err != nil {
		return nil, "", err
	}
	order, down, err := sorter(v, d, q.Sort)
	if err != nil {
		return nil, "", err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	limit = min(limit, MaxLimit)
	after, err := l.open(v, d, q)
	if err != nil {
		return nil, "", err
	}
	top := &best{down: down}
	v.Each(d.Kind, func(r *record.Record) bool {
		if !match(r) {
			return true
		}
		at := place{order(r), r.ID}
		if after == nil || precedes(*after, at, down) {
			top.offer(picked{at, r}, limit+1)
		}
		return true
	})
	list := top.sorted()
	next := ""
	if len(list) > limit {
		list = list[:limit]
		next = l.seal(v, d, q, list[limit-1].at)
	}
	out := make([]*record.Record, len(list))
	for i := range list {
		out[i] = list[i].record
	}
	return out, next, nil
}

func precedes(a, b place, down bool) bool {
	if down {
		return b.before(a)
	}
	return a.before(b)
}

type picked struct {
	at     place
	record *record.Record
}

// best keeps the first few of many: a heap whose top is the last of them.
type best struct {
	items []picked
	down  bool
}

func (b *best) Len() int           { return len(b.items) }
func (b *best) Less(i, j int) bool { return precedes(b.items[j].at, b.items[i].at, b.down) }
func (b *best) Swap(i, j int)      { b.items[i], b.items[j] = b.items[j], b.items[i] }
func (b *best) Push(x any)         { b.items = append(b.items, x.(picked)) }
func (b *best) Pop() any {
	last := b.items[len(b.items)-1]
	b.items = b.items[:len(b.items)-1]
	return last
}

func (b *best) offer(p picked, most int) {
	if len(b.items) < most {
		heap.Push(b, p)
	} else if precedes(p.at, b.items[0].at, b.down) {
		b.items[0] = p
		heap.Fix(b, 0)
	}
}

func (b *best) sorted() []picked {
	out := make([]picked, len(b.items))
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = heap.Pop(b).(picked)
	}
	return out
}

const macLen = 16

// mac binds a cursor to who asked for what.
func (l *Lister) mac(v *snapshot.View, d *record.Definition, q wire.Query, payload string) []byte {
	h := hmac.New(sha256.New, l.Key)
	parts := append([]string{v.Principal().Person, string(d.Kind), q.Text, q.Sort, payload}, q.Where...)
	for _, s := range parts {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return h.Sum(nil)[:macLen]
}

func (l *Lister) seal(v *snapshot.View, d *record.Definition, q wire.Query, at place) string {
	payload := at.id + "\x00" + at.value
	return base64.RawURLEncoding.EncodeToString(append(l.mac(v, d, q, payload), payload...))
}

func (l *Lister) open(v *snapshot.View, d *record.Definition, q wire.Query) (*place, error) {
	if q.Cursor == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	if err != nil || len(raw) < macLen || !hmac.Equal(raw[:macLen], l.mac(v, d, q, string(raw[macLen:]))) {
		return nil, fault.New(fault.Malformed, "This cursor does not belong to this query.").WithHint("Begin again without a cursor.")
	}
	id, value, _ := strings.Cut(string(raw[macLen:]), "\x00")
	return &place{value, id}, nil
}
