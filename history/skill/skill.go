// Package skill finds what speaks for people's skills in what they changed: files of a
// language, at a path, below a manifest ("41 changes in 12 files, last on …"). It gives
// evidence, never a score of a person.
package skill

import (
	"time"

	"plumbline/history"
)

// Evidence is what says that somebody worked with something.
type Evidence struct {
	Name    string
	Changes int // commits
	Files   int // distinct files
	Of      int // files at the head that show it, whoever changed them
	First   time.Time
	Last    time.Time
	Samples []history.Hash // newest first, at most three
}

// What shows a skill that nobody claims. Who only ever kept one file in step with the
// rest has seldom more to do with it later (docs/benchmarks.md).
const (
	EnoughChanges = 3
	EnoughFiles   = 5
)

// Enough says whether so many changes in so many files show a skill by themselves, where
// a number of files at the head could: where they are few, half of them do.
func Enough(changes, files, of int) bool {
	return changes >= EnoughChanges && files >= min(EnoughFiles, (of+1)/2)
}

type held struct {
	Evidence
	files  map[history.FileID]bool
	commit int
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
