package log

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"plumbline/history/diff"
	"plumbline/history/object"
	"plumbline/history/pack"
)

// share is how many commits a worker takes at a time: enough in a row that what one
// needs was just read for the one before.
const share = 512

// CacheBytes is how much of what was read is kept, over all workers.
const CacheBytes = 96 << 20

// ReadTrees reads the files of the commits from index from on by comparing trees
// straight from the object store. It gives what ReadChanges gives. An error other
// than the context's means that this store needs git; nothing was taken then.
func (b *Builder) ReadTrees(ctx context.Context, store *pack.Store, from, workers int, step func(done int)) error {
	todo := b.pending(from)
	results := make([][]diff.Change, len(b.log.Commits))
	workers = max(workers, 1)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	jobs := make(chan []int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range workers {
		wg.Go(func() {
			w := newTreeWorker(b, store, CacheBytes/workers)
			for part := range jobs {
				if err := w.compare(ctx, part, results); err != nil {
					cancel(err)
				}
				mu.Lock()
				done += len(part)
				step(done)
				mu.Unlock()
			}
		})
	}
	for len(todo) > 0 && ctx.Err() == nil {
		n := min(share, len(todo))
		jobs <- todo[:n]
		todo = todo[n:]
	}
	close(jobs)
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	for i, changes := range results {
		b.takeTrees(&b.log.Commits[i], changes)
	}
	return nil
}

// pending lists the commits to compare, newest first: packs keep newer contents whole
// and older ones as what differs from them.
func (b *Builder) pending(from int) []int {
	var todo []int
	for i := from; i < len(b.log.Commits); i++ {
		if c := &b.log.Commits[i]; len(c.Parents) < 2 && !c.Unread {
			todo = append(todo, i)
		}
	}
	slices.SortFunc(todo, func(x, y int) int {
		a, c := &b.log.Commits[x], &b.log.Commits[y]
		return cmp.Or(cmp.Compare(c.Committed, a.Committed), cmp.Compare(c.Hash, a.Hash))
	})
	return todo
}

func (b *Builder) takeTrees(c *Commit, changes []diff.Change) {
	for _, ch := range changes {
		side := ch.New.Path
		if ch.Status == 'D' {
			side = ch.Old.Path
		}
		n := b.Path([]byte(side))
		o := n
		if ch.Status == 'R' {
			o = b.Path([]byte(ch.Old.Path))
		}
		c.Unread = c.Unread || ch.Unread
		c.Changes = append(c.Changes, Change{Old: o, New: n, Status: ch.Status, Added: ch.Added, Deleted: ch.Deleted})
	}
}

// treeWorker compares commits one after the other with caches of its own.
type treeWorker struct {
	b      *Builder
	reader *pack.Reader
	engine *diff.Engine
}

func newTreeWorker(b *Builder, store *pack.Store, cache int) *treeWorker {
	r := store.NewReader(cache)
	return &treeWorker{b: b, reader: r, engine: diff.New(r, store.HashLen)}
}

func (w *treeWorker) compare(ctx context.Context, part []int, results [][]diff.Change) error {
	for _, i := range part {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		c := &w.b.log.Commits[i]
		var from pack.ID
		if len(c.Parents) == 1 {
			var err error
			if from, err = w.tree(c.Parents[0]); err != nil {
				return err
			}
		}
		to, err := w.tree(c.Hash)
		if err != nil {
			return err
		}
		if results[i], err = w.engine.Trees(from, to); err != nil {
			return fmt.Errorf("commit %.12s: %w", c.Hash, err)
		}
	}
	return nil
}

// tree is the tree of a commit, which an earlier reading may have added.
func (w *treeWorker) tree(commit string) (pack.ID, error) {
	name, ok := w.b.trees[commit]
	if !ok {
		kind, data, err := w.reader.Object(commit)
		if err != nil {
			return pack.ID{}, err
		}
		c, err := object.ParseCommit(data)
		if err != nil || kind != "commit" {
			return pack.ID{}, pack.ErrDamaged
		}
		name = c.Tree
	}
	id, ok := pack.ParseID(name)
	if !ok {
		return id, pack.ErrDamaged
	}
	return id, nil
}
