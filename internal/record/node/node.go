// Package node reads JSON and YAML strictly into values that know their place, before
// anything is decoded, so that every mistake can be named by its line. Its names are
// also those of package record, which everything above uses.
package node

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"plumbline/internal/fault"
)

// Limits on what anybody may send, checked before and while it is read.
const (
	MaxRequest = 1 << 20  // bytes of one request or file
	MaxProse   = 64 << 10 // bytes of one text
	MaxDepth   = 32       // nesting of objects and lists
)

// Shape is what a Node is.
type Shape uint8

// The shapes of nodes. A Plain is an unquoted scalar of YAML: its field says what
// it means.
const (
	Null Shape = iota
	Truth
	Numeral
	String
	Plain
	List
	Fields
)

// Node is one value as it was written, with its place: JSON and YAML both become
// nodes before anything is decoded, so that every mistake can be named by its line.
type Node struct {
	Shape   Shape
	Line    int // from 1; 0 = unknown
	Column  int
	Text    string // of scalars
	Items   []*Node
	Members []Entry
}

// Entry is one field of an object.
type Entry struct {
	Name  string
	Value *Node
}

// Get gives a member's value, or nil.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	for _, m := range n.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Remove takes a member out and gives its value, or nil.
func (n *Node) Remove(name string) *Node {
	for i, m := range n.Members {
		if m.Name == name {
			n.Members = append(n.Members[:i:i], n.Members[i+1:]...)
			return m.Value
		}
	}
	return nil
}

// Place gives "file:line:column", without the parts that are unknown.
func (n *Node) Place(file string) string {
	if n == nil || n.Line == 0 {
		return file
	}
	return strings.TrimPrefix(fmt.Sprintf("%s:%d:%d", file, n.Line, n.Column), ":")
}

var byteOrderMark = []byte("\uFEFF")

// Written gives a value of the program as if somebody had written it as JSON, for a
// change set that the product itself makes.
func Written(v any) (*Node, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write content: %w", err)
	}
	return ParseJSON(data)
}

// ParseJSON reads one JSON value strictly: valid UTF-8 (a byte order mark before it
// is allowed), no duplicate names, at most MaxDepth levels, nothing behind it.
func ParseJSON(data []byte) (*Node, error) {
	if len(data) > MaxRequest {
		return nil, fault.New(fault.TooLarge, "The request has %d KiB; at most %d KiB are read.", len(data)>>10, MaxRequest>>10).
			WithHint("Send it in parts, or import a file.")
	}
	if !utf8.Valid(data) {
		return nil, fault.New(fault.Malformed, "The request is not valid UTF-8.").WithHint("Save or send it as UTF-8.")
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	p := jsonParser{dec: json.NewDecoder(bytes.NewReader(data)), data: data, line: 1}
	p.dec.UseNumber()
	n, err := p.value(0)
	if err != nil {
		return nil, err
	}
	behind := &Node{}
	p.locate(behind)
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, p.failAt(behind, "there is something behind the end of the JSON value")
	}
	return n, nil
}

type jsonParser struct {
	dec     *json.Decoder
	data    []byte
	line    int
	column  int // characters of the line before scanned
	scanned int
}

func (p *jsonParser) fail(format string, args ...any) error {
	n := &Node{}
	p.locate(n)
	return p.failAt(n, format, args...)
}

func (p *jsonParser) failAt(n *Node, format string, args ...any) error {
	return &fault.Error{Code: fault.Malformed, Text: "The JSON cannot be read; nothing was changed.",
		Problems: []fault.Problem{{Place: n.Place(""), Text: fmt.Sprintf(format, args...)}}}
}

// locate sets the place where the next token starts: behind the blanks, commas and
// colons that follow the decoder's offset. Columns count characters from 1.
func (p *jsonParser) locate(n *Node) {
	end := min(int(p.dec.InputOffset()), len(p.data))
	for end < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[end]) >= 0 {
		end++
	}
	for ; p.scanned < end; p.scanned++ {
		switch c := p.data[p.scanned]; {
		case c == '\n':
			p.line, p.column = p.line+1, 0
		case utf8.RuneStart(c):
			p.column++
		}
	}
	n.Line, n.Column = p.line, p.column+1
}

// token reads the next token; a mistake is named by the place it was expected at.
func (p *jsonParser) token() (json.Token, *Node, error) {
	n := &Node{}
	p.locate(n)
	t, err := p.dec.Token()
	switch {
	case err == nil:
		return t, n, nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, n, p.failAt(n, "it ends too early; is something not closed?")
	}
	return nil, n, p.failAt(n, "%s", strings.TrimPrefix(err.Error(), "json: "))
}

func (p *jsonParser) value(depth int) (*Node, error) {
	if depth > MaxDepth {
		return nil, p.fail("it is nested more than %d levels deep", MaxDepth)
	}
	t, n, err := p.token()
	if err != nil {
		return nil, err
	}
	switch v := t.(type) {
	case nil:
	case bool:
		n.Shape, n.Text = Truth, fmt.Sprint(v)
	case json.Number:
		n.Shape, n.Text = Numeral, v.String()
	case string:
		n.Shape, n.Text = String, v
	case json.Delim:
		if v == '[' {
			return n, p.list(n, depth)
		}
		return n, p.members(n, depth)
	}
	return n, nil
}

func (p *jsonParser) list(n *Node, depth int) error {
	n.Shape = List
	for p.dec.More() {
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, v)
	}
	_, _, err := p.token()
	return err
}

func (p *jsonParser) members(n *Node, depth int) error {
	n.Shape = Fields
	seen := map[string]bool{}
	for p.dec.More() {
		t, at, err := p.token()
		if err != nil {
			return err
		}
		name, _ := t.(string)
		if seen[name] {
			return p.failAt(at, "the name %q stands twice; keep one", Clip(name, 80))
		}
		seen[name] = true
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Members = append(n.Members, Entry{name, v})
	}
	_, _, err := p.token()
	return err
}

// Clip shortens what is shown to n characters.
func Clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + " …"
	}
	return s
}
