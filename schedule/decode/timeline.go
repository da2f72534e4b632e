package decode

import (
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// timeline is what somebody already has to do, sorted and disjoint.
type timeline struct {
	busy   []model.Span // own work
	mentor []model.Span // guiding others; own work on top runs slower
	tasks  int
}

func (l *timeline) reset() {
	l.busy, l.mentor, l.tasks = l.busy[:0], l.mentor[:0], 0
}

// after gives the first of the spans that ends after t.
func after(spans []model.Span, t model.Minute) int {
	i := len(spans)
	for i > 0 && spans[i-1].To > t {
		i--
	}
	return i
}

// insert keeps the spans sorted.
func insert(spans []model.Span, s model.Span) []model.Span {
	i := len(spans)
	spans = append(spans, s)
	for i > 0 && spans[i-1].From > s.From {
		spans[i] = spans[i-1]
		i--
	}
	spans[i] = s
	return spans
}

// blocked gives the first of the spans that meets [from, to).
func blocked(spans []model.Span, from, to model.Minute) (model.Span, bool) {
	i := after(spans, from)
	if i < len(spans) && spans[i].From < to {
		return spans[i], true
	}
	return model.Span{}, false
}

// run gives when an effort (in thousandths of a working minute) that begins at from
// ends, while guiding others slows it down.
func (l *timeline) run(x *calendar.Index, from model.Minute, effort, share int64) model.Minute {
	if len(l.mentor) == 0 {
		return x.Add(from, (effort+999)/1000)
	}
	t := from
	for i := after(l.mentor, from); i < len(l.mentor); i++ {
		m := l.mentor[i]
		if m.From > t {
			part := 1000 * x.Between(t, m.From)
			if part >= effort {
				break
			}
			effort, t = effort-part, m.From
		}
		slow := 1000 - share
		part := slow * x.Between(t, m.To)
		if part >= effort {
			return x.Add(t, (effort+slow-1)/slow)
		}
		effort, t = effort-part, m.To
	}
	return x.Add(t, (effort+999)/1000)
}

// effort gives the thousandths of a working minute done in [from, to).
func (l *timeline) effort(x *calendar.Index, from, to model.Minute, share int64) int64 {
	if to <= from {
		return 0
	}
	sum := 1000 * x.Between(from, to)
	for i := after(l.mentor, from); i < len(l.mentor) && l.mentor[i].From < to; i++ {
		sum -= share * x.Between(max(from, l.mentor[i].From), min(to, l.mentor[i].To))
	}
	return sum
}

// fit finds the earliest stretch at or after est in which an effort can be done
// without a break by other work.
func (l *timeline) fit(x *calendar.Index, est model.Minute, effort, share int64) model.Span {
	s := x.Next(est)
	for i := after(l.busy, s); ; i++ {
		// A gap shorter than the work in plain minutes needs no calendar.
		for i < len(l.busy) && int64(l.busy[i].From-s)*1000 < effort {
			s = max(s, l.busy[i].To)
			i++
		}
		if s = x.Next(s); s >= calendar.Never {
			return model.Span{From: calendar.Never, To: calendar.Never}
		}
		f := l.run(x, s, effort, share)
		if i >= len(l.busy) || f <= l.busy[i].From {
			return model.Span{From: s, To: f}
		}
		s = l.busy[i].To
	}
}
