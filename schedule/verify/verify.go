// Package verify checks a plan against its problem and measures what it is worth.
// It shares no code with any solver except the calendars, so that a mistake in a
// solver shows. docs/schedule.md has the rules in words.
package verify

import (
	"fmt"
	"sort"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// checker holds what the rules need; one is made for each plan.
type checker struct {
	p      *model.Problem
	plan   *model.Plan
	cal    []*calendar.Index
	out    []model.Violation
	mentor [][]model.Span // by person: when they mentor; filled on first use
}

// Check returns every way in which the plan breaks its problem, none when it is a
// plan that could be carried out. The problem itself must be sound (see
// instance.Compile, which says what is not).
func Check(p *model.Problem, plan *model.Plan) []model.Violation {
	c := newChecker(p, plan)
	if plan == nil || len(plan.Placements) != len(p.Tasks) {
		c.add("shape", model.None, "The plan does not have one placement for each task.")
		return c.out
	}
	sound := true
	for t := range p.Tasks {
		sound = c.shape(t) && sound
	}
	if !sound {
		return c.out
	}
	for t := range p.Tasks {
		c.task(t)
	}
	c.precedence()
	c.people()
	c.equipment()
	return c.out
}

func newChecker(p *model.Problem, plan *model.Plan) *checker {
	c := &checker{p: p, plan: plan}
	for i := range p.Calendars {
		c.cal = append(c.cal, calendar.Compile(&p.Calendars[i]))
	}
	return c
}

func (c *checker) add(rule string, task int, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if task != model.None {
		text = fmt.Sprintf("Task %s: %s", c.name(task), text)
	}
	c.out = append(c.out, model.Violation{Rule: rule, Task: task, Text: text})
}

func (c *checker) name(task int) string {
	if k := c.p.Tasks[task].Key; k != "" {
		return k
	}
	return fmt.Sprintf("number %d", task+1)
}

func (c *checker) person(i int) string {
	if k := c.p.People[i].Key; k != "" {
		return k
	}
	return fmt.Sprintf("person %d", i+1)
}

func (c *checker) calendarOf(i int) *calendar.Index {
	if i == model.None || len(c.cal) == 0 {
		return nil
	}
	return c.cal[i]
}

// working gives the calendars that must all be open for work in the first one on a
// task: its equipment's come on top.
func (c *checker) working(first int, t *model.Task) []*calendar.Index {
	all := []*calendar.Index{c.calendarOf(first)}
	for _, u := range t.Uses {
		if x := c.calendarOf(c.p.Equipment[u.Equipment].Calendar); !x.Always() {
			all = append(all, x)
		}
	}
	return all
}

// shape finds what would make the other rules fall over.
func (c *checker) shape(t int) bool {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	if pl.Finish < pl.Start {
		c.add("shape", t, "it finishes before it starts.")
		return false
	}
	for i := range pl.Work {
		a := &pl.Work[i]
		switch {
		case a.Seat < 0 || a.Seat >= len(task.Seats):
			c.add("shape", t, "an assignment names seat %d, which it does not have.", a.Seat+1)
			return false
		case a.Person < 0 || a.Person >= len(c.p.People) || a.Mentor < model.None || a.Mentor >= len(c.p.People):
			c.add("shape", t, "an assignment names a person who does not exist.")
			return false
		case a.Finish < a.Start || a.Effort < 0:
			c.add("shape", t, "the part of %s has a negative length.", c.person(a.Person))
			return false
		}
	}
	return true
}

// task checks one placement by itself: its people, its work and its hours.
func (c *checker) task(t int) {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	if task.Progress.Done {
		if pl.Finish != task.Progress.Finished || len(pl.Work) > 0 {
			c.add("progress", t, "it is done, so its finish is known and nobody works on it.")
		}
		return
	}
	c.bounds(t)
	c.seats(t)
	switch {
	case task.Duration > 0:
		c.fixed(t)
	default:
		c.effort(t)
	}
}

// bounds checks the placement's own two instants against its work and its limits.
func (c *checker) bounds(t int) {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	begun := task.Progress.Started != 0
	if begun && pl.Start != task.Progress.Started {
		c.add("progress", t, "it has begun already, at another instant than planned.")
	}
	if !begun && pl.Start < c.p.Start {
		c.add("start", t, "it starts before the plan does.")
	}
	if !begun && pl.Start < task.NotBefore {
		c.add("not-before", t, "it starts %d minutes too early.", task.NotBefore-pl.Start)
	}
	if pl.Finish < c.p.Start {
		c.add("start", t, "it is not done, yet it finishes before the plan starts.")
	}
	first, last := pl.Finish, pl.Start
	for i := range pl.Work {
		a := &pl.Work[i]
		first, last = min(first, a.Start), max(last, a.Finish)
		if a.Start < c.p.Start {
			c.add("start", t, "%s starts before the plan does.", c.person(a.Person))
		}
	}
	if last > pl.Finish || first < pl.Start {
		c.add("shape", t, "its people work outside of its own hours.")
	}
	if len(pl.Work) > 0 && task.Duration == 0 && last != pl.Finish && !c.finishBound(t) {
		c.add("shape", t, "it finishes later than its last work.")
	}
	if len(pl.Work) > 0 && !begun && first != pl.Start {
		c.add("shape", t, "it starts before its first work.")
	}
}

// finishBound tells whether something else than work decides a task's finish.
func (c *checker) finishBound(t int) bool {
	for _, d := range c.p.Deps {
		if d.To == t && (d.Link == model.FinishFinish || d.Link == model.StartFinish) {
			return true
		}
	}
	return false
}

// remaining gives the minutes of work left on a seat.
func remaining(task *model.Task, seat int) int64 {
	if seat < len(task.Progress.Left) {
		return task.Progress.Left[seat]
	}
	return task.Seats[seat].Work
}

func began(task *model.Task, seat, person int) bool {
	return seat < len(task.Progress.By) && has(task.Progress.By[seat], person)
}

func has(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// seats checks who sits where.
func (c *checker) seats(t int) {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	count := make([]int, len(task.Seats))
	seen := map[int]bool{}
	for i := range pl.Work {
		a := &pl.Work[i]
		count[a.Seat]++
		if seen[a.Person] {
			c.add("seat", t, "%s sits on it twice.", c.person(a.Person))
		}
		seen[a.Person] = true
	}
	for i := range pl.Work {
		c.seat(t, &pl.Work[i], seen)
	}
	for s := range task.Seats {
		seat := &task.Seats[s]
		low, high := people(seat)
		if task.Duration == 0 && remaining(task, s) == 0 {
			low = 0
		}
		if task.Duration > 0 && c.leftOfFixed(t) == 0 {
			low = 0
		}
		if count[s] < low || count[s] > high {
			c.add("people", t, "seat %d has %d people, it takes %d to %d.", s+1, count[s], low, high)
		}
		for _, who := range seat.Pinned {
			if low > 0 && !c.sits(t, s, who) {
				c.add("pinned", t, "%s is pinned to seat %d and is not there.", c.person(who), s+1)
			}
		}
	}
}

func people(s *model.Seat) (low, high int) { return max(s.Min, 1), max(s.Max, s.Min, 1) }

func (c *checker) sits(t, seat, who int) bool {
	for _, a := range c.plan.Placements[t].Work {
		if a.Seat == seat && a.Person == who {
			return true
		}
	}
	return false
}

// seat checks one person on one seat: skills, candidates, mentor.
func (c *checker) seat(t int, a *model.Assignment, onTask map[int]bool) {
	task := &c.p.Tasks[t]
	seat := &task.Seats[a.Seat]
	said := has(seat.Pinned, a.Person) || began(task, a.Seat, a.Person)
	if len(seat.Candidates) > 0 && !has(seat.Candidates, a.Person) && !said {
		c.add("candidates", t, "%s is not one of the people who may take it.", c.person(a.Person))
	}
	gap := c.gap(seat, a.Person)
	if gap > 0 && !said && !(gap == 1 && task.Stretch && a.Mentor != model.None) {
		c.add("skill", t, "%s lacks a skill that seat %d needs.", c.person(a.Person), a.Seat+1)
	}
	if a.Mentor == model.None {
		return
	}
	if !task.Stretch || c.gap(seat, a.Mentor) > 0 || onTask[a.Mentor] {
		c.add("mentor", t, "%s cannot be the mentor on seat %d.", c.person(a.Mentor), a.Seat+1)
	}
	own := c.calendarOf(c.p.People[a.Person].Calendar).Between(a.Start, a.Finish)
	theirs := c.calendarOf(c.p.People[a.Mentor].Calendar).Between(a.Start, a.Finish)
	if theirs*1000 < own*int64(c.mentorShare()) {
		c.add("mentor", t, "%s is at work for too little of the time to be the mentor.", c.person(a.Mentor))
	}
}

// gap gives by how many levels a person misses a seat's needs: 0, 1 (one level
// below somewhere, and every skill held), or 2 for more.
func (c *checker) gap(s *model.Seat, person int) int {
	worst := 0
	for _, n := range s.Needs {
		l := int8(-1)
		if n.Skill < len(c.p.People[person].Levels) {
			l = c.p.People[person].Levels[n.Skill]
		}
		switch {
		case l < 0 || l < n.Level-1:
			return 2
		case l == n.Level-1:
			worst = 1
		}
	}
	return worst
}

func (c *checker) mentorShare() int {
	if c.p.Rules.MentorShare == 0 {
		return 200
	}
	return c.p.Rules.MentorShare
}

// precedence checks the four kinds of links.
func (c *checker) precedence() {
	for _, d := range c.p.Deps {
		from, to := &c.plan.Placements[d.From], &c.plan.Placements[d.To]
		pr := &c.p.Tasks[d.To].Progress
		startSide := d.Link == model.FinishStart || d.Link == model.StartStart
		if pr.Done || startSide && pr.Started != 0 {
			continue
		}
		base, held := from.Finish, to.Start
		if d.Link == model.StartStart || d.Link == model.StartFinish {
			base = from.Start
		}
		if !startSide {
			held = to.Finish
		}
		lag := c.calendarOf(c.p.Working)
		if d.Elapsed {
			lag = nil
		}
		if earliest := lag.Add(base, d.Lag); held < earliest {
			c.add("precedence", d.To, "it does not wait for task %s; %d minutes are missing.", c.name(d.From), earliest-held)
		}
	}
}

// event is a change of what somebody or something holds at an instant.
type event struct {
	at    model.Minute
	delta int64
}

// peak gives the most that is held at once; ends come before beginnings.
func peak(events []event) int64 {
	sort.Slice(events, func(i, j int) bool {
		if events[i].at != events[j].at {
			return events[i].at < events[j].at
		}
		return events[i].delta < events[j].delta
	})
	sum, most := int64(0), int64(0)
	for _, e := range events {
		sum += e.delta
		most = max(most, sum)
	}
	return most
}

// equipment checks capacities over time.
func (c *checker) equipment() {
	held := make([][]event, len(c.p.Equipment))
	for t := range c.p.Tasks {
		s := c.hold(t)
		if s.To <= s.From {
			continue
		}
		for _, u := range c.p.Tasks[t].Uses {
			held[u.Equipment] = append(held[u.Equipment], event{s.From, int64(u.Units)}, event{s.To, -int64(u.Units)})
		}
	}
	for e := range held {
		if most := peak(held[e]); most > int64(c.p.Equipment[e].Capacity) {
			c.add("capacity", model.None, "%s is used %d times at once, it is there %d times.", c.p.Equipment[e].Key, most, c.p.Equipment[e].Capacity)
		}
	}
}

// hold gives when a task holds its equipment: from start to finish; what has begun
// holds it again from its remaining work on.
func (c *checker) hold(t int) model.Span {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	if task.Progress.Done {
		return model.Span{}
	}
	if task.Progress.Started == 0 {
		return model.Span{From: pl.Start, To: pl.Finish}
	}
	return model.Span{From: c.resumed(t), To: pl.Finish}
}

// resumed gives when the remaining work of a begun task begins.
func (c *checker) resumed(t int) model.Minute {
	task, pl := &c.p.Tasks[t], &c.plan.Placements[t]
	if len(pl.Work) == 0 {
		if task.Duration > 0 {
			all := c.working(c.p.Working, task)
			left := c.leftOfFixed(t)
			n := sort.Search(int(pl.Finish-c.p.Start), func(n int) bool {
				return calendar.BetweenJoint(all, c.p.Start+model.Minute(n)+1, pl.Finish) < left
			})
			return c.p.Start + model.Minute(n) // the latest start from which what is left fits
		}
		return pl.Finish
	}
	first := pl.Finish
	for i := range pl.Work {
		first = min(first, pl.Work[i].Start)
	}
	return first
}
