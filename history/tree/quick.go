package tree

import (
	"bytes"
	"path"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/go-enry/go-enry/v2"
	"github.com/go-enry/go-enry/v2/data"
)

// What go-enry decides by regular expressions that nearly every file fails is decided
// here first, at a fraction of the cost; a test holds the two against each other.

// byContent is enry.GetLanguageByContent.
func byContent(p string, head []byte) (string, bool) {
	if strings.EqualFold(path.Ext(p), ".h") && !notOnlyC(head) {
		return "C", true
	}
	return enry.GetLanguageByContent(p, head)
}

// notOnlyC says whether a header holds anything that could make it one of C++ or
// Objective-C. It may say so of more than there are.
func notOnlyC(head []byte) bool {
	for _, s := range [...]string{"std::", "__has_cpp_attribute", "__cplusplus >"} {
		if bytes.Contains(head, []byte(s)) {
			return true
		}
	}
	for line := range bytes.Lines(head) {
		if startsOther(bytes.TrimLeft(line, "\t\n\f\r ")) {
			return true
		}
	}
	return false
}

// startsOther says whether a line of a header may be one of another language than C.
func startsOther(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	switch line[0] {
	case '@':
		return objective(line[1:])
	case '#':
		if bytes.HasPrefix(line, []byte("#import")) {
			return true
		}
		name, ok := bytes.CutPrefix(bytes.TrimLeft(line[1:], "\t\n\f\r "), []byte("include <"))
		end := bytes.IndexByte(name, '>')
		return ok && end >= 0 && bytes.IndexByte(name[:end], '.') < 0
	case 't', 'c', 'u', 'n', 'p':
		for _, word := range [...]string{"template", "try", "constexpr", "catch", "class", "using", "namespace", "private", "public", "protected"} {
			if bytes.HasPrefix(line, []byte(word)) {
				return true
			}
		}
	}
	return false
}

// objective says whether a word after an @ is one of Objective-C's; most others are of
// documentation.
func objective(line []byte) bool {
	end := bytes.IndexFunc(line, func(r rune) bool { return r < 'a' || r > 'z' })
	if end < 0 {
		end = len(line)
	}
	switch string(line[:end]) {
	case "interface", "class", "protocol", "property", "end", "synchronised", "selector", "implementation":
		return true
	}
	return false
}

// documentation is enry.IsDocumentation.
func documentation(p string) bool {
	for _, top := range [...]string{"doc/", "docs/", "man/", "examples/", "demo/", "demos/", "sample/", "samples/"} {
		if len(p) >= len(top) && p[1:len(top)] == top[1:] && p[0]|0x20 == top[0] {
			return true
		}
	}
	for at := 0; ; {
		end := strings.IndexByte(p[at:], '/')
		if end < 0 {
			return documentName(p[at:])
		}
		dir, rest := p[at:at+end], p[at+end+1:]
		switch dir {
		case "documentation", "Documentation", "groovydoc", "Groovydoc", "javadoc", "Javadoc":
			return true
		case "inst":
			if strings.HasPrefix(rest, "doc/") {
				return true
			}
		}
		if stem, _, more := strings.Cut(dir, "."); more && documentStem(stem) {
			return true
		}
		at += end + 1
	}
}

// documentName says whether a file of this name tells about the others.
func documentName(name string) bool {
	switch name {
	case "CITATION", "CITATION.cff", "CITATION.bib", "CITATION.md", "CITATIONS", "CITATIONS.bib", "CITATIONS.md":
		return true
	}
	stem, _, _ := strings.Cut(name, ".")
	return documentStem(stem)
}

func documentStem(stem string) bool {
	switch stem {
	case "CHANGE", "CHANGES", "CHANGELOG", "CONTRIBUTING", "COPYING", "INSTALL", "LICENCE", "LICENSE",
		"Licence", "License", "licence", "license", "README", "Readme", "readme":
		return true
	}
	return false
}

// generated is enry.IsGenerated.
func generated(p string, head []byte) bool {
	lower := strings.ToLower(p)
	if nameMayBeGenerated(lower) {
		return enry.IsGenerated(p, head)
	}
	ext := path.Ext(lower)
	if _, ok := data.GeneratedCodeExtensions[ext]; ok {
		return true
	}
	for _, m := range data.GeneratedCodeMatchers {
		if m(lower, ext, head) {
			return true
		}
	}
	return false
}

// nameMayBeGenerated says whether a path in small letters holds anything for which it
// alone could make a file generated. It may say so of more than there are.
func nameMayBeGenerated(lower string) bool {
	for _, s := range [...]string{
		".idea/", "pods/", "carthage/", ".designer.", ".feature.cs", "node_modules/", "vendor/", "lock", "shrinkwrap",
		".pnp.", "godeps/", ".zep.", ".orig", "__generated__/", "_tlb.", "htmlcov/", ".sqlx/",
	} {
		if strings.Contains(lower, s) {
			return true
		}
	}
	return false
}

// vendored is enry.IsVendor. A pattern is tried only where a text stands that each match
// of it holds.
func vendored(path string) bool {
	for i := range vendors {
		if v := &vendors[i]; strings.Contains(path, v.holds) && v.pattern.MatchString(path) {
			return true
		}
	}
	return false
}

var vendors = vendorPatterns()

type vendorPattern struct {
	holds   string
	pattern *regexp.Regexp
}

func vendorPatterns() []vendorPattern {
	var out []vendorPattern
	for _, m := range data.VendorMatchers {
		v := vendorPattern{pattern: m}
		if tree, err := syntax.Parse(m.String(), syntax.Perl); err == nil {
			v.holds = held(tree)
		}
		out = append(out, v)
	}
	return out
}

// held is the longest text found that every match of a pattern holds.
func held(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return string(re.Rune)
		}
	case syntax.OpCapture, syntax.OpPlus:
		return held(re.Sub[0])
	case syntax.OpConcat:
		longest := ""
		for _, sub := range re.Sub {
			if s := held(sub); len(s) > len(longest) {
				longest = s
			}
		}
		return longest
	}
	return ""
}
