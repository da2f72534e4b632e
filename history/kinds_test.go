package history_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"plumbline/history"
	"plumbline/history/historytest"
)

// What .gitattributes say of a file's kind holds over what its name and content do, in a
// reading at once, in steps, through git, and as of a day before.
func TestAttributesTellKindsOfFiles(t *testing.T) {
	repo := historytest.New(t)
	steps := filepath.Join(t.TempDir(), "steps")
	const code = "package x\n\nfunc F() {}\n"
	repo.Add(historytest.Commit{Files: map[string]string{
		"api/client.go": code, "vendor/own.go": code, "lib/far.go": code, "docs/run.py": "print(1)\n", "x.inc": "<?php\n", "bin": "\x00", "gone.go": code,
	}})
	check := func(o history.Options, want map[string][2]string) {
		t.Helper()
		r := open(t, repo.Dir, o)
		for _, f := range r.Files {
			if got := [2]string{f.Language, f.Ignored}; got != want[f.Path] && f.Path[0] != '.' && filepath.Base(f.Path) != ".gitattributes" {
				t.Errorf("%s is %q, want %q", f.Path, got, want[f.Path])
			}
		}
	}
	plain := map[string][2]string{
		"api/client.go": {"Go", ""}, "vendor/own.go": {"Go", "vendored"}, "lib/far.go": {"Go", ""}, "docs/run.py": {"Python", "docs"}, "x.inc": {"PHP", ""}, "bin": {"", "binary"}, "gone.go": {"Go", ""},
	}
	repo.Write()
	before := open(t, repo.Dir, history.Options{Index: steps}).Newest
	for _, f := range open(t, repo.Dir, history.Options{}).Files {
		if plain[f.Path] == ([2]string{}) {
			t.Errorf("%s is not looked for", f.Path)
		}
		plain[f.Path] = [2]string{f.Language, f.Ignored} // as go-enry has it
	}
	repo.Add(historytest.Commit{Files: map[string]string{
		".gitattributes":     "vendor/** -linguist-vendored\nlib/** linguist-vendored\ndocs/** linguist-documentation=false\n*.inc linguist-language=C++\nbin linguist-language=Go\ngone.go linguist-generated\n",
		"api/.gitattributes": "client.go linguist-generated\n",
	}, Remove: []string{"gone.go"}})
	repo.Write()
	told := map[string][2]string{
		"api/client.go": {"Go", "generated"}, "vendor/own.go": {"Go", ""}, "lib/far.go": {"Go", "vendored"}, "docs/run.py": {"Python", ""}, "x.inc": {"C++", ""}, "bin": {"", "binary"}, "gone.go": {"Go", "generated"},
	}
	check(history.Options{Index: steps}, told)
	check(history.Options{Index: steps}, told) // as it was kept
	check(history.Options{}, told)
	check(history.Options{Through: "git"}, told)
	check(history.Options{Index: steps, AsOf: before}, plain)
	once := filepath.Join(t.TempDir(), "once")
	check(history.Options{Index: once}, told)
	if !bytes.Equal(indexBytes(t, steps), indexBytes(t, once)) {
		t.Error("the index of readings in steps is not that of one reading")
	}
	repo.Add(historytest.Commit{Remove: []string{".gitattributes", "api/.gitattributes"}})
	repo.Write()
	check(history.Options{Index: steps}, plain)
}
