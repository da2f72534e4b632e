package pack

import "fmt"

// ApplyDelta rebuilds an object from its base and a delta. The result has the size
// the delta declares, at most MaxObject.
func ApplyDelta(base, delta []byte) ([]byte, error) {
	from, n := deltaSize(delta)
	if n == 0 || from != int64(len(base)) {
		return nil, fmt.Errorf("%w: a delta does not fit its base", ErrDamaged)
	}
	delta = delta[n:]
	size, n := deltaSize(delta)
	if n == 0 || size > MaxObject {
		return nil, fmt.Errorf("%w: a delta declares no sane size", ErrDamaged)
	}
	delta = delta[n:]
	// An instruction of one byte gives at most the whole base, or 127 bytes: what cannot
	// be reached is refused before memory is taken.
	if size > int64(len(delta))*int64(max(len(base), 127)) {
		return nil, fmt.Errorf("%w: a delta declares more than it holds", ErrDamaged)
	}
	out := make([]byte, 0, size)
	for len(delta) > 0 {
		var err error
		if out, delta, err = deltaStep(out, base, delta); err != nil {
			return nil, err
		}
	}
	if int64(len(out)) != size {
		return nil, fmt.Errorf("%w: a delta gives the wrong size", ErrDamaged)
	}
	return out, nil
}

// deltaStep applies one instruction. It is long for an instruction because it is the
// inner loop of reading.
func deltaStep(out, base, delta []byte) ([]byte, []byte, error) {
	op := delta[0]
	delta = delta[1:]
	if op&0x80 == 0 {
		n := int(op)
		if n == 0 || n > len(delta) || len(out)+n > cap(out) {
			return nil, nil, fmt.Errorf("%w: a delta inserts what is not there", ErrDamaged)
		}
		return append(out, delta[:n]...), delta[n:], nil
	}
	var off, n uint
	for i := uint(0); i < 7; i++ {
		if op>>i&1 == 0 {
			continue
		}
		if len(delta) == 0 {
			return nil, nil, fmt.Errorf("%w: a delta is cut off", ErrDamaged)
		}
		if i < 4 {
			off |= uint(delta[0]) << (8 * i)
		} else {
			n |= uint(delta[0]) << (8 * (i - 4))
		}
		delta = delta[1:]
	}
	if n == 0 {
		n = 0x10000
	}
	if off+n > uint(len(base)) || uint(len(out))+n > uint(cap(out)) {
		return nil, nil, fmt.Errorf("%w: a delta copies what is not there", ErrDamaged)
	}
	return append(out, base[off:off+n]...), delta, nil
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
