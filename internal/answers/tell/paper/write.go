package paper

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"plumbline/internal/answers/statement"
	"plumbline/internal/fault"
)

// Formats are the ways a report goes out, with their content types.
func Formats() map[string]string {
	return map[string]string{"markdown": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}
}

// Write gives the report in one of Formats.
func (p *Paper) Write(format string) ([]byte, error) {
	switch format {
	case "markdown":
		return p.Markdown(), nil
	case "html":
		return p.HTML()
	}
	return nil, fault.New(fault.Invalid, "A report cannot be written as %q.", format).WithHint("Use markdown or html.")
}

// markup is what Markdown, and HTML inside it, would take for syntax.
var markup = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", `\#`, "|", `\|`, "\n", " ")

// Markdown writes the report with its facts as footnotes.
func (p *Paper) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n%s %s\n", markup.Replace(p.Title), markup.Replace(p.Period), markup.Replace(p.Standing))
	for _, part := range p.Parts {
		fmt.Fprintf(&b, "\n## %s\n\n", part.Title)
		for _, s := range part.Sentences {
			fmt.Fprintf(&b, "- %s", markup.Replace(s.Text))
			if s.Mark != "" {
				fmt.Fprintf(&b, " *(%s)*", s.Mark)
			}
			for _, n := range s.Notes {
				fmt.Fprintf(&b, "[^%d]", n)
			}
			b.WriteString("\n")
		}
	}
	if len(p.Words) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", statement.New("tell.part.words").Text())
		for _, w := range p.Words {
			fmt.Fprintf(&b, "- **%s**: %s\n", markup.Replace(w.Term), markup.Replace(w.Plain))
		}
	}
	fmt.Fprintf(&b, "\n*%s*\n", p.Reading)
	if len(p.Facts) > 0 {
		b.WriteString("\n")
	}
	for i, f := range p.Facts {
		fmt.Fprintf(&b, "[^%d]: %s\n", i+1, markup.Replace(f))
	}
	return b.Bytes()
}

// HTML writes one document: no script, no address it would ask for, its style inside.
func (p *Paper) HTML() ([]byte, error) {
	t, err := template.New("report").Funcs(template.FuncMap{"one": func(i int) int { return i + 1 }}).Parse(page)
	if err != nil {
		return nil, fmt.Errorf("the page of a report: %w", err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, struct {
		*Paper
		WordsTitle, FactsTitle string
	}{p, statement.New("tell.part.words").Text(), statement.New("tell.part.facts").Text()})
	return b.Bytes(), err
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{.Title}}</title>
<style>
:root { color-scheme: light dark; --ink: #161d2b; --quiet: #566074; --line: #e1e4ea; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ecf2; --quiet: #a9b2c1; --line: #343b47; --paper: #12161d; } }
* { box-sizing: border-box; }
body { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; letter-spacing: -.01em; }
h2 { margin: 1.75rem 0 .4rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); font-size: 1rem; }
p, ul, ol, dl { margin: 0; }
ul { padding: 0; list-style: none; }
li { margin: .45rem 0; }
.quiet, sup, ol, .mark { color: var(--quiet); }
.mark { font-style: italic; }
sup { font-size: .7em; line-height: 0; }
sup a { color: inherit; text-decoration: none; }
dt { float: left; margin-right: .5em; font-weight: 600; }
dt::after { content: ":"; }
dd { margin: 0 0 .35rem; }
ol { padding-left: 1.5rem; font-size: .85rem; }
ol li { margin: .15rem 0; }
footer { margin-top: 2rem; font-size: .85rem; }
@page { margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #444; --line: #bbb; --paper: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1 { font-size: 18pt; }
  h2 { break-after: avoid; }
  li, dt, dd { break-inside: avoid; }
}
</style>
</head>
<body>
<header>
<h1>{{.Title}}</h1>
<p class="quiet">{{.Period}} {{.Standing}}</p>
</header>
<main>
{{range .Parts}}<section>
<h2>{{.Title}}</h2>
<ul>
{{range .Sentences}}<li>{{.Text}}{{if .Mark}} <span class="mark">({{.Mark}})</span>{{end}}{{range .Notes}} <sup><a href="#fact-{{.}}">{{.}}</a></sup>{{end}}</li>
{{end}}</ul>
</section>
{{end}}{{if .Words}}<section>
<h2>{{.WordsTitle}}</h2>
<dl>
{{range .Words}}<dt>{{.Term}}</dt><dd>{{.Plain}}</dd>
{{end}}</dl>
</section>
{{end}}</main>
<footer>
{{if .Facts}}<h2>{{.FactsTitle}}</h2>
<ol>
{{range $i, $f := .Facts}}<li id="fact-{{one $i}}">{{$f}}</li>
{{end}}</ol>
{{end}}<p class="quiet">{{.Reading}}</p>
</footer>
</body>
</html>
`
