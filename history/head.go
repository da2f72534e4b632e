package history

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"strings"
	"sync"

	"plumbline/history/attr"
	"plumbline/history/diff"
	"plumbline/history/object"
	"plumbline/history/tree"
)

// smallFiles are the files at the head that say how to read the history.
var smallFiles = []string{".mailmap", ".git-blame-ignore-revs"}

// mostSmall is how many bytes of such a file are read.
const mostSmall = 1 << 20

// small gives such files of a commit's tree by path, from the index where it has them.
func (rd *reader) small(ctx context.Context, commit string, paths []string) (map[string][]byte, error) {
	if rd.old.Tip == commit {
		return rd.old.Small, nil
	}
	if rd.store != nil {
		if found, err := rd.smallPacked(commit, paths); err == nil {
			return found, nil
		}
	}
	b, err := rd.git.NewBatch(ctx)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	out := map[string][]byte{}
	for _, path := range paths {
		_, content, err := b.Read(commit+":"+path, mostSmall, nil)
		if err != nil && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		out[path] = content // nil when absent
	}
	return out, nil
}

func (rd *reader) smallPacked(commit string, paths []string) (map[string][]byte, error) {
	trees, end := rd.trees()
	defer end()
	out := map[string][]byte{}
	for _, path := range paths {
		content, err := trees.Small(commit, path, mostSmall)
		if err != nil {
			return nil, err
		}
		out[path] = content
	}
	return out, nil
}

// mostAttributes is how many files of attributes are read.
const mostAttributes = 1000

// attributes reads what the files of attributes in a commit's tree say.
func (rd *reader) attributes(ctx context.Context, commit string, list []tree.Entry) (*attr.Rules, error) {
	var paths []string
	for i := range list {
		if p := list[i].Path; (p == attr.Name || strings.HasSuffix(p, "/"+attr.Name)) && len(paths) < mostAttributes {
			paths = append(paths, p)
		}
	}
	rules := &attr.Rules{}
	if len(paths) == 0 {
		return rules, nil
	}
	found, err := rd.small(ctx, commit, paths)
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		rules.Add(path.Dir(p), found[p])
	}
	if commit == rd.tip && commit != rd.old.Tip {
		maps.Copy(rd.next.Small, found)
	}
	return rules, nil
}

// trees reads trees from the object store; end gives the reader back.
func (rd *reader) trees() (r *tree.Reader, end func()) {
	from, end := rd.borrow()
	return tree.NewReader(from, rd.store.HashLen), end
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
	kinds, err := rd.attributes(ctx, string(r.Head), list)
	if err != nil {
		return err
	}
	gone := buildFiles(r, list, rd.old.Gone, kinds)
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

// list lists a commit's tree; what is known of its files is filled in.
func (rd *reader) list(ctx context.Context, r *Repository) ([]tree.Entry, error) {
	commit := string(r.Head)
	if rd.store != nil {
		trees, end := rd.trees()
		defer end()
		list, err := trees.List(commit, rd.old.Tip, rd.old.Tree)
		if err != nil && rd.old.Tip != "" {
			list, err = trees.List(commit, "", nil)
		}
		if err == nil {
			return tree.Known(list, rd.old.Tree), nil
		}
		if errors.Is(err, diff.ErrTooMany) {
			r.Notes = append(r.Notes, "The newest commit holds more than a million files and directories, which are not looked at.")
			return nil, nil
		}
	}
	list, err := tree.List(ctx, rd.git, commit)
	return tree.Known(list, rd.old.Tree), err
}

func (rd *reader) tree(ctx context.Context, r *Repository) ([]tree.Entry, error) {
	list, err := rd.list(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("the tree of %.12s cannot be read: %w", r.Head, err)
	}
	from, end, err := rd.readers(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	total := int64(len(list))
	err = tree.Look(ctx, from, list, func(done int) { rd.o.Progress(Progress{"lines", int64(done), total}) })
	return list, err
}
