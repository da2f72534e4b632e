// Package text compares two contents line by line and says which runs of lines stand
// in place of which, with the counts and in the places that git gives.
package text

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// Differ compares two contents by lines: the linear-space algorithm of Myers ("An
// O(ND) Difference Algorithm and Its Variations", 1986) behind the same trimming,
// discarding of lines without counterpart and bounds on effort as git's own
// comparison, because counts are meant to agree with git's. Buffers are kept between
// calls; it is not safe for concurrent use.
type Differ struct {
	a, b           side
	table          []class
	forward        []int
	backward       []int
	seen           [sketches]bool
	slideA, slideB slider
}

// side is one content cut into lines, less what both ends share.
type side struct {
	class   []int32 // of each line of the middle
	changed []bool
	kept    []int32 // lines of the middle that are compared
	keys    []int32 // their classes
	total   int     // lines of the whole content
	state   []uint8
}

// class is a set of equal lines with how often each content has them.
type class struct {
	hash     uint64
	inA, inB int32 // in the whole contents
	used     bool
}

// Hunk is a run of lines of one content that stand in place of a run of the other's:
// lines A..A+ALen became B..B+BLen, counted from 0.
type Hunk struct{ A, ALen, B, BLen int32 }

// Hunks gives what differs between two contents, in order, placed where git would
// place it.
func (d *Differ) Hunks(a, b []byte) []Hunk {
	pre, suf := commonEnds(a, b)
	ma, mb := a[pre:len(a)-suf], b[pre:len(b)-suf]
	if len(ma)+len(mb) == 0 {
		return nil
	}
	movable := false
	if len(ma) == 0 || len(mb) == 0 {
		d.a.changed = grownBools(d.a.changed, Lines(ma))
		d.b.changed = grownBools(d.b.changed, Lines(mb))
		markAll(d.a.changed)
		markAll(d.b.changed)
		movable = wholeMovable(a, ma, pre, suf) || wholeMovable(b, mb, pre, suf)
	} else {
		d.compare(a, b, pre, suf)
		movable = d.movable(a, pre, suf, &d.a) || d.movable(b, pre, suf, &d.b)
	}
	if !movable {
		return pairUp(d.a.changed, d.b.changed, int32(Lines(a[:pre])))
	}
	x, y := &d.slideA, &d.slideB
	x.look(a, pre, suf, d.a.changed)
	y.look(b, pre, suf, d.b.changed)
	settle(x, y)
	settle(y, x)
	return pairUp(x.changed[1:x.n+1], y.changed[1:y.n+1], int32(Lines(a[:x.from])))
}

// pairUp walks both sides' changed lines in step.
func pairUp(x, y []bool, before int32) []Hunk {
	var out []Hunk
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		h := Hunk{A: int32(i), B: int32(j)}
		for i < len(x) && x[i] {
			i++
		}
		for j < len(y) && y[j] {
			j++
		}
		h.ALen, h.BLen = int32(i)-h.A, int32(j)-h.B
		if h.ALen+h.BLen > 0 {
			h.A, h.B = h.A+before, h.B+before
			out = append(out, h)
			continue
		}
		i, j = i+1, j+1
	}
	return out
}

// compare marks the changed lines of the middles.
func (d *Differ) compare(a, b []byte, pre, suf int) {
	shared := Lines(a[:pre]) + Lines(a[len(a)-suf:])
	ma, mb := a[pre:len(a)-suf], b[pre:len(b)-suf]
	na, nb := Lines(ma), Lines(mb)
	d.a.total, d.b.total = shared+na, shared+nb
	d.reset(na + nb)
	d.cut(ma, &d.a, true)
	d.cut(mb, &d.b, false)
	if !d.common() {
		markAll(d.a.changed)
		markAll(d.b.changed)
		return
	}
	d.addShared(a[:pre])
	d.addShared(a[len(a)-suf:])
	d.discard(&d.a, false)
	d.discard(&d.b, true)
	n := len(d.a.kept) + len(d.b.kept) + 3
	d.forward, d.backward = grown(d.forward, 2*n+4), grown(d.backward, 2*n+4)
	search{d: d, cost: max(roughRoot(n), 256), mid: len(d.b.kept) + 1}.run(0, len(d.a.kept), 0, len(d.b.kept), false)
}

func grown(s []int, n int) []int {
	if cap(s) < n {
		return make([]int, n+n/2)
	}
	return s[:cap(s)]
}

// commonEnds finds how many bytes of whole lines both contents share at the start and
// at the end.
func commonEnds(a, b []byte) (pre, suf int) {
	n := min(len(a), len(b))
	i := 0
	for i+8 <= n {
		x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:])
		if x != 0 {
			i += bits.TrailingZeros64(x) / 8
			break
		}
		i += 8
	}
	for i < n && a[i] == b[i] {
		i++
	}
	if i == len(a) && i == len(b) {
		return i, 0
	}
	pre = bytes.LastIndexByte(a[:i], '\n') + 1
	limit := n - pre
	s := 0
	for s+8 <= limit {
		x := binary.LittleEndian.Uint64(a[len(a)-s-8:]) ^ binary.LittleEndian.Uint64(b[len(b)-s-8:])
		if x != 0 {
			s += bits.LeadingZeros64(x) / 8
			break
		}
		s += 8
	}
	for s < limit && a[len(a)-s-1] == b[len(b)-s-1] {
		s++
	}
	for s > 0 && !(lineStart(a, pre, len(a)-s) && lineStart(b, pre, len(b)-s)) {
		next := bytes.IndexByte(a[len(a)-s:], '\n')
		if next < 0 {
			return pre, 0
		}
		s -= next + 1
	}
	return pre, s
}

func lineStart(b []byte, pre, at int) bool { return at == pre || b[at-1] == '\n' }

// reset empties the table of classes, sized for n lines.
func (d *Differ) reset(n int) {
	clear(d.seen[:])
	size := 64
	for size < 2*n {
		size *= 2
	}
	if cap(d.table) < size {
		d.table = make([]class, size)
		return
	}
	d.table = d.table[:size]
	clear(d.table)
}

// cut gives each line of a middle its class and counts it.
func (d *Differ) cut(b []byte, s *side, isA bool) {
	s.class = s.class[:0]
	for len(b) > 0 {
		line, rest := firstLine(b)
		b = rest
		d.seen[sketch(line)] = true
		at := d.class(hashLine(line), true)
		if isA {
			d.table[at].inA++
		} else {
			d.table[at].inB++
		}
		s.class = append(s.class, int32(at))
	}
	s.changed = grownBools(s.changed, len(s.class))
	clear(s.changed)
}

func grownBools(s []bool, n int) []bool {
	if cap(s) < n {
		return make([]bool, n, n+n/2)
	}
	return s[:n]
}

// common says whether the middles have any line in common.
func (d *Differ) common() bool {
	few := &d.a
	if len(d.b.class) < len(d.a.class) {
		few = &d.b
	}
	for _, at := range few.class {
		if d.table[at].inA > 0 && d.table[at].inB > 0 {
			return true
		}
	}
	return false
}

func markAll(s []bool) {
	for i := range s {
		s[i] = true
	}
}

// addShared counts the lines of a shared end that the middles know.
func (d *Differ) addShared(b []byte) {
	for len(b) > 0 {
		line, rest := firstLine(b)
		b = rest
		if !d.seen[sketch(line)] {
			continue
		}
		if at := d.class(hashLine(line), false); at >= 0 {
			d.table[at].inA++
			d.table[at].inB++
		}
	}
}

// sketch is a cheap first look at a line: most lines of the ends share it with none
// of the middles.
func sketch(line []byte) uint16 {
	n := len(line)
	return (uint16(n)*37 + uint16(line[0]) + uint16(line[n/2])<<4 + uint16(line[max(n-3, 0)])<<2) & (sketches - 1)
}

const sketches = 4096

func firstLine(b []byte) (line, rest []byte) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i+1], b[i+1:]
	}
	return b, nil
}

// class finds the class of a hash, making it when add is set; −1 when there is none.
func (d *Differ) class(h uint64, add bool) int {
	mask := len(d.table) - 1
	for i := int(h>>7) & mask; ; i = (i + 1) & mask {
		switch c := &d.table[i]; {
		case !c.used && add:
			c.used, c.hash = true, h
			return i
		case !c.used:
			return -1
		case c.hash == h:
			return i
		}
	}
}

// hashLine mixes a line eight bytes at a time. Two different lines share a hash once
// in 2^64 or so.
func hashLine(b []byte) uint64 {
	const k0, k1 = 0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f
	h := uint64(len(b))*k0 ^ k1
	for len(b) >= 8 {
		hi, lo := bits.Mul64(h^binary.LittleEndian.Uint64(b), k0)
		h = hi ^ lo
		b = b[8:]
	}
	var tail uint64
	for i, c := range b {
		tail |= uint64(c) << (8 * uint(i))
	}
	hi, lo := bits.Mul64(h^tail, k1)
	return hi ^ lo
}

// What becomes of a line before the comparison.
const (
	alone   = 0 // no counterpart: changed for sure
	keep    = 1
	crowded = 2 // so many counterparts that it says little
)

// discard leaves out lines that cannot or should not be matched: those without
// counterpart, and very frequent ones that stand among such.
func (d *Differ) discard(s *side, isB bool) {
	limit := int32(min(roughRoot(s.total), 1024))
	s.state = s.state[:0]
	for _, at := range s.class {
		n := d.table[at].inB
		if isB {
			n = d.table[at].inA
		}
		switch {
		case n == 0:
			s.state = append(s.state, alone)
		case n >= limit:
			s.state = append(s.state, crowded)
		default:
			s.state = append(s.state, keep)
		}
	}
	s.kept, s.keys = s.kept[:0], s.keys[:0]
	for i, st := range s.state {
		if st == alone || (st == crowded && amongAlone(s.state, i)) {
			s.changed[i] = true
			continue
		}
		s.kept = append(s.kept, int32(i))
		s.keys = append(s.keys, s.class[i])
	}
}

// amongAlone says whether a crowded line stands in a run of lines most of which have
// no counterpart, with such lines on both sides of it.
func amongAlone(state []uint8, i int) bool {
	const window, weight = 100, 4
	from, to := max(0, i-window), min(len(state)-1, i+window)
	count := func(step int) (lone, crowd int) {
		crowd = 1
		for at := i + step; at >= from && at <= to; at += step {
			switch state[at] {
			case alone:
				lone++
			case crowded:
				crowd++
			default:
				return lone, crowd
			}
		}
		return lone, crowd
	}
	before, crowdBefore := count(-1)
	if before == 0 {
		return false
	}
	after, crowdAfter := count(1)
	if after == 0 {
		return false
	}
	crowd, lone := crowdBefore+crowdAfter, before+after
	return crowd*weight < crowd+lone
}

// roughRoot is a power of two near the square root of n.
func roughRoot(n int) int {
	r := 1
	for ; n > 0; n >>= 2 {
		r <<= 1
	}
	return r
}

// Binary says whether git takes content for binary: a zero byte among the first
// 8,000.
func Binary(b []byte) bool {
	return bytes.IndexByte(b[:min(len(b), 8000)], 0) >= 0
}

// Lines counts lines; a last one without an end counts.
func Lines(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	if len(b) > 0 && b[len(b)-1] != '\n' {
		n++
	}
	return n
}
