package inflate

import "encoding/binary"

// amidRoom is how many bytes of the output a turn of amid may write: two literals and a
// longest match, sixteen bytes at a time.
const amidRoom = 2 + 258 + 16

// amid decodes a block as long as neither the input nor the output is near its end, so
// that what block has to ask at each symbol need not be asked. It is long because it is
// the innermost loop.
func (z *Inflater) amid(out []byte, at int, lit, dist *huffman) (to int, ended bool, err error) {
	in, pos, hold, n := z.in, z.pos, z.bits, z.n
	litTable, litMask, litBits := lit.table, uint64(1)<<(lit.first&15)-1, lit.first&15
	distTable, distMask, distBits := dist.table, uint64(1)<<(dist.first&15)-1, dist.first&15
	for pos+16 <= len(in) && at+amidRoom <= len(out) {
		hold |= binary.LittleEndian.Uint64(in[pos:]) << (n & 63)
		pos += int((63 - n) >> 3)
		n |= 56
		e := litTable[hold&litMask]
		if e&literal != 0 {
			hold >>= e & 15
			n -= uint(e & 15)
			out[at] = byte(e >> 16)
			at++
			if e = litTable[hold&litMask]; e&literal != 0 {
				hold >>= e & 15
				n -= uint(e & 15)
				out[at] = byte(e >> 16)
				at++
				if e = litTable[hold&litMask]; e&literal != 0 {
					hold >>= e & 15
					n -= uint(e & 15)
					out[at] = byte(e >> 16)
					at++
					continue
				}
			}
			// A length and a distance take at most 48 bits.
			hold |= binary.LittleEndian.Uint64(in[pos:]) << (n & 63)
			pos += int((63 - n) >> 3)
			n |= 56
		}
		if e&subtable != 0 {
			e = litTable[uint64(e>>16)+hold>>litBits&(1<<(e&15)-1)]
		}
		l := uint(e & 15)
		if l == 0 {
			return at, false, errDeflate
		}
		hold >>= l
		n -= l
		if e&(literal|ending) != 0 {
			if e&ending != 0 {
				z.pos, z.bits, z.n = pos, hold, n
				return at, true, nil
			}
			out[at] = byte(e >> 16)
			at++
			continue
		}
		x := uint(e>>4) & 15
		length := int(e>>16) + int(hold&(1<<x-1))
		hold >>= x
		d := distTable[hold&distMask]
		if d&subtable != 0 {
			d = distTable[uint64(d>>16)+hold>>distBits&(1<<(d&15)-1)]
		}
		dl, dx := uint(d&15), uint(d>>4)&15
		hold >>= dl
		back := int(d>>16) + int(hold&(1<<dx-1))
		hold >>= dx
		n -= x + dl + dx
		if dl == 0 || back > at {
			return at, false, errDeflate
		}
		if back < 8 {
			for end := at + length; at < end; at++ {
				out[at] = out[at-back]
			}
			continue
		}
		// What goes past the end is written over next.
		to, from := out[at:at+amidRoom-2], out[at-back:]
		for i := 0; i < length; i += 16 {
			binary.LittleEndian.PutUint64(to[i:], binary.LittleEndian.Uint64(from[i:]))
			binary.LittleEndian.PutUint64(to[i+8:], binary.LittleEndian.Uint64(from[i+8:]))
		}
		at += length
	}
	z.pos, z.bits, z.n = pos, hold, n
	return at, false, nil
}
