package log

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"plumbline/history/diff"
	"plumbline/history/object"
	"plumbline/history/pack"
)

// A worker takes many commits in a row, so that what one needs was just read for the
// one before: a quarter of its part, within bounds.
const leastShare, mostShare = 512, 4096

// CacheBytes is how much of what was read is kept, over all workers.
const CacheBytes = 96 << 20

// ReadTrees reads the files of the commits from index from on by comparing trees
// straight from the object store. It gives what ReadChanges gives. An error other
// than the context's means that this store needs git; nothing was taken then.
func (b *Builder) ReadTrees(ctx context.Context, store *pack.Store, from, workers int, step func(done int)) error {
	todo := b.pending(from)
	results := make([]read, len(b.log.Commits))
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
	share := min(max(len(todo)/(4*workers), leastShare), mostShare)
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
	for i := range results {
		b.takeTrees(&b.log.Commits[i], results[i].changes)
		b.takeMerges(&b.log.Commits[i], results[i].merged)
	}
	return nil
}

// read is what was found of one commit.
type read struct {
	changes []diff.Change
	merged  []diff.Merged
}

// pending lists the commits to compare, newest first: packs keep newer contents whole
// and older ones as what differs from them.
func (b *Builder) pending(from int) []int {
	var todo []int
	for i := from; i < len(b.log.Commits); i++ {
		if !b.log.Commits[i].Unread {
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
		c.Changes = append(c.Changes, Change{Old: o, New: n, Status: ch.Status, Added: ch.Added, Deleted: ch.Deleted, Blob: short(ch.New.ID), Before: short(ch.Old.ID), Hunks: ch.Hunks})
	}
}

func (b *Builder) takeMerges(c *Commit, merged []diff.Merged) {
	for _, m := range merged {
		n := b.Path([]byte(m.New.Path))
		if len(m.From) == 0 {
			c.Merges = append(c.Merges, Change{Old: n, New: n, Status: 'A', Blob: short(m.New.ID)})
		}
		for _, f := range m.From {
			c.Merges = append(c.Merges, Change{Old: n, New: n, Status: 'M', Blob: short(m.New.ID), Before: short(f.Old.ID), Hunks: f.Hunks})
		}
	}
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

func newTreeWorker(b *Builder, store *pack.Store, cache int) *treeWorker {
	r := store.NewReader(cache)
	return &treeWorker{b: b, reader: r, engine: diff.New(r, store.HashLen)}
}

func (w *treeWorker) compare(ctx context.Context, part []int, results []read) error {
	for _, i := range part {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		c := &w.b.log.Commits[i]
		if len(c.Parents) > 1 {
			if err := w.merge(c, &results[i]); err != nil {
				return err
			}
			continue
		}
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
		if results[i].changes, err = w.engine.Trees(from, to); err != nil {
			return fmt.Errorf("commit %.12s: %w", c.Hash, err)
		}
	}
	return nil
}

func (w *treeWorker) merge(c *Commit, to *read) error {
	var parents []pack.ID
	for _, p := range c.Parents {
		id, err := w.tree(p)
		if errors.Is(err, pack.ErrMissing) {
			return nil // below the edge of a shallow clone
		}
		if err != nil {
			return err
		}
		parents = append(parents, id)
	}
	tree, err := w.tree(c.Hash)
	if err != nil {
		return err
	}
	if to.merged, err = w.engine.Merge(parents, tree); err != nil {
		return fmt.Errorf("commit %.12s: %w", c.Hash, err)
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
