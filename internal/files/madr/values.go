package madr

import (
	"regexp"
	"slices"
	"strings"
)

// value writes one named value where the file keeps it: in the front matter, on a line
// below the title, or in a section of its own.
func (e *editor) value(part string, want *Doc, names, v []string) {
	if !e.changed(part, want) {
		return
	}
	if from, to, ok := e.member(names); ok {
		e.put(from, to, e.memberLines(e.lines[from], v)...)
		return
	}
	if line, at, ok := e.fieldLine(names); ok {
		if len(v) == 0 {
			e.put(line, line+1)
		} else {
			e.put(line, line+1, e.lines[line][:at]+strings.Join(v, ", "))
		}
		return
	}
	if s := e.find("status"); s != nil && names[0] == "status" {
		e.statusLine(s, v[0])
		return
	}
	if len(v) > 0 {
		e.addValue(names[0], v)
	}
}

// member finds the lines of a named value in the front matter.
func (e *editor) member(names []string) (from, to int, ok bool) {
	for i := 1; i < e.front-1; i++ {
		name, _, found := strings.Cut(e.lines[i], ":")
		if !found || !slices.Contains(names, strings.ToLower(strings.Trim(name, `"' `))) {
			continue
		}
		to = i + 1
		for to < e.front-1 && (strings.HasPrefix(e.lines[to], " ") || strings.HasPrefix(e.lines[to], "-")) {
			to++
		}
		return i, to, true
	}
	return 0, 0, false
}

// memberLines writes a named value as the line that stood there did: on one line, or a
// list below it.
func (e *editor) memberLines(line string, v []string) []string {
	name, rest, _ := strings.Cut(line, ":")
	switch rest = strings.TrimSpace(rest); {
	case len(v) == 0:
		return nil
	case strings.HasPrefix(rest, "["):
		return []string{name + ": [" + strings.Join(quotedAll(v), ", ") + "]"}
	case rest != "":
		return []string{name + ": " + quoted(strings.Join(v, ", "))}
	}
	return listMember(name, v)
}

// newMember writes a named value that was not there: one on its line, several below it.
func newMember(name string, v []string) []string {
	if len(v) == 1 {
		return []string{name + ": " + quoted(v[0])}
	}
	return listMember(name, v)
}

func listMember(name string, v []string) []string {
	out := []string{name + ":"}
	for _, q := range quotedAll(v) {
		out = append(out, "  - "+q)
	}
	return out
}

func quotedAll(list []string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = quoted(v)
	}
	return out
}

// fieldLine finds a line such as "* Status: accepted" below the title, and where its
// value begins.
func (e *editor) fieldLine(names []string) (line, at int, ok bool) {
	for _, s := range e.sections {
		if s.level != 1 {
			continue
		}
		for i := range s.lines {
			text := e.lines[s.line+i]
			trimmed := strings.TrimLeft(text, " \t")
			m := field.FindStringSubmatchIndex(strings.TrimRight(trimmed, " \t"))
			if m != nil && slices.Contains(names, strings.ReplaceAll(strings.ToLower(trimmed[m[2]:m[3]]), " ", "-")) {
				return s.line + i, len(text) - len(trimmed) + m[4], true
			}
		}
	}
	return 0, 0, false
}

// statusLine changes the state in adr-tools' section; what it supersedes or amends stays.
func (e *editor) statusLine(s *section, v string) {
	for i, l := range s.lines {
		l = strings.TrimSpace(strings.TrimLeft(l, "*- "))
		if l == "" || strings.HasPrefix(l, "<!--") || renewal.MatchString(l) || amends.MatchString(l) {
			continue
		}
		e.put(s.line+i, s.line+i+1, strings.ToUpper(v[:1])+v[1:])
		return
	}
	e.put(s.line, s.line, "", strings.ToUpper(v[:1])+v[1:])
}

var lineStyle = regexp.MustCompile(`^\s*([*-]\s+)?(\**)[A-Za-z]`)

// addValue puts a value that the file does not have yet beside those it has.
func (e *editor) addValue(name string, v []string) {
	if e.front > 0 {
		e.put(e.front-1, e.front-1, newMember(name, v)...)
		return
	}
	if line, _, ok := e.fieldLine([]string{"status", "date", "deciders"}); ok {
		bullet := lineStyle.FindStringSubmatch(e.lines[line])[1]
		e.put(line+1, line+1, bullet+strings.ToUpper(name[:1])+name[1:]+": "+strings.Join(v, ", "))
		return
	}
	e.matter = append(e.matter, newMember(name, v)...)
}
