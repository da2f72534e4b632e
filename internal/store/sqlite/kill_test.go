package sqlite

import (
	"context"
	"os"
	"strings"
	"testing"

	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

func TestMain(m *testing.M) {
	storetest.InStorm(func(ctx context.Context, where string) (store.Store, error) {
		mutant, folder, _ := strings.Cut(where, "|")
		return Open(ctx, folder, Options{BallastBytes: -1, ackEarly: mutant == "early"})
	})
	inTrouble()
	os.Exit(m.Run())
}

func kills(t *testing.T, n int, mutant string, enough func(storetest.Losses) bool) storetest.Losses {
	folder := t.TempDir()
	return storetest.Kills(t, n, mutant+"|"+folder, func(t *testing.T) store.Store { return open(t, folder, Options{}) }, enough)
}

func TestKillLosesNothingAcknowledged(t *testing.T) {
	n := storetest.Dose("PLUMBLINE_KILLS", 50)
	losses := kills(t, n, "", func(storetest.Losses) bool { return false })
	t.Logf("%d kills, %s", n, losses)
	if !losses.Sound() || losses.Acknowledged == 0 {
		t.Fatalf("after %d kills: %s", n, losses)
	}
}

// The kill test is worth something only if it notices a store that acknowledges too early.
func TestKillNoticesTheMutantThatAcknowledgesBeforeTheCommit(t *testing.T) {
	losses := kills(t, 200, "early", func(l storetest.Losses) bool { return l.Lost > 0 })
	if losses.Lost == 0 {
		t.Fatalf("the mutant passed the kill test: %s", losses)
	}
}
