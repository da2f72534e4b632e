package log

import (
	"context"
	"errors"
	"strings"

	"plumbline/history/git"
	"plumbline/history/identity"
	"plumbline/history/object"
)

// Builder collects commits while they are read. It is not safe for concurrent use.
type Builder struct {
	idents Interner[identity.Identity]
	paths  Interner[string]
	log    Log
}

// NewBuilder starts from what an earlier reading found; nil for nothing.
func NewBuilder(old *Log) *Builder {
	b := &Builder{}
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

// Commit is the commit at an index Add returned.
func (b *Builder) Commit(i int) *Commit { return &b.log.Commits[i] }

// Log is what was collected, in canonical order.
func (b *Builder) Log() *Log {
	b.log.Idents, b.log.Paths = b.idents.List, b.paths.List
	return b.log.Canonical()
}

// ReadCommits reads the commits named by hashes through the git command line. Those
// that are missing are left out and counted.
func (b *Builder) ReadCommits(ctx context.Context, repo *git.Repo, hashes []string, step func(done int)) (missing int, err error) {
	batch, err := repo.NewBatch(ctx)
	if err != nil {
		return 0, err
	}
	defer batch.Close()
	var buf []byte
	for i, h := range hashes {
		var o git.Object
		o, buf, err = batch.Read(h, 0, buf[:0])
		if errors.Is(err, git.ErrMissing) {
			missing++
			continue
		}
		if err != nil {
			return missing, cmpErr(ctx, err)
		}
		c, err := object.ParseCommit(buf)
		if err != nil || o.Type != "commit" {
			missing++
			continue
		}
		b.Add(h, c)
		if i%1024 == 0 {
			step(i)
		}
	}
	return missing, nil
}

// cmpErr prefers the reason the context ended over what broke because of it.
func cmpErr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
