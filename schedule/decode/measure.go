package decode

import (
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// Measures values the schedule generated last, by the same definitions as package
// verify but on the decoder's own arrays.
func (d *Decoder) Measures() model.Measures {
	m, _ := d.measure()
	return m
}

// Whole gives all measures, skills left with one person and hand-overs too where nobody weighs them.
func (d *Decoder) Whole() model.Measures {
	m, _ := d.measure()
	m.Singles, m.HandOvers = d.singles(), d.handOvers()
	return m
}

// Value gives the price, less is better, and the measures at once. Skills left with one person and hand-overs are counted
// only where they are weighed.
func (d *Decoder) Value() (int64, model.Measures) {
	m, sum := d.measure()
	return d.w.price(d.x.P, &m, sum), m
}

func (d *Decoder) measure() (m model.Measures, sum int64) {
	p := d.x.P
	money := int64(0)
	for t := range d.x.Tasks {
		f := d.finish[t]
		sum += int64(f - p.Start)
		m.Finish = max(m.Finish, f)
		if dl := p.Tasks[t].Deadline; dl != 0 && f > dl {
			m.Lateness += int64(f-dl) * max(1, p.Tasks[t].Weight)
		}
		money += d.valueTask(t, &m)
	}
	for i := range p.Milestones {
		if dl := p.Milestones[i].Deadline; dl != 0 {
			last := model.Minute(0)
			for _, t := range p.Milestones[i].Tasks {
				last = max(last, d.finish[t])
			}
			weight, aim := max(1, p.Milestones[i].Weight), dl-p.Milestones[i].Buffer
			m.Lateness += int64(max(0, last-dl)) * weight
			m.Buffer += int64(max(0, min(last, dl)-aim)) * weight
		}
	}
	m.Cost = (money + 30) / 60
	if p.Budget.Total > 0 {
		m.Over = max(0, m.Cost-p.Budget.Total)
	}
	for _, b := range p.Budget.Periods {
		m.Over += max(0, d.spentIn(b.Window)-b.Money)
	}
	if d.w.Resilience != 0 {
		m.Singles = d.singles()
	}
	if d.w.HandOver != 0 {
		m.HandOvers = d.handOvers()
	}
	return m, sum
}

// valueTask adds a task's work, growth and changes, and gives its money × 60.
func (d *Decoder) valueTask(t int, m *model.Measures) int64 {
	k, p := &d.x.Tasks[t], d.x.P
	money := int64(0)
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		seat := &d.x.Seats[i]
		for _, a := range d.parts[seat.Slot:][:d.count[i]] {
			o := seat.Option(a.person)
			spent := d.spent(k, o, &a, int(d.count[i]))
			m.Work += spent
			money += spent * o.Cost
			if a.mentor >= 0 {
				guided := spent * d.x.MentorShare / 1000
				m.Work += guided
				money += guided * p.People[a.mentor].Rate
			}
			if o.Growth {
				m.Growth += a.effort
			}
			if p.Current != nil && d.moved(t, int(seat.Local), int(a.person)) {
				m.Changes++
			}
		}
	}
	for _, u := range p.Tasks[t].Uses {
		if e := &p.Equipment[u.Equipment]; e.Cost != 0 && !k.Done {
			s := d.held(t)
			money += d.x.Calendar(e.Calendar).Between(s.From, s.To) * int64(u.Units) * e.Cost
		}
	}
	return money
}

func (d *Decoder) spent(k *instance.Task, o *instance.Option, a *part, n int) int64 {
	if k.Fixed {
		return a.effort
	}
	rate := d.x.Sharing[max(0, min(n, len(d.x.Sharing))-1)] * o.Pace / 1000
	return (a.effort*1000 + rate - 1) / rate
}

// held gives when a task holds its equipment.
func (d *Decoder) held(t int) model.Span {
	k := &d.x.Tasks[t]
	s := model.Span{From: d.start[t], To: d.finish[t]}
	if !k.Begun {
		return s
	}
	s.From = s.To
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		for _, a := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
			s.From = min(s.From, a.start)
		}
	}
	if k.Fixed && k.Left > 0 && s.From == s.To {
		s.From = k.FixedCalendar.Back(s.To, k.Left)
	}
	return s
}

func (d *Decoder) moved(t, seat, person int) bool {
	cur := d.x.P.Current
	if t >= len(cur.Placements) || len(cur.Placements[t].Work) == 0 {
		return false
	}
	for _, a := range cur.Placements[t].Work {
		if a.Seat == seat && a.Person == person {
			return false
		}
	}
	return true
}

// spentIn gives the money that falls into a window, each part's spread evenly over
// its own hours.
func (d *Decoder) spentIn(w model.Span) int64 {
	sum := int64(0)
	share := func(money int64, s model.Span, cal int) {
		x := d.x.Calendar(cal)
		if whole := x.Between(s.From, s.To); whole > 0 {
			sum += money / 60 * x.Between(max(s.From, w.From), min(s.To, w.To)) / whole
		}
	}
	for t := range d.x.Tasks {
		k := &d.x.Tasks[t]
		for i := k.Seats[0]; i < k.Seats[1]; i++ {
			seat := &d.x.Seats[i]
			for _, a := range d.parts[seat.Slot:][:d.count[i]] {
				o := seat.Option(a.person)
				who := &d.x.P.People[a.person]
				spent := d.spent(k, o, &a, int(d.count[i]))
				share(spent*o.Cost, model.Span{From: a.start, To: a.finish}, who.Calendar)
				if a.mentor >= 0 {
					share(spent*d.x.MentorShare/1000*d.x.P.People[a.mentor].Rate, model.Span{From: a.start, To: a.finish}, who.Calendar)
				}
			}
		}
		for _, u := range d.x.P.Tasks[t].Uses {
			if e := &d.x.P.Equipment[u.Equipment]; e.Cost != 0 && !k.Done {
				s := d.held(t)
				share(d.x.Calendar(e.Calendar).Between(s.From, s.To)*int64(u.Units)*e.Cost, s, e.Calendar)
			}
		}
	}
	return sum
}

// singles counts the skills in use that end with fewer than two people.
func (d *Decoder) singles() int {
	count := 0
	for _, c := range d.x.Skills.Short {
		n := 0
		for i, has := range d.x.Skills.Has[c] {
			d.holds[i] = has
			if has {
				n++
			}
		}
		n += d.practised(d.x.Skills.InUse[c])
		if n < 2 {
			count++
		}
	}
	return count
}

// practised counts the people, beside those in d.holds, who come to hold a skill.
func (d *Decoder) practised(skill int) int {
	n := 0
	for i := range d.x.Seats {
		seat := &d.x.Seats[i]
		m := &d.x.P.Tasks[seat.Task]
		area, needed := false, false
		for _, r := range m.Resilient {
			area = area || int(r) == skill
		}
		for _, need := range m.Seats[seat.Local].Needs {
			needed = needed || need.Skill == skill
		}
		if !area && !needed {
			continue
		}
		for _, a := range d.parts[seat.Slot:][:d.count[i]] {
			if (area || a.mentor >= 0) && a.effort > 0 && !d.holds[a.person] {
				d.holds[a.person] = true
				n++
			}
		}
	}
	return n
}

func (d *Decoder) handOvers() int {
	count := 0
	for t := range d.x.Tasks {
		for _, l := range d.x.Tasks[t].In {
			if d.peopled(l.Task) && d.peopled(int32(t)) && !d.sharePeople(l.Task, int32(t)) {
				count++
			}
		}
	}
	return count
}

func (d *Decoder) peopled(t int32) bool { return d.eachWorker(t, func(int) bool { return true }) }

func (d *Decoder) sharePeople(a, b int32) bool {
	return d.eachWorker(a, func(p int) bool { return d.eachWorker(b, func(q int) bool { return p == q }) })
}

// eachWorker tells whether somebody who worked or works on a task fits.
func (d *Decoder) eachWorker(t int32, fits func(int) bool) bool {
	for _, by := range d.x.P.Tasks[t].Progress.By {
		for _, who := range by {
			if fits(who) {
				return true
			}
		}
	}
	k := &d.x.Tasks[t]
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		for _, a := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
			if fits(int(a.person)) {
				return true
			}
		}
	}
	return false
}
