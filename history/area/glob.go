package area

import (
	"regexp"
	"strings"
)

// Glob translates a glob over paths: * within a directory, ** across directories, ?
// one letter, a trailing / for everything below, a leading / for the top of the tree.
// A glob without a slash matches at any depth, and what matches a directory matches
// what lies below it.
func Glob(glob string) (*regexp.Regexp, error) {
	g := strings.TrimPrefix(glob, "/")
	if strings.HasSuffix(g, "/") {
		g += "**"
	}
	var b strings.Builder
	b.WriteString("^")
	if !strings.Contains(g, "/") && !strings.HasPrefix(glob, "/") {
		b.WriteString("(?:.*/)?")
	}
	for i := 0; i < len(g); i++ {
		switch {
		case strings.HasPrefix(g[i:], "**/"):
			b.WriteString("(?:.*/)?")
			i += 2
		case strings.HasPrefix(g[i:], "**"):
			b.WriteString(".*")
			i++
		case g[i] == '*':
			b.WriteString("[^/]*")
		case g[i] == '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(g[i : i+1]))
		}
	}
	return regexp.Compile(b.String() + "(?:/.*)?$")
}
