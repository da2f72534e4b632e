package plumbline_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "plumbline"

// arrow is a rule about imports. Paths are below the module; a path covers what lies below it,
// "" covers everything of ours, and one that is not ours stands for itself.
type arrow struct {
	from    []string
	never   []string
	except  []string // imported packages the rule does not mean
	besides []string // importing packages the rule does not mean
	why     string
}

var engines = []string{"schedule", "forecast", "history"}

// forTests are packages for tests: conformance suites, truth to compare with, servers of their own.
var forTests = []string{"internal/store/storetest", "internal/jobs/jobstest", "internal/pgtest", "internal/cli/shape", "schedule/scheduletest", "history/historytest"}

var arrows = []arrow{
	{from: engines, never: []string{"internal", "cmd", "web"},
		why: "the engines are libraries for anybody: they know no record and nothing of this program"},
	{from: []string{"parallel"}, never: []string{""},
		why: "the engines and the jobs run on it"},
	{from: []string{"schedule"}, never: []string{"forecast", "history"},
		why: "a plan is made from estimates, not from odds or repositories"},
	{from: []string{"forecast"}, never: []string{"history"},
		why: "a forecast takes counts; where they come from is the caller's business"},
	{from: []string{"history"}, never: []string{"schedule", "forecast"},
		why: "what git says does not depend on a plan"},
	{from: []string{"internal/fault"}, never: []string{""},
		why: "everything may give a fault, so a fault may know nothing"},
	{from: []string{"internal/record"}, never: []string{""}, except: []string{"internal/fault", "internal/record"},
		why: "the envelope is the lowest of what people write; kinds and everything above build on it"},
	{from: []string{"internal/rule"}, never: []string{""}, except: []string{"internal/rule", "history/area"},
		why: "the language of rules is read where records are checked; the facts it is asked of come from its caller"},
	{from: []string{"internal/kinds"}, never: []string{""}, except: []string{"internal/fault", "internal/record", "internal/rule", "internal/kinds"},
		why: "a kind is data with rules; storage, access and pages follow from it and not the other way"},
	{from: []string{"internal/store", "internal/pgtest"}, never: []string{""}, except: []string{"internal/fault", "internal/store", "internal/pgtest"},
		why: "the store keeps rows and bytes; what they mean is decided above"},
	{from: []string{"internal/seal"}, never: []string{""}, except: []string{"internal/fault"},
		why: "keys know nothing of what is sealed with them"},
	{from: []string{"internal/jobs"}, never: []string{""}, except: []string{"internal/fault", "internal/store", "internal/jobs", "parallel"},
		why: "a runner runs what it is given; what a job does is registered by the wiring"},
	{from: []string{"internal/snapshot"}, never: []string{"internal/team", "internal/answers", "internal/httpapi", "internal/mcpapi", "internal/cli", "internal/app", "cmd", "web"},
		why: "a snapshot is what everything above reads"},
	{from: []string{"internal/team"}, never: []string{"internal/answers", "internal/httpapi", "internal/mcpapi", "internal/cli", "internal/app", "cmd", "web"},
		why: "the gate serves every edge alike and knows none of them"},
	// An answer may propose a change set in the gate's types; it has nothing to apply it with.
	{from: []string{"internal/answers"}, never: []string{"internal/store", "internal/jobs", "internal/httpapi", "internal/mcpapi", "internal/cli", "internal/app", "cmd", "web", "database/sql", "net/http", "os/exec"},
		why: "an answer is a pure function of snapshot, facts and options: it asks no disk, no network and no database"},
	{from: []string{"internal/httpapi", "internal/mcpapi"}, never: []string{"internal/cli", "internal/app", "cmd"},
		why: "edges do not know who wires them"},
	{from: []string{"internal/cli"}, never: []string{"internal/httpapi", "internal/mcpapi"}, except: []string{"internal/httpapi/wire"},
		why: "the command line speaks to a team or to an address, in the API's types, and never to handlers"},
	{from: []string{""}, never: []string{"internal/sim"}, besides: []string{"internal/sim", "internal/cli", "internal/app", "cmd"},
		why: "planted truth is for tests, benchmarks and the demo; an answer that could see it would be faked"},
	{from: []string{""}, never: forTests, besides: append([]string{"cmd/bench"}, forTests...),
		why: "packages for tests do not belong in the program"},
	{from: []string{""}, never: []string{"database/sql", "modernc.org/sqlite", "github.com/jackc/pgx/v5"}, besides: []string{"internal/store", "internal/pgtest", "cmd/bench"},
		why: "SQL is spoken in one place"},
	{from: []string{""}, never: []string{"cmd"},
		why: "commands are the top"},
	{from: []string{""}, never: []string{"internal/app"}, besides: []string{"internal/app", "internal/cli", "cmd"},
		why: "the wiring is used by the program and its tests only"},
	{from: []string{""}, never: []string{"math/rand", "log"},
		why: "randomness is a parameter (math/rand/v2 with a seed), and logs go through log/slog"},
}

// pkg is what go list says of a package.
type pkg struct {
	ImportPath, Dir, Name, Doc                  string
	Imports, GoFiles, TestGoFiles, XTestGoFiles []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,Name,Doc,Imports,GoFiles,TestGoFiles,XTestGoFiles", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// short is an import path below the module; the path itself when it is not ours.
func short(path string) (string, bool) {
	if path == module {
		return ".", true
	}
	return strings.CutPrefix(path, module+"/")
}

func covers(prefixes []string, path string, ours bool) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool {
		return p == path || (p == "" && ours) || strings.HasPrefix(path, p+"/")
	})
}

func TestImportsPointDownward(t *testing.T) {
	for _, p := range packages(t) {
		from, _ := short(p.ImportPath)
		for _, imported := range p.Imports {
			to, ours := short(imported)
			for _, a := range arrows {
				if a.forbids(from, to, ours) {
					t.Errorf("%s imports %s, but %s", from, to, a.why)
				}
			}
		}
	}
}

func (a arrow) forbids(from, to string, ours bool) bool {
	if !covers(a.from, from, true) || covers(a.besides, from, false) {
		return false
	}
	if slices.Contains(a.never, "math/rand") && to == "math/rand/v2" || to == "log/slog" {
		return false
	}
	return covers(a.never, to, ours) && !covers(a.except, to, false)
}

func TestARuleCatchesWhatItForbids(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ours     bool
		want     bool
	}{
		{"schedule/search", "internal/fault", true, true},
		{"schedule/search", "schedule/model", true, false},
		{"internal/record", "internal/kinds", true, true},
		{"internal/record", "internal/fault", true, false},
		{"internal/answers/today", "database/sql", false, true},
		{"internal/answers/today", "internal/sim", true, true},
		{"internal/cli", "internal/sim", true, false},
		{"internal/cli", "internal/httpapi", true, true},
		{"internal/cli", "internal/httpapi/wire", true, false},
		{"internal/team", "github.com/jackc/pgx/v5/stdlib", false, true},
		{"internal/team", "internal/store/storetest", true, true},
		{"schedule/search", "math/rand", false, true},
		{"schedule/search", "math/rand/v2", false, false},
		{"internal/app", "log/slog", false, false},
	} {
		forbidden := slices.ContainsFunc(arrows, func(a arrow) bool { return a.forbids(c.from, c.to, c.ours) })
		if forbidden != c.want {
			t.Errorf("%s importing %s: forbidden %v, want %v", c.from, c.to, forbidden, c.want)
		}
	}
}

func TestEveryPackageHasADocCommentAndAName(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) > 0 && p.Doc == "" {
			t.Errorf("%s has no package comment: say what it is for and when not to use it", p.ImportPath)
		}
		if slices.Contains([]string{"util", "utils", "common", "models", "helpers", "helper", "misc", "shared"}, p.Name) {
			t.Errorf("%s: a package is named after what it does, not %q", p.ImportPath, p.Name)
		}
	}
}
