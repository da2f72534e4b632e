package history

import (
	"runtime/debug"
	"sync"
)

// An Open that finds an index allocates what it is going to keep, in one go: in a small
// process the collector would run several times over it and find nothing. readingGC is
// its setting meanwhile, and the memory it may add is bounded by what is kept. One that
// reads a whole history keeps little of what it allocates: under wholeGC the collector
// runs twice as often as usual, which costs little and bounds the memory.
const readingGC, wholeGC = 400, 50

var collections struct {
	sync.Mutex
	opens, whole, was int
}

// collecting is the collector's setting for one Open.
type collecting struct{ whole, ended bool }

// fewerCollections has the collector wait longer until end is called; those who ask for
// less already are left alone.
func fewerCollections() *collecting {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if c.opens++; c.opens == 1 {
		c.was = debug.SetGCPercent(readingGC)
	}
	settleCollections()
	return &collecting{}
}

// often says that a whole history is going to be read.
func (o *collecting) often() {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if !o.whole && !o.ended {
		o.whole = true
		c.whole++
		settleCollections()
	}
}

func (o *collecting) end() {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if o.ended {
		return
	}
	o.ended = true
	c.opens--
	if o.whole {
		c.whole--
	}
	settleCollections()
}

// settleCollections sets the collector for the Opens that go on.
func settleCollections() {
	c, percent := &collections, collections.was
	switch {
	case c.opens == 0 || c.was < 0:
	case c.whole > 0:
		percent = min(c.was, wholeGC)
	default:
		percent = max(c.was, readingGC)
	}
	debug.SetGCPercent(percent)
}
