// Package own says which commit each line at the head comes from. It replays, oldest
// commit first, the hunks that reading the commits found: no content is read again.
// A version of a file is known by its path and content, so that branches need no
// trees of their own and a merge takes each file from the parent that has it.
package own

import (
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

type version struct {
	path int32
	blob uint64
}

// Replay gives the lines of files at the head, in their order; nil for a file whose
// past was not read directly, or that is binary. Memory holds only versions still to
// be built on.
func Replay(l *log.Log, head []Head) []Lines {
	r := &replay{l: l, lines: map[version]Lines{}, uses: map[version]int{}}
	at := make(map[string]int32, len(l.Paths))
	for i, p := range l.Paths {
		at[p] = int32(i)
	}
	for _, h := range head {
		if p, ok := at[h.Path]; ok {
			r.uses[version{p, h.Blob}]++
		}
	}
	r.count()
	for i := range l.Commits {
		r.commit(int32(i), &l.Commits[i])
	}
	out := make([]Lines, len(head))
	for i, h := range head {
		if p, ok := at[h.Path]; ok {
			out[i] = r.lines[version{p, h.Blob}]
		}
	}
	return out
}

type replay struct {
	l     *log.Log
	lines map[version]Lines
	uses  map[version]int // how often a version is still needed
}

// count notes how often each version will be built on.
func (r *replay) count() {
	for i := range r.l.Commits {
		c := &r.l.Commits[i]
		for _, list := range [2][]log.Change{c.Changes, c.Merges} {
			for _, ch := range list {
				if ch.Before != 0 {
					r.uses[version{ch.Old, ch.Before}]++
				}
			}
		}
	}
}

func (r *replay) commit(at int32, c *log.Commit) {
	made := make([]Lines, len(c.Changes))
	for i, ch := range c.Changes {
		if ch.Blob != 0 && ch.Added >= 0 {
			made[i] = apply(r.lines[version{ch.Old, ch.Before}], &ch, at)
		}
	}
	for i, ch := range c.Changes {
		r.release(version{ch.Old, ch.Before})
		if made[i] != nil {
			r.keep(version{ch.New, ch.Blob}, made[i])
		}
	}
	r.merge(at, c.Merges)
}

// merge builds merged files: a line stays with the first parent that has it.
func (r *replay) merge(at int32, changes []log.Change) {
	for i := 0; i < len(changes); {
		n := i
		var lines Lines
		for ; n < len(changes) && changes[n].New == changes[i].New; n++ {
			ch := &changes[n]
			was := r.lines[version{ch.Old, ch.Before}]
			if was == nil {
				continue
			}
			now := apply(was, ch, -1)
			if lines == nil {
				lines = now
			}
			for k := range min(len(lines), len(now)) {
				if lines[k] < 0 {
					lines[k] = now[k]
				}
			}
		}
		for k := range lines {
			if lines[k] < 0 {
				lines[k] = at
			}
		}
		for k := i; k < n; k++ {
			r.release(version{changes[k].Old, changes[k].Before})
		}
		if lines != nil {
			r.keep(version{changes[i].New, changes[i].Blob}, lines)
		}
		i = n
	}
}

func (r *replay) keep(v version, lines Lines) {
	if r.uses[v] > 0 {
		r.lines[v] = lines
	}
}

func (r *replay) release(v version) {
	if v.blob == 0 {
		return
	}
	if r.uses[v]--; r.uses[v] <= 0 {
		delete(r.lines, v)
		delete(r.uses, v)
	}
}

// apply puts a change on the lines before it; its own lines are the commit's. Nil
// when the lines before are not known or do not fit.
func apply(was Lines, ch *log.Change, at int32) Lines {
	if ch.Before == 0 {
		return fill(nil, int(ch.Added), at)
	}
	if was == nil && (len(ch.Hunks) != 1 || ch.Hunks[0].A != 0) {
		return nil
	}
	out := make(Lines, 0, len(was)+8)
	next := int32(0)
	for _, h := range ch.Hunks {
		if !fits(h, next, len(was)) {
			return nil
		}
		out = append(out, was[next:h.A]...)
		out = fill(out, int(h.BLen), at)
		next = h.A + h.ALen
	}
	return append(out, was[next:]...)
}

func fits(h text.Hunk, next int32, n int) bool {
	return h.A >= next && h.ALen >= 0 && h.BLen >= 0 && int64(h.A)+int64(h.ALen) <= int64(n)
}

func fill(out Lines, n int, at int32) Lines {
	if out == nil {
		out = make(Lines, 0, n)
	}
	for range n {
		out = append(out, at)
	}
	return out
}
