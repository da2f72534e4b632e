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
	Unread            bool     // its contents are missing here (shallow or partial clone), or it changes too many files
	Origins           Origins  // where lines come from that Changes do not tell
}

// Change is one file in a commit against its parent.
type Change struct {
	Old, New       int32       // into Paths; they differ for a rename
	Status         byte        // A, M, D, R, T
	Added, Deleted int32       // lines; −1 when binary or unread
	Blob, Before   uint64      // the first bytes of the contents' names, new and old; 0 = none or not known
	Script         text.Script // what became what, where both sides were read
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

// interned numbers the values of a list, which are all different, with room for more.
func interned[T comparable](list []T) Interner[T] {
	n := Interner[T]{at: make(map[T]int32, len(list)+len(list)/8), List: slices.Clone(list)}
	for i, v := range list {
		n.at[v] = int32(i)
	}
	return n
}

// first is what holds the first k values alone; it takes the place of n.
func (n *Interner[T]) first(k int) Interner[T] {
	k = min(k, len(n.List))
	if k < len(n.List)/2 {
		return interned(n.List[:k])
	}
	for _, v := range n.List[k:] {
		delete(n.at, v)
	}
	return Interner[T]{at: n.at, List: n.List[:k:k]}
}

// Canonical orders commits so that parents come first, then by committer date, then
// by hash, and numbers identities and paths by first use in that order.
func (l *Log) Canonical() *Log {
	out := &Log{Commits: make([]Commit, 0, len(l.Commits))}
	out.take(l, 0, Interner[identity.Identity]{}, Interner[string]{})
	return out
}

// take adds the commits of another log from index n on, which come after those that are
// there, whose identities and paths are given.
func (l *Log) take(from *Log, n int, idents Interner[identity.Identity], paths Interner[string]) {
	rest, order := slices.Clone(from.Commits[n:]), from.order(n)
	many := func(in []int32) []int32 {
		var r []int32
		for _, i := range in {
			r = append(r, idents.Of(from.Idents[i]))
		}
		return r
	}
	move := func(in []Change) []Change {
		changes := make([]Change, len(in))
		for i, ch := range in {
			ch.Old = paths.Of(from.Paths[ch.Old])
			ch.New = paths.Of(from.Paths[ch.New])
			changes[i] = ch
		}
		return changes
	}
	for _, at := range order {
		c := rest[int(at)-n]
		c.Author = idents.Of(from.Idents[c.Author])
		c.Committer = idents.Of(from.Idents[c.Committer])
		c.Reviewers, c.CoAuthors = many(c.Reviewers), many(c.CoAuthors)
		c.Changes, c.Origins = move(c.Changes), c.Origins.renumbered(from.Paths, paths.Of)
		l.Commits = append(l.Commits, c)
	}
	l.Idents, l.Paths = idents.List, paths.List
}

// settled is how many of the first n commits, which stand in canonical order, are still
// first when those after them are sorted in. A later one goes before the first commit
// that comes after all its parents and is younger than it.
func (l *Log) settled(n int) int {
	parents := map[string]int{}
	for _, c := range l.Commits[n:] {
		for _, p := range c.Parents {
			parents[p] = -1
		}
	}
	for i := range l.Commits[:n] {
		if _, ok := parents[l.Commits[i].Hash]; ok {
			parents[l.Commits[i].Hash] = i
		}
	}
	added := l.Commits[n:]
	for i := range added {
		if _, ok := parents[added[i].Hash]; ok {
			parents[added[i].Hash] = n
		}
	}
	for i := range added {
		n = min(n, l.place(n, &added[i], parents))
	}
	return n
}

// place is how many of the first n commits come before c, whose parents stand at these
// places. All n do when one of them is added too, or when all are older.
func (l *Log) place(n int, c *Commit, parents map[string]int) int {
	at := 0
	for _, p := range c.Parents {
		at = max(at, parents[p]+1)
	}
	for at < n && before(&l.Commits[at], c) {
		at++
	}
	return at
}

// used is how many identities and paths the first n commits use, which are the first of
// their tables.
func (l *Log) used(n int) (idents, paths int) {
	people, files := int32(0), int32(0)
	for i := range l.Commits[:n] {
		c := &l.Commits[i]
		people = max(people, c.Author+1, c.Committer+1)
		for _, list := range [2][]int32{c.Reviewers, c.CoAuthors} {
			for _, p := range list {
				people = max(people, p+1)
			}
		}
		for i := range c.Changes {
			files = max(files, c.Changes[i].Old+1, c.Changes[i].New+1)
		}
		for o := range c.Origins.Each {
			files = max(files, o.Old+1, o.New+1)
		}
	}
	return int(people), int(files)
}

// order is Kahn's algorithm with the oldest ready commit first, for the commits from
// index n on: those before them are done.
func (l *Log) order(n int) []int32 {
	todo := l.Commits[n:]
	at := make(map[string]int32, len(todo))
	for i := range todo {
		at[todo[i].Hash] = int32(n + i)
	}
	waits := make([]int32, len(todo))
	children := make([][]int32, len(todo))
	ready := &readyHeap{commits: l.Commits}
	for i := range todo {
		for _, p := range todo[i].Parents {
			if j, ok := at[p]; ok {
				children[int(j)-n] = append(children[int(j)-n], int32(n+i))
				waits[i]++
			}
		}
		if waits[i] == 0 {
			ready.ids = append(ready.ids, int32(n+i))
		}
	}
	heap.Init(ready)
	order := make([]int32, 0, len(todo))
	for len(ready.ids) > 0 {
		i := heap.Pop(ready).(int32)
		order = append(order, i)
		for _, j := range children[int(i)-n] {
			if waits[int(j)-n]--; waits[int(j)-n] == 0 {
				heap.Push(ready, j)
			}
		}
	}
	return order
}

// before says which of two commits comes first where parents allow both.
func before(a, b *Commit) bool {
	return cmp.Or(cmp.Compare(a.Committed, b.Committed), cmp.Compare(a.Hash, b.Hash)) < 0
}

type readyHeap struct {
	commits []Commit
	ids     []int32
}

func (h *readyHeap) Len() int { return len(h.ids) }
func (h *readyHeap) Less(i, j int) bool {
	return before(&h.commits[h.ids[i]], &h.commits[h.ids[j]])
}
func (h *readyHeap) Swap(i, j int) { h.ids[i], h.ids[j] = h.ids[j], h.ids[i] }
func (h *readyHeap) Push(x any)    { h.ids = append(h.ids, x.(int32)) }
func (h *readyHeap) Pop() any {
	last := h.ids[len(h.ids)-1]
	h.ids = h.ids[:len(h.ids)-1]
	return last
}

// Reachable is the part of the log that can be reached from tip through parents, in
// canonical order; the log itself when that is all of it.
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
	return out.Canonical()
}
