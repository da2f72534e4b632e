// Package tell answers what an audience should be told of a period: one set of facts,
// cut to the audience's depth, without what it leaves out, in the words it knows. Every
// sentence carries the facts its figures come from. It asks only what the given view
// shows, which must be fit for everybody who may read the report.
package tell

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell/words"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// The parts of a report, in the order they are read.
const (
	Outcome = "outcome"
	Changed = "changed"
	Dates   = "dates"
	Risks   = "risks"
	Asks    = "asks"
	Thanks  = "thanks"
)

// Parts lists them.
func Parts() []string { return []string{Outcome, Changed, Dates, Risks, Asks, Thanks} }

// Answer is a report that nobody has kept yet.
type Answer struct {
	answer.Head
	Audience  Audience             `json:"audience"`
	Audiences []Audience           `json:"audiences"` // those there are to choose from
	Title     string               `json:"title"`
	From      record.Date          `json:"from"` // what happened on this day is not told again
	To        record.Date          `json:"to"`
	Sections  []Section            `json:"sections"` // none of them empty
	Words     []Word               `json:"words"`
	Reading   words.Reading        `json:"reading"`
	Read      statement.Statement  `json:"read"`               // the reading in words
	Hard      *statement.Statement `json:"hard,omitempty"`     // it is harder to read than is usual for the audience
	Last      *answer.Rec          `json:"last,omitempty"`     // the report it is compared with
	Replaces  *answer.Rec          `json:"replaces,omitempty"` // the approved report of this very day
	Since     []Difference         `json:"since"`
	Result    string               `json:"result"` // names these sentences; changes with any of them
}

// Section is one part with its sentences.
type Section struct {
	Part  string     `json:"part"`
	Title string     `json:"title"`
	Items []Sentence `json:"items"`
}

// Sentence is one thing that is told.
type Sentence struct {
	Subject   string              `json:"subject"` // of what is told, the same in every report
	Statement statement.Statement `json:"statement"`
	New       bool                `json:"new,omitempty"` // the last report did not tell it
	raw       statement.Statement // before plain words took their place
}

// Word is a word of the trade and what it means.
type Word struct {
	Term  string `json:"term"`
	Plain string `json:"plain"`
}

// Source is what a report is made from. Everything in it is as View shows it.
type Source struct {
	View     *snapshot.View
	World    *world.World
	Plan     *plan.Answer
	PlanFact statement.Fact
	Purpose  *align.Answer
	Risk     *risk.Answer
	Decided  *decided.Answer
	Today    record.Date
	Audience string      // key, id or title; "" = the first
	Since    record.Date // "" = the last kept report's day, else a week ago
	Zone     *time.Location
}

// usual is how far back a report looks where none was kept.
const usual = 7

// Ask makes the report. An unknown audience, or a day that is not before today, is a
// fault.
func Ask(src Source) (*Answer, error) {
	all := audiences(src.View)
	who, err := find(all, src.Audience)
	if err != nil {
		return nil, err
	}
	a := &Answer{Audience: who, Audiences: all, To: src.Today, Sections: []Section{}, Words: []Word{}, Since: []Difference{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "tell", src.Today, src.World.Now.Truncate(time.Second), src.World.Facts()
	last, replaced := kept(src.View, who.Key, src.Today)
	if a.From, err = since(src, last); err != nil {
		return nil, err
	}
	a.Title = statement.New("tell.title", statement.Words("audience", who.Title), statement.On("date", a.To)).Text()
	w := &writer{Source: src, from: a.From, answer: a, fit: fitting{audience: who, glossary: glossary(src.View)}, finished: finished(src, a.From)}
	w.outcome()
	w.dates()
	w.risks()
	w.asks()
	w.thanks()
	a.compare(last, w)
	a.replaces(src.View, replaced)
	w.lay()
	return a, nil
}

func since(src Source, last *record.Record) (record.Date, error) {
	switch {
	case src.Since >= src.Today:
		return "", fault.New(fault.Invalid, "A report since %s would tell of no day.", src.Since).WithHint("Give a day before %s.", src.Today)
	case src.Since != "":
		return src.Since, nil
	case last != nil:
		return reportOf(last).To, nil
	}
	return src.Today.Add(-usual), nil
}

// writer is one report in the making.
type writer struct {
	Source
	from     record.Date
	answer   *Answer
	fit      fitting
	finished []done
	items    map[string][]Sentence // by part
}

// say adds a sentence, as far as the audience is told so deep and of such things.
func (w *writer) say(part string, depth int, name string, s statement.Statement) {
	if depth > depths()[w.fit.audience.Depth] || part == Risks && w.fit.hides("risks") {
		return
	}
	raw := s
	s, ok := w.fit.fit(s)
	if !ok || len(s.Evidence) == 0 {
		return
	}
	if w.items == nil {
		w.items = map[string][]Sentence{}
	}
	w.items[part] = append(w.items[part], Sentence{Subject: part + "/" + name, Statement: s, raw: raw})
}

// lay puts the parts in their order, with the words they use and how they read.
func (w *writer) lay() {
	a := w.answer
	for _, part := range Parts() {
		if items := w.bounded(part); len(items) > 0 {
			a.Sections = append(a.Sections, Section{part, Title(part), items})
		}
	}
	a.Words = append(a.Words, w.fit.explain(a.texts())...)
	a.Missing = append(a.Missing, w.fit.missing()...)
	a.read(strings.Join(a.texts(), " "))
	if len(a.Sections) == 0 {
		a.Headline = statement.New("tell.nothing", statement.On("from", a.From))
		a.Missing = append(a.Missing, a.Headline)
	} else {
		a.Headline = a.Sections[0].Items[0].Statement
	}
	a.Result = a.name()
}

// bounded cuts a part to what the depth has room for, and says how much is left out.
func (w *writer) bounded(part string) []Sentence {
	items, most := w.items[part], room(w.fit.audience.Depth)
	if len(items) <= most+1 {
		return items
	}
	var facts []statement.Fact
	for _, s := range items[most:] {
		facts = append(facts, s.Statement.Evidence[0])
	}
	left := statement.New("tell.left", statement.N("n", len(items)-most)).On(facts...)
	return append(items[:most:most], Sentence{Subject: part + "/left", Statement: left, raw: left})
}

// Title gives the words above a part.
func Title(part string) string { return statement.New("tell.part." + part).Text() }

// texts gives the sentences as they are read.
func (a *Answer) texts() []string {
	var out []string
	for _, s := range a.Sections {
		for i := range s.Items {
			out = append(out, s.Items[i].Statement.Text())
		}
	}
	return out
}

// name is the same for the same sentences on the same facts.
func (a *Answer) name() string {
	data, err := json.Marshal([]any{a.Audience.Key, a.From, a.To, a.Sections, a.Words})
	if err != nil {
		panic("tell: a report does not encode: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// done is a task that was finished in the period.
type done struct {
	snapshot.Typed[*deliver.Task]
	work float64 // minutes it took, as estimated where nobody said
}

// finished gives the tasks without parts that were finished in the period, newest first.
func finished(src Source, from record.Date) []done {
	all := snapshot.List[deliver.Task](src.View, "task")
	parents := map[record.Ref]bool{}
	for i := range all {
		parents[all[i].Body.Parent] = true
	}
	var out []done
	for _, t := range all {
		b := t.Body
		if b.Status != "done" || b.Finished <= from || b.Finished > src.Today || parents[record.Ref(t.ID)] {
			continue
		}
		work := float64(b.Work.Likely + b.Lasts)
		if b.Actual > 0 {
			work = float64(b.Actual)
		}
		out = append(out, done{t, work})
	}
	return newest(out)
}

// factOf is a record as a fact, in the version the report saw.
func factOf(v *snapshot.View, kind record.Kind, id record.ID) statement.Fact {
	r := v.Get(kind, id)
	if r == nil {
		return statement.Fact{}
	}
	return statement.Fact{Address: address(r), Label: v.Title(r), When: r.Updated.At}
}
