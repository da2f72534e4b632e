package evolve

import (
	"math/bits"
)

// Two kinds of members live in a population of problems with people. A free one
// wants its people but takes whoever can begin soonest; a strict one has its people
// fixed. Where loads decide the finish, strict ones with balanced loads win; where
// order does, free ones do.

// draw gives a fresh member its people: none, or balanced ones.
func (is *island) draw() {
	c := is.child
	if c.who == nil {
		return
	}
	clear(c.who)
	is.stir()
	c.strict = is.q.Single && is.rng.IntN(2) == 0
	if c.strict {
		for i := range c.who {
			c.who[i] = is.anyone(i)
		}
		is.balance()
	}
}

// anyone draws one person who can do a task.
func (is *island) anyone(i int) uint64 {
	able := is.q.Team[i].Able
	for n := bits.OnesCount64(able) - 1; n > 0 && is.rng.IntN(n+1) > 0; n-- {
		able &= able - 1
	}
	return able & -able
}

// stir changes a little who counts as scarce, so that other people get a try.
func (is *island) stir() {
	for i := range is.s.noise {
		is.s.noise[i] = int32(is.rng.IntN(int(is.q.Scarce[i]/4) + 2))
	}
}

// vary changes the people of a few tasks of a child of a parent.
func (is *island) vary(parent *member) {
	c := is.child
	if c.who == nil {
		return
	}
	if is.q.Single && is.rng.IntN(20) == 0 {
		c.strict = !c.strict
	}
	if !c.strict {
		is.stir()
		for range is.rng.IntN(4) {
			c.who[is.rng.IntN(is.q.N)] = 0
		}
		return
	}
	if is.rng.IntN(2) == 0 {
		is.relieve(parent)
	} else {
		for range is.rng.IntN(3) {
			i := is.rng.IntN(is.q.N)
			c.who[i] = is.anyone(i)
		}
	}
	is.balance()
}

// relieve takes a task from whoever ends last in the parent and gives it away.
func (is *island) relieve(parent *member) {
	last := 0
	for i, t := range parent.start {
		if parent.who[i] != 0 && t+is.q.Duration[i] >= parent.start[last]+is.q.Duration[last] {
			last = i
		}
	}
	person := parent.who[last]
	from := is.rng.IntN(is.q.N)
	for k := range is.q.N {
		i := (from + k) % is.q.N
		if is.child.who[i] == person && is.q.Team[i].Able&^person != 0 {
			for range 4 {
				if w := is.anyone(i); w != person {
					is.child.who[i] = w
					return
				}
			}
		}
	}
}

// balance moves and exchanges tasks between people at random until nobody has more
// than the best finish less one allows, or patience ends.
func (is *island) balance() {
	c, q := is.child, is.q
	if is.load == nil {
		is.load = make([]int32, len(q.Scarce))
	}
	clear(is.load)
	for i, w := range c.who {
		if q.Team[i].Able == 0 {
			continue
		}
		if w == 0 {
			w = is.anyone(i)
			c.who[i] = w
		}
		is.load[bits.TrailingZeros64(w)] += q.Duration[i]
	}
	goal := q.Floor
	if is.best != nil && is.best.end-1 > goal {
		goal += is.rng.Int32N(is.best.end - goal)
	}
	for range 60 {
		heavy := is.heaviest()
		if is.load[heavy] <= goal {
			return
		}
		is.lighten(heavy)
	}
}

func (is *island) heaviest() int {
	most := 0
	for p, l := range is.load {
		if l > is.load[most] {
			most = p
		}
	}
	return most
}

// lighten finds a task of a person to give away, or to exchange for a shorter one,
// so that the larger of both loads falls.
func (is *island) lighten(heavy int) {
	c, q := is.child, is.q
	own := uint64(1) << heavy
	from := is.rng.IntN(q.N)
	for k := range q.N {
		i := (from + k) % q.N
		if c.who[i] != own {
			continue
		}
		for m := q.Team[i].Able &^ own; m != 0; m &= m - 1 {
			p := bits.TrailingZeros64(m)
			if is.load[p]+q.Duration[i] < is.load[heavy] && is.rng.IntN(3) > 0 {
				is.give(i, heavy, p)
				return
			}
		}
		j := is.rng.IntN(q.N)
		for range q.N / 2 {
			j = (j + 1) % q.N
			w := c.who[j]
			if w == own || w == 0 || w&q.Team[i].Able == 0 || own&q.Team[j].Able == 0 || q.Duration[j] >= q.Duration[i] {
				continue
			}
			p := bits.TrailingZeros64(w)
			if is.load[p]+q.Duration[i]-q.Duration[j] < is.load[heavy] {
				is.give(i, heavy, p)
				is.give(j, p, heavy)
				return
			}
		}
	}
}

func (is *island) give(i, from, to int) {
	is.child.who[i] = 1 << to
	is.load[from] -= is.q.Duration[i]
	is.load[to] += is.q.Duration[i]
}
