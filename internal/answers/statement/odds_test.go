package statement_test

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"plumbline/internal/answers/statement"
)

// The pages' tests read the same cases (web/src/ui/odds.test.ts): the terminal, reports
// and pages say odds alike.
func TestOddsAreSaidAsThePagesSayThem(t *testing.T) {
	data, err := os.ReadFile("testdata/odds.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Odds  *float64
		Words string
	}
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) < 10 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		p := math.NaN()
		if c.Odds != nil {
			p = *c.Odds
		}
		if got := statement.Percent(p); got != c.Words {
			t.Errorf("odds of %g are %q, want %q", p, got, c.Words)
		}
		for _, id := range []string{"outlook.whole.by", "outlook.budget", "helps.odds", "when.headline-by", "earned.odds"} {
			if _, ok := statement.Message(id); !ok {
				t.Errorf("there is no message %s", id)
			}
			if got := statement.New(id, statement.Odds("odds", p)).Text(); !strings.Contains(" "+got, " "+c.Words) {
				t.Errorf("%s says %q for odds of %g, want %q in it", id, got, p, c.Words)
			}
		}
	}
}
