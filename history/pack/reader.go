package pack

import (
	"fmt"

	"plumbline/history/inflate"
)

// Reader reads objects of a store, keeping what it read lately. It is not safe for
// concurrent use; take one a goroutine.
type Reader struct {
	s     *Store
	z     inflate.Inflater
	cache ring
	chain []link
	names [2]named // looked up last
	turn  int
	taken int // bytes read since the store's pages were given back
}

// named is where the object of a name stands.
type named struct {
	id ID
	place
}

// link is one delta on the way down to a whole object.
type link struct {
	p   *packFile
	off int64
	e   entry
}

// NewReader makes a reader that keeps up to cache bytes.
func (s *Store) NewReader(cache int) *Reader {
	return &Reader{s: s, cache: newRing(cache)}
}

// Borrow gives a reader that keeps up to cache bytes: one that was given back, with what
// it keeps, or a new one.
func (s *Store) Borrow(cache int) *Reader {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.idle)
	if n == 0 {
		return s.NewReader(cache)
	}
	r := s.idle[n-1]
	s.idle = s.idle[:n-1]
	r.cache.most = max(r.cache.most, cache)
	return r
}

// Return takes a reader back, whose bytes are not used any more.
func (s *Store) Return(r *Reader) {
	r.Done()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle = append(s.idle, r)
}

// Read gives an object. The bytes must not be changed and stay valid until Done is
// called. ErrMissing when there is none of that name.
func (r *Reader) Read(id ID) (Type, []byte, error) {
	for i := range r.names {
		if n := &r.names[i]; n.p != nil && n.id == id {
			return r.at(n.p, n.off)
		}
	}
	p, off, ok := r.s.find(&id)
	if !ok {
		return r.s.readLoose(&id)
	}
	r.names[r.turn] = named{id, place{p, off}}
	r.turn ^= 1
	return r.at(p, off)
}

// Size is how many bytes an object has; it reads as little as it can. ErrMissing when
// there is none of that name.
func (r *Reader) Size(id ID) (int, error) {
	p, off, ok := r.s.find(&id)
	if !ok {
		_, data, err := r.s.readLoose(&id)
		return len(data), err
	}
	if i := r.cache.find(p, off); i >= 0 {
		return len(r.cache.data(i)), nil
	}
	e, err := p.header(off)
	if err != nil || e.kind < ofsDelta {
		return int(e.size), err
	}
	// A delta starts with the size of its base and its own.
	var start [24]byte
	head := start[:r.z.Start(p.data[e.body:], start[:min(len(start), int(e.size))])]
	if _, n := deltaSize(head); n > 0 {
		if size, m := deltaSize(head[n:]); m > 0 && size >= 0 && size <= MaxObject {
			return int(size), nil
		}
	}
	_, data, err := r.at(p, off)
	return len(data), err
}

// Done says that the bytes given so far are not used any more: their memory may be
// used again. Not to call it is safe and takes more memory.
func (r *Reader) Done() { r.cache.done() }

// at reads a packed object: down the chain of deltas to a whole object or a kept
// one, and up again.
func (r *Reader) at(p *packFile, off int64) (Type, []byte, error) {
	r.chain = r.chain[:0]
	for {
		if i := r.cache.find(p, off); i >= 0 {
			return r.climb(held{r.cache.slots[i].kind, r.cache.data(i), i})
		}
		if kind, data, ok := r.cache.findLarge(p, off); ok {
			return r.climb(held{kind, data, -1})
		}
		e, err := p.header(off)
		if err != nil {
			return 0, nil, err
		}
		if e.kind != ofsDelta && e.kind != refDelta {
			return r.whole(p, off, e)
		}
		if r.chain = append(r.chain, link{p, off, e}); len(r.chain) > maxChain {
			return 0, nil, fmt.Errorf("%w: a chain of deltas does not end", ErrDamaged)
		}
		if e.kind == ofsDelta {
			off = e.base
			continue
		}
		var ok bool
		if p, off, ok = r.base(p, e); !ok {
			kind, data, err := r.s.readLoose(&e.ref)
			if err != nil {
				return 0, nil, err
			}
			return r.climb(held{kind, data, -1})
		}
	}
}

// base finds the base of a reference delta, in its own pack first.
func (r *Reader) base(p *packFile, e entry) (*packFile, int64, bool) {
	if off, ok := p.find(e.ref[:r.s.HashLen]); ok {
		return p, off, true
	}
	return r.s.find(&e.ref)
}

// held is an object on the way up and where it is kept, −1 for nowhere.
type held struct {
	kind Type
	data []byte
	slot int32
}

func (r *Reader) whole(p *packFile, off int64, e entry) (Type, []byte, error) {
	slot, out := r.cache.room(int(e.size))
	data, err := r.inflate(p, e, out)
	if err != nil {
		return 0, nil, err
	}
	r.cache.keep(slot, p, off, e.kind, data, true)
	return r.climb(held{e.kind, data, slot})
}

func (r *Reader) inflate(p *packFile, e entry, to []byte) ([]byte, error) {
	if r.taken += int(e.size); r.taken > restAfter {
		r.taken = 0
		r.s.rest()
	}
	out, err := r.z.Exactly(p.data[e.body:], to)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return out, nil
}

// climb applies the deltas of the chain, the last first.
func (r *Reader) climb(h held) (Type, []byte, error) {
	for i := len(r.chain) - 1; i >= 0; i-- {
		l := &r.chain[i]
		delta, err := r.inflate(l.p, l.e, r.z.Room(int(l.e.size)))
		if err != nil {
			return 0, nil, err
		}
		size, delta, err := deltaSizes(h.data, delta)
		if err != nil {
			return 0, nil, err
		}
		r.cache.base = h.slot
		slot, out := r.cache.room(size)
		r.cache.base = -1
		if err := applyDelta(out, h.data, delta); err != nil {
			return 0, nil, err
		}
		r.cache.keep(slot, l.p, l.off, h.kind, out, false)
		h = held{h.kind, out, slot}
	}
	if h.slot >= 0 {
		r.cache.give(h.slot)
	}
	return h.kind, h.data, nil
}

// Object gives an object by its hexadecimal name, as log.Objects wants it: the bytes
// are valid until the next call.
func (r *Reader) Object(hash string) (string, []byte, error) {
	id, ok := ParseID(hash)
	if !ok {
		return "", nil, ErrMissing
	}
	r.Done()
	t, data, err := r.Read(id)
	return t.String(), data, err
}
