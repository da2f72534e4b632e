package scenarios

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestScenarios asks the questions of each file and compares what is said. In a file the
// comment says what a reader should see; records.yaml holds records as plumbline export
// writes them; commits is a history (see commits); every other file whose name begins
// with a question is that question, with what is said to it.
func TestScenarios(t *testing.T) {
	asked := map[string]bool{}
	each(t, func(t *testing.T, ar *txtar.Archive) {
		s := read(t, ar)
		for i := range ar.Files {
			f := &ar.Files[i]
			words := strings.Fields(f.Name)
			if ask := questions[words[0]]; ask != nil {
				asked[words[0]] = true
				settle(t, ar, f, told(ask(t, s, words[1:])))
			}
		}
	})
	for q := range questions {
		if !asked[q] {
			t.Errorf("no scenario asks: %s", q)
		}
	}
}
