package typescript_test

import (
	"os"
	"strings"
	"testing"

	"plumbline/internal/httpapi/typescript"
	"plumbline/internal/kinds"
)

const file = "../../../web/src/api/generated.ts"

// The pages' types are those of the server.
func TestTypesAreUpToDate(t *testing.T) {
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != typescript.File(kinds.Registry()) {
		t.Error("web/src/api/generated.ts is out of date; run: go run ./cmd/plumbline-types")
	}
}

// Every kind and every field of it has its type, and each interface is written once.
func TestTypesCoverEveryKind(t *testing.T) {
	text := typescript.File(kinds.Registry())
	for _, d := range kinds.Registry().All() {
		if !strings.Contains(text, "\n  "+string(d.Kind)+": ") {
			t.Errorf("there is no type for %s", d.Kind)
		}
		for _, f := range d.Fields {
			if !strings.Contains(text, "\n  "+f.Name+": ") && !strings.Contains(text, "\n  "+f.Name+"?: ") {
				t.Errorf("there is no %s.%s", d.Kind, f.Name)
			}
		}
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "export ") {
			continue
		}
		name := strings.Fields(line)[2]
		if seen[name] {
			t.Errorf("%s is written twice", name)
		}
		seen[name] = true
	}
}
