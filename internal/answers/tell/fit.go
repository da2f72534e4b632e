package tell

import (
	"slices"
	"strings"

	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell/words"
)

// fitting cuts sentences to an audience.
type fitting struct {
	audience Audience
	glossary *words.Glossary
	replaced []words.Entry // terms in whose place plain words were put
	unplain  []string      // technical terms that have none
	lost     int           // sentences left out for them
}

func (f *fitting) hides(what string) bool { return slices.Contains(f.audience.Hides, what) }

// about says which of the things an audience may leave out an argument names, or "".
func about(a statement.Arg) string {
	switch a.Type {
	case statement.Money:
		return "money"
	case statement.Person, statement.People:
		return "people"
	case statement.Area, statement.Path:
		return "code"
	case statement.Record:
		return map[string]string{"person": "people", "task": "tasks", "risk": "risks", "repository": "code"}[string(a.Kind)]
	}
	return ""
}

// fit gives a sentence as the audience gets it; false where nothing of it is left.
func (f *fitting) fit(s statement.Statement) (statement.Statement, bool) {
	s, ok := s.Without(func(a statement.Arg) bool { return f.hides(about(a)) })
	if !ok {
		return s, false
	}
	facts := make([]statement.Fact, len(s.Evidence))
	for i, fact := range s.Evidence {
		facts[i] = f.veil(fact)
	}
	s.Evidence = facts
	if f.audience.Vocabulary != "plain" {
		return s, true
	}
	return f.plain(s)
}

// plain says a sentence without words of the trade. One that cannot be said so is left
// out.
func (f *fitting) plain(s statement.Statement) (statement.Statement, bool) {
	segments := slices.Clone(s.Segments())
	for i := range segments {
		segments[i].Text = f.reword(segments[i].Text)
	}
	out := s.Saying(segments)
	if text := out.Text(); f.glossary.Technical(text) { // a term across two segments, or a ring
		out = s.Saying([]statement.Segment{{Text: f.reword(text)}})
	}
	if text := out.Text(); f.glossary.Technical(text) {
		for _, e := range f.glossary.Used(text) {
			if e.Technical && !slices.Contains(f.unplain, e.Title) {
				f.unplain = append(f.unplain, e.Title)
			}
		}
		f.lost++
		return s, false
	}
	for i := range out.Evidence {
		out.Evidence[i].Label = f.label(out.Evidence[i].Label)
	}
	return out, true
}

func (f *fitting) reword(text string) string {
	out, replaced := f.glossary.Plain(text)
	f.replaced = append(f.replaced, replaced...)
	return out
}

// label is what a fact is called in plain words.
func (f *fitting) label(text string) string {
	out, _ := f.glossary.Plain(text)
	if f.glossary.Technical(out) {
		return statement.New("tell.fact.code").Text()
	}
	return out
}

// veil gives a fact another name where the audience leaves out what it is.
func (f *fitting) veil(fact statement.Fact) statement.Fact {
	for prefix, as := range map[string][2]string{
		"rec:task/": {"tasks", "tell.fact.task"}, "rec:risk/": {"risks", "tell.fact.risk"}, "rec:person/": {"people", "tell.fact.person"},
		"rec:repository/": {"code", "tell.fact.code"}, "git:": {"code", "tell.fact.code"},
	} {
		if strings.HasPrefix(fact.Address, prefix) && f.hides(as[0]) {
			fact.Label = statement.New(as[1]).Text()
		}
	}
	return fact
}

// explain gives the words of the trade that the sentences use, each once. Engineers
// need none; in plain words a term that was replaced is explained under the words that
// took its place.
func (f *fitting) explain(texts []string) []Word {
	if f.audience.Vocabulary == "technical" {
		return nil
	}
	out := map[string]string{}
	for _, e := range f.glossary.Used(texts...) {
		out[e.Title] = whole(e)
	}
	if f.audience.Vocabulary == "plain" {
		for _, e := range f.replaced {
			if said := strings.ToLower(strings.Join(texts, " ")); e.Instead != "" && strings.Contains(said, strings.ToLower(bare(e.Instead))) {
				out[e.Instead] = whole(e)
			}
		}
	}
	var list []Word
	for term, plain := range out {
		if w, ok := f.word(term, plain); ok {
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b Word) int { return strings.Compare(strings.ToLower(a.Term), strings.ToLower(b.Term)) })
	return list
}

// word explains a term in the audience's own words.
func (f *fitting) word(term, plain string) (Word, bool) {
	if f.audience.Vocabulary == "plain" {
		plain, _ = f.glossary.Plain(plain)
		if f.glossary.Technical(term) || f.glossary.Technical(plain) {
			return Word{}, false
		}
	}
	return Word{term, plain}, true
}

// bare is a phrase without its article.
func bare(s string) string {
	first, rest, ok := strings.Cut(s, " ")
	if ok && slices.Contains([]string{"the", "a", "an", "our", "your", "their"}, strings.ToLower(first)) {
		return rest
	}
	return s
}

func whole(e words.Entry) string {
	return strings.TrimSpace(strings.TrimSpace(e.Plain) + " " + strings.TrimSpace(e.Meaning))
}

func (f *fitting) missing() []statement.Statement {
	if f.lost == 0 {
		return nil
	}
	slices.Sort(f.unplain)
	return []statement.Statement{statement.New("tell.unplain", statement.N("n", f.lost), statement.Words("list", strings.Join(f.unplain, ", ")))}
}

// easy are the usual limits of plain writing: words to a sentence, and Flesch's ease.
const (
	easyWords = 20
	easyEase  = 50
)

// read measures the report and says how it reads.
func (a *Answer) read(text string) {
	r := words.Measure(text)
	a.Reading, a.Read = r, ReadingOf(r)
	if r.Words > 0 && a.Audience.Vocabulary != "technical" && (r.PerOne > easyWords || r.Ease < easyEase) {
		hard := statement.New("tell.hard", statement.N("per", easyWords), statement.N("ease", easyEase)).At(statement.Info)
		a.Hard = &hard
	}
}
