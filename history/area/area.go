// Package area cuts a tree of files into the parts a person can know: components
// where somebody named them, else directories, split until none holds over a tenth
// of the source lines, at most sixty.
package area

import (
	"cmp"
	"slices"
	"strings"
)

// The rule's two numbers.
const (
	MaxShare = 0.10 // no area holds more of the source lines, if it can be split
	MaxAreas = 60
)

// minShare keeps very small directories with their parent when it is split.
const minShare = 0.004

// File is a path at the head and its source lines (0 for what is no source).
type File struct {
	Path  string
	Lines int
}

// Area is one part: a directory prefix ending in "/" ("" for what is left at the
// top), or the prefix less the areas below it.
type Area struct {
	Prefix string
	Lines  int
	Files  int
}

// Split cuts files into areas, sorted by prefix. No files, no areas.
func Split(files []File) []Area {
	s := &splitter{root: build(files)}
	s.areas = []*node{s.root}
	for len(s.areas) < MaxAreas && s.step() {
	}
	var out []Area
	for _, n := range s.areas {
		if n.ownFiles > 0 {
			out = append(out, Area{n.prefix, n.ownLines, n.ownFiles})
		}
	}
	slices.SortFunc(out, func(a, b Area) int { return cmp.Compare(a.Prefix, b.Prefix) })
	return out
}

// Of finds the area of a path: the longest prefix among areas sorted as Split gives
// them, or −1.
func Of(areas []Area, path string) int {
	for dir := path; ; {
		i := strings.LastIndexByte(dir, '/')
		prefix := dir[:i+1]
		if at, ok := slices.BinarySearchFunc(areas, prefix, func(a Area, p string) int { return cmp.Compare(a.Prefix, p) }); ok {
			return at
		}
		if i < 0 {
			return -1
		}
		dir = dir[:i]
	}
}

// node is a directory. ownLines and ownFiles count what is below it less the areas
// already cut out.
type node struct {
	prefix             string
	children           []*node
	lines, files       int
	ownLines, ownFiles int
}

func build(files []File) *node {
	root := &node{}
	dirs := map[string]*node{"": root}
	var dir func(prefix string) *node
	dir = func(prefix string) *node {
		if n, ok := dirs[prefix]; ok {
			return n
		}
		n := &node{prefix: prefix}
		dirs[prefix] = n
		up := dir(prefix[:strings.LastIndexByte(prefix[:len(prefix)-1], '/')+1])
		up.children = append(up.children, n)
		return n
	}
	for _, f := range files {
		for p := f.Path; ; {
			i := strings.LastIndexByte(p, '/')
			n := dir(p[:i+1])
			n.lines += f.Lines
			n.files++
			n.ownLines, n.ownFiles = n.lines, n.files
			if i < 0 {
				break
			}
			p = p[:i]
		}
	}
	return root
}

type splitter struct {
	root  *node
	areas []*node
}

// step splits the largest area that is too large; false when none is.
func (s *splitter) step() bool {
	total := s.root.lines
	slices.SortStableFunc(s.areas, func(a, b *node) int {
		return cmp.Or(cmp.Compare(b.ownLines, a.ownLines), cmp.Compare(a.prefix, b.prefix))
	})
	for _, n := range s.areas {
		if float64(n.ownLines) <= MaxShare*float64(total) {
			return false
		}
		if s.split(n, total) {
			return true
		}
	}
	return false
}

// split cuts children out of n: all that are not very small, as many as fit; when
// only small ones are left, the largest.
func (s *splitter) split(n *node, total int) bool {
	slices.SortStableFunc(n.children, func(a, b *node) int {
		return cmp.Or(cmp.Compare(b.lines, a.lines), cmp.Compare(a.prefix, b.prefix))
	})
	cut := 0
	for _, c := range n.children {
		small := float64(c.lines) < minShare*float64(total)
		if c.lines == 0 || len(s.areas) >= MaxAreas || (small && cut > 0) {
			break
		}
		s.areas = append(s.areas, c)
		n.ownLines -= c.lines
		n.ownFiles -= c.files
		cut++
	}
	n.children = n.children[cut:]
	return cut > 0
}
