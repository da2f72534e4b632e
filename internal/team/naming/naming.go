// Package naming gives new records of one change set their keys: numbered by a prefix, or
// made of the title, and never one that is taken or still leads to another record.
package naming

import (
	"fmt"
	"strings"

	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Book holds the names that one change set gives out. It belongs to one goroutine.
type Book struct {
	base    *snapshot.Snapshot
	fresh   map[string]record.ID // "kind/key" and "kind/id" of records this set creates
	taken   map[string]bool      // "kind/key" given by this set
	numbers map[string]int       // next numbers by prefix, as this set uses them up
}

// On starts a book for a change set that is made on a snapshot.
func On(base *snapshot.Snapshot) *Book {
	return &Book{base: base, fresh: map[string]record.ID{}, taken: map[string]bool{}, numbers: map[string]int{}}
}

func at(kind record.Kind, name string) string {
	return string(kind) + "/" + strings.ToLower(name)
}

// Announce lets other changes of the set find a record it creates by a name.
func (b *Book) Announce(kind record.Kind, name string, id record.ID) { b.fresh[at(kind, name)] = id }

// ID gives the id of a record this set creates, by its id or the key it asks for; "" when
// there is none.
func (b *Book) ID(kind record.Kind, idOrKey string) record.ID { return b.fresh[at(kind, idOrKey)] }

// Take gives a record the key it asks for; false when another record has it.
func (b *Book) Take(kind record.Kind, key string, id record.ID) bool {
	if other, taken := b.base.KeyTaken(kind, key); taken && other != id || b.taken[at(kind, key)] {
		return false
	}
	b.taken[at(kind, key)] = true
	return true
}

// Make numbers a key by the kind's prefix, or makes it of the title, or of what the
// record refers to. keyOf gives the key of a record that is there or comes with this set.
func (b *Book) Make(d *record.Definition, body record.Body, keyOf func(record.Kind, record.ID) string) string {
	if prefix := prefix(d, body, keyOf); prefix != "" {
		series := at(d.Kind, prefix)
		n := max(b.numbers[series], b.base.NextNumber(d.Kind, prefix))
		for ; b.isTaken(d.Kind, fmt.Sprintf("%s-%d", prefix, n)); n++ {
		}
		b.numbers[series] = n + 1
		key := fmt.Sprintf("%s-%d", prefix, n)
		b.taken[at(d.Kind, key)] = true
		return key
	}
	stem := record.Slug(body.Common().Title)
	if first, _, more := strings.Cut(stem, "-"); more && d.SelfSubject && !b.isTaken(d.Kind, first) {
		stem = first
	}
	if stem == "" {
		stem = referredKeys(d, body, keyOf)
	}
	if stem == "" || record.IsID(stem) {
		stem = string(d.Kind)
	}
	key := stem
	for n := 2; b.isTaken(d.Kind, key); n++ {
		key = fmt.Sprintf("%s-%d", stem, n)
	}
	b.taken[at(d.Kind, key)] = true
	return key
}

// isTaken says that a key we make up would collide, or would take an old key from
// the record it still leads to.
func (b *Book) isTaken(kind record.Kind, key string) bool {
	return b.base.ID(kind, key) != "" || b.taken[at(kind, key)] || b.fresh[at(kind, key)] != ""
}

func prefix(d *record.Definition, body record.Body, keyOf func(record.Kind, record.ID) string) string {
	if d.KeyFrom == "" {
		return d.Prefix
	}
	for _, ptr := range d.Pointers(body) {
		if ptr.Field == d.KeyFrom {
			return keyOf(ptr.Kind, ptr.ID)
		}
	}
	return d.Prefix
}

// referredKeys makes a key like "ana-ledger" of the first two references.
func referredKeys(d *record.Definition, body record.Body, keyOf func(record.Kind, record.ID) string) string {
	var parts []string
	for _, ptr := range d.Pointers(body) {
		if k := keyOf(ptr.Kind, ptr.ID); k != "" && len(parts) < 2 {
			parts = append(parts, k)
		}
	}
	return record.Slug(strings.Join(parts, "-"))
}
