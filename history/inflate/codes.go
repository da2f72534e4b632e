package inflate

import "math/bits"

// huffman is a decoding table. Its first level is indexed by the next bits of the
// stream; an entry holds, from the lowest bit, the length of its code (4 bits), how
// many further bits belong to it (4 bits), what it is, and from bit 16 on its value. A
// code longer than the first level leads to a second one: its entry holds how many
// bits that looks at and where it starts. The zero entry is no code.
type huffman struct {
	table []uint32
	first uint // bits of the first level
}

// What an entry is, besides a length or a distance.
const (
	literal  = 1 << 8
	subtable = 1 << 9
	ending   = 1 << 10
)

// How many bits a first level looks at, at most: of lengths and literals, and of
// distances; of short streams less, since making the table takes longer than using it.
const (
	primary, primaryShort         = 10, 9
	primaryDist, primaryDistShort = 8, 7
	shortStream                   = 1 << 10 // bytes
)

var (
	lengthBase  = [...]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [...]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase    = [...]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	distExtra   = [...]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
	lengthOrder = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

func litEntry(sym int) uint32 {
	switch {
	case sym < 256:
		return uint32(sym)<<16 | literal
	case sym == 256:
		return ending
	case sym-257 < len(lengthBase):
		return uint32(lengthBase[sym-257])<<16 | uint32(lengthExtra[sym-257])<<4
	}
	return 0
}

func distEntry(sym int) uint32 {
	if sym < len(distBase) {
		return uint32(distBase[sym])<<16 | uint32(distExtra[sym])<<4
	}
	return 0
}

func codeEntry(sym int) uint32 { return uint32(sym)<<16 | literal }

// build makes the table from code lengths; false when they are over-subscribed.
func (h *huffman) build(lengths []uint8, first uint, entries *[288]uint32) bool {
	var count [16]int
	for _, l := range lengths {
		count[l&15]++
	}
	count[0] = 0
	longest := uint(15)
	for longest > 1 && count[longest] == 0 {
		longest--
	}
	h.first = min(first, longest)
	var next [17]uint
	code, whole := uint(0), 0
	for l := 1; l < 16; l++ {
		code = (code + uint(count[l-1])) << 1
		next[l] = code
		if code+uint(count[l]) > 1<<l {
			return false
		}
		whole += count[l] << (15 - l)
	}
	h.size(1<<h.first, whole == 1<<15 && longest == h.first)
	for sym, l := range lengths {
		if l == 0 {
			continue
		}
		rev := uint(bits.Reverse16(uint16(next[l&15]))) >> (16 - l&15)
		next[l&15]++
		if e := entries[sym]; uint(l) <= h.first {
			h.enter(e, uint(l), rev)
		} else {
			h.enterLong(e, uint(l), rev, longest)
		}
	}
	return true
}

// enter fills in all places of a code that the first level decides.
func (h *huffman) enter(e uint32, l, rev uint) {
	if e == 0 {
		return
	}
	e |= uint32(l)
	table, step := h.table, uint(1)<<(l&15)
	for i := rev; i < uint(len(table)) && i < 1<<h.first; i += step {
		table[i] = e
	}
}

func (h *huffman) enterLong(e uint32, l, rev, longest uint) {
	if e == 0 {
		return
	}
	low, more := rev&(1<<h.first-1), longest-h.first
	if h.table[low]&subtable == 0 {
		h.table[low] = subtable | uint32(len(h.table))<<16 | uint32(more)
		h.size(len(h.table)+1<<more, false)
	}
	start := uint(h.table[low] >> 16)
	for i := rev >> h.first; i < 1<<more; i += 1 << (l - h.first) {
		h.table[start+i] = e | uint32(l)
	}
}

// size makes the table n entries long; what is new is zero unless all of it is going
// to be filled.
func (h *huffman) size(n int, filled bool) {
	was := len(h.table)
	if n <= 1<<h.first {
		was = 0
	}
	if cap(h.table) < n {
		h.table = append(make([]uint32, 0, 2*n), h.table[:was]...)
	}
	h.table = h.table[:n]
	if !filled {
		clear(h.table[was:])
	}
}

// dynamic reads the code lengths of a block and builds its tables, for a stream that
// gives n bytes.
func (z *Inflater) dynamic(n int) error {
	z.refill()
	lits, dists, codes := int(z.bits&31)+257, int(z.bits>>5&31)+1, int(z.bits>>10&15)+4
	z.drop(14)
	if lits > 286 || dists > 30 {
		return errDeflate
	}
	var order [19]uint8
	for i := range codes {
		z.refill()
		order[lengthOrder[i]] = uint8(z.bits & 7)
		z.drop(3)
	}
	t := z.alphabets()
	if !z.codes.build(order[:], 7, &t.codes) {
		return errDeflate
	}
	var lengths [286 + 30]uint8
	if err := z.lengths(lengths[:lits+dists]); err != nil {
		return err
	}
	first, firstDist := uint(primary), uint(primaryDist)
	if n < shortStream {
		first, firstDist = primaryShort, primaryDistShort
	}
	if !z.lit.build(lengths[:lits], first, &t.lit) || !z.dist.build(lengths[lits:lits+dists], firstDist, &t.dist) {
		return errDeflate
	}
	return nil
}

// lengths reads code lengths, which are themselves coded.
func (z *Inflater) lengths(out []uint8) error {
	mask := uint64(1)<<z.codes.first - 1
	for i := 0; i < len(out); {
		z.refill()
		e := z.codes.table[z.bits&mask]
		l := uint(e & 15)
		if l == 0 || l > z.n {
			return errDeflate
		}
		z.drop(l)
		sym := e >> 16
		if sym < 16 {
			out[i] = uint8(sym)
			i++
			continue
		}
		var again int
		var value uint8
		switch sym {
		case 16:
			if i == 0 {
				return errDeflate
			}
			value = out[i-1]
			again = 3 + int(z.bits&3)
			z.drop(2)
		case 17:
			again = 3 + int(z.bits&7)
			z.drop(3)
		default:
			again = 11 + int(z.bits&127)
			z.drop(7)
		}
		if i+again > len(out) {
			return errDeflate
		}
		for range again {
			out[i] = value
			i++
		}
	}
	return nil
}

// alphabets are the entries of all symbols, less the lengths of their codes, and the
// fixed codes.
type alphabets struct {
	lit, dist, codes    [288]uint32
	fixedLit, fixedDist huffman
}

func (z *Inflater) alphabets() *alphabets {
	if z.tables == nil {
		z.tables = newAlphabets()
	}
	return z.tables
}

func newAlphabets() *alphabets {
	t := &alphabets{}
	for i := range t.lit {
		t.lit[i], t.dist[i], t.codes[i] = litEntry(i), distEntry(i), codeEntry(i)
	}
	var l [288]uint8
	for i := range l {
		switch {
		case i < 144:
			l[i] = 8
		case i < 256:
			l[i] = 9
		case i < 280:
			l[i] = 7
		default:
			l[i] = 8
		}
	}
	var d [30]uint8
	for i := range d {
		d[i] = 5
	}
	t.fixedLit.build(l[:], primary, &t.lit)
	t.fixedDist.build(d[:], primaryDist, &t.dist)
	return t
}
