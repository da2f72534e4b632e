package own

// fan is how many branches a node of a state has.
const fan = 32

// state is the files of a commit by the number of their path, as a tree of fixed height
// whose nodes are shared between commits. A node is written in place by the state that
// made it, and copied by any other. The zero state is empty and cannot be written to.
type state struct {
	top    *node
	height int
	owner  int32 // the commit that this state was made for
	shared bool  // another state was made from this one
}

// node holds nodes, or files at the lowest level.
type node struct {
	owner int32
	below []*node
	files []*file
}

// newState is an empty state for so many paths.
func newState(owner int32, paths int) state {
	s := state{top: &node{owner: owner}, owner: owner}
	for n := fan; n < paths; n *= fan {
		s.height++
	}
	return s
}

// get is the file at a path, nil for none.
func (s *state) get(path int32) *file {
	n := s.top
	for h := s.height; n != nil && h > 0; h-- {
		if n.below == nil {
			return nil
		}
		n = n.below[digit(path, h)]
	}
	if n == nil || n.files == nil {
		return nil
	}
	return n.files[digit(path, 0)]
}

// set puts a file at a path.
func (s *state) set(path int32, f *file) {
	at := &s.top
	for h := s.height; ; h-- {
		n := s.mine(at)
		if h == 0 {
			if n.files == nil {
				n.files = make([]*file, fan)
			}
			n.files[digit(path, 0)] = f
			return
		}
		if n.below == nil {
			n.below = make([]*node, fan)
		}
		at = &n.below[digit(path, h)]
	}
}

// mine is the node that a pointer leads to, made or copied when it is not this state's.
func (s *state) mine(at **node) *node {
	n := *at
	switch {
	case n == nil:
		n = &node{owner: s.owner}
	case n.owner != s.owner:
		n = &node{s.owner, append([]*node(nil), n.below...), append([]*file(nil), n.files...)}
	}
	*at = n
	return n
}

// digit is which branch of a node so high leads to a path. Damaged numbers wrap.
func digit(path int32, height int) int32 {
	return path >> (5 * height) & (fan - 1)
}
