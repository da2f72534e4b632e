package log

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"plumbline/history/diff"
	"plumbline/history/pack"
	"plumbline/history/tree"
	"plumbline/parallel"
)

// A worker takes many commits in a row, so that what one needs was just read for the
// one before: a quarter of its part, within bounds.
const leastShare, mostShare = 512, 4096

// CacheBytes is how much of what was read is kept, over all workers.
const CacheBytes = 32 << 20

// ReadTrees reads the files of the commits from index from on by comparing trees and
// then contents straight from the object store. It gives what ReadChanges gives; merges
// are left to Trace unless ReadMerges was called. An error other than the context's means
// that this store needs git; nothing was taken then.
func (b *Builder) ReadTrees(ctx context.Context, store *pack.Store, from, workers int, step func(done int)) error {
	todo := b.pending(from)
	err := b.readTrees(ctx, store, todo, workers, step)
	if err != nil {
		for _, i := range todo {
			c := &b.log.Commits[i]
			c.Changes, c.Unread = nil, false
		}
		return err
	}
	if b.merges {
		b.setAside(todo)
	}
	return nil
}

func (b *Builder) readTrees(ctx context.Context, store *pack.Store, todo []int, workers int, step func(done int)) error {
	workers = max(workers, 1)
	all := make([]*treeWorker, workers)
	for i := range all {
		r := store.Borrow(CacheBytes / workers)
		defer store.Return(r)
		all[i] = &treeWorker{b: b, reader: r, engine: diff.New(r, store.HashLen)}
	}
	// Trees are a fifth of the work.
	pairs, err := b.compareTrees(ctx, all, todo, func(done int) { step(done / 5) })
	if err != nil {
		return err
	}
	return b.comparePairs(ctx, all, pairs, func(done int) {
		step(len(todo)/5 + int(int64(len(todo)-len(todo)/5)*int64(done)/int64(len(pairs))))
	})
}

// compareTrees finds the changed files of commits, without their lines, and gives the
// contents to compare, those of the first commits first.
func (b *Builder) compareTrees(ctx context.Context, all []*treeWorker, todo []int, step func(done int)) ([]pair, error) {
	share := min(max(len(todo)/(4*len(all)), leastShare), mostShare)
	parts := make([][]pair, (len(todo)+share-1)/share)
	var mu sync.Mutex
	done := 0
	err := spread(ctx, all, len(parts), func(ctx context.Context, w *treeWorker, part int) error {
		commits := todo[part*share : min((part+1)*share, len(todo))]
		found, err := w.compare(ctx, commits)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		for i, f := range found {
			if f.tooMany {
				b.log.Commits[commits[i]].Unread = true
			}
			parts[part] = b.takeChanges(parts[part], commits[i], f.changes)
			parts[part] = b.takeOrigins(parts[part], commits[i], f.origins)
		}
		done += len(commits)
		step(done)
		return nil
	})
	return slices.Concat(parts...), err
}

// spread runs parts 0..n−1 on the workers and stops at the first error.
func spread(ctx context.Context, all []*treeWorker, n int, run func(ctx context.Context, w *treeWorker, part int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	parallel.Do(ctx, min(len(all), n), func(worker int) {
		for ctx.Err() == nil {
			part := int(next.Add(1)) - 1
			if part >= n {
				return
			}
			if err := run(ctx, all[worker], part); err != nil {
				cancel(err)
			}
		}
	})
	return context.Cause(ctx)
}

// read is what was found of one commit.
type read struct {
	changes []diff.Change
	origins []diff.Origin
	tooMany bool // files changed: it stays unread
}

// pending lists the commits to compare, newest first.
func (b *Builder) pending(from int) []int {
	var todo []int
	for i := from; i < len(b.log.Commits); i++ {
		if c := &b.log.Commits[i]; (len(c.Parents) < 2 || b.merges) && !c.Unread {
			todo = append(todo, i)
		}
	}
	b.newestFirst(todo)
	return todo
}

// newestFirst puts commits in the order to read them in: packs keep newer contents whole
// and older ones as what differs from them.
func (b *Builder) newestFirst(todo []int) {
	slices.SortFunc(todo, func(x, y int) int {
		a, c := &b.log.Commits[x], &b.log.Commits[y]
		return cmp.Or(cmp.Compare(c.Committed, a.Committed), cmp.Compare(c.Hash, a.Hash))
	})
}

// takeChanges notes the changes of a commit and what of them is to be compared.
func (b *Builder) takeChanges(to []pair, commit int, changes []diff.Change) []pair {
	if len(changes) == 0 {
		return to
	}
	c := &b.log.Commits[commit]
	c.Changes = make([]Change, 0, len(changes))
	for i := range changes {
		ch := &changes[i]
		side := ch.New.Path
		if ch.Status == 'D' {
			side = ch.Old.Path
		}
		n := b.path(side)
		o := n
		if ch.Status == 'R' {
			o = b.path(ch.Old.Path)
		}
		to = append(to, pair{ch.Old.Blob, ch.New.Blob, int32(commit), int32(i), n})
		c.Changes = append(c.Changes, Change{Old: o, New: n, Status: ch.Status, Blob: short(ch.New.ID), Before: short(ch.Old.ID)})
	}
	return to
}

// takeOrigins does the same for what changes do not tell.
func (b *Builder) takeOrigins(to []pair, commit int, origins []diff.Origin) []pair {
	var list []found
	for i := range origins {
		o := &origins[i]
		n := b.path(o.New.Path)
		if len(o.From) == 0 {
			to = append(to, pair{diff.Blob{}, o.New.Blob, int32(commit), ^int32(len(list)), n})
			list = append(list, found{Origin: Origin{New: n, Old: n, Parent: -1, Blob: short(o.New.ID)}})
		}
		for _, from := range o.From {
			one := Origin{New: n, Old: n, Parent: from.Parent}
			moved, same := from.Path != o.New.Path, from.ID == o.New.ID
			if moved {
				one.Old = b.path(from.Path)
			}
			if moved || !same {
				one.Blob, one.Before = short(o.New.ID), short(from.ID)
			}
			if !same {
				to = append(to, pair{from.Blob, o.New.Blob, int32(commit), ^int32(len(list)), n})
			}
			list = append(list, found{Origin: one})
		}
	}
	if len(list) > 0 {
		b.found[int32(commit)] = list
	}
	return to
}

// short is enough of a name to tell the versions of one path apart.
func short(id pack.ID) uint64 { return binary.BigEndian.Uint64(id[:]) }

// Short is the same of a name in hexadecimal.
func Short(hash string) uint64 {
	id, _ := pack.ParseID(hash)
	return short(id)
}

// treeWorker compares commits one after the other with caches of its own.
type treeWorker struct {
	b      *Builder
	reader *pack.Reader
	engine *diff.Engine
}

func (w *treeWorker) compare(ctx context.Context, commits []int) ([]read, error) {
	found := make([]read, len(commits))
	for at, i := range commits {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		c := &w.b.log.Commits[i]
		var err error
		if len(c.Parents) > 1 {
			found[at].origins, err = w.merge(c)
		} else {
			found[at].changes, found[at].origins, err = w.changes(c)
		}
		if errors.Is(err, diff.ErrTooMany) {
			found[at], err = read{tooMany: true}, nil
		}
		if err != nil {
			return nil, fmt.Errorf("commit %.12s: %w", c.Hash, err)
		}
	}
	return found, nil
}

func (w *treeWorker) changes(c *Commit) ([]diff.Change, []diff.Origin, error) {
	var from pack.ID
	if len(c.Parents) == 1 {
		var err error
		if from, err = w.tree(c.Parents[0]); err != nil {
			return nil, nil, err
		}
	}
	to, err := w.tree(c.Hash)
	if err != nil {
		return nil, nil, err
	}
	changes, origins, err := w.engine.Trees(from, to)
	return slices.Clone(changes), origins, err
}

func (w *treeWorker) merge(c *Commit) ([]diff.Origin, error) {
	var parents []pack.ID
	for _, p := range c.Parents {
		id, err := w.tree(p)
		if errors.Is(err, pack.ErrMissing) {
			return nil, nil // below the edge of a shallow clone
		}
		if err != nil {
			return nil, err
		}
		parents = append(parents, id)
	}
	tree, err := w.tree(c.Hash)
	if err != nil {
		return nil, err
	}
	return w.engine.Merge(parents, tree)
}

// tree is the tree of a commit, which an earlier reading may have added.
func (w *treeWorker) tree(commit string) (pack.ID, error) {
	name, ok := w.b.trees[commit]
	if !ok {
		return tree.Root(w.reader, commit)
	}
	id, ok := pack.ParseID(name)
	if !ok {
		return id, pack.ErrDamaged
	}
	return id, nil
}
