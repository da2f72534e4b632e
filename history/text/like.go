package text

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// like is a content that was cut, beside which another one is: most lines of two versions
// are the same and stand in the same order, and those are compared with the ones expected
// and not looked up.
type like struct {
	ids    []int32
	starts []int32
	bytes  []byte
	at     int // the line expected next
	misses int // lines that were not where they were looked for, in a row
}

// How far behind and ahead of the line expected a line is looked for, and after how many
// misses everywhere ahead, and again after twice as many.
const nearBehind, nearAhead, lost = 8, 24, 32

// cutLike adds the lines of a content from an offset on.
func (d *Differ) cutLike(c *cut, content []byte, offset int, l *like) {
	for offset < len(content) {
		if n := l.same(c, content, offset); n > 0 {
			offset += n
			continue
		}
		hash, n := hashFirst(content[offset:])
		id := d.book.id(hash)
		c.ids = append(c.ids, id)
		c.starts = append(c.starts, int32(offset))
		offset += n
		l.find(id)
	}
}

// same adds the lines from an offset on that are those expected, and gives their bytes.
func (l *like) same(c *cut, content []byte, offset int) int {
	if l.at >= len(l.ids) {
		return 0
	}
	base := int(l.starts[l.at])
	n := SharedStart(content[offset:], l.bytes[base:])
	end := l.at
	for end < len(l.ids) && int(l.starts[end+1])-base <= n {
		end++
	}
	// A last line without an end may be the start of a longer one.
	if end > l.at && l.bytes[l.starts[end]-1] != '\n' && offset+n < len(content) {
		end--
	}
	if end == l.at {
		return 0
	}
	c.ids = append(c.ids, l.ids[l.at:end]...)
	shift := int32(offset - base)
	for _, s := range l.starts[l.at:end] {
		c.starts = append(c.starts, s+shift)
	}
	n = int(l.starts[end]) - base
	l.at, l.misses = end, 0
	return n
}

// find looks for a line near the one expected and expects next what follows it.
func (l *like) find(id int32) {
	ahead := min(l.at+nearAhead, len(l.ids))
	if l.misses++; l.misses >= lost && l.misses&(l.misses-1) == 0 {
		ahead = len(l.ids)
	}
	for i := l.at; i < ahead; i++ {
		if l.ids[i] == id {
			l.at = i + 1
			return
		}
	}
	for i := l.at - 1; i >= max(l.at-nearBehind, 0); i-- {
		if l.ids[i] == id {
			l.at = i + 1
			return
		}
	}
}

// SharedStart is how many bytes two contents start with alike.
func SharedStart(a, b []byte) int {
	n, i := min(len(a), len(b)), 0
	for i+block <= n && bytes.Equal(a[i:i+block], b[i:i+block]) {
		i += block
	}
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// sharedEnd is how many bytes two contents end with alike, at most n.
func sharedEnd(a, b []byte, n int) int {
	i := 0
	for i+block <= n && bytes.Equal(a[len(a)-i-block:len(a)-i], b[len(b)-i-block:len(b)-i]) {
		i += block
	}
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[len(a)-i-8:]) ^ binary.LittleEndian.Uint64(b[len(b)-i-8:]); x != 0 {
			return i + bits.LeadingZeros64(x)/8
		}
	}
	for i < n && a[len(a)-i-1] == b[len(b)-i-1] {
		i++
	}
	return i
}
