package index

import (
	"encoding/hex"
	"math"

	"plumbline/history/identity"
	"plumbline/history/log"
	"plumbline/history/tree"
	"plumbline/history/wire"
)

// decoder reads what encoder wrote. Strings are parts of what is read, not copies.
// Once something does not fit it stays bad and gives zero values; every count is
// bounded by the bytes left.
type decoder struct{ wire.Reader }

// count reads how many things follow, each at least so many bytes long.
func (d *decoder) count(least int) int {
	v := d.Uvarint()
	if v > math.MaxInt32 || int(v)*least > len(d.Rest) {
		d.Fail()
		return 0
	}
	return int(v)
}

// hash reads a name as encoder.hash writes it.
func (d *decoder) hash() string {
	n := d.Uvarint()
	if n > 128 {
		d.Fail()
		return ""
	}
	raw := d.Bytes(int(n >> 1))
	if n&1 == 0 {
		return raw
	}
	return hex.EncodeToString([]byte(raw))
}

// into bounds an index into a table of n.
func (d *decoder) into(n int) int32 {
	v := d.Varint()
	if v < 0 || v >= int64(n) {
		d.Fail()
		return 0
	}
	return int32(v)
}

func read[T any](d *decoder, one func() T) []T {
	n := d.count(1)
	if n == 0 {
		return nil
	}
	out := make([]T, 0, n)
	for range n {
		if d.Bad {
			return nil
		}
		out = append(out, one())
	}
	return out
}

func (d *decoder) file(workers int) *File {
	f := &File{Small: map[string][]byte{}}
	d.log(f, workers)
	f.Tip = d.hash()
	f.Tree = read(d, d.entry)
	for n := d.count(1); n > 0 && !d.Bad; n-- {
		path := d.String()
		if content := d.String(); len(content) > 0 {
			f.Small[path] = []byte(content)
		} else {
			f.Small[path] = nil
		}
	}
	f.Branches = read(d, func() Branch {
		return Branch{Tip: d.hash(), Base: d.hash(), Name: d.String(), Email: d.String(), Ahead: d.Varint(), Fork: d.hash()}
	})
	kinds := read(d, func() tree.Blob { return tree.Blob{Language: d.String(), Ignored: d.String()} })
	f.Gone = read(d, func() Gone {
		path, kind := d.into(len(f.Log.Paths)), d.into(len(kinds))
		if d.Bad {
			return Gone{}
		}
		return Gone{f.Log.Paths[path], kinds[kind]}
	})
	return f
}

func (d *decoder) entry() tree.Entry {
	return tree.Entry{Path: d.String(), Blob: d.hash(), Mode: d.String(), About: tree.Blob{Lines: int(d.Varint()), Language: d.String(), Ignored: d.String()}}
}

// log reads the tables first, then the commits by blocks, several at a time.
func (d *decoder) log(f *File, workers int) {
	l := &log.Log{
		Idents: read(d, func() identity.Identity { return identity.Identity{Name: d.String(), Email: d.String()} }),
		Paths:  read(d, d.String),
	}
	f.Log, f.names = l, d.hashes(l)
	blocks := read(d, d.String)
	if d.Bad || len(blocks) != (len(l.Commits)+blockCommits-1)/blockCommits {
		d.Fail()
		return
	}
	if !all(workers, len(blocks), func(i int) bool {
		b := block{decoder: decoder{wire.Reader{Rest: blocks[i]}}, log: l}
		first := i * blockCommits
		b.commits(first, min(first+blockCommits, len(l.Commits)))
		return !b.Bad
	}) {
		d.Fail()
	}
	f.blocks = blocks
}

// hashes makes the commits by their names, which stand together, and gives these.
func (d *decoder) hashes(l *log.Log) string {
	width := int(d.Uvarint())
	if width != 20 && width != 32 {
		d.Bad = d.Bad || width != 0
		width = 0
	}
	n := d.count(width)
	if width == 0 {
		d.Bad = d.Bad || n > 0
		return ""
	}
	names := hex.EncodeToString([]byte(d.Bytes(n * width)))
	l.Commits = make([]log.Commit, n, n+log.Spare)
	for i := range l.Commits {
		l.Commits[i].Hash = names[2*width*i : 2*width*(i+1)]
	}
	return names
}

// block reads some commits of a log whose tables are read.
type block struct {
	decoder
	log     *log.Log
	changes []log.Change // room for those of all its commits
	parents []string
}

func (b *block) commits(from, to int) {
	b.changes = make([]log.Change, b.count(1))
	b.parents = make([]string, b.count(1))
	before := int64(0)
	for i := from; i < to && !b.Bad; i++ {
		b.commit(i, &before)
	}
}

// take cuts n things off a room.
func take[T any](b *block, room *[]T, n int) []T {
	if n > len(*room) {
		b.Fail()
		n = 0
	}
	if n == 0 {
		return nil
	}
	out := (*room)[:n:n]
	*room = (*room)[n:]
	return out
}

func (b *block) commit(i int, before *int64) {
	c := &b.log.Commits[i]
	c.Parents = take(b, &b.parents, b.count(1))
	for k := range c.Parents {
		c.Parents[k] = b.parent(i)
	}
	people := len(b.log.Idents)
	c.Author, c.Committer = b.into(people), b.into(people)
	c.Committed = *before + b.Varint()
	*before = c.Committed
	c.When = c.Committed + b.Varint()
	c.Subject = b.String()
	c.Keys = read(&b.decoder, b.String)
	ident := func() int32 { return b.into(people) }
	c.Reviewers, c.CoAuthors = read(&b.decoder, ident), read(&b.decoder, ident)
	c.Reverts = b.hash()
	c.Unread = b.Varint() == 1
	c.Changes = b.changeList()
	c.Origins = log.Origins(b.String())
}

// parent reads how far back in the log a parent stands, or its name.
func (b *block) parent(i int) string {
	switch back := b.Uvarint(); {
	case back == 0:
		return b.hash()
	case back > uint64(i):
		b.Fail()
		return ""
	default:
		return b.log.Commits[i-int(back)].Hash
	}
}

// changeList reads the changes of a commit, whose paths are there.
func (b *block) changeList() []log.Change {
	out := take(b, &b.changes, b.count(1))
	i, paths := 0, int32(len(b.log.Paths))
	for ch := range log.Packed(b.String()).Each {
		if i == len(out) || ch.Old >= paths || ch.New >= paths {
			b.Fail()
			return nil
		}
		out[i] = *ch
		i++
	}
	if i < len(out) {
		b.Fail()
	}
	return out
}
