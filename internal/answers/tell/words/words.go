// Package words says things in other people's words: it finds the terms of a glossary
// in a text, puts plain words in their place, and measures how easily a text is read.
package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Entry is a term of the glossary.
type Entry struct {
	Title     string
	Forms     []string // plurals, short forms, other spellings
	Plain     string   // a sentence that explains it
	Meaning   string   // what it means for the business
	Instead   string   // what to say in its place, "" = Plain
	Technical bool
}

// Glossary finds terms in texts. It is immutable and safe for concurrent use.
type Glossary struct {
	entries []Entry
	forms   map[string]int // by the words of a form, joined by a space, in lower case
	longest int            // words of the longest form
}

// New makes a glossary. Of two terms with one form the first stands.
func New(list []Entry) *Glossary {
	g := &Glossary{entries: slices.Clone(list), forms: map[string]int{}}
	for i := range g.entries {
		for _, form := range append([]string{list[i].Title}, list[i].Forms...) {
			g.add(form, i)
		}
	}
	for i := range g.entries { // a form that is somebody's own is not taken by another's plural
		g.add(list[i].Title+"s", i)
	}
	return g
}

func (g *Glossary) add(form string, entry int) {
	var parts []string
	for _, t := range tokens(form) {
		parts = append(parts, strings.ToLower(t.text))
	}
	name := strings.Join(parts, " ")
	if _, taken := g.forms[name]; name == "" || taken {
		return
	}
	g.forms[name], g.longest = entry, max(g.longest, len(parts))
}

// token is a word of a text and where it stands.
type token struct {
	text     string
	from, to int
}

// tokens cuts a text into words; %, + and # belong to them.
func tokens(text string) []token {
	var out []token
	begin := -1
	for i, r := range text {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("%+#'’", r)
		switch {
		case in && begin < 0:
			begin = i
		case !in && begin >= 0:
			out, begin = append(out, token{text[begin:i], begin, i}), -1
		}
	}
	if begin >= 0 {
		out = append(out, token{text[begin:], begin, len(text)})
	}
	return out
}

// hit is a term found in a text: words first to last.
type hit struct{ entry, first, last int }

// find gives the terms of a text from left to right, at each place the longest.
func (g *Glossary) find(text string, all []token) []hit {
	var out []hit
	for i := 0; i < len(all); i++ {
		for n := min(g.longest, len(all)-i); n > 0; n-- {
			if entry, ok := g.forms[joined(text, all[i:i+n])]; ok {
				out = append(out, hit{entry, i, i + n - 1})
				i += n - 1
				break
			}
		}
	}
	return out
}

// joined is the form that words in a row make, "" where a sentence ends among them.
func joined(text string, list []token) string {
	var parts []string
	for i, t := range list {
		if i > 0 && strings.ContainsAny(text[list[i-1].to:t.from], ".,;:!?()“”") {
			return ""
		}
		parts = append(parts, strings.ToLower(t.text))
	}
	return strings.Join(parts, " ")
}

// Used gives the terms of which a form stands in one of the texts, ordered by title.
func (g *Glossary) Used(texts ...string) []Entry {
	seen := map[int]bool{}
	var out []Entry
	for _, text := range texts {
		for _, h := range g.find(text, tokens(text)) {
			if !seen[h.entry] {
				seen[h.entry] = true
				out = append(out, g.entries[h.entry])
			}
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	return out
}

// Technical says that a technical term stands in the text.
func (g *Glossary) Technical(text string) bool {
	return slices.ContainsFunc(g.Used(text), func(e Entry) bool { return e.Technical })
}

// rounds bounds how often words that were put in place are themselves replaced.
const rounds = 4

// Plain puts plain words in the place of technical terms and of those that have some,
// and names the terms it replaced; Instead is then what was said, in the plural where
// that was meant. Where words explain each other in a ring, a technical
// term may stay: ask Technical.
func (g *Glossary) Plain(text string) (string, []Entry) {
	var replaced []Entry
	for range rounds {
		next, some := g.once(text)
		replaced = append(replaced, some...)
		if len(some) == 0 {
			break
		}
		text = next
	}
	return text, replaced
}

func (g *Glossary) once(text string) (string, []Entry) {
	all := tokens(text)
	var out strings.Builder
	var replaced []Entry
	at := 0
	for _, h := range g.find(text, all) {
		e := &g.entries[h.entry]
		words := instead(e)
		if last := text[all[h.first].from:all[h.last].to]; many(last, e.Title) {
			words = plural(words)
		}
		if words == "" || strings.EqualFold(words, text[all[h.first].from:all[h.last].to]) {
			continue
		}
		used := *e
		if used.Instead != "" {
			used.Instead = words
		}
		from := all[h.first].from
		words, swallow := joinArticle(article(text, all, h.first), words)
		if swallow {
			from = all[h.first-1].from
		}
		out.WriteString(text[at:from])
		out.WriteString(likeCase(text[from:], words))
		at = all[h.last].to
		replaced = append(replaced, used)
	}
	out.WriteString(text[at:])
	return out.String(), replaced
}

// instead is what to say in a term's place; "" leaves it.
func instead(e *Entry) string {
	switch {
	case e.Instead != "":
		return e.Instead
	case !e.Technical:
		return ""
	}
	plain, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(e.Plain), "."), ". ")
	return lowerFirst(plain)
}

// article says how many words before a term its article stands: 1 in "the gateway", 2 in
// "the new gateway", 0 where there is none so near.
func article(text string, all []token, at int) int {
	for back := 1; back <= 2 && at-back >= 0 && text[all[at-back].to:all[at-back+1].from] == " "; back++ {
		switch strings.ToLower(all[at-back].text) {
		case "the", "a", "an", "our", "your", "this", "that":
			return back
		}
	}
	return 0
}

// joinArticle keeps one article where the words before and those put in place both have
// one; it says whether the one right before goes.
func joinArticle(back int, words string) (string, bool) {
	if back == 0 {
		return words, false
	}
	first, rest, ok := strings.Cut(words, " ")
	switch {
	case !ok:
		return words, false
	case first == "the" || first == "a" || first == "an":
		return rest, false
	}
	return words, back == 1 && (first == "our" || first == "your" || first == "their")
}

// likeCase begins words as what they replace begins.
func likeCase(was, words string) string {
	if first, _ := utf8.DecodeRuneInString(was); unicode.IsUpper(first) {
		return upperFirst(words)
	}
	return words
}

// many says that a form is the plural of a term.
func many(form, title string) bool {
	return strings.EqualFold(form, title+"s") || strings.EqualFold(form, plural(title))
}

// plural gives the plural of a phrase: of the word before its first preposition.
func plural(phrase string) string {
	words := strings.Fields(phrase)
	if len(words) > 1 && (words[0] == "the" || words[0] == "a" || words[0] == "an") {
		words = words[1:]
	}
	head := len(words) - 1
	for i, w := range words {
		if i > 0 && strings.Contains(" of to from for with in on by at that ", " "+w+" ") {
			head = i - 1
			break
		}
	}
	if head < 0 || strings.HasSuffix(words[head], "s") {
		return phrase
	}
	w := words[head]
	switch {
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		w = w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		w += "es"
	default:
		w += "s"
	}
	words[head] = w
	return strings.Join(words, " ")
}

func upperFirst(s string) string { return onFirst(s, unicode.ToUpper) }

func lowerFirst(s string) string { return onFirst(s, unicode.ToLower) }

func onFirst(s string, change func(rune) rune) string {
	for _, r := range s {
		return string(change(r)) + s[len(string(r)):]
	}
	return s
}
