//go:build !linux

package parallel

import "runtime"

func aside(f func()) { go f() }

// Processors is how many goroutines can compute at the same time.
func Processors() int { return runtime.GOMAXPROCS(0) }
