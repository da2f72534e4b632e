package plumbline_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// A name that is no test's would silently leave a test to the slow way, and one that
// was renamed would be run with the race detector again.
func TestLongTestsNamedInTheMakefileExist(t *testing.T) {
	text, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^HEAVY := ((?:.*\\\n)*.*)$`).FindSubmatch(text)
	if found == nil {
		t.Fatal("the Makefile has no list HEAVY")
	}
	var all strings.Builder
	for _, s := range sources(t, ".go") {
		all.Write(s.text)
	}
	for _, name := range regexp.MustCompile(`Test\w+`).FindAllString(string(found[1]), -1) {
		if !strings.Contains(all.String(), "func "+name+"(t *testing.T)") {
			t.Errorf("%s is in the list HEAVY and no test", name)
		}
	}
}
