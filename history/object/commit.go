// Package object parses git's objects as they are stored: commits, trees, tags, and
// the trailers, issue keys and reverts that messages carry. Parsers never panic,
// accept what git itself accepts (zero-padded modes, broken UTF-8, dates far off) and
// bound what they keep.
package object

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Signature is who and when, as a commit spells it.
type Signature struct {
	Name, Email string
	When        int64 // seconds since 1970, clamped to 1970–9999
}

// Commit is a parsed commit. Strings are valid UTF-8; bytes that are not are read as
// Latin-1.
type Commit struct {
	Tree              string
	Parents           []string
	Author, Committer Signature
	Message           string
}

// ErrMalformed is returned for bytes that are no such object.
var ErrMalformed = errors.New("malformed object")

// ParseCommit reads the content of a commit object.
func ParseCommit(b []byte) (Commit, error) {
	var c Commit
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte{'\n'})
		b = rest
		if len(line) == 0 {
			break
		}
		key, val, _ := bytes.Cut(line, []byte{' '})
		switch string(key) {
		case "tree":
			c.Tree = hexOrEmpty(val)
		case "parent":
			if h := hexOrEmpty(val); h != "" {
				c.Parents = append(c.Parents, h)
			}
		case "author":
			c.Author = ParseSignature(val)
		case "committer":
			c.Committer = ParseSignature(val)
		}
	}
	if c.Tree == "" {
		return c, ErrMalformed
	}
	c.Message = Text(b)
	return c, nil
}

// Parents reads only the parents of a commit object, as ParseCommit gives them; false
// when ParseCommit would refuse it.
func Parents(b []byte) (parents []string, ok bool) {
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte{'\n'})
		if b = rest; len(line) == 0 {
			break
		}
		switch key, val, _ := bytes.Cut(line, []byte{' '}); string(key) {
		case "tree":
			ok = hexOrEmpty(val) != ""
		case "parent":
			if h := hexOrEmpty(val); h != "" {
				parents = append(parents, h)
			}
		}
	}
	return parents, ok
}

func hexOrEmpty(b []byte) string {
	if len(b) != 40 && len(b) != 64 {
		return ""
	}
	for _, c := range b {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return ""
		}
	}
	return string(b)
}

// ParseSignature reads "Name <mail> seconds zone"; whatever is missing is empty.
func ParseSignature(b []byte) Signature {
	var s Signature
	lt := bytes.IndexByte(b, '<')
	if lt < 0 {
		s.Name = strings.TrimSpace(Text(b))
		return s
	}
	s.Name = strings.TrimSpace(Text(b[:lt]))
	rest := b[lt+1:]
	gt := bytes.IndexByte(rest, '>')
	if gt < 0 {
		return s
	}
	s.Email = strings.TrimSpace(Text(rest[:gt]))
	// Old tools wrote stray brackets; the date follows the last one.
	tail := rest[bytes.LastIndexByte(rest, '>')+1:]
	f := bytes.Fields(tail)
	if len(f) == 0 {
		return s
	}
	n, err := strconv.ParseInt(string(f[0]), 10, 64)
	if err == nil {
		s.When = min(max(n, 0), 253402300799)
	}
	return s
}

// Text makes valid UTF-8 of bytes: unchanged when they are, else read as Latin-1.
func Text(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out := make([]rune, 0, len(b))
	for _, c := range b {
		out = append(out, rune(c))
	}
	return string(out)
}

// Subject is the first line of a message, at most 200 bytes.
func Subject(message string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(message, "\n"), "\n")
	line = strings.TrimSpace(line)
	if len(line) <= 200 {
		return line
	}
	cut := 197
	for cut > 0 && !utf8.RuneStart(line[cut]) {
		cut--
	}
	return line[:cut] + "…"
}
