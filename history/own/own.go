// Package own says which commit each line at the head comes from. It replays, oldest
// commit first, the hunks that reading the commits found: no content is read again.
// Each commit has a state: which version of each file it holds. States share what they
// have in common, so that one more costs what the commit changed. Two branches may have
// come to one content in different ways; a merge takes each file, with its past, from
// the parent that blame would ask.
package own

import (
	"context"

	"plumbline/history/log"
	"plumbline/history/text"
)

// Lines are the lines of one file: for each, the index of its commit in the log.
type Lines []int32

// Head is a file at the head.
type Head struct {
	Path string
	Blob uint64 // as log.Short gives it
}

// Replay gives the lines of files at the head, in their order; nil for a file whose
// past was not read directly, or that is binary. Memory holds only versions still to
// be built on. step is told how many commits are done, from this goroutine. The error
// is that of ctx, when it ended before.
func Replay(ctx context.Context, l *log.Log, head []Head, step func(done int)) ([]Lines, error) {
	r := &replay{l: l, versions: map[version]made{}}
	at := make(map[string]int32, len(l.Paths))
	for i, p := range l.Paths {
		at[p] = int32(i)
	}
	for _, h := range head {
		if p, ok := at[h.Path]; ok {
			r.use(p, h.Blob)
		}
	}
	r.count()
	last := state{}
	for i := range l.Commits {
		if i%stride == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			step(i)
		}
		last = r.commit(int32(i), &l.Commits[i])
	}
	out := make([]Lines, len(head))
	for i, h := range head {
		if p, ok := at[h.Path]; ok {
			out[i] = r.lines(last, p, h.Blob)
		}
	}
	return out, nil
}

// stride is after how many commits a replay looks whether it shall go on.
const stride = 64

// version is a content at a path.
type version struct {
	path int32
	blob uint64
}

// made is what is known of a version: how often it is still needed, and the file that
// came to it last.
type made struct {
	uses int32
	last *file
}

// file is one version in one past.
type file struct {
	blob  uint64
	lines Lines
	other *file // the one that came to the same version before
}

type replay struct {
	l        *log.Log
	versions map[version]made
	states   []state // of the commits; dropped when all children are done
	parents  [][]int32
	waits    []int32 // children still to come
	set      []built // what the commit at hand makes
}

// built is a file that a commit makes, or takes as it is.
type built struct {
	path  int32
	file  *file
	taken bool
}

// count notes how often each version will be built on, and how many children commits have.
func (r *replay) count() {
	commits := r.l.Commits
	r.states, r.parents, r.waits = make([]state, len(commits)), make([][]int32, len(commits)), make([]int32, len(commits))
	at := make(map[string]int32, len(commits))
	for i := range commits {
		c := &commits[i]
		at[c.Hash] = int32(i)
		for k := range c.Changes {
			r.use(c.Changes[k].Old, c.Changes[k].Before)
		}
		for o := range c.Origins.Each {
			r.use(o.Old, o.Before)
		}
	}
	room := make([]int32, 0, len(commits)+len(commits)/2)
	for i := range commits {
		first := len(room)
		for _, p := range commits[i].Parents {
			k, ok := at[p]
			if !ok || k >= int32(i) {
				k = -1
			} else {
				r.waits[k]++
			}
			room = append(room, k)
		}
		r.parents[i] = room[first:len(room):len(room)]
	}
}

func (r *replay) use(path int32, blob uint64) {
	if blob == 0 {
		return
	}
	v := version{path, blob}
	m := r.versions[v]
	m.uses++
	r.versions[v] = m
}

// commit replays one commit and gives its state.
func (r *replay) commit(at int32, c *log.Commit) state {
	was := r.parent(at, 0)
	r.set = r.set[:0]
	for i := range c.Changes {
		if ch := &c.Changes[i]; ch.Blob != 0 {
			r.set = append(r.set, built{path: ch.New, file: &file{blob: ch.Blob, lines: r.change(was, ch, at)}})
		}
	}
	r.origins(at, c)
	now := r.next(at, was)
	for _, b := range r.set {
		now.set(b.path, b.file)
		if !b.taken {
			r.keep(b)
		}
	}
	r.release(c)
	for _, p := range r.parents[at] {
		if p < 0 {
			continue
		}
		if r.waits[p]--; r.waits[p] == 0 {
			r.states[p] = state{}
		}
	}
	r.states[at] = now
	return now
}

func (r *replay) parent(at int32, k int32) state {
	if k < 0 || int(k) >= len(r.parents[at]) || r.parents[at][k] < 0 {
		return state{}
	}
	return r.states[r.parents[at][k]]
}

// next is the state to build a commit's on. The last child of a commit that no child
// has built on takes it over.
func (r *replay) next(at int32, was state) state {
	if was.top == nil {
		return newState(at, len(r.l.Paths))
	}
	p := r.parents[at][0]
	if r.waits[p] == 1 && !was.shared {
		return was
	}
	r.states[p].shared = true
	was.owner, was.shared = at, false
	return was
}

func (r *replay) change(was state, ch *log.Change, at int32) Lines {
	switch {
	case ch.Before == 0 && ch.Added >= 0:
		return fill(make(Lines, 0, ch.Added), int(ch.Added), at)
	case ch.Before == 0 || ch.Added < 0 && ch.Script == "":
		return nil
	}
	return apply(r.lines(was, ch.Old, ch.Before), ch.Script, at)
}

// origins builds the files whose lines come from elsewhere: a line stays with the first
// parent that has it.
func (r *replay) origins(at int32, c *log.Commit) {
	path, first := int32(-1), len(r.set)
	for o := range c.Origins.Each {
		was := r.parent(at, o.Parent)
		if o.AsItIs() {
			if f := was.get(o.New); f != nil {
				r.set = append(r.set, built{path: o.New, file: f, taken: true})
			}
			continue
		}
		now := apply(r.lines(was, o.Old, o.Before), o.Script, -1)
		switch {
		case now == nil:
		case path != o.New:
			path = o.New
			r.set = append(r.set, built{path: path, file: &file{blob: o.Blob, lines: now}})
		default:
			join(r.set[len(r.set)-1].file.lines, now)
		}
	}
	for _, b := range r.set[first:] {
		if !b.taken {
			theOwn(b.file.lines, at)
		}
	}
}

// theOwn gives the lines that no parent has to the commit.
func theOwn(lines Lines, at int32) {
	for k := range lines {
		if lines[k] < 0 {
			lines[k] = at
		}
	}
}

// join fills in what the first parents do not have.
func join(lines, more Lines) {
	for k := range min(len(lines), len(more)) {
		if lines[k] < 0 {
			lines[k] = more[k]
		}
	}
}

// lines are those of a version in a state; where the state does not know it, those of
// any file that came to it.
func (r *replay) lines(was state, path int32, blob uint64) Lines {
	if f := was.get(path); f != nil && f.blob == blob {
		return f.lines
	}
	if f := r.versions[version{path, blob}].last; f != nil {
		return f.lines
	}
	return nil
}

// keep notes a file under its version, or drops its lines when nobody needs them.
func (r *replay) keep(b built) {
	v := version{b.path, b.file.blob}
	m, ok := r.versions[v]
	if !ok {
		b.file.lines = nil
		return
	}
	b.file.other, m.last = m.last, b.file
	r.versions[v] = m
}

// release counts down what a commit was built on.
func (r *replay) release(c *log.Commit) {
	for i := range c.Changes {
		r.done(version{c.Changes[i].Old, c.Changes[i].Before})
	}
	for o := range c.Origins.Each {
		r.done(version{o.Old, o.Before})
	}
}

func (r *replay) done(v version) {
	m := r.versions[v]
	if m.uses > 1 {
		m.uses--
		r.versions[v] = m
		return
	}
	for f := m.last; f != nil; f = f.other {
		f.lines = nil
	}
	delete(r.versions, v)
}

// apply puts a script on the lines before it; its own lines are the commit's. Nil when
// the lines before are not known or do not fit.
func apply(was Lines, s text.Script, at int32) Lines {
	if was == nil && !fromNothing(s) {
		return nil
	}
	out := make(Lines, 0, len(was)+8)
	next := int32(0)
	for h := range s.Hunks {
		if !fits(h, next, len(was)) {
			return nil
		}
		out = append(out, was[next:h.A]...)
		out = fill(out, int(h.BLen), at)
		next = h.A + h.ALen
	}
	return append(out, was[next:]...)
}

// fromNothing says whether a script puts lines where there were none.
func fromNothing(s text.Script) bool {
	n := 0
	for h := range s.Hunks {
		if n++; n > 1 || h.A != 0 || h.ALen != 0 {
			return false
		}
	}
	return n == 1
}

func fits(h text.Hunk, next int32, n int) bool {
	return h.A >= next && h.ALen >= 0 && h.BLen >= 0 && int64(h.A)+int64(h.ALen) <= int64(n)
}

func fill(out Lines, n int, at int32) Lines {
	for range n {
		out = append(out, at)
	}
	return out
}
