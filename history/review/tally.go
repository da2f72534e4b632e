package review

import (
	"math"
	"slices"

	"plumbline/history"
)

const day = 86400.0 // seconds

// kind is what a tally counts.
type kind uint8

const (
	allReviews      kind = iota
	reviewsFor           // an author's changes
	reviewsOf            // a place: a file, a directory, a top directory
	changesTo            // a place
	reviewsForThere      // an author's changes to a directory
	kinds
)

// halves are the half-lives each kind is counted with, side by side: what is going on
// now and what has long been so are different signals, and the weights choose.
var halves = [kinds][2]float64{
	allReviews:      {30 * day, 30 * day},
	reviewsFor:      {5 * day, 90 * day},
	reviewsOf:       {20 * day, 270 * day},
	changesTo:       {30 * day, 270 * day},
	reviewsForThere: {270 * day, 270 * day},
}

const (
	now  = 0 // the shorter half-life
	long = 1 // the longer one
)

// key names a tally; what does not matter for its kind is zero.
type key struct {
	kind   kind
	author history.PersonID
	place  int32
}

// cell is a count with both half-lives, decayed when touched.
type cell struct {
	v  [2]float64
	at int64
}

func (c *cell) now(at int64, half float64, h int) float64 {
	if at <= c.at {
		return c.v[h]
	}
	return c.v[h] * math.Exp2(-float64(at-c.at)/half)
}

func (c *cell) add(at int64, half [2]float64) {
	for h := range c.v {
		c.v[h] = c.now(at, half[h], h) + 1
	}
	c.at = max(c.at, at)
}

// tally counts by person, in order of first sight.
type tally struct {
	total cell
	of    []counted
	where map[history.PersonID]int // in of, once it is long
}

type counted struct {
	person history.PersonID
	cell
}

func (t *tally) add(p history.PersonID, at int64, half [2]float64) {
	t.total.add(at, half)
	i := t.find(p)
	if i < 0 {
		i = len(t.of)
		t.of = append(t.of, counted{person: p})
		t.note(p, i)
	}
	t.of[i].add(at, half)
}

// note keeps an index of a tally once it is long.
func (t *tally) note(p history.PersonID, i int) {
	if t.where != nil {
		t.where[p] = i
	} else if len(t.of) > 32 {
		t.where = map[history.PersonID]int{}
		for j := range t.of {
			t.where[t.of[j].person] = j
		}
	}
}

// find is where a person stands, -1 = nowhere.
func (t *tally) find(p history.PersonID) int {
	if t.where != nil {
		if i, ok := t.where[p]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(t.of, func(c counted) bool { return c.person == p })
}
