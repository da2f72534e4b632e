// Package lines says who wrote the lines that stand at a place today, and how old they
// are: for an area, a directory or a file of a history.Repository. Counting them reads
// merges and replays the history, which takes seconds in a large one; what was counted
// is kept small and serves every later reading of the same commits.
//
// It answers for a place only. It offers no way to order people by an amount without
// one, and callers must not build one from it.
package lines

import (
	"context"
	"slices"

	"plumbline/history"
)

// Counts says how many of the lines of each file at the head come from which commit.
// It holds no person: whom they count for is asked of a reading. Immutable.
type Counts struct {
	root    string
	head    history.Hash
	commits int
	files   [][]run // by history.FileID
	known   bool
}

// run is so many lines of one commit.
type run struct {
	commit, n int32
}

// Count counts the lines of a repository. Where its past was read through the git
// command line there is nothing to count, and Known says no. The error is that of
// LinesOf, or of ctx when it ended.
func Count(ctx context.Context, r *history.Repository) (*Counts, error) {
	c := &Counts{root: r.Root, head: r.Head, commits: len(r.Commits), files: make([][]run, len(r.Files))}
	for i := range r.Files {
		if !r.Files[i].Present {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		lines, err := r.LinesOf(ctx, history.FileID(i))
		if err != nil {
			return nil, err
		}
		c.files[i] = runs(lines)
		c.known = c.known || len(lines) > 0
	}
	return c, nil
}

// runs counts the lines of a file by commit, in the order of commits.
func runs(lines []int32) []run {
	if len(lines) == 0 {
		return nil
	}
	sorted := slices.Clone(lines)
	slices.Sort(sorted)
	var out []run
	for _, at := range sorted {
		if n := len(out); n > 0 && out[n-1].commit == at {
			out[n-1].n++
			continue
		}
		out = append(out, run{at, 1})
	}
	return slices.Clip(out)
}

// Known says that there are lines of which it is known where they come from.
func (c *Counts) Known() bool { return c != nil && c.known }

// Fits says that the counts are of the same commits and files as a reading, whatever
// it says of identities, areas and dates.
func (c *Counts) Fits(r *history.Repository) bool {
	return c != nil && c.root == r.Root && c.head == r.Head && c.commits == len(r.Commits) && len(c.files) == len(r.Files)
}
