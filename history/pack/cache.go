package pack

// ring keeps the objects read last in one piece of memory that is written round and
// round: a new object takes the place of the oldest ones. Reading on and on takes no
// new memory, and what was read together lies together.
type ring struct {
	memory []byte
	most   int // bytes the memory grows to
	at     map[place]int32
	slots  []slot
	free   []int32
	queue  []int32 // slots from first on: by age, which is their order in memory from next on
	first  int
	next   int    // where the next object goes
	now    uint64 // counts calls of done
	base   int32  // the slot that is being built on, or −1
	large  [8]large
	turn   int
}

// large is an object too large for the ring, in memory of its own.
type large struct {
	place
	kind Type
	data []byte
}

// mostLarge bounds the bytes of the large objects kept, other than the newest.
const mostLarge = 32 << 20

type place struct {
	p   *packFile
	off int64
}

type slot struct {
	place
	kind     Type
	from, to int    // in memory
	given    uint64 // the value of now when it was last given out
	dear     bool   // it was stored whole, which takes long to read again
	again    bool   // it was found since it was last passed
}

func newRing(most int) ring {
	return ring{at: map[place]int32{}, most: most, now: 1, base: -1}
}

// find gives the slot of a kept object, or −1.
func (c *ring) find(p *packFile, off int64) int32 {
	if i, ok := c.at[place{p, off}]; ok {
		c.slots[i].again = true
		return i
	}
	return -1
}

func (c *ring) data(i int32) []byte {
	s := &c.slots[i]
	return c.memory[s.from:s.to:s.to]
}

// give marks a slot's bytes as in use until done.
func (c *ring) give(i int32) { c.slots[i].given = c.now }

// done says that nothing given out before is in use any more.
func (c *ring) done() { c.now++ }

// room gives n bytes, whose content is anything, and their slot; −1 and bytes of their
// own where they do not fit beside what is in use.
func (c *ring) room(n int) (int32, []byte) {
	if n > c.most/4 || !c.clear(n) {
		return -1, make([]byte, n)
	}
	var i int32
	if k := len(c.free); k > 0 {
		i, c.free = c.free[k-1], c.free[:k-1]
	} else {
		i = int32(len(c.slots))
		c.slots = append(c.slots, slot{})
	}
	c.slots[i] = slot{from: c.next, to: c.next + n}
	c.queue = append(c.queue, i)
	c.next += n
	return i, c.data(i)
}

// keep names what was put into a slot, or beside the ring, so that it is found.
func (c *ring) keep(i int32, p *packFile, off int64, kind Type, data []byte, dear bool) {
	if i < 0 {
		c.keepLarge(large{place{p, off}, kind, data})
		return
	}
	s := &c.slots[i]
	s.place, s.kind, s.dear = place{p, off}, kind, dear
	c.at[s.place] = i
}

func (c *ring) keepLarge(l large) {
	held := 0
	for i := range c.large {
		n := &c.large[(c.turn+len(c.large)-i)%len(c.large)]
		if held += len(n.data); held+len(l.data) > mostLarge {
			*n = large{}
		}
	}
	c.turn = (c.turn + 1) % len(c.large)
	c.large[c.turn] = l
}

// findLarge gives a large object that is kept.
func (c *ring) findLarge(p *packFile, off int64) (Type, []byte, bool) {
	for i := range c.large {
		if l := &c.large[i]; l.place == (place{p, off}) {
			return l.kind, l.data, true
		}
	}
	return 0, nil, false
}

// clear drops the oldest objects until n bytes are free at next; false when too much is
// in use.
func (c *ring) clear(n int) bool {
	c.grow(n)
	for tries := 2 * (len(c.queue) - c.first); ; tries-- {
		if c.next+n > len(c.memory) {
			c.wrap()
		}
		if c.first == len(c.queue) {
			c.queue, c.first, c.next = c.queue[:0], 0, 0
			return true
		}
		if s := &c.slots[c.queue[c.first]]; s.from < c.next || s.from >= c.next+n {
			return true
		}
		if tries <= 0 {
			return false
		}
		c.pass()
	}
}

// wrap goes on at the start of the memory.
func (c *ring) wrap() {
	for left := len(c.queue) - c.first; left > 0 && c.slots[c.queue[c.first]].from >= c.next; left-- {
		c.pass()
	}
	c.next = 0
}

// pass drops the oldest object, or goes past it when it is in use or was of use and is
// dear.
func (c *ring) pass() {
	i := c.queue[c.first]
	if c.first++; c.first > 1024 && c.first > len(c.queue)/2 {
		c.queue = c.queue[:copy(c.queue, c.queue[c.first:])]
		c.first = 0
	}
	s := &c.slots[i]
	if s.given == c.now || i == c.base || s.dear && s.again {
		s.again = false
		c.next = s.to
		c.queue = append(c.queue, i)
		return
	}
	if at, ok := c.at[s.place]; ok && at == i {
		delete(c.at, s.place)
	}
	c.free = append(c.free, i)
}

// grow makes the memory larger while what it holds fills it. Bytes given out before
// stay where they are.
func (c *ring) grow(n int) {
	if c.next+n <= len(c.memory) || len(c.memory) >= c.most {
		return
	}
	larger := make([]byte, min(c.most, max(4*len(c.memory), c.next+n, 1<<16)))
	copy(larger, c.memory)
	c.memory = larger
}
