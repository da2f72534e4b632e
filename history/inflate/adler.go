package inflate

import "encoding/binary"

// adlerBase is the largest prime below 1<<16, and adlerStep how many bytes may be added up
// before a sum has to be reduced by it.
const adlerBase, adlerStep = 65521, 1 << 22

// adler is the Adler-32 checksum of some bytes (RFC 1950), eight of them at a time: four
// lanes of sixteen bits hold every other byte, and a product adds lanes up in the highest
// one, each with its weight.
func adler(b []byte) uint32 {
	const lanes = 0x00ff00ff00ff00ff
	const ones, evens, odds = 1<<48 | 1<<32 | 1<<16 | 1, 8<<48 | 6<<32 | 4<<16 | 2, 7<<48 | 5<<32 | 3<<16 | 1
	sum, sums := uint64(1), uint64(0) // of the bytes, and of that sum after each byte
	for len(b) > 0 {
		part := b[:min(len(b), adlerStep)]
		b = b[len(part):]
		for ; len(part) >= 8; part = part[8:] {
			x := binary.LittleEndian.Uint64(part)
			even, odd := x&lanes, x>>8&lanes
			sums += 8*sum + (even*evens)>>48 + (odd*odds)>>48
			sum += (even + odd) * ones >> 48
		}
		for _, c := range part {
			sum += uint64(c)
			sums += sum
		}
		sum, sums = sum%adlerBase, sums%adlerBase
	}
	return uint32(sums<<16 | sum)
}
