package log

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"plumbline/history/diff"
	"plumbline/history/text"
)

// pair is two contents to compare and where the result goes: change at of a commit,
// or its origin ^at.
type pair struct {
	old, new   diff.Blob
	commit, at int32
	path       int32
}

// found is an origin and whether its contents could be compared.
type found struct {
	Origin
	bad bool
}

// comparePairs counts the lines of all pairs. One file after the other, newest version
// first, so that each content is decoded about once, from the one that was just there.
func (b *Builder) comparePairs(ctx context.Context, all []*treeWorker, pairs []pair, step func(done int)) error {
	order := b.byFile(pairs)
	cuts := portions(len(order), len(all))
	var mu sync.Mutex
	done := 0
	var unread []int32
	err := spread(ctx, all, len(cuts)-1, func(ctx context.Context, w *treeWorker, part int) error {
		missing, err := b.comparePart(ctx, w.engine, pairs, order[cuts[part]:cuts[part+1]])
		mu.Lock()
		defer mu.Unlock()
		unread = append(unread, missing...)
		done += cuts[part+1] - cuts[part]
		step(done)
		return err
	})
	if err != nil {
		return err
	}
	for _, i := range unread {
		b.log.Commits[i].Unread = true
	}
	for commit, list := range b.found {
		b.log.Commits[commit].Origins = settled(list)
	}
	return nil
}

// comparePart fills in the lines of some pairs and gives the commits with contents
// that are not here.
func (b *Builder) comparePart(ctx context.Context, e *diff.Engine, pairs []pair, part []int32) (missing []int32, err error) {
	for _, at := range part {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p := &pairs[at]
		found, err := e.Compare(&p.old, &p.new)
		if err != nil {
			return nil, err
		}
		if p.at < 0 {
			o := &b.found[p.commit][^p.at]
			if o.Script, o.bad = found.Script, found.Added < 0; p.old.Mode == 0 {
				o.Script = text.AllNew(found.Added)
			}
			continue
		}
		ch := &b.log.Commits[p.commit].Changes[p.at]
		ch.Added, ch.Deleted, ch.Script = found.Added, found.Deleted, found.Script
		if found.Unread {
			missing = append(missing, p.commit)
		}
	}
	return missing, nil
}

// settled leaves out what could not be compared.
func settled(in []found) Origins {
	list := make([]Origin, 0, len(in))
	for i := range in {
		if !in[i].bad {
			list = append(list, in[i].Origin)
		}
	}
	return packOrigins(list)
}

// byFile orders pairs by file and leaves those of one file in order. Files of one name
// stand together, since packs keep them as differences from each other.
func (b *Builder) byFile(pairs []pair) []int32 {
	starts := make([]int32, len(b.paths.List))
	for i := range pairs {
		starts[pairs[i].path]++
	}
	// After a few new commits most paths have no pair.
	var place []int32
	ends := make([]uint32, len(starts))
	for path, n := range starts {
		if n > 0 {
			place = append(place, int32(path))
			ends[path] = ending(b.paths.List[path])
		}
	}
	slices.SortFunc(place, func(x, y int32) int {
		return cmp.Or(cmp.Compare(ends[x], ends[y]), cmp.Compare(b.paths.List[x], b.paths.List[y]))
	})
	at := int32(0)
	for _, path := range place {
		starts[path], at = at, at+starts[path]
	}
	order := make([]int32, len(pairs))
	for i := range pairs {
		s := &starts[pairs[i].path]
		order[*s] = int32(i)
		*s++
	}
	return order
}

// ending is a number that the last characters of a path decide, the last one most: git
// looks for differences among files it puts near each other.
func ending(path string) uint32 {
	n := uint32(0)
	for i := range len(path) {
		n = n>>2 + uint32(path[i])<<24
	}
	return n
}

// portions cuts n pairs so that the workers end together: large parts first.
func portions(n, workers int) []int {
	const least = 64
	cuts := []int{0}
	for at := 0; at < n; {
		at = min(n, at+max(least, (n-at)/(6*workers)))
		cuts = append(cuts, at)
	}
	return cuts
}
