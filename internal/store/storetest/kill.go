package storetest

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"plumbline/internal/store"
)

// Dose is a number of faults: few by default, more when the variable asks for it.
func Dose(variable string, few int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil && n > 0 {
		return n
	}
	return few
}

const stormVariable = "PLUMBLINE_STORM"

// InStorm makes the test binary a storm when Kills started it as one; call it first in TestMain.
// open gets the value Kills was given as where.
func InStorm(open func(ctx context.Context, where string) (store.Store, error)) {
	where, ok := os.LookupEnv(stormVariable)
	if !ok {
		return
	}
	err := func() error {
		prefix, place, _ := strings.Cut(where, "|")
		again, err := io.ReadAll(os.Stdin)
		if err != nil {
			return err
		}
		s, err := open(context.Background(), place)
		if err != nil {
			return err
		}
		return Storm(context.Background(), s, prefix, strings.Fields(string(again)), os.Stdout)
	}()
	fmt.Fprintln(os.Stderr, "storm:", err)
	os.Exit(1)
}

// Kills starts storms in processes of their own and kills each with SIGKILL after a random line,
// checking after each kill what is in the store. It ends early when enough says so.
func Kills(t *testing.T, kills int, where string, open func(t *testing.T) store.Store, enough func(Losses) bool) Losses {
	t.Helper()
	random := rand.New(rand.NewPCG(1, uint64(kills)))
	ledger := NewLedger()
	for k := range kills {
		killOne(t, ledger, fmt.Sprintf("k%d|%s", k, where), 1+random.IntN(120))
		s := open(t)
		must(t, ledger.Check(t.Context(), s))
		if k == kills-1 {
			must(t, ledger.Everything(t.Context(), s))
		}
		must(t, s.Close())
		if enough(ledger.Losses) {
			break
		}
	}
	return ledger.Losses
}

func killOne(t *testing.T, ledger *Ledger, where string, line int) {
	t.Helper()
	again := ledger.Again()
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), stormVariable+"="+where)
	c.Stdin = strings.NewReader(strings.Join(again, "\n"))
	var complaints strings.Builder
	c.Stderr = &complaints
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	killed := false
	err = ledger.Read(out, func(n int) {
		if n == line+2*len(again) {
			killed = true
			_ = c.Process.Kill() // it may have ended by itself, which the check below tells
		}
	})
	_ = c.Wait() // it was killed; its status says nothing
	must(t, err)
	if !killed {
		t.Fatalf("the storm ended by itself: %s", complaints.String())
	}
}
