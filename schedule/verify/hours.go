package verify

import (
	"sort"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// leftOfFixed gives the minutes of a fixed duration still to come.
func (c *checker) leftOfFixed(t int) int64 {
	task := &c.p.Tasks[t]
	if task.Progress.Started == 0 {
		return task.Duration
	}
	if len(task.Progress.Left) > 0 {
		return task.Progress.Left[0]
	}
	return max(0, task.Duration-c.calendarOf(c.p.Working).Between(task.Progress.Started, c.p.Start))
}

// fixed checks a task that lasts a given working time.
func (c *checker) fixed(t int) {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	left := c.leftOfFixed(t)
	if left == 0 {
		return
	}
	from := c.resumed(t)
	if task.Progress.Started == 0 {
		from = pl.Start
	}
	all := c.working(c.p.Working, task)
	if got := calendar.BetweenJoint(all, from, pl.Finish); got < left {
		c.add("work", t, "it lasts %d working minutes instead of %d.", got, left)
	} else if pl.Finish > from && calendar.BetweenJoint(all, from, pl.Finish-1) >= left {
		c.add("work", t, "it lasts longer than %d working minutes.", left)
	}
	for i := range pl.Work {
		a := &pl.Work[i]
		if a.Start != from || a.Finish != pl.Finish {
			c.add("together", t, "%s is not there for the whole of it.", c.person(a.Person))
		}
		own := c.calendarOf(c.p.People[a.Person].Calendar).Between(from, pl.Finish)
		if own*1000 < c.expected(a.Person, left)*int64(c.presence()) {
			c.add("calendar", t, "%s is at work for only %d of its %d minutes.", c.person(a.Person), own, left)
		}
	}
	for s := range task.Seats {
		want := task.Seats[s].Work
		if sum, n := c.sum(t, s); want > 0 && sum != want || want == 0 && sum != left*int64(n) {
			c.add("work", t, "seat %d records %d minutes of work.", s+1, sum)
		}
	}
}

// expected gives how much of a working time somebody is usually at work.
func (c *checker) expected(person int, left int64) int64 {
	own, all := c.calendarOf(c.p.People[person].Calendar).PerWeek(), c.calendarOf(c.p.Working).PerWeek()
	if own == 0 || all == 0 || own >= all {
		return left
	}
	return left * own / all
}

func (c *checker) presence() int {
	if c.p.Rules.Presence == 0 {
		return 500
	}
	return c.p.Rules.Presence
}

func (c *checker) sum(t, seat int) (effort int64, n int) {
	for i := range c.plan.Placements[t].Work {
		if a := &c.plan.Placements[t].Work[i]; a.Seat == seat {
			effort += a.Effort
			n++
		}
	}
	return effort, n
}

// effort checks a task whose seats' work decides how long it takes.
func (c *checker) effort(t int) {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	for s := range task.Seats {
		if sum, _ := c.sum(t, s); sum != remaining(task, s) {
			c.add("work", t, "seat %d gets %d of %d minutes of work.", s+1, sum, remaining(task, s))
		}
	}
	if task.Together {
		c.together(t)
		return
	}
	late := make([]int64, len(task.Seats)) // what the seat's people could do a minute before the end
	for i := range pl.Work {
		a := &pl.Work[i]
		if len(a.Segments) > 0 && !c.segments(t, a) {
			continue
		}
		if got := c.contribution(t, a, 0); got < a.Effort {
			c.add("work", t, "%s can do %d of %d minutes in the time given.", c.person(a.Person), got, a.Effort)
		}
		late[a.Seat] += c.contribution(t, a, 1)
	}
	for s := range late {
		if want := remaining(task, s); want > 0 && late[s] >= want {
			c.add("work", t, "seat %d takes longer than its work needs.", s+1)
		}
	}
}

// segments checks the stretches of a split part.
func (c *checker) segments(t int, a *model.Assignment) bool {
	if !c.p.Tasks[t].Split && len(a.Segments) > 1 {
		c.add("split", t, "it may not be interrupted by other work.")
	}
	for i, s := range a.Segments {
		if s.To <= s.From || i > 0 && s.From < a.Segments[i-1].To {
			c.add("shape", t, "the stretches of %s are out of order.", c.person(a.Person))
			return false
		}
	}
	if a.Segments[0].From != a.Start || a.Segments[len(a.Segments)-1].To != a.Finish {
		c.add("shape", t, "the stretches of %s do not span the part.", c.person(a.Person))
		return false
	}
	return true
}

func spansOf(a *model.Assignment) []model.Span {
	if len(a.Segments) > 0 {
		return a.Segments
	}
	if a.Finish > a.Start {
		return []model.Span{{From: a.Start, To: a.Finish}}
	}
	return nil
}

// contribution gives the minutes of work a person can do in a part, cut by some
// minutes at its end.
func (c *checker) contribution(t int, a *model.Assignment, cut model.Minute) int64 {
	all := c.working(c.p.People[a.Person].Calendar, &c.p.Tasks[t])
	minutes := int64(0)
	spans := spansOf(a)
	for i, s := range spans {
		if i == len(spans)-1 {
			s.To -= cut
		}
		minutes += 1000 * calendar.BetweenJoint(all, s.From, s.To)
		for _, m := range c.mentorings(a.Person) {
			if from, to := max(s.From, m.From), min(s.To, m.To); from < to {
				minutes -= int64(c.mentorShare()) * calendar.BetweenJoint(all, from, to)
			}
		}
	}
	return minutes * c.rate(t, a) / 1e9
}

// rate gives a person's speed on a seat in millionths: sharing × level × duty.
func (c *checker) rate(t int, a *model.Assignment) int64 {
	return c.pace(t, a) * int64(1000-c.p.People[a.Person].Duty)
}

// pace is the speed in permille before the duty share.
func (c *checker) pace(t int, a *model.Assignment) int64 {
	_, n := c.sum(t, a.Seat)
	speed := int64(1000)
	if table := c.p.Rules.Speed; len(table) > 0 {
		above := len(table) - 1
		for _, need := range c.p.Tasks[t].Seats[a.Seat].Needs {
			l := -1
			if need.Skill < len(c.p.People[a.Person].Levels) {
				l = int(c.p.People[a.Person].Levels[need.Skill])
			}
			above = max(0, min(above, l-int(need.Level)))
		}
		if len(c.p.Tasks[t].Seats[a.Seat].Needs) == 0 {
			above = 0
		}
		speed = int64(table[above])
	}
	return sharing(c.p.Rules.Sharing, n) * speed / 1000
}

func sharing(table []int, n int) int64 {
	if len(table) == 0 {
		table = []int{1000, 850, 750, 700}
	}
	return int64(table[max(0, min(n, len(table))-1)])
}

// mentorings gives when somebody mentors.
func (c *checker) mentorings(person int) []model.Span {
	if c.mentor == nil {
		c.mentor = make([][]model.Span, len(c.p.People))
		for t := range c.plan.Placements {
			for _, a := range c.plan.Placements[t].Work {
				if a.Mentor != model.None && a.Finish > a.Start {
					c.mentor[a.Mentor] = append(c.mentor[a.Mentor], model.Span{From: a.Start, To: a.Finish})
				}
			}
		}
	}
	return c.mentor[person]
}

// together checks a task whose seats all work the same hours.
func (c *checker) together(t int) {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	if len(pl.Work) == 0 {
		return
	}
	all := c.working(model.None, task)[1:]
	var rates = make([]int64, len(task.Seats))
	for i := range pl.Work {
		a := &pl.Work[i]
		all = append(all, c.calendarOf(c.p.People[a.Person].Calendar))
		if a.Start != pl.Work[0].Start || a.Finish != pl.Work[0].Finish || len(a.Segments) > 1 {
			c.add("together", t, "its people do not work the same hours.")
			return
		}
	}
	from, to := pl.Work[0].Start, pl.Work[0].Finish
	done := true
	for i := range pl.Work {
		a := &pl.Work[i]
		got := c.jointly(t, a, all, from, to)
		if got < a.Effort {
			c.add("work", t, "%s can do %d of %d minutes in the shared time.", c.person(a.Person), got, a.Effort)
		}
		rates[a.Seat] += c.jointly(t, a, all, from, to-1)
	}
	for s := range rates {
		done = done && rates[s] >= remaining(task, s)
	}
	if done {
		c.add("work", t, "it takes longer than its work needs.")
	}
}

func (c *checker) jointly(t int, a *model.Assignment, all []*calendar.Index, from, to model.Minute) int64 {
	minutes := 1000 * calendar.BetweenJoint(all, from, to)
	for _, m := range c.mentorings(a.Person) {
		if f, e := max(from, m.From), min(to, m.To); f < e {
			minutes -= int64(c.mentorShare()) * calendar.BetweenJoint(all, f, e)
		}
	}
	return minutes * c.rate(t, a) / 1e9
}

// people checks that nobody is in two places, and everybody's limits.
func (c *checker) people() {
	own := make([][]model.Span, len(c.p.People))
	tasks := make([]int, len(c.p.People))
	for t := range c.plan.Placements {
		for i := range c.plan.Placements[t].Work {
			a := &c.plan.Placements[t].Work[i]
			own[a.Person] = append(own[a.Person], spansOf(a)...)
			tasks[a.Person]++
		}
	}
	for i := range c.p.People {
		c.apart(i, own[i], "overlap", "%s works on two tasks at once.")
		c.apart(i, c.mentorings(i), "mentor", "%s mentors two people at once.")
		who := &c.p.People[i]
		if who.MaxTasks > 0 && tasks[i] > who.MaxTasks {
			c.add("limit", model.None, "%s has %d tasks, at most %d were allowed.", c.person(i), tasks[i], who.MaxTasks)
		}
		x := c.calendarOf(who.Calendar)
		for _, l := range who.Limits {
			used := int64(0)
			for _, s := range own[i] {
				used += x.Between(max(s.From, l.Window.From), min(s.To, l.Window.To))
			}
			if used*int64(1000-who.Duty)/1000 > l.Work {
				c.add("limit", model.None, "%s works %d minutes in a window that allows %d.", c.person(i), used*int64(1000-who.Duty)/1000, l.Work)
			}
		}
	}
}

func (c *checker) apart(who int, spans []model.Span, rule, text string) {
	sort.Slice(spans, func(i, j int) bool { return spans[i].From < spans[j].From })
	for i := 1; i < len(spans); i++ {
		if spans[i].From < spans[i-1].To {
			c.add(rule, model.None, text, c.person(who))
			return
		}
	}
}
