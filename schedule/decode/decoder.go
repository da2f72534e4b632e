// Package decode turns an order of tasks and a choice of people into a plan: serial
// schedule generation over the whole model. An instance.Instance is shared by any
// number of Decoders, each used by one goroutine.
package decode

import (
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/decode/usage"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// Greedy is the choice of whoever finishes a seat soonest, by the weights.
const Greedy int32 = -1

// Genome is what a search varies: an order of the tasks with predecessors first,
// and for each seat (by index in Instance.Seats) a first person or Greedy, and how
// many people share it (0 = the fewest).
type Genome struct {
	Order []int32
	Pick  []int32
	Crew  []int8
}

// Clone copies a genome.
func (g *Genome) Clone() *Genome {
	return &Genome{Order: slices.Clone(g.Order), Pick: slices.Clone(g.Pick), Crew: slices.Clone(g.Crew)}
}

// CopyFrom overwrites a genome of the same instance without allocating.
func (g *Genome) CopyFrom(o *Genome) {
	copy(g.Order, o.Order)
	copy(g.Pick, o.Pick)
	copy(g.Crew, o.Crew)
}

// NewGenome gives the topological order with greedy choices.
func NewGenome(x *instance.Instance) *Genome {
	g := &Genome{Order: slices.Clone(x.Topo), Pick: make([]int32, len(x.Seats)), Crew: make([]int8, len(x.Seats))}
	for i := range g.Pick {
		g.Pick[i] = Greedy
	}
	return g
}

// part is one person's part of a seat.
type part struct {
	person, mentor int32
	start, finish  model.Minute
	effort         int64
	seg, segs      int32 // range in Decoder.segments when split
}

// Decoder generates schedules of one instance. It is not safe for concurrent use.
// What it holds after Decode is the schedule generated last.
type Decoder struct {
	x       *instance.Instance
	w       Weights
	lines   []timeline
	use     []usage.Profile
	start   []model.Minute
	finish  []model.Minute
	parts   []part
	count   []int8 // parts per seat
	segment []model.Span
	tried   []part // scratch of one seat
	segBest []model.Span
	segTry  []model.Span
	joint   []*calendar.Index
	onTask  []int32
	match   []int32
	stuck   int32   // the task that found nobody, after a failed Decode
	seatNow int32   // the seat being chosen for
	forced  []int32 // per seat of the task: who must take it, when choosing freely found nobody
	ranked  []ranked
	holds   []bool
}

type ranked struct {
	option int32
	at     model.Minute
}

// NewDecoder makes a decoder that chooses people by the weights.
func NewDecoder(x *instance.Instance, w Weights) *Decoder {
	d := &Decoder{x: x, w: w, lines: make([]timeline, len(x.P.People)), use: make([]usage.Profile, len(x.P.Equipment))}
	for i := range d.use {
		d.use[i].Capacity = x.P.Equipment[i].Capacity
	}
	d.start, d.finish = make([]model.Minute, len(x.Tasks)), make([]model.Minute, len(x.Tasks))
	d.parts, d.count = make([]part, x.Slots), make([]int8, len(x.Seats))
	d.holds = make([]bool, len(x.P.People))
	return d
}

// Decode generates the schedule of a genome. It reports false when some seat finds
// nobody who can ever do it beside what is already placed.
func (d *Decoder) Decode(g *Genome) bool {
	for i := range d.lines {
		d.lines[i].reset()
	}
	for i := range d.use {
		d.use[i].Reset()
	}
	clear(d.count)
	d.segment = d.segment[:0]
	for _, t := range g.Order {
		if !d.place(t, g) {
			d.stuck = t
			return false
		}
	}
	return true
}

// Stuck names the task that could not be placed when Decode last failed.
func (d *Decoder) Stuck() string { return instance.Label(d.x.P.Tasks[d.stuck].Key, int(d.stuck)) }

// place puts one task where its predecessors, people and equipment allow first.
func (d *Decoder) place(t int32, g *Genome) bool {
	k, m := &d.x.Tasks[t], &d.x.P.Tasks[t]
	if k.Done {
		d.start[t], d.finish[t] = m.Progress.Started, m.Progress.Finished
		if m.Progress.Started == 0 || m.Progress.Started > m.Progress.Finished {
			d.start[t] = m.Progress.Finished
		}
		return true
	}
	est, end := d.ready(k)
	ok := false
	switch {
	case k.Fixed:
		ok = d.placeFixed(t, g, est, end)
	case k.Together:
		ok = d.placeTogether(t, g, est, end)
	default:
		ok = d.placeSeats(t, g, est, end)
	}
	if !ok {
		return false
	}
	if k.Begun {
		d.start[t] = m.Progress.Started
	}
	return true
}

// ready gives the earliest start and the earliest finish that dependencies allow.
func (d *Decoder) ready(k *instance.Task) (est, end model.Minute) {
	est, end = k.Est, d.x.P.Start
	for i := range k.In {
		l := &k.In[i]
		base := d.finish[l.Task]
		if l.Kind == model.StartStart || l.Kind == model.StartFinish {
			base = d.start[l.Task]
		}
		at := l.Calendar.Add(base, l.Lag)
		if l.Kind == model.FinishFinish || l.Kind == model.StartFinish {
			end = max(end, at)
		} else if !k.Begun {
			est = max(est, at)
		}
	}
	return est, end
}

// freeOf moves an instant on until the task's equipment is free from it on for as
// long as given; it returns the instant unchanged when it is.
func (d *Decoder) freeOf(t int32, from, to model.Minute) model.Minute {
	for _, u := range d.x.P.Tasks[t].Uses {
		if at := d.use[u.Equipment].Conflict(from, to, u.Units); at > from {
			return at
		}
	}
	return from
}

func (d *Decoder) holdEquipment(t int32, from, to model.Minute) {
	for _, u := range d.x.P.Tasks[t].Uses {
		d.use[u.Equipment].Hold(from, to, u.Units)
	}
}

// placeSeats places a task whose seats are worked each in its own hours.
func (d *Decoder) placeSeats(t int32, g *Genome, est, end model.Minute) bool {
	k := &d.x.Tasks[t]
	for {
		d.onTask = d.onTask[:0]
		segs := len(d.segment)
		s, f, any := calendar.Never, est, false
		for i := k.Seats[0]; i < k.Seats[1]; i++ {
			d.count[i] = 0
			if d.x.Seats[i].Skip {
				continue
			}
			if !d.chooseSeat(i, g, est) {
				d.segment = d.segment[:segs]
				return d.placeMatched(t, g, est, end)
			}
			for _, p := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
				s, f, any = min(s, p.start), max(f, p.finish), true
				d.onTask = append(d.onTask, p.person)
				if p.mentor >= 0 {
					d.onTask = append(d.onTask, p.mentor)
				}
			}
		}
		if !any {
			s = est
		}
		f = max(f, end)
		if at := d.freeOf(t, s, f); at > s {
			est = at
			d.segment = d.segment[:segs]
			continue
		}
		d.start[t], d.finish[t] = s, f
		d.commit(k)
		d.holdEquipment(t, s, f)
		return true
	}
}

// placeMatched is the last resort where choosing seat by seat left one without
// anybody: it matches people to seats first, then places each.
func (d *Decoder) placeMatched(t int32, g *Genome, est, end model.Minute) bool {
	k := &d.x.Tasks[t]
	if !d.gather(t, g, est, 1000) {
		return false
	}
	d.forced = append(d.forced[:0], make([]int32, k.Seats[1]-k.Seats[0])...)
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		if d.count[i] > 1 {
			return false
		}
		d.forced[i-k.Seats[0]] = d.parts[d.x.Seats[i].Slot].person
	}
	for {
		segs := len(d.segment)
		s, f := calendar.Never, est
		for i := k.Seats[0]; i < k.Seats[1]; i++ {
			seat := &d.x.Seats[i]
			if seat.Skip {
				continue
			}
			d.seatNow = i
			p, ok := d.try(seat, seat.Option(d.forced[i-k.Seats[0]]), est)
			if !ok {
				return false
			}
			d.keepPart(i, p)
			s, f = min(s, p.start), max(f, p.finish)
		}
		f = max(f, end)
		at := d.freeOf(t, s, f)
		if at == s {
			d.start[t], d.finish[t] = s, f
			d.commit(k)
			d.holdEquipment(t, s, f)
			return true
		}
		est = at
		d.segment = d.segment[:segs]
	}
}

// commit writes a task's parts into its people's timelines.
func (d *Decoder) commit(k *instance.Task) {
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		for _, p := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
			l := &d.lines[p.person]
			l.tasks++
			if p.segs > 0 {
				for _, s := range d.segment[p.seg:][:p.segs] {
					l.busy = insert(l.busy, s)
				}
			} else if p.finish > p.start {
				l.busy = insert(l.busy, model.Span{From: p.start, To: p.finish})
			}
			if p.mentor >= 0 && p.finish > p.start {
				m := &d.lines[p.mentor]
				m.mentor = insert(m.mentor, model.Span{From: p.start, To: p.finish})
			}
		}
	}
}

// Finish gives a task's finish in the schedule generated last.
func (d *Decoder) Finish(t int32) model.Minute { return d.finish[t] }

// First gives the person who took a seat's first place, or Greedy.
func (d *Decoder) First(seat int32) int32 {
	if d.count[seat] == 0 {
		return Greedy
	}
	return d.parts[d.x.Seats[seat].Slot].person
}

// Plan copies the schedule generated last.
func (d *Decoder) Plan() *model.Plan {
	plan := &model.Plan{Placements: make([]model.Placement, len(d.x.Tasks))}
	for t := range d.x.Tasks {
		pl := &plan.Placements[t]
		pl.Start, pl.Finish = d.start[t], d.finish[t]
		k := &d.x.Tasks[t]
		for i := k.Seats[0]; i < k.Seats[1]; i++ {
			for _, p := range d.parts[d.x.Seats[i].Slot:][:d.count[i]] {
				a := model.Assignment{Seat: int(d.x.Seats[i].Local), Person: int(p.person), Mentor: int(p.mentor), Start: p.start, Finish: p.finish, Effort: p.effort}
				if p.segs > 1 {
					a.Segments = slices.Clone(d.segment[p.seg:][:p.segs])
				}
				pl.Work = append(pl.Work, a)
			}
		}
	}
	return plan
}
