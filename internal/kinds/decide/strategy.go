package decide

import "plumbline/internal/record"

// Strategy is one page: where to, what is hard, the direction, and what is left out. Its
// bets are records of their own that name it.
type Strategy struct {
	record.Base
	Status    string       `json:"status" label:"Status" req:"true" enum:"draft,current,past"`
	Owner     record.Ref   `json:"owner,omitempty" label:"Owner" ref:"person"`
	Vision    record.Prose `json:"vision" label:"Vision" req:"true" help:"One paragraph"`
	Diagnosis []Finding    `json:"diagnosis,omitempty" label:"Diagnosis" help:"What is hard, and what shows it"`
	Direction record.Prose `json:"direction,omitempty" label:"Direction"`
	Without   []string     `json:"without,omitempty" label:"What we will not do"`
	From      record.Date  `json:"from,omitempty" label:"In force from"`
	Review    record.Date  `json:"review,omitempty" label:"Review on"`
}

// Finding is one thing that is hard, with what shows it.
type Finding struct {
	Text     string   `json:"text" label:"What is hard" req:"true"`
	Evidence []string `json:"evidence,omitempty" label:"Evidence" type:"target"`
}

// Validate implements record.Body.
func (s *Strategy) Validate(c *record.Check) {
	c.Require("title", s.Title)
	c.Require("status", s.Status)
	c.Require("vision", string(s.Vision))
	c.Order("review", s.From, s.Review)
}

// Bet is what a strategy puts work on, now, next or later, and what would prove it wrong.
type Bet struct {
	record.Base
	Strategy record.Ref   `json:"strategy" label:"Strategy" req:"true" ref:"strategy"`
	Horizon  string       `json:"horizon" label:"When" req:"true" enum:"now,next,later"`
	Because  record.Prose `json:"because,omitempty" label:"Because"`
	WrongIf  record.Prose `json:"wrong_if" label:"Proved wrong by" req:"true"`
	Look     record.Date  `json:"look,omitempty" label:"Look again on"`
	Share    record.Share `json:"share,omitempty" label:"Share of the hours" help:"What was said should go to it"`
	Owner    record.Ref   `json:"owner,omitempty" label:"Owner" ref:"person"`
	End      string       `json:"end,omitempty" label:"How it ended" enum:"held,proved wrong,dropped" help:"Empty while it stands"`
	EndWhy   record.Prose `json:"end_why,omitempty" label:"What showed it"`
}

// Open says that the bet stands.
func (b *Bet) Open() bool { return b.End == "" }

// Validate implements record.Body.
func (b *Bet) Validate(c *record.Check) {
	c.Require("title", b.Title)
	c.Require("horizon", b.Horizon)
	c.Require("wrong_if", string(b.WrongIf))
	if b.Strategy == "" {
		c.Add("strategy", "name the strategy", "a bet belongs to a strategy")
	}
	c.Share("share", b.Share)
}

// Reading says that a person has read something. Nobody says it for another.
type Reading struct {
	record.Base
	On      string      `json:"on" label:"What" req:"true" type:"target"`
	Person  record.Ref  `json:"person" label:"Person" req:"true" ref:"person" subject:"true"`
	Read    record.Date `json:"read,omitempty" label:"Read on"`
	Version int         `json:"version,omitempty" label:"Version read"`
}

// Validate implements record.Body.
func (r *Reading) Validate(c *record.Check) {
	c.Require("on", r.On)
	if r.Person == "" {
		c.Add("person", "name who read it", "somebody read it")
	}
	if r.Version < 0 {
		c.Add("version", "give 1 or more", "there is no version %d", r.Version)
	}
}
