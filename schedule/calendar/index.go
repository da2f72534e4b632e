package calendar

import (
	"math"
	"sort"

	"plumbline/schedule/model"
)

// Never is the instant answered for work that a calendar never reaches.
const Never model.Minute = math.MaxInt64 / 8

const (
	day  = 24 * 60
	week = 7 * day
)

// Index is a compiled calendar. It is immutable and safe for concurrent use; the
// nil Index and the zero Index both work around the clock, at no cost.
type Index struct {
	limited bool
	spans   []model.Span
	before  []int64 // minutes worked before spans[i]
	total   int64   // minutes worked in all spans
	bucket  []int32 // by day since spans[0].From: first span that ends after the day begins
	horizon model.Minute
	week    []model.Span // relative to horizon
	weekly  []int64      // minutes worked before week[i]
	perWeek int64
	hours   []int32 // by hour of the week: first week[i] that ends after the hour begins
	worked  stairs  // over before
	weekday stairs  // over weekly
}

// Compile prepares a calendar. Spans must be sorted, disjoint and not empty; what
// lies after the horizon is ignored, and the week repeats from the horizon on.
// A calendar without spans and week works around the clock.
func Compile(c *model.Calendar) *Index {
	if c == nil || len(c.Spans) == 0 && len(c.Week) == 0 {
		return &Index{}
	}
	x := &Index{limited: true, spans: c.Spans, horizon: c.Horizon, week: c.Week}
	if len(c.Week) > 0 {
		x.spans = clip(c.Spans, c.Horizon)
	}
	x.before, x.total = prefix(x.spans)
	x.weekly, x.perWeek = prefix(x.week)
	x.fillBuckets()
	x.worked, x.weekday = climb(x.before, x.total), climb(x.weekly, x.perWeek)
	return x
}

// clip drops what lies at or after the end.
func clip(spans []model.Span, end model.Minute) []model.Span {
	n := sort.Search(len(spans), func(i int) bool { return spans[i].To > end })
	if n == len(spans) {
		return spans
	}
	kept := append([]model.Span(nil), spans[:n]...)
	if spans[n].From < end {
		kept = append(kept, model.Span{From: spans[n].From, To: end})
	}
	return kept
}

func prefix(spans []model.Span) ([]int64, int64) {
	sums := make([]int64, len(spans))
	total := int64(0)
	for i, s := range spans {
		sums[i] = total
		total += int64(s.To - s.From)
	}
	return sums, total
}

func (x *Index) fillBuckets() {
	if len(x.week) > 0 {
		x.hours = ends(x.week, 0, 60, week/60)
	}
	if len(x.spans) == 0 {
		return
	}
	first, last := x.spans[0].From, x.spans[len(x.spans)-1].To
	x.bucket = ends(x.spans, first, day, int((last-first)/day+1))
}

// ends gives for each of n steps of time the first span that ends after it begins, or
// the last one.
func ends(spans []model.Span, from, step model.Minute, n int) []int32 {
	list, i := make([]int32, n), 0
	for b := range list {
		for spans[i].To <= from+model.Minute(b)*step && i < len(spans)-1 {
			i++
		}
		list[b] = int32(i)
	}
	return list
}

// stairs find the span in which an amount of work is reached without a search.
type stairs struct {
	before []int64 // minutes worked before each span
	at     []int32 // by stair of work: last span before which less is worked, or the first
}

// stair is the work in minutes between two entries, about half of a usual span.
const stair = 128

func climb(before []int64, total int64) stairs {
	if len(before) == 0 {
		return stairs{}
	}
	s, i := stairs{before, make([]int32, total/stair+1)}, int32(0)
	for b := range s.at {
		for int(i+1) < len(before) && before[i+1] < int64(b)*stair {
			i++
		}
		s.at[b] = i
	}
	return s
}

// find gives the last span before which less than w minutes are worked, for w from 1
// to the total.
func (s *stairs) find(w int64) int {
	i := int(s.at[w/stair])
	for i+1 < len(s.before) && s.before[i+1] < w {
		i++
	}
	return i
}

// Always reports whether the calendar works around the clock.
func (x *Index) Always() bool { return x == nil || !x.limited }

// PerWeek gives the minutes of the week that repeats: all of them for a calendar
// that works around the clock, zero for one that ends.
func (x *Index) PerWeek() int64 {
	if x.Always() {
		return week
	}
	return x.perWeek
}

// span returns the first explicit span that ends after t, or len(spans).
func (x *Index) span(t model.Minute) int {
	n := len(x.spans)
	if n == 0 || t >= x.spans[n-1].To {
		return n
	}
	if t < x.spans[0].From {
		return 0
	}
	i := int(x.bucket[(t-x.spans[0].From)/day])
	for x.spans[i].To <= t {
		i++
	}
	return i
}

// Worked gives the minutes worked before t, counted from the calendar's own
// beginning (from the epoch where it works around the clock). It grows by at
// most one a minute.
func (x *Index) Worked(t model.Minute) int64 {
	if x.Always() {
		return int64(t)
	}
	if t > x.horizon && x.perWeek > 0 {
		return x.total + x.workedWeekly(t-x.horizon)
	}
	i := x.span(t)
	if i == len(x.spans) {
		return x.total
	}
	if t <= x.spans[i].From {
		return x.before[i]
	}
	return x.before[i] + int64(t-x.spans[i].From)
}

func (x *Index) workedWeekly(since model.Minute) int64 {
	weeks, rest := since/week, since%week
	sum := int64(weeks) * x.perWeek
	i := int(x.hours[rest/60])
	for rest >= x.week[i].To {
		if i++; i == len(x.week) {
			return sum + x.perWeek
		}
	}
	return sum + x.weekly[i] + max(0, int64(rest-x.week[i].From))
}

// When gives the earliest instant at which w minutes, counted as by Worked, have
// been worked; Never where that is not reached.
func (x *Index) When(w int64) model.Minute {
	if x.Always() {
		return model.Minute(w)
	}
	if w <= x.total {
		return x.whenExplicit(w)
	}
	if x.perWeek == 0 {
		return Never
	}
	w -= x.total + 1
	weeks, rest := w/x.perWeek, w%x.perWeek+1
	i := x.weekday.find(rest)
	return x.horizon + model.Minute(weeks*week) + x.week[i].From + model.Minute(rest-x.weekly[i])
}

func (x *Index) whenExplicit(w int64) model.Minute {
	if w <= 0 {
		return x.origin()
	}
	i := x.worked.find(w)
	return x.spans[i].From + model.Minute(w-x.before[i])
}

func (x *Index) origin() model.Minute {
	if len(x.spans) > 0 {
		return x.spans[0].From
	}
	return x.horizon
}

// Add gives the instant at which work minutes after from are done. Add(t, 0) is t;
// negative work looks back: the latest instant from which that work fits before t.
func (x *Index) Add(from model.Minute, work int64) model.Minute {
	switch {
	case x.Always() || work == 0:
		return from + model.Minute(work)
	case work < 0:
		return x.Back(from, -work)
	}
	return x.When(x.Worked(from) + work)
}

// Back gives the latest instant from which work minutes fit before to. Before the
// calendar's beginning it counts around the clock, so that the answer exists.
func (x *Index) Back(to model.Minute, work int64) model.Minute {
	if x.Always() || work == 0 {
		return to - model.Minute(work)
	}
	w := x.Worked(to) - work
	if w < 0 {
		return x.origin() + model.Minute(w)
	}
	return x.Resume(w)
}

// Resume gives the latest instant at which only w minutes have been worked: the
// instant at which minute w+1 begins. Never where no more is worked.
func (x *Index) Resume(w int64) model.Minute {
	if x.Always() {
		return model.Minute(w)
	}
	t := x.When(w + 1)
	if t == Never {
		return Never
	}
	return t - 1
}

// Next gives the earliest instant at or after t that is worked.
func (x *Index) Next(t model.Minute) model.Minute {
	if x.Always() {
		return t
	}
	if i := x.span(t); i < len(x.spans) && t < x.spans[i].To {
		return max(t, x.spans[i].From)
	}
	return x.Resume(x.Worked(t))
}

// Between gives the minutes worked in [a, b); zero when b is not after a.
func (x *Index) Between(a, b model.Minute) int64 {
	if b <= a {
		return 0
	}
	if x.Always() {
		return int64(b - a)
	}
	return x.Worked(b) - x.Worked(a)
}

// Stretch gives the worked stretch that holds t or comes first after it; its end
// may be cut at the horizon or at a week's end though work goes on there.
func (x *Index) Stretch(t model.Minute) model.Span {
	if x.Always() {
		return model.Span{From: t, To: Never}
	}
	if i := x.span(t); i < len(x.spans) && t < x.spans[i].To {
		return model.Span{From: max(t, x.spans[i].From), To: x.spans[i].To}
	}
	from := x.Resume(x.Worked(t))
	if from == Never {
		return model.Span{From: Never, To: Never}
	}
	rest := (from - x.horizon) % week
	i := sort.Search(len(x.week), func(i int) bool { return x.week[i].To > rest })
	return model.Span{From: from, To: from + x.week[i].To - rest}
}

// Scale gives the calendar minutes that work takes at a speed: ceil(work·1000/permille).
func Scale(work int64, permille int) int64 {
	if permille == 1000 || work == 0 {
		return work
	}
	return (work*1000 + int64(permille) - 1) / int64(permille)
}
