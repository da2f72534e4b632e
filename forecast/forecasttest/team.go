// Package forecasttest draws teams with work and lays a simple plan for them: each
// task in order to whoever of the able people is free first. The plans are sound but
// not good; tests and benchmarks of forecast replay them.
package forecasttest

import (
	"fmt"
	"math/rand/v2"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Day is a working day of the drawn teams in minutes.
const Day = 8 * 60

// Start is the instant at which drawn plans begin: a Monday, 00:00 UTC.
const Start model.Minute = (20_000 + 4) * 24 * 60 // day 20,004 of the epoch is Monday 2024-10-07

// Options say how large and how varied a team is; it needs at least four people.
type Options struct {
	Tasks, People int
	Joint         bool // some tasks have two seats, some together, some fixed or split
	Equipment     bool
	Begun         bool // some tasks are done or begun
}

// Team draws a problem and a plan that keeps its rules.
func Team(seed uint64, o Options) (*model.Problem, *model.Plan) {
	rng := rand.New(rand.NewPCG(seed, 77))
	p := &model.Problem{Start: Start, Working: 0, Skills: []string{"go", "sql", "web", "ops"}}
	p.Calendars = append(p.Calendars, office(9*60, 17*60), office(8*60, 16*60), office(9*60, 13*60), office(10*60, 18*60))
	for i := range o.People {
		who := model.Person{Key: fmt.Sprintf("person-%d", i+1), Calendar: rng.IntN(4), Duty: rng.IntN(3) * 100, Rate: int64(5000 + 1000*rng.IntN(5))}
		for range p.Skills {
			who.Levels = append(who.Levels, int8(rng.IntN(5)-1))
		}
		who.Levels[i%len(p.Skills)] = 4
		who.Levels[(i+1)%len(p.Skills)] = 2
		p.People = append(p.People, who)
	}
	if o.Equipment {
		p.Equipment = []model.Equipment{{Key: "staging", Capacity: 1, Calendar: model.None, Cost: 1000}, {Key: "licences", Capacity: 3, Calendar: 0}}
	}
	for i := range o.Tasks {
		p.Tasks = append(p.Tasks, drawTask(rng, i, o))
		drawLinks(rng, p, i)
	}
	for i := range max(1, o.Tasks/50) {
		p.Milestones = append(p.Milestones, model.Milestone{Key: fmt.Sprintf("release-%d", i+1), Tasks: span(i*50, min(o.Tasks, (i+1)*50))})
	}
	if o.Begun {
		begin(rng, p)
	}
	return p, Lay(p)
}

func office(from, to int) model.Calendar {
	c := model.Calendar{Horizon: Start - 70*24*60}
	for d := range 5 {
		c.Week = append(c.Week, model.Span{From: model.Minute(d*1440 + from), To: model.Minute(d*1440 + to)})
	}
	return c
}

func span(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

func drawTask(rng *rand.Rand, i int, o Options) model.Task {
	t := model.Task{Key: fmt.Sprintf("task-%d", i+1)}
	seat := func() model.Seat {
		return model.Seat{Needs: []model.Need{{Skill: rng.IntN(4), Level: int8(rng.IntN(3) + 1)}}, Work: int64(60 + 30*rng.IntN(60))}
	}
	t.Seats = []model.Seat{seat()}
	if o.Joint {
		switch rng.IntN(8) {
		case 0:
			t.Seats = append(t.Seats, model.Seat{Needs: []model.Need{{Skill: (t.Seats[0].Needs[0].Skill + 1) % 4, Level: 1}}, Work: 240})
		case 1:
			t.Seats = append(t.Seats, model.Seat{Needs: []model.Need{{Skill: (t.Seats[0].Needs[0].Skill + 1) % 4, Level: 1}}, Work: 240})
			t.Together = true
		case 2:
			t.Seats, t.Duration = nil, int64(Day*(1+rng.IntN(3)))
		case 3:
			t.Split = true
		}
	}
	if o.Equipment && rng.IntN(6) == 0 {
		t.Uses = []model.Usage{{Equipment: rng.IntN(2), Units: 1}}
	}
	if rng.IntN(10) == 0 {
		t.NotBefore = Start + model.Minute(rng.IntN(30)*1440)
	}
	return t
}

// drawLinks makes a task wait for up to two of the twelve before it.
func drawLinks(rng *rand.Rand, p *model.Problem, i int) {
	if i == 0 {
		return
	}
	for range rng.IntN(3) {
		d := model.Dependency{From: max(0, i-1-rng.IntN(12)), To: i}
		if rng.IntN(6) == 0 {
			d.Link, d.Lag, d.Elapsed = model.StartStart, int64(rng.IntN(2*Day)), rng.IntN(2) == 0
		} else if rng.IntN(8) == 0 {
			d.Lag = int64(rng.IntN(Day))
		}
		p.Deps = append(p.Deps, d)
	}
}

// begin marks a few of the first tasks as done or begun.
func begin(rng *rand.Rand, p *model.Problem) {
	for i := range min(4, len(p.Tasks)) {
		t := &p.Tasks[i]
		if i < 2 {
			t.Progress = model.Progress{Done: true, Finished: p.Start - model.Minute(60*(1+rng.IntN(50)))}
			continue
		}
		if t.Duration > 0 || len(t.Uses) > 0 {
			continue
		}
		t.NotBefore = 0
		t.Progress = model.Progress{Started: p.Start - 3*1440 + 600, Left: make([]int64, len(t.Seats))}
		for s := range t.Seats {
			t.Progress.Left[s] = 1 + t.Seats[s].Work/2
		}
	}
}

// layer lays tasks one after another.
type layer struct {
	p    *model.Problem
	cals []*calendar.Index
	free []model.Minute // by person
	used [][]model.Minute
	out  *model.Plan
}

// Lay gives each task, in order, to the able people who are free first.
func Lay(p *model.Problem) *model.Plan {
	l := &layer{p: p, free: make([]model.Minute, len(p.People)), out: &model.Plan{}}
	for i := range p.Calendars {
		l.cals = append(l.cals, calendar.Compile(&p.Calendars[i]))
	}
	for _, e := range p.Equipment {
		l.used = append(l.used, make([]model.Minute, e.Capacity))
	}
	for t := range p.Tasks {
		l.out.Placements = append(l.out.Placements, l.place(t))
	}
	return l.out
}

func (l *layer) ready(t int) model.Minute {
	task := &l.p.Tasks[t]
	at := l.p.Start
	if task.Progress.Started == 0 {
		at = max(at, task.NotBefore)
		for _, d := range l.p.Deps {
			if d.To != t {
				continue
			}
			from := l.out.Placements[d.From].Finish
			if d.Link == model.StartStart {
				from = l.out.Placements[d.From].Start
			}
			lag := l.cals[l.p.Working]
			if d.Elapsed {
				lag = nil
			}
			at = max(at, lag.Add(from, d.Lag))
		}
	}
	for _, u := range task.Uses {
		at = max(at, l.used[u.Equipment][l.unit(u.Equipment)])
	}
	return at
}

func (l *layer) unit(e int) int {
	best := 0
	for i, at := range l.used[e] {
		if at < l.used[e][best] {
			best = i
		}
	}
	return best
}

func (l *layer) place(t int) model.Placement {
	task := &l.p.Tasks[t]
	if task.Progress.Done {
		return model.Placement{Start: task.Progress.Finished - 60, Finish: task.Progress.Finished}
	}
	at := l.ready(t)
	pl := model.Placement{Start: at, Finish: at}
	switch {
	case task.Duration > 0:
		pl.Finish = l.open(t, model.None).add(at, task.Duration)
	case task.Together:
		l.together(t, &pl)
	default:
		l.apart(t, &pl)
	}
	if task.Progress.Started != 0 {
		pl.Start = task.Progress.Started
	}
	for _, u := range task.Uses {
		l.used[u.Equipment][l.unit(u.Equipment)] = pl.Finish
	}
	return pl
}

type calendars []*calendar.Index

func (c calendars) add(at model.Minute, minutes int64) model.Minute {
	return calendar.AddJoint(c, at, minutes)
}

// open gives the calendars a task's work must find open: the person's (or the
// organisation's) and its equipment's.
func (l *layer) open(t, person int) calendars {
	x := l.cals[l.p.Working]
	if person != model.None {
		x = l.cals[l.p.People[person].Calendar]
	}
	all := calendars{x}
	for _, u := range l.p.Tasks[t].Uses {
		if c := l.p.Equipment[u.Equipment].Calendar; c != model.None {
			all = append(all, l.cals[c])
		}
	}
	return all
}

// able picks who may take a seat and is free first.
func (l *layer) able(seat *model.Seat, taken []model.Assignment) int {
	best := model.None
	for i := range l.p.People {
		ok := true
		for _, n := range seat.Needs {
			ok = ok && l.p.People[i].Levels[n.Skill] >= n.Level
		}
		for _, a := range taken {
			ok = ok && a.Person != i
		}
		if ok && (best == model.None || l.free[i] < l.free[best]) {
			best = i
		}
	}
	return best
}

func work(task *model.Task, s int) int64 {
	if task.Progress.Left != nil {
		return task.Progress.Left[s]
	}
	return task.Seats[s].Work
}

func (l *layer) minutes(person int, effort int64) int64 {
	return calendar.Scale(effort, 1000-l.p.People[person].Duty)
}

// apart lays a task whose seats work in their own hours; a split one rests for half
// a day after two hours.
func (l *layer) apart(t int, pl *model.Placement) {
	task := &l.p.Tasks[t]
	for s := range task.Seats {
		who := l.able(&task.Seats[s], pl.Work)
		a := model.Assignment{Seat: s, Person: who, Mentor: model.None, Effort: work(task, s), Start: max(pl.Start, l.free[who])}
		open, minutes := l.open(t, who), l.minutes(who, a.Effort)
		if task.Split && minutes > 120 {
			half := open.add(a.Start, 120)
			a.Segments = []model.Span{{From: a.Start, To: half}, {From: half + 720, To: open.add(half+720, minutes-120)}}
			a.Finish = a.Segments[1].To
		} else {
			a.Finish = open.add(a.Start, minutes)
		}
		l.free[who] = a.Finish
		pl.Work = append(pl.Work, a)
	}
	pl.Start = pl.Work[0].Start
	for _, a := range pl.Work {
		pl.Start, pl.Finish = min(pl.Start, a.Start), max(pl.Finish, a.Finish)
	}
}

func (l *layer) together(t int, pl *model.Placement) {
	task := &l.p.Tasks[t]
	var open calendars
	needs := int64(0)
	for s := range task.Seats {
		who := l.able(&task.Seats[s], pl.Work)
		pl.Work = append(pl.Work, model.Assignment{Seat: s, Person: who, Mentor: model.None, Effort: work(task, s)})
		open = append(open, l.open(t, who)...)
		pl.Start = max(pl.Start, l.free[who])
		needs = max(needs, l.minutes(who, work(task, s)))
	}
	pl.Finish = open.add(pl.Start, needs)
	for i := range pl.Work {
		pl.Work[i].Start, pl.Work[i].Finish = pl.Start, pl.Finish
		l.free[pl.Work[i].Person] = pl.Finish
	}
}

// Row draws nothing: one person, Monday to Friday from 09:00 to 17:00 at 60.00 an
// hour, with tasks of a day each one after another and a milestone over all.
func Row(tasks int) (*model.Problem, *model.Plan) {
	p := &model.Problem{Start: Start, Working: 0, Skills: []string{"go"}, Calendars: []model.Calendar{office(9*60, 17*60)},
		People:     []model.Person{{Key: "ana", Levels: []int8{3}, Rate: 6000}},
		Milestones: []model.Milestone{{Key: "end", Tasks: span(0, tasks)}}}
	for i := range tasks {
		p.Tasks = append(p.Tasks, model.Task{Key: fmt.Sprintf("task-%d", i+1), Seats: []model.Seat{{Work: Day}}})
	}
	return p, Lay(p)
}
