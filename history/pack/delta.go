package pack

import "fmt"

var (
	errDeltaBase = fmt.Errorf("%w: a delta does not fit its base", ErrDamaged)
	errDeltaSize = fmt.Errorf("%w: a delta declares no sane size", ErrDamaged)
	errDeltaLies = fmt.Errorf("%w: a delta does not give what it declares", ErrDamaged)
	errDeltaCut  = fmt.Errorf("%w: a delta is cut off", ErrDamaged)
)

// deltaSizes reads how large a delta's result is, at most MaxObject, and gives its
// instructions.
func deltaSizes(base, delta []byte) (int, []byte, error) {
	from, n := deltaSize(delta)
	if n == 0 || from != int64(len(base)) {
		return 0, nil, errDeltaBase
	}
	delta = delta[n:]
	size, n := deltaSize(delta)
	if n == 0 || size < 0 || size > MaxObject {
		return 0, nil, errDeltaSize
	}
	delta = delta[n:]
	// An instruction of one byte gives at most the whole base, or 127 bytes: what cannot
	// be reached is refused before memory is taken.
	if size > int64(len(delta))*int64(max(len(base), 127)) {
		return 0, nil, errDeltaLies
	}
	return int(size), delta, nil
}

// applyDelta rebuilds an object from its base and a delta's instructions into out,
// which has the size the delta declares. It is one long loop because it is the inner
// loop of reading.
func applyDelta(out, base, delta []byte) error {
	at, i := 0, 0
	for i < len(delta) {
		op := delta[i]
		i++
		if op < 0x80 {
			n := int(op)
			if n == 0 || n > len(delta)-i || n > len(out)-at {
				return errDeltaLies
			}
			copy(out[at:at+n], delta[i:i+n])
			at, i = at+n, i+n
			continue
		}
		if len(delta)-i < 7 && len(delta)-i < operands(op) {
			return errDeltaCut
		}
		var off, n uint
		if op&0x01 != 0 {
			off = uint(delta[i])
			i++
		}
		if op&0x02 != 0 {
			off |= uint(delta[i]) << 8
			i++
		}
		if op&0x04 != 0 {
			off |= uint(delta[i]) << 16
			i++
		}
		if op&0x08 != 0 {
			off |= uint(delta[i]) << 24
			i++
		}
		if op&0x10 != 0 {
			n = uint(delta[i])
			i++
		}
		if op&0x20 != 0 {
			n |= uint(delta[i]) << 8
			i++
		}
		if op&0x40 != 0 {
			n |= uint(delta[i]) << 16
			i++
		}
		if n == 0 {
			n = 0x10000
		}
		if off+n > uint(len(base)) || n > uint(len(out)-at) {
			return errDeltaLies
		}
		copy(out[at:at+int(n)], base[off:off+n])
		at += int(n)
	}
	if at != len(out) {
		return errDeltaLies
	}
	return nil
}

// operands is how many bytes follow a copy instruction.
func operands(op byte) int {
	n := 0
	for op &= 0x7f; op != 0; op &= op - 1 {
		n++
	}
	return n
}

func deltaSize(b []byte) (int64, int) {
	var v int64
	for i, c := range b {
		if i > 8 {
			return 0, 0
		}
		v |= int64(c&0x7f) << (7 * i)
		if c&0x80 == 0 {
			return v, i + 1
		}
	}
	return 0, 0
}
