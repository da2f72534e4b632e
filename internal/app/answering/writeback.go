package answering

import (
	"context"
	"slices"

	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/files/madr"
	"plumbline/internal/files/madr/folder"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/snapshot"
)

// Patch implements httpapi.Patches: what would have to change in the file a decision
// was read from, as it stands at the head of its repository, so that it says what the
// record says.
func (s *Service) Patch(ctx context.Context, id string, v *snapshot.View) (out wire.FilePatch, err error) {
	r, err := v.Find("decision", id)
	if err != nil {
		return out, err
	}
	repo, path, err := s.fileOf(r.Body.(*decide.Decision).Source, v)
	if err != nil {
		return out, err
	}
	text, ok, err := reading.File(ctx, repo, path)
	if err != nil {
		return out, err
	}
	if !ok {
		return out, fault.New(fault.NotFound, "%s is not in %s any more.", path, repo.Title).WithHint("Download the decision as MADR instead.")
	}
	items, err := files.ItemsOf(v, "person", "decision")
	if err != nil {
		return out, err
	}
	docs, err := folder.Docs(items)
	if err != nil {
		return out, err
	}
	find, err := folder.Finder(items)
	if err != nil {
		return out, err
	}
	i := slices.IndexFunc(docs, func(d folder.Named) bool { return d.ID == r.ID })
	patch, err := madr.Patch(path, text, docs[i].Doc, find)
	if err == nil && len(patch) == 0 {
		err = fault.New(fault.NotFound, "%s says it already.", path)
	}
	return wire.FilePatch{Path: path, Repository: repo.Title, Patch: string(patch)}, err
}

// fileOf finds the repository and the path that a decision's source names. A path of
// this machine counts only inside a repository the viewer may see, and is read there
// through git: nothing else of the disk can be asked for.
func (s *Service) fileOf(source string, v *snapshot.View) (*world.Repo, string, error) {
	if source == "" {
		return nil, "", fault.New(fault.Refused, "This decision was read from no file.").WithHint("Download it as MADR and put it into the repository.")
	}
	for _, r := range s.seen(v).Repos {
		if path, ok := decided.PathIn(source, r, v); ok {
			return r, path, nil
		}
	}
	return nil, "", fault.New(fault.NotFound, "The file %s is in no repository read here.", source).WithHint("Add its repository under Settings.")
}
