package risk

import "testing"

func TestATriggerIsWatchedOnlyWhereItIsARule(t *testing.T) {
	for trigger, want := range map[string]bool{
		"The bank announces a date.": false, "path": false, "path gateway/** 30d": true, "commit revert": true, "task PAY-20 late": true, "task PAY-20 blocked": true,
		"task PAY-20": false, "after 2026-03-02": true, "after Easter": false, "": false,
	} {
		if Watched(trigger) != want {
			t.Errorf("%q: watched is %t", trigger, !want)
		}
	}
}

func TestGlobsAndReach(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"gateway/**", "gateway/a/b.go", true}, {"gateway/", "gateway/a.go", true}, {"gateway/*.go", "gateway/a.go", true}, {"gateway/*.go", "gateway/a/b.go", false},
		{"gateway", "gateway/a.go", false}, {"[", "a", false},
	} {
		if matches(c.glob, c.path) != c.want {
			t.Errorf("%s on %s is %t", c.glob, c.path, !c.want)
		}
	}
	if s, n := reach("gateway/** 30d"); s != "gateway/**" || n != 30 {
		t.Errorf("%q %d", s, n)
	}
	if s, n := reach("revert"); s != "revert" || n != usualDays {
		t.Errorf("%q %d", s, n)
	}
}
