// Package diff compares the trees of a commit and its parent the way `git diff-tree
// -r -M --numstat` does: which files were added, changed, deleted or renamed, and how
// many lines. The rules of rename detection and the heuristics of the line comparison
// follow git's, since the counts are meant to agree with it.
package diff

import (
	"bytes"
	"errors"
	"strings"

	"plumbline/history/pack"
	"plumbline/history/text"
)

// Source gives objects by name. The bytes must stay valid while they are used.
type Source interface {
	Read(id pack.ID) (pack.Type, []byte, error)
}

// Side is a file on one side of a change; a zero Mode means there is none.
type Side struct {
	Path string
	ID   pack.ID
	Mode uint32
}

// Change is one file between two trees.
type Change struct {
	Old, New       Side
	Status         byte  // A, M, D, R, T
	Added, Deleted int32 // lines; −1 for binary or unread
	Unread         bool  // a content is not in this repository
	Hunks          []text.Hunk
}

// The kinds of mode.
const (
	typeMask = 0o170000
	regular  = 0o100000
	link     = 0o120000
	dir      = 0o040000
	gitlink  = 0o160000
)

// Engine compares trees. It is not safe for concurrent use; take one a goroutine.
type Engine struct {
	src     Source
	hashLen int
	path    []byte
	out     []Change
	lines   text.Differ
	depth   int
}

// Merged is a file of a merge that equals none of its parents' versions.
type Merged struct {
	New  Side
	From []From
}

// From is a parent's version of a merged file and what differs.
type From struct {
	Old   Side
	Hunks []text.Hunk
}

// maxParents is how many parents of a merge are compared with.
const maxParents = 16

// Merge lists the files of a merge that equal none of its parents' versions, with
// what differs from each.
func (e *Engine) Merge(parents []pack.ID, to pack.ID) ([]Merged, error) {
	e.out, e.path, e.depth = e.out[:0:0], e.path[:0], 0
	if err := e.walk(parents[0], to); err != nil {
		return nil, err
	}
	var out []Merged
	for _, c := range e.out {
		if c.Status == 'D' || c.New.Mode == gitlink {
			continue
		}
		m, err := e.merged(c, parents[1:min(len(parents), maxParents)])
		if err != nil {
			return nil, err
		}
		if m != nil {
			out = append(out, *m)
		}
	}
	return out, nil
}

func (e *Engine) merged(c Change, others []pack.ID) (*Merged, error) {
	m := &Merged{New: c.New}
	sides := []Side{c.Old}
	for _, p := range others {
		s, err := e.find(p, c.New.Path)
		if err != nil {
			return nil, err
		}
		if s.ID == c.New.ID {
			return nil, nil
		}
		sides = append(sides, s)
	}
	b, err := e.content(&c.New)
	if err != nil || text.Binary(b) {
		return nil, missingOnly(err)
	}
	for _, s := range sides {
		if s.Mode == 0 || s.Mode == gitlink {
			continue
		}
		a, err := e.content(&s)
		if err != nil {
			return nil, missingOnly(err)
		}
		if !text.Binary(a) {
			m.From = append(m.From, From{s, e.lines.Hunks(a, b)})
		}
	}
	return m, nil
}

// missingOnly lets a missing content pass: the file is then left out.
func missingOnly(err error) error {
	if errors.Is(err, pack.ErrMissing) || errors.Is(err, pack.ErrTooLarge) {
		return nil
	}
	return err
}

// find looks a file up in a tree; a zero Mode when there is none.
func (e *Engine) find(tree pack.ID, path string) (Side, error) {
	rest := path
	for {
		name, below, more := strings.Cut(rest, "/")
		b, err := e.tree(tree)
		if err != nil {
			return Side{}, err
		}
		var it item
		for it.next(&b, e.hashLen) && string(it.name) != name {
		}
		switch {
		case it.bad:
			return Side{}, pack.ErrDamaged
		case string(it.name) != name:
			return Side{}, nil
		case !more && it.mode != dir:
			return Side{path, it.id, it.mode}, nil
		case !more || it.mode != dir:
			return Side{}, nil
		}
		tree, rest = it.id, below
	}
}

// New makes an engine over objects whose names have hashLen bytes.
func New(src Source, hashLen int) *Engine {
	return &Engine{src: src, hashLen: hashLen}
}

// Trees lists what differs between two trees, in git's order of paths, renames found
// and lines counted. The zero ID is the empty tree. Contents that are missing leave
// their changes Unread; a missing or damaged tree is an error.
func (e *Engine) Trees(from, to pack.ID) ([]Change, error) {
	e.out, e.path, e.depth = e.out[:0:0], e.path[:0], 0
	if err := e.walk(from, to); err != nil {
		return nil, err
	}
	if err := e.renames(); err != nil {
		return nil, err
	}
	for i := range e.out {
		if err := e.count(&e.out[i]); err != nil {
			return nil, err
		}
	}
	return e.out, nil
}

// maxDepth is how deep directories may nest.
const maxDepth = 2000

func (e *Engine) walk(from, to pack.ID) error {
	if e.depth++; e.depth > maxDepth {
		return pack.ErrTooLarge
	}
	defer func() { e.depth-- }()
	a, err := e.tree(from)
	if err != nil {
		return err
	}
	b, err := e.tree(to)
	if err != nil {
		return err
	}
	var x, y item
	okA, okB := x.next(&a, e.hashLen), y.next(&b, e.hashLen)
	for okA || okB {
		c := 0
		switch {
		case !okB:
			c = -1
		case !okA:
			c = 1
		default:
			c = compare(&x, &y)
		}
		switch {
		case c < 0:
			err = e.one(&x, nil)
		case c > 0:
			err = e.one(nil, &y)
		default:
			err = e.both(&x, &y)
		}
		if err != nil {
			return err
		}
		if c <= 0 {
			okA = x.next(&a, e.hashLen)
		}
		if c >= 0 {
			okB = y.next(&b, e.hashLen)
		}
	}
	if x.bad || y.bad {
		return pack.ErrDamaged
	}
	return nil
}

func (e *Engine) tree(id pack.ID) ([]byte, error) {
	if id == (pack.ID{}) {
		return nil, nil
	}
	t, b, err := e.src.Read(id)
	if err == nil && t != pack.Tree {
		err = pack.ErrDamaged
	}
	return b, err
}

// one emits all that is below an entry that only one side has.
func (e *Engine) one(x, y *item) error {
	at := x
	if x == nil {
		at = y
	}
	if at.mode == dir {
		n := len(e.path)
		e.path = append(append(e.path, at.name...), '/')
		var err error
		if x != nil {
			err = e.walk(x.id, pack.ID{})
		} else {
			err = e.walk(pack.ID{}, y.id)
		}
		e.path = e.path[:n]
		return err
	}
	side := Side{Path: string(e.path) + string(at.name), ID: at.id, Mode: at.mode}
	if x != nil {
		e.out = append(e.out, Change{Old: side, Status: 'D'})
	} else {
		e.out = append(e.out, Change{New: side, Status: 'A'})
	}
	return nil
}

// both compares two entries of one name and sort.
func (e *Engine) both(x, y *item) error {
	if x.mode == y.mode && x.id == y.id {
		return nil
	}
	if x.mode == dir {
		n := len(e.path)
		e.path = append(append(e.path, x.name...), '/')
		err := e.walk(x.id, y.id)
		e.path = e.path[:n]
		return err
	}
	path := string(e.path) + string(x.name)
	c := Change{Old: Side{path, x.id, x.mode}, New: Side{path, y.id, y.mode}, Status: 'M'}
	if x.mode&typeMask != y.mode&typeMask {
		c.Status = 'T'
	}
	e.out = append(e.out, c)
	return nil
}

// item is one entry of a tree being read.
type item struct {
	name []byte
	id   pack.ID
	mode uint32
	bad  bool
}

// next reads the next entry; false at the end or where the bytes make no sense.
func (it *item) next(b *[]byte, hashLen int) bool {
	t := *b
	if len(t) == 0 {
		return false
	}
	mode, i := uint32(0), 0
	for ; i < len(t) && t[i] >= '0' && t[i] <= '7'; i++ {
		mode = mode<<3 | uint32(t[i]-'0')
	}
	if i == 0 || i >= len(t) || t[i] != ' ' {
		it.bad = true
		return false
	}
	t = t[i+1:]
	end := bytes.IndexByte(t, 0)
	if end < 0 || end+1+hashLen > len(t) {
		it.bad = true
		return false
	}
	it.name, it.mode = t[:end], canonical(mode)
	copy(it.id[:hashLen], t[end+1:])
	*b = t[end+1+hashLen:]
	return true
}

// canonical reduces a mode to those git tells apart.
func canonical(mode uint32) uint32 {
	switch mode & typeMask {
	case regular:
		if mode&0o100 != 0 {
			return regular | 0o755
		}
		return regular | 0o644
	case link:
		return link
	case dir:
		return dir
	}
	return gitlink
}

// compare orders entries as git sorts trees: directories as if their name ended in a
// slash.
func compare(x, y *item) int {
	n := min(len(x.name), len(y.name))
	if c := bytes.Compare(x.name[:n], y.name[:n]); c != 0 {
		return c
	}
	return int(x.after(n)) - int(y.after(n))
}

func (it *item) after(n int) byte {
	if n < len(it.name) {
		return it.name[n]
	}
	if it.mode == dir {
		return '/'
	}
	return 0
}
