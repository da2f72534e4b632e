package memory

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// flags counts the bytes of this process's maps whose flags hold this one.
func flags(t *testing.T, flag string) (bytes uintptr) {
	t.Helper()
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var from, to uintptr
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if n, _ := fmt.Sscanf(line, "%x-%x ", &from, &to); n == 2 {
			continue
		}
		if said, ok := strings.CutPrefix(line, "VmFlags:"); ok && strings.Contains(said+" ", " "+flag+" ") {
			bytes += to - from
		}
	}
	return bytes
}

func TestHeapIsInLargePagesForAsLongAsItIsRead(t *testing.T) {
	if !onAdvice() {
		t.Skip("the system gives large pages always or never")
	}
	const expected = 64 << 20
	reading, other := Begin(), Begin()
	reading.Expects(expected)
	if got := flags(t, "hg"); got < expected {
		t.Fatalf("%d bytes are to be in large pages, want %d at least", got, expected)
	}
	used := make([]byte, expected/2)
	for i := 0; i < len(used); i += 4096 {
		used[i] = 1
	}
	reading.Expects(expected / 4) // is there already
	reading.End()
	if flags(t, "hg") < expected {
		t.Fatal("the advice ended with the first of two readings")
	}
	other.End()
	if got := flags(t, "hg"); got != 0 {
		t.Fatalf("%d bytes are to be in large pages after the reading", got)
	}
	runtime.KeepAlive(used)
}

func TestLittleHeapIsLeftAlone(t *testing.T) {
	reading := Begin()
	defer reading.End()
	before := flags(t, "hg")
	reading.Expects(1 << 20)
	if got := flags(t, "hg"); got != before {
		t.Fatalf("%d bytes are to be in large pages, want %d", got, before)
	}
}
