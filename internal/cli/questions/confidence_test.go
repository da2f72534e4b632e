package questions

import (
	"errors"
	"io"
	"testing"

	"plumbline/internal/answers/when"
	"plumbline/internal/cli/console"
)

// Odds of exactly the confidence wanted are enough: in floating point 0.29 times 100 is
// less than 29.
func TestOddsOfExactlyTheConfidenceAreEnough(t *testing.T) {
	for percent := 1; percent <= 99; percent++ {
		enough, short := float64(percent)/100, float64(percent)/100-0.0001
		if err := printWhen(io.Discard, &when.Answer{Odds: &enough}, percent); err != nil {
			t.Errorf("%g is refused where %d %% are wanted: %v", enough, percent, err)
		}
		if err := printWhen(io.Discard, &when.Answer{Odds: &short}, percent); !errors.Is(err, console.ErrNo) {
			t.Errorf("%g is enough where %d %% are wanted: %v", short, percent, err)
		}
	}
}
