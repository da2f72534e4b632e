// Package log holds what commits say, as read: who, when, which files, how many
// lines, trailers. It merges no identities and follows no renames; package history
// does. Order and numbering are canonical, a function of the set of commits alone,
// so that reading all at once and reading in steps give the same bytes.
package log

import (
	"cmp"
	"container/heap"
	"slices"

	"plumbline/history/identity"
	"plumbline/history/text"
)

// Commit is one commit as read. Indexes point into the Log's tables.
type Commit struct {
	Hash              string
	Parents           []string
	Author, Committer int32 // into Idents
	When, Committed   int64 // seconds since 1970
	Subject           string
	Keys              []string // issue keys named in the message
	Reviewers         []int32  // into Idents
	CoAuthors         []int32
	Reverts           string   // as written, perhaps abbreviated
	Changes           []Change // sorted by path; none for merges
	Unread            bool     // its contents are missing here (shallow or partial clone)
	Merges            []Change // of a merge: files that equal no parent's, a change for each parent that has them
}

// Change is one file in a commit against its parent.
type Change struct {
	Old, New       int32  // into Paths; they differ for a rename
	Status         byte   // A, M, D, R, T
	Added, Deleted int32  // lines; −1 when binary or unread
	Blob, Before   uint64 // the first bytes of the contents' names, new and old; 0 = none or not known
	Hunks          []text.Hunk
}

// Log is a set of commits closed under parents, except where the clone is shallow.
type Log struct {
	Idents  []identity.Identity
	Paths   []string
	Commits []Commit // parents before children
}

// Interner numbers values in order of first use.
type Interner[T comparable] struct {
	at   map[T]int32
	List []T
}

// Of is the number of v, a new one if it was not seen.
func (n *Interner[T]) Of(v T) int32 {
	if i, ok := n.at[v]; ok {
		return i
	}
	if n.at == nil {
		n.at = map[T]int32{}
	}
	i := int32(len(n.List))
	n.at[v] = i
	n.List = append(n.List, v)
	return i
}

// Canonical orders commits so that parents come first, then by committer date, then
// by hash, and numbers identities and paths by first use in that order.
func (l *Log) Canonical() *Log {
	out := &Log{Commits: make([]Commit, 0, len(l.Commits))}
	var idents Interner[identity.Identity]
	var paths Interner[string]
	many := func(in []int32) []int32 {
		var r []int32
		for _, i := range in {
			r = append(r, idents.Of(l.Idents[i]))
		}
		return r
	}
	for _, at := range l.order() {
		c := l.Commits[at]
		c.Author = idents.Of(l.Idents[c.Author])
		c.Committer = idents.Of(l.Idents[c.Committer])
		c.Reviewers, c.CoAuthors = many(c.Reviewers), many(c.CoAuthors)
		move := func(in []Change) []Change {
			changes := make([]Change, len(in))
			for i, ch := range in {
				ch.Old = paths.Of(l.Paths[ch.Old])
				ch.New = paths.Of(l.Paths[ch.New])
				changes[i] = ch
			}
			return changes
		}
		c.Changes, c.Merges = move(c.Changes), move(c.Merges)
		out.Commits = append(out.Commits, c)
	}
	out.Idents, out.Paths = idents.List, paths.List
	return out
}

// order is Kahn's algorithm with the oldest ready commit first.
func (l *Log) order() []int32 {
	at := make(map[string]int32, len(l.Commits))
	for i, c := range l.Commits {
		at[c.Hash] = int32(i)
	}
	waits := make([]int32, len(l.Commits))
	children := make([][]int32, len(l.Commits))
	ready := &readyHeap{commits: l.Commits}
	for i, c := range l.Commits {
		for _, p := range c.Parents {
			if j, ok := at[p]; ok {
				children[j] = append(children[j], int32(i))
				waits[i]++
			}
		}
		if waits[i] == 0 {
			ready.ids = append(ready.ids, int32(i))
		}
	}
	heap.Init(ready)
	order := make([]int32, 0, len(l.Commits))
	for len(ready.ids) > 0 {
		i := heap.Pop(ready).(int32)
		order = append(order, i)
		for _, j := range children[i] {
			if waits[j]--; waits[j] == 0 {
				heap.Push(ready, j)
			}
		}
	}
	return order
}

type readyHeap struct {
	commits []Commit
	ids     []int32
}

func (h *readyHeap) Len() int { return len(h.ids) }
func (h *readyHeap) Less(i, j int) bool {
	a, b := &h.commits[h.ids[i]], &h.commits[h.ids[j]]
	return cmp.Or(cmp.Compare(a.Committed, b.Committed), cmp.Compare(a.Hash, b.Hash)) < 0
}
func (h *readyHeap) Swap(i, j int) { h.ids[i], h.ids[j] = h.ids[j], h.ids[i] }
func (h *readyHeap) Push(x any)    { h.ids = append(h.ids, x.(int32)) }
func (h *readyHeap) Pop() any {
	last := h.ids[len(h.ids)-1]
	h.ids = h.ids[:len(h.ids)-1]
	return last
}

// Reachable is the part of the log that can be reached from tip through parents, in
// the log's order.
func (l *Log) Reachable(tip string) *Log {
	at := make(map[string]int, len(l.Commits))
	for i, c := range l.Commits {
		at[c.Hash] = i
	}
	seen := make([]bool, len(l.Commits))
	var stack []int
	if i, ok := at[tip]; ok {
		stack, seen[i] = []int{i}, true
	}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, p := range l.Commits[i].Parents {
			if j, ok := at[p]; ok && !seen[j] {
				seen[j] = true
				stack = append(stack, j)
			}
		}
	}
	if !slices.Contains(seen, false) {
		return l
	}
	out := &Log{Idents: l.Idents, Paths: l.Paths}
	for i, c := range l.Commits {
		if seen[i] {
			out.Commits = append(out.Commits, c)
		}
	}
	return out
}
