// Package attr reads what .gitattributes files say about the kinds of files, in the
// attributes that code forges know by the name of linguist: that a file is generated,
// vendored or documentation, or of what language it is.
package attr

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// Name is that of the files which hold attributes.
const Name = ".gitattributes"

// Said is what the attributes say of one file.
type Said struct {
	Generated, Vendored, Documentation Answer
	Language                           string // as written, "" when nothing is said
}

// Answer is what an attribute says.
type Answer int8

// Nothing is said, or that it is so, or that it is not.
const (
	Nothing Answer = iota
	Yes
	No
)

// Rules are the lines of all files of attributes in a tree that say something of kinds.
// The zero value has none.
type Rules struct {
	list []rule // later ones stand over earlier ones
}

type rule struct {
	dir     string   // the file's directory with a slash, "" for the top
	depth   int      // of the file
	pattern []string // the parts between slashes, below dir
	any     bool     // the pattern has one part and matches in any directory below
	said    Said
	unsaid  []string // attributes that the line takes back
}

// most bounds the rules and the parts of a pattern, whoever wrote them.
const most, mostParts = 10_000, 64

// Add takes the lines of the file of attributes in a directory ("" or "." for the top) of
// the tree. Lines that make no sense are left out, as git leaves them out.
func (r *Rules) Add(dir string, content []byte) {
	if dir = strings.Trim(path.Clean("/"+dir), "/"); dir != "" {
		dir += "/"
	}
	for line := range strings.Lines(string(content)) {
		if one, ok := parse(strings.TrimSpace(line)); ok && len(r.list) < most {
			one.dir, one.depth = dir, strings.Count(dir, "/")
			r.list = append(r.list, one)
		}
	}
	slices.SortStableFunc(r.list, func(a, b rule) int { return a.depth - b.depth })
}

func parse(line string) (rule, bool) {
	var one rule
	pattern, rest, ok := cut(line)
	if !ok || pattern[0] == '#' || pattern[0] == '!' || strings.HasPrefix(pattern, "[attr]") {
		return one, false
	}
	for word := range strings.FieldsSeq(rest) {
		one.take(word)
	}
	if one.said == (Said{}) && one.unsaid == nil {
		return one, false
	}
	one.any = !strings.Contains(pattern, "/")
	one.pattern = strings.Split(strings.TrimPrefix(pattern, "/"), "/")
	for i, part := range one.pattern {
		part = strings.ReplaceAll(part, "[!", "[^") // as path.Match writes it
		one.pattern[i] = part
		if _, err := path.Match(part, ""); err != nil {
			return one, false
		}
	}
	return one, len(one.pattern) <= mostParts
}

// cut takes the pattern off a line, which may stand in quotes.
func cut(line string) (pattern, rest string, ok bool) {
	if strings.HasPrefix(line, `"`) {
		quoted, err := strconv.QuotedPrefix(line)
		if err != nil {
			return "", "", false
		}
		pattern, err = strconv.Unquote(quoted)
		return pattern, line[len(quoted):], err == nil && pattern != ""
	}
	i := strings.IndexAny(line, " \t")
	if i <= 0 {
		return "", "", false
	}
	return line[:i], line[i:], true
}

// take reads one attribute: "name", "name=value", "-name" or "!name".
func (r *rule) take(word string) {
	name, value, valued := strings.Cut(word, "=")
	answer := Yes
	switch {
	case strings.HasPrefix(name, "-"):
		name, answer = name[1:], No
	case strings.HasPrefix(name, "!"):
		name, answer = name[1:], Nothing
	case valued && (value == "false" || value == "0"):
		answer = No
	}
	name, ok := strings.CutPrefix(name, "linguist-")
	if !ok {
		return
	}
	if at := r.said.at(name); at != nil {
		*at = answer
	} else if name != "language" {
		return
	} else if answer == Yes && valued {
		r.said.Language = value
	} else {
		answer = Nothing
	}
	if answer == Nothing {
		r.unsaid = append(r.unsaid, name)
	}
}

// at is the answer to an attribute; nil for another one.
func (s *Said) at(name string) *Answer {
	switch name {
	case "generated":
		return &s.Generated
	case "vendored":
		return &s.Vendored
	case "documentation":
		return &s.Documentation
	}
	return nil
}

// Of is what the attributes say of the file at a path.
func (r *Rules) Of(file string) Said {
	var said Said
	for i := range r.list {
		if one := &r.list[i]; one.matches(file) {
			one.over(&said)
		}
	}
	return said
}

// over lays a rule over what earlier ones said.
func (r *rule) over(said *Said) {
	for _, name := range r.unsaid {
		if at := said.at(name); at != nil {
			*at = Nothing
		} else {
			said.Language = ""
		}
	}
	for _, name := range [...]string{"generated", "vendored", "documentation"} {
		if answer := *r.said.at(name); answer != Nothing {
			*said.at(name) = answer
		}
	}
	if r.said.Language != "" {
		said.Language = r.said.Language
	}
}

func (r *rule) matches(file string) bool {
	below, ok := strings.CutPrefix(file, r.dir)
	if !ok {
		return false
	}
	if r.any {
		return match(r.pattern[0], below[strings.LastIndexByte(below, '/')+1:])
	}
	return parts(r.pattern, strings.Split(below, "/"))
}

// parts matches a pattern's parts against a path's; ** stands for any number of directories,
// and at the end for all that is below.
func parts(pattern, file []string) bool {
	// reach[k] says that the pattern so far matches the first k parts of the file.
	reach := make([]bool, len(file)+1)
	reach[0] = true
	for i, one := range pattern {
		next := make([]bool, len(file)+1)
		deep := false
		for k, ok := range reach {
			switch {
			case one == "**" && i == len(pattern)-1:
				next[k] = deep // something has to be below
				deep = deep || ok
			case one == "**":
				deep = deep || ok
				next[k] = deep
			case ok && k < len(file):
				next[k+1] = match(one, file[k])
			}
		}
		reach = next
	}
	return reach[len(file)]
}

func match(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}
