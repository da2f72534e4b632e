package align

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"plumbline/internal/record"
)

// Report is what an audience was told of a period: sentences with the facts behind
// them. Once it is approved its words stay as they are; a new one supersedes it.
type Report struct {
	record.Base
	For        string      `json:"for" label:"Told to" req:"true" help:"Key of the audience, such as executives"`
	Audience   record.Ref  `json:"audience,omitempty" label:"Audience" ref:"audience" help:"Empty for one of the three that need no record"`
	From       record.Date `json:"from" label:"Since" req:"true"`
	To         record.Date `json:"to" label:"Until" req:"true"`
	Status     string      `json:"status" label:"Status" req:"true" enum:"draft,approved,sent"`
	Sentences  []Sentence  `json:"sentences,omitempty" label:"Sentences"`
	Words      []Explained `json:"words,omitempty" label:"Words explained"`
	ApprovedBy record.Ref  `json:"approved_by,omitempty" label:"Approved by" ref:"person"`
	Approved   time.Time   `json:"approved,omitzero" label:"Approved"`
	Sent       []Sending   `json:"sent,omitempty" label:"Sent"`
	Supersedes record.Ref  `json:"supersedes,omitempty" label:"Supersedes" ref:"report" acyclic:"supersedes"`
}

// Sentence is one thing that is told, and where its words come from: computed from
// facts, computed and then changed by a person, or said by a person.
type Sentence struct {
	Subject string         `json:"subject,omitempty" label:"About" help:"Name of what is told, the same in every report"`
	Part    string         `json:"part" label:"Part" req:"true" enum:"outcome,changed,dates,risks,asks,thanks"`
	Text    string         `json:"text" label:"Words" req:"true"`
	Source  string         `json:"source" label:"Words from" req:"true" enum:"computed,edited,said"`
	Was     string         `json:"was,omitempty" label:"Words before they were changed"`
	Facts   []ReportFact   `json:"facts,omitempty" label:"Facts"`
	Figures []ReportFigure `json:"figures,omitempty" label:"Figures" help:"What later reports are compared with"`
}

// ReportFact is the address of a fact and what the report calls it.
type ReportFact struct {
	Address string `json:"address" label:"Address" req:"true"`
	Label   string `json:"label,omitempty" label:"Called"`
}

// ReportFigure is a day or a number of a sentence.
type ReportFigure struct {
	Name   string      `json:"name" label:"Name" req:"true"`
	On     record.Date `json:"on,omitempty" label:"Day"`
	Number float64     `json:"number,omitempty" label:"Number"`
}

// Explained is a word of the trade that the report explains.
type Explained struct {
	Term  string `json:"term" label:"Word" req:"true"`
	Plain string `json:"plain" label:"In plain words" req:"true"`
}

// Sending says that a report went out.
type Sending struct {
	To string      `json:"to" label:"To" req:"true"`
	On record.Date `json:"on" label:"On" req:"true"`
	By string      `json:"by,omitempty" label:"By which way"`
}

// Kept says that the report was approved: its words do not change any more.
func (r *Report) Kept() bool { return r.Status == "approved" || r.Status == "sent" }

// Validate implements record.Body.
func (r *Report) Validate(c *record.Check) {
	c.Require("title", r.Title)
	c.Require("for", r.For)
	c.Require("from", string(r.From))
	c.Require("to", string(r.To))
	c.Require("status", r.Status)
	c.Order("to", r.From, r.To)
	if r.Kept() && (r.ApprovedBy == "" || r.Approved.IsZero()) {
		c.Add("approved_by", "say who approved it and when, or leave it a draft", "a report that is %s was approved by somebody", r.Status)
	}
	if r.Status == "sent" && len(r.Sent) == 0 {
		c.Add("sent", "say to whom and when", "a report that is sent went to somebody")
	}
	for i := range r.Sentences {
		r.Sentences[i].validate(fmt.Sprintf("sentences[%d]", i), c)
	}
}

func (s *Sentence) validate(at string, c *record.Check) {
	switch {
	case s.Source == "said" && len(s.Facts)+len(s.Was) > 0:
		c.Add(at+".source", "keep facts with the sentence that was computed from them", "what a person says rests on no facts")
	case s.Source != "said" && len(s.Facts) == 0:
		c.Add(at+".facts", "name them, or mark the sentence as said by a person", "a sentence that was computed rests on facts")
	case s.Source == "edited" && s.Was == "":
		c.Add(at+".was", "keep the words before", "a sentence that was changed keeps the words it had")
	case s.Source == "computed" && s.Was != "":
		c.Add(at+".source", "mark it as edited", "a sentence with other words before was changed by a person")
	}
}

// KeepTold is the report's transition: what was approved stays as it was, but for being
// sent; in a draft a sentence keeps its facts and the words it was computed with.
func KeepTold(old, next record.Body, c *record.Check) {
	was, _ := old.(*Report)
	now, _ := next.(*Report)
	switch {
	case was == nil || now == nil:
	case !was.Kept():
		was.keepFacts(now, c)
	case !now.Kept() || was.Status == "sent" && now.Status != "sent":
		c.Add("status", "write a new report that supersedes this one", "a report that is %s does not go back", was.Status)
	case !slices.Equal(was.Sent, now.Sent[:min(len(was.Sent), len(now.Sent))]):
		c.Add("sent", "add a line instead", "what was sent cannot be taken back")
	case !was.sameWords(now):
		c.Add("sentences", "write a new report that supersedes this one", "a report that was approved is never edited")
	}
}

// sameWords compares all but what may still be added.
func (r *Report) sameWords(o *Report) bool {
	a, b := *r, *o
	for _, one := range []*Report{&a, &b} {
		one.Status, one.Sent, one.Tags, one.Links = "", nil, nil, nil
	}
	was, errA := record.Encode(&a)
	now, errB := record.Encode(&b)
	return errA == nil && errB == nil && bytes.Equal(was, now)
}

func (r *Report) keepFacts(now *Report, c *record.Check) {
	known := map[string]*Sentence{}
	for i := range r.Sentences {
		if s := &r.Sentences[i]; s.Source != "said" {
			known[s.Subject] = s
		}
	}
	for i := range now.Sentences {
		s, at := &now.Sentences[i], fmt.Sprintf("sentences[%d]", i)
		was := known[s.Subject]
		switch {
		case s.Source == "said":
		case was == nil:
			c.Add(at+".source", "mark it as said by a person", "only a report in the making gets computed sentences")
		case !slices.Equal(s.Facts, was.Facts) || !slices.Equal(s.Figures, was.Figures):
			c.Add(at+".facts", "leave them as they are", "a sentence keeps the facts it was computed from")
		case s.computed() != was.computed():
			c.Add(at+".was", "keep the words before, and mark it as edited", "a sentence keeps the words it was computed with")
		}
	}
}

// computed are the words a sentence had before anybody changed them.
func (s *Sentence) computed() string {
	if s.Was != "" {
		return s.Was
	}
	return s.Text
}
