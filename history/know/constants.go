// Package know says who knows what, from a history.Repository alone: knowledge of an
// area, a directory or a file per contributor, who could be asked, what is left when
// people are away, and the truck factor. Everything is a pure function of the
// repository and the options; the same input gives the same output.
//
// It answers questions about a piece of work. It offers no way to order people by an
// amount without one, and callers must not build one from it.
package know

import "time"

// The constants of the product's rule of who knows an area. Half-lives were set on
// the walk-forward measure of cmd/bench (see docs/benchmarks.md), the rest by the
// product's rule.
const (
	// KnowsShare is the part of the best knower's knowledge that counts as knowing.
	KnowsShare = 0.25
	// KnowsChanges is how many changes somebody made at least who knows.
	KnowsChanges = 3
	// HalfLife is how long one change to something is half remembered.
	HalfLife = 180 * 24 * time.Hour
	// Repetition lengthens the half-life: n changes make it 1 + Repetition·ln n
	// times as long, at most MaxStretch times.
	Repetition = 0.5
	// MaxStretch bounds what repetition does.
	MaxStretch = 4.0
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
	// Remembered is what knowledge adds to being at it now in that order.
	Remembered = 0.05
	// Elsewhere keeps somebody in that order who is not at work in the repository now.
	Elsewhere = 0.3
)
