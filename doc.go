// Package plumbline holds nothing but the tests by which the repository checks
// itself: which package may import which, and how large things may get.
package plumbline
