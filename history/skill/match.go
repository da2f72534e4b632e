package skill

import (
	"path"
	"slices"
	"strings"

	"plumbline/history"
)

// Use says that a technology is used in the files below a directory ("" = all), in
// files of one language ("" = any): what a manifest there declares.
type Use struct{ Name, Dir, Language string }

// Rule says what in a repository shows one thing people can know: files in any of
// these languages, at any of these paths (globs as in history.Component), or below a
// manifest that declares it.
type Rule struct {
	Name      string
	Languages []string
	Paths     []string
	Uses      []Use
}

// Empty says that nothing would show it.
func (r Rule) Empty() bool { return len(r.Languages)+len(r.Paths)+len(r.Uses) == 0 }

// Match finds the evidence for each rule, by contributor: out[i] belongs to rules[i].
// It takes one pass over the changes, whatever the number of rules and people. A glob
// that cannot be read is an error.
func Match(r *history.Repository, rules []Rule) ([]map[history.PersonID]Evidence, error) {
	m := &matcher{r: r, count: make([]int, len(rules)), by: make([]map[history.PersonID]*held, len(rules))}
	for i := range m.by {
		m.by[i] = map[history.PersonID]*held{}
	}
	if err := m.files(rules); err != nil {
		return nil, err
	}
	for i := range r.Commits {
		m.commit(i)
	}
	out := make([]map[history.PersonID]Evidence, len(rules))
	for i := range rules {
		out[i] = map[history.PersonID]Evidence{}
		for p, h := range m.by[i] {
			h.Name, h.Files, h.Of = rules[i].Name, len(h.files), m.count[i]
			out[i][p] = h.Evidence
		}
	}
	return out, nil
}

type matcher struct {
	r     *history.Repository
	of    [][]int32 // rules by file
	count []int     // files at the head by rule
	by    []map[history.PersonID]*held
}

// files decides once for each file which rules it shows.
func (m *matcher) files(rules []Rule) error {
	m.of = make([][]int32, len(m.r.Files))
	for i, rule := range rules {
		at, err := history.Globs(rule.Paths)
		if err != nil {
			return err
		}
		for f := range m.r.Files {
			if rule.shownBy(&m.r.Files[f], at) {
				m.of[f] = append(m.of[f], int32(i))
				if m.r.Files[f].Present {
					m.count[i]++
				}
			}
		}
	}
	return nil
}

func (r Rule) shownBy(f *history.File, at func(string) bool) bool {
	if slices.ContainsFunc(r.Languages, func(l string) bool { return strings.EqualFold(l, f.Language) }) || at(f.Path) {
		return true
	}
	return slices.ContainsFunc(r.Uses, func(u Use) bool { return u.covers(f) })
}

func (u Use) covers(f *history.File) bool {
	return f.Language != "" && strings.HasPrefix(f.Path, u.Dir) && (u.Language == "" || u.Language == f.Language)
}

func (m *matcher) commit(i int) {
	c := &m.r.Commits[i]
	if c.Quiet != "" {
		return
	}
	for _, ch := range m.r.ChangesOf(i) {
		if len(m.of[ch.File]) == 0 || !m.r.Counts(ch) {
			continue
		}
		for _, rule := range m.of[ch.File] {
			m.add(int(rule), c.Author, i, ch.File)
			for _, p := range c.CoAuthors {
				if p != c.Author {
					m.add(int(rule), p, i, ch.File)
				}
			}
		}
	}
}

func (m *matcher) add(rule int, p history.PersonID, commit int, file history.FileID) {
	if m.r.People[p].Bot {
		return
	}
	h := m.by[rule][p]
	if h == nil {
		h = &held{files: map[history.FileID]bool{}, commit: -1}
		m.by[rule][p] = h
	}
	h.note(&m.r.Commits[commit], commit, file)
}

// DirOf is the directory a manifest speaks for, as Use.Dir wants it.
func DirOf(manifest string) string {
	if dir := path.Dir(manifest); dir != "." {
		return dir + "/"
	}
	return ""
}
