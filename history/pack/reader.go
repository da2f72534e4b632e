package pack

import (
	"fmt"
)

// Reader reads objects of a store, keeping what it read lately. It is not safe for
// concurrent use; take one a goroutine.
type Reader struct {
	s     *Store
	z     inflater
	cache lru
	chain []link
}

// link is one delta on the way down to a whole object.
type link struct {
	p   *packFile
	off int64
	e   entry
}

// NewReader makes a reader that keeps up to cache bytes.
func (s *Store) NewReader(cache int) *Reader {
	return &Reader{s: s, cache: newLRU(cache)}
}

// Read gives an object. The bytes stay valid and must not be changed. ErrMissing when
// there is none of that name.
func (r *Reader) Read(id ID) (Type, []byte, error) {
	p, off, ok := r.s.find(&id)
	if !ok {
		return r.s.readLoose(&id)
	}
	return r.at(p, off)
}

// at reads a packed object: down the chain of deltas to a whole object or a kept
// one, and up again.
func (r *Reader) at(p *packFile, off int64) (Type, []byte, error) {
	chain := r.chain[:0]
	var kind Type
	var data []byte
	for {
		if k, d, ok := r.cache.get(p, off); ok {
			kind, data = k, d
			break
		}
		e, err := p.header(off)
		if err != nil {
			return 0, nil, err
		}
		if e.kind != ofsDelta && e.kind != refDelta {
			if data, err = r.z.inflate(p.data[e.body:], int(e.size), nil); err != nil {
				return 0, nil, err
			}
			kind = e.kind
			r.cache.put(p, off, kind, data)
			break
		}
		if chain = append(chain, link{p, off, e}); len(chain) > maxChain {
			return 0, nil, fmt.Errorf("%w: a chain of deltas does not end", ErrDamaged)
		}
		if e.kind == ofsDelta {
			off = e.base
			continue
		}
		var ok bool
		if p, off, ok = r.base(p, e); !ok {
			if kind, data, err = r.s.readLoose(&e.ref); err != nil {
				return 0, nil, err
			}
			break
		}
	}
	r.chain = chain
	return r.climb(kind, data, chain)
}

// base finds the base of a reference delta, in its own pack first.
func (r *Reader) base(p *packFile, e entry) (*packFile, int64, bool) {
	if off, ok := p.find(e.ref[:r.s.HashLen]); ok {
		return p, off, true
	}
	return r.s.find(&e.ref)
}

func (r *Reader) climb(kind Type, data []byte, chain []link) (Type, []byte, error) {
	for i := len(chain) - 1; i >= 0; i-- {
		l := chain[i]
		delta, err := r.z.inflate(l.p.data[l.e.body:], int(l.e.size), r.z.scratch)
		if err != nil {
			return 0, nil, err
		}
		r.z.scratch = delta
		if data, err = ApplyDelta(data, delta); err != nil {
			return 0, nil, err
		}
		r.cache.put(l.p, l.off, kind, data)
	}
	return kind, data, nil
}

// Object gives an object by its hexadecimal name, as log.Objects wants it.
func (r *Reader) Object(hash string) (string, []byte, error) {
	id, ok := ParseID(hash)
	if !ok {
		return "", nil, ErrMissing
	}
	t, data, err := r.Read(id)
	return t.String(), data, err
}

// lru keeps the objects read last, by pack and offset.
type lru struct {
	at        map[place]int32
	slots     []slot
	free      []int32
	head      int32 // newest
	tail      int32 // oldest
	size, max int
}

type place struct {
	p   *packFile
	off int64
}

type slot struct {
	place
	kind       Type
	data       []byte
	prev, next int32
}

func newLRU(max int) lru { return lru{at: map[place]int32{}, head: -1, tail: -1, max: max} }

func (c *lru) get(p *packFile, off int64) (Type, []byte, bool) {
	i, ok := c.at[place{p, off}]
	if !ok {
		return 0, nil, false
	}
	c.unlink(i)
	c.link(i)
	return c.slots[i].kind, c.slots[i].data, true
}

func (c *lru) put(p *packFile, off int64, kind Type, data []byte) {
	if len(data) > c.max/4 {
		return
	}
	for c.size+len(data) > c.max && c.tail >= 0 {
		c.drop(c.tail)
	}
	var i int32
	if n := len(c.free); n > 0 {
		i, c.free = c.free[n-1], c.free[:n-1]
	} else {
		i = int32(len(c.slots))
		c.slots = append(c.slots, slot{})
	}
	c.slots[i] = slot{place: place{p, off}, kind: kind, data: data}
	c.at[place{p, off}] = i
	c.size += len(data) + 100
	c.link(i)
}

func (c *lru) drop(i int32) {
	s := &c.slots[i]
	c.unlink(i)
	delete(c.at, s.place)
	c.size -= len(s.data) + 100
	s.data = nil
	c.free = append(c.free, i)
}

func (c *lru) link(i int32) {
	s := &c.slots[i]
	s.prev, s.next = -1, c.head
	if c.head >= 0 {
		c.slots[c.head].prev = i
	}
	c.head = i
	if c.tail < 0 {
		c.tail = i
	}
}

func (c *lru) unlink(i int32) {
	s := &c.slots[i]
	if s.prev >= 0 {
		c.slots[s.prev].next = s.next
	} else {
		c.head = s.next
	}
	if s.next >= 0 {
		c.slots[s.next].prev = s.prev
	} else {
		c.tail = s.prev
	}
}
