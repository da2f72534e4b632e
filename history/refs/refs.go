// Package refs finds the default branch, tags and branches not merged into it.
package refs

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"plumbline/history/git"
	"plumbline/history/object"
)

// Ref is a branch or tag, peeled to its commit.
type Ref struct {
	Name   string // without refs/heads/, refs/tags/ or refs/remotes/REMOTE/
	Remote string // "origin" …, or ""
	Tag    bool
	Hash   string
	When   int64 // committer date of its commit, seconds
}

// All lists local branches, remote branches and tags that point to commits.
func All(ctx context.Context, repo *git.Repo) ([]Ref, error) {
	out, err := repo.Output(ctx, "for-each-ref",
		"--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(committerdate:unix)%(*committerdate:unix) %(refname)",
		"refs/heads", "refs/remotes", "refs/tags")
	if err != nil {
		return nil, err
	}
	var list []Ref
	for line := range bytes.Lines(out) {
		if r, ok := parse(strings.TrimRight(object.Text(line), "\n")); ok {
			list = append(list, r)
		}
	}
	return list, nil
}

func parse(line string) (Ref, bool) {
	f := strings.SplitN(line, " ", 6)
	if len(f) != 6 {
		return Ref{}, false
	}
	r := Ref{Hash: f[1]}
	if f[0] == "tag" {
		if f[2] != "commit" {
			return r, false
		}
		r.Hash = f[3]
	} else if f[0] != "commit" {
		return r, false
	}
	r.When, _ = strconv.ParseInt(f[4], 10, 64)
	switch {
	case strings.HasPrefix(f[5], "refs/tags/"):
		r.Name, r.Tag = f[5][len("refs/tags/"):], true
	case strings.HasPrefix(f[5], "refs/heads/"):
		r.Name = f[5][len("refs/heads/"):]
	default:
		r.Remote, r.Name, _ = strings.Cut(f[5][len("refs/remotes/"):], "/")
	}
	return r, r.Name != "" && r.Name != "HEAD"
}

// Default finds the default branch: origin/HEAD, else main or master, else HEAD. The
// hash is "" when the repository has no commit.
func Default(ctx context.Context, repo *git.Repo, list []Ref) (name, hash string) {
	if b, err := os.ReadFile(filepath.Join(repo.Common, "refs", "remotes", "origin", "HEAD")); err == nil {
		want := strings.TrimPrefix(strings.TrimSpace(string(b)), "ref: refs/remotes/origin/")
		for _, r := range list {
			if r.Remote == "origin" && r.Name == want {
				return r.Name, r.Hash
			}
		}
	}
	head := headBranch(repo)
	for _, want := range []string{"main", "master", head} {
		for _, r := range list {
			if !r.Tag && r.Remote == "" && r.Name == want && want != "" {
				return r.Name, r.Hash
			}
		}
	}
	if h, err := Resolve(ctx, repo, "HEAD"); err == nil {
		return "HEAD", h
	}
	return head, ""
}

func headBranch(repo *git.Repo) string {
	b, err := os.ReadFile(filepath.Join(repo.Dir, "HEAD"))
	if err != nil {
		return ""
	}
	name, ok := strings.CutPrefix(strings.TrimSpace(string(b)), "ref: refs/heads/")
	if !ok {
		return ""
	}
	return name
}

// Resolve turns a revision into the hash of its commit.
func Resolve(ctx context.Context, repo *git.Repo, rev string) (string, error) {
	out, err := repo.Output(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(out)), nil
}

// Fetched is when the repository was last fetched, or zero when nothing says so.
func Fetched(repo *git.Repo) time.Time {
	info, err := os.Stat(filepath.Join(repo.Dir, "FETCH_HEAD"))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime().UTC()
}

// Shallow lists the commits at the edge of a shallow clone; none for a whole one.
func Shallow(repo *git.Repo) map[string]bool {
	b, err := os.ReadFile(filepath.Join(repo.Common, "shallow"))
	if err != nil {
		return nil
	}
	cut := map[string]bool{}
	for h := range strings.FieldsSeq(string(b)) {
		cut[h] = true
	}
	return cut
}
