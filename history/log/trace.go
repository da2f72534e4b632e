package log

import (
	"context"

	"plumbline/history/pack"
)

// Merges are the origins of merges by their names. Reading commits leaves them out: only
// who wrote a line rests on them.
type Merges struct {
	Paths []string
	Of    map[string]Origins
}

// Trace fills in the origins of all merges: those that were saved or read with the log,
// and the others from the object store. It says how many were not saved. The log must be
// nobody else's meanwhile; its list of paths may grow.
func (l *Log) Trace(ctx context.Context, saved, read Merges, store *pack.Store, workers int, step func(done, of int)) (fresh int, err error) {
	b := &Builder{paths: interned(l.Paths), log: *l, trees: map[string]string{}, found: map[int32][]found{}}
	var todo []int
	for i := range l.Commits {
		c := &l.Commits[i]
		if len(c.Parents) < 2 || c.Unread {
			continue
		}
		if o, ok := saved.Of[c.Hash]; ok {
			c.Origins = o.renumbered(saved.Paths, b.paths.Of)
			continue
		}
		fresh++
		if o, ok := read.Of[c.Hash]; ok {
			c.Origins = o.renumbered(read.Paths, b.paths.Of)
			continue
		}
		todo = append(todo, i)
	}
	if len(todo) > 0 {
		b.newestFirst(todo)
		if err := b.readTrees(ctx, store, todo, workers, func(done int) { step(done, len(todo)) }); err != nil {
			return 0, err
		}
	}
	l.Paths = b.paths.List
	return fresh, nil
}

// ReadMerges has ReadTrees read merges too, in the same pass; Aside gives their origins.
func (b *Builder) ReadMerges() { b.merges = true }

// Aside are the origins of the merges that were read, which the log does not hold.
func (b *Builder) Aside() Merges { return b.aside }

// setAside takes the origins of merges out of the log.
func (b *Builder) setAside(todo []int) {
	b.aside = Merges{Paths: b.paths.List, Of: map[string]Origins{}}
	for _, i := range todo {
		if c := &b.log.Commits[i]; len(c.Parents) > 1 {
			b.aside.Of[c.Hash], c.Origins = c.Origins, ""
		}
	}
}

// Merges are the origins that Trace filled in. Paths are numbered by first use, so that
// they depend on the set of commits alone.
func (l *Log) Merges() Merges {
	m := Merges{Of: map[string]Origins{}}
	var paths Interner[string]
	for i := range l.Commits {
		if c := &l.Commits[i]; len(c.Parents) > 1 && !c.Unread {
			m.Of[c.Hash] = c.Origins.renumbered(l.Paths, paths.Of)
		}
	}
	m.Paths = paths.List
	return m
}
