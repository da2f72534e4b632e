package calendar

import (
	"errors"
	"fmt"
	"sort"
	"time"

	"plumbline/schedule/model"
)

// Date is a day of the civil calendar, in whatever zone the pattern has.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Hours is a stretch of a day in minutes after local midnight, [From, To), To at
// most 1440.
type Hours struct{ From, To int }

// Absence is leave over whole days, From and To included.
type Absence struct {
	From, To Date
	Share    int // permille of each day taken off, from the day's end; 0 = 1000, the whole day
}

// Pattern is how somebody works, as people say it.
type Pattern struct {
	Zone     *time.Location // nil = UTC
	Week     [7][]Hours     // by time.Weekday, Sunday first; sorted, disjoint
	PerWeek  int            // minutes a week; each day is shortened or lengthened in proportion; 0 = as Week says
	Holidays []Date
	Absences []Absence
}

// OfficeWeek gives the same hours from Monday to Friday.
func OfficeWeek(hours ...Hours) [7][]Hours {
	var w [7][]Hours
	for d := time.Monday; d <= time.Friday; d++ {
		w[d] = hours
	}
	return w
}

// Build lays the pattern out from a day over a number of days, and lets its plain
// week repeat from the first Monday after them. Clock changes are followed up to
// there: a day's hours are the wall clock's. After the horizon the zone keeps the
// offset it has at the horizon.
func Build(p Pattern, from Date, days int) (model.Calendar, error) {
	if err := p.check(); err != nil {
		return model.Calendar{}, err
	}
	if days < 0 || days > 400*366 {
		return model.Calendar{}, fmt.Errorf("a calendar of %d days cannot be built; give 0 to %d days", days, 400*366)
	}
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	full := p.scaled()
	first := time.Date(from.Year, from.Month, from.Day, 12, 0, 0, 0, time.UTC)
	var c model.Calendar
	off := p.offShares()
	for n := 0; ; n++ {
		d := first.AddDate(0, 0, n)
		if n >= days && d.Weekday() == time.Monday {
			c.Horizon = instant(zone, dateOf(d), 0)
			break
		}
		for _, h := range shorten(full[d.Weekday()], off[dateOf(d)]) {
			c.Spans = appendSpan(c.Spans, model.Span{From: instant(zone, dateOf(d), h.From), To: instant(zone, dateOf(d), h.To)})
		}
	}
	c.Spans = clip(c.Spans, c.Horizon)
	for i := range full {
		for _, h := range full[(i+1)%7] {
			c.Week = appendSpan(c.Week, model.Span{From: model.Minute(i*day + h.From), To: model.Minute(i*day + h.To)})
		}
	}
	if len(c.Week) == 0 && len(c.Spans) == 0 {
		return c, errors.New("the pattern has no working hours at all; give at least one day with hours")
	}
	return c, nil
}

func (p Pattern) check() error {
	for d, hours := range p.Week {
		last := 0
		for _, h := range hours {
			if h.From < last || h.To <= h.From || h.To > day {
				return fmt.Errorf("the hours of %s must be sorted, apart and within the day", time.Weekday(d))
			}
			last = h.To
		}
	}
	if p.PerWeek < 0 || p.PerWeek > week {
		return fmt.Errorf("%d minutes a week is not possible; a week has %d", p.PerWeek, week)
	}
	if p.PerWeek > 0 && p.minutes() == 0 {
		return errors.New("hours a week are given but no day has hours; give the hours of at least one weekday")
	}
	for _, a := range p.Absences {
		if a.Share < 0 || a.Share > 1000 {
			return fmt.Errorf("an absence of %d permille is not possible; give 0 to 1000", a.Share)
		}
	}
	return nil
}

func (p Pattern) minutes() int {
	sum := 0
	for _, hours := range p.Week {
		sum += length(hours)
	}
	return sum
}

// scaled gives the week with PerWeek minutes; what rounding leaves is carried from
// day to day, so that the sum is exact wherever the days are long enough.
func (p Pattern) scaled() [7][]Hours {
	total := p.minutes()
	if p.PerWeek == 0 || p.PerWeek == total {
		return p.Week
	}
	var out [7][]Hours
	seen, given := 0, 0
	for i := range 7 {
		d := (i + 1) % 7
		seen += length(p.Week[d])
		want := seen*p.PerWeek/total - given
		out[d] = resize(p.Week[d], want)
		given += length(out[d])
	}
	return out
}

// resize cuts a day's hours from its end, or lengthens its last stretch, to reach
// the wanted minutes.
func resize(hours []Hours, want int) []Hours {
	if len(hours) == 0 || want <= 0 {
		return nil
	}
	out := make([]Hours, 0, len(hours))
	for _, h := range hours {
		take := min(h.To-h.From, want)
		if take > 0 {
			out = append(out, Hours{From: h.From, To: h.From + take})
		}
		want -= take
	}
	if want > 0 {
		last := &out[len(out)-1]
		grow := min(want, day-last.To)
		last.To += grow
		early := min(want-grow, out[0].From)
		out[0].From -= early
	}
	return out
}

func length(hours []Hours) int {
	sum := 0
	for _, h := range hours {
		sum += h.To - h.From
	}
	return sum
}

// shorten takes a share of a day off its end.
func shorten(hours []Hours, off int) []Hours {
	if off == 0 {
		return hours
	}
	return resize(hours, length(hours)*(1000-off)/1000)
}

// offShares gives the permille taken off each day; absences on one day add up.
func (p Pattern) offShares() map[Date]int {
	off := map[Date]int{}
	for _, h := range p.Holidays {
		off[h] = 1000
	}
	for _, a := range p.Absences {
		share := a.Share
		if share == 0 {
			share = 1000
		}
		for d := a.From; !a.To.before(d); d = d.next() {
			off[d] = min(1000, off[d]+share)
		}
	}
	return off
}

func (d Date) before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

func (d Date) next() Date {
	return dateOf(time.Date(d.Year, d.Month, d.Day+1, 12, 0, 0, 0, time.UTC))
}

func dateOf(t time.Time) Date { y, m, d := t.Date(); return Date{y, m, d} }

// Instant gives the minute at which a wall-clock minute of a day lies in a zone. A
// wall time that a clock change skips is moved on by the change.
func Instant(zone *time.Location, d Date, minute int) model.Minute { return instant(zone, d, minute) }

func instant(zone *time.Location, d Date, minute int) model.Minute {
	t := time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, zone)
	return model.Minute(t.Unix() / 60)
}

// appendSpan keeps spans sorted, disjoint and merged where they touch.
func appendSpan(spans []model.Span, s model.Span) []model.Span {
	if n := len(spans); n > 0 {
		s.From = max(s.From, spans[n-1].To)
		if s.From == spans[n-1].To && s.To > s.From {
			spans[n-1].To = s.To
			return spans
		}
	}
	if s.To <= s.From {
		return spans
	}
	return append(spans, s)
}

// Without gives the calendar less the given stretches of time, which need not be
// sorted; what is taken after the horizon moves the horizon out by whole weeks.
func Without(c model.Calendar, off []model.Span) model.Calendar {
	if len(off) == 0 {
		return c
	}
	off = append([]model.Span(nil), off...)
	sort.Slice(off, func(i, j int) bool { return off[i].From < off[j].From })
	x := Compile(&c)
	end, origin := c.Horizon, c.Horizon
	for _, o := range off {
		for end < o.To {
			end += week
		}
		origin = min(origin, o.From)
	}
	out := model.Calendar{Horizon: end, Week: c.Week}
	if x.Always() {
		end = max(end, off[len(off)-1].To)
		out.Horizon, out.Week = end, []model.Span{{From: 0, To: week}}
		origin -= 20 * 366 * day
	} else {
		origin = x.origin()
	}
	t := origin
	for t < end {
		s := x.Stretch(t)
		if s.From >= end {
			break
		}
		s.To = min(s.To, end)
		t = s.To
		out.Spans = subtract(out.Spans, s, off)
	}
	return out
}

func subtract(spans []model.Span, s model.Span, off []model.Span) []model.Span {
	from := s.From
	for _, o := range off {
		if o.To <= from {
			continue
		}
		if o.From >= s.To {
			break
		}
		if o.From > from {
			spans = appendSpan(spans, model.Span{From: from, To: o.From})
		}
		from = max(from, o.To)
	}
	if from < s.To {
		spans = appendSpan(spans, model.Span{From: from, To: s.To})
	}
	return spans
}
