package history

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"plumbline/history/index"
	"plumbline/history/log"
	"plumbline/history/object"
	"plumbline/history/refs"
)

// side reads tags and unmerged branches, and says whether it found what the index does
// not hold.
func (rd *reader) side(ctx context.Context, r *Repository) (again bool, err error) {
	if r.Head == "" {
		return false, nil
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
	from, end, err := rd.objects(ctx)
	if err != nil {
		return false, err
	}
	defer end()
	w := &branches{from: from, parents: map[string][]string{}, authors: map[string]object.Signature{}}
	for _, ref := range rd.unmerged(r) {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		b, ok := known[[2]string{ref.Hash, string(r.Head)}]
		if !ok {
			b, ok = known[[2]string{ref.Hash, rd.old.Tip}]
			if b.Base = string(r.Head); !ok || !rd.beside(r, &b) {
				b = w.look(r, ref.Hash)
			}
			again = true
		}
		rd.next.Branches = append(rd.next.Branches, b)
		r.addBranch(ref, b)
	}
	return string(r.Head) == rd.tip && (again || len(rd.next.Branches) != len(rd.old.Branches)), nil
}

// beside says that nothing of a branch, looked at from the tip before, is among the
// commits that came since. The lowest of those on the branch would have all its parents
// at the branch's fork or below.
func (rd *reader) beside(r *Repository, b *index.Branch) bool {
	fork, ok := r.byHash[Hash(b.Fork)]
	if !ok || rd.grown == nil || string(r.Head) != rd.tip || b.Ahead >= maxAhead {
		return false
	}
	for _, parents := range rd.grown {
		newest := int32(-1)
		for _, p := range parents {
			newest = max(newest, r.byHash[Hash(p)])
		}
		if newest <= fork {
			return false
		}
	}
	return true
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

// maxAhead is how many commits of one branch are looked at.
const maxAhead = 20000

// branches walks unmerged branches down to the default one.
type branches struct {
	from    log.Objects
	parents map[string][]string
	authors map[string]object.Signature
}

// look counts what is on a branch and not on the default one, and finds the newest
// commit below it. A branch that cannot be read counts no commits.
func (w *branches) look(r *Repository, tip string) index.Branch {
	b := index.Branch{Tip: tip, Base: string(r.Head)}
	seen := map[string]bool{tip: true}
	todo := []string{tip}
	fork := int32(-1)
	for len(todo) > 0 && b.Ahead < maxAhead {
		h := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		parents, ok := w.read(h)
		if !ok {
			continue
		}
		b.Ahead++
		for _, p := range parents {
			if at, known := r.byHash[Hash(p)]; known {
				fork = max(fork, at)
			} else if !seen[p] {
				seen[p] = true
				todo = append(todo, p)
			}
		}
	}
	if fork >= 0 {
		b.Fork = string(r.Commits[fork].Hash)
	}
	b.Name, b.Email = w.authors[tip].Name, w.authors[tip].Email
	return b
}

func (w *branches) read(hash string) ([]string, bool) {
	if p, ok := w.parents[hash]; ok {
		return p, true
	}
	kind, data, err := w.from.Object(hash)
	if err != nil || kind != "commit" {
		return nil, false
	}
	c, err := object.ParseCommit(data)
	if err != nil {
		return nil, false
	}
	w.parents[hash], w.authors[hash] = c.Parents, c.Author
	return c.Parents, true
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
