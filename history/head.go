package history

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"plumbline/history/git"
	"plumbline/history/object"
	"plumbline/history/tree"
)

// smallFiles are the files at the head that say how to read the history.
var smallFiles = [...]string{".mailmap", ".git-blame-ignore-revs"}

// small gives those files of a commit's tree, from the index where it has them.
func (rd *reader) small(ctx context.Context, commit string) (map[string][]byte, error) {
	switch {
	case rd.old.Tip == commit:
		return rd.old.Small, nil
	case rd.smalls != nil && commit == rd.tip:
		return rd.smalls.get()
	}
	return readSmall(ctx, rd.git, commit)
}

func readSmall(ctx context.Context, repo *git.Repo, commit string) (map[string][]byte, error) {
	b, err := repo.NewBatch(ctx)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	out := map[string][]byte{}
	for _, path := range smallFiles {
		_, content, err := b.Read(commit+":"+path, 1<<20, nil)
		if err != nil && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		out[path] = content // nil when absent
	}
	return out, nil
}

func ignoredRevs(content []byte) map[Hash]bool {
	skip := map[Hash]bool{}
	for line := range strings.Lines(object.Text(content)) {
		line, _, _ = strings.Cut(line, "#")
		if h := strings.TrimSpace(line); len(h) == 40 || len(h) == 64 {
			skip[Hash(strings.ToLower(h))] = true
		}
	}
	return skip
}

// head reads the tree at Head and cuts it into areas.
func (rd *reader) head(ctx context.Context, r *Repository) error {
	if r.Head == "" {
		return nil
	}
	list := rd.old.Tree
	if rd.old.Tip != string(r.Head) {
		var err error
		if list, err = rd.tree(ctx, r); err != nil {
			return err
		}
	}
	if string(r.Head) == rd.tip {
		rd.next.Tip, rd.next.Tree = rd.tip, list
	} else {
		rd.changed = rd.changed && rd.old.Log == nil
		rd.next.Tip, rd.next.Tree, rd.next.Small = rd.old.Tip, rd.old.Tree, rd.old.Small
	}
	gone := buildFiles(r, list, rd.old.Gone)
	if rd.next.Gone = rd.old.Gone; string(r.Head) == rd.tip {
		rd.next.Gone = gone
	}
	return buildAreas(r, rd.o.Components)
}

// coming is what is being looked for beside the reading.
type coming[T any] chan came[T]

type came[T any] struct {
	what T
	err  error
}

func begin[T any](beside *sync.WaitGroup, look func() (T, error)) coming[T] {
	c := make(coming[T], 1)
	beside.Go(func() {
		what, err := look()
		c <- came[T]{what, err}
	})
	return c
}

// get waits for it; once.
func (c coming[T]) get() (T, error) {
	f := <-c
	return f.what, f.err
}

// ahead looks at the tree at the tip while new commits are read; end waits for it.
func (rd *reader) ahead(ctx context.Context) (end func()) {
	if rd.old.Log == nil || rd.old.Tip == rd.tip || !rd.o.AsOf.IsZero() {
		return func() {}
	}
	var beside sync.WaitGroup
	rd.listing = begin(&beside, func() ([]tree.Entry, error) { return tree.List(ctx, rd.git, rd.tip) })
	rd.smalls = begin(&beside, func() (map[string][]byte, error) { return readSmall(ctx, rd.git, rd.tip) })
	return beside.Wait
}

func (rd *reader) list(ctx context.Context, commit string) ([]tree.Entry, error) {
	if rd.listing == nil || commit != rd.tip {
		return tree.List(ctx, rd.git, commit)
	}
	return rd.listing.get()
}

func (rd *reader) tree(ctx context.Context, r *Repository) ([]tree.Entry, error) {
	list, err := rd.list(ctx, string(r.Head))
	if err != nil {
		return nil, fmt.Errorf("the tree of %.12s cannot be read: %w", r.Head, err)
	}
	known := make(map[string]*tree.Entry, len(rd.old.Tree))
	for i := range rd.old.Tree {
		known[rd.old.Tree[i].Path] = &rd.old.Tree[i]
	}
	from, end, err := rd.readers(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	total := int64(len(list))
	err = tree.Look(ctx, from, list, known, func(done int) { rd.o.Progress(Progress{"lines", int64(done), total}) })
	return list, err
}
