package index

import (
	"encoding/binary"
	"encoding/hex"

	"plumbline/history/identity"
	"plumbline/history/log"
	"plumbline/history/text"
	"plumbline/history/tree"
)

// decoder reads what encoder wrote. Once something does not fit it stays bad and
// gives zero values; every count is bounded by the bytes left.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) num() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) count() int {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > uint64(2*len(d.b)+128) {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

// back reads how far back in the log something stands; the caller bounds it.
func (d *decoder) back() int {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > 1<<40 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) bytes(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.bad, d.b = true, nil
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) str() string { return string(d.bytes(d.count())) }

func (d *decoder) hash() string {
	n := d.count()
	raw := d.bytes(n >> 1)
	if n&1 == 0 {
		return string(raw)
	}
	return hex.EncodeToString(raw)
}

func (d *decoder) word() uint64 {
	b := d.bytes(8)
	if d.bad {
		return 0
	}
	return binary.LittleEndian.Uint64(b)
}

// into bounds an index into a table of n.
func (d *decoder) into(n int) int32 {
	v := d.num()
	if v < 0 || v >= int64(n) {
		d.bad, d.b = true, nil
		return 0
	}
	return int32(v)
}

func read[T any](d *decoder, one func() T) []T {
	n := d.count()
	if n == 0 || n > len(d.b) {
		d.bad = d.bad || n > len(d.b)
		return nil
	}
	out := make([]T, 0, n)
	for range n {
		if d.bad {
			return nil
		}
		out = append(out, one())
	}
	return out
}

func (d *decoder) file() *File {
	f := &File{Log: d.log(), Tip: d.hash(), Tree: read(d, d.entry), Small: map[string][]byte{}}
	for n := d.count(); n > 0 && !d.bad; n-- {
		path := d.str()
		if content := d.bytes(d.count()); len(content) > 0 {
			f.Small[path] = append([]byte(nil), content...)
		} else {
			f.Small[path] = nil
		}
	}
	f.Branches = read(d, func() Branch {
		return Branch{Tip: d.hash(), Base: d.hash(), Name: d.str(), Email: d.str(), Ahead: d.num(), Fork: d.hash()}
	})
	return f
}

func (d *decoder) entry() tree.Entry {
	return tree.Entry{Path: d.str(), Blob: d.hash(), Mode: d.str(), About: tree.Blob{Lines: int(d.num()), Language: d.str(), Ignored: d.str()}}
}

func (d *decoder) log() *log.Log {
	l := &log.Log{
		Idents: read(d, func() identity.Identity { return identity.Identity{Name: d.str(), Email: d.str()} }),
		Paths:  read(d, d.str),
	}
	n := d.count()
	if n > len(d.b) {
		d.bad = true
		return l
	}
	l.Commits = make([]log.Commit, 0, n)
	before := int64(0)
	for i := range n {
		if d.bad {
			return l
		}
		l.Commits = append(l.Commits, d.commit(l, i, &before))
	}
	return l
}

func (d *decoder) commit(l *log.Log, i int, before *int64) log.Commit {
	c := log.Commit{Hash: d.hash()}
	c.Parents = read(d, func() string {
		switch back := d.back(); {
		case back == 0:
			return d.hash()
		case back > i:
			d.bad = true
			return ""
		default:
			return l.Commits[i-back].Hash
		}
	})
	c.Author, c.Committer = d.into(len(l.Idents)), d.into(len(l.Idents))
	c.Committed = *before + d.num()
	*before = c.Committed
	c.When = c.Committed + d.num()
	c.Subject = d.str()
	c.Keys = read(d, d.str)
	ident := func() int32 { return d.into(len(l.Idents)) }
	c.Reviewers, c.CoAuthors = read(d, ident), read(d, ident)
	c.Reverts = d.hash()
	c.Unread = d.num() == 1
	c.Changes = d.changes(len(l.Paths))
	c.Merges = d.changes(len(l.Paths))
	return c
}

func (d *decoder) changes(paths int) []log.Change {
	n := d.count()
	if n == 0 || n > len(d.b) {
		d.bad = d.bad || n > len(d.b)
		return nil
	}
	out := make([]log.Change, 0, n)
	before := int64(0)
	for range n {
		status := d.bytes(1)
		if d.bad {
			return nil
		}
		at := before + d.num()
		before = at
		ch := log.Change{Status: status[0], New: int32(at), Old: int32(at)}
		if at < 0 || at >= int64(paths) {
			d.bad = true
			return nil
		}
		if ch.Status == 'R' {
			ch.Old = d.into(paths)
		}
		ch.Added, ch.Deleted = int32(d.num()), int32(d.num())
		ch.Blob, ch.Before = d.word(), d.word()
		was := int64(0)
		ch.Hunks = read(d, func() text.Hunk {
			was += d.num()
			h := text.Hunk{A: int32(was), ALen: int32(d.num())}
			h.B, h.BLen = int32(was+d.num()), int32(d.num())
			return h
		})
		out = append(out, ch)
	}
	return out
}
