package grow

import (
	"slices"

	"plumbline/internal/record"
)

// OneOnOne is a series of talks between two people: one leads, one is led. Both read and
// write it, and nobody else.
type OneOnOne struct {
	record.Base
	Lead   record.Ref   `json:"lead" label:"Lead" req:"true" ref:"person" subject:"true"`
	Person record.Ref   `json:"person" label:"With" req:"true" ref:"person" subject:"true"`
	Every  string       `json:"every,omitempty" label:"How often" enum:"week,two weeks,month,quarter"`
	Next   record.Date  `json:"next,omitempty" label:"Next"`
	State  string       `json:"state" label:"State" req:"true" enum:"active,ended"`
	About  record.Prose `json:"about,omitempty" label:"What it is for"`
}

// Validate implements record.Body.
func (o *OneOnOne) Validate(c *record.Check) {
	c.Require("state", o.State)
	if o.Lead == "" {
		c.Add("lead", "name who leads", "a one-on-one is between two people")
	}
	if o.Person == "" {
		c.Add("person", "name the other", "a one-on-one is between two people")
	}
	if o.Lead == o.Person && o.Lead != "" {
		c.Add("person", "name somebody else", "a one-on-one is between two people")
	}
}

// SamePair reports that a series is handed to other people: what was said in it is theirs.
func SamePair(old, next record.Body, c *record.Check) {
	was, isOne := old.(*OneOnOne)
	now, isTwo := next.(*OneOnOne)
	if isOne && isTwo && (was.Lead != now.Lead || was.Person != now.Person) {
		c.Add("person", "end this one and begin another", "what was said here stays between these two")
	}
}

// Length gives the days from one talk of a series to the next; 0 where it has no rhythm.
func (o *OneOnOne) Length() int {
	return map[string]int{"week": 7, "two weeks": 14, "month": 28, "quarter": 91}[o.Every]
}

// TalkingPoint is something one of the two wants to talk about. It stays on the agenda,
// talk after talk, until it is talked about or dropped. With an owner it is something one
// of them has promised the other.
type TalkingPoint struct {
	record.Base
	Series  record.Ref   `json:"series" label:"One-on-one" req:"true" ref:"one_on_one"`
	Between []record.Ref `json:"between" label:"Between" req:"true" ref:"person" subject:"true"`
	By      record.Ref   `json:"by,omitempty" label:"Raised by" ref:"person"`
	Raised  record.Date  `json:"raised,omitempty" label:"Raised"`
	State   string       `json:"state" label:"State" req:"true" enum:"open,done,dropped"`
	Talk    record.Ref   `json:"talk,omitempty" label:"Talked about in" ref:"conversation"`
	Owner   record.Ref   `json:"owner,omitempty" label:"Who does it" ref:"person" help:"Empty where it is to be talked about only"`
	Due     record.Date  `json:"due,omitempty" label:"Until"`
	Note    record.Prose `json:"note,omitempty" label:"Note"`
}

// Validate implements record.Body.
func (p *TalkingPoint) Validate(c *record.Check) {
	c.Require("title", p.Title)
	c.Require("state", p.State)
	within(c, p.Series, p.Between)
	if p.Owner != "" && !slices.Contains(p.Between, p.Owner) {
		c.Add("owner", "name one of the two", "only the two of a one-on-one know of this")
	}
}

// Conversation is one talk of a series, with what the two wrote down together.
type Conversation struct {
	record.Base
	Series  record.Ref   `json:"series" label:"One-on-one" req:"true" ref:"one_on_one"`
	Between []record.Ref `json:"between" label:"Between" req:"true" ref:"person" subject:"true"`
	On      record.Date  `json:"on" label:"On" req:"true"`
	Notes   record.Prose `json:"notes,omitempty" label:"Shared notes"`
}

// Validate implements record.Body.
func (t *Conversation) Validate(c *record.Check) {
	c.Require("on", string(t.On))
	within(c, t.Series, t.Between)
}

func within(c *record.Check, series record.Ref, between []record.Ref) {
	if series == "" {
		c.Add("series", "name the one-on-one", "this belongs to a one-on-one")
	}
	if len(between) != 2 || between[0] == between[1] {
		c.Add("between", "name the two of the one-on-one", "this is between two people")
	}
}

// PrivateNote is what somebody writes down for themselves alone. It is kept encrypted
// with a key of theirs.
type PrivateNote struct {
	record.Base
	Author record.Ref   `json:"author" label:"Yours" req:"true" ref:"person" subject:"true"`
	Series record.Ref   `json:"series,omitempty" label:"One-on-one" ref:"one_on_one"`
	About  record.Ref   `json:"about,omitempty" label:"About" ref:"person"`
	On     record.Date  `json:"on,omitempty" label:"On"`
	Text   record.Prose `json:"text" label:"Note" req:"true"`
}

// Validate implements record.Body.
func (n *PrivateNote) Validate(c *record.Check) {
	c.Require("text", string(n.Text))
	if n.Author == "" {
		c.Add("author", "name whose it is", "a private note belongs to somebody")
	}
}

// Balance is how somebody wants their own time to be divided between technical and
// managerial work. It is theirs alone.
type Balance struct {
	record.Base
	Person    record.Ref   `json:"person" label:"Yours" req:"true" ref:"person" subject:"true"`
	Technical record.Share `json:"technical" label:"Technical work wanted" help:"Part of the week, such as 60%"`
	Note      record.Prose `json:"note,omitempty" label:"Why"`
}

// Validate implements record.Body.
func (b *Balance) Validate(c *record.Check) {
	if b.Person == "" {
		c.Add("person", "name whose it is", "a balance is of somebody's own time")
	}
	if b.Technical < 0 || b.Technical > record.Whole {
		c.Add("technical", "give a share from 0% to 100%", "%s of a week is not possible", b.Technical)
	}
}
