// Package memory sets how Go has its memory for as long as repositories are read: how
// often the collector runs, and that the system backs the heap by large pages.
package memory

import (
	"runtime/debug"
	"sync"
)

// A reading that finds an index allocates what it is going to keep, in one go: in a small
// process the collector would run several times over it and find nothing. The memory that
// its setting may add is bounded by what is kept. One that reads a whole history keeps
// little of what it allocates, so that the collector runs more often, and under a long
// history, whose commits alone are much, over three times as often as usual, which bounds the memory.
const (
	keeping Level = iota
	Whole
	Long
)

// Level is how much of what a reading allocates it keeps.
type Level int

// longHistory is how many commits make a history long.
const longHistory = 30_000

// Of is the level of reading a history of so many commits.
func Of(commits int) Level {
	if commits > longHistory {
		return Long
	}
	return Whole
}

// percents are the collector's settings.
var percents = [...]int{keeping: 400, Whole: 200, Long: 30}

var collections struct {
	sync.Mutex
	opens [len(percents)]int
	was   int
}

// Setting is what one reading asks of Go's memory.
type Setting struct {
	level Level
	ended bool
}

// Begin has the collector wait longer until End is called; those who ask for
// less already are left alone.
func Begin() *Setting {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if c.opens == [len(percents)]int{} {
		c.was = debug.SetGCPercent(percents[keeping])
	}
	c.opens[keeping]++
	settle()
	return &Setting{}
}

// Expects says that the reading is going to need so many bytes of heap.
func (o *Setting) Expects(bytes int) { largePages(bytes) }

// Reads says that a whole history is going to be read, or a long one.
func (o *Setting) Reads(level Level) {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if o.level < level && !o.ended {
		c.opens[o.level]--
		o.level = level
		c.opens[level]++
		settle()
	}
}

// End is the end of the reading.
func (o *Setting) End() {
	c := &collections
	c.Lock()
	defer c.Unlock()
	if o.ended {
		return
	}
	o.ended = true
	c.opens[o.level]--
	settle()
	if c.opens == [len(percents)]int{} {
		usualPages()
	}
}

// settle sets the collector for the most that an Open asks of it.
func settle() {
	c := &collections
	percent := c.was
	for level, n := range c.opens {
		switch {
		case n == 0 || c.was < 0:
		case Level(level) == Long:
			percent = min(c.was, percents[Long])
		default:
			percent = max(c.was, percents[level])
		}
	}
	debug.SetGCPercent(percent)
}
