package prose

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Link is where a mention leads.
type Link struct {
	Href  string
	Title string
}

// Resolve finds what a mention names: mark is '@' for a person and '#' for any record,
// name is a key. It must say no to what the reader may not see, in the same time and
// words as to what is not there: the mention then stays plain text.
type Resolve func(mark byte, name string) (Link, bool)

// mentions reads @person and #record outside of code. Who they are is asked of the
// Resolve that the context of the text holds.
type mentions struct{}

var resolving = parser.NewContextKey()

// mention is a key after its mark; what ends a sentence is not part of it.
var mention = regexp.MustCompile(`^[@#]([\p{L}\p{N}][\p{L}\p{N}._/-]{0,79})`)

// entity is a character by its number: its mark names no record.
var entity = regexp.MustCompile(`^&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});`)

// Trigger implements parser.InlineParser.
func (mentions) Trigger() []byte { return []byte{'@', '#', '&'} }

// Parse implements parser.InlineParser.
func (mentions) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if number := entity.Find(line); number != nil {
		block.Advance(len(number))
		return ast.NewTextSegment(segment.WithStop(segment.Start + len(number)))
	}
	resolve, _ := pc.Get(resolving).(Resolve)
	if before := block.PrecendingCharacter(); resolve == nil || within(before) {
		return nil
	}
	found := mention.FindSubmatch(line)
	if found == nil {
		return nil
	}
	name := strings.TrimRight(string(found[1]), "._/-")
	link, ok := resolve(line[0], name)
	if !ok {
		return nil
	}
	length := 1 + len(name)
	node := ast.NewLink()
	node.Destination, node.Title = []byte(link.Href), []byte(link.Title)
	node.AppendChild(node, ast.NewTextSegment(segment.WithStop(segment.Start+length)))
	block.Advance(length)
	return node
}

// within says that a mark after this character is inside of something else: a word,
// an address of mail, a path.
func within(before rune) bool {
	return unicode.IsLetter(before) || unicode.IsDigit(before) || strings.ContainsRune("@#/&_", before)
}
