package history

import (
	"context"
	"fmt"
	"path/filepath"

	"plumbline/history/log"
	"plumbline/history/memory"
	"plumbline/history/pack"
	"plumbline/history/tree"
)

// walk reads commit objects, from the packs or through git.
func (rd *reader) walk(ctx context.Context, r *Repository, b *log.Builder) (int, error) {
	step := func(done int) { rd.o.Progress(Progress{"commits", int64(done), 0}) }
	if rd.store != nil {
		known := b.Known()
		from, end := rd.borrow()
		missing, err := b.Walk(ctx, from, rd.tip, rd.cut, step)
		end()
		if err == nil || ctx.Err() != nil {
			return missing, err
		}
		rd.giveUp(r, err)
		b.Forget(known)
	}
	from, end, err := rd.objects(ctx)
	if err != nil {
		return 0, err
	}
	defer end()
	return b.Walk(ctx, from, rd.tip, rd.cut, step)
}

// manyCommits is how many new commits take memory that will not be kept.
const manyCommits = 2000

// contents reads what each commit from index from on changed.
func (rd *reader) contents(ctx context.Context, r *Repository, b *log.Builder, from int) error {
	total := int64(b.Known() - from)
	if total > manyCommits {
		rd.mem.Reads(memory.Of(b.Known()))
	}
	step := func(done int) { rd.o.Progress(Progress{"changes", int64(done), total}) }
	if rd.store != nil {
		err := b.ReadTrees(ctx, rd.store, from, rd.o.Workers, step)
		if err == nil || ctx.Err() != nil {
			return err
		}
		rd.giveUp(r, err)
	}
	return b.ReadChanges(ctx, rd.git, from, rd.o.Workers, step)
}

// borrow gives a reader of the object store; end gives it back.
func (rd *reader) borrow() (r *pack.Reader, end func()) {
	store := rd.store
	r = store.Borrow(log.CacheBytes / 4)
	return r, func() { store.Return(r) }
}

// objects reads single objects, from the packs or through git; end releases it.
func (rd *reader) objects(ctx context.Context) (from log.Objects, end func(), err error) {
	if rd.store != nil {
		r, end := rd.borrow()
		return r, end, nil
	}
	batch, err := rd.git.NewBatch(ctx)
	if err != nil {
		return nil, nil, err
	}
	return batch, func() { _ = batch.Close() }, nil
}

// readers gives an object reader for each worker; through git there is one. end
// releases them.
func (rd *reader) readers(ctx context.Context) (from []tree.Objects, end func(), err error) {
	if rd.store == nil {
		one, end, err := rd.objects(ctx)
		return []tree.Objects{one}, end, err
	}
	end = func() {}
	for range rd.o.Workers {
		r, back := rd.borrow()
		before := end
		from, end = append(from, r), func() { before(); back() }
	}
	return from, end, nil
}

// giveUp leaves the object store to git, and says so.
func (rd *reader) giveUp(r *Repository, err error) {
	r.Notes = append(r.Notes, fmt.Sprintf("The object store was read through git, which takes longer: %v.", err))
	_ = rd.store.Close()
	rd.store = nil
}

func (rd *reader) objectsDir() string { return filepath.Join(rd.git.Common, "objects") }

// readPacks is how many times the bytes of the packs their first reading takes of heap at most.
const readPacks = 4

// openStore maps the object store, unless the options ask for git.
func (rd *reader) openStore(r *Repository) {
	if rd.o.Through == "git" || rd.tip == "" {
		return
	}
	store, err := pack.Open(rd.objectsDir(), len(rd.tip)/2)
	if err != nil {
		r.Notes = append(r.Notes, fmt.Sprintf("The object store was read through git, which takes longer: %v.", err))
		return
	}
	rd.store = store
	if rd.old.Log == nil {
		rd.mem.Expects(readPacks * int(store.Size()))
	}
}
