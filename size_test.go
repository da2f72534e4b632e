package plumbline_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	fileMost    = 800  // lines a file may have at all
	fileUsual   = 400  // lines a file has without a reason
	packageMost = 1500 // lines of a package without its tests
	longFunc    = 40   // lines; nine functions in ten are shorter
)

// longer says why a file may pass 400 lines, or a package 1,500.
var longer = map[string]string{
	"schedule/verify/verify.go":        "written apart from the solver as one checklist to be read from top to bottom",
	"forecast":                         "one sample and one player stand behind every question: run, compare, drivers, what is watched",
	"internal/httpapi":                 "one file a resource over one set of helpers",
	"internal/cli/questions":           "one file a question over one way to ask and one way to print",
	"internal/sim":                     "the organisation is one story: people, areas, plan and truth refer to each other",
	"schedule/scenario_test.go":        "each scenario is a plan with its expected dates, read as one list",
	"internal/app/answering":           "every question is asked of one memo of world, plan and track record",
	"internal/answers/today":           "every rule looks at one scene; one file a group of rules, and one table of them",
	"internal/answers/plan":            "asking, accepting and exporting a plan share its projection",
	"cmd/bench":                        "one file a benchmark; they share only the table in main.go",
	"cmd/bench/schedule.go":            "the readers of three public formats and their table of results belong to one benchmark",
	"internal/app/permissions_test.go": "the expected table is written by hand and read as a whole",
	"internal/files/files_test.go":     "round trips of every kind, read as one list",
}

// source is a hand-written file.
type source struct {
	path  string
	text  []byte
	lines int
}

// generated is the line that says so in Go and in TypeScript.
var generated = regexp.MustCompile(`(?m)^// (Code generated .* DO NOT EDIT\.$|Written by: go run )`)

// sources are the hand-written files with one of the endings.
func sources(t *testing.T, endings ...string) []source {
	t.Helper()
	var list []source
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != "." && (strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "dist", "bin", "data", "testdata", "shots"}, name)) {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains(endings, filepath.Ext(path)) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil && !generated.Match(text) {
			list = append(list, source{filepath.ToSlash(path), text, bytes.Count(text, []byte("\n"))})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestFilesAndPackagesStaySmall(t *testing.T) {
	used := map[string]bool{}
	perPackage := map[string]int{}
	check := func(what string, lines, usual int) {
		if lines <= usual {
			return
		}
		used[what] = true
		if longer[what] == "" {
			t.Errorf("%s has %d lines, over %d: split it by concern, or give a reason in the table", what, lines, usual)
		}
	}
	for _, s := range sources(t, ".go", ".ts", ".tsx") {
		if s.lines > fileMost {
			t.Errorf("%s has %d lines, over %d: split it", s.path, s.lines, fileMost)
		}
		check(s.path, s.lines, fileUsual)
		if strings.HasSuffix(s.path, ".go") && !strings.HasSuffix(s.path, "_test.go") {
			perPackage[filepath.Dir(s.path)] += s.lines
		}
	}
	for dir, lines := range perPackage {
		check(dir, lines, packageMost)
	}
	for what := range longer {
		if !used[what] {
			t.Logf("%s is small again: its line in the table can go", what)
		}
	}
}

// words that say something was left undone; joined here so that this file passes its own test.
var undone = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X|HA` + `CK)\b`)

func TestNothingIsLeftForLaterInTheSource(t *testing.T) {
	for _, s := range sources(t, ".go", ".ts", ".tsx", ".sh", ".css") {
		if at := undone.FindIndex(s.text); at != nil {
			t.Errorf("%s:%d says %q: do it, or file an issue", s.path, 1+bytes.Count(s.text[:at[0]], []byte("\n")), s.text[at[0]:at[1]])
		}
	}
}

func TestFunctions(t *testing.T) {
	all, long := 0, 0
	for _, s := range sources(t, ".go") {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, s.path, s.text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: init runs unasked: pass what it sets up as a parameter", set.Position(f.Pos()))
			}
			all++
			if set.Position(f.End()).Line-set.Position(f.Pos()).Line+1 > longFunc {
				long++
			}
		}
	}
	if long*10 > all {
		t.Errorf("%d of %d functions have over %d lines; nine in ten have fewer", long, all, longFunc)
	}
	t.Logf("%d of %d functions have over %d lines", long, all, longFunc)
}
