package pack

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// packFile is one pack and its index, both mapped.
type packFile struct {
	data    []byte
	fanout  []byte // 256 big-endian counts
	names   []byte // n × hashLen, sorted
	offsets []byte // n × 4
	large   []byte // m × 8
	n       int
	hashLen int
}

// newPack checks the layout of an index and its pack.
func newPack(idx, data []byte, hashLen int) (*packFile, error) {
	if len(idx) < 8+1024+2*hashLen || !bytes.Equal(idx[:4], []byte("\xfftOc")) {
		return nil, fmt.Errorf("%w: the pack index is not of version 2", ErrUnsupported)
	}
	if v := binary.BigEndian.Uint32(idx[4:]); v != 2 {
		return nil, fmt.Errorf("%w: the pack index has version %d", ErrUnsupported, v)
	}
	if len(data) < 12+hashLen || string(data[:4]) != "PACK" {
		return nil, fmt.Errorf("%w: no pack", ErrDamaged)
	}
	if v := binary.BigEndian.Uint32(data[4:]); v != 2 && v != 3 {
		return nil, fmt.Errorf("%w: the pack has version %d", ErrUnsupported, v)
	}
	p := &packFile{data: data[:len(data)-hashLen], fanout: idx[8 : 8+1024], hashLen: hashLen}
	p.n = int(binary.BigEndian.Uint32(p.fanout[255*4:]))
	at := 8 + 1024
	end := len(idx) - 2*hashLen
	need := p.n * (hashLen + 4 + 4)
	if p.n < 0 || need < 0 || at+need > end {
		return nil, fmt.Errorf("%w: the pack index is cut off", ErrDamaged)
	}
	p.names = idx[at : at+p.n*hashLen]
	at += p.n * (hashLen + 4) // past the checksums
	p.offsets = idx[at : at+p.n*4]
	p.large = idx[at+p.n*4 : end]
	return p, p.checkFanout()
}

func (p *packFile) checkFanout() error {
	before := uint32(0)
	for i := range 256 {
		v := binary.BigEndian.Uint32(p.fanout[i*4:])
		if v < before || int64(v) > int64(p.n) {
			return fmt.Errorf("%w: the pack index is out of order", ErrDamaged)
		}
		before = v
	}
	return nil
}

// find gives the offset of an object in the pack. Names are spread evenly, so where
// one stands can be guessed; after a few guesses that did not help, the rest is halved.
func (p *packFile) find(name []byte) (int64, bool) {
	lo, hi := 0, int(binary.BigEndian.Uint32(p.fanout[int(name[0])*4:]))
	if name[0] > 0 {
		lo = int(binary.BigEndian.Uint32(p.fanout[(int(name[0])-1)*4:]))
	}
	key := binary.BigEndian.Uint64(name)
	low, high := uint64(name[0])<<56, uint64(name[0])<<56|(1<<56-1)
	for guess := 0; lo < hi; guess++ {
		mid := (lo + hi) / 2
		if guess < 4 && high > low {
			part := float64(key-low) / float64(high-low)
			mid = min(lo+int(part*float64(hi-lo)), hi-1)
		}
		at := p.names[mid*p.hashLen : (mid+1)*p.hashLen]
		switch found := binary.BigEndian.Uint64(at); {
		case found < key:
			lo, low = mid+1, found
		case found > key:
			hi, high = mid, found
		default:
			c := bytes.Compare(at, name)
			if c == 0 {
				return p.offset(mid)
			}
			if guess = 4; c < 0 {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
	}
	return 0, false
}

func (p *packFile) offset(i int) (int64, bool) {
	v := binary.BigEndian.Uint32(p.offsets[i*4:])
	if v < 1<<31 {
		return int64(v), true
	}
	at := int(v&(1<<31-1)) * 8
	if at+8 > len(p.large) {
		return 0, false
	}
	off := binary.BigEndian.Uint64(p.large[at:])
	return int64(off), off < 1<<62
}

// entry is the header of one packed object.
type entry struct {
	kind Type
	size int64
	body int64 // where the compressed bytes start
	base int64 // offset of the base of an offset delta
	ref  ID    // name of the base of a reference delta
}

// header reads the header at an offset.
func (p *packFile) header(off int64) (entry, error) {
	var e entry
	if off < 12 || off >= int64(len(p.data)) {
		return e, fmt.Errorf("%w: an offset lies outside the pack", ErrDamaged)
	}
	b := p.data[off:]
	c := b[0]
	e.kind, e.size = Type(c>>4&7), int64(c&15)
	i, shift := 1, 4
	for c&0x80 != 0 {
		if i >= len(b) || shift > 56 {
			return e, fmt.Errorf("%w: a size is cut off", ErrDamaged)
		}
		c = b[i]
		e.size |= int64(c&0x7f) << shift
		i, shift = i+1, shift+7
	}
	switch e.kind {
	case Commit, Tree, Blob, Tag:
	case ofsDelta:
		back, n := negative(b[i:])
		if n == 0 || back <= 0 || back >= off {
			return e, fmt.Errorf("%w: a delta points nowhere", ErrDamaged)
		}
		e.base, i = off-back, i+n
	case refDelta:
		if i+p.hashLen > len(b) {
			return e, fmt.Errorf("%w: a delta's base is cut off", ErrDamaged)
		}
		copy(e.ref[:], b[i:i+p.hashLen])
		i += p.hashLen
	default:
		return e, fmt.Errorf("%w: an object of type %d", ErrDamaged, e.kind)
	}
	e.body = off + int64(i)
	if e.size > MaxObject {
		return e, ErrTooLarge
	}
	// Deflate expands at most 1,032 times: more is a lie, and not worth memory.
	if e.size > 1100*(int64(len(p.data))-e.body)+64 {
		return e, fmt.Errorf("%w: a size is impossible", ErrDamaged)
	}
	return e, nil
}

// negative reads the distance of an offset delta.
func negative(b []byte) (int64, int) {
	var v int64
	for i, c := range b {
		if i > 8 {
			return 0, 0
		}
		if i > 0 {
			v++
		}
		v = v<<7 | int64(c&0x7f)
		if c&0x80 == 0 {
			return v, i + 1
		}
	}
	return 0, 0
}
