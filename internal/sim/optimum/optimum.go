// Package optimum makes planning problems of a real team's shape whose earliest
// finish is known. A plan is drawn first: every person works without a gap from the
// first minute to the last, each stretch becomes a task that needs something the
// person can do, and dependencies are drawn only where the plan already keeps them.
// The work is then all that the team can do by the planned finish, so no plan ends
// sooner, and the plan itself shows that one ends then.
package optimum

import (
	"fmt"
	"math/rand/v2"
	"time"

	"plumbline/internal/sim"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Options say how large; zero fields take the stated default.
type Options struct {
	Seed   uint64
	Start  time.Time // a Monday; zero = 16 February 2026
	People int       // 20
	Tasks  int       // about 200; at least one a person and week
	Skills int       // a third of the people, at least 4
}

// Team is a problem with its planted optimum.
type Team struct {
	Problem *model.Problem
	Plan    *model.Plan  // ends at Finish
	Finish  model.Minute // no plan ends before it
}

// New makes a team. The same options give the same team.
func New(opt Options) (*Team, error) {
	fill(&opt)
	b := &builder{opt: opt, r: sim.Rand(opt.Seed, "optimum"), p: &model.Problem{Working: 0}}
	if err := b.people(); err != nil {
		return nil, err
	}
	b.cut()
	b.tasks()
	b.order()
	all := make([]int, len(b.p.Tasks))
	for i := range all {
		all[i] = i
	}
	b.p.Milestones = []model.Milestone{{Key: "everything", Tasks: all}}
	return &Team{Problem: b.p, Plan: &model.Plan{Placements: b.placed}, Finish: b.end}, nil
}

func fill(opt *Options) {
	if opt.People <= 0 {
		opt.People = 20
	}
	if opt.Tasks <= 0 {
		opt.Tasks = 200
	}
	if opt.Skills <= 0 {
		opt.Skills = max(4, opt.People/3)
	}
	if opt.Start.IsZero() {
		opt.Start = time.Date(2026, 2, 16, 0, 0, 0, 0, time.UTC)
	}
}

type builder struct {
	opt    Options
	r      *rand.Rand
	p      *model.Problem
	index  []*calendar.Index // by person
	weeks  int
	end    model.Minute
	slices []slice
	placed []model.Placement
}

// slice is a stretch of one person's work that becomes a seat.
type slice struct {
	person        int
	start, finish model.Minute
	work          int64
	opens         bool // begins the person's week
	week          int
}

// people sets the end, a Wednesday at 13:00, so that ending a little later does not mean
// the next Monday. It draws calendars (full time, four days, leave of a few days), a duty share
// for every fourth, and skills.
func (b *builder) people() error {
	b.weeks = max(1, b.opt.Tasks/(2*b.opt.People))
	hour := calendar.Hours{From: 9 * 60, To: 17 * 60}
	from := calendar.Date{Year: b.opt.Start.Year(), Month: b.opt.Start.Month(), Day: b.opt.Start.Day()}
	b.p.Start = calendar.Instant(time.UTC, from, 0)
	b.end = b.p.Start + model.Minute((b.weeks-1)*7*24*60+2*24*60+13*60)
	office, err := calendar.Build(calendar.Pattern{Week: calendar.OfficeWeek(hour)}, from, 7*b.weeks)
	if err != nil {
		return err
	}
	b.p.Calendars = []model.Calendar{office}
	for s := range b.opt.Skills {
		b.p.Skills = append(b.p.Skills, fmt.Sprintf("skill %d", s+1))
	}
	for i := range b.opt.People {
		pattern := calendar.Pattern{Week: calendar.OfficeWeek(hour), Absences: b.leave(from)}
		if b.r.IntN(5) == 0 {
			pattern.Week[time.Friday] = nil
		}
		c, err := calendar.Build(pattern, from, 7*b.weeks)
		if err != nil {
			return err
		}
		b.p.Calendars = append(b.p.Calendars, c)
		b.index = append(b.index, calendar.Compile(&b.p.Calendars[i+1]))
		b.p.People = append(b.p.People, b.person(i))
	}
	return nil
}

// leave gives every third person one to three days off, never the last day, on
// which everybody is needed.
func (b *builder) leave(from calendar.Date) []calendar.Absence {
	if b.r.IntN(3) > 0 || b.weeks < 2 {
		return nil
	}
	first := time.Date(from.Year, from.Month, from.Day+b.r.IntN(7*b.weeks-8), 12, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 0, b.r.IntN(3))
	day := func(t time.Time) calendar.Date { return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()} }
	return []calendar.Absence{{From: day(first), To: day(last)}}
}

func (b *builder) person(i int) model.Person {
	p := model.Person{Key: fmt.Sprintf("p%d", i+1), Calendar: i + 1, Levels: make([]int8, b.opt.Skills), Rate: int64(6000 + 500*b.r.IntN(9))}
	if b.r.IntN(4) == 0 {
		p.Duty = 200
	}
	for s := range p.Levels {
		p.Levels[s] = model.None
	}
	p.Levels[i%b.opt.Skills] = int8(3 + b.r.IntN(3))
	for range 1 + b.r.IntN(3) {
		s := b.r.IntN(b.opt.Skills)
		p.Levels[s] = max(p.Levels[s], int8(1+b.r.IntN(4)))
	}
	return p
}

// cut splits each person's weeks into stretches, so many that there are about as many
// tasks as asked for.
func (b *builder) cut() {
	type week struct{ person, week, parts int }
	var all []week
	for p := range b.p.People {
		for w := range b.weeks {
			if from, to := b.span(w); b.index[p].Between(from, to) > 0 {
				all = append(all, week{p, w, 1})
			}
		}
	}
	for n := len(all); n < b.opt.Tasks*23/20; n++ {
		all[b.r.IntN(len(all))].parts++
	}
	for _, w := range all {
		b.split(w.person, w.week, w.parts)
	}
}

func (b *builder) span(w int) (from, to model.Minute) {
	from = b.p.Start + model.Minute(w*7*24*60)
	return from, min(b.end, from+7*24*60)
}

// split cuts one week of one person at multiples of an hour, which is exact whatever
// the duty share.
func (b *builder) split(person, week, parts int) {
	x := b.index[person]
	from, to := b.span(week)
	hours := int(x.Between(from, to) / 60)
	parts = min(parts, hours)
	cuts := map[int]bool{0: true}
	for len(cuts) < parts {
		cuts[b.r.IntN(hours)] = true
	}
	begin := 0
	for h := 1; h <= hours; h++ {
		if h < hours && !cuts[h] {
			continue
		}
		s := slice{person: person, week: week, opens: begin == 0}
		s.start = x.Next(x.Add(from, int64(begin)*60))
		s.finish = x.Add(s.start, int64(h-begin)*60)
		s.work = int64(h-begin) * 60 * int64(1000-b.p.People[person].Duty) / 1000
		b.slices = append(b.slices, s)
		begin = h
	}
}

// tasks makes each stretch a task; some that open a week at the same time for two
// people become two seats of one.
func (b *builder) tasks() {
	used := make([]bool, len(b.slices))
	for i := range b.slices {
		if used[i] {
			continue
		}
		seats := []int{i}
		if b.slices[i].opens && b.r.IntN(4) == 0 {
			for j := i + 1; j < len(b.slices); j++ {
				s := &b.slices[j]
				if !used[j] && s.opens && s.week == b.slices[i].week && s.start == b.slices[i].start && s.person != b.slices[i].person {
					used[j] = true
					seats = append(seats, j)
					break
				}
			}
		}
		b.task(seats)
	}
}

func (b *builder) task(seats []int) {
	t := model.Task{Key: fmt.Sprintf("T%d", len(b.p.Tasks)+1)}
	pl := model.Placement{Start: b.slices[seats[0]].start}
	for k, i := range seats {
		s := &b.slices[i]
		t.Seats = append(t.Seats, model.Seat{Needs: []model.Need{b.need(s.person)}, Work: s.work, Min: 1, Max: 1})
		pl.Finish = max(pl.Finish, s.finish)
		pl.Work = append(pl.Work, model.Assignment{Seat: k, Person: s.person, Mentor: model.None, Start: s.start, Finish: s.finish, Effort: s.work})
	}
	b.p.Tasks = append(b.p.Tasks, t)
	b.placed = append(b.placed, pl)
}

// need draws a skill the person has, at a level up to theirs.
func (b *builder) need(person int) model.Need {
	levels := b.p.People[person].Levels
	for {
		if s := b.r.IntN(len(levels)); levels[s] > 0 {
			return model.Need{Skill: s, Level: int8(1 + b.r.IntN(int(levels[s])))}
		}
	}
}

// order lets two in three tasks wait for one or two that end before they start.
func (b *builder) order() {
	for i := range b.placed {
		for range b.r.IntN(3) {
			j := b.r.IntN(len(b.placed))
			if b.placed[j].Finish <= b.placed[i].Start && !b.waits(j, i) {
				b.p.Deps = append(b.p.Deps, model.Dependency{From: j, To: i})
			}
		}
	}
}

func (b *builder) waits(from, to int) bool {
	for k := len(b.p.Deps) - 1; k >= 0 && b.p.Deps[k].To == to; k-- {
		if b.p.Deps[k].From == from {
			return true
		}
	}
	return false
}
