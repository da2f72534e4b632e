package log

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"plumbline/history/git"
	"plumbline/history/identity"
	"plumbline/history/object"
	"plumbline/history/pack"
)

// Builder collects commits while they are read. It is not safe for concurrent use.
type Builder struct {
	idents Interner[identity.Identity]
	paths  Interner[string]
	log    Log
	old    int               // commits of an earlier reading, the first ones
	used   [2]int            // the first identities and paths, which they use
	oldTip string            // which reaches all of them
	onOld  bool              // a walk came to oldTip
	trees  map[string]string // of commits added here
	found  map[int32][]found // origins of the commits added here, while they are compared
	seen   map[string]bool   // the commits that the next walk need not read; nil when not known
	merges bool              // merges are read too
	aside  Merges            // what was found of them
}

// Spare is how many new commits should find room behind those of an earlier reading, so
// that these need not be moved.
const Spare = 1024

// NewBuilder starts from what an earlier reading found from its tip; nil for nothing. The
// builder works in old's list of commits: once it gives its Log, old is none any more.
func NewBuilder(old *Log, tip string) *Builder {
	b := &Builder{trees: map[string]string{}, found: map[int32][]found{}, oldTip: tip}
	if old == nil {
		return b
	}
	b.log.Commits, b.old = old.Commits, len(old.Commits)
	b.used = [2]int{len(old.Idents), len(old.Paths)}
	var beside sync.WaitGroup
	beside.Go(func() { b.idents, b.paths = interned(old.Idents), interned(old.Paths) })
	b.seen = b.hashes()
	beside.Wait()
	return b
}

// Add appends one parsed commit and returns its index.
func (b *Builder) Add(hash string, c object.Commit) int {
	out := Commit{
		Hash: hash, Parents: c.Parents,
		Author: b.ident(c.Author), Committer: b.ident(c.Committer),
		When: c.Author.When, Committed: c.Committer.When,
		Subject: object.Subject(c.Message), Keys: object.IssueKeys(c.Message), Reverts: object.Reverted(c.Message),
	}
	for _, t := range object.Trailers(c.Message) {
		switch {
		case object.IsReview(t.Key):
			out.Reviewers = b.people(out.Reviewers, t.Value)
		case t.Key == "co-authored-by" || t.Key == "co-developed-by":
			out.CoAuthors = b.people(out.CoAuthors, t.Value)
		}
	}
	b.trees[hash] = c.Tree
	b.log.Commits = append(b.log.Commits, out)
	return len(b.log.Commits) - 1
}

func (b *Builder) ident(s object.Signature) int32 {
	return b.idents.Of(identity.Identity{Name: s.Name, Email: s.Email})
}

// people reads "Name <mail>" or a list of names, as Kafka writes reviewers.
func (b *Builder) people(to []int32, value string) []int32 {
	for part := range strings.SplitSeq(value, ",") {
		s := object.ParseSignature([]byte(part))
		if (s.Name == "" && s.Email == "") || len(to) >= 32 {
			continue
		}
		to = append(to, b.ident(s))
	}
	return to
}

// path numbers a path.
func (b *Builder) path(p string) int32 {
	if !utf8.ValidString(p) {
		p = object.Text([]byte(p))
	}
	return b.paths.Of(p)
}

// Log is what was collected and tip reaches, in canonical order. The builder is not used
// after that.
func (b *Builder) Log(tip string) *Log {
	b.log.Idents, b.log.Paths = b.idents.List, b.paths.List
	l := b.canonical()
	if b.old > 0 && !b.onOld {
		return l.Reachable(tip)
	}
	return l
}

// canonical is Log.Canonical where the old commits stand so already.
func (b *Builder) canonical() *Log {
	n := b.log.settled(b.old)
	if n == 0 {
		return b.log.Canonical()
	}
	out := &Log{Commits: b.log.Commits[:n]}
	people, files := b.used[0], b.used[1]
	if n < b.old {
		people, files = b.log.used(n)
	}
	out.take(&b.log, n, b.idents.first(people), b.paths.first(files))
	return out
}

// Onto gives, when the tip moved on from the old one and the commits from index n on are
// what came, the parents of those of them that have none among themselves; else nil.
func (b *Builder) Onto(n int) (lowest [][]string) {
	if !b.onOld || n == 0 {
		return nil
	}
	fresh := map[string]bool{}
	for i := range b.log.Commits[n:] {
		fresh[b.log.Commits[n+i].Hash] = true
	}
	for i := range b.log.Commits[n:] {
		if parents := b.log.Commits[n+i].Parents; !slices.ContainsFunc(parents, func(p string) bool { return fresh[p] }) {
			lowest = append(lowest, parents)
		}
	}
	return lowest
}

// Objects gives the content of objects by hash; git.ErrMissing or pack.ErrMissing when
// there is none.
// The bytes are valid until the next call.
type Objects interface {
	Object(hash string) (kind string, data []byte, err error)
}

// Walk reads the commits that tip reaches and the builder does not hold yet. cut
// names the commits at the edge of a shallow clone: their parents are not there.
// Missing ones are left out and counted.
func (b *Builder) Walk(ctx context.Context, from Objects, tip string, cut map[string]bool, step func(done int)) (missing int, err error) {
	// Messages are taken apart beside the reading.
	found := make(chan []walked, 4)
	var done sync.WaitGroup
	done.Go(func() {
		for list := range found {
			for i := range list {
				b.addWalked(&list[i], cut)
			}
		}
	})
	missing, err = b.walk(ctx, from, tip, cut, step, found)
	close(found)
	done.Wait()
	return missing, err
}

// walked is a commit as read.
type walked struct {
	hash string
	data []byte
}

func (b *Builder) addWalked(w *walked, cut map[string]bool) {
	c, err := object.ParseCommit(w.data)
	if err != nil {
		return // looked at before
	}
	if cut[w.hash] {
		c.Parents = nil
	}
	b.log.Commits[b.Add(w.hash, c)].Unread = cut[w.hash]
}

// walkedTogether is how many commits are handed on at a time.
const walkedTogether = 256

func (b *Builder) walk(ctx context.Context, from Objects, tip string, cut map[string]bool, step func(done int), found chan<- []walked) (missing int, err error) {
	known := b.seen
	if b.seen = nil; known == nil {
		known = b.hashes()
	}
	todo := []string{tip}
	var list []walked
	defer func() { found <- list }()
	for done := 0; len(todo) > 0; done++ {
		h := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if known[h] {
			b.onOld = b.onOld || h == b.oldTip
			continue
		}
		known[h] = true
		if done%1024 == 0 {
			if ctx.Err() != nil {
				return missing, ctx.Err()
			}
			step(done)
		}
		kind, data, err := from.Object(h)
		parents, ok := object.Parents(data)
		switch {
		case errors.Is(err, git.ErrMissing) || errors.Is(err, pack.ErrMissing) || err == nil && (kind != "commit" || !ok):
			missing++
			continue
		case err != nil:
			return missing, cmpErr(ctx, err)
		case !cut[h]:
			todo = append(todo, parents...)
		}
		if list = append(list, walked{h, bytes.Clone(data)}); len(list) == walkedTogether {
			found <- list
			list = nil
		}
	}
	return missing, nil
}

func (b *Builder) hashes() map[string]bool {
	known := make(map[string]bool, len(b.log.Commits))
	for i := range b.log.Commits {
		known[b.log.Commits[i].Hash] = true
	}
	return known
}

// Forget drops the commits added after the first n.
func (b *Builder) Forget(n int) {
	for _, c := range b.log.Commits[n:] {
		delete(b.trees, c.Hash)
	}
	b.log.Commits = b.log.Commits[:n]
}

// Known is how many commits the builder holds.
func (b *Builder) Known() int { return len(b.log.Commits) }

// cmpErr prefers the reason the context ended over what broke because of it.
func cmpErr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
