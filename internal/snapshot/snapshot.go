// Package snapshot holds all records as they are after one row of the log: indexed,
// cross-linked and immutable to readers. The gate makes the next snapshot by
// copy-on-write; answers see records only through a View.
package snapshot

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/tidwall/btree"

	"plumbline/internal/kinds/frame"
	"plumbline/internal/record"
	"plumbline/internal/store"
)

// Snapshot is immutable and safe for concurrent use.
type Snapshot struct {
	registry *record.Registry
	seq      int64
	heads    *btree.Map[string, *record.Record] // "kind/id"
	keys     *btree.Map[string, record.ID]      // "kind/key" → id, old keys included
	retired  *btree.Map[string, bool]           // "kind/key" that is an old alias
	refs     *btree.Map[string, string]         // "target-kind/target-id>kind/id>field" → label of rings
	numbers  *btree.Map[string, int]            // "kind/prefix" → highest number used
	gone     *btree.Map[string, int]            // "kind/id" of deleted records → version
	erased   *btree.Map[string, bool]           // "kind/id" of erased records: never used again
	opener   record.Opener                      // of sealed content, for whom it is for; nil = nobody
	copying  sync.Mutex                         // Copy of a tree marks both as shared
}

// New gives the snapshot before the first row.
func New(r *record.Registry) *Snapshot {
	return &Snapshot{
		registry: r,
		heads:    &btree.Map[string, *record.Record]{}, keys: &btree.Map[string, record.ID]{}, retired: &btree.Map[string, bool]{},
		refs: &btree.Map[string, string]{}, numbers: &btree.Map[string, int]{}, gone: &btree.Map[string, int]{}, erased: &btree.Map[string, bool]{},
	}
}

// Opening gives the same records with what opens their sealed content.
func (s *Snapshot) Opening(o record.Opener) *Snapshot {
	n := s.fork()
	n.opener = o
	return n
}

// Registry gives the kinds the records are of.
func (s *Snapshot) Registry() *record.Registry { return s.registry }

// Seq is the row this snapshot stands after.
func (s *Snapshot) Seq() int64 { return s.seq }

func path(kind record.Kind, id string) string { return string(kind) + "/" + id }

// Get gives a record by id, or nil.
func (s *Snapshot) Get(kind record.Kind, id record.ID) *record.Record {
	r, _ := s.heads.Get(path(kind, id))
	return r
}

// Gone gives the last version of a deleted record, 0 when it was never there or is there.
func (s *Snapshot) Gone(kind record.Kind, id record.ID) int {
	v, _ := s.gone.Get(path(kind, id))
	return v
}

// Erased says that the record was erased: its id is never used again.
func (s *Snapshot) Erased(kind record.Kind, id record.ID) bool {
	v, _ := s.erased.Get(path(kind, id))
	return v
}

// ID resolves an id or a key, old keys included; "" when nothing has it.
func (s *Snapshot) ID(kind record.Kind, idOrKey string) record.ID {
	if record.IsID(idOrKey) {
		if s.Get(kind, idOrKey) != nil {
			return idOrKey
		}
		return ""
	}
	id, ok := s.keys.Get(path(kind, strings.ToLower(idOrKey)))
	if !ok || s.Get(kind, id) == nil {
		return ""
	}
	return id
}

// KeyTaken says that a current record has the key.
func (s *Snapshot) KeyTaken(kind record.Kind, key string) (record.ID, bool) {
	p := path(kind, strings.ToLower(key))
	if old, _ := s.retired.Get(p); old {
		return "", false
	}
	id := s.ID(kind, key)
	return id, id != ""
}

// NextNumber is one more than the highest number ever used with a key prefix.
func (s *Snapshot) NextNumber(kind record.Kind, prefix string) int {
	n, _ := s.numbers.Get(path(kind, strings.ToLower(prefix)))
	return n + 1
}

// Each visits the records of a kind in the order of their ids until f says false.
func (s *Snapshot) Each(kind record.Kind, f func(*record.Record) bool) {
	from := string(kind) + "/"
	s.heads.Ascend(from, func(k string, r *record.Record) bool {
		return strings.HasPrefix(k, from) && f(r)
	})
}

// Count gives the number of records of a kind.
func (s *Snapshot) Count(kind record.Kind) int {
	n := 0
	s.Each(kind, func(*record.Record) bool { n++; return true })
	return n
}

// Referrer is a record that points at another, and the field that does.
type Referrer struct {
	Kind  record.Kind
	ID    record.ID
	Field string
}

// Referrers visits who points at a record until f says false.
func (s *Snapshot) Referrers(kind record.Kind, id record.ID, f func(Referrer) bool) {
	from := path(kind, id) + ">"
	s.refs.Ascend(from, func(k, _ string) bool {
		if !strings.HasPrefix(k, from) {
			return false
		}
		parts := strings.SplitN(k[len(from):], ">", 2)
		k2, id2, _ := strings.Cut(parts[0], "/")
		return f(Referrer{record.Kind(k2), id2, parts[1]})
	})
}

// Organisation gives the one organisation, with sound defaults before it is written.
func (s *Snapshot) Organisation() *frame.Organisation {
	var org *frame.Organisation
	s.Each("organisation", func(r *record.Record) bool {
		org, _ = r.Body.(*frame.Organisation)
		return false
	})
	if org == nil {
		org = &frame.Organisation{Zone: "UTC", Currency: "EUR", HoursPerDay: 8 * 60}
	}
	return org
}

// Day implements record.Names.
func (s *Snapshot) Day() record.Minutes { return s.Organisation().HoursPerDay }

// With gives the snapshot after further rows, which must follow in order. It fails
// on rows this program cannot read; s itself never changes.
func (s *Snapshot) With(rows []store.Row) (*Snapshot, error) {
	if len(rows) == 0 {
		return s, nil
	}
	n := s.fork()
	for i := range rows {
		if err := n.apply(&rows[i]); err != nil {
			return nil, fmt.Errorf("row %d of the log: %w", rows[i].Seq, err)
		}
	}
	return n, nil
}

func (s *Snapshot) fork() *Snapshot {
	s.copying.Lock()
	defer s.copying.Unlock()
	return &Snapshot{registry: s.registry, seq: s.seq, heads: s.heads.Copy(), keys: s.keys.Copy(), retired: s.retired.Copy(),
		refs: s.refs.Copy(), numbers: s.numbers.Copy(), gone: s.gone.Copy(), erased: s.erased.Copy(), opener: s.opener}
}

func (s *Snapshot) apply(row *store.Row) error {
	d, err := s.registry.Get(record.Kind(row.Kind))
	if err != nil {
		return unknownKind(row)
	}
	p := path(d.Kind, row.ID)
	old, _ := s.heads.Get(p)
	if old != nil {
		s.unlink(d, old)
	}
	s.seq = max(s.seq, row.Seq)
	if row.Op != store.Put {
		s.heads.Delete(p)
		s.gone.Set(p, row.Version)
		if row.Op == store.Erase {
			s.erased.Set(p, true)
			s.forgetKeys(d.Kind, row.ID)
		}
		return nil
	}
	if len(row.Data) == 0 {
		s.heads.Delete(p) // what this row said was erased later
		return nil
	}
	body, err := d.Decode(row.Schema, row.Data)
	if err != nil {
		return err
	}
	stamp := record.Stamp{At: row.At, By: row.By, Via: row.Via}
	r := &record.Record{Kind: d.Kind, ID: row.ID, Key: row.Key, Version: row.Version, Created: stamp, Updated: stamp, Body: body}
	if row.KeyID != "" {
		r.Seal = &record.Seal{KeyID: row.KeyID, Schema: row.Schema, Data: row.Data}
	}
	if old != nil {
		r.Created = old.Created
	}
	s.heads.Set(p, r)
	s.gone.Delete(p)
	s.link(d, r, old)
	return nil
}

func (s *Snapshot) link(d *record.Definition, r, old *record.Record) {
	for _, ptr := range d.Pointers(r.Body) {
		s.refs.Set(path(ptr.Kind, ptr.ID)+">"+path(r.Kind, r.ID)+">"+ptr.Field, ptr.Acyclic)
	}
	if old != nil && old.Key != r.Key && old.Key != "" {
		k := path(r.Kind, strings.ToLower(old.Key))
		if owner, _ := s.keys.Get(k); owner == r.ID {
			s.retired.Set(k, true)
		}
	}
	if r.Key == "" {
		return
	}
	k := path(r.Kind, strings.ToLower(r.Key))
	s.keys.Set(k, r.ID)
	s.retired.Delete(k)
	if i := strings.LastIndexByte(r.Key, '-'); i > 0 {
		if n, err := strconv.Atoi(r.Key[i+1:]); err == nil && n > 0 && n <= maxNumber {
			at := path(r.Kind, strings.ToLower(r.Key[:i]))
			if cur, _ := s.numbers.Get(at); n > cur {
				s.numbers.Set(at, n)
			}
		}
	}
}

// maxNumber bounds the numbers of keys that count: a key like "X-9223372036854775807"
// must not use all numbers up.
const maxNumber = 1_000_000_000

func (s *Snapshot) unlink(d *record.Definition, old *record.Record) {
	for _, ptr := range d.Pointers(old.Body) {
		s.refs.Delete(path(ptr.Kind, ptr.ID) + ">" + path(old.Kind, old.ID) + ">" + ptr.Field)
	}
}

// forgetKeys drops every alias of an erased record.
func (s *Snapshot) forgetKeys(kind record.Kind, id record.ID) {
	var mine []string
	from := string(kind) + "/"
	s.keys.Ascend(from, func(k string, v record.ID) bool {
		if !strings.HasPrefix(k, from) {
			return false
		}
		if v == id {
			mine = append(mine, k)
		}
		return true
	})
	for _, k := range mine {
		s.keys.Delete(k)
		s.retired.Delete(k)
	}
}

// ByKey orders records by key, numbers inside keys by value ("PAY-9" before "PAY-12").
func ByKey(a, b *record.Record) int {
	pa, na := splitKey(a.Key)
	pb, nb := splitKey(b.Key)
	return cmp.Or(cmp.Compare(pa, pb), cmp.Compare(na, nb), cmp.Compare(a.ID, b.ID))
}

func splitKey(k string) (string, int) {
	i := strings.LastIndexByte(k, '-')
	if n, err := strconv.Atoi(k[i+1:]); err == nil && i > 0 {
		return k[:i], n
	}
	return k, 0
}
