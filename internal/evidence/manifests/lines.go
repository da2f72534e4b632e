package manifests

import (
	"regexp"
	"strings"
)

func goMod(data []byte) ([]Dependency, error) {
	var out []Dependency
	block := ""
	for line := range strings.Lines(string(data)) {
		code, comment, _ := strings.Cut(line, "//")
		f := strings.Fields(code)
		if len(f) == 0 {
			continue
		}
		switch {
		case f[0] == ")":
			block = ""
			continue
		case len(f) == 2 && f[1] == "(":
			block = f[0]
			continue
		case block == "":
			block, f = f[0], f[1:]
			out = appendGo(out, block, f, comment)
			block = ""
			continue
		}
		out = appendGo(out, block, f, comment)
	}
	return out, nil
}

func appendGo(out []Dependency, verb string, f []string, comment string) []Dependency {
	switch {
	case verb == "require" && len(f) >= 2:
		d := Dependency{Ecosystem: "go", Name: f[0], Version: f[1]}
		if strings.TrimSpace(comment) == "indirect" {
			d.Kind = "indirect"
		}
		return append(out, d)
	case verb == "go" && len(f) == 1:
		return append(out, Dependency{Ecosystem: "go", Name: "go", Version: f[0], Kind: "tool"})
	}
	return out
}

var requirement = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*\(?((?:[=!<>~]=?=?)[^;#)]*)?`)

func requirements(data []byte) ([]Dependency, error) {
	var out []Dependency
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "-") {
			continue
		}
		out = appendPython(out, line, "")
	}
	return out, nil
}

func appendPython(out []Dependency, spec, kind string) []Dependency {
	m := requirement.FindStringSubmatch(strings.TrimSpace(spec))
	if m == nil {
		return out
	}
	name := strings.ToLower(strings.NewReplacer("_", "-", ".", "-").Replace(m[1]))
	return append(out, Dependency{Ecosystem: "pypi", Name: name, Version: strings.TrimSpace(m[2]), Kind: kind})
}

var gem = regexp.MustCompile(`^\s*gem\s*\(?\s*["']([^"']+)["'](?:\s*,\s*["']([^"']+)["'])?`)

func gemfile(data []byte) ([]Dependency, error) {
	var out []Dependency
	for line := range strings.Lines(string(data)) {
		if m := gem.FindStringSubmatch(line); m != nil {
			out = append(out, Dependency{Ecosystem: "gem", Name: m[1], Version: m[2]})
		}
	}
	return out, nil
}

var gradleLine = regexp.MustCompile(`^\s*(api|implementation|compile|compileOnly|runtimeOnly|annotationProcessor|kapt|testImplementation|testCompile|testRuntimeOnly)\b[\s(]*(?:platform\()?["']([^:"']+:[^:"']+)(?::([^"']+))?["']`)

func gradle(data []byte) ([]Dependency, error) {
	var out []Dependency
	for line := range strings.Lines(string(data)) {
		if m := gradleLine.FindStringSubmatch(line); m != nil {
			d := Dependency{Ecosystem: "maven", Name: m[2], Version: m[3]}
			if strings.HasPrefix(m[1], "test") {
				d.Kind = "dev"
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// tomlLine is one "key = value" with the table it stands in.
type tomlLine struct{ table, key, value string }

// tomlLines reads the plain part of TOML that manifests use: tables, keys, and values
// that may be arrays over several lines. It is no TOML parser.
func tomlLines(data []byte) []tomlLine {
	var out []tomlLine
	table, open := "", false
	for line := range strings.Lines(string(data)) {
		s := strings.TrimSpace(stripComment(line))
		switch {
		case s == "":
		case open:
			out[len(out)-1].value += " " + s
			open = !closed(out[len(out)-1].value)
		case strings.HasPrefix(s, "["):
			table = strings.Trim(s, "[] ")
		default:
			k, v, ok := strings.Cut(s, "=")
			if ok {
				out = append(out, tomlLine{table, strings.Trim(strings.TrimSpace(k), `"'`), strings.TrimSpace(v)})
				open = !closed(strings.TrimSpace(v))
			}
		}
	}
	return out
}

// closed says whether the brackets of a value, outside strings, are even.
func closed(v string) bool {
	depth, quote := 0, rune(0)
	for _, c := range v {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		}
	}
	return depth <= 0
}

func stripComment(line string) string {
	quote := rune(0)
	for i, c := range line {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#':
			return line[:i]
		}
	}
	return line
}

var quoted = regexp.MustCompile(`"([^"]*)"|'([^']*)'`)

func strs(v string) []string {
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(v, -1) {
		out = append(out, m[1]+m[2])
	}
	return out
}

var versionKey = regexp.MustCompile(`\bversion\s*=\s*["']([^"']*)["']`)

// tomlVersion is the version in `"1.2"` or `{ version = "1.2", … }`.
func tomlVersion(v string) string {
	if strings.HasPrefix(v, "{") {
		if m := versionKey.FindStringSubmatch(v); m != nil {
			return m[1]
		}
		return ""
	}
	if s := strs(v); len(s) > 0 {
		return s[0]
	}
	return ""
}

func cargo(data []byte) ([]Dependency, error) {
	var out []Dependency
	for _, l := range tomlLines(data) {
		table := l.table
		if i := strings.LastIndex(table, "."); strings.HasPrefix(table, "target.") || strings.HasPrefix(table, "workspace.") {
			table = table[i+1:]
		}
		d := Dependency{Ecosystem: "cargo", Name: l.key, Version: tomlVersion(l.value)}
		switch table {
		case "dependencies":
		case "dev-dependencies", "build-dependencies":
			d.Kind = "dev"
		default:
			continue
		}
		out = append(out, d)
	}
	return out, nil
}

func pyproject(data []byte) ([]Dependency, error) {
	var out []Dependency
	for _, l := range tomlLines(data) {
		switch {
		case l.table == "project" && l.key == "dependencies":
			for _, s := range strs(l.value) {
				out = appendPython(out, s, "")
			}
		case l.table == "project.optional-dependencies" || l.table == "dependency-groups":
			for _, s := range strs(l.value) {
				out = appendPython(out, s, "dev")
			}
		case l.table == "tool.poetry.dependencies" && l.key != "python":
			out = append(out, Dependency{Ecosystem: "pypi", Name: strings.ToLower(l.key), Version: tomlVersion(l.value)})
		case strings.HasPrefix(l.table, "tool.poetry.") && strings.HasSuffix(l.table, "dependencies") && l.key != "python":
			out = append(out, Dependency{Ecosystem: "pypi", Name: strings.ToLower(l.key), Version: tomlVersion(l.value), Kind: "dev"})
		}
	}
	return out, nil
}
