// Package frame holds the kinds that every duty relies on: the organisation,
// accounts, calendars and absences, comments, scenarios, snoozes and links between
// records and facts.
package frame

import (
	"time"

	"plumbline/internal/record"
)

// Organisation is the one team of teams a database holds.
type Organisation struct {
	record.Base
	Zone        string         `json:"zone" label:"Zone" req:"true" help:"IANA name, such as Europe/Berlin"`
	Currency    string         `json:"currency" label:"Currency" req:"true" help:"ISO 4217, such as EUR"`
	HoursPerDay record.Minutes `json:"hours_per_day" label:"A day of work" req:"true" help:"Such as 8h"`
	WeekStart   string         `json:"week_start,omitempty" label:"First day of the week" enum:"monday,sunday,saturday"`
	WorkDays    []string       `json:"work_days,omitempty" label:"Working week" enum:"monday,tuesday,wednesday,thursday,friday,saturday,sunday" help:"Monday to Friday when empty"`
	DayStarts   string         `json:"day_starts,omitempty" label:"Work starts at" help:"Local time, such as 09:00"`
	Region      string         `json:"region,omitempty" label:"Public holidays of" help:"Country, such as DE or US; empty for none"`
	Holidays    []record.Date  `json:"holidays,omitempty" label:"Further free days" help:"Days on which nobody works, besides the public holidays"`
	BlendedRate record.Money   `json:"blended_rate,omitzero" label:"Blended rate an hour" help:"Shown instead of people's own rates"`
	Demo        bool           `json:"demo,omitempty" label:"Demo" help:"Synthetic organisation"`
}

// Validate implements record.Body.
func (o *Organisation) Validate(c *record.Check) {
	c.Require("title", o.Title)
	if _, err := time.LoadLocation(o.Zone); err != nil || o.Zone == "" {
		c.Add("zone", "use an IANA name such as Europe/Berlin", "%q is not a time zone", o.Zone)
	}
	if !record.IsCurrency(o.Currency) {
		c.Add("currency", "use an ISO 4217 code such as EUR", "%q is not a currency", o.Currency)
	}
	if o.HoursPerDay < 60 || o.HoursPerDay > 24*60 {
		c.Add("hours_per_day", "give a length from 1h to 24h", "a day of work of %s is not possible", o.HoursPerDay)
	}
	if o.DayStarts != "" {
		if _, err := time.Parse("15:04", o.DayStarts); err != nil {
			c.Add("day_starts", "write it like 09:00", "%q is not a time of day", o.DayStarts)
		}
	}
}

// Location gives the organisation's zone, UTC when it cannot be loaded.
func (o *Organisation) Location() *time.Location {
	if loc, err := time.LoadLocation(o.Zone); err == nil {
		return loc
	}
	return time.UTC
}

// Account says what a person may do here. How the person signs in is kept apart,
// as credentials.
type Account struct {
	record.Base
	Person record.Ref `json:"person" label:"Person" req:"true" ref:"person" subject:"true"`
	Roles  []string   `json:"roles" label:"Roles" enum:"admin,lead,member"`
	Closed bool       `json:"closed,omitempty" label:"Closed" help:"May no longer sign in"`
}

// Validate implements record.Body.
func (a *Account) Validate(c *record.Check) {
	if a.Person == "" {
		c.Add("person", "name who it is for", "an account belongs to a person")
	}
}

// EvidenceLink ties a record to a fact: stated by a person, or suggested by the
// product and then confirmed or refused.
type EvidenceLink struct {
	record.Base
	Record string `json:"record" label:"Record" req:"true" type:"target"`
	Fact   string `json:"fact" label:"Fact" req:"true" help:"Address, such as git:<root>@<commit>"`
	State  string `json:"state" label:"State" req:"true" enum:"suggested,confirmed,refused"`
}

// Validate implements record.Body.
func (e *EvidenceLink) Validate(c *record.Check) {
	c.Require("record", e.Record)
	c.Require("fact", e.Fact)
	c.Require("state", e.State)
}

// Scenario is a change set that was kept and not applied.
type Scenario struct {
	record.Base
	Note    record.Prose     `json:"note,omitempty" label:"Note"`
	Changes []ScenarioChange `json:"changes" label:"Changes"`
	State   string           `json:"state,omitempty" label:"State" enum:"open,accepted,dropped"`
}

// ScenarioChange is one change with the version it was made on.
type ScenarioChange struct {
	Kind string `json:"kind" req:"true"`
	ID   string `json:"id"`
	Base int    `json:"base_version"`
	Op   string `json:"op" req:"true" enum:"put,patch,delete"`
	Data string `json:"data,omitempty" help:"Content as JSON"`
}

// Validate implements record.Body.
func (s *Scenario) Validate(c *record.Check) {
	c.Require("title", s.Title)
	if len(s.Changes) == 0 {
		c.Add("changes", "change something in the plan first", "a scenario without changes says nothing")
	}
}

// Snooze hides something that needs attention until a day.
type Snooze struct {
	record.Base
	Item   string       `json:"item" label:"What" req:"true" help:"Stable name of the item on Today"`
	For    record.Ref   `json:"for" label:"For" req:"true" ref:"person" subject:"true"`
	Until  record.Date  `json:"until" label:"Until" req:"true"`
	Reason record.Prose `json:"reason,omitempty" label:"Why"`
}

// Validate implements record.Body.
func (s *Snooze) Validate(c *record.Check) {
	c.Require("item", s.Item)
	c.Require("until", string(s.Until))
	if s.For == "" {
		c.Add("for", "name the person", "a snooze is for somebody")
	}
}

// Comment is a remark on any record; a reply names the comment it answers.
type Comment struct {
	record.Base
	On       string       `json:"on" label:"On" req:"true" type:"target"`
	Author   record.Ref   `json:"author" label:"Author" req:"true" ref:"person" subject:"true"`
	Answers  record.Ref   `json:"answers,omitempty" label:"Answers" ref:"comment" acyclic:"thread"`
	Text     record.Prose `json:"text" label:"Text" req:"true"`
	Mentions []record.Ref `json:"mentions,omitempty" label:"Mentions" ref:"person"`
	Settled  bool         `json:"settled,omitempty" label:"Settled"`
}

// Validate implements record.Body.
func (m *Comment) Validate(c *record.Check) {
	c.Require("on", m.On)
	c.Require("text", string(m.Text))
	if m.Author == "" {
		c.Add("author", "name who says it", "a comment has an author")
	}
}
