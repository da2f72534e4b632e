package diff

import (
	"slices"

	"plumbline/history/pack"
)

// Origin is a file and the versions of parents that its lines may come from, in the
// order of the parents. A single one with the same content is all of it.
type Origin struct {
	New  Side
	From []Version
}

// Version is a file of a parent, the one that stands at Parent.
type Version struct {
	Parent int32
	Side
}

// maxParents is how many parents of a merge are compared with.
const maxParents = 16

// Merge lists the files of a merge that differ from its first parent's, as blame looks
// for them: the same file in a later parent, else what each parent has under that path
// or, where it has none, what was renamed to it.
func (e *Engine) Merge(parents []pack.ID, to pack.ID) ([]Origin, error) {
	e.begin()
	if err := e.walk(parents[0], to); err != nil {
		return nil, err
	}
	parents = parents[:min(len(parents), maxParents)]
	var out []Origin
	for i := range e.out {
		c := &e.out[i]
		if c.Status == 'D' || c.New.Mode == gitlink || c.Status == 'M' && c.Old.ID == c.New.ID {
			continue
		}
		from, err := e.versions(c, parents)
		if err != nil {
			return nil, err
		}
		out = append(out, Origin{c.New, from})
	}
	if err := e.moved(parents, to, out); err != nil {
		return nil, err
	}
	for i := range out {
		out[i].From = slices.DeleteFunc(out[i].From, func(s Version) bool { return s.Mode == 0 })
	}
	return out, nil
}

// versions gives the parents' versions of a file, one without a mode for a parent that
// has none; only the first that is the merge's when there is one.
func (e *Engine) versions(c *Change, parents []pack.ID) ([]Version, error) {
	from := make([]Version, 0, len(parents))
	for k, p := range parents {
		b := c.Old.Blob
		if k > 0 {
			var err error
			if b, err = e.Find(p, c.New.Path); err != nil {
				return nil, err
			}
		}
		s := Version{int32(k), Side{c.New.Path, b}}
		switch {
		case b.Mode != 0 && b.Mode&typeMask != c.New.Mode&typeMask:
		case b.ID == c.New.ID:
			return []Version{s}, nil
		default:
			from = append(from, s)
		}
	}
	return from, nil
}

// moved looks for renames to the files that parents lack, one parent after the other.
func (e *Engine) moved(parents []pack.ID, to pack.ID, files []Origin) error {
	for k := range parents {
		lacks := map[string]*Origin{}
		for i := range files {
			if slices.ContainsFunc(files[i].From, func(s Version) bool { return s.Mode == 0 && s.Parent == int32(k) }) {
				lacks[files[i].New.Path] = &files[i]
			}
		}
		if len(lacks) == 0 {
			continue
		}
		e.begin()
		if err := e.walk(parents[k], to); err != nil {
			return err
		}
		if err := e.movedFrom(int32(k), lacks); err != nil {
			return err
		}
	}
	return nil
}

// movedFrom fills in what was renamed to the files that a parent lacks.
func (e *Engine) movedFrom(parent int32, lacks map[string]*Origin) error {
	r := e.renamer()
	if len(lacks)*len(r.from) > mostPairs {
		return nil
	}
	for t := range r.to {
		file := lacks[r.target(t).Path]
		if file == nil {
			continue
		}
		f, err := r.alone(t)
		if err != nil {
			return err
		}
		if f < 0 {
			continue
		}
		s := Version{parent, *r.source(f)}
		if s.ID == file.New.ID {
			file.From = []Version{s}
			continue
		}
		for i := range file.From {
			if file.From[i].Parent == parent {
				file.From[i] = s
			}
		}
	}
	return nil
}
