// Package evidence reads facts that stand in a repository's tree at one commit: who
// CODEOWNERS says owns what, which dependencies manifests declare, which decision
// records there are. Facts are derived and never edited; each carries its address.
package evidence

import (
	"context"

	"plumbline/history"
	"plumbline/history/git"
	"plumbline/history/tree"
	"plumbline/internal/evidence/decisions"
	"plumbline/internal/evidence/manifests"
	"plumbline/internal/evidence/owners"
)

// Facts is what the tree at a commit holds.
type Facts struct {
	Commit       history.Hash
	Owners       *owners.Rules // nil when there is no CODEOWNERS
	Dependencies []Dependency
	Documents    []Document
	Unreadable   []string // sentences about files that are there but cannot be read
}

// Dependency is one declared dependency and where it stands.
type Dependency struct {
	manifests.Dependency
	Address string // git:<root>@<commit>:<path>
}

// Document is one decision record as found, for a parser of its format.
type Document struct {
	Path    string
	Data    []byte
	Address string
}

// limit is the largest file read, in bytes.
const limit = 1 << 20

// Read reads the facts at the head of r. A repository without commits has none.
func Read(ctx context.Context, r *history.Repository) (Facts, error) {
	f := Facts{Commit: r.Head}
	if r.Head == "" {
		return f, nil
	}
	repo, err := git.Find(r.Dir)
	if err != nil {
		return f, err
	}
	files, err := tree.Read(ctx, repo, string(r.Head), limit, wanted)
	if err != nil {
		return f, err
	}
	f.take(r, files)
	return f, nil
}

func wanted(path string) bool {
	return owners.Is(path) || manifests.Is(path) || decisions.Is(path)
}

func (f *Facts) take(r *history.Repository, files []tree.Content) {
	var own []owners.File
	for _, c := range files {
		address := r.Address(r.Head, c.Path)
		switch {
		case owners.Is(c.Path):
			own = append(own, owners.File{Path: c.Path, Data: c.Data, Address: address})
		case manifests.Is(c.Path):
			deps, err := manifests.Parse(c.Path, c.Data)
			if err != nil {
				f.Unreadable = append(f.Unreadable, c.Path+" cannot be read: "+err.Error())
			}
			for _, d := range deps {
				f.Dependencies = append(f.Dependencies, Dependency{d, address})
			}
		case decisions.Is(c.Path):
			f.Documents = append(f.Documents, Document{c.Path, c.Data, address})
		}
	}
	rules, err := owners.Parse(own)
	if err != nil {
		f.Unreadable = append(f.Unreadable, err.Error())
	}
	f.Owners = rules
}
