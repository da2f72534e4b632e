package scenarios_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the answers say into the scenarios")

// TestScenarios asks the questions of each file and compares what is said. In a file the
// comment says what a reader should see; records.yaml holds records as plumbline export
// writes them; commits is a history (see commits); every other file whose name begins
// with a question is that question, with what is said to it.
func TestScenarios(t *testing.T) {
	list, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(list) == 0 {
		t.Fatal("no scenarios", err)
	}
	asked := map[string]bool{}
	for _, name := range list {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := read(t, ar)
			for i := range ar.Files {
				f := &ar.Files[i]
				words := strings.Fields(f.Name)
				ask := questions[words[0]]
				if ask == nil {
					continue
				}
				asked[words[0]] = true
				got := told(ask(t, s, words[1:]))
				if *update {
					f.Data = []byte(got)
				} else if want := string(f.Data); got != want {
					t.Errorf("%s\n%s\ngot:\n%s\nwant:\n%s", ar.Comment, f.Name, got, want)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(ar), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	for q := range questions {
		if !asked[q] {
			t.Errorf("no scenario asks: %s", q)
		}
	}
}
