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

// Trace fills in the origins of all merges: those that are known, and the others from
// the object store. It says how many were not known. The log must be nobody else's
// meanwhile; its list of paths may grow.
func (l *Log) Trace(ctx context.Context, known Merges, store *pack.Store, workers int, step func(done, of int)) (fresh int, err error) {
	b := &Builder{paths: interned(l.Paths), log: *l, trees: map[string]string{}, found: map[int32][]found{}}
	var todo []int
	for i := range l.Commits {
		c := &l.Commits[i]
		if len(c.Parents) < 2 || c.Unread {
			continue
		}
		o, ok := known.Of[c.Hash]
		if !ok {
			todo = append(todo, i)
			continue
		}
		c.Origins = o.renumbered(known.Paths, b.paths.Of)
	}
	if len(todo) > 0 {
		b.newestFirst(todo)
		if err := b.readTrees(ctx, store, todo, workers, func(done int) { step(done, len(todo)) }); err != nil {
			return 0, err
		}
	}
	l.Paths = b.paths.List
	return len(todo), nil
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
