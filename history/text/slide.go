package text

import "bytes"

// A run of added or deleted lines can often stand in several places: before or after
// a line that equals its last or first one. Which place is taken decides who a line is
// credited to, so the choice follows git's: beside a change of the other content if
// there is one, else where the indentation around it reads best.

// slider is one content around its middle, with what changed in it.
type slider struct {
	text    []byte
	before  int     // lines before the first one looked at
	starts  []int32 // offsets of lines, and of the end
	own     []int32 // room for starts
	ids     []int32 // the numbers of lines, where they are known
	n       int     // lines looked at
	changed []bool  // one more than n on either side: changed[i+1] is line i
	reach   int     // the last line that was looked at for a place
}

// around is how many lines beside the middle a run may move into.
const around = 128

// lookAt sets the slider on the middle of a content and some lines around it.
func (s *slider) lookAt(text []byte, of *side) {
	s.before = max(0, of.from-around)
	end := min(len(of.cut.ids), of.from+len(of.class)+around)
	s.text, s.ids, s.starts = text, of.cut.ids[s.before:end], of.cut.starts[s.before:end+1]
	s.set(of.from-s.before, of.changed)
}

// look does the same for a content that is not cut into lines.
func (s *slider) look(text []byte, pre, suf int, changed []bool) {
	from, end := back(text, pre), forth(text, len(text)-suf)
	s.text, s.ids, s.before = text, nil, Lines(text[:from])
	s.own = s.own[:0]
	before := 0
	for at := from; at < end; {
		if at < pre {
			before++
		}
		s.own = append(s.own, int32(at))
		next := bytes.IndexByte(text[at:end], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	s.own = append(s.own, int32(end))
	s.starts = s.own
	s.set(before, changed)
}

// set takes what changed, after so many lines that did not.
func (s *slider) set(before int, changed []bool) {
	s.n, s.reach = len(s.starts)-1, 0
	s.changed = grownBools(s.changed, s.n+2)
	clear(s.changed)
	copy(s.changed[before+1:], changed)
}

// back goes some lines back from a line start.
func back(text []byte, at int) int {
	for range around {
		if at == 0 {
			return 0
		}
		at = bytes.LastIndexByte(text[:at-1], '\n') + 1
	}
	return at
}

func forth(text []byte, at int) int {
	for range around {
		next := bytes.IndexByte(text[at:], '\n')
		if next < 0 {
			return len(text)
		}
		at += next + 1
	}
	return at
}

func (s *slider) is(i int) bool       { return s.changed[i+1] }
func (s *slider) mark(i int, on bool) { s.changed[i+1] = on }
func (s *slider) line(i int) []byte   { return s.text[s.starts[i]:s.starts[i+1]] }

func (s *slider) same(i, j int) bool {
	if s.ids != nil {
		return s.ids[i] == s.ids[j]
	}
	return bytes.Equal(s.line(i), s.line(j))
}

// group is a run of changed lines, perhaps empty, between unchanged ones.
type group struct{ start, end int }

func (s *slider) first() group {
	g := group{}
	for g.end < s.n && s.is(g.end) {
		g.end++
	}
	return g
}

func (s *slider) next(g *group) bool {
	if g.end >= s.n {
		return false
	}
	g.start = g.end + 1
	for g.end = g.start; g.end < s.n && s.is(g.end); g.end++ {
	}
	return true
}

func (s *slider) previous(g *group) {
	if g.start == 0 {
		return
	}
	g.end = g.start - 1
	for g.start = g.end; g.start > 0 && s.is(g.start-1); g.start-- {
	}
}

func (s *slider) up(g *group) bool {
	if g.start == 0 || !s.same(g.start-1, g.end-1) {
		return false
	}
	g.start--
	g.end--
	s.mark(g.start, true)
	s.mark(g.end, false)
	for g.start > 0 && s.is(g.start-1) {
		g.start--
	}
	return true
}

func (s *slider) down(g *group) bool {
	s.reach = max(s.reach, g.end)
	if g.end >= s.n || !s.same(g.start, g.end) {
		return false
	}
	s.mark(g.start, false)
	s.mark(g.end, true)
	g.start++
	g.end++
	for g.end < s.n && s.is(g.end) {
		g.end++
	}
	return true
}

// settle places each run of s; other is the other content, walked in step.
func settle(s, other *slider) {
	g, o := s.first(), other.first()
	for {
		if g.end > g.start {
			s.place(&g, other, &o)
		}
		if !s.next(&g) {
			return
		}
		other.next(&o)
	}
}

func (s *slider) place(g *group, other *slider, o *group) {
	var size, highest int
	beside := false
	for {
		size = g.end - g.start
		beside = false
		for s.up(g) {
			other.previous(o)
		}
		highest = g.end
		beside = o.end > o.start
		for s.down(g) {
			other.next(o)
			beside = beside || o.end > o.start
		}
		if size == g.end-g.start {
			break // no other run was met
		}
	}
	switch {
	case g.end == highest:
	case beside:
		for o.end == o.start && s.up(g) {
			other.previous(o)
		}
	default:
		best := s.bestEnd(g.end, size, highest)
		for g.end > best && s.up(g) {
			other.previous(o)
		}
	}
}

// farthest is how far up a better place is looked for.
const farthest = 100

// bestEnd finds where a run of size lines that may end anywhere in highest..end reads
// best.
func (s *slider) bestEnd(end, size, highest int) int {
	at := max(highest, end-size-1, end-farthest)
	best, found := at, badness{}
	for shift := at; shift <= end; shift++ {
		var b badness
		s.rate(shift, &b)
		s.rate(shift-size, &b)
		if shift == at || !found.better(b) {
			best, found = shift, b
		}
	}
	return best
}

// badness of a place, over both of its borders.
type badness struct{ indent, penalty int }

// better says whether b is better than c, strictly.
func (b badness) better(c badness) bool {
	const weight = 60
	sign := 0
	switch {
	case b.indent > c.indent:
		sign = 1
	case b.indent < c.indent:
		sign = -1
	}
	return weight*sign+b.penalty-c.penalty < 0
}

// rate adds what a border before line at costs. The weights are those git's
// developers fitted to what people judged readable.
func (s *slider) rate(at int, b *badness) {
	here, eof := -1, at >= s.n
	if !eof {
		here = s.indent(at)
	}
	before, blankBefore := s.nearest(at-1, -1)
	after, blankAfter := s.nearest(at+1, 1)
	if before == -1 && blankBefore == 0 {
		b.penalty++
	}
	if eof {
		b.penalty += 21
	}
	post := 0
	if here == -1 {
		post = 1 + blankAfter
	}
	blanks := blankBefore + post
	b.penalty += 6*post - 30*blanks
	indent := here
	if here == -1 {
		indent = after
	}
	b.indent += indent
	if indent == -1 || before == -1 {
		return
	}
	pick := func(plain, withBlank int) int {
		if blanks > 0 {
			return withBlank
		}
		return plain
	}
	switch {
	case indent > before:
		b.penalty += pick(-4, 10)
	case indent == before:
	case after != -1 && after > indent:
		b.penalty += pick(24, 17)
	default:
		b.penalty += pick(23, 17)
	}
}

// nearest finds the indentation of the first line with text from at on, and how many
// blank ones come before it.
func (s *slider) nearest(at, step int) (indent, blanks int) {
	const mostBlanks = 20
	for ; at >= 0 && at < s.n; at += step {
		s.reach = max(s.reach, at)
		if in := s.indent(at); in != -1 {
			return in, blanks
		}
		if blanks++; blanks == mostBlanks {
			return 0, blanks
		}
	}
	return -1, blanks
}

// indent is the column of a line's text, −1 for a blank line.
func (s *slider) indent(i int) int {
	const most = 200
	col := 0
	for _, c := range s.line(i) {
		switch c {
		case ' ':
			col++
		case '\t':
			col += 8 - col%8
		case '\n', '\r', '\v', '\f':
		default:
			return col
		}
		if col >= most {
			return most
		}
	}
	return -1
}
