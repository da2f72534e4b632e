package prose_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/httpapi/prose"
)

func TestProseIsSafe(t *testing.T) {
	r := prose.New(prose.Within)
	for name, c := range map[string]struct{ in, want string }{
		"emphasis and lists":  {"- *one*\n- **two**", "<ul>\n<li><em>one</em></li>\n<li><strong>two</strong></li>\n</ul>\n"},
		"raw HTML is dropped": {"a <script>alert(1)</script> b", "<p>a alert(1) b</p>\n"},
		"a block of HTML":     {"<iframe src=x></iframe>", "\n"},
		"no script address":   {"[x](javascript:alert(1))", "<p>x</p>\n"},
		"no picture":          {"![x](http://elsewhere.example/p.png)", "<p></p>\n"},
		"a link":              {"[x](/records/task/PAY-1)", `<p><a href="/records/task/PAY-1" rel="nofollow noreferrer">x</a></p>` + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := r.HTML(context.Background(), c.in)
			if err != nil || strings.Contains(got, "<script") || strings.TrimSpace(strings.ReplaceAll(got, "<!-- raw HTML omitted -->", "")) != strings.TrimSpace(c.want) {
				t.Errorf("%q became %q, %v; want %q", c.in, got, err, c.want)
			}
		})
	}
}

func TestProseRefusesWhatNobodyCouldRead(t *testing.T) {
	r := prose.New(prose.Within)
	var lists strings.Builder
	for i := range 3000 {
		lists.WriteString(strings.Repeat(" ", 2*i) + "- x\n")
		if lists.Len() > 60<<10 {
			break
		}
	}
	for name, c := range map[string]struct {
		in   string
		code fault.Code
	}{
		"nested lists on a line": {strings.Repeat("- ", 3000) + "x", fault.Invalid},
		"nested lists on many":   {lists.String(), fault.Invalid},
		"quotes":                 {strings.Repeat("> ", 3000) + "x", fault.Invalid},
		"numbered":               {strings.Repeat("1. ", 3000) + "x", fault.Invalid},
		"brackets":               {strings.Repeat("[", 60000), fault.Invalid},
		"too long":               {strings.Repeat("x", 65<<10), fault.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := r.HTML(context.Background(), c.in); fault.CodeOf(err) != c.code {
				t.Errorf("got %v, want a fault of code %s", err, c.code)
			}
		})
	}
}

// A renderer that has no time gives up, and says so.
func TestProseKeepsToItsTime(t *testing.T) {
	r := prose.New(time.Nanosecond)
	if _, err := r.HTML(context.Background(), strings.Repeat("*a* [b](c) ", 5000)); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("got %v, want a fault", err)
	}
}
