package parallel

import (
	"runtime"
	"sync"
	"syscall"
)

// nice is what low work adds to the program's own niceness: enough that a thread which
// answers somebody is always preferred, little enough that low work goes on beside it.
const nice = 10

// idle threads of lower priority wait here for work. A thread cannot be given its
// priority back without a privilege, so it is kept for the next low work.
var idle = make(chan func())

// aside runs f on a thread of lower priority and does not wait for it.
func aside(f func()) {
	select {
	case idle <- f:
	default:
		go serve(f)
	}
}

func serve(f func()) {
	runtime.LockOSThread()
	// On Linux this means the calling thread alone. Without the priority the work is still done.
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, nice)
	more()
	for {
		f()
		f = <-idle
	}
}

var (
	mu    sync.Mutex
	added int // how many processors Go was given beyond its own choice, one a thread of lower priority
)

// more gives Go one processor more: a thread of lower priority keeps the one it runs on
// even while the system lets another thread go before it.
func more() {
	mu.Lock()
	defer mu.Unlock()
	added++
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1)
}

// Processors is how many goroutines can compute at the same time.
func Processors() int {
	mu.Lock()
	defer mu.Unlock()
	return runtime.GOMAXPROCS(0) - added
}
