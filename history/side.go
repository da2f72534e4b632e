package history

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/history/index"
	"plumbline/history/object"
	"plumbline/history/refs"
)

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
	known := map[[2]string]index.Branch{}
	for _, b := range rd.old.Branches {
		known[[2]string{b.Tip, b.Base}] = b
	}
	for _, ref := range rd.unmerged(r) {
		b, ok := known[[2]string{ref.Hash, string(r.Head)}]
		if !ok {
			var err error
			if b, err = rd.ahead(ctx, r, ref); err != nil {
				return err
			}
			rd.changed = rd.changed || string(r.Head) == rd.tip
		}
		rd.next.Branches = append(rd.next.Branches, b)
		r.addBranch(ref, b)
	}
	return nil
}

// unmerged are the branches whose tip the default branch does not reach, newest
// first, a name and tip once.
func (rd *reader) unmerged(r *Repository) []refs.Ref {
	var found []refs.Ref
	seen := map[string]bool{}
	for _, ref := range rd.refset {
		_, merged := r.byHash[Hash(ref.Hash)]
		if ref.Tag || merged || seen[ref.Name+ref.Hash] || ref.When > r.AsOf.Unix() {
			continue
		}
		seen[ref.Name+ref.Hash] = true
		found = append(found, ref)
	}
	slices.SortStableFunc(found, func(a, b refs.Ref) int { return cmp.Compare(b.When, a.When) })
	return found[:min(len(found), maxBranches)]
}

// ahead asks git what is on a branch and not on the default one.
func (rd *reader) ahead(ctx context.Context, r *Repository, ref refs.Ref) (index.Branch, error) {
	b := index.Branch{Tip: ref.Hash, Base: string(r.Head)}
	out, err := rd.git.Output(ctx, "log", "--format=%an%x00%ae%x00%P", "--no-show-signature", "--no-mailmap", "--no-color", "--end-of-options", b.Base+".."+b.Tip)
	if err != nil {
		return b, ctx.Err() // a branch that cannot be read counts no commits
	}
	lines := strings.Split(strings.TrimRight(object.Text(out), "\n"), "\n")
	first := strings.Split(lines[0], "\x00")
	if len(first) == 3 {
		b.Name, b.Email, b.Ahead = first[0], first[1], int64(len(lines))
	}
	for _, line := range slices.Backward(lines) {
		f := strings.Split(line, "\x00")
		for p := range strings.FieldsSeq(f[len(f)-1]) {
			if _, ok := r.byHash[Hash(p)]; ok && b.Fork == "" {
				b.Fork = p
			}
		}
	}
	return b, nil
}

func (r *Repository) addBranch(ref refs.Ref, in index.Branch) {
	if in.Ahead == 0 {
		return
	}
	b := Branch{Name: ref.Name, Tip: Hash(ref.Hash), Author: -1, AuthorName: in.Name, When: time.Unix(ref.When, 0).UTC(), Ahead: int(in.Ahead)}
	if p, ok := r.Person(Identity{Name: in.Name, Email: in.Email}); ok {
		b.Author = p
	}
	if at, ok := r.byHash[Hash(in.Fork)]; ok {
		b.Fork = r.Commits[at].Committed
	}
	r.Branches = append(r.Branches, b)
}

// String names a repository by its branch and head, for messages.
func (r *Repository) String() string { return fmt.Sprintf("%s at %.12s", r.Branch, r.Head) }
