package calendar

import "plumbline/schedule/model"

// AddJoint gives the instant at which work minutes after from have been worked by
// all the calendars at once. It allocates nothing. Never when they do not meet in
// four hundred weeks in a row.
func AddJoint(all []*Index, from model.Minute, work int64) model.Minute {
	if len(all) == 1 {
		return all[0].Add(from, work)
	}
	t, limit := from, from+400*week
	for work > 0 {
		s := JointStretch(all, t)
		if s.From > limit || s.From >= Never {
			return Never
		}
		if length := int64(s.To - s.From); length < work {
			work -= length
			t, limit = s.To, s.To+400*week
			continue
		}
		return s.From + model.Minute(work)
	}
	return t
}

// BetweenJoint gives the minutes in [a, b) worked by all the calendars at once.
func BetweenJoint(all []*Index, a, b model.Minute) int64 {
	if len(all) == 1 {
		return all[0].Between(a, b)
	}
	sum := int64(0)
	for t := a; t < b; {
		s := JointStretch(all, t)
		if s.From >= b {
			break
		}
		sum += int64(min(s.To, b) - s.From)
		t = s.To
	}
	return sum
}

// JointStretch gives the first stretch at or after t worked by all the calendars
// at once; Never when they do not meet within four hundred weeks.
func JointStretch(all []*Index, t model.Minute) model.Span {
	limit := t + 400*week
	for t < limit {
		s := model.Span{From: t, To: Never}
		moved := false
		for _, x := range all {
			own := x.Stretch(s.From)
			if own.From > s.From {
				s.From, moved = own.From, true
				if own.From >= limit {
					return model.Span{From: Never, To: Never}
				}
				break
			}
			s.To = min(s.To, own.To)
		}
		if !moved {
			return s
		}
		t = s.From
	}
	return model.Span{From: Never, To: Never}
}

// Intersect gives the calendar worked by all of the given ones at once.
func Intersect(all ...*model.Calendar) model.Calendar {
	var parts []*Index
	horizon, origin := model.Minute(0), Never
	for _, c := range all {
		x := Compile(c)
		if x.Always() {
			continue
		}
		if len(parts) == 0 || x.horizon > horizon {
			horizon = x.horizon
		}
		origin = min(origin, x.origin())
		parts = append(parts, x)
	}
	if len(parts) == 0 {
		return model.Calendar{}
	}
	c := model.Calendar{Horizon: horizon, Spans: jointSpans(parts, origin, horizon)}
	for _, s := range jointSpans(parts, horizon, horizon+week) {
		c.Week = append(c.Week, model.Span{From: s.From - horizon, To: s.To - horizon})
	}
	if len(c.Spans) == 0 && len(c.Week) == 0 { // they never meet: one minute long before anything
		c.Spans = []model.Span{{From: origin - 1, To: origin}}
	}
	return c
}

func jointSpans(all []*Index, from, to model.Minute) []model.Span {
	var spans []model.Span
	for t := from; t < to; {
		s := JointStretch(all, t)
		if s.From >= to {
			break
		}
		s.To = min(s.To, to)
		if n := len(spans); n > 0 && spans[n-1].To == s.From {
			spans[n-1].To = s.To
		} else {
			spans = append(spans, s)
		}
		t = s.To
	}
	return spans
}
