package pack

import "syscall"

// forget gives the pages of a map back; they are read again when they are touched.
func forget(m []byte) { _ = syscall.Madvise(m, syscall.MADV_DONTNEED) }
