// Package know says who knows what, from a history.Repository alone: knowledge of an
// area, a directory or a file per contributor, who could be asked, what is left when
// people are away, and the truck factor. Everything is a pure function of the
// repository and the options; the same input gives the same output.
//
// It answers questions about a piece of work. It offers no way to order people by an
// amount without one, and callers must not build one from it.
package know

import "time"

// The constants of the product's rule of who knows an area. They were set on the
// walk-forward measures of cmd/bench on real repositories (see docs/benchmarks.md).
//
// Knowledge is the logarithm of one more than the changes still remembered: the tenth
// change teaches less than the first (the power law of practice). Each is forgotten
// along an exponential that repetition slows, as Krüger et al. found it for code
// (Do You Remember This Source Code?, ICSE 2018).
const (
	// KnowsShare is the part of the best knower's knowledge that counts as knowing:
	// 2 changes still remembered where the best has 4.
	KnowsShare = 2.0 / 3
	// KnowsEnough is how many changes still remembered count as knowing, whatever
	// the best knower has.
	KnowsEnough = 5
	// KnowsChanges is how many changes somebody made at least who knows.
	KnowsChanges = 3
	// HalfLife is how long one change to something is half remembered.
	HalfLife = 45 * 24 * time.Hour
	// Repetition lengthens the half-life: n changes and reviews make it
	// 1 + Repetition·ln n times as long.
	Repetition = 0.25
	// ReviewWeight is what a review is worth beside a change of one's own.
	ReviewWeight = 0.3
	// CoAuthorWeight is what having co-authored is worth.
	CoAuthorWeight = 0.7
	// ActiveFor is how long after the last sign of them people count as still here;
	// those who always came seldom get ActiveGaps times their usual gap, at most
	// ActiveMost.
	ActiveFor  = 90 * 24 * time.Hour
	ActiveGaps = 4
	ActiveMost = 365 * 24 * time.Hour
	// Current is the half-life of being at it now, which orders whom to ask.
	Current = 10 * 24 * time.Hour
	// Before is the half-life of having been at it before, for that order.
	Before = 180 * 24 * time.Hour
	// Remembered is what having been at it before adds to being at it now.
	Remembered = 0.05
	// Elsewhere keeps somebody in that order who is not at work in the repository now.
	Elsewhere = 0.3
)
