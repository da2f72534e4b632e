package align

import (
	"fmt"
	"slices"

	"plumbline/internal/record"
)

// Promise is something one team has promised another by a day, with the odds they
// agreed on. Its title says what in a few words.
type Promise struct {
	record.Base
	From      record.Ref   `json:"from" label:"From" req:"true" ref:"team" help:"The team that promises"`
	To        record.Ref   `json:"to" label:"To" req:"true" ref:"team" help:"The team that counts on it"`
	What      record.Prose `json:"what,omitempty" label:"What exactly" help:"How both will see that it is there"`
	Interface string       `json:"interface,omitempty" label:"Interface" help:"Of what the promising team offers, such as an API or a test system"`
	Date      record.Date  `json:"date" label:"By" req:"true"`
	Odds      record.Share `json:"odds,omitempty" label:"Odds agreed" help:"80% when empty"`
	Milestone record.Ref   `json:"milestone,omitempty" label:"Rests on milestone" ref:"milestone" help:"Of the plan here; gives the odds"`
	Tasks     []record.Ref `json:"tasks,omitempty" label:"Rests on tasks" ref:"task" help:"Of the plan here; they give the odds, all of them together"`
	Waits     []record.Ref `json:"waits,omitempty" label:"Tasks that wait for it" ref:"task"`
	Said      []Word       `json:"said,omitempty" label:"Confirmed" help:"Appended, never edited"`
	Status    string       `json:"status" label:"State" req:"true" enum:"open,kept,broken,withdrawn"`
	Ended     record.Date  `json:"ended,omitempty" label:"Ended on" help:"The day it was kept, broken or withdrawn"`
	Replaces  record.Ref   `json:"replaces,omitempty" label:"Replaces" ref:"promise" acyclic:"replaces" help:"The promise that was withdrawn for it"`
}

// Word is what the promising team said of a promise on a day.
type Word struct {
	On   record.Date  `json:"on" label:"On" req:"true"`
	By   record.Ref   `json:"by,omitempty" label:"By" ref:"person"`
	Odds record.Share `json:"odds,omitempty" label:"How sure" help:"Where they gave odds"`
	Note string       `json:"note,omitempty" label:"Note"`
}

// sure is the odds agreed where nobody said which.
const sure = 0.8

// Open says that the promise has not ended.
func (p *Promise) Open() bool { return p.Status == "open" }

// Agreed is the odds the teams agreed on, 0–1.
func (p *Promise) Agreed() float64 {
	if p.Odds > 0 {
		return p.Odds.Fraction()
	}
	return sure
}

// Last gives the newest confirmation up to a day, and whether there is one.
func (p *Promise) Last(upTo record.Date) (Word, bool) {
	for i := len(p.Said) - 1; i >= 0; i-- {
		if p.Said[i].On <= upTo {
			return p.Said[i], true
		}
	}
	return Word{}, false
}

// Validate implements record.Body.
func (p *Promise) Validate(c *record.Check) {
	c.Require("title", p.Title)
	c.Require("from", string(p.From))
	c.Require("to", string(p.To))
	c.Require("date", string(p.Date))
	c.Require("status", p.Status)
	c.Share("odds", p.Odds)
	if p.From != "" && p.From == p.To {
		c.Add("to", "name another team", "a team promises to another one")
	}
	for i, w := range p.Said {
		at := fmt.Sprintf("said[%d]", i)
		c.Share(at+".odds", w.Odds)
		if i > 0 && w.On < p.Said[i-1].On {
			c.Add(at+".on", "put what was said in the order of its days", "%s comes before %s", w.On, p.Said[i-1].On)
		}
	}
	p.ending(c)
}

func (p *Promise) ending(c *record.Check) {
	switch {
	case p.Status == "open" && p.Ended != "":
		c.Add("ended", "leave the day out, or say how it ended", "an open promise has not ended")
	case p.Status != "open" && p.Status != "" && p.Ended == "":
		c.Add("ended", "give the day", "nothing says when it ended")
	case p.Status == "kept" && p.Ended > p.Date:
		c.Add("status", "say broken, and when it came in the note", "what came on %s was promised by %s", p.Ended, p.Date)
	}
}

// KeepTerms is the promise's transition: once it was confirmed or has ended, who
// promised what to whom by when with which odds stays as it was. Another day is another
// promise, which replaces it. Of what was said only the last word can be taken back.
func KeepTerms(old, next record.Body, c *record.Check) {
	was, _ := old.(*Promise)
	now, _ := next.(*Promise)
	if was == nil || now == nil || was.Open() && len(was.Said) == 0 {
		return
	}
	for _, t := range []struct {
		field string
		same  bool
	}{
		{"from", was.From == now.From}, {"to", was.To == now.To}, {"date", was.Date == now.Date}, {"odds", was.Agreed() == now.Agreed()}, {"interface", was.Interface == now.Interface},
	} {
		if !t.same {
			c.Add(t.field, "withdraw it, and write a new promise that replaces it", "what was promised is never edited")
		}
	}
	kept := min(len(now.Said), max(0, len(was.Said)-1))
	if len(now.Said) < len(was.Said)-1 || !slices.Equal(was.Said[:kept], now.Said[:kept]) {
		c.Add("said", "append what is said now", "what was said is never edited")
	}
}
