package tasks

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	bullet = regexp.MustCompile(`^\s*(?:[-*+]|\d+[.)])\s+`)
	box    = regexp.MustCompile(`^\[([ xX~-])\]\s*`)
	amount = regexp.MustCompile(`^(\d+(\.\d+)?[mhdw]|\d+(\.\d+)?[mhdw]?-\d+(\.\d+)?[mhdw]?-\d+(\.\d+)?[mhdw])$`)
	who    = regexp.MustCompile(`^@[\p{L}\p{N}][\p{L}\p{N}._-]*$`)
	what   = regexp.MustCompile(`^#[\p{L}\p{N}][\p{L}\p{N}._-]*$`)
)

func isCheckbox(s string) bool { return box.MatchString(s) }

// list reads pasted lines: "- [ ] Title  @ana  #ledger  2d  > Other task". The marks
// may stand in any order behind the title; a heading or an empty line is skipped.
func (r *reader) list(data []byte) {
	for i, raw := range strings.Split(string(data), "\n") {
		s := strings.TrimSpace(clean(raw))
		if s == "" || strings.HasPrefix(s, "# ") || strings.HasPrefix(s, "## ") || strings.HasPrefix(s, "---") {
			continue
		}
		place := fmt.Sprintf("%s:%d", r.name, i+1)
		if task := parseLine(s); task.Title == "" {
			r.bad(place, "title", "write it like: - [ ] Title  @ana  #ledger  2d  > Other task", "the line has no title")
		} else {
			task.Place = place
			r.issues = append(r.issues, task)
		}
	}
}

func parseLine(s string) Issue {
	var i Issue
	s = bullet.ReplaceAllString(s, "")
	if m := box.FindStringSubmatch(s); m != nil {
		i.State = map[string]string{"x": "done", "X": "done", "~": "dropped", "-": "dropped"}[m[1]]
		s = s[len(m[0]):]
	}
	parts := strings.Split(s, " > ")
	for _, p := range parts[1:] {
		for _, name := range strings.Split(i.marks(p), ", ") {
			if name = strings.TrimSpace(name); name != "" {
				i.After = append(i.After, name)
			}
		}
	}
	i.Title = i.marks(parts[0])
	return i
}

// marks takes people, skills and an amount of work out of a text and gives the rest.
func (i *Issue) marks(s string) string {
	var rest []string
	for _, w := range strings.Fields(s) {
		switch {
		case who.MatchString(w):
			i.People = append(i.People, w[1:])
		case what.MatchString(w):
			i.Skills = append(i.Skills, w[1:])
		case i.Work == "" && amount.MatchString(w):
			i.Work = w
		default:
			rest = append(rest, w)
		}
	}
	return strings.Join(rest, " ")
}
