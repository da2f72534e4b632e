package tell

import (
	"math"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Difference is what is told otherwise than in the last report.
type Difference struct {
	What      string              `json:"what"`    // new, gone, changed
	Subject   string              `json:"subject"` // of the sentence
	Statement statement.Statement `json:"statement"`
}

// swing is how far odds have to move to be told.
const swing = 0.05

func reportOf(r *record.Record) *align.Report {
	b, _ := r.Body.(*align.Report)
	return b
}

// kept gives the newest approved report of an audience before a day, and the one of
// that very day, leaving out those that others supersede.
func kept(v *snapshot.View, key string, today record.Date) (last, same *record.Record) {
	all := snapshot.List[align.Report](v, "report")
	replaced := map[record.Ref]bool{}
	for i := range all {
		if all[i].Body.Kept() {
			replaced[all[i].Body.Supersedes] = true
		}
	}
	for _, r := range all {
		switch {
		case !r.Body.Kept() || !strings.EqualFold(r.Body.For, key) || replaced[record.Ref(r.ID)]:
		case r.Body.To == today:
			same = r.Record
		case r.Body.To < today && (last == nil || r.Body.To > reportOf(last).To):
			last = r.Record
		}
	}
	return last, same
}

func (a *Answer) replaces(v *snapshot.View, same *record.Record) {
	if same != nil {
		rec := answer.RecOf(v, "report", same.ID)
		a.Replaces = &rec
	}
}

// compare says what is told otherwise than in the last report. Outcomes and thanks are
// of their own period, so that only dates, risks and asks can move or go.
func (a *Answer) compare(last *record.Record, w *writer) {
	if last == nil {
		return
	}
	rec := answer.RecOf(w.View, "report", last.ID)
	a.Last = &rec
	fact := w.fact("report", last.ID)
	old := map[string]*align.Sentence{}
	body := reportOf(last)
	for i := range body.Sentences {
		if s := &body.Sentences[i]; s.Source != "said" {
			old[s.Subject] = s
		}
	}
	for _, part := range []string{Outcome, Dates, Risks, Asks, Thanks} {
		for i := range w.items[part] {
			s := &w.items[part][i]
			before := old[s.Subject]
			delete(old, s.Subject)
			switch {
			case before == nil:
				s.New = true
				a.Since = append(a.Since, Difference{"new", s.Subject, s.Statement})
			case part != Outcome && part != Thanks:
				w.moved(s, before, fact)
			}
		}
	}
	for i := range body.Sentences {
		if s := &body.Sentences[i]; old[s.Subject] == s && (s.Part == Dates || s.Part == Risks || s.Part == Asks) && !strings.HasSuffix(s.Subject, "/left") {
			w.differs("gone", s.Subject, statement.New("tell.since.gone", statement.Words("text", s.Text)).On(fact))
		}
	}
}

// differs tells a difference, in the list and as a sentence of its own.
func (w *writer) differs(what, name string, s statement.Statement) {
	before := len(w.items[Changed])
	w.say(Changed, 0, what+"/"+name, s)
	if after := w.items[Changed]; len(after) > before {
		w.answer.Since = append(w.answer.Since, Difference{what, name, after[before].Statement})
	}
}

// moved compares the figures of one thing that is told, then its words.
func (w *writer) moved(s *Sentence, before *align.Sentence, fact statement.Fact) {
	facts := append([]statement.Fact{fact}, s.raw.Evidence...)
	now := figures(s.raw)
	what, told := subject(s.raw), false
	day, dayThen := figure(now, "sure"), figure(before.Figures, "sure")
	if day.On != "" && dayThen.On != "" && day.On != dayThen.On && s.isDate() {
		days := day.On.In(time.UTC).Sub(dayThen.On.In(time.UTC)).Hours() / 24
		id, level := "tell.since.later", statement.Warn
		if days < 0 {
			id, level = "tell.since.sooner", statement.Good
		}
		told = true
		w.differs("changed", s.Subject, statement.New(id, what, statement.Days("days", math.Abs(days)), statement.On("then", dayThen.On), statement.On("now", day.On)).At(level).On(facts...))
	}
	odds, then := figure(now, "odds"), figure(before.Figures, "odds")
	if odds.Name != "" && then.Name != "" && math.Abs(odds.Number-then.Number) >= swing && s.isDate() {
		told = true
		w.differs("changed", s.Subject+"/odds", statement.New("tell.since.odds", what, statement.Odds("then", then.Number), statement.Odds("now", odds.Number)).On(facts...))
	}
	was := before.Text
	if before.Was != "" {
		was = before.Was
	}
	if now := s.Statement.Text(); !told && s.isDate() && now != was && wordsMoved(figures(s.raw), before.Figures) {
		w.differs("changed", s.Subject, statement.New("tell.since.words", what, statement.Words("text", now)).On(facts...))
	}
}

// isDate says that the sentence tells a date: what moves there is told, so that the same
// move is not told again with the risk and the ask that follow from it.
func (s *Sentence) isDate() bool { return strings.HasPrefix(s.Subject, Dates+"/") }

// wordsMoved says that a day was given that was another before: a promise was made anew.
func wordsMoved(now, then []align.ReportFigure) bool {
	return figure(now, "date").On != figure(then, "date").On
}

// subject is what a sentence is about: the first record it names.
func subject(s statement.Statement) statement.Arg {
	for _, a := range s.Args {
		if a.Type == statement.Record {
			a.Name = "what"
			return a
		}
	}
	return statement.Words("what", s.Text())
}

// figures gives the days and numbers of a sentence, by the names of their arguments.
func figures(s statement.Statement) []align.ReportFigure {
	var out []align.ReportFigure
	for _, a := range s.Args {
		switch a.Type {
		case statement.Date:
			out = append(out, align.ReportFigure{Name: a.Name, On: a.From})
		case statement.Probability, statement.Count, statement.Hours, statement.Span:
			out = append(out, align.ReportFigure{Name: a.Name, Number: a.N})
		}
	}
	return out
}

func figure(list []align.ReportFigure, name string) align.ReportFigure {
	if i := slices.IndexFunc(list, func(f align.ReportFigure) bool { return f.Name == name }); i >= 0 {
		return list[i]
	}
	return align.ReportFigure{}
}
