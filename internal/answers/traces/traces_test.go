package traces

import (
	"testing"

	"plumbline/internal/answers/statement"
)

func TestABranchNamesATaskOnlyAsAWordOfItsOwn(t *testing.T) {
	for name, want := range map[string]bool{
		"PAY-1": true, "feature/pay-1-ledger": true, "pay-12": false, "xpay-1": false, "pay-12/pay-1": true, "pay": false,
	} {
		if inName(name, "PAY-1") != want {
			t.Errorf("%q names PAY-1: %v, want %v", name, !want, want)
		}
	}
}

func TestWhatAStatusIsWorth(t *testing.T) {
	branch := []statement.Fact{{Label: "branch pay-1"}}
	for _, c := range []struct {
		status  string
		commits int
		waiting []statement.Fact
		want    string
	}{
		{"done", 3, nil, Evidenced}, {"done", 0, nil, Asserted}, {"done", 3, branch, Contested}, {"doing", 1, branch, Evidenced}, {"todo", 0, nil, Asserted},
	} {
		if got := StateOf(&Answer{Count: c.commits, Waiting: c.waiting}, c.status); got != c.want {
			t.Errorf("%s with %d commits and %d branches is %s, want %s", c.status, c.commits, len(c.waiting), got, c.want)
		}
	}
}
