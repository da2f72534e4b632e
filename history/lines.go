package history

import (
	"sync"

	"plumbline/history/log"
	"plumbline/history/own"
)

// owners holds where the lines at the head come from, computed when first asked for.
type owners struct {
	once  sync.Once
	log   *log.Log
	lines []own.Lines
}

// LinesOf says for each line of a file at the head which commit it comes from (an
// index into Commits), as git blame would. Nil when the file is not at the head, is
// binary, or when its past was read through the git command line, which gives counts
// only. The first call replays the whole history; it is safe for concurrent use.
func (r *Repository) LinesOf(f FileID) []int32 {
	r.owners.once.Do(r.replay)
	if r.owners.lines == nil {
		return nil
	}
	return r.owners.lines[f]
}

func (r *Repository) replay() {
	if r.owners.log == nil {
		return
	}
	head := make([]own.Head, len(r.Files))
	for i := range r.Files {
		if f := &r.Files[i]; f.Present && f.Ignored != "submodule" {
			head[i] = own.Head{Path: f.Path, Blob: f.blob}
		}
	}
	r.owners.lines = own.Replay(r.owners.log, head)
}

// Surviving counts the lines at the head of some files by who wrote them. Lines of
// mass changes, bots and ignored revisions count for nobody.
func (r *Repository) Surviving(files []FileID) map[PersonID]int {
	out := map[PersonID]int{}
	for _, f := range files {
		for _, at := range r.LinesOf(f) {
			if c := &r.Commits[at]; c.Quiet == "" || c.Quiet == "merge" {
				out[c.Author]++
			}
		}
	}
	return out
}
