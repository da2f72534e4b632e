// Package text compares two contents line by line and says which runs of lines stand
// in place of which, with the counts and in the places that git gives.
package text

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
)

// Differ compares two contents by lines: the linear-space algorithm of Myers ("An
// O(ND) Difference Algorithm and Its Variations", 1986) behind the same trimming,
// discarding of lines without counterpart and bounds on effort as git's own
// comparison, because counts are meant to agree with git's. Buffers are kept between
// calls; it is not safe for concurrent use.
type Differ struct {
	a, b           side
	book           book
	kept           [keptCuts]cut
	turn           int
	forward        []int32
	backward       []int32
	slideA, slideB slider
	hunks          []Hunk // room for results
	left           int    // bytes of shared tail that a comparison without context leaves out
	tailTells      bool   // whether they decided anything in the last comparison
}

// side is one content of a comparison.
type side struct {
	cut     cut
	from    int     // the first line of the middle: what both ends share is left out
	class   []int32 // the numbers of the middle's lines
	changed []bool
	kept    []int32 // lines of the middle that are compared
	keys    []int32 // their numbers
	total   int     // lines of the whole content
	crowds  bool    // there are crowded lines
	without []int32 // what kept is without the tail

	doubtful []int32 // of kept: crowded lines that may stand among lines without counterpart
}

// Hunk is a run of lines of one content that stand in place of a run of the other's:
// lines A..A+ALen became B..B+BLen, counted from 0.
type Hunk struct{ A, ALen, B, BLen int32 }

// Hunks gives what differs between two contents, in order, placed where git would
// place it. The result is valid until the next call.
func (d *Differ) Hunks(a, b []byte) []Hunk { return d.Compare(Text{Bytes: a}, Text{Bytes: b}) }

// Compare is Hunks of contents that may have names.
func (d *Differ) Compare(ta, tb Text) []Hunk {
	a, b := ta.Bytes, tb.Bytes
	pre, suf := commonEnds(a, b)
	ma, mb := a[pre:len(a)-suf], b[pre:len(b)-suf]
	d.tailTells = false
	if len(ma)+len(mb) == 0 {
		return nil
	}
	d.lookAtTail(a, b, pre)
	x, y := &d.slideA, &d.slideB
	if len(ma) == 0 || len(mb) == 0 {
		d.a.changed = grownBools(d.a.changed, Lines(ma))
		d.b.changed = grownBools(d.b.changed, Lines(mb))
		markAll(d.a.changed)
		markAll(d.b.changed)
		if !wholeMovable(a, ma, pre, suf) && !wholeMovable(b, mb, pre, suf) {
			return d.pairUp(d.a.changed, d.b.changed, int32(Lines(a[:pre])))
		}
		x.look(a, pre, suf, d.a.changed)
		y.look(b, pre, suf, d.b.changed)
	} else {
		d.compare(ta, tb, pre, suf)
		if !d.a.movable() && !d.b.movable() {
			return d.pairUp(d.a.changed, d.b.changed, int32(d.a.from))
		}
		x.lookAt(a, &d.a)
		y.lookAt(b, &d.b)
	}
	settle(x, y)
	settle(y, x)
	d.tailTells = d.tailTells || d.left > 0 && (x.reaches(len(a)-d.left) || y.reaches(len(b)-d.left))
	return d.pairUp(x.changed[1:x.n+1], y.changed[1:y.n+1], int32(x.before))
}

// pairUp walks both sides' changed lines in step.
func (d *Differ) pairUp(x, y []bool, before int32) []Hunk {
	out := d.hunks[:0]
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
	d.hunks = out
	return out
}

// compare marks the changed lines of the middles.
func (d *Differ) compare(a, b Text, pre, suf int) {
	d.a.cut, d.b.cut = d.cuts(a, b, pre, suf)
	whole := &d.a.cut
	d.a.middle(pre, len(a.Bytes)-suf)
	d.b.middle(pre, len(b.Bytes)-suf)
	for _, id := range d.a.class {
		d.book.counts[id].inA++
	}
	for _, id := range d.b.class {
		d.book.counts[id].inB++
	}
	defer d.uncount()
	if !d.common() {
		markAll(d.a.changed)
		markAll(d.b.changed)
		return
	}
	behind, tail := d.a.from+len(d.a.class), whole.at(len(a.Bytes)-d.left)
	d.addShared(whole.ids[:d.a.from])
	d.addShared(whole.ids[behind:tail])
	shared := d.a.from + tail - behind
	d.a.total, d.b.total = shared+len(d.a.class), shared+len(d.b.class)
	d.discard(&d.a, false)
	d.discard(&d.b, true)
	if d.left > 0 {
		d.addTail(whole.ids[tail:])
	}
	n := len(d.a.kept) + len(d.b.kept) + 3
	d.forward, d.backward = grown(d.forward, 2*n+4), grown(d.backward, 2*n+4)
	search{d: d, cost: max(roughRoot(n), 256), mid: len(d.b.kept) + 1}.run(0, len(d.a.kept), 0, len(d.b.kept), false)
}

// middle sets a side on the lines between two offsets.
func (s *side) middle(from, to int) {
	s.from = s.cut.at(from)
	s.class = s.cut.ids[s.from:s.cut.at(to)]
	s.changed = grownBools(s.changed, len(s.class))
	clear(s.changed)
}

// uncount leaves the counts of lines zero for the next comparison.
func (d *Differ) uncount() {
	for _, s := range [2]*side{&d.a, &d.b} {
		for _, id := range s.class {
			d.book.counts[id] = count{}
		}
	}
}

func grown(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n+n/2)
	}
	return s[:cap(s)]
}

// commonEnds finds how many bytes of whole lines both contents share at the start and
// at the end.
func commonEnds(a, b []byte) (pre, suf int) {
	i := SharedStart(a, b)
	if i == len(a) && i == len(b) {
		return i, 0
	}
	pre = bytes.LastIndexByte(a[:i], '\n') + 1
	s := sharedEnd(a, b, min(len(a), len(b))-pre)
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

func grownBools(s []bool, n int) []bool {
	if cap(s) < n {
		return make([]bool, n, n+n/2)
	}
	return s[:n]
}

// common says whether the middles have any line in common.
func (d *Differ) common() bool {
	few := d.a.class
	if len(d.b.class) < len(few) {
		few = d.b.class
	}
	for _, id := range few {
		if n := d.book.counts[id]; n.inA > 0 && n.inB > 0 {
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
func (d *Differ) addShared(ids []int32) {
	counts := d.book.counts
	for _, id := range ids {
		if n := &counts[id]; n.inA|n.inB != 0 {
			n.inA++
			n.inB++
		}
	}
}

func firstLine(b []byte) (line, rest []byte) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i+1], b[i+1:]
	}
	return b, nil
}

// hashLine is the hash of one line.
func hashLine(line []byte) uint64 {
	h, _ := hashFirst(line)
	return h
}

// hashFirst mixes the first line of b eight bytes at a time, finding its end on the way,
// and gives its length. Two different lines share a hash once in 2^64 or so.
func hashFirst(b []byte) (hash uint64, n int) {
	const k0, k1 = 0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f
	const ones, highs, ends = 0x0101010101010101, 0x8080808080808080, 0x0a0a0a0a0a0a0a0a
	h, tail := uint64(k1), uint64(0)
	for ; n+8 <= len(b); n += 8 {
		w := binary.LittleEndian.Uint64(b[n:])
		x := w ^ ends
		if at := (x - ones) &^ x & highs; at != 0 {
			k := bits.TrailingZeros64(at)
			n += k/8 + 1
			hi, lo := bits.Mul64(h^w<<(63-k)^uint64(n)*k0, k1)
			return hi ^ lo, n
		}
		hi, lo := bits.Mul64(h^w, k0)
		h = hi ^ lo
	}
	for n < len(b) {
		c := b[n]
		tail = tail>>8 | uint64(c)<<56
		if n++; c == '\n' {
			break
		}
	}
	hi, lo := bits.Mul64(h^tail^uint64(n)*k0, k1)
	return hi ^ lo, n
}

// limit is how many counterparts make a line crowded, so that it says little, of a content
// that has more lines than were counted.
func (s *side) limit(more int) int32 { return int32(min(roughRoot(s.total+more), 1024)) }

// discard leaves out lines that cannot or should not be matched: those without
// counterpart, which are changed for sure, and crowded ones that stand among such.
func (d *Differ) discard(s *side, isB bool) {
	limit, n := s.limit(0), len(s.class)
	s.kept, s.keys = slices.Grow(s.kept[:0], n)[:n], slices.Grow(s.keys[:0], n)[:n]
	kept, keys, counts := s.kept, s.keys, d.book.counts
	s.crowds, s.doubtful = false, s.doubtful[:0]
	k, lone := 0, false // whether a line without counterpart stands before, and only crowded ones between
	for i, id := range s.class {
		n := counts[id].inB
		if isB {
			n = counts[id].inA
		}
		if n == 0 {
			s.changed[i], lone = true, true
			continue
		}
		kept[k], keys[k] = int32(i), id
		k++
		if n < limit {
			lone = false
			continue
		}
		if s.crowds = true; lone {
			s.doubtful = append(s.doubtful, int32(k-1))
		}
	}
	s.kept, s.keys = kept[:k], keys[:k]
	if len(s.doubtful) > 0 {
		d.discardDoubtful(s, isB, limit)
	}
}

// discardDoubtful leaves out those of the doubtful lines that stand among lines without
// counterpart.
func (d *Differ) discardDoubtful(s *side, isB bool, limit int32) {
	doubtful, k := s.doubtful, int(s.doubtful[0])
	for at := k; at < len(s.kept); at++ {
		if len(doubtful) > 0 && doubtful[0] == int32(at) {
			doubtful = doubtful[1:]
			if i := s.kept[at]; d.amongAlone(s, isB, limit, int(i)) {
				s.changed[i] = true
				continue
			}
		}
		s.kept[k], s.keys[k] = s.kept[at], s.keys[at]
		k++
	}
	s.kept, s.keys = s.kept[:k], s.keys[:k]
}

// amongAlone says whether a crowded line stands in a run of lines most of which have
// no counterpart, with such lines on both sides of it.
func (d *Differ) amongAlone(s *side, isB bool, limit int32, i int) bool {
	const window, weight = 100, 4
	from, to := max(0, i-window), min(len(s.class)-1, i+window)
	count := func(step int) (lone, crowd int) {
		crowd = 1
		for at := i + step; at >= from && at <= to; at += step {
			n := d.book.counts[s.class[at]].inB
			if isB {
				n = d.book.counts[s.class[at]].inA
			}
			switch {
			case n == 0:
				lone++
			case n >= limit:
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
