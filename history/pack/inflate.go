package pack

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"io"
)

// inflater decompresses zlib streams (RFC 1950, 1951) whose size is known, straight
// from memory to memory: several times quicker for the small objects of a pack than
// a reader that knows neither. It is not safe for concurrent use.
type inflater struct {
	lit, dist huffman
	fixed     *fixedCodes
	scratch   []byte

	in   []byte
	pos  int    // next byte of in
	bits uint64 // bits read and not used, lowest first
	n    uint   // how many
}

type fixedCodes struct{ lit, dist huffman }

// stream decompresses a stream of unknown size, at most max bytes.
func (z *inflater) stream(src []byte, max int) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(max)+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(out) > max {
		return nil, ErrTooLarge
	}
	return out, nil
}

// inflate decompresses exactly size bytes into buf if that is large enough, else into
// new memory, and checks the checksum.
func (z *inflater) inflate(src []byte, size int, buf []byte) ([]byte, error) {
	if len(src) < 6 || src[0]&15 != 8 || src[1]&0x20 != 0 || (int(src[0])<<8|int(src[1]))%31 != 0 {
		return nil, fmt.Errorf("%w: no zlib stream", ErrDamaged)
	}
	if cap(buf) < size {
		buf = make([]byte, size)
	}
	out := buf[:size]
	z.in, z.pos, z.bits, z.n = src, 2, 0, 0
	at, last := 0, false
	for !last {
		z.refill()
		last = z.bits&1 == 1
		kind := z.bits >> 1 & 3
		z.drop(3)
		var err error
		switch kind {
		case 0:
			at, err = z.stored(out, at)
		case 1:
			f := z.fixedTables()
			at, err = z.block(out, at, &f.lit, &f.dist)
		case 2:
			if err = z.dynamic(); err == nil {
				at, err = z.block(out, at, &z.lit, &z.dist)
			}
		default:
			err = errDeflate
		}
		if err != nil {
			return nil, err
		}
	}
	if at != size {
		return nil, fmt.Errorf("%w: an object is shorter than it says", ErrDamaged)
	}
	end := z.pos - int(z.n/8)
	if end+4 > len(src) || binary.BigEndian.Uint32(src[end:]) != adler32.Checksum(out) {
		return nil, fmt.Errorf("%w: a checksum is wrong", ErrDamaged)
	}
	return out, nil
}

var errDeflate = fmt.Errorf("%w: an object cannot be decompressed", ErrDamaged)

// refill makes at least 56 bits available, or all that are left; past the end zeros
// are read and found out by bounds on the output and by the checksum.
func (z *inflater) refill() {
	if z.pos+8 <= len(z.in) {
		z.bits |= binary.LittleEndian.Uint64(z.in[z.pos:]) << z.n
		z.pos += int((63 - z.n) >> 3)
		z.n |= 56
		return
	}
	for z.n <= 56 && z.pos < len(z.in) {
		z.bits |= uint64(z.in[z.pos]) << z.n
		z.pos++
		z.n += 8
	}
}

func (z *inflater) drop(n uint) {
	z.bits >>= n
	z.n -= min(n, z.n)
}

func (z *inflater) stored(out []byte, at int) (int, error) {
	z.drop(z.n & 7)
	z.pos -= int(z.n / 8)
	z.bits, z.n = 0, 0
	if z.pos+4 > len(z.in) {
		return at, errDeflate
	}
	n := int(binary.LittleEndian.Uint16(z.in[z.pos:]))
	not := int(binary.LittleEndian.Uint16(z.in[z.pos+2:]))
	z.pos += 4
	if n^not != 0xffff || z.pos+n > len(z.in) || at+n > len(out) {
		return at, errDeflate
	}
	copy(out[at:], z.in[z.pos:z.pos+n])
	z.pos += n
	return at + n, nil
}

var (
	lengthBase  = [...]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [...]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase    = [...]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	distExtra   = [...]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
	lengthOrder = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

// block decodes one compressed block. It is long because it is the innermost loop of
// the whole reader: everything lives in locals.
func (z *inflater) block(out []byte, at int, lit, dist *huffman) (int, error) {
	in, pos, bits, n := z.in, z.pos, z.bits, z.n
	litTable, distTable := lit.table, dist.table
	for {
		if pos+8 <= len(in) {
			bits |= binary.LittleEndian.Uint64(in[pos:]) << n
			pos += int((63 - n) >> 3)
			n |= 56
		} else {
			for n <= 56 && pos < len(in) {
				bits |= uint64(in[pos]) << n
				pos++
				n += 8
			}
		}
		e := litTable[bits&(1<<primary-1)]
		if e&subtable != 0 {
			e = litTable[uint64(e>>8&0x7fffff)+bits>>primary&(1<<(e&15)-1)]
		}
		l := uint(e & 15)
		if l == 0 || l > n {
			return at, errDeflate
		}
		bits >>= l
		n -= l
		sym := e >> 8
		if sym < 256 {
			if at >= len(out) {
				return at, errDeflate
			}
			out[at] = byte(sym)
			at++
			// More literals while the bits at hand surely suffice.
			for n >= 15 && at < len(out) {
				e = litTable[bits&(1<<primary-1)]
				if e >= 256<<8 || e&15 == 0 {
					break
				}
				out[at] = byte(e >> 8)
				at++
				bits >>= e & 15
				n -= uint(e & 15)
			}
			continue
		}
		if sym == 256 {
			z.pos, z.bits, z.n = pos, bits, n
			return at, nil
		}
		sym -= 257
		if sym >= 29 {
			return at, errDeflate
		}
		x := uint(lengthExtra[sym])
		length := int(lengthBase[sym]) + int(bits&(1<<x-1))
		bits >>= x
		d := distTable[bits&(1<<primaryDist-1)]
		if d&subtable != 0 {
			d = distTable[uint64(d>>8&0x7fffff)+bits>>primaryDist&(1<<(d&15)-1)]
		}
		dl := uint(d & 15)
		ds := d >> 8
		if dl == 0 || ds >= 30 {
			return at, errDeflate
		}
		bits >>= dl
		dx := uint(distExtra[ds])
		back := int(distBase[ds]) + int(bits&(1<<dx-1))
		bits >>= dx
		if used := x + dl + dx; used > n {
			return at, errDeflate
		} else {
			n -= used
		}
		if back > at || at+length > len(out) {
			return at, errDeflate
		}
		if back >= 8 && at+length+8 <= len(out) {
			// Eight bytes at a time; what goes past the end is written over next.
			for i := 0; i < length; i += 8 {
				binary.LittleEndian.PutUint64(out[at+i:], binary.LittleEndian.Uint64(out[at-back+i:]))
			}
			at += length
			continue
		}
		if back >= length {
			copy(out[at:at+length], out[at-back:])
			at += length
			continue
		}
		for end := at + length; at < end; at++ {
			out[at] = out[at-back]
		}
	}
}

// How many bits the first level of a table looks at: of lengths and literals, and of
// distances.
const (
	primary     = 10
	primaryDist = 8
)

// subtable marks an entry that points to a second level.
const subtable = 1 << 31

// huffman is a decoding table. An entry is symbol<<8 | length, or for longer codes
// subtable | start<<8 | bits of the second level, whose entries hold whole lengths.
type huffman struct {
	table []uint32
	first uint // bits of the first level
}

// build makes the table from code lengths; false when they are over-subscribed.
func (h *huffman) build(lengths []uint8, first uint) bool {
	h.first = first
	var count [16]int
	longest := uint(0)
	for _, l := range lengths {
		count[l]++
		longest = max(longest, uint(l))
	}
	count[0] = 0
	var next [17]int
	code := 0
	for l := 1; l < 16; l++ {
		code = (code + count[l-1]) << 1
		next[l] = code
		if code+count[l] > 1<<l {
			return false
		}
	}
	h.table = resize(h.table, 1<<first)
	for sym, l := range lengths {
		if l == 0 {
			continue
		}
		rev := reverse(next[l], uint(l))
		next[l]++
		h.enter(uint32(sym)<<8, uint(l), rev, longest)
	}
	return true
}

func (h *huffman) enter(sym uint32, l uint, rev int, longest uint) {
	if l <= h.first {
		for i := rev; i < 1<<h.first; i += 1 << l {
			h.table[i] = sym | uint32(l)
		}
		return
	}
	low := rev & (1<<h.first - 1)
	more := longest - h.first
	if h.table[low]&subtable == 0 {
		h.table[low] = subtable | uint32(len(h.table))<<8 | uint32(more)
		h.table = append(h.table, make([]uint32, 1<<more)...)
	}
	start := int(h.table[low] >> 8 & 0x7fffff)
	for i := rev >> h.first; i < 1<<more; i += 1 << (l - h.first) {
		h.table[start+i] = sym | uint32(l)
	}
}

func resize(t []uint32, n int) []uint32 {
	if cap(t) < n {
		return make([]uint32, n, 2*n)
	}
	t = t[:n]
	clear(t)
	return t
}

func reverse(code int, l uint) int {
	out := 0
	for range l {
		out = out<<1 | code&1
		code >>= 1
	}
	return out
}
