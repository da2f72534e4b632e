package reading

import (
	"context"
	"encoding/hex"
	"strings"

	"plumbline/history"
	"plumbline/history/git"
	"plumbline/internal/answers/reviewers"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
)

// Changed reads what head changes since it left base, both as revisions of a
// repository: its files and the author of its newest commit. It runs plumbing only.
func Changed(ctx context.Context, r *world.Repo, base, head string) (reviewers.Change, error) {
	ch := reviewers.Change{Title: head}
	repo, err := git.Find(r.Dir)
	if err != nil {
		return ch, err
	}
	to, err := revision(ctx, repo, head)
	if err != nil {
		return ch, err
	}
	from, err := revision(ctx, repo, base)
	if err != nil {
		return ch, err
	}
	fork, err := repo.Output(ctx, "merge-base", from, to)
	if err != nil {
		return ch, fault.New(fault.Invalid, "%s and %s have no commit in common.", base, head).WithHint("Name two revisions of one line of history, such as main..feature.").Because(err)
	}
	out, err := repo.Output(ctx, "diff-tree", "-r", "--name-only", "--no-renames", "--no-ext-diff", "-z", strings.TrimSpace(string(fork)), to)
	if err != nil {
		return ch, err
	}
	for p := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		if p != "" {
			ch.Paths = append(ch.Paths, history.PathText([]byte(p)))
		}
	}
	who, err := repo.Output(ctx, "log", "-1", "--no-show-signature", "--no-color", "--format=%an%x00%ae%x00%s", "--end-of-options", to)
	if err != nil {
		return ch, err
	}
	if parts := strings.Split(strings.TrimSpace(string(who)), "\x00"); len(parts) == 3 {
		ch.Author = history.Identity{Name: parts[0], Email: parts[1]}
		ch.Facts = []statement.Fact{{Address: r.Address(history.Hash(to), ""), Label: to[:min(8, len(to))] + " " + parts[2]}}
	}
	return ch, nil
}

// revision resolves text to a commit's hash before anything else sees it.
func revision(ctx context.Context, repo *git.Repo, text string) (string, error) {
	out, err := repo.Output(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", text+"^{commit}")
	hash := strings.TrimSpace(string(out))
	if _, bad := hex.DecodeString(hash); err != nil || bad != nil || hash == "" {
		return "", fault.New(fault.Invalid, "%q is no commit of %s.", text, repo.Dir).WithHint("Name a branch, a tag or a commit.").Because(err)
	}
	return hash, nil
}
