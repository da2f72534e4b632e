package history

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"plumbline/history/git"
	"plumbline/history/identity"
	"plumbline/history/log"
	"plumbline/history/object"
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
	rd := &reader{git: g, o: o}
	if err := rd.refs(ctx); err != nil {
		return nil, err
	}
	r := &Repository{Dir: g.Dir, Branch: rd.branch, Fetched: refs.Fetched(g), Shallow: refs.Shallow(g), AsOf: cmpTime(o.AsOf, o.Now)}
	if rd.tip == "" {
		r.Notes = append(r.Notes, "The repository has no commits.")
		return r, nil
	}
	if err := rd.commits(ctx, r); err != nil {
		return nil, err
	}
	if err := rd.head(ctx, r); err != nil {
		return nil, err
	}
	return r, rd.side(ctx, r)
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
	log    *log.Log
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
	if part := full.Reachable(tip); part != full {
		rd.log = part.Canonical()
	}
	r.Head, r.Root = Hash(tip), rootID(rd.log)
	mailmap, err := rd.mailmap(ctx, tip)
	if err != nil {
		return err
	}
	r.skipRevs = rd.ignoredRevs(ctx, tip)
	build(r, rd.log, mailmap, rd.o.Corrections)
	rd.settleAsOf(r)
	return nil
}

// read lists and reads the commits that tip reaches.
func (rd *reader) read(ctx context.Context, r *Repository) (*log.Log, error) {
	out, err := rd.git.Output(ctx, "rev-list", "--topo-order", "--reverse", "--end-of-options", rd.tip)
	if err != nil {
		return nil, fmt.Errorf("the commits cannot be listed: %w", err)
	}
	hashes := strings.Fields(string(out))
	b := log.NewBuilder(nil)
	total := int64(len(hashes))
	missing, err := b.ReadCommits(ctx, rd.git, hashes, func(done int) {
		rd.o.Progress(Progress{"commits", int64(done), total})
	})
	if err != nil {
		return nil, err
	}
	if missing > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d commits are missing here and were left out.", missing))
	}
	err = b.ReadChanges(ctx, rd.git, 0, rd.o.Workers, func(done int) {
		rd.o.Progress(Progress{"changes", int64(done), total})
	})
	if err != nil {
		return nil, err
	}
	return b.Log(), nil
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

// small reads one small file of a commit's tree; nil when there is none.
func (rd *reader) small(ctx context.Context, commit, path string) ([]byte, error) {
	b, err := rd.git.NewBatch(ctx)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	_, content, err := b.Read(commit+":"+path, 1<<20, nil)
	if err != nil {
		return nil, ctx.Err() // absent
	}
	return content, nil
}

func (rd *reader) mailmap(ctx context.Context, commit string) (*identity.Mailmap, error) {
	if rd.o.NoMailmap {
		return nil, nil
	}
	b, err := rd.small(ctx, commit, ".mailmap")
	if b == nil {
		return nil, err
	}
	return identity.ParseMailmap(b), nil
}

func (rd *reader) ignoredRevs(ctx context.Context, commit string) map[Hash]bool {
	skip := map[Hash]bool{}
	b, _ := rd.small(ctx, commit, ".git-blame-ignore-revs")
	for line := range strings.Lines(object.Text(b)) {
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
	list, err := tree.List(ctx, rd.git, string(r.Head))
	if err != nil {
		return fmt.Errorf("the tree of %.12s cannot be read: %w", r.Head, err)
	}
	total := int64(len(list))
	err = tree.Look(ctx, rd.git, list, nil, func(done int) { rd.o.Progress(Progress{"lines", int64(done), total}) })
	if err != nil {
		return err
	}
	buildFiles(r, list)
	return buildAreas(r, rd.o.Components)
}

// side reads tags and unmerged branches.
func (rd *reader) side(ctx context.Context, r *Repository) error {
	if r.Head == "" {
		return nil
	}
	for _, ref := range rd.refset {
		if i, ok := r.byHash[Hash(ref.Hash)]; ref.Tag && ok {
			r.Tags = append(r.Tags, Tag{Name: ref.Name, Hash: Hash(ref.Hash), When: r.Commits[i].Committed})
		}
	}
	slices.SortFunc(r.Tags, func(a, b Tag) int { return cmp.Or(a.When.Compare(b.When), cmp.Compare(a.Name, b.Name)) })
	open, err := refs.Unmerged(ctx, rd.git, rd.refset, string(r.Head), maxBranches)
	if err != nil {
		return fmt.Errorf("the unmerged branches cannot be read: %w", err)
	}
	for _, ref := range open {
		if ref.When > r.AsOf.Unix() {
			continue
		}
		if err := rd.branchOf(ctx, r, ref); err != nil {
			return err
		}
	}
	return nil
}

func (rd *reader) branchOf(ctx context.Context, r *Repository, ref refs.Ref) error {
	out, err := rd.git.Output(ctx, "log", "--format=%an%x00%ae%x00%P", "--no-show-signature", "--no-mailmap", "--end-of-options", string(r.Head)+".."+ref.Hash)
	if err != nil {
		return ctx.Err() // a branch that cannot be read is left out
	}
	lines := strings.Split(strings.TrimRight(object.Text(out), "\n"), "\n")
	f := strings.Split(lines[0], "\x00")
	if len(f) != 3 {
		return nil
	}
	b := Branch{Name: ref.Name, Tip: Hash(ref.Hash), Author: -1, When: time.Unix(ref.When, 0).UTC(), Ahead: len(lines)}
	b.AuthorName = f[0]
	if p, ok := r.Person(Identity{Name: f[0], Email: f[1]}); ok {
		b.Author = p
	}
	for i := len(lines) - 1; i >= 0 && b.Fork.IsZero(); i-- {
		f := strings.Split(lines[i], "\x00")
		for p := range strings.FieldsSeq(f[len(f)-1]) {
			if at, ok := r.byHash[Hash(p)]; ok {
				b.Fork = r.Commits[at].Committed
				break
			}
		}
	}
	r.Branches = append(r.Branches, b)
	return nil
}
