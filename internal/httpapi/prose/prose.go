// Package prose turns Markdown into HTML that is safe to show. Raw HTML in the text
// is left out; what comes out passes an allow-list; nothing loads
// from elsewhere. A mention, @person or #record, becomes a link where its reader may
// see what it names, and stays as it is written where not. Markdown parsers are superlinear in nesting, so depth and time are
// bounded before and while one runs.
package prose

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// Within is the time a text may take.
const Within = 2 * time.Second

// Renderer turns texts into HTML. Safe for concurrent use.
type Renderer struct {
	markdown goldmark.Markdown
	policy   *bluemonday.Policy
	within   time.Duration
}

// New gives a renderer that spends at most within on one text.
func New(within time.Duration) *Renderer {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code",
		"em", "strong", "del", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href", "title").OnElements("a")
	p.AllowStandardURLs()
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[a-zA-Z0-9_+-]{1,30}$`)).OnElements("code")
	return &Renderer{markdown: goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(mentions{}, 550)))), policy: p, within: within}
}

// HTML renders one text for a reader; a nil resolve leaves mentions as they are written.
// It fails with fault.TooLarge on more than 64 KiB and with
// fault.Invalid on nesting or work over the limits. A text that is given up on keeps
// one goroutine busy until its parser is done, which the checked limits bound.
func (r *Renderer) HTML(ctx context.Context, text string, resolve Resolve) (string, error) {
	if len(text) > record.MaxProse {
		return "", fault.New(fault.TooLarge, "The text has %d KiB; at most %d are kept.", len(text)>>10, record.MaxProse>>10).WithHint("Split it.")
	}
	if line, deep := nested(text); deep {
		return "", fault.New(fault.Invalid, "Line %d of the text is nested more than %d levels deep.", line, record.MaxDepth).WithHint("Write it flatter.")
	}
	type result struct {
		html string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var b bytes.Buffer
		pc := parser.NewContext()
		pc.Set(resolving, resolve)
		err := r.markdown.Convert([]byte(text), &b, parser.WithContext(pc))
		done <- result{r.policy.Sanitize(b.String()), err}
	}()
	timer := time.NewTimer(r.within)
	defer timer.Stop()
	select {
	case out := <-done:
		return out.html, out.err
	case <-ctx.Done():
		return "", ctx.Err()
	case <-timer.C:
		return "", fault.New(fault.Invalid, "The text takes too long to render.").WithHint("Make it simpler: fewer nested lists, brackets or emphasis.")
	}
}

// nested finds the first line that opens more blocks, is indented deeper, or has more
// brackets and emphasis in a row, than a reader could follow.
func nested(text string) (line int, deep bool) {
	for i, l := range strings.Split(text, "\n") {
		if markers, columns := openers(l); markers > record.MaxDepth || columns > 8*record.MaxDepth || longestRun(l) > 8*record.MaxDepth {
			return i + 1, true
		}
	}
	return 0, false
}

// longestRun is the length of the longest row of characters that open something.
func longestRun(l string) int {
	run, longest := 0, 0
	for i := range len(l) {
		if strings.IndexByte("[(!*_<`", l[i]) < 0 {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// openers counts the blocks a line opens by their markers, and its columns of indentation.
func openers(l string) (markers, columns int) {
	for i := 0; i < len(l); i++ {
		switch c := l[i]; {
		case c == ' ':
			columns++
		case c == '\t':
			columns += 4
		case c == '>':
			markers++
		case (c == '-' || c == '*' || c == '+') && i+1 < len(l) && (l[i+1] == ' ' || l[i+1] == '\t'):
			markers++
		case c >= '0' && c <= '9' && marker.MatchString(l[i:]):
			markers++
			i += strings.IndexAny(l[i:], ".)")
		default:
			return markers, columns
		}
	}
	return markers, columns
}

var marker = regexp.MustCompile(`^[0-9]{1,9}[.)][ \t]`)
