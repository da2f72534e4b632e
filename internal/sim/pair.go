package sim

import "time"

// OneOnOne is a series of talks between two people, with what they wrote down.
type OneOnOne struct {
	Lead, Person int
	Every        string
	Next         time.Time
	About        string
	Talks        []Talk // oldest first
	Points       []Point
	Notes        []PrivateNote
}

// Talk is one talk that was held.
type Talk struct {
	On    time.Time
	Notes string
}

// Point is something on the agenda, or, with an owner, something promised.
type Point struct {
	Title  string
	By     int
	Raised time.Time
	State  string // open, done, dropped
	Talk   int    // index of the talk it was settled in; −1 = none
	Owner  int    // −1 = to be talked about only
	Due    time.Time
}

// PrivateNote is what one of the two wrote down for themselves.
type PrivateNote struct {
	Author int
	On     time.Time
	Text   string
}

// Balance is the part of their time somebody wants to be technical, in tenths of a percent.
type Balance struct {
	Person, Technical int
	Note              string
}
