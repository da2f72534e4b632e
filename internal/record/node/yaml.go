package node

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"plumbline/internal/fault"
)

// ParseYAML reads every document of a YAML file strictly: UTF-8, no duplicate names,
// no anchors or aliases, at most MaxDepth levels and limit bytes. The file name is
// for messages. Depth, the number of values and that of lists and objects are bounded while the library reads, before anything recurses or piles up.
func ParseYAML(file string, data []byte, limit int) ([]*Node, error) {
	bad := func(place, format string, args ...any) error {
		return &fault.Error{Code: fault.Malformed, Text: "The file cannot be read; nothing was changed.",
			Problems: []fault.Problem{{Place: place, Text: fmt.Sprintf(format, args...)}}}
	}
	if len(data) > limit {
		return nil, fault.New(fault.TooLarge, "%s has %d KiB; at most %d KiB are read.", file, len(data)>>10, limit>>10).WithHint("Split the file.")
	}
	if !utf8.Valid(data) {
		return nil, bad(file, "it is not valid UTF-8")
	}
	if n := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte(",")); n > maxPieces {
		return nil, bad(file, "it has %d lines and commas; at most %d are read at once; split it into several files", n, maxPieces)
	}
	bound := &bounds{left: min(maxLists, max(1000, limit/16))}
	dec, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithV3Defaults(), yaml.WithUniqueKeys(false), yaml.WithPlugin(bound))
	if err != nil {
		return nil, fmt.Errorf("set up reading YAML: %w", err)
	}
	var out []*Node
	for {
		var doc yaml.Node
		err := dec.Load(&doc)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			line, text := yamlMessage(err)
			if bound.broken != "" {
				text = bound.broken
			}
			return nil, bad(strings.TrimSuffix(file+":"+line, ":"), "%s", text)
		}
		if len(doc.Content) == 0 {
			continue
		}
		n, p := fromYAML(doc.Content[0], 0)
		if p != nil {
			return nil, bad(p.Place(file), "%s", p.Text)
		}
		if n.Shape != Null {
			out = append(out, n)
		}
	}
}

// What one file may hold, so that reading it stays under 256 MiB: each line or comma can
// be two values, and a list or object costs the library most.
const (
	maxPieces = 300_000
	maxLists  = 100_000
)

// bounds stops the library at the start of a list or object too many.
type bounds struct {
	left   int
	broken string
}

// CheckDepth implements yaml.LoaderLimitsPlugin.
func (b *bounds) CheckDepth(depth int, _ *yaml.DepthContext) error {
	b.left--
	switch {
	case depth > 2*MaxDepth:
		b.broken = fmt.Sprintf("it is nested more than %d levels deep", MaxDepth)
	case b.left < 0:
		b.broken = "it holds too many lists and objects for its size; split it into several files"
	default:
		return nil
	}
	return errors.New(b.broken)
}

// CheckAlias implements yaml.LoaderLimitsPlugin; aliases are refused later, unexpanded.
func (b *bounds) CheckAlias(int, int) error { return nil }

var yamlPlace = regexp.MustCompile(`line (\d+)(?:, column (\d+))?:?\s*`)

func yamlMessage(err error) (line, text string) {
	text = strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlPlace.FindStringSubmatchIndex(text); m != nil {
		line = text[m[2]:m[3]]
		col := "1"
		if m[4] >= 0 {
			col = text[m[4]:m[5]]
		}
		if c, e := strconv.Atoi(col); e != nil || c < 1 {
			col = "1"
		}
		return line + ":" + col, strings.TrimSpace(text[:m[0]] + text[m[1]:])
	}
	return "", text
}

// fromYAML turns a node of the library into ours. A node of shape Null with a text
// as second result is a refusal.
func fromYAML(y *yaml.Node, depth int) (*Node, *Node) {
	n := &Node{Line: y.Line, Column: y.Column}
	refuse := func(format string, args ...any) (*Node, *Node) {
		n.Text = fmt.Sprintf(format, args...)
		return nil, n
	}
	switch {
	case depth > MaxDepth:
		return refuse("it is nested more than %d levels deep", MaxDepth)
	case y.Anchor != "" || y.Kind == yaml.AliasNode:
		return refuse("anchors and aliases are not read; write the value out")
	case y.Style&yaml.TaggedStyle != 0:
		return refuse("tags such as %s are not read; leave it out", Clip(y.Tag, 40))
	}
	switch y.Kind {
	case yaml.SequenceNode:
		n.Shape = List
		for _, c := range y.Content {
			item, bad := fromYAML(c, depth+1)
			if bad != nil {
				return nil, bad
			}
			n.Items = append(n.Items, item)
		}
	case yaml.MappingNode:
		return yamlMembers(y, n, depth)
	case yaml.ScalarNode:
		n.Text, n.Shape = y.Value, Plain
		if y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			n.Shape = String
		} else if y.Tag == "!!null" {
			n.Shape = Null
		}
	default:
		return refuse("this kind of YAML is not read")
	}
	return n, nil
}

func yamlMembers(y *yaml.Node, n *Node, depth int) (*Node, *Node) {
	n.Shape = Fields
	seen := map[string]bool{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		k := y.Content[i]
		at := &Node{Line: k.Line, Column: k.Column}
		switch {
		case k.Kind != yaml.ScalarNode || k.Anchor != "":
			at.Text = "a name must be plain text"
			return nil, at
		case seen[k.Value]:
			at.Text = fmt.Sprintf("the name %q stands twice; keep one", Clip(k.Value, 80))
			return nil, at
		}
		seen[k.Value] = true
		v, bad := fromYAML(y.Content[i+1], depth+1)
		if bad != nil {
			return nil, bad
		}
		n.Members = append(n.Members, Entry{k.Value, v})
	}
	return n, nil
}
