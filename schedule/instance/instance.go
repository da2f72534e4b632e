// Package instance checks a problem once and flattens it for the decoders, searches
// and bounds of the whole model: every seat with the people who may take it, every
// task with its links and calendars. docs/schedule.md has the rules in words.
package instance

import (
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Instance is a compiled problem, immutable and safe for concurrent use.
type Instance struct {
	P           *model.Problem
	Cals        []*calendar.Index
	Working     *calendar.Index
	Tasks       []Task
	Seats       []Seat
	Topo        []int32 // the tasks, predecessors first
	MentorShare int64   // permille of the mentor's time
	Presence    int64   // permille of a fixed duration that its people must be at work
	Sharing     []int64 // permille that each of n people on a seat contributes
	Slots       int     // places on seats in all
	Skills      Skills
}

// Task is what the decoder knows about a task.
type Task struct {
	In, Out       []Link
	Seats         [2]int32 // range in Instance.Seats
	Left          int64    // working minutes of a fixed duration still to come
	Fixed         bool
	Begun         bool
	Done          bool
	Together      bool
	Split         bool
	Est           model.Minute
	Cals          []*calendar.Index // by person calendar + 1: with the equipment's calendars on top
	Equipment     []*calendar.Index // the equipment's limited calendars
	FixedCalendar *calendar.Index   // of a fixed duration
}

// Link is one dependency, seen from one of its ends.
type Link struct {
	Task     int32
	Kind     model.Link
	Lag      int64
	Calendar *calendar.Index
}

// Seat is one place and the people who may take it.
type Seat struct {
	Task, Local int32
	Work        int64 // minutes still to do
	Low, High   int
	Options     []Option
	Pinned      []int32
	Keep        []int32 // who has it now: began it, or in the current plan
	Mentors     []int32 // people who could guide a stretch
	Slot        int     // its first place in an array of all
	Skip        bool    // nothing left to do
}

// Option is one person for a seat.
type Option struct {
	Person   int32
	Stretch  bool  // one level below: needs a mentor
	Growth   bool  // practises one of the person's goals
	Pace     int64 // permille, before sharing and duty
	Rate     int64 // millionths: pace × (1000 − duty), for one person alone
	Cost     int64 // minor units an hour
	Calendar int   // index into Task.Cals
}

// Option gives a seat's option for a person, or nil.
func (s *Seat) Option(person int32) *Option {
	for i := range s.Options {
		if s.Options[i].Person == person {
			return &s.Options[i]
		}
	}
	return nil
}

// Compile checks a problem and flattens it. The error says, in words for people,
// the first thing that makes the problem impossible to plan.
func Compile(p *model.Problem) (*Instance, error) {
	if err := Validate(p); err != nil {
		return nil, err
	}
	x := &Instance{P: p, MentorShare: 200, Presence: 500, Tasks: make([]Task, len(p.Tasks))}
	if p.Rules.MentorShare > 0 {
		x.MentorShare = int64(p.Rules.MentorShare)
	}
	if p.Rules.Presence > 0 {
		x.Presence = int64(p.Rules.Presence)
	}
	x.Sharing = []int64{1000, 850, 750, 700}
	if len(p.Rules.Sharing) > 0 {
		x.Sharing = x.Sharing[:0]
		for _, s := range p.Rules.Sharing {
			x.Sharing = append(x.Sharing, int64(s))
		}
	}
	for i := range p.Calendars {
		x.Cals = append(x.Cals, calendar.Compile(&p.Calendars[i]))
	}
	x.Working = x.Calendar(p.Working)
	x.links()
	joint := map[string][]*calendar.Index{}
	for t := range p.Tasks {
		x.task(t)
		x.calendars(t, joint)
		for s := range p.Tasks[t].Seats {
			if err := x.seat(t, s); err != nil {
				return nil, err
			}
		}
		x.Tasks[t].Seats[1] = int32(len(x.Seats))
	}
	x.Skills = countSkills(p)
	return x, x.order()
}

// Calendar gives a calendar by the problem's index, nil for around the clock.
func (x *Instance) Calendar(i int) *calendar.Index {
	if i == model.None || len(x.Cals) == 0 {
		return nil
	}
	return x.Cals[i]
}

func (x *Instance) links() {
	for _, d := range x.P.Deps {
		c := x.Working
		if d.Elapsed {
			c = nil
		}
		x.Tasks[d.To].In = append(x.Tasks[d.To].In, Link{Task: int32(d.From), Kind: d.Link, Lag: d.Lag, Calendar: c})
		x.Tasks[d.From].Out = append(x.Tasks[d.From].Out, Link{Task: int32(d.To), Kind: d.Link, Lag: d.Lag, Calendar: c})
	}
}

func (x *Instance) task(t int) {
	m, k := &x.P.Tasks[t], &x.Tasks[t]
	k.Fixed, k.Done, k.Begun = m.Duration > 0, m.Progress.Done, m.Progress.Started != 0
	k.Together, k.Split = m.Together, m.Split && !m.Together && m.Duration == 0
	k.Est = x.P.Start
	if !k.Begun {
		k.Est = max(x.P.Start, m.NotBefore)
	}
	k.Left = m.Duration
	if k.Fixed && k.Begun {
		k.Left = max(0, m.Duration-x.Working.Between(m.Progress.Started, x.P.Start))
		if len(m.Progress.Left) > 0 {
			k.Left = m.Progress.Left[0]
		}
	}
	k.Seats = [2]int32{int32(len(x.Seats)), int32(len(x.Seats))}
}

// calendars prepares, for a task whose equipment keeps hours, everybody's calendar
// with the equipment's on top; tasks with the same equipment share them.
func (x *Instance) calendars(t int, joint map[string][]*calendar.Index) {
	var on []*model.Calendar
	key := []byte{}
	k := &x.Tasks[t]
	for _, u := range x.P.Tasks[t].Uses {
		c := x.P.Equipment[u.Equipment].Calendar
		if !x.Calendar(c).Always() {
			on = append(on, &x.P.Calendars[c])
			k.Equipment = append(k.Equipment, x.Cals[c])
			key = append(key, byte(c), byte(c>>8), byte(c>>16))
		}
	}
	if joint[string(key)] == nil {
		all := make([]*calendar.Index, len(x.Cals)+1)
		for i := range all {
			all[i] = x.Calendar(i - 1)
			if len(on) > 0 {
				var own model.Calendar
				if i > 0 {
					own = x.P.Calendars[i-1]
				}
				both := calendar.Intersect(append([]*model.Calendar{&own}, on...)...)
				all[i] = calendar.Compile(&both)
			}
		}
		joint[string(key)] = all
	}
	k.Cals = joint[string(key)]
	k.FixedCalendar = k.Cals[0]
	if len(x.Cals) > 0 {
		k.FixedCalendar = k.Cals[x.P.Working+1]
	}
}

func (x *Instance) seat(t, s int) error {
	m, in := &x.P.Tasks[t], &x.P.Tasks[t].Seats[s]
	seat := Seat{Task: int32(t), Local: int32(s), Work: in.Work, Low: max(in.Min, 1), Slot: x.Slots}
	seat.High = max(in.Max, seat.Low)
	if s < len(m.Progress.Left) && m.Duration == 0 {
		seat.Work = m.Progress.Left[s]
	}
	seat.Skip = x.Tasks[t].Done || m.Duration == 0 && seat.Work == 0 || m.Duration > 0 && x.Tasks[t].Left == 0
	for _, who := range in.Pinned {
		seat.Pinned = append(seat.Pinned, int32(who))
	}
	seat.Low = max(seat.Low, min(seat.High, len(seat.Pinned)))
	seat.Keep = x.keep(t, s)
	for i := range x.P.People {
		x.offer(&seat, m, in, i)
	}
	if !seat.Skip && len(seat.Options) < seat.Low {
		return nobody(x.P, t, s, len(seat.Options))
	}
	x.Slots += seat.High
	x.Seats = append(x.Seats, seat)
	return nil
}

// keep gives who has a seat now, by progress first, else by the current plan.
func (x *Instance) keep(t, s int) []int32 {
	var out []int32
	if by := x.P.Tasks[t].Progress.By; s < len(by) {
		for _, who := range by[s] {
			out = append(out, int32(who))
		}
	}
	if cur := x.P.Current; len(out) == 0 && cur != nil && t < len(cur.Placements) {
		for _, a := range cur.Placements[t].Work {
			if a.Seat == s && a.Person < len(x.P.People) && !slices.Contains(out, int32(a.Person)) {
				out = append(out, int32(a.Person))
			}
		}
	}
	return out
}

// offer adds a person to a seat's options, and to its mentors, where skills allow.
func (x *Instance) offer(seat *Seat, m *model.Task, in *model.Seat, i int) {
	who := &x.P.People[i]
	gap := skillGap(who, in)
	if m.Stretch && gap == 0 {
		seat.Mentors = append(seat.Mentors, int32(i))
	}
	by := seat.Local < int32(len(m.Progress.By)) && slices.Contains(m.Progress.By[seat.Local], i)
	said := slices.Contains(in.Pinned, i) || by
	if len(in.Candidates) > 0 && !slices.Contains(in.Candidates, i) && !said {
		return
	}
	if len(in.Pinned) >= seat.High && !said {
		return
	}
	if gap > 0 && !said && !(gap == 1 && m.Stretch) {
		return
	}
	o := Option{Person: int32(i), Stretch: gap > 0 && !said, Cost: who.Rate, Growth: grows(who, m, in)}
	if len(x.Cals) > 0 {
		o.Calendar = who.Calendar + 1
	}
	o.Pace = pace(x.P.Rules.Speed, who, in)
	o.Rate = o.Pace * int64(1000-who.Duty)
	if o.Rate > 0 {
		seat.Options = append(seat.Options, o)
	}
}

// skillGap is 0 when every need is met, 1 when the worst is one level short and
// every skill is held, 2 for more.
func skillGap(who *model.Person, in *model.Seat) int {
	gap := 0
	for _, n := range in.Needs {
		l := int8(-1)
		if n.Skill < len(who.Levels) {
			l = who.Levels[n.Skill]
		}
		if l < 0 || n.Level-l > 1 {
			return 2
		}
		if l < n.Level {
			gap = 1
		}
	}
	return gap
}

// pace looks the speed up by the levels above the need, the least of them deciding.
func pace(table []int, who *model.Person, in *model.Seat) int64 {
	if len(table) == 0 {
		return 1000
	}
	if len(in.Needs) == 0 {
		return int64(table[0])
	}
	above := len(table) - 1
	for _, n := range in.Needs {
		l := -1
		if n.Skill < len(who.Levels) {
			l = int(who.Levels[n.Skill])
		}
		above = min(above, l-int(n.Level))
	}
	return int64(table[max(0, above)])
}

func grows(who *model.Person, m *model.Task, in *model.Seat) bool {
	for _, g := range who.Goals {
		if g.Skill < len(who.Levels) && who.Levels[g.Skill] >= g.Level {
			continue
		}
		if slices.Contains(m.Resilient, int32(g.Skill)) {
			return true
		}
		for _, n := range in.Needs {
			if n.Skill == g.Skill {
				return true
			}
		}
	}
	return false
}

// order sorts the tasks so that predecessors come first; a cycle is an error.
func (x *Instance) order() error {
	missing := make([]int, len(x.Tasks))
	for t := range x.Tasks {
		missing[t] = len(x.Tasks[t].In)
		if missing[t] == 0 {
			x.Topo = append(x.Topo, int32(t))
		}
	}
	for i := 0; i < len(x.Topo); i++ {
		for _, l := range x.Tasks[x.Topo[i]].Out {
			if missing[l.Task]--; missing[l.Task] == 0 {
				x.Topo = append(x.Topo, l.Task)
			}
		}
	}
	if len(x.Topo) < len(x.Tasks) {
		return cycle(x, missing)
	}
	return nil
}
