package decode

import (
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// gather chooses the people of a task whose seats are all held at once: first whom
// the genome or a pin says, then whoever is free soonest, nobody twice.
func (d *Decoder) gather(t int32, g *Genome, est model.Minute, effort int64) bool {
	k := &d.x.Tasks[t]
	d.onTask = d.onTask[:0]
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		d.count[i] = 0
	}
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		seat := &d.x.Seats[i]
		for _, who := range seat.Pinned {
			if !seat.Skip && !d.taken(who) {
				d.sit(i, who)
			}
		}
	}
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		seat := &d.x.Seats[i]
		n := max(seat.Low, min(int(g.Crew[i]), seat.High))
		if o := seat.Option(g.Pick[i]); !seat.Skip && o != nil && !o.Stretch && int(d.count[i]) < n && !d.taken(o.Person) && d.allowed(o.Person) {
			d.sit(i, o.Person)
		}
		for !seat.Skip && int(d.count[i]) < n {
			who := d.soonest(seat, est, effort)
			if who == Greedy && !d.augment(i, k) {
				return false
			}
			if who != Greedy {
				d.sit(i, who)
			}
		}
	}
	return true
}

func (d *Decoder) allowed(person int32) bool {
	most := d.x.P.People[person].MaxTasks
	return most == 0 || d.lines[person].tasks < most
}

func (d *Decoder) sit(i, who int32) {
	seat := &d.x.Seats[i]
	d.parts[seat.Slot+int(d.count[i])] = part{person: who, mentor: model.None}
	d.count[i]++
	d.onTask = append(d.onTask, who)
}

// soonest gives the person not yet on the task with the best key, or Greedy.
func (d *Decoder) soonest(seat *instance.Seat, est model.Minute, effort int64) int32 {
	who, bestKey := Greedy, int64(0)
	for j := range seat.Options {
		o := &seat.Options[j]
		if o.Stretch || d.taken(o.Person) || !d.allowed(o.Person) {
			continue
		}
		p := part{person: o.Person, effort: effort / 1000}
		p.finish = d.lines[o.Person].fit(d.x.Tasks[seat.Task].Cals[o.Calendar], est, max(effort, 1), d.x.MentorShare).To
		if key := d.key(seat, o, &p); who == Greedy || key < bestKey {
			who, bestKey = o.Person, key
		}
	}
	return who
}

// augment frees a person for a seat by moving another seat's person along, as far
// as needed (an augmenting path).
func (d *Decoder) augment(i int32, k *instance.Task) bool {
	d.match = append(d.match[:0], make([]int32, k.Seats[1]-k.Seats[0])...)
	return d.push(i, k)
}

func (d *Decoder) push(i int32, k *instance.Task) bool {
	seat := &d.x.Seats[i]
	if d.match[i-k.Seats[0]] != 0 {
		return false
	}
	d.match[i-k.Seats[0]] = 1
	for j := range seat.Options {
		o := &seat.Options[j]
		if !o.Stretch && d.allowed(o.Person) && !d.taken(o.Person) {
			d.sit(i, o.Person)
			return true
		}
	}
	for j := range seat.Options {
		o := &seat.Options[j]
		if o.Stretch || !d.allowed(o.Person) {
			continue
		}
		at, pos := d.sitting(k, o.Person)
		if at == i || at < 0 || slices.Contains(d.x.Seats[at].Pinned, o.Person) {
			continue
		}
		other := &d.x.Seats[at]
		last := other.Slot + int(d.count[at]) - 1
		d.parts[other.Slot+pos] = d.parts[last]
		d.count[at]--
		if d.push(at, k) {
			d.parts[seat.Slot+int(d.count[i])] = part{person: o.Person, mentor: model.None}
			d.count[i]++
			return true
		}
		d.parts[last] = part{person: o.Person, mentor: model.None}
		d.count[at]++
	}
	return false
}

func (d *Decoder) sitting(k *instance.Task, who int32) (seat int32, pos int) {
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		for j, p := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
			if p.person == who {
				return i, j
			}
		}
	}
	return -1, 0
}

// clash gives the first instant after from at which the people of a task may all be
// free again, or from when nothing meets [from, to).
func (d *Decoder) clash(k *instance.Task, from, to model.Minute) (model.Minute, bool) {
	at := from
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		for _, p := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
			if b, is := blocked(d.lines[p.person].busy, from, to); is {
				at = max(at, b.To)
			}
			if end, ok := d.limit(p.person, model.Span{From: from, To: to}, false); !ok {
				if end <= from {
					return 0, false
				}
				at = max(at, end)
			}
		}
	}
	return at, true
}

// placeFixed places a task of fixed duration.
func (d *Decoder) placeFixed(t int32, g *Genome, est, end model.Minute) bool {
	k := &d.x.Tasks[t]
	x := k.FixedCalendar
	if k.Left > 0 {
		est = max(est, d.latestStart(x, end, k.Left))
	}
	if !d.gather(t, g, est, k.Left*1000) {
		return false
	}
	for range 100_000 {
		s, f := est, est
		if k.Left > 0 {
			s = x.Next(est)
			f = x.Add(s, k.Left)
		} else {
			s, f = max(est, end), max(est, end)
		}
		if f >= calendar.Never {
			return false
		}
		at, ok := d.clash(k, s, f)
		if !ok {
			return false
		}
		at = max(at, d.freeOf(t, s, f), d.absent(k, x, s, f))
		if at > s {
			est = at
			continue
		}
		d.start[t], d.finish[t] = s, f
		d.setParts(k, s, f)
		d.commit(k)
		d.holdEquipment(t, s, f)
		return true
	}
	return false
}

// latestStart gives the earliest worked start from which work ends at end or later.
func (d *Decoder) latestStart(x *calendar.Index, end model.Minute, work int64) model.Minute {
	if end <= d.x.P.Start {
		return d.x.P.Start
	}
	s := x.Back(end, work)
	if x.Add(s, work) < end {
		s = x.Next(s + 1)
	}
	return s
}

// absent gives a later start to try when somebody is at work for too little of a
// fixed duration, else the start itself.
func (d *Decoder) absent(k *instance.Task, x *calendar.Index, s, f model.Minute) model.Minute {
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		for _, p := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
			own := d.x.Calendar(d.x.P.People[p.person].Calendar)
			if own.Between(s, f)*1000 < usual(own, d.x.Working, k.Left)*d.x.Presence {
				return x.Next(max(s+15, min(own.Next(s), s+24*60)))
			}
		}
	}
	return s
}

// usual is how much of a working time somebody with a calendar is there for.
func usual(own, working *calendar.Index, left int64) int64 {
	if o, w := own.PerWeek(), working.PerWeek(); o > 0 && w > 0 && o < w {
		return left * o / w
	}
	return left
}

// setParts gives everybody on a fixed duration the whole of it.
func (d *Decoder) setParts(k *instance.Task, s, f model.Minute) {
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		n := int64(d.count[i])
		left := d.x.P.Tasks[d.x.Seats[i].Task].Seats[d.x.Seats[i].Local].Work
		if left == 0 {
			left = k.Left * n
		}
		for j := range n {
			p := &d.parts[d.x.Seats[i].Slot+int(j)]
			p.start, p.finish, p.effort = s, f, left/(n-j)
			left -= p.effort
		}
	}
}

// placeTogether places a task whose people all work the same hours.
func (d *Decoder) placeTogether(t int32, g *Genome, est, end model.Minute) bool {
	k := &d.x.Tasks[t]
	most := int64(0)
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		if !d.x.Seats[i].Skip {
			most = max(most, d.x.Seats[i].Work)
		}
	}
	if !d.gather(t, g, est, most*1000) {
		return false
	}
	if most == 0 {
		return d.placeSeats(t, g, est, end)
	}
	d.meet(k)
	for range 100_000 {
		s := calendar.JointStretch(d.joint, est).From
		if s >= calendar.Never {
			return false
		}
		f := d.jointEnd(k, s)
		if f >= calendar.Never {
			return false
		}
		at, ok := d.clash(k, s, f)
		if !ok {
			return false
		}
		if at = max(at, d.freeOf(t, s, max(f, end))); at > s {
			est = at
			continue
		}
		d.start[t], d.finish[t] = s, max(f, end)
		d.splitJoint(k, s, f)
		d.commit(k)
		d.holdEquipment(t, s, max(f, end))
		return true
	}
	return false
}

// meet collects the calendars that must all be open for a task worked together.
func (d *Decoder) meet(k *instance.Task) {
	d.joint = append(d.joint[:0], k.Equipment...)
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		for _, p := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
			x := d.x.Calendar(d.x.P.People[p.person].Calendar)
			if !x.Always() && !slices.Contains(d.joint, x) {
				d.joint = append(d.joint, x)
			}
		}
	}
	if len(d.joint) == 0 {
		d.joint = append(d.joint, nil)
	}
}

// together gives what a part contributes in [s, at) of the shared hours.
func (d *Decoder) together(seat *instance.Seat, n int, p *part, s, at model.Minute) int64 {
	sum := 1000 * calendar.BetweenJoint(d.joint, s, at)
	for _, m := range d.lines[p.person].mentor {
		if from, to := max(s, m.From), min(at, m.To); from < to {
			sum -= d.x.MentorShare * calendar.BetweenJoint(d.joint, from, to)
		}
	}
	return sum * d.crewRate(seat.Option(p.person), n) / 1_000_000_000
}

func (d *Decoder) jointDone(k *instance.Task, s, at model.Minute) bool {
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		seat, sum := &d.x.Seats[i], int64(0)
		for j := range d.count[i] {
			sum += d.together(seat, int(d.count[i]), &d.parts[seat.Slot+int(j)], s, at)
		}
		if !seat.Skip && sum < seat.Work {
			return false
		}
	}
	return true
}

// jointEnd gives the first instant by which every seat's work is done.
func (d *Decoder) jointEnd(k *instance.Task, s model.Minute) model.Minute {
	low, high := s, s+1
	for step := model.Minute(60); !d.jointDone(k, s, high); step *= 2 {
		if step > 1<<23 {
			return calendar.Never
		}
		low, high = high, high+step
	}
	for high-low > 1 {
		if mid := low + (high-low)/2; d.jointDone(k, s, mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

func (d *Decoder) splitJoint(k *instance.Task, s, f model.Minute) {
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		seat := &d.x.Seats[i]
		left := seat.Work
		for j := range d.count[i] {
			p := &d.parts[seat.Slot+int(j)]
			p.start, p.finish = s, f
			p.effort = min(left, d.together(seat, int(d.count[i]), p, s, f))
			left -= p.effort
		}
	}
}
