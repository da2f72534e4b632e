package kinds_test

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
)

// anything is names that know every key: examples stand alone.
type anything struct{}

func (anything) ID(kind record.Kind, key string) record.ID {
	sum := sha256.Sum256([]byte(string(kind) + "/" + key))
	return record.NewID(strings.NewReader(string(sum[:])))
}

func (anything) Day() record.Minutes { return 8 * 60 }

// example reads one file as far as its kind can judge it: its problems by field.
func example(t *testing.T, reg *record.Registry, path string) (record.Kind, record.Body, []fault.Problem) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := record.ParseYAML(path, text, record.MaxRequest)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%s: %d documents, %v", path, len(docs), err)
	}
	n := docs[0]
	kind := n.Remove("kind")
	n.Remove("key")
	d := reg.Lookup(record.Kind(kind.Text))
	if d == nil {
		t.Fatalf("%s: unknown kind", path)
	}
	content, problems := d.Read(n, anything{}, path, false)
	if len(problems) > 0 {
		return d.Kind, nil, problems
	}
	body, err := d.Body(content)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var c record.Check
	body.Validate(&c)
	return d.Kind, body, c.Problems
}

func examples(t *testing.T, folder string) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/" + folder + "/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestEveryKindHasAGoodExampleThatUsesEachOfItsFields(t *testing.T) {
	reg := kinds.Registry()
	used := map[record.Kind]map[string]bool{}
	for _, path := range examples(t, "good") {
		kind, body, problems := example(t, reg, path)
		if len(problems) > 0 {
			t.Errorf("%s: %v", path, problems)
			continue
		}
		data, err := record.Encode(body)
		if err != nil {
			t.Fatal(err)
		}
		content, err := record.Split(data)
		if err != nil {
			t.Fatal(err)
		}
		if used[kind] == nil {
			used[kind] = map[string]bool{}
		}
		for f := range content {
			used[kind][f] = true
		}
	}
	for _, d := range reg.All() {
		if used[d.Kind] == nil {
			t.Errorf("%s has no good example: write testdata/good/%s.yaml", d.Kind, d.Kind)
			continue
		}
		for _, f := range d.Fields {
			if common := f.Name == "tags" || f.Name == "links" || f.Name == "title" || f.Name == "derived" || f.Name == "actual" || f.Name == "finished" || f.Name == "stretch" || f.Name == "feed"; !common && !used[d.Kind][f.Name] {
				t.Errorf("no good example of %s shows %s", d.Kind, f.Name)
			}
		}
	}
}

// A bad example begins with one comment for each problem: "# field: words of the message".
func TestEveryKindHasABadExampleWithItsProblems(t *testing.T) {
	reg := kinds.Registry()
	seen := map[record.Kind]bool{}
	for _, path := range examples(t, "bad") {
		kind, _, problems := example(t, reg, path)
		seen[kind] = true
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, line := range strings.Split(string(text), "\n") {
			if w, found := strings.CutPrefix(line, "# "); found {
				want = append(want, w)
			}
		}
		if len(want) == 0 || len(want) != len(problems) {
			t.Errorf("%s: %d problems expected, found %v", path, len(want), problems)
			continue
		}
		for _, w := range want {
			if !slices.ContainsFunc(problems, func(p fault.Problem) bool { return strings.HasPrefix(p.Field+": "+p.Text, w) }) {
				t.Errorf("%s: no problem %q; found %v", path, w, problems)
			}
		}
	}
	for _, d := range reg.All() {
		if !seen[d.Kind] {
			t.Errorf("%s has no bad example: write testdata/bad/%s.yaml", d.Kind, d.Kind)
		}
	}
}

// A field marked as required is refused when it is missing, unless its kind has a
// meaning for nothing.
func TestRequiredFieldsAreRequired(t *testing.T) {
	free := map[string]bool{"risk.probability": true, "organisation.currency": false}
	for _, d := range kinds.Registry().All() {
		var c record.Check
		d.New().Validate(&c)
		for _, f := range d.Fields {
			missing := slices.ContainsFunc(c.Problems, func(p fault.Problem) bool { return p.Field == f.Name })
			if f.Required && !missing && !free[string(d.Kind)+"."+f.Name] {
				t.Errorf("%s.%s is marked as required and may be missing", d.Kind, f.Name)
			}
		}
	}
}

func TestDefinitionsAreCompleteForPeople(t *testing.T) {
	for _, d := range kinds.Registry().All() {
		if d.Plural == "" || d.Title == "" || d.Doc == "" || d.Room == "" || !strings.HasSuffix(d.Doc, ".") {
			t.Errorf("%s: plural %q, title %q, room %q, doc %q", d.Kind, d.Plural, d.Title, d.Room, d.Doc)
		}
		for _, f := range d.Fields {
			if f.Name == "kind" || f.Name == "key" || f.Name == "id" {
				t.Errorf("%s.%s: this name is the envelope's in files", d.Kind, f.Name)
			}
		}
		for _, v := range record.Verbs {
			if d.Policy.Grant(v) == record.Nobody {
				t.Errorf("nobody may %s a %s", v, d.Kind)
			}
		}
	}
}
