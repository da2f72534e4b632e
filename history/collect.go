package history

import (
	"runtime/debug"
	"sync"
)

// An Open that finds an index allocates what it is going to keep, in one go: in a small
// process the collector would run several times over it and find nothing. The memory that
// its setting may add is bounded by what is kept. One that reads a whole history keeps
// little of what it allocates, so that the collector runs more often, and under a long
// history, whose commits alone are much, twice as often as usual, which bounds the memory.
const (
	keeping = iota
	whole
	long
)

// longHistory is how many commits make a history long.
const longHistory = 30_000

// lengthOf says whether a history of so many commits is long.
func lengthOf(commits int) int {
	if commits > longHistory {
		return long
	}
	return whole
}

// percents are the collector's settings.
var percents = [...]int{keeping: 400, whole: 200, long: 50}

var collections struct {
	sync.Mutex
	opens [len(percents)]int
	was   int
}

// collecting is what one Open asks of the collector.
type collecting struct {
	level int
	ended bool
}

// fewerCollections has the collector wait longer until end is called; those who ask for
// less already are left alone.
func fewerCollections() *collecting {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if c.opens == [len(percents)]int{} {
		c.was = debug.SetGCPercent(percents[keeping])
	}
	c.opens[keeping]++
	settleCollections()
	return &collecting{}
}

// reads says that a whole history is going to be read, or a long one.
func (o *collecting) reads(level int) {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if o.level < level && !o.ended {
		c.opens[o.level]--
		o.level = level
		c.opens[level]++
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
	c.opens[o.level]--
	settleCollections()
}

// settleCollections sets the collector for the most that an Open asks of it.
func settleCollections() {
	c := &collections
	percent := c.was
	for level, n := range c.opens {
		switch {
		case n == 0 || c.was < 0:
		case level == long:
			percent = min(c.was, percents[long])
		default:
			percent = max(c.was, percents[level])
		}
	}
	debug.SetGCPercent(percent)
}
