package reading

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"plumbline/history/git"
	"plumbline/history/tree"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
	"plumbline/internal/rule"
	"plumbline/internal/snapshot"
)

// Bounds of what one rule reads of a repository.
const (
	ruleFile  = 1 << 20  // larger files are passed over
	ruleBytes = 64 << 20 // read in all for one pattern
	rulePaths = 5        // files named as evidence
)

// Confirm asks the confirmation rules of the decisions in v of one repository, those
// meant for it, and gives what came of each by its text. A rule that was asked at this
// head before is not asked again.
func Confirm(ctx context.Context, repo *world.Repo, v *snapshot.View) (map[string]rule.Outcome, error) {
	out := map[string]rule.Outcome{}
	facts := &facts{repo: repo}
	for _, text := range rulesFor(v, repo.Record) {
		if known, ok := repo.Checks[text]; ok {
			out[text] = known
			continue
		}
		r, err := rule.Parse(text)
		if err != nil {
			continue // the gate refuses such rules; one of an older language is not asked
		}
		if out[text], err = r.Ask(ctx, facts); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Unasked says that some rule meant for the repository has no outcome there yet.
func Unasked(repo *world.Repo, v *snapshot.View) bool {
	return slices.ContainsFunc(rulesFor(v, repo.Record), func(text string) bool {
		_, ok := repo.Checks[text]
		return !ok
	})
}

// rulesFor lists the rules that are meant for a repository.
func rulesFor(v *snapshot.View, repository record.ID) []string {
	var out []string
	for _, d := range snapshot.List[decide.Decision](v, "decision") {
		if d.Body.Rule != "" && d.Body.Concerns(repository) {
			out = append(out, d.Body.Rule)
		}
	}
	return out
}

// facts answers what rules ask of one repository at its head.
type facts struct {
	repo  *world.Repo
	paths []string
}

// Paths implements rule.Facts.
func (f *facts) Paths() []string {
	if f.paths == nil {
		f.paths = []string{}
		for i := range f.repo.Files {
			if file := &f.repo.Files[i]; file.Present {
				f.paths = append(f.paths, file.Path)
			}
		}
	}
	return f.paths
}

// Version implements rule.Facts.
func (f *facts) Version(name string) (version, path string, ok bool) {
	for _, d := range f.repo.Tree.Dependencies {
		if d.Name == name {
			return d.Version, d.Path, true
		}
	}
	return "", "", false
}

// Changes implements rule.Facts.
func (f *facts) Changes(match func(string) bool, days int) int {
	since := f.repo.AsOf().AddDate(0, 0, -days)
	n := 0
	for i := range f.repo.Commits {
		if f.repo.Commits[i].Committed.Before(since) {
			continue
		}
		for _, ch := range f.repo.ChangesOf(i) {
			if match(f.repo.Files[ch.File].Path) {
				n++
				break
			}
		}
	}
	return n
}

var errLarge = errors.New("the files that match are more than 64 MiB; narrow the glob")

// Text implements rule.Facts.
func (f *facts) Text(ctx context.Context, match func(string) bool, re *regexp.Regexp) ([]string, error) {
	repo, err := git.Find(f.repo.Dir)
	if err != nil {
		return nil, fmt.Errorf("the repository cannot be opened: %w", err)
	}
	var out []string
	read := 0
	err = tree.Each(ctx, repo, string(f.repo.Head), ruleFile, match, func(c tree.Content) error {
		if read += len(c.Data); read > ruleBytes {
			return errLarge
		}
		if re.Match(c.Data) {
			out = append(out, c.Path)
		}
		if len(out) == rulePaths {
			return tree.ErrEnough
		}
		return nil
	})
	return out, err
}

// File reads one file at the head of a repository, for a patch to it.
func File(ctx context.Context, r *world.Repo, path string) ([]byte, bool, error) {
	repo, err := git.Find(r.Dir)
	if err != nil {
		return nil, false, err
	}
	files, err := tree.Read(ctx, repo, string(r.Head), ruleFile, func(p string) bool { return p == path })
	if err != nil || len(files) == 0 {
		return nil, false, err
	}
	return files[0].Data, true, nil
}
