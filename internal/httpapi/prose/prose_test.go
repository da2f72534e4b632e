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
			got, err := r.HTML(context.Background(), c.in, nil)
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
			if _, err := r.HTML(context.Background(), c.in, nil); fault.CodeOf(err) != c.code {
				t.Errorf("got %v, want a fault of code %s", err, c.code)
			}
		})
	}
}

// A renderer that has no time gives up, and says so.
func TestProseKeepsToItsTime(t *testing.T) {
	r := prose.New(time.Nanosecond)
	if _, err := r.HTML(context.Background(), strings.Repeat("*a* [b](c) ", 5000), nil); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("got %v, want a fault", err)
	}
}

// known resolves what a reader of the test may see: Ana and one task.
func known(mark byte, name string) (prose.Link, bool) {
	link, ok := map[string]prose.Link{
		"@ana": {Href: "/records/person/ana", Title: `Ana "A" <Castelo>`}, "#PAY-12": {Href: "/records/task/PAY-12", Title: "Ledger"}, "#é.v2": {Href: "/records/task/x", Title: "X"},
	}[string(mark)+name]
	return link, ok
}

func TestMentionsBecomeLinksForWhoMaySee(t *testing.T) {
	const ana = `<a href="/records/person/ana" title="Ana &#34;A&#34; &lt;Castelo&gt;" rel="nofollow noreferrer">@ana</a>`
	const task = `<a href="/records/task/PAY-12" title="Ledger" rel="nofollow noreferrer">#PAY-12</a>`
	r := prose.New(prose.Within)
	for name, c := range map[string]struct{ in, want string }{
		"a person":              {"ask @ana", "<p>ask " + ana + "</p>"},
		"at the end":            {"Done by @ana. See #PAY-12!", "<p>Done by " + ana + ". See " + task + "!</p>"},
		"in brackets, emphasis": {"(#PAY-12) **@ana**", "<p>(" + task + ") <strong>" + ana + "</strong></p>"},
		"at the line's start":   {"#PAY-12 waits", "<p>" + task + " waits</p>"},
		"letters of any script": {"#é.v2, then", `<p><a href="/records/task/x" title="X" rel="nofollow noreferrer">#é.v2</a>, then</p>`},
		"nobody known":          {"@ben and #PAY-13", "<p>@ben and #PAY-13</p>"},
		"a person is no record": {"#ana @PAY-12", "<p>#ana @PAY-12</p>"},
		"mail is no mention":    {"mail x@ana now", "<p>mail x@ana now</p>"},
		"part of a path":        {"a/#PAY-12 &#35;ana", "<p>a/#PAY-12 #ana</p>"},
		"not in code":           {"`@ana`\n\n```\n#PAY-12\n```", "<p><code>@ana</code></p>\n<pre><code>#PAY-12\n</code></pre>"},
		"not in a link's words": {"[see](/x) @ana", `<p><a href="/x" rel="nofollow noreferrer">see</a> ` + ana + "</p>"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := r.HTML(context.Background(), c.in, known)
			if err != nil || strings.TrimSpace(got) != c.want {
				t.Errorf("%q became %q, %v; want %q", c.in, strings.TrimSpace(got), err, c.want)
			}
		})
	}
}
