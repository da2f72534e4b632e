// Package manifests reads which dependencies a repository declares: go.mod,
// package.json, requirements files, pyproject.toml, Cargo.toml, pom.xml, Gemfile,
// Gradle builds, composer.json and .csproj. It reads what is written there and
// resolves nothing.
package manifests

import (
	"path"
	"strings"
)

// Dependency is one declared dependency.
type Dependency struct {
	Ecosystem string // "go", "npm", "pypi", "cargo", "maven", "gem", "composer", "nuget"
	Name      string
	Version   string // as written: a version or a range; "" when none is given
	Kind      string // "direct", "indirect", "dev", "tool"
	Path      string // the manifest
}

// Is says whether a path is a manifest that Parse reads, and not a copy of somebody
// else's.
func Is(p string) bool {
	for dir := range strings.SplitSeq(path.Dir(p), "/") {
		switch dir {
		case "vendor", "node_modules", "testdata", "third_party", "fixtures", "__fixtures__":
			return false
		}
	}
	return parser(p) != nil
}

// Parse reads one manifest. On an error it returns what could be read.
func Parse(p string, data []byte) ([]Dependency, error) {
	parse := parser(p)
	if parse == nil {
		return nil, nil
	}
	deps, err := parse(data)
	for i := range deps {
		deps[i].Path = p
		if deps[i].Kind == "" {
			deps[i].Kind = "direct"
		}
	}
	return deps, err
}

func parser(p string) func([]byte) ([]Dependency, error) {
	base := path.Base(p)
	switch base {
	case "go.mod":
		return goMod
	case "package.json":
		return packageJSON
	case "composer.json":
		return composerJSON
	case "pyproject.toml":
		return pyproject
	case "Cargo.toml":
		return cargo
	case "pom.xml":
		return pom
	case "Gemfile":
		return gemfile
	case "build.gradle", "build.gradle.kts":
		return gradle
	}
	switch {
	case strings.HasPrefix(base, "requirements") && strings.HasSuffix(base, ".txt"):
		return requirements
	case strings.HasSuffix(base, ".csproj"):
		return csproj
	}
	return nil
}
