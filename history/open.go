package history

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"plumbline/history/git"
	"plumbline/history/identity"
	"plumbline/history/index"
	"plumbline/history/log"
	"plumbline/history/object"
	"plumbline/history/pack"
	"plumbline/history/refs"
	"plumbline/history/tree"
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
	rd.gc = fewerCollections()
	defer rd.gc.end()
	loaded := make(chan struct{})
	go func() {
		defer close(loaded)
		rd.load()
	}()
	err = rd.refs(ctx)
	<-loaded
	if rd.old.Log == nil {
		rd.gc.often()
	}
	if err != nil {
		return nil, err
	}
	r := &Repository{Dir: g.Dir, Branch: rd.branch, Fetched: refs.Fetched(g), Shallow: len(rd.cut) > 0, AsOf: cmpTime(o.AsOf, o.Now)}
	if rd.tip == "" {
		r.Notes = append(r.Notes, "The repository has no commits yet: commit something, or name another one.")
		return r, nil
	}
	defer rd.ahead(ctx)()
	rd.openStore(r)
	defer rd.close()
	if err := rd.commits(ctx, r); err != nil {
		return nil, err
	}
	if err := rd.head(ctx, r); err != nil {
		return nil, err
	}
	if err := rd.side(ctx, r); err != nil {
		return nil, err
	}
	rd.leaveLines(r)
	return r, rd.save(r)
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

	old     *index.File // what was saved before; never nil
	next    index.File  // what is to be saved
	changed bool        // next differs from old
	grown   [][]string  // the parents of the lowest new commits, when the tip only moved on; else nil
	gc      *collecting // how often the collector runs
	atTip   chan listed // what stands in the tree at tip, when it is listed beside the reading
}

func (rd *reader) close() {
	if rd.store != nil {
		_ = rd.store.Close()
	}
}

// load reads the saved index; one that cannot be used is as good as none.
func (rd *reader) load() {
	rd.old = &index.File{}
	if rd.o.Index == "" {
		return
	}
	f, err := index.Load(rd.o.Index, rd.o.Workers)
	if err != nil {
		rd.changed = true
		return
	}
	rd.old = f
}

// save writes the index when something new was read. Answers as of an earlier commit
// leave the saved tree alone.
func (rd *reader) save(r *Repository) error {
	if rd.o.Index == "" || !rd.changed {
		return nil
	}
	rd.o.Progress(Progress{"saving", 0, 1})
	if err := index.Save(rd.o.Index, &rd.next, rd.old, rd.o.Workers); err != nil {
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
	small, err := rd.small(ctx, tip)
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
	if err := rd.contents(ctx, r, b, from); err != nil {
		return nil, err
	}
	rd.next.Log = b.Log(rd.tip)
	return rd.next.Log, nil
}

// sayUnread notes commits whose contents are missing, other than the edge of a shallow
// clone.
func (rd *reader) sayUnread(r *Repository) {
	n := 0
	for i := range rd.log.Commits {
		if c := &rd.log.Commits[i]; c.Unread && !rd.cut[c.Hash] {
			n++
		}
	}
	if n > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d commits have contents that are missing here; their lines are not counted.", n))
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

// smallFiles are the files at the head that say how to read the history.
var smallFiles = [...]string{".mailmap", ".git-blame-ignore-revs"}

// small reads those files of a commit's tree, or takes them from the index.
func (rd *reader) small(ctx context.Context, commit string) (map[string][]byte, error) {
	if rd.old.Tip == commit {
		return rd.old.Small, nil
	}
	b, err := rd.git.NewBatch(ctx)
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

// listed is what git listed of a tree.
type listed struct {
	files []tree.Entry
	err   error
}

// ahead lists the tree at the tip while new commits are read; end waits for it.
func (rd *reader) ahead(ctx context.Context) (end func()) {
	if rd.old.Log == nil || rd.old.Tip == rd.tip || !rd.o.AsOf.IsZero() {
		return func() {}
	}
	rd.atTip = make(chan listed, 1)
	var beside sync.WaitGroup
	beside.Go(func() {
		files, err := tree.List(ctx, rd.git, rd.tip)
		rd.atTip <- listed{files, err}
	})
	return beside.Wait
}

func (rd *reader) list(ctx context.Context, commit string) ([]tree.Entry, error) {
	if rd.atTip == nil || commit != rd.tip {
		return tree.List(ctx, rd.git, commit)
	}
	l := <-rd.atTip
	return l.files, l.err
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
