package history

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"plumbline/history/git"
	"plumbline/history/identity"
	"plumbline/history/index"
	"plumbline/history/log"
	"plumbline/history/memory"
	"plumbline/history/pack"
	"plumbline/history/refs"
)

// staleAfter is how old the newest commit may be before answers are as of it.
const staleAfter = 30 * 24 * time.Hour

// maxBranches is how many unmerged branches are looked at, newest first.
const maxBranches = 200

// Open reads the repository at dir: bare, ordinary or a linked work tree. It never
// writes there. An empty repository gives an empty Repository and no error; a
// directory that is none gives git.ErrNotRepository. It stops when ctx ends.
func Open(ctx context.Context, dir string, o Options) (*Repository, error) {
	g, err := git.Find(dir)
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	rd := &reader{git: g, o: o, cut: refs.Shallow(g)}
	rd.mem = memory.Begin()
	defer rd.mem.End()
	loaded := make(chan struct{})
	go func() {
		defer close(loaded)
		rd.load()
	}()
	err = rd.refs(ctx)
	<-loaded
	if rd.old.Log == nil {
		rd.mem.Reads(memory.Whole)
	}
	if err != nil {
		return nil, err
	}
	r := &Repository{Dir: g.Dir, Branch: rd.branch, Fetched: refs.Fetched(g), Shallow: len(rd.cut) > 0, AsOf: cmpTime(o.AsOf, o.Now)}
	if rd.tip == "" {
		r.Notes = append(r.Notes, "The repository has no commits yet: commit something, or name another one.")
		return r, nil
	}
	rd.openStore(r)
	defer rd.close()
	if err := rd.commits(ctx, r); err != nil {
		return nil, err
	}
	var beside sync.WaitGroup
	more := begin(&beside, func() (bool, error) { return rd.side(ctx, r) })
	if err = rd.head(ctx, r); err != nil {
		beside.Wait()
		return nil, err
	}
	again, err := more.get()
	if err != nil {
		return nil, err
	}
	rd.changed = rd.changed || again
	rd.leaveLines(r)
	return r, rd.save()
}

func (o Options) withDefaults() Options {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	return o
}

func cmpTime(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// reader carries one Open from stage to stage.
type reader struct {
	git    *git.Repo
	o      Options
	refset []refs.Ref
	branch string
	tip    string
	cut    map[string]bool // the edge of a shallow clone
	log    *log.Log
	store  *pack.Store // nil when objects are read through git

	old     *index.File    // what was saved before; never nil
	next    index.File     // what is to be saved
	changed bool           // next differs from old
	grown   [][]string     // the parents of the lowest new commits, when the tip only moved on; else nil
	saving  *index.Writing // of next, once it was begun
	merges  log.Merges     // those read in the same pass
	mem     *memory.Setting
}

func (rd *reader) close() {
	if rd.store != nil {
		_ = rd.store.Close()
	}
	if rd.saving != nil {
		rd.saving.Drop()
	}
}

// heapOf is the bytes of heap that an index of so many takes, with all built on it and some new commits.
func heapOf(index int64) int { return 12*int(index) + 48<<20 }

// load reads the saved index; one that cannot be used is as good as none.
func (rd *reader) load() {
	rd.old = &index.File{}
	if rd.o.Index == "" {
		return
	}
	if saved, err := os.Stat(rd.o.Index); err == nil {
		rd.mem.Expects(heapOf(saved.Size()))
	}
	f, err := index.Load(rd.o.Index, rd.o.Workers)
	if err != nil {
		rd.changed = true
		return
	}
	rd.old = f
}

// beginSaving writes what was read of the commits while the rest is being found. The log
// of answers as of an earlier commit is saved with the tree that was saved before.
func (rd *reader) beginSaving() {
	if rd.o.Index != "" && rd.changed {
		rd.saving = index.Begin(rd.o.Index, rd.next.Log, rd.old, rd.o.Workers)
	}
}

// save ends the index when something new was read.
func (rd *reader) save() error {
	if rd.o.Index == "" || !rd.changed {
		return nil
	}
	if rd.saving == nil {
		rd.beginSaving()
	}
	rd.o.Progress(Progress{"saving", 0, 1})
	w := rd.saving
	rd.saving = nil
	if err := w.End(&rd.next); err != nil {
		return fmt.Errorf("the index cannot be saved: %w", err)
	}
	rd.o.Progress(Progress{"saving", 1, 1})
	return nil
}

func (rd *reader) refs(ctx context.Context) error {
	var err error
	if rd.refset, err = refs.All(ctx, rd.git); err != nil {
		return fmt.Errorf("the branches cannot be read: %w", err)
	}
	if rd.o.Branch == "" {
		rd.branch, rd.tip = refs.Default(ctx, rd.git, rd.refset)
		return nil
	}
	rd.branch = rd.o.Branch
	if rd.tip, err = refs.Resolve(ctx, rd.git, rd.o.Branch); err != nil {
		return fmt.Errorf("there is no branch or commit %q here", rd.o.Branch)
	}
	return nil
}

// commits reads the log and everything that follows from it alone.
func (rd *reader) commits(ctx context.Context, r *Repository) error {
	full, err := rd.read(ctx, r)
	if err != nil {
		return err
	}
	tip := asOfTip(full, rd.tip, rd.o.AsOf)
	if tip == "" {
		r.Notes = append(r.Notes, "There is no commit as old as the date asked for.")
		return nil
	}
	rd.log = full
	if tip != rd.tip {
		rd.log = full.Reachable(tip)
	}
	r.Head, r.Root = Hash(tip), rootID(rd.log)
	rd.sayUnread(r)
	small, err := rd.small(ctx, tip, smallFiles)
	if err != nil {
		return err
	}
	rd.next.Small = small
	r.skipRevs = ignoredRevs(small[".git-blame-ignore-revs"])
	var mailmap *identity.Mailmap
	if !rd.o.NoMailmap {
		mailmap = identity.ParseMailmap(small[".mailmap"])
	}
	build(r, rd.log, mailmap, rd.o.Corrections)
	rd.settleAsOf(r)
	return nil
}

// read gives the log of what tip reaches: what the index holds, and what is new.
func (rd *reader) read(ctx context.Context, r *Repository) (*log.Log, error) {
	old := rd.old.Log
	if old != nil && rd.old.Tip == rd.tip {
		rd.next.Log = old
		return old, nil
	}
	rd.changed = true
	b := log.NewBuilder(old, rd.old.Tip)
	from := b.Known()
	missing, err := rd.walk(ctx, r, b)
	if err != nil {
		return nil, fmt.Errorf("the commits cannot be read: %w", err)
	}
	if missing > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d commits are missing here and were left out.", missing))
	}
	rd.grown = b.Onto(from)
	if rd.o.Lines && rd.store != nil {
		b.ReadMerges()
	}
	if err := rd.contents(ctx, r, b, from); err != nil {
		return nil, err
	}
	rd.merges = b.Aside()
	rd.next.Log = b.Log(rd.tip)
	rd.beginSaving()
	return rd.next.Log, nil
}

// sayUnread notes commits that could not be read whole, other than the edge of a shallow clone.
func (rd *reader) sayUnread(r *Repository) {
	n := 0
	for i := range rd.log.Commits {
		if c := &rd.log.Commits[i]; c.Unread && !rd.cut[c.Hash] {
			n++
		}
	}
	if n > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d commits have contents that are missing here, or more files than can be read; their lines are not counted.", n))
	}
	if r.Shallow {
		r.Notes = append(r.Notes, "The clone is shallow: what came before its oldest commits is not known.")
	}
}

// asOfTip is the newest commit of the first-parent line not after asOf.
func asOfTip(l *log.Log, tip string, asOf time.Time) string {
	if asOf.IsZero() {
		return tip
	}
	at := make(map[string]int, len(l.Commits))
	for i, c := range l.Commits {
		at[c.Hash] = i
	}
	for {
		i, ok := at[tip]
		if !ok {
			return ""
		}
		c := l.Commits[i]
		if c.Committed <= asOf.Unix() {
			return tip
		}
		if len(c.Parents) == 0 {
			return ""
		}
		tip = c.Parents[0]
	}
}

// rootID names a repository by its root commits, so that a moved clone stays itself.
func rootID(l *log.Log) string {
	var roots []string
	for _, c := range l.Commits {
		if len(c.Parents) == 0 {
			roots = append(roots, c.Hash)
		}
	}
	slices.Sort(roots)
	sum := sha256.Sum256([]byte(strings.Join(roots, "\n")))
	return hex.EncodeToString(sum[:8])
}

func (rd *reader) settleAsOf(r *Repository) {
	switch {
	case !rd.o.AsOf.IsZero():
		r.AsOf = rd.o.AsOf
	case rd.o.Now.IsZero():
		r.AsOf = r.Newest
	case rd.o.Now.Sub(r.Newest) > staleAfter:
		r.AsOf, r.Stale = r.Newest, true
	default:
		r.AsOf = rd.o.Now
	}
}
