package frame

import (
	"strconv"
	"strings"

	"plumbline/internal/record"
)

// Calendar is a working pattern people can share.
type Calendar struct {
	record.Base
	Zone     string        `json:"zone,omitempty" label:"Zone" help:"The person's or the organisation's when empty"`
	Days     []CalendarDay `json:"days" label:"Working days"`
	Region   string        `json:"region,omitempty" label:"Public holidays of"`
	Holidays []record.Date `json:"holidays,omitempty" label:"Further free days"`
	Feed     string        `json:"feed,omitempty" label:"Subscribed feed" help:"Address of an iCalendar feed"`
}

// CalendarDay is the hours of one weekday.
type CalendarDay struct {
	Day   string   `json:"day" req:"true" enum:"monday,tuesday,wednesday,thursday,friday,saturday,sunday"`
	Hours []string `json:"hours" req:"true" help:"Such as 09:00-12:30"`
}

// Validate implements record.Body.
func (k *Calendar) Validate(c *record.Check) {
	c.Require("title", k.Title)
	if len(k.Days) == 0 {
		c.Add("days", "give at least one working day", "a calendar without working days stops all work")
	}
	for i, d := range k.Days {
		last := -1
		for j, h := range d.Hours {
			from, to, ok := ParseHours(h)
			at := "days[" + strconv.Itoa(i) + "].hours[" + strconv.Itoa(j) + "]"
			switch {
			case !ok:
				c.Add(at, "write it like 09:00-12:30", "%q is not a stretch of hours", h)
			case from < last:
				c.Add(at, "put the hours in order", "%q overlaps the hours before it", h)
			}
			last = to
		}
	}
}

// ParseHours reads "09:00-12:30" as minutes from midnight; the end may be "24:00".
func ParseHours(s string) (from, to int, ok bool) {
	a, b, found := strings.Cut(s, "-")
	from, okA := clock(a)
	to, okB := clock(b)
	return from, to, found && okA && okB && from < to
}

func clock(s string) (int, bool) {
	h, m, found := strings.Cut(strings.TrimSpace(s), ":")
	hh, errH := strconv.Atoi(h)
	mm, errM := strconv.Atoi(m)
	v := hh*60 + mm
	return v, found && errH == nil && errM == nil && hh >= 0 && mm >= 0 && mm < 60 && v <= 24*60
}

// Absence is a stretch of days on which a person works less or not at all.
type Absence struct {
	record.Base
	Person record.Ref   `json:"person" label:"Person" req:"true" ref:"person" subject:"true"`
	From   record.Date  `json:"from" label:"First day" req:"true"`
	To     record.Date  `json:"to" label:"Last day" req:"true"`
	Share  record.Share `json:"share,omitempty" label:"Share of the day" help:"All of it when empty"`
	Reason record.Prose `json:"reason,omitempty" label:"Reason" restricted:"reason" help:"Private to the person and the lead"`
}

// Validate implements record.Body.
func (a *Absence) Validate(c *record.Check) {
	if a.Person == "" {
		c.Add("person", "name who is away", "an absence belongs to a person")
	}
	c.Require("from", string(a.From))
	c.Require("to", string(a.To))
	c.Order("to", a.From, a.To)
	c.Share("share", a.Share)
}
