package memory

import (
	"bytes"
	"os"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"syscall"
	"unsafe"
)

// advised are the parts of the heap's addresses that are to be backed by large pages. They
// hold nothing alive and are never read or written here; the heap keeps its addresses.
var advised struct {
	sync.Mutex
	parts []part
}

type part struct{ at, bytes uintptr }

func (p part) advise(advice uintptr) bool {
	_, _, failed := syscall.Syscall(syscall.SYS_MADVISE, p.at, p.bytes, advice)
	return failed == 0
}

// Less than leastLarge is left to small pages, more than mostLarge is not asked for at once.
const leastLarge, mostLarge = 16 << 20, 512 << 20

// largePages has the next n bytes of heap backed by large pages where the system does so
// on advice. A reading touches hundreds of MiB of fresh heap, and to have them in pages of
// 4 KiB can take longer than all the rest, above all in virtual machines. Go gives no way
// to advise on its heap before it is used, so that room is taken from it, advised on while
// nothing has touched it, and handed back: the collector runs once.
func largePages(n int) {
	n = min(n, mostLarge) - freeHeap()
	if n < leastLarge || !onAdvice() {
		return
	}
	var room strings.Builder
	room.Grow(n)
	room.WriteByte(0)
	p := part{uintptr(unsafe.Pointer(unsafe.StringData(room.String()))), uintptr(n)}
	if !p.advise(syscall.MADV_HUGEPAGE) {
		return
	}
	runtime.KeepAlive(room)
	advised.Lock()
	advised.parts = append(advised.parts, p)
	advised.Unlock()
	runtime.GC()
}

// usualPages ends the advice: what the heap has in large pages stays there, but memory
// that Go gave back to the system is not filled up again with them.
func usualPages() {
	advised.Lock()
	defer advised.Unlock()
	for _, p := range advised.parts {
		p.advise(syscall.MADV_NOHUGEPAGE)
	}
	advised.parts = nil
}

// onAdvice says whether the system gives large pages on advice, and only then.
func onAdvice() bool {
	b, err := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled")
	return err == nil && bytes.Contains(b, []byte("[madvise]"))
}

// freeHeap is how many bytes of the heap are free and backed by memory already.
func freeHeap() int {
	free := []metrics.Sample{{Name: "/memory/classes/heap/free:bytes"}}
	metrics.Read(free)
	return int(free[0].Value.Uint64())
}
