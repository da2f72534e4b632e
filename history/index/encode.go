package index

import (
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"plumbline/history/identity"
	"plumbline/history/log"
	"plumbline/history/tree"
)

// encoder appends columns of variable-length numbers and strings.
type encoder struct {
	b, room []byte
	done    []part // what stands before b
}

// part is a piece of what was encoded: bytes, or a part of another file.
type part struct {
	b   []byte
	was string
}

// append puts a part after what there is, without copying it.
func (e *encoder) append(p part) {
	e.count(len(p.b) + len(p.was))
	e.done = append(e.done, part{b: e.b}, p)
	e.b = nil
}

// parts is all that was encoded.
func (e *encoder) parts() []part { return append(e.done, part{b: e.b}) }

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

// rest encodes what stands after the log.
func (e *encoder) rest(f *File) {
	e.hash(f.Tip)
	size := 0
	for i := range f.Tree {
		size += len(f.Tree[i].Path) + 60
	}
	e.b = slices.Grow(e.b, size)
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
	e.gone(f)
}

func (e *encoder) gone(f *File) {
	at := make(map[string]int, len(f.Log.Paths))
	for i, p := range f.Log.Paths {
		at[p] = i
	}
	var kinds log.Interner[tree.Blob]
	for _, g := range f.Gone {
		kinds.Of(g.About)
	}
	list(e, kinds.List, func(b tree.Blob) { e.str(b.Language); e.str(b.Ignored) })
	list(e, f.Gone, func(g Gone) { e.num(int64(at[g.Path])); e.num(int64(kinds.Of(g.About))) })
}

func (e *encoder) entry(t tree.Entry) {
	e.str(t.Path)
	e.hash(t.Blob)
	e.str(t.Mode)
	e.num(int64(t.About.Lines))
	e.str(t.About.Language)
	e.str(t.About.Ignored)
}

func (e *encoder) log(l *log.Log, old *File, workers int) {
	list(e, l.Idents, func(id identity.Identity) { e.str(id.Name); e.str(id.Email) })
	size := 0
	for _, p := range l.Paths {
		size += len(p) + 2
	}
	e.b = slices.Grow(e.b, size+20*len(l.Commits))
	list(e, l.Paths, e.str)
	e.hashes(l)
	blocks := make([]part, (len(l.Commits)+blockCommits-1)/blockCommits)
	same := standing(l, old)
	for i := range same {
		blocks[i].was = old.blocks[i]
	}
	e.count(len(blocks))
	at := places(l, same*blockCommits)
	all(workers, len(blocks)-same, func(i int) bool {
		i += same
		one := encoder{}
		one.block(l, at, i*blockCommits, min((i+1)*blockCommits, len(l.Commits)))
		blocks[i].b = one.b
		return true
	})
	for _, b := range blocks {
		e.append(b)
	}
}

// places says where the parents of the commits from index n on stand.
func places(l *log.Log, n int) map[string]int {
	at := map[string]int{}
	for i := n; i < len(l.Commits); i++ {
		for _, p := range l.Commits[i].Parents {
			at[p] = -1
		}
	}
	for i := range l.Commits {
		if _, ok := at[l.Commits[i].Hash]; ok {
			at[l.Commits[i].Hash] = i
		}
	}
	return at
}

// standing is how many blocks of a log are those of an old file: while its commits are
// the same, so are the numbers given out in their order.
func standing(l *log.Log, old *File) int {
	if old == nil {
		return 0
	}
	n, names := 0, old.names
	for ; n < len(l.Commits) && names != "" && strings.HasPrefix(names, l.Commits[n].Hash); n++ {
		names = names[len(l.Commits[n].Hash):]
	}
	return min(n/blockCommits, len(old.blocks))
}

// hashes writes the names of all commits, which have one length.
func (e *encoder) hashes(l *log.Log) {
	width := 0
	if len(l.Commits) > 0 {
		width = len(l.Commits[0].Hash) / 2
	}
	e.count(width)
	e.count(len(l.Commits))
	for i := range l.Commits {
		e.b, _ = hex.AppendDecode(e.b, []byte(l.Commits[i].Hash))
	}
}

// blockCommits is how many commits are written as one block, which is read by itself.
const blockCommits = 4096

// block writes commits from..to−1 after how many changes and parents they have.
func (e *encoder) block(l *log.Log, at map[string]int, from, to int) {
	changes, parents := 0, 0
	for i := range l.Commits[from:to] {
		c := &l.Commits[from+i]
		changes, parents = changes+len(c.Changes), parents+len(c.Parents)
	}
	e.count(changes)
	e.count(parents)
	before := int64(0)
	for i := from; i < to; i++ {
		c := &l.Commits[i]
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
		e.str(string(c.Origins))
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
	if !ok || j < 0 {
		e.count(0)
		e.hash(p)
		return
	}
	e.count(i - j)
}

func (e *encoder) changes(in []log.Change) {
	e.count(len(in))
	e.room = log.AppendPacked(e.room[:0], in)
	e.bytes(e.room)
}
