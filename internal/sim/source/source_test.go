package source_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/sim"
	"plumbline/internal/sim/source"
)

var nouns = []string{"entry", "balance"}

func TestEditsKeepGoReadable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := sim.Rand(rapid.Uint64().Draw(t, "seed"), "edits")
		f := source.New(r, "go", "ledger", nouns, 0)
		for i := range rapid.IntRange(0, 60).Draw(t, "edits") {
			f.Edit(r, i%3, 80)
		}
		f.Licence(9)
		f.Reindent(9)
		text := f.Append(nil)
		if _, err := parser.ParseFile(token.NewFileSet(), "f.go", text, 0); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if n := bytes.Count(text, []byte("\n")); n != f.Lines() {
			t.Fatalf("%d lines rendered, %d counted", n, f.Lines())
		}
	})
}

func TestACloneStaysAsItWas(t *testing.T) {
	for _, language := range []string{"go", "ts", "sql", "yaml"} {
		r := sim.Rand(4, language)
		f := source.New(r, language, "ledger", nouns, 0)
		c := f.Clone()
		before := string(c.Append(nil))
		for range 30 {
			f.Edit(r, 1, 80)
		}
		f.Reindent(2)
		if string(c.Append(nil)) != before {
			t.Errorf("%s: editing a file changed its clone", language)
		}
		if string(f.Append(nil)) == before {
			t.Errorf("%s: thirty edits changed nothing", language)
		}
	}
}
