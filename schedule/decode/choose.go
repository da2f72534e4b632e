package decode

import (
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// shortest is the least stretch of a split task worth sitting down for, in minutes.
const shortest = 60

// chooseSeat fills one seat of a task whose seats work each in their own hours, at
// or after est, and leaves the parts in place.
func (d *Decoder) chooseSeat(i int32, g *Genome, est model.Minute) bool {
	seat := &d.x.Seats[i]
	d.seatNow = i
	n := seat.Low
	if c := int(g.Crew[i]); c > 0 {
		n = max(seat.Low, min(c, seat.High))
	}
	if n > 1 || len(seat.Pinned) > 0 && seat.High > 1 {
		for ; n >= seat.Low; n-- {
			if d.crew(i, g, est, n) {
				return true
			}
		}
		return false
	}
	return d.single(i, g, est)
}

// single fills a seat with one person: the genome's, or the best by the weights.
func (d *Decoder) single(i int32, g *Genome, est model.Minute) bool {
	seat := &d.x.Seats[i]
	if o := seat.Option(g.Pick[i]); o != nil && !d.reserved(i, o.Person) {
		if p, ok := d.try(seat, o, est); ok {
			d.keepPart(i, p)
			return true
		}
	}
	found, best, bestKey := false, part{}, int64(0)
	for pass := 0; pass < 2 && !found; pass++ {
		for j := range seat.Options {
			o := &seat.Options[j]
			if o.Stretch && pass == 0 && !d.w.stretch() || d.reserved(i, o.Person) {
				continue
			}
			p, ok := d.try(seat, o, est)
			if !ok {
				continue
			}
			if key := d.key(seat, o, &p); !found || key < bestKey {
				found, best, bestKey = true, p, key
				if p.segs > 0 {
					d.segBest = append(d.segBest[:0], d.segTry...)
				}
			}
		}
	}
	if !found {
		return false
	}
	if best.segs > 0 {
		d.segTry = append(d.segTry[:0], d.segBest...)
	}
	d.keepPart(i, best)
	return true
}

func (d *Decoder) taken(person int32) bool {
	return slices.Contains(d.onTask, person)
}

// reserved tells whether a person sits on the task already, or is pinned to another
// of its seats, or kept for one by the last resort.
func (d *Decoder) reserved(i, person int32) bool {
	if d.taken(person) {
		return true
	}
	k := &d.x.Tasks[d.x.Seats[i].Task]
	if k.Seats[1]-k.Seats[0] < 2 {
		return false
	}
	for j := k.Seats[0]; j < k.Seats[1]; j++ {
		if j != i && !d.x.Seats[j].Skip && slices.Contains(d.x.Seats[j].Pinned, person) {
			return true
		}
	}
	return false
}

// keepPart writes a single part into its slot, with its segments.
func (d *Decoder) keepPart(i int32, p part) {
	if p.segs > 0 {
		p.seg, p.segs = int32(len(d.segment)), int32(len(d.segTry))
		d.segment = append(d.segment, d.segTry...)
	}
	d.parts[d.x.Seats[i].Slot] = p
	d.count[i] = 1
}

// key is what one option costs by the weights; less is better.
func (d *Decoder) key(seat *instance.Seat, o *instance.Option, p *part) int64 {
	spent := (p.effort*1000 + o.Pace - 1) / o.Pace
	key := int64(p.finish-d.x.P.Start)*d.w.Soon + spent*o.Cost/60*d.w.Cost
	if o.Growth {
		key -= p.effort * d.w.Growth
	}
	if len(seat.Keep) > 0 && !slices.Contains(seat.Keep, o.Person) {
		key += d.w.Change
	}
	return key
}

// need gives the effort in thousandths of a calendar minute that work takes at a
// rate in millionths.
func need(work, rate int64) int64 { return (work*1_000_000_000 + rate - 1) / rate }

// try finds where one person could do a seat's whole work.
func (d *Decoder) try(seat *instance.Seat, o *instance.Option, est model.Minute) (part, bool) {
	k, l := &d.x.Tasks[seat.Task], &d.lines[o.Person]
	x := k.Cals[o.Calendar]
	effort := need(seat.Work, o.Rate*d.x.Sharing[0]/1000)
	p := part{person: o.Person, mentor: model.None, effort: seat.Work}
	who := &d.x.P.People[o.Person]
	if who.MaxTasks > 0 && l.tasks >= who.MaxTasks {
		return p, false
	}
	for {
		span := model.Span{}
		switch {
		case k.Split && !o.Stretch:
			span = d.fill(l, x, est, effort)
			p.segs = int32(len(d.segTry))
		case o.Stretch:
			span, p.mentor = d.guided(seat, o, x, est, effort)
		default:
			span = l.fit(x, est, effort, d.x.MentorShare)
		}
		if span.To >= calendar.Never {
			return p, false
		}
		p.start, p.finish = span.From, span.To
		at, ok := d.limit(o.Person, span, p.segs > 0)
		if ok {
			return p, true
		}
		if at <= est {
			return p, false
		}
		est = at
	}
}

// limit checks a person's limits with a span added; when one is broken it gives the
// end of its window.
func (d *Decoder) limit(person int32, s model.Span, split bool) (model.Minute, bool) {
	who := &d.x.P.People[person]
	if len(who.Limits) == 0 {
		return 0, true
	}
	x := d.x.Calendar(who.Calendar)
	for _, m := range who.Limits {
		from, to := max(s.From, m.Window.From), min(s.To, m.Window.To)
		if to <= from {
			continue
		}
		used := int64(0)
		if split {
			for _, b := range d.segTry {
				used += x.Between(max(b.From, m.Window.From), min(b.To, m.Window.To))
			}
		} else {
			used = x.Between(from, to)
		}
		for _, b := range d.lines[person].busy {
			used += x.Between(max(b.From, m.Window.From), min(b.To, m.Window.To))
		}
		if used*int64(1000-who.Duty)/1000 > m.Work {
			return m.Window.To, false
		}
	}
	return 0, true
}

// fill spreads an effort over the free stretches at or after est.
func (d *Decoder) fill(l *timeline, x *calendar.Index, est model.Minute, effort int64) model.Span {
	d.segTry = d.segTry[:0]
	s := x.Next(est)
	for i := after(l.busy, s); ; i++ {
		if i < len(l.busy) && l.busy[i].From <= s {
			s = x.Next(l.busy[i].To)
			continue
		}
		if s >= calendar.Never {
			return model.Span{From: calendar.Never, To: calendar.Never}
		}
		f := l.run(x, s, effort, d.x.MentorShare)
		if i >= len(l.busy) || f <= l.busy[i].From {
			d.segTry = append(d.segTry, model.Span{From: s, To: f})
			return model.Span{From: d.segTry[0].From, To: f}
		}
		if part := l.effort(x, s, l.busy[i].From, d.x.MentorShare); part >= min(effort, shortest*1000) && part < effort {
			effort -= part
			d.segTry = append(d.segTry, model.Span{From: s, To: l.busy[i].From})
		}
		s = x.Next(l.busy[i].To)
	}
}

// guided finds where a person one level below could do the work beside a mentor who
// has no own work then, and works part of the same hours.
func (d *Decoder) guided(seat *instance.Seat, o *instance.Option, x *calendar.Index, est model.Minute, effort int64) (model.Span, int32) {
	best, who := model.Span{From: calendar.Never, To: calendar.Never}, int32(model.None)
	for _, m := range seat.Mentors {
		if m == o.Person || d.reserved(d.seatNow, m) {
			continue
		}
		if s := d.guidedBy(m, o, x, est, effort); s.To < best.To {
			best, who = s, m
		}
	}
	return best, who
}

func (d *Decoder) guidedBy(m int32, o *instance.Option, x *calendar.Index, est model.Minute, effort int64) model.Span {
	l, lm := &d.lines[o.Person], &d.lines[m]
	own, theirs := d.x.Calendar(d.x.P.People[o.Person].Calendar), d.x.Calendar(d.x.P.People[m].Calendar)
	for range 200 {
		s := l.fit(x, est, effort, d.x.MentorShare)
		if s.To >= calendar.Never {
			return s
		}
		if b, is := blocked(lm.busy, s.From, s.To); is {
			est = b.To
			continue
		}
		if b, is := blocked(lm.mentor, s.From, s.To); is {
			est = b.To
			continue
		}
		if theirs.Between(s.From, s.To)*1000 >= own.Between(s.From, s.To)*d.x.MentorShare {
			return s
		}
		est = s.To
	}
	return model.Span{From: calendar.Never, To: calendar.Never}
}

// crew fills a seat with n people who share its work until it is done.
func (d *Decoder) crew(i int32, g *Genome, est model.Minute, n int) bool {
	seat := &d.x.Seats[i]
	d.rank(i, g.Pick[i], est)
	d.tried = d.tried[:0]
	for _, r := range d.ranked {
		o := &seat.Options[r.option]
		if len(d.tried) < n && r.at < calendar.Never {
			d.tried = append(d.tried, part{person: o.Person, mentor: model.None, start: est})
		}
	}
	if len(d.tried) < n || !d.share(seat, est) {
		return false
	}
	copy(d.parts[seat.Slot:], d.tried)
	d.count[i] = int8(n)
	return true
}

// rank sorts a seat's people for sharing: pinned first, then the genome's, then by
// how soon each could have half of the work done.
func (d *Decoder) rank(i, pick int32, est model.Minute) {
	seat := &d.x.Seats[i]
	d.ranked = d.ranked[:0]
	for j := range seat.Options {
		o := &seat.Options[j]
		if o.Stretch || d.reserved(i, o.Person) {
			continue
		}
		if who := &d.x.P.People[o.Person]; who.MaxTasks > 0 && d.lines[o.Person].tasks >= who.MaxTasks {
			continue
		}
		at := d.lines[o.Person].fit(d.x.Tasks[seat.Task].Cals[o.Calendar], est, need(seat.Work/2+1, o.Rate), d.x.MentorShare).To
		if at < calendar.Never {
			switch {
			case slices.Contains(seat.Pinned, o.Person):
				at -= calendar.Never
			case o.Person == pick || pick == Greedy && slices.Contains(seat.Keep, o.Person):
				at -= calendar.Never / 2
			}
		}
		d.ranked = append(d.ranked, ranked{int32(j), at})
	}
	slices.SortStableFunc(d.ranked, func(a, b ranked) int { return int(min(1, max(-1, a.at-b.at))) })
}

// share finds the instant at which the people in d.tried, each beginning as soon as
// free, have done the seat's work together, and splits it among them.
func (d *Decoder) share(seat *instance.Seat, est model.Minute) bool {
	k := &d.x.Tasks[seat.Task]
	for round := 0; round < 1000; round++ {
		latest := model.Minute(0)
		for j := range d.tried {
			p := &d.tried[j]
			l, x := &d.lines[p.person], k.Cals[seat.Option(p.person).Calendar]
			p.start = l.fit(x, max(p.start, est), 1000, 0).From
			latest = max(latest, p.start)
		}
		if latest >= calendar.Never {
			return false
		}
		f := d.sharedEnd(seat, k, latest)
		if f >= calendar.Never {
			return false
		}
		moved := f <= latest // the early ones would leave nothing for the last: they wait
		for j := range d.tried {
			p := &d.tried[j]
			if f <= latest {
				p.start = latest
			} else if b, is := blocked(d.lines[p.person].busy, p.start, f); is {
				p.start, moved = b.To, true
			} else if at, ok := d.limit(p.person, model.Span{From: p.start, To: f}, false); !ok {
				if at <= p.start {
					return false
				}
				p.start, moved = at, true
			}
		}
		if !moved {
			return d.splitEffort(seat, k, f)
		}
	}
	return false
}

// sharedEnd gives the first instant by which the shared work is done; the people
// who come last come at latest, before that the others may be done already.
func (d *Decoder) sharedEnd(seat *instance.Seat, k *instance.Task, latest model.Minute) model.Minute {
	low, high := latest, latest+1
	for step := model.Minute(60); d.done(seat, k, high) < seat.Work; step *= 2 {
		if step > 1<<40 {
			return calendar.Never
		}
		low, high = high, high+step
	}
	if d.done(seat, k, latest) >= seat.Work {
		low = d.x.P.Start
	}
	for high-low > 1 {
		if mid := low + (high-low)/2; d.done(seat, k, mid) >= seat.Work {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// done gives the minutes of work the crew has done by an instant.
func (d *Decoder) done(seat *instance.Seat, k *instance.Task, at model.Minute) int64 {
	sum := int64(0)
	for j := range d.tried {
		sum += d.contribution(seat, k, &d.tried[j], at)
	}
	return sum
}

func (d *Decoder) contribution(seat *instance.Seat, k *instance.Task, p *part, at model.Minute) int64 {
	o := seat.Option(p.person)
	return d.lines[p.person].effort(k.Cals[o.Calendar], p.start, at, d.x.MentorShare) * d.crewRate(o, len(d.tried)) / 1_000_000_000
}

// crewRate is one person's rate in millionths when n share a seat.
func (d *Decoder) crewRate(o *instance.Option, n int) int64 {
	e := d.x.Sharing[max(0, min(n, len(d.x.Sharing))-1)]
	return e * o.Pace / 1000 * (o.Rate / o.Pace)
}

// splitEffort gives each of the crew what they can do by the end, the last ones
// less where rounding leaves too much. Everybody must have something to do.
func (d *Decoder) splitEffort(seat *instance.Seat, k *instance.Task, f model.Minute) bool {
	left := seat.Work
	for j := range d.tried {
		p := &d.tried[j]
		p.finish = f
		if p.start >= f {
			return false
		}
		p.effort = min(left, d.contribution(seat, k, p, f))
		left -= p.effort
	}
	return left == 0
}
