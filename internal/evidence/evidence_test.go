package evidence_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"plumbline/history"
	"plumbline/history/historytest"
	"plumbline/internal/evidence"
)

func read(t *testing.T, files map[string]string) (*history.Repository, evidence.Facts) {
	t.Helper()
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Files: files})
	r, err := history.Open(context.Background(), repo.Write(), history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := evidence.Read(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return r, f
}

func TestManifestsSayWhatIsDeclared(t *testing.T) {
	_, f := read(t, map[string]string{
		"go.mod":                      "module x\n\ngo 1.26\n\nrequire example.org/one v1.2.0\nrequire (\n\texample.org/two v0.1.0 // indirect\n)\n",
		"web/package.json":            `{"dependencies":{"react":"^19.0.0"},"devDependencies":{"vite":"8.0.0"}}`,
		"svc/requirements.txt":        "# base\nDjango>=4.2 ; python_version>'3.8'\n-r more.txt\nrequests[socks]==2.31.0\n",
		"svc/pyproject.toml":          "[project]\ndependencies = [\n  \"httpx>=0.27\", # client\n  'numpy',\n]\n[tool.poetry.group.dev.dependencies]\npytest = \"^8\"\n",
		"rs/Cargo.toml":               "[dependencies]\nserde = { version = \"1.0\", features = [\"derive\"] }\n[dev-dependencies]\nrand = \"0.9\"\n",
		"jv/pom.xml":                  "<project><properties><k.v>3.7</k.v></properties><dependencies><dependency><groupId>org.k</groupId><artifactId>kc</artifactId><version>${k.v}</version></dependency></dependencies></project>",
		"Gemfile":                     "source 'x'\ngem 'rails', '~> 7.1'\n",
		"node_modules/x/package.json": `{"dependencies":{"hidden":"1"}}`,
		"broken/package.json":         `{`,
	})
	var got []string
	for _, d := range f.Dependencies {
		got = append(got, d.Ecosystem+" "+d.Name+" "+d.Version+" "+d.Kind)
	}
	want := []string{
		"gem rails ~> 7.1 direct", "go go 1.26 tool", "go example.org/one v1.2.0 direct", "go example.org/two v0.1.0 indirect",
		"maven org.k:kc 3.7 direct", "cargo serde 1.0 direct", "cargo rand 0.9 dev", "pypi httpx >=0.27 direct", "pypi numpy  direct", "pypi pytest ^8 dev",
		"pypi django >=4.2 direct", "pypi requests ==2.31.0 direct", "npm react ^19.0.0 direct", "npm vite 8.0.0 dev",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(f.Unreadable) != 1 || !strings.HasPrefix(f.Unreadable[0], "broken/package.json cannot be read") {
		t.Errorf("unreadable: %v", f.Unreadable)
	}
}

func TestOwnersAndDecisionsCarryTheirAddress(t *testing.T) {
	r, f := read(t, map[string]string{
		".github/CODEOWNERS":           "# all\n* @org/all\n/ledger/ @ana ben@example.net\n",
		"ledger/book.go":               "package ledger\n",
		"docs/adr/0001-use-a-queue.md": "# Use a queue\n",
		"docs/adr/README.md":           "# What these are\n",
		"docs/guide.md":                "# Guide\n",
	})
	who, line := f.Owners.Of("ledger/book.go")
	if !slices.Equal(who, []string{"@ana", "ben@example.net"}) || line != 3 {
		t.Errorf("owners %v by line %d", who, line)
	}
	if len(f.Documents) != 1 || string(f.Documents[0].Data) != "# Use a queue\n\n" && string(f.Documents[0].Data) != "# Use a queue\n" {
		t.Fatalf("documents %v", f.Documents)
	}
	want := "git:" + r.Root + "@" + string(r.Head) + ":docs/adr/0001-use-a-queue.md"
	if f.Documents[0].Address != want {
		t.Errorf("address %s, want %s", f.Documents[0].Address, want)
	}
}

func TestARepositoryWithoutThemHasNone(t *testing.T) {
	_, f := read(t, map[string]string{"a.go": "package a\n"})
	if who, _ := f.Owners.Of("a.go"); who != nil || f.Documents != nil || f.Dependencies != nil {
		t.Errorf("%+v", f)
	}
}
