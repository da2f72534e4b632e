package history

import (
	"context"
	"fmt"
	"sync"

	"plumbline/history/index"
	"plumbline/history/log"
	"plumbline/history/memory"
	"plumbline/history/own"
	"plumbline/history/pack"
)

// owners holds where the lines at the head come from, computed when first asked for.
type owners struct {
	mu    sync.Mutex
	log   *log.Log // nil when there is nothing to replay, or once that is done
	from  contents
	lines []own.Lines
}

// contents is where the origins of merges are read from and kept; without objects there
// are no lines.
type contents struct {
	objects, index   string
	read             log.Merges // with the commits
	hashLen, workers int
	progress         func(Progress)
}

// leaveLines says where the lines' past is read from when somebody asks.
func (rd *reader) leaveLines(r *Repository) {
	if rd.store == nil {
		return
	}
	r.owners.from = contents{objects: rd.objectsDir(), read: rd.merges, hashLen: len(rd.tip) / 2, workers: rd.o.Workers, progress: rd.o.Progress}
	if rd.o.Index != "" {
		r.owners.from.index = rd.o.Index + ".merges"
	}
}

// LinesOf says for each line of a file at the head which commit it comes from (an
// index into Commits), as git blame would. Nil when the file is not at the head, is
// binary, or when its past was read through the git command line, which gives counts
// only. The first call reads what merges took from where, which Open leaves out without
// Options.Lines and the next Repository finds beside the index, and replays the whole
// history. An error says that this could not be read, or that ctx ended; the next call
// tries again.
func (r *Repository) LinesOf(ctx context.Context, f FileID) ([]int32, error) {
	o := &r.owners
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.log != nil && o.from.objects != "" {
		if err := o.trace(ctx); err != nil {
			return nil, fmt.Errorf("who wrote the lines cannot be told: %w", err)
		}
		lines, err := o.replay(ctx, r.heads())
		if err != nil {
			return nil, fmt.Errorf("who wrote the lines cannot be told: %w", err)
		}
		o.lines, o.log, o.from = lines, nil, contents{}
	}
	if o.lines == nil {
		return nil, nil
	}
	return o.lines[f], nil
}

func (r *Repository) heads() []own.Head {
	head := make([]own.Head, len(r.Files))
	for i := range r.Files {
		if f := &r.Files[i]; f.Present && f.Ignored != "submodule" {
			head[i] = own.Head{Path: f.Path, Blob: f.blob}
		}
	}
	return head
}

func (o *owners) replay(ctx context.Context, heads []own.Head) ([]own.Lines, error) {
	total := int64(len(o.log.Commits))
	return own.Replay(ctx, o.log, heads, func(done int) { o.from.progress(Progress{"authors", int64(done), total}) })
}

// trace reads the origins of the merges and keeps them for the next time.
func (o *owners) trace(ctx context.Context) error {
	gc := memory.Begin()
	defer gc.End()
	gc.Reads(memory.Long)
	store, err := pack.Open(o.from.objects, o.from.hashLen)
	if err != nil {
		return err
	}
	defer store.Close()
	saved := log.Merges{}
	if o.from.index != "" {
		saved = index.LoadMerges(o.from.index)
	}
	fresh, err := o.log.Trace(ctx, saved, o.from.read, store, o.from.workers, func(done, of int) {
		o.from.progress(Progress{"merges", int64(done), int64(of)})
	})
	if err != nil || fresh == 0 || o.from.index == "" {
		return err
	}
	return index.SaveMerges(o.from.index, o.log.Merges())
}

// Wrote says for whom the lines of a commit count: for its author, a merge's own lines
// too. Those of mass changes, bots, ignored and unread revisions count for nobody.
func (r *Repository) Wrote(commit int32) (PersonID, bool) {
	c := &r.Commits[commit]
	return c.Author, (c.Quiet == "" || c.Quiet == "merge") && !r.People[c.Author].Bot
}
