// Package inflate decompresses the zlib streams of an object store.
package inflate

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What can be wrong with a stream.
var (
	ErrDamaged  = errors.New("a compressed stream is damaged")
	ErrTooLarge = errors.New("a compressed stream is too large")
)

// Inflater decompresses zlib streams (RFC 1950, 1951) whose size is known, straight
// from memory to memory: several times quicker for the small objects of a pack than
// a reader that knows neither. It is not safe for concurrent use.
type Inflater struct {
	lit, dist huffman
	codes     huffman // of code lengths
	tables    *alphabets
	scratch   []byte

	in   []byte
	pos  int    // next byte of in
	bits uint64 // bits read and not used, lowest first
	n    uint   // how many
}

// Stream decompresses a stream of unknown size, at most max bytes.
func (z *Inflater) Stream(src []byte, max int) ([]byte, error) {
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

// Room is memory of the inflater's own for n bytes, valid until the next call.
func (z *Inflater) Room(n int) []byte {
	if cap(z.scratch) < n {
		z.scratch = make([]byte, n+n/4)
	}
	return z.scratch[:n]
}

// Exactly decompresses exactly as many bytes as out has into it, checks the checksum
// and returns out.
func (z *Inflater) Exactly(src, out []byte) ([]byte, error) {
	if len(src) < 6 || src[0]&15 != 8 || src[1]&0x20 != 0 || (int(src[0])<<8|int(src[1]))%31 != 0 {
		return nil, fmt.Errorf("%w: no zlib stream", ErrDamaged)
	}
	at, err := z.blocks(src, out)
	if err != nil {
		return nil, err
	}
	if at != len(out) {
		return nil, fmt.Errorf("%w: an object is shorter than it says", ErrDamaged)
	}
	end := z.pos - int(z.n/8)
	if end+4 > len(src) || binary.BigEndian.Uint32(src[end:]) != adler(out) {
		return nil, fmt.Errorf("%w: a checksum is wrong", ErrDamaged)
	}
	return out, nil
}

// Start decompresses as many bytes as out has from the start of a stream that may have
// more, as far as that can be done, and says how many it gave. Nothing is verified.
func (z *Inflater) Start(src, out []byte) int {
	if len(src) < 6 {
		return 0
	}
	at, _ := z.blocks(src, out)
	return at
}

// blocks decompresses until the last block ends, out is full or something is wrong.
func (z *Inflater) blocks(src, out []byte) (at int, err error) {
	z.in, z.pos, z.bits, z.n = src, 2, 0, 0
	for last := false; !last && err == nil; {
		z.refill()
		last = z.bits&1 == 1
		kind := z.bits >> 1 & 3
		z.drop(3)
		switch kind {
		case 0:
			at, err = z.stored(out, at)
		case 1:
			t := z.alphabets()
			at, err = z.block(out, at, &t.fixedLit, &t.fixedDist)
		case 2:
			if err = z.dynamic(len(out)); err == nil {
				at, err = z.block(out, at, &z.lit, &z.dist)
			}
		default:
			err = errDeflate
		}
	}
	return at, err
}

var errDeflate = fmt.Errorf("%w: an object cannot be decompressed", ErrDamaged)

// refill makes at least 56 bits available, or all that are left; past the end zeros
// are read and found out by bounds on the output and by the checksum.
func (z *Inflater) refill() {
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

func (z *Inflater) drop(n uint) {
	z.bits >>= n
	z.n -= min(n, z.n)
}

func (z *Inflater) stored(out []byte, at int) (int, error) {
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

// block decodes one compressed block. It is long because it is the innermost loop of
// the whole reader: everything lives in locals.
func (z *Inflater) block(out []byte, at int, lit, dist *huffman) (int, error) {
	at, ended, err := z.amid(out, at, lit, dist)
	if ended || err != nil {
		return at, err
	}
	in, pos, hold, n := z.in, z.pos, z.bits, z.n
	litTable, litMask, litBits := lit.table, uint64(1)<<(lit.first&15)-1, lit.first&15
	distTable, distMask, distBits := dist.table, uint64(1)<<(dist.first&15)-1, dist.first&15
	for {
		// A length and a distance take at most 48 bits.
		if n < 48 {
			if pos+8 <= len(in) {
				hold |= binary.LittleEndian.Uint64(in[pos:]) << (n & 63)
				pos += int((63 - n) >> 3)
				n |= 56
			} else {
				for n <= 56 && pos < len(in) {
					hold |= uint64(in[pos]) << (n & 63)
					pos++
					n += 8
				}
			}
		}
		e := litTable[hold&litMask]
		if e&subtable != 0 {
			e = litTable[uint64(e>>16)+hold>>litBits&(1<<(e&15)-1)]
		}
		l := uint(e & 15)
		if l == 0 || l > n {
			return at, errDeflate
		}
		hold >>= l & 63
		n -= l
		if e&literal != 0 {
			if at >= len(out) {
				return at, errDeflate
			}
			out[at] = byte(e >> 16)
			at++
			continue
		}
		if e&ending != 0 {
			z.pos, z.bits, z.n = pos, hold, n
			return at, nil
		}
		x := uint(e>>4) & 15
		length := int(e>>16) + int(hold&(1<<x-1))
		hold >>= x
		d := distTable[hold&distMask]
		if d&subtable != 0 {
			d = distTable[uint64(d>>16)+hold>>distBits&(1<<(d&15)-1)]
		}
		dl, dx := uint(d&15), uint(d>>4)&15
		if dl == 0 || x+dl+dx > n {
			return at, errDeflate
		}
		n -= x + dl + dx
		hold >>= dl
		back := int(d>>16) + int(hold&(1<<dx-1))
		hold >>= dx
		if back > at || length > len(out)-at {
			return at, errDeflate
		}
		if back >= 8 && length+8 <= len(out)-at {
			// Eight bytes at a time; what goes past the end is written over next.
			to, from := out[at:at+length+8], out[at-back:]
			for i := 0; i < length; i += 8 {
				binary.LittleEndian.PutUint64(to[i:], binary.LittleEndian.Uint64(from[i:]))
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
