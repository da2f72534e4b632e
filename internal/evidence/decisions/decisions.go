// Package decisions tells which files of a tree are decision records: Markdown in the
// folders that teams keep them in. It does not parse them.
package decisions

import (
	"path"
	"regexp"
	"strings"
)

var folders = map[string]bool{
	"adr": true, "adrs": true, "decisions": true, "decision-records": true, "architecture-decisions": true,
	"architecture-decision-records": true, "decision-log": true, "madr": true,
}

var leave = map[string]bool{
	"readme.md": true, "index.md": true, "template.md": true, "adr-template.md": true, "_template.md": true,
	"0000-template.md": true, "contributing.md": true, "changelog.md": true,
}

// numbered is the name of a record that stands outside such a folder: adr-001-modules.md.
var numbered = regexp.MustCompile(`^adr[-_]?\d{1,5}([-_. ].*)?\.md$`)

// Is says whether a path is a decision record: a Markdown file directly in a folder
// named for them (doc/adr, docs/decisions, adr …) or in a folder just below one, or one
// whose name begins with adr and a number, other than readmes and templates, and not in
// code somebody else wrote.
func Is(p string) bool {
	base := strings.ToLower(path.Base(p))
	if !strings.HasSuffix(base, ".md") || leave[base] || strings.Contains(base, "template") {
		return false
	}
	dirs := strings.Split(strings.ToLower(path.Dir(p)), "/")
	for i, d := range dirs {
		if d == "vendor" || d == "node_modules" || d == "testdata" {
			return false
		}
		if folders[d] && i >= len(dirs)-2 {
			return true
		}
	}
	return numbered.MatchString(base)
}
