//go:build !linux

package memory

// largePages leaves the size of pages to the system.
func largePages(int) {}

func usualPages() {}
