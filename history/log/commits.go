package log

import (
	"context"
	"errors"
	"strings"

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
	trees  map[string]string // of commits added here
}

// NewBuilder starts from what an earlier reading found; nil for nothing.
func NewBuilder(old *Log) *Builder {
	b := &Builder{trees: map[string]string{}}
	if old == nil {
		return b
	}
	for _, id := range old.Idents {
		b.idents.Of(id)
	}
	for _, p := range old.Paths {
		b.paths.Of(p)
	}
	b.log.Commits = append(b.log.Commits, old.Commits...)
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

// Path numbers a path.
func (b *Builder) Path(p []byte) int32 { return b.paths.Of(object.Text(p)) }

// Log is what was collected, in canonical order.
func (b *Builder) Log() *Log {
	b.log.Idents, b.log.Paths = b.idents.List, b.paths.List
	return b.log.Canonical()
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
	known := make(map[string]bool, len(b.log.Commits))
	for i := range b.log.Commits {
		known[b.log.Commits[i].Hash] = true
	}
	todo := []string{tip}
	for done := 0; len(todo) > 0; done++ {
		h := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if known[h] {
			continue
		}
		known[h] = true
		if done%1024 == 0 {
			if ctx.Err() != nil {
				return missing, ctx.Err()
			}
			step(done)
		}
		c, err := parsed(from, h)
		if errors.Is(err, git.ErrMissing) || errors.Is(err, pack.ErrMissing) || errors.Is(err, object.ErrMalformed) {
			missing++
			continue
		}
		if err != nil {
			return missing, cmpErr(ctx, err)
		}
		if cut[h] {
			c.Parents = nil
		}
		at := b.Add(h, c)
		b.log.Commits[at].Unread = cut[h]
		todo = append(todo, c.Parents...)
	}
	return missing, nil
}

func parsed(from Objects, hash string) (object.Commit, error) {
	kind, data, err := from.Object(hash)
	if err != nil {
		return object.Commit{}, err
	}
	if kind != "commit" {
		return object.Commit{}, object.ErrMalformed
	}
	return object.ParseCommit(data)
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
