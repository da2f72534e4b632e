package text

import (
	"bytes"
	"slices"
)

// Git shows changes with lines around them, but blames without: then it leaves out
// most of what both contents share at the end before it compares. That seldom changes
// the result: where it decides which lines are too frequent to be matched, or how far a
// run may move.

// block is what is left out at a time, in bytes.
const block = 1024

// sharedTail is how many bytes at the end are left out: whole blocks, less the rest of
// the line that they begin in.
func sharedTail(a, b []byte) int {
	n := 0
	for least := min(len(a), len(b)); n+block <= least && bytes.Equal(a[len(a)-n-block:len(a)-n], b[len(b)-n-block:len(b)-n]); {
		n += block
	}
	return n - len(bytes.SplitAfterN(a[len(a)-n:], []byte{'\n'}, 2)[0])
}

// Blamed gives what differs as blame goes by it, where that is something else than Compare
// gave just before for the same contents. The result is valid until the next call.
func (d *Differ) Blamed(a, b Text) (hunks []Hunk, other bool) {
	if !d.tailTells {
		return nil, false
	}
	n := sharedTail(a.Bytes, b.Bytes)
	a.Bytes, b.Bytes = a.Bytes[:len(a.Bytes)-n], b.Bytes[:len(b.Bytes)-n]
	return d.Compare(a, b), true
}

// lookAtTail finds what would be left out. Where that is more than what stands behind
// the middles it may decide anything.
func (d *Differ) lookAtTail(a, b []byte, pre int) {
	d.left = sharedTail(a, b)
	if pre > min(len(a), len(b))-d.left {
		d.left, d.tailTells = 0, true
	}
}

// addTail counts the lines of the tail too, after what would be compared without them
// was found, and notes whether that makes a difference.
func (d *Differ) addTail(tail []int32) {
	if !d.countTail(tail) {
		return
	}
	for _, s := range [2]*side{&d.a, &d.b} {
		s.kept, s.without = s.without, s.kept
		s.total += len(tail)
		clear(s.changed)
		d.discard(s, s == &d.b)
		d.tailTells = d.tailTells || !slices.Equal(s.kept, s.without)
	}
}

// countTail counts the lines of the tail and says whether any line of the middles may be
// alone or crowded that was not before, or the other way round.
func (d *Differ) countTail(tail []int32) bool {
	limitA, limitB := d.a.limit(len(tail)), d.b.limit(len(tail))
	changed := d.a.crowds && limitA != d.a.limit(0) || d.b.crowds && limitB != d.b.limit(0)
	counts := d.book.counts
	for _, id := range tail {
		if n := &counts[id]; n.inA|n.inB != 0 {
			n.inA++
			n.inB++
			changed = changed || n.inA == 1 || n.inB == 1 || n.inB == limitA || n.inA == limitB
		}
	}
	return changed
}

// reaches says whether a place at or after an offset was looked at.
func (s *slider) reaches(at int) bool { return int(s.starts[min(s.reach, s.n)]) >= at }
