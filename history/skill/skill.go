// Package skill infers what people work with from what they changed: languages,
// technologies and areas, each with its evidence ("41 changes in 12 files, last on
// …"). It gives evidence, never a score of a person.
package skill

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"plumbline/history"
)

// Kind is what sort of thing somebody worked with.
type Kind string

// The kinds.
const (
	Language   Kind = "language"
	Technology Kind = "technology"
	Area       Kind = "area"
)

// Evidence is what says that somebody worked with something.
type Evidence struct {
	Kind    Kind
	Name    string
	Changes int // commits
	Files   int // distinct files
	First   time.Time
	Last    time.Time
	Samples []history.Hash // newest first, at most three
}

// Use says that a technology is used in the files below a directory ("" = all), in
// files of one language ("" = any): what a manifest there declares.
type Use struct{ Name, Dir, Language string }

// Of lists the evidence for one person: languages, technologies (where uses are
// given) and areas, each in alphabetical order.
func Of(r *history.Repository, p history.PersonID, uses []Use) []Evidence {
	c := &collector{r: r, found: map[key]*held{}}
	for i := range r.Commits {
		commit := &r.Commits[i]
		if commit.Quiet != "" || (commit.Author != p && !slices.Contains(commit.CoAuthors, p)) {
			continue
		}
		for _, ch := range r.ChangesOf(i) {
			if f := &r.Files[ch.File]; r.Counts(ch) {
				c.file(i, ch.File, f, uses)
			}
		}
	}
	return c.list()
}

type key struct {
	kind Kind
	name string
}

type held struct {
	Evidence
	files  map[history.FileID]bool
	commit int
}

type collector struct {
	r     *history.Repository
	found map[key]*held
}

func (c *collector) file(commit int, id history.FileID, f *history.File, uses []Use) {
	if f.Language != "" {
		c.add(commit, id, key{Language, f.Language})
	}
	if f.Area >= 0 {
		c.add(commit, id, key{Area, c.r.Areas[f.Area].Name})
	}
	for _, u := range uses {
		if strings.HasPrefix(f.Path, u.Dir) && (u.Language == "" || u.Language == f.Language) {
			c.add(commit, id, key{Technology, u.Name})
		}
	}
}

func (c *collector) add(commit int, id history.FileID, k key) {
	h := c.found[k]
	if h == nil {
		h = &held{files: map[history.FileID]bool{}, commit: -1}
		h.Kind, h.Name = k.kind, k.name
		c.found[k] = h
	}
	h.note(&c.r.Commits[commit], commit, id)
}

// note takes in one change; the changes of a commit come together.
func (h *held) note(c *history.Commit, commit int, id history.FileID) {
	h.files[id] = true
	if h.commit == commit {
		return
	}
	h.commit = commit
	h.Changes++
	if h.First.IsZero() || c.Committed.Before(h.First) {
		h.First = c.Committed
	}
	if c.Committed.After(h.Last) {
		h.Last = c.Committed
	}
	h.Samples = append([]history.Hash{c.Hash}, h.Samples[:min(2, len(h.Samples))]...)
}

func (c *collector) list() []Evidence {
	var out []Evidence
	for _, h := range c.found {
		h.Files = len(h.files)
		out = append(out, h.Evidence)
	}
	slices.SortFunc(out, func(a, b Evidence) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return out
}
