package know

import (
	"strings"

	"plumbline/history"
)

// Answer says who could be asked about a path or area.
type Answer struct {
	Area   int    // the area asked about or holding the path, −1 = none
	Path   string // the path asked about, "" for an area
	Files  int    // at the head, that it covers
	People []Holder
	Wider  bool // nobody still here touched the path itself; these know its area
}

// Most is the largest number of people Who names: more would be a ranking.
const Most = 5

// Who names at most k (1..Most) people still here to ask about an area's name, a
// file or a directory, best first. The second result is false when nothing at the
// head or before it has that name.
func (m *Map) Who(pathOrArea string, k int) (Answer, bool) {
	k = min(max(k, 1), Most)
	for i, a := range m.r.Areas {
		if a.Name == pathOrArea {
			return Answer{Area: i, Files: a.Files, People: m.firstActive(m.Holders(i), k)}, true
		}
	}
	files := m.filesAt(pathOrArea)
	if len(files) == 0 {
		return Answer{Area: -1}, false
	}
	ans := Answer{Area: m.r.Files[files[0]].Area, Path: strings.Trim(pathOrArea, "/"), Files: len(files)}
	ans.People = m.firstActive(m.holders(m.tracesOf(files), m.all), k)
	if len(ans.People) == 0 && ans.Area >= 0 {
		ans.People, ans.Wider = m.firstActive(m.Holders(ans.Area), k), true
	}
	return ans, true
}

func (m *Map) filesAt(path string) []history.FileID {
	if files := m.r.Under(path); len(files) > 0 {
		return files
	}
	if id, ok := m.r.File(strings.Trim(path, "/")); ok {
		return []history.FileID{id}
	}
	return nil
}

// tracesOf scans all changes for those of some files.
func (m *Map) tracesOf(files []history.FileID) Traces {
	in := make([]bool, len(m.r.Files))
	for _, f := range files {
		in[f] = true
	}
	ts := Traces{}
	var hit []history.FileID
	for i := range m.r.Commits {
		if m.r.Commits[i].Quiet != "" {
			continue
		}
		hit = hit[:0]
		for _, ch := range m.r.ChangesOf(i) {
			if in[ch.File] {
				hit = append(hit, ch.File)
			}
		}
		if len(hit) > 0 {
			ts.add(m.r, &m.r.Commits[i], hit)
		}
	}
	return ts
}

func (m *Map) firstActive(all []Holder, k int) []Holder {
	var out []Holder
	for _, h := range all {
		if h.Active && len(out) < k {
			out = append(out, h)
		}
	}
	return out
}

// Path lists everybody who left a trace on files at a path, best to ask first.
func (m *Map) Path(path string) []Holder {
	return m.holders(m.tracesOf(m.filesAt(path)), m.all)
}
