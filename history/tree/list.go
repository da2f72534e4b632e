package tree

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"plumbline/history/diff"
	"plumbline/history/git"
	"plumbline/history/object"
	"plumbline/history/pack"
)

// List lists the files of a commit's tree, sorted by path, through git.
func List(ctx context.Context, repo *git.Repo, commit string) ([]Entry, error) {
	out, err := repo.Output(ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}
	var list []Entry
	for rec := range bytes.SplitSeq(out, []byte{0}) {
		head, name, ok := bytes.Cut(rec, []byte{'\t'})
		f := bytes.Fields(head)
		if !ok || len(f) != 3 {
			continue
		}
		list = append(list, Entry{Path: object.Text(name), Blob: string(f[2]), Mode: string(f[0])})
	}
	sort(list)
	return list, nil
}

func order(a, b Entry) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Blob, b.Blob)) }

// sort puts files in the order of their paths, which differs from git's order for names
// that are not UTF-8.
func sort(list []Entry) {
	if !slices.IsSortedFunc(list, order) {
		slices.SortFunc(list, order)
	}
}

// Known fills in what is known of files, which a list of another tree says.
func Known(list, old []Entry) []Entry {
	k := 0
	for i := range list {
		for k < len(old) && order(old[k], list[i]) < 0 {
			k++
		}
		if k < len(old) && order(old[k], list[i]) == 0 {
			list[i].About = old[k].About
		}
	}
	return list
}

// Reader reads trees and what stands in them from an object store.
type Reader struct {
	objects *pack.Reader
	engine  *diff.Engine
	hashLen int
}

// NewReader reads through a reader of objects whose names have hashLen bytes.
func NewReader(objects *pack.Reader, hashLen int) *Reader {
	return &Reader{objects, diff.New(objects, hashLen), hashLen}
}

// List lists the files of a commit's tree as the function does, from the list of an earlier
// commit's tree, whose files may have been looked at; "" and none where there is no such list.
// An error says that the store lacks something, or is diff.ErrTooMany.
func (r *Reader) List(commit, earlier string, old []Entry) ([]Entry, error) {
	to, err := Root(r.objects, commit)
	if err != nil {
		return nil, err
	}
	var from pack.ID
	if earlier != "" {
		if from, err = Root(r.objects, earlier); err != nil {
			return nil, err
		}
	}
	changes, err := r.engine.Files(from, to)
	if err != nil {
		return nil, err
	}
	return r.merged(old, changes), nil
}

// Root is the tree of a commit.
func Root(from *pack.Reader, commit string) (pack.ID, error) {
	kind, data, err := from.Object(commit)
	if err != nil {
		return pack.ID{}, err
	}
	c, err := object.ParseCommit(data)
	id, ok := pack.ParseID(c.Tree)
	if err != nil || kind != "commit" || !ok {
		return id, pack.ErrDamaged
	}
	return id, nil
}

// merged is the list after changes.
func (r *Reader) merged(old []Entry, changes []diff.Change) []Entry {
	var fresh []Entry
	gone := map[[2]string]bool{}
	for i := range changes {
		c := &changes[i]
		if c.Status != 'A' {
			gone[[2]string{object.Text([]byte(c.Old.Path)), r.name(c.Old.ID)}] = true
		}
		if c.Status != 'D' {
			fresh = append(fresh, Entry{Path: object.Text([]byte(c.New.Path)), Blob: r.name(c.New.ID), Mode: fmt.Sprintf("%06o", c.New.Mode)})
		}
	}
	sort(fresh)
	list := make([]Entry, 0, len(old)+len(fresh))
	for i := range old {
		for len(fresh) > 0 && order(fresh[0], old[i]) < 0 {
			list, fresh = append(list, fresh[0]), fresh[1:]
		}
		if !gone[[2]string{old[i].Path, old[i].Blob}] {
			list = append(list, old[i])
		}
	}
	list = append(list, fresh...)
	sort(list)
	return list
}

func (r *Reader) name(id pack.ID) string { return hex.EncodeToString(id[:r.hashLen]) }

// Small gives the content of a file of a commit's tree that is not larger than limit
// bytes; nil when there is none.
func (r *Reader) Small(commit, path string, limit int) ([]byte, error) {
	root, err := Root(r.objects, commit)
	if err != nil {
		return nil, err
	}
	found, err := r.engine.Find(root, path)
	if err != nil || found.Mode == 0 {
		return nil, err
	}
	if size, err := r.objects.Size(found.ID); err != nil || size > limit {
		return nil, err
	}
	_, data, err := r.objects.Read(found.ID)
	return bytes.Clone(data), err
}
