package plan

import (
	"slices"
	"time"

	"plumbline/internal/holiday"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// horizonDays is how far calendars are laid out day by day; weeks repeat after it.
const horizonDays = 3 * 366

// farMinutes is a hundred years of hours there.
const farMinutes = 100 * 366 * 24 * 60

// lateYear stands for "for ever" in absences of people who leave.
const lateYear = 2200

var weekdays = map[string]time.Weekday{"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday}

// calendars builds the flat calendars of an organisation and its people, sharing
// equal ones.
type calendars struct {
	pl   *snapshot.Planning
	zone *time.Location
	from calendar.Date
	list []model.Calendar
}

func zoneOf(name string, fallback *time.Location) *time.Location {
	if name == "" {
		return fallback
	}
	if loc, err := time.LoadLocation(name); err == nil {
		return loc
	}
	return fallback
}

func civil(d record.Date) calendar.Date {
	t := d.In(time.UTC)
	return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

func newCalendars(pl *snapshot.Planning, start time.Time) *calendars {
	zone := pl.Location()
	return &calendars{pl: pl, zone: zone, from: civil(record.DateOf(start.In(zone)))}
}

// organisation gives the index of the calendar of fixed durations.
func (c *calendars) organisation() (int, error) {
	return c.add(calendar.Pattern{Zone: c.zone, Week: c.week(), Holidays: c.holidays(c.pl.Organisation.Region, nil)})
}

func (c *calendars) add(p calendar.Pattern) (int, error) {
	built, err := calendar.Build(p, c.from, horizonDays)
	if err != nil {
		return 0, err
	}
	c.list = append(c.list, built)
	return len(c.list) - 1, nil
}

// week gives the organisation's usual week: its working days from the hour work
// starts, each as long as a day of work.
func (c *calendars) week() [7][]calendar.Hours {
	o := c.pl.Organisation
	start := 9 * 60
	if t, err := time.Parse("15:04", o.DayStarts); err == nil {
		start = t.Hour()*60 + t.Minute()
	}
	length := int(o.HoursPerDay)
	start = min(start, 24*60-length)
	days := o.WorkDays
	if len(days) == 0 {
		days = []string{"monday", "tuesday", "wednesday", "thursday", "friday"}
	}
	var w [7][]calendar.Hours
	for _, d := range days {
		w[weekdays[d]] = []calendar.Hours{{From: start, To: start + length}}
	}
	return w
}

func (c *calendars) holidays(region string, more []record.Date) []calendar.Date {
	var out []calendar.Date
	for _, d := range slices.Concat(holiday.Days(region, c.from.Year, c.from.Year+5), c.pl.Organisation.Holidays, more) {
		out = append(out, civil(d))
	}
	return out
}

// person gives the index of a person's calendar.
func (c *calendars) person(p *snapshot.PlanningPerson) (int, error) {
	pattern := calendar.Pattern{Zone: zoneOf(p.Zone, c.zone), Week: c.week(), PerWeek: int(p.Capacity)}
	region, extra := c.pl.Organisation.Region, []record.Date(nil)
	if k := c.pl.Calendars[p.Calendar]; k != nil {
		pattern.Week = weekOf(k)
		pattern.Zone = zoneOf(k.Zone, pattern.Zone)
		extra = k.Holidays
		if k.Region != "" {
			region = k.Region
		}
	}
	pattern.Holidays = c.holidays(region, extra)
	for _, a := range p.Away {
		pattern.Absences = append(pattern.Absences, calendar.Absence{From: civil(a.From), To: civil(a.To), Share: int(a.Share)})
	}
	if p.From != "" {
		pattern.Absences = append(pattern.Absences, c.before(p.From)...)
	}
	index, err := c.add(pattern)
	if err == nil && p.To != "" {
		gone := calendar.Instant(pattern.Zone, civil(p.To.Add(1)), 0)
		c.list[index] = until(c.list[index], gone)
	}
	return index, err
}

// before gives the absence of somebody who has not started yet.
func (c *calendars) before(first record.Date) []calendar.Absence {
	last := civil(first.Add(-1))
	if record.Date(first) <= record.DateOf(time.Date(c.from.Year, c.from.Month, c.from.Day, 0, 0, 0, 0, time.UTC)) {
		return nil
	}
	return []calendar.Absence{{From: c.from, To: last}}
}

// until ends a calendar at an instant: no hours follow before the far future, where
// there are enough that a plan can be made; missed tells of work that landed there.
func until(c model.Calendar, end model.Minute) model.Calendar {
	out := model.Calendar{Horizon: max(c.Horizon, end)}
	for _, s := range c.Spans {
		if s.From < end {
			out.Spans = append(out.Spans, model.Span{From: s.From, To: min(s.To, end)})
		}
	}
	far := calendar.Instant(time.UTC, calendar.Date{Year: lateYear, Month: time.January, Day: 1}, 0)
	out.Spans = append(out.Spans, model.Span{From: far, To: far + farMinutes})
	out.Horizon = far + farMinutes
	return out
}

func weekOf(k *frame.Calendar) [7][]calendar.Hours {
	var w [7][]calendar.Hours
	for _, d := range k.Days {
		for _, h := range d.Hours {
			if from, to, ok := frame.ParseHours(h); ok {
				w[weekdays[d.Day]] = append(w[weekdays[d.Day]], calendar.Hours{From: from, To: to})
			}
		}
	}
	return w
}
