package postgres

import (
	"context"
	"strings"
	"testing"

	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

func inStorm() {
	storetest.InStorm(func(ctx context.Context, where string) (store.Store, error) {
		mutant, address, _ := strings.Cut(where, "|")
		return Open(ctx, address, Options{Unsynced: true, ackEarly: mutant == "early"})
	})
}

func kills(t *testing.T, n int, mutant string, enough func(storetest.Losses) bool) storetest.Losses {
	address := pg.Database(t)
	return storetest.Kills(t, n, mutant+"|"+address, func(t *testing.T) store.Store { return open(t, address, Options{}) }, enough)
}

func TestKillLosesNothingAcknowledged(t *testing.T) {
	n := storetest.Dose("PLUMBLINE_KILLS", 50)
	losses := kills(t, n, "", func(storetest.Losses) bool { return false })
	t.Logf("%d kills, %s", n, losses)
	if !losses.Sound() || losses.Acknowledged == 0 {
		t.Fatalf("after %d kills: %s", n, losses)
	}
}

func TestKillNoticesTheMutantThatAcknowledgesBeforeTheCommit(t *testing.T) {
	losses := kills(t, 200, "early", func(l storetest.Losses) bool { return l.Lost > 0 })
	if losses.Lost == 0 {
		t.Fatalf("the mutant passed the kill test: %s", losses)
	}
}
