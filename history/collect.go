package history

import (
	"runtime/debug"
	"sync"
)

// An Open that finds an index allocates what it is going to keep, in one go: in a small
// process the collector would run several times over it and find nothing. readingGC is
// its setting meanwhile, and the memory it may add is bounded by what is kept.
const readingGC = 400

var collections struct {
	sync.Mutex
	opens, was int
}

// fewerCollections has the collector wait longer until end is called; those who ask for
// less already are left alone.
func fewerCollections() (end func()) {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if c.opens++; c.opens == 1 {
		if c.was = debug.SetGCPercent(readingGC); c.was < 0 || c.was > readingGC {
			debug.SetGCPercent(c.was)
		}
	}
	var once sync.Once
	return func() {
		once.Do(func() {
			c.Lock()
			defer c.Unlock()
			if c.opens--; c.opens == 0 {
				debug.SetGCPercent(c.was)
			}
		})
	}
}
