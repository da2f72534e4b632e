package text

import "slices"

// Text is a content and its name: two contents of one name are the same. What was
// found about a named one is used again in the next comparisons; the zero name is none.
type Text struct {
	Bytes []byte
	Name  Name
}

// Name is the name of a content.
type Name [32]byte

// cut is a content cut into lines. Those of two contents that are equal have one number.
type cut struct {
	name   Name
	ids    []int32 // of the lines
	starts []int32 // where they start, and where the last one ends
}

// at is the line that starts at an offset.
func (c *cut) at(offset int) int {
	i, _ := slices.BinarySearch(c.starts, int32(offset))
	return i
}

// until is the cut of the first n bytes; false when no line ends there.
func (c *cut) until(n int) (cut, bool) {
	i, ok := slices.BinarySearch(c.starts, int32(n))
	if !ok {
		return cut{}, false
	}
	return cut{c.name, c.ids[:i], c.starts[:i+1]}, true
}

// book numbers lines by their hashes.
type book struct {
	places []place
	counts []count // by number; zero between comparisons
}

// place holds a line's hash, 0 when it is free, beside its number: both are wanted at once.
type place struct {
	hash   uint64
	number int32
}

// count is how often each content of a comparison has a line.
type count struct{ inA, inB int32 }

// leastBook is how many places a book has at least; half of them may be taken.
const leastBook = 1 << 15

// fits says whether so many more lines can be numbered.
func (b *book) fits(lines int) bool { return 2*(len(b.counts)+lines) <= len(b.places) }

// empty forgets all lines and makes room for so many.
func (b *book) empty(lines int) {
	size := leastBook
	for size < 2*lines {
		size *= 2
	}
	if size == len(b.places) {
		clear(b.places)
	} else {
		b.places = make([]place, size)
	}
	b.counts = b.counts[:0]
}

// id is the number of the line with a hash, a new one if it was not seen.
func (b *book) id(h uint64) int32 {
	h = max(h, 1)
	places := b.places
	mask := uint64(len(places) - 1)
	for i := h >> 7 & mask; ; i = (i + 1) & mask {
		switch p := &places[i]; p.hash {
		case h:
			return p.number
		case 0:
			p.hash, p.number = h, int32(len(b.counts))
			b.counts = append(b.counts, count{})
			return p.number
		}
	}
}

// Bounds on the cuts that are kept: how many, and the lines above which one is the only
// one beside that it is compared with.
const keptCuts, largeCut = 8, 1 << 17

// cuts gives both contents of a comparison cut into lines: what is known of them, else
// by what they share with each other.
func (d *Differ) cuts(a, b Text, pre, suf int) (x, y cut) {
	x, okA := d.known(a)
	y, okB := d.known(b)
	ma, mb := a.Bytes[pre:len(a.Bytes)-suf], b.Bytes[pre:len(b.Bytes)-suf]
	if okA && okB {
		return x, y
	}
	more := Lines(ma) + Lines(mb)
	if !okA && !okB {
		more = Lines(a.Bytes) + Lines(mb)
	}
	if !d.book.fits(more) {
		d.kept = [keptCuts]cut{}
		okA, okB = false, false
		d.book.empty(2 * (Lines(a.Bytes) + Lines(mb)))
	}
	if !okA && !okB {
		y, okB = d.cutWhole(b), true
	}
	if okB {
		return d.cutBeside(a, y, b.Bytes, pre, suf), y
	}
	return x, d.cutBeside(b, x, a.Bytes, pre, suf)
}

// known is the cut of a content that is kept.
func (d *Differ) known(t Text) (cut, bool) {
	if t.Name == (Name{}) {
		return cut{}, false
	}
	for i := range d.kept {
		if c := &d.kept[i]; c.name == t.Name {
			if part, ok := c.until(len(t.Bytes)); ok {
				return part, true
			}
		}
	}
	return cut{}, false
}

// room is an empty cut for a content of so many bytes, which will be kept; not the one
// that beside is part of.
func (d *Differ) room(t Text, beside *cut) *cut {
	if d.turn = (d.turn + 1) % keptCuts; beside != nil && len(d.kept[d.turn].starts) > 0 && &d.kept[d.turn].starts[0] == &beside.starts[0] {
		d.turn = (d.turn + 1) % keptCuts
	}
	c := &d.kept[d.turn]
	if cap(c.ids) > largeCut {
		*c = cut{}
	}
	c.name, c.ids, c.starts = t.Name, c.ids[:0], c.starts[:0]
	return c
}

func (d *Differ) cutWhole(t Text) cut {
	c := d.room(t, nil)
	d.cutLines(c, t.Bytes, 0)
	c.starts = append(c.starts, int32(len(t.Bytes)))
	return *c
}

// cutBeside cuts a content that shares its ends with another one.
func (d *Differ) cutBeside(t Text, other cut, bytes []byte, pre, suf int) cut {
	c := d.room(t, &other)
	n := len(bytes)
	from, to := other.at(pre), other.at(n-suf)
	c.ids = append(c.ids, other.ids[:from]...)
	c.starts = append(c.starts, other.starts[:from]...)
	l := like{ids: other.ids[:to], starts: other.starts[:to+1], bytes: bytes[:n-suf], at: from}
	d.cutLike(c, t.Bytes[:len(t.Bytes)-suf], pre, &l)
	c.ids = append(c.ids, other.ids[to:]...)
	at, shift := len(c.starts), int32(len(t.Bytes)-n)
	c.starts = append(c.starts, other.starts[to:]...)
	for i := range c.starts[at:] {
		c.starts[at+i] += shift
	}
	if len(c.ids) > largeCut {
		for i := range d.kept {
			if k := &d.kept[i]; k != c && (len(k.starts) == 0 || &k.starts[0] != &other.starts[0]) {
				*k = cut{}
			}
		}
	}
	return *c
}

// cutLines adds the lines of a part that starts at an offset.
func (d *Differ) cutLines(c *cut, part []byte, offset int) {
	for at := 0; at < len(part); {
		hash, n := hashFirst(part[at:])
		c.ids = append(c.ids, d.book.id(hash))
		c.starts = append(c.starts, int32(offset+at))
		at += n
	}
}
