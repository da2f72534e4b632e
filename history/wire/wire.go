// Package wire reads numbers and strings off a string, as encoding/binary's Append
// functions wrote them, without copying.
package wire

import "encoding/binary"

// Reader reads from the front of Rest. Once something does not fit it is Bad, has
// nothing left and gives zero values.
type Reader struct {
	Rest string
	Bad  bool
}

// Fail makes the reader bad.
func (r *Reader) Fail() { r.Bad, r.Rest = true, "" }

// Bytes reads n bytes.
func (r *Reader) Bytes(n int) string {
	if n < 0 || n > len(r.Rest) {
		r.Fail()
		return ""
	}
	out := r.Rest[:n]
	r.Rest = r.Rest[n:]
	return out
}

// Byte reads one byte.
func (r *Reader) Byte() byte {
	b := r.Bytes(1)
	if r.Bad {
		return 0
	}
	return b[0]
}

// Uvarint reads what binary.AppendUvarint wrote.
func (r *Reader) Uvarint() uint64 {
	var v uint64
	for i := range min(len(r.Rest), binary.MaxVarintLen64) {
		b := r.Rest[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.Rest = r.Rest[i+1:]
			return v
		}
	}
	r.Fail()
	return 0
}

// Varint reads what binary.AppendVarint wrote.
func (r *Reader) Varint() int64 {
	v := r.Uvarint()
	return int64(v>>1) ^ -int64(v&1)
}

// Word reads what binary.LittleEndian.AppendUint64 wrote.
func (r *Reader) Word() uint64 {
	b := r.Bytes(8)
	if r.Bad {
		return 0
	}
	low := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24
	return low | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// String reads a string after its length.
func (r *Reader) String() string {
	n := r.Uvarint()
	if n > uint64(len(r.Rest)) {
		r.Fail()
		return ""
	}
	return r.Bytes(int(n))
}
