// Package paper writes reports, kept or not, to be read outside the product: as
// Markdown, and as one HTML document without scripts that prints well.
package paper

import (
	"strings"

	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/tell/words"
	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Paper is a report as it is read.
type Paper struct {
	Title    string
	Period   string // what it is about
	Standing string // who approved it and when, or that nobody has
	Parts    []Part
	Words    []Word
	Reading  string
	Facts    []string // what sentences rest on, by number from 1
}

// Part is a part with its title.
type Part struct {
	Title     string
	Sentences []Sentence
}

// Sentence is one sentence. Mark says where its words come from, where that is not the
// product; Notes are numbers of facts.
type Sentence struct {
	Text, Mark string
	Notes      []int
}

// Word is a word of the trade and what it means.
type Word struct{ Term, Plain string }

// Of is a report that nobody has kept.
func Of(a *tell.Answer) *Paper {
	p := begin(a.Title, a.From, a.To)
	p.Standing = statement.New("tell.draft").Text()
	for _, s := range a.Sections {
		for i := range s.Items {
			var labels []string
			for _, f := range s.Items[i].Statement.Evidence {
				labels = append(labels, f.Label)
			}
			p.add(s.Part, Sentence{Text: s.Items[i].Statement.Text()}, labels)
		}
	}
	for _, w := range a.Words {
		p.Words = append(p.Words, Word(w))
	}
	p.measure()
	return p
}

// Kept is a report as it was kept. Where its audience leaves people out, who approved it
// is left out too.
func Kept(r *align.Report, v *snapshot.View) *Paper {
	p := begin(r.Title, r.From, r.To)
	p.Standing = statement.New("tell.draft").Text()
	if r.Kept() {
		args := []statement.Arg{statement.On("date", record.DateOf(r.Approved.In(v.Snapshot().Organisation().Location())))}
		if !tell.Hides(v, r, "people") {
			args = append(args, statement.Words("person", v.Name("person", string(r.ApprovedBy))))
		}
		p.Standing = statement.New("tell.approved", args...).Text()
	}
	for _, part := range tell.Parts() {
		for _, s := range r.Sentences {
			if s.Part != part {
				continue
			}
			var labels []string
			for _, f := range s.Facts {
				labels = append(labels, f.Label)
			}
			p.add(part, Sentence{Text: s.Text, Mark: mark(s.Source)}, labels)
		}
	}
	for _, w := range r.Words {
		p.Words = append(p.Words, Word(w))
	}
	p.measure()
	return p
}

func mark(source string) string {
	switch source {
	case "edited":
		return statement.New("tell.edited").Text()
	case "said":
		return statement.New("tell.said").Text()
	}
	return ""
}

func begin(title string, from, to record.Date) *Paper {
	return &Paper{Title: title, Period: statement.New("tell.period", statement.On("from", from), statement.On("to", to)).Text()}
}

// add puts a sentence under its part and numbers what it rests on; facts of one name are
// one note.
func (p *Paper) add(part string, s Sentence, labels []string) {
	for _, label := range counted(labels) {
		s.Notes = append(s.Notes, p.note(label))
	}
	title := tell.Title(part)
	if n := len(p.Parts); n == 0 || p.Parts[n-1].Title != title {
		p.Parts = append(p.Parts, Part{Title: title})
	}
	last := &p.Parts[len(p.Parts)-1]
	last.Sentences = append(last.Sentences, s)
}

func (p *Paper) note(label string) int {
	for i, f := range p.Facts {
		if f == label {
			return i + 1
		}
	}
	p.Facts = append(p.Facts, label)
	return len(p.Facts)
}

// counted names each label once, with how often it stood there.
func counted(labels []string) []string {
	times := map[string]int{}
	var order []string
	for _, l := range labels {
		if times[l]++; times[l] == 1 {
			order = append(order, l)
		}
	}
	for i, l := range order {
		if times[l] > 1 {
			order[i] = statement.New("tell.fact", statement.Words("label", l), statement.N("n", times[l])).Text()
		}
	}
	return order
}

func (p *Paper) measure() {
	var all []string
	for _, part := range p.Parts {
		for _, s := range part.Sentences {
			all = append(all, s.Text)
		}
	}
	p.Reading = tell.ReadingOf(words.Measure(strings.Join(all, " "))).Text()
}
