package sqlite

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"plumbline/internal/store/storetest"
)

// said is a line of a storm and how many file operations there were before it.
type said struct {
	line string
	ops  int
}

// stenographer notes a storm's lines with the tape's time, and ends the storm after enough of them.
type stenographer struct {
	mu     sync.Mutex
	tape   *tape
	lines  []said
	enough int
	stop   func()
}

func (s *stenographer) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, said{string(line), s.tape.now()})
	if len(s.lines) == s.enough {
		s.stop()
	}
	return len(line), nil
}

// storm runs one storm on a recording file system.
func storm(t *testing.T, o Options) (*tape, []said) {
	t.Helper()
	r := record(t, "tape-"+strings.ReplaceAll(t.Name(), "/", "-"))
	o.vfs, o.copyAt = r.name, 512<<10
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	folder := t.TempDir()
	if err := open(t, folder, Options{}).Close(); err != nil { // founding a database is renaming a whole file
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(folder, File))
	if err != nil {
		t.Fatal(err)
	}
	r.add(op{file: File, what: opWrite, data: whole})
	r.add(op{file: File, what: opSync})
	s := open(t, folder, o)
	w := &stenographer{tape: r, enough: 600, stop: stop}
	if err := storetest.Storm(ctx, s, "s", nil, w); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	r.mu.Lock()
	r.ops = slices.Clone(r.ops) // closing goes on recording, but a cut is always before it
	ops := r.ops
	r.mu.Unlock()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return &tape{ops: ops}, w.lines
}

// cuts replays a storm up to random moments, and checks what a store makes of the disk then.
func cuts(t *testing.T, n int, r *tape, lines []said, enough func(storetest.Losses) bool) (losses storetest.Losses, done int) {
	t.Helper()
	random := rand.New(rand.NewPCG(7, uint64(n)))
	var moments []int
	for range n {
		moments = append(moments, 2+random.IntN(len(r.ops)-1))
	}
	slices.Sort(moments)
	p := &player{ops: r.ops, disks: map[string]*disk{}}
	for _, at := range moments {
		p.forward(at)
		l := afterCut(t, p.cut(random), until(lines, at))
		losses.Acknowledged += l.Acknowledged
		losses.Unanswered += l.Unanswered
		losses.Lost += l.Lost
		losses.Partial += l.Partial
		losses.Doubled += l.Doubled
		if done++; enough(losses) {
			break
		}
	}
	return losses, done
}

// until gives what the storm had said after n file operations.
func until(lines []said, n int) string {
	var b strings.Builder
	for _, l := range lines {
		if l.ops <= n {
			b.WriteString(l.line)
		}
	}
	return b.String()
}

func afterCut(t *testing.T, files map[string][]byte, lines string) storetest.Losses {
	t.Helper()
	folder, err := os.MkdirTemp(memory(), "plumbline-cut-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, folder, Options{})
	defer s.Close()
	ledger := storetest.NewLedger()
	err = errors.Join(ledger.Read(strings.NewReader(lines), func(int) {}), ledger.Check(t.Context(), s), ledger.Everything(t.Context(), s))
	if err != nil {
		t.Fatal(err)
	}
	return ledger.Losses
}

// memory is a folder without a disk where there is one: the images are many and short-lived.
func memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func never(storetest.Losses) bool { return false }

func TestPowerCutsLoseNothingAcknowledged(t *testing.T) {
	r, lines := storm(t, Options{})
	copied := 0
	for _, o := range r.ops {
		if o.file == File && o.what == opSync {
			copied++
		}
	}
	if copied < 3 {
		t.Fatalf("the storm copied its log into the database %d times, too few to test that", copied)
	}
	n := storetest.Dose("PLUMBLINE_CUTS", 200)
	losses, done := cuts(t, n, r, lines, never)
	t.Logf("%d cuts in %d file operations (%d copies of the log), %s", done, len(r.ops), copied, losses)
	if !losses.Sound() || losses.Acknowledged == 0 {
		t.Fatalf("after %d cuts: %s", done, losses)
	}
}

// The test of power cuts is worth something only if it notices stores that do not sync in time.
func TestPowerCutsNoticeTheMutants(t *testing.T) {
	for name, o := range map[string]Options{
		"synchronous=normal":            {syncNormal: true},
		"acknowledge before the commit": {ackEarly: true},
	} {
		t.Run(name, func(t *testing.T) {
			r, lines := storm(t, o)
			losses, done := cuts(t, 20, r, lines, func(l storetest.Losses) bool { return l.Lost > 0 })
			t.Logf("noticed after %d cuts", done)
			if losses.Lost == 0 {
				t.Fatalf("the mutant passed %d power cuts: %s", done, losses)
			}
		})
	}
}
