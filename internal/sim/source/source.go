// Package source writes plausible program text in Go, TypeScript, SQL and YAML and
// changes it the way people do: a line here, a function there. Every line carries
// who wrote it, so that the truth of line ownership is known. The text is made to
// be read and diffed, not to be compiled.
package source

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// Line is one line without its indentation.
type Line struct {
	Text  string
	Depth uint8
	By    int32 // index of the author who last changed it
}

// Block is a function, a table, a group of settings; its first and last lines frame it.
type Block []Line

// File is a source file as blocks with a blank line between them.
type File struct {
	Language string // "go", "ts", "sql", "yaml"
	Wide     bool   // indented the old way
	Head     Block
	Blocks   []Block
	nouns    []string
}

// New begins a file with one block.
func New(r *rand.Rand, language, name string, nouns []string, by int) *File {
	f := &File{Language: language, nouns: nouns}
	f.Head = Block{{Text: head(language, name), By: int32(by)}}
	f.Grow(r, by)
	return f
}

// Lines counts the lines of the file.
func (f *File) Lines() int {
	n := len(f.Head)
	for _, b := range f.Blocks {
		n += 1 + len(b)
	}
	return n
}

// Owners counts lines by who last changed them, without the blank lines between blocks.
func (f *File) Owners(count map[int]int) {
	for _, l := range f.Head {
		count[int(l.By)]++
	}
	for _, b := range f.Blocks {
		for _, l := range b {
			count[int(l.By)]++
		}
	}
}

// Append renders the file.
func (f *File) Append(out []byte) []byte {
	unit := indents[f.Language]
	if f.Wide {
		unit = wides[f.Language]
	}
	out = f.Head.append(out, unit)
	for _, b := range f.Blocks {
		out = append(out, '\n')
		out = b.append(out, unit)
	}
	return out
}

var (
	indents = map[string]string{"go": "\t", "ts": "  ", "sql": "  ", "yaml": "  "}
	wides   = map[string]string{"go": "    ", "ts": "    ", "sql": "    ", "yaml": "    "}
)

func (b Block) append(out []byte, unit string) []byte {
	for _, l := range b {
		for range l.Depth {
			out = append(out, unit...)
		}
		out = append(out, l.Text...)
		out = append(out, '\n')
	}
	return out
}

// Clone copies a file so that changing one leaves the other.
func (f *File) Clone() *File {
	c := *f
	c.Head = append(Block(nil), f.Head...)
	c.Blocks = make([]Block, len(f.Blocks))
	for i, b := range f.Blocks {
		c.Blocks[i] = append(Block(nil), b...)
	}
	return &c
}

// Edit changes a file the way an ordinary commit does: mostly a few lines, sometimes
// another block, and less of it when it has grown over long lines.
func (f *File) Edit(r *rand.Rand, by, long int) {
	switch p := r.IntN(100); {
	case f.Lines() > long && p < 60 && len(f.Blocks) > 1:
		f.drop(r)
		f.Touch(r, by, 1)
	case p < 72:
		f.Touch(r, by, 1+r.IntN(4))
	default:
		f.Grow(r, by)
	}
}

// drop removes a block.
func (f *File) drop(r *rand.Rand) {
	i := r.IntN(len(f.Blocks))
	f.Blocks = append(f.Blocks[:i:i], f.Blocks[i+1:]...)
}

// Touch rewrites n lines, one in three times adding a line instead.
func (f *File) Touch(r *rand.Rand, by, n int) {
	for range n {
		b := &f.Blocks[r.IntN(len(f.Blocks))]
		i := b.spot(r)
		line := Line{Text: f.statement(r), Depth: 1, By: int32(by)}
		if i < 0 || r.IntN(3) == 0 && len(*b) < 24 {
			i = max(i, 1)
			*b = append(*b, Line{})
			copy((*b)[i+1:], (*b)[i:])
		}
		(*b)[i] = line
	}
}

// spot draws a line that may be rewritten without breaking the block, −1 when there
// is none.
func (b Block) spot(r *rand.Rand) int {
	at, seen := -1, 0
	for i := 1; i < len(b)-1; i++ {
		if b[i].Depth == 1 && !frames(b[i].Text) {
			if seen++; r.IntN(seen) == 0 {
				at = i
			}
		}
	}
	return at
}

// frames says whether a line opens, closes or leaves something, so that rewriting it
// alone would break the text.
func frames(s string) bool {
	c := s[len(s)-1]
	return c == '{' || c == '}' || c == ':' || strings.HasPrefix(s, "return ")
}

// Grow adds a block.
func (f *File) Grow(r *rand.Rand, by int) { f.Blocks = append(f.Blocks, f.block(r, by)) }

// Reindent changes the indentation of the whole file; who does it owns those lines then.
func (f *File) Reindent(by int) {
	f.Wide = !f.Wide
	for _, b := range f.Blocks {
		for i := range b {
			if b[i].Depth > 0 {
				b[i].By = int32(by)
			}
		}
	}
}

// Licence puts a line at the top.
func (f *File) Licence(by int) {
	mark := map[string]string{"go": "// ", "ts": "// ", "sql": "-- ", "yaml": "# "}[f.Language]
	f.Head = append(Block{{Text: mark + "Licensed under the terms in LICENCE.", By: int32(by)}}, f.Head...)
}

func (f *File) block(r *rand.Rand, by int) Block {
	open, shut := f.frame(r)
	b := Block{{Text: open, By: int32(by)}}
	for range 3 + r.IntN(4) {
		b = append(b, Line{Text: f.statement(r), Depth: 1, By: int32(by)})
	}
	if f.Language == "go" || f.Language == "ts" {
		b = append(b, f.guard(r, by)...)
	}
	for _, s := range shut {
		depth := uint8(1)
		if s == "}" || s == ");" {
			depth = 0
		}
		b = append(b, Line{Text: s, Depth: depth, By: int32(by)})
	}
	return b
}

func (f *File) noun(r *rand.Rand) string { return f.nouns[r.IntN(len(f.nouns))] }

func verb(r *rand.Rand) string { return verbs[r.IntN(len(verbs))] }

func number(r *rand.Rand) string { return strconv.Itoa(10 + r.IntN(89990)) }
