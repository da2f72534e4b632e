package calendar

import (
	"math"
	"math/bits"
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
	explicit,
	week ruler // the week's instants are relative to the horizon
	horizon model.Minute
	inverse uint64 // 2^64 over the week's total, rounded up; 0 = divide
}

// Compile prepares a calendar. Spans must be sorted, disjoint and not empty; what
// lies after the horizon is ignored, and the week repeats from the horizon on.
// A calendar without spans and week works around the clock.
func Compile(c *model.Calendar) *Index {
	if c == nil || len(c.Spans) == 0 && len(c.Week) == 0 {
		return &Index{}
	}
	spans := c.Spans
	if len(c.Week) > 0 {
		spans = clip(c.Spans, c.Horizon)
	}
	x := &Index{limited: true, explicit: lay(spans, 8, 6), week: lay(c.Week, 6, 5), horizon: c.Horizon}
	if d := uint64(x.week.total); d > 1 {
		x.inverse = math.MaxUint64/d + 1
	}
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

// Always reports whether the calendar works around the clock.
func (x *Index) Always() bool { return x == nil || !x.limited }

// PerWeek gives the minutes of the week that repeats: all of them for a calendar
// that works around the clock, zero for one that ends.
func (x *Index) PerWeek() int64 {
	if x.Always() {
		return week
	}
	return x.week.total
}

// Worked gives the minutes worked before t, counted from the calendar's own
// beginning (from the epoch where it works around the clock). It grows by at
// most one a minute.
func (x *Index) Worked(t model.Minute) int64 {
	if x.Always() {
		return int64(t)
	}
	if t <= x.horizon || x.week.total == 0 {
		return x.explicit.worked(t)
	}
	since := uint64(t - x.horizon)
	weeks := since / week
	return x.explicit.total + int64(weeks)*x.week.total + x.week.worked(model.Minute(since-weeks*week))
}

// When gives the earliest instant at which w minutes, counted as by Worked, have
// been worked; Never where that is not reached.
func (x *Index) When(w int64) model.Minute {
	switch {
	case x.Always():
		return model.Minute(w)
	case w <= 0:
		return x.origin()
	case w <= x.explicit.total:
		return x.explicit.when(w)
	case x.week.total == 0:
		return Never
	}
	w -= x.explicit.total
	weeks := x.weeks(w - 1)
	return x.horizon + model.Minute(weeks*week) + x.week.when(w-weeks*x.week.total)
}

// weeks divides by the work of a week. The product with the inverse is exact below
// 2^32 (Lemire, Kaser and Kurz 2019) and takes a third of the time.
func (x *Index) weeks(w int64) int64 {
	if uint64(w) < 1<<32 && x.inverse != 0 {
		quotient, _ := bits.Mul64(uint64(w), x.inverse)
		return int64(quotient)
	}
	return w / x.week.total
}

func (x *Index) origin() model.Minute {
	if len(x.explicit.spells) > 1 {
		return x.explicit.spells[0].from()
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
	if s := x.explicit.next(t); s != nil {
		return max(t, s.from())
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
	if s := x.explicit.next(t); s != nil {
		return model.Span{From: max(t, s.from()), To: s.to}
	}
	from := x.Resume(x.Worked(t))
	if from == Never {
		return model.Span{From: Never, To: Never}
	}
	rest := (from - x.horizon) % week
	return model.Span{From: from, To: from + x.week.next(rest).to - rest}
}

// Scale gives the calendar minutes that work takes at a speed: ceil(work·1000/permille).
func Scale(work int64, permille int) int64 {
	if permille == 1000 || work == 0 {
		return work
	}
	return (work*1000 + int64(permille) - 1) / int64(permille)
}
