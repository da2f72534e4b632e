package planfile_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/internal/snapshot"
)

var update = flag.Bool("update", false, "write what is said of bad files beside them")

func clock() time.Time { return time.Date(2026, 2, 18, 9, 0, 0, 0, time.UTC) }

func load(data []byte) (*snapshot.Snapshot, error) {
	return planfile.Load(context.Background(), kinds.Registry(), "plan.yaml", data, clock)
}

// TestBadFilesAreRefusedWithTheirPlace reads testdata/bad.txtar: pairs of a file and
// what is said of it. Each saying was read by a person: it names the line and what to do.
func TestBadFilesAreRefusedWithTheirPlace(t *testing.T) {
	const name = "testdata/bad.txtar"
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for i := 0; i+1 < len(ar.Files); i += 2 {
		cases++
		_, err := load(ar.Files[i].Data)
		if err == nil {
			t.Errorf("%s is accepted", ar.Files[i].Name)
			continue
		}
		var f *fault.Error
		if !errors.As(err, &f) {
			t.Errorf("%s: %v is no fault", ar.Files[i].Name, err)
		}
		said := err.Error() + "\n"
		if *update {
			ar.Files[i+1].Data = []byte(said)
			continue
		}
		if want := string(ar.Files[i+1].Data); said != want {
			t.Errorf("%s\ngot:  %s\nwant: %s", ar.Files[i].Name, said, want)
		}
	}
	if cases < 60 {
		t.Errorf("%d bad files, want at least 60", cases)
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(ar), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

var place = regexp.MustCompile(`(?m)^plan\.yaml:\d+:\d+: `)

func TestEveryProblemHasLineAndColumn(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/bad.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(ar.Files); i += 2 {
		lines := strings.Split(strings.TrimSpace(string(ar.Files[i].Data)), "\n")
		if len(lines) < 2 || !place.MatchString(lines[1]) {
			t.Errorf("%s: %q has no place", ar.Files[i].Name, lines)
		}
	}
}

func TestTenThousandLevelsAreRefused(t *testing.T) {
	_, err := load([]byte("plan: x\ntasks: " + strings.Repeat("{a: ", 10000) + strings.Repeat("}", 10000)))
	if err == nil || !strings.Contains(err.Error(), "deep") && !strings.Contains(err.Error(), "level") {
		t.Errorf("%v", err)
	}
}

// documented gives the YAML examples of docs/plan-file.md.
func documented(t testing.TB) [][]byte {
	t.Helper()
	data, err := os.ReadFile("../../docs/plan-file.md")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(data, -1) {
		out = append(out, m[1])
	}
	if len(out) < 6 {
		t.Fatalf("%d examples in the document", len(out))
	}
	return out
}

func TestTheExampleIsTheFirstOfTheDocument(t *testing.T) {
	example, err := os.ReadFile("../../examples/plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	bare := func(b []byte) string {
		s := regexp.MustCompile(`#[^\n]*|\s+`).ReplaceAllString(string(b), "")
		return regexp.MustCompile(`title:[^,]*,`).ReplaceAllString(s, "")
	}
	if a, b := bare(example), bare(documented(t)[0]); a != b {
		t.Errorf("examples/plan.yaml and the document differ:\n%s\n%s", a, b)
	}
}

// TestDocumentedNamesAreThoseOfTheGrammar: whatever the tables name is accepted where
// it stands, and a name that means nothing is not.
func TestDocumentedNamesAreThoseOfTheGrammar(t *testing.T) {
	data, err := os.ReadFile("../../docs/plan-file.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ section, before, after string }{
		{"## The plan itself", "plan: x\n", "people: {a: {}}\ntasks: {t: {}}\n"},
		{"## People", "plan: x\ntasks: {t: {}}\npeople:\n  a:\n    ", ""},
		{"## Tasks", "plan: x\npeople: {a: {}}\ntasks:\n  t:\n    ", ""},
	} {
		_, rest, _ := bytes.Cut(data, []byte(c.section+"\n"))
		part, _, _ := bytes.Cut(rest, []byte("\n## "))
		names := 0
		for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]*`) \\|").FindAllStringSubmatch(string(part), -1) {
			for _, n := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[1], -1) {
				names++
				_, err := planfile.Parse("plan.yaml", []byte(c.before+n[1]+":\n"+c.after))
				if err != nil && strings.Contains(err.Error(), "means nothing here") {
					t.Errorf("%s: %q is documented and means nothing", c.section, n[1])
				}
			}
		}
		if names < 8 {
			t.Errorf("%s: only %d names found", c.section, names)
		}
	}
}

func TestDocumentedExamplesAreAccepted(t *testing.T) {
	for _, e := range documented(t) {
		if _, err := load(e); err != nil {
			t.Errorf("%s\n%v", e, err)
		}
	}
}

// FuzzLoad: whatever the bytes, a plan file gives records or a fault with a place, and
// never anything else.
func FuzzLoad(f *testing.F) {
	for _, e := range documented(f) {
		f.Add(e)
	}
	ar, err := txtar.ParseFile("testdata/bad.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for i := 0; i < len(ar.Files); i += 2 {
		f.Add(ar.Files[i].Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		snap, err := load(data)
		var fe *fault.Error
		switch {
		case err == nil && snap == nil:
			t.Error("neither records nor an error")
		case err != nil && !errors.As(err, &fe):
			t.Errorf("%v is not said to people", err)
		}
	})
}
