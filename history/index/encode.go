package index

import (
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"

	"plumbline/history/identity"
	"plumbline/history/log"
	"plumbline/history/text"
	"plumbline/history/tree"
)

// encoder appends columns of variable-length numbers and strings.
type encoder struct{ b []byte }

func (e *encoder) num(v int64)    { e.b = binary.AppendVarint(e.b, v) }
func (e *encoder) count(n int)    { e.b = binary.AppendUvarint(e.b, uint64(n)) }
func (e *encoder) str(s string)   { e.count(len(s)); e.b = append(e.b, s...) }
func (e *encoder) bytes(s []byte) { e.count(len(s)); e.b = append(e.b, s...) }

// hash writes a hash as bytes; other text, of an abbreviated hash, as it is.
func (e *encoder) hash(h string) {
	raw, err := hex.DecodeString(h)
	if err != nil || (len(raw) != 20 && len(raw) != 32) {
		e.count(len(h) << 1)
		e.b = append(e.b, h...)
		return
	}
	e.count(len(raw)<<1 | 1)
	e.b = append(e.b, raw...)
}

func list[T any](e *encoder, in []T, one func(T)) {
	e.count(len(in))
	for _, v := range in {
		one(v)
	}
}

func (e *encoder) file(f *File) {
	e.log(f.Log)
	e.hash(f.Tip)
	list(e, f.Tree, e.entry)
	list(e, slices.Sorted(maps.Keys(f.Small)), func(p string) { e.str(p); e.bytes(f.Small[p]) })
	list(e, f.Branches, func(b Branch) {
		e.hash(b.Tip)
		e.hash(b.Base)
		e.str(b.Name)
		e.str(b.Email)
		e.num(b.Ahead)
		e.hash(b.Fork)
	})
}

func (e *encoder) entry(t tree.Entry) {
	e.str(t.Path)
	e.hash(t.Blob)
	e.str(t.Mode)
	e.num(int64(t.About.Lines))
	e.str(t.About.Language)
	e.str(t.About.Ignored)
}

func (e *encoder) log(l *log.Log) {
	list(e, l.Idents, func(id identity.Identity) { e.str(id.Name); e.str(id.Email) })
	list(e, l.Paths, e.str)
	at := make(map[string]int, len(l.Commits))
	before := int64(0)
	e.count(len(l.Commits))
	for i := range l.Commits {
		c := &l.Commits[i]
		at[c.Hash] = i
		e.hash(c.Hash)
		list(e, c.Parents, func(p string) { e.parent(at, i, p) })
		e.num(int64(c.Author))
		e.num(int64(c.Committer))
		e.num(c.Committed - before)
		e.num(c.When - c.Committed)
		before = c.Committed
		e.str(c.Subject)
		list(e, c.Keys, e.str)
		list(e, c.Reviewers, func(v int32) { e.num(int64(v)) })
		list(e, c.CoAuthors, func(v int32) { e.num(int64(v)) })
		e.hash(c.Reverts)
		e.num(int64(unread(c.Unread)))
		e.changes(c.Changes)
		e.changes(c.Merges)
	}
}

func unread(b bool) int {
	if b {
		return 1
	}
	return 0
}

// parent writes how far back in the log a parent stands, or 0 and its hash.
func (e *encoder) parent(at map[string]int, i int, p string) {
	j, ok := at[p]
	if !ok {
		e.count(0)
		e.hash(p)
		return
	}
	e.count(i - j)
}

func (e *encoder) changes(in []log.Change) {
	e.count(len(in))
	before := int64(0)
	for _, ch := range in {
		e.b = append(e.b, ch.Status)
		e.num(int64(ch.New) - before)
		before = int64(ch.New)
		if ch.Status == 'R' {
			e.num(int64(ch.Old))
		}
		e.num(int64(ch.Added))
		e.num(int64(ch.Deleted))
		e.b = binary.LittleEndian.AppendUint64(e.b, ch.Blob)
		e.b = binary.LittleEndian.AppendUint64(e.b, ch.Before)
		at := int64(0)
		list(e, ch.Hunks, func(h text.Hunk) {
			e.num(int64(h.A) - at)
			e.num(int64(h.ALen))
			e.num(int64(h.B) - int64(h.A))
			e.num(int64(h.BLen))
			at = int64(h.A)
		})
	}
}
