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

// Source gives objects by name. The bytes must stay valid until Done is called, which
// the engine does at the start of each comparison.
type Source interface {
	Read(id pack.ID) (pack.Type, []byte, error)
	Size(id pack.ID) (int, error)
	Done()
}

// Blob is a content and what kind of entry holds it; a zero Mode means there is none.
type Blob struct {
	ID   pack.ID
	Mode uint32
}

// Side is a file on one side of a change.
type Side struct {
	Path string
	Blob
}

// Change is one file between two trees; its lines are not compared yet.
type Change struct {
	Old, New Side
	Status   byte // A, M, D, R, T
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
	entries int                // that differ so far
	spans   map[pack.ID]*spans // of contents that renames were looked for in
	pieces  int                // of spans
	cutting []uint64           // room for pieces that are being cut
}

// Find looks a file up in a tree; a zero Mode when there is none.
func (e *Engine) Find(tree pack.ID, path string) (Blob, error) {
	rest := path
	for {
		name, below, more := strings.Cut(rest, "/")
		b, err := e.tree(tree)
		if err != nil {
			return Blob{}, err
		}
		var it item
		for skim(&b, e.hashLen, name); it.next(&b, e.hashLen) && string(it.name) != name; skim(&b, e.hashLen, name) {
		}
		switch {
		case it.bad:
			return Blob{}, pack.ErrDamaged
		case string(it.name) != name:
			return Blob{}, nil
		case !more && it.mode != dir:
			return Blob{it.id, it.mode}, nil
		case !more || it.mode != dir:
			return Blob{}, nil
		}
		tree, rest = it.id, below
	}
}

// New makes an engine over objects whose names have hashLen bytes.
func New(src Source, hashLen int) *Engine {
	return &Engine{src: src, hashLen: hashLen}
}

// Trees lists what differs between two trees, in git's order of paths, renames found.
// The zero ID is the empty tree. A missing or damaged tree is an error, and ErrTooMany. The result is
// changes are valid until the next call. Origins are those of files whose best source
// is another than the changes say, or was taken by another file.
func (e *Engine) Trees(from, to pack.ID) ([]Change, []Origin, error) {
	e.begin()
	if err := e.walk(from, to); err != nil {
		return nil, nil, err
	}
	origins, err := e.renames()
	if err != nil {
		return nil, nil, err
	}
	return e.out, origins, nil
}

// Files lists what differs between two trees as Trees does, with no renames looked for.
func (e *Engine) Files(from, to pack.ID) ([]Change, error) {
	e.begin()
	err := e.walk(from, to)
	return e.out, err
}

func (e *Engine) begin() {
	e.src.Done()
	e.out, e.path, e.depth, e.entries = e.out[:0], e.path[:0], 0, 0
}

// maxDepth is how deep directories may nest.
const maxDepth = 2000

// mostEntries bounds the entries, directories among them, in which two trees may differ: a
// few small trees that hold each other many times can stand for billions of files.
const mostEntries = 1 << 20

// ErrTooMany says that two trees differ in more entries than are compared.
var ErrTooMany = errors.New("more than a million files and directories differ")

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
	skipEqual(&a, &b, e.hashLen)
	var x, y item
	okA, okB := x.next(&a, e.hashLen), y.next(&b, e.hashLen)
	for okA || okB {
		if e.entries++; e.entries > mostEntries {
			return ErrTooMany
		}
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
		if c == 0 {
			skipEqual(&a, &b, e.hashLen)
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
	side := Side{string(append(e.path, at.name...)), Blob{at.id, at.mode}}
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
	path := string(append(e.path, x.name...))
	c := Change{Old: Side{path, Blob{x.id, x.mode}}, New: Side{path, Blob{y.id, y.mode}}, Status: 'M'}
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
