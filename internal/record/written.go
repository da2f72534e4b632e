package record

import "plumbline/internal/record/node"

// Limits on what anybody may send, checked before and while it is read.
const (
	MaxRequest = node.MaxRequest // bytes of one request or file
	MaxProse   = node.MaxProse   // bytes of one text
	MaxDepth   = node.MaxDepth   // nesting of objects and lists
)

// Node is one value as it was written, with its place.
type Node = node.Node

// Entry is one field of an object.
type Entry = node.Entry

// Shape is what a Node is.
type Shape = node.Shape

// The shapes of nodes. A Plain is an unquoted scalar of YAML: its field says what
// it means.
const (
	Null    = node.Null
	Truth   = node.Truth
	Numeral = node.Numeral
	String  = node.String
	Plain   = node.Plain
	List    = node.List
	Fields  = node.Fields
)

// Written gives a value of the program as if somebody had written it as JSON, for a
// change set that the product itself makes.
func Written(v any) (*Node, error) { return node.Written(v) }

// ParseJSON reads one JSON value strictly: see node.ParseJSON.
func ParseJSON(data []byte) (*Node, error) { return node.ParseJSON(data) }

// ParseYAML reads every document of a YAML file strictly: see node.ParseYAML.
func ParseYAML(file string, data []byte, limit int) ([]*Node, error) {
	return node.ParseYAML(file, data, limit)
}
