package simulate

import (
	"math"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Trial is one future of a graph: fill Factor, Extra and Away, call Run, read the
// rest. One goroutine uses it at a time; it allocates nothing after New.
type Trial struct {
	Factor []float64      // by task: work as a multiple of what was planned
	Extra  []float64      // by task: minutes of work on top
	Away   [][]model.Span // by person: unplanned absences, sorted, disjoint; nil = none

	g     *Graph
	at    []model.Minute // by step: its instant (a part's finish)
	bound []int32        // by step: the arc that decided it, or -1
	begin []model.Minute // by part
	spent []int64        // by part: minutes of work done
	done  []int64        // by part: calendar minutes worked
	start []model.Minute // by task
	moved []bool         // by step: came out otherwise than in the trial run from
}

// New returns a trial in which everything goes as planned.
func (g *Graph) New() *Trial {
	t := &Trial{g: g,
		Factor: make([]float64, len(g.tasks)), Extra: make([]float64, len(g.tasks)), Away: make([][]model.Span, len(g.problem.People)),
		at: make([]model.Minute, len(g.order)), bound: make([]int32, len(g.order)),
		begin: make([]model.Minute, len(g.parts)), spent: make([]int64, len(g.parts)), done: make([]int64, len(g.parts)),
		start: make([]model.Minute, len(g.tasks)),
	}
	for i := range t.Factor {
		t.Factor[i] = 1
	}
	return t
}

// Finish is the instant at which a task ends, calendar.Never if it never does.
func (t *Trial) Finish(task int) model.Minute { return t.at[t.g.ends[task]] }

// Run takes the longest path.
func (t *Trial) Run() { t.run(0, nil) }

// run is the inner loop of every forecast: one pass over the steps in order from the
// first to be computed on, kept in one function for speed.
func (t *Trial) run(first int, was *Trial) {
	g := t.g
	for n := first; n < len(g.order); n++ {
		s := &g.order[n]
		if was != nil {
			if t.moved[n] = false; !t.touched(s, was) {
				continue
			}
		}
		latest, by := g.problem.Start, int32(-1)
		for _, w := range g.waits[s.from:s.to] {
			at := t.at[w.step]
			if w.lag >= 0 {
				l := &g.lags[w.lag]
				at = l.cal.Add(at, l.work)
			}
			if at > latest {
				latest, by = at, w.step
			}
		}
		t.bound[n] = by
		switch s.kind {
		case worked:
			t.at[n] = t.work(s.index, latest)
		case ready:
			k := &g.tasks[s.index]
			if latest < k.notBefore && !k.begun {
				latest, t.bound[n] = k.notBefore, -1
			}
			t.start[s.index], t.at[n] = latest, latest
		case ended:
			if k := &g.tasks[s.index]; k.done {
				latest, t.bound[n] = k.finished, -1
			} else if k.reachesEnd {
				latest = t.hold(s.index, latest)
			}
			t.at[n] = latest
		case started:
			t.at[n] = t.first(s.index)
		}
		if was != nil {
			t.moved[n] = t.at[n] != was.at[n] || s.kind == worked && t.differs(s.index, was)
		}
	}
}

// work does one part from an instant on and gives its end.
func (t *Trial) work(i int32, from model.Minute) model.Minute {
	p := &t.g.parts[i]
	effort := int64(p.effort*t.Factor[p.task] + p.share*t.Extra[p.task] + 0.5)
	if p.fixed && p.effort > 0 {
		effort = max(effort, 1) // what lasts at all lasts a minute
	}
	t.begin[i], t.spent[i] = from, effort
	minutes := effort
	if p.pace != 1e6 {
		minutes = (effort*1e6 + p.pace - 1) / p.pace
	}
	if p.slow > 0 {
		minutes += int64(p.slow*t.Factor[p.task] + 0.5)
	}
	if p.segmented {
		minutes = t.segment(i, p)
	}
	t.done[i] = minutes
	if p.person >= 0 {
		if away := t.Away[p.person]; away != nil {
			return t.around(p, i, from, minutes, away)
		}
		return p.cal.Add(from, minutes)
	}
	return t.jointly(p, i, from, minutes)
}

// segment gives the calendar minutes of one segment: what is done up to its end less
// what the segments before it did, so that rounding does not add up.
func (t *Trial) segment(i int32, p *part) int64 {
	effort := int64(p.whole*t.Factor[p.task] + t.Extra[p.task]*p.share*p.whole/max(p.effort, 1e-9) + 0.5)
	all := (effort*1e6+p.pace-1)/p.pace + int64(p.slow*t.Factor[p.task]+0.5)
	before := int64(0)
	for j := p.of; j < i; j++ {
		before += t.done[j]
	}
	return int64(math.Ceil(float64(all)*p.portion)) - before
}

// hold makes a task end no sooner than a link to its finish allows; a fixed task
// begins later for it.
func (t *Trial) hold(task int32, latest model.Minute) model.Minute {
	k := &t.g.tasks[task]
	if len(k.parts) != 1 || !t.g.parts[k.parts[0]].fixed {
		return latest
	}
	i := k.parts[0]
	p := &t.g.parts[i]
	if end := p.cal.Add(t.begin[i], t.done[i]); end >= latest || t.done[i] == 0 {
		return latest
	}
	low, high := t.begin[i], latest
	for low < high { // the earliest start that ends late enough
		mid := low + (high-low)/2
		if p.cal.Add(mid, t.done[i]) >= latest {
			high = mid
		} else {
			low = mid + 1
		}
	}
	t.begin[i] = low
	return p.cal.Add(low, t.done[i])
}

// first gives a task's start: what has begun began then.
func (t *Trial) first(task int32) model.Minute {
	k := &t.g.tasks[task]
	src := &t.g.problem.Tasks[task]
	switch {
	case k.begun:
		return src.Progress.Started
	case k.done:
		return t.g.plan.Placements[task].Start
	case len(k.parts) == 0:
		return t.start[task]
	}
	first := calendar.Never
	for _, i := range k.parts {
		first = min(first, t.begin[i])
	}
	return first
}

// Cost is the money of the trial in minor units: people's time on what is left, and
// equipment while it is held.
func (t *Trial) Cost() float64 {
	sum := 0.0
	for i := range t.g.parts {
		sum += float64(t.spent[i]) * t.g.parts[i].cents
	}
	for _, u := range t.g.money {
		sum += u.cents * float64(u.cal.Between(t.held(u.task), t.Finish(int(u.task))))
	}
	return sum
}

// Costs writes the same by task.
func (t *Trial) Costs(into []float64) {
	clear(into)
	for i := range t.g.parts {
		into[t.g.parts[i].task] += float64(t.spent[i]) * t.g.parts[i].cents
	}
	for _, u := range t.g.money {
		into[u.task] += u.cents * float64(u.cal.Between(t.held(u.task), t.Finish(int(u.task))))
	}
}

func (t *Trial) held(task int32) model.Minute {
	from := t.Finish(int(task))
	for _, i := range t.g.tasks[task].parts {
		from = min(from, t.begin[i])
	}
	return from
}

// Critical calls see for each task on the path that decides when a task ends.
func (t *Trial) Critical(task int, see func(task int)) {
	before := int32(-1)
	for n := t.g.ends[task]; n >= 0; n = t.bound[n] {
		s := &t.g.order[n]
		on := s.index
		if s.kind == worked {
			on = t.g.parts[s.index].task
		}
		if on != before {
			see(int(on))
			before = on
		}
	}
}

// Plan writes the trial as a plan of the problem that Problem gives.
func (t *Trial) Plan() *model.Plan {
	out := &model.Plan{Placements: make([]model.Placement, len(t.g.tasks))}
	for i := range t.g.tasks {
		out.Placements[i] = t.placement(i)
	}
	return out
}

func (t *Trial) placement(i int) model.Placement {
	k := &t.g.tasks[i]
	pl := model.Placement{Finish: t.Finish(i)}
	pl.Start = t.first(int32(i))
	next := 0
	for _, a := range t.g.plan.Placements[i].Work {
		first := k.parts[min(next, len(k.parts)-1)]
		final := first + int32(max(1, len(a.Segments))) - 1
		next += max(1, len(a.Segments))
		a = t.assignment(a, first, final)
		if t.g.parts[first].fixed {
			a.Finish = pl.Finish // a link may have moved the whole of it
		}
		pl.Work = append(pl.Work, a)
	}
	return pl
}

// assignment is one person's part in this trial.
func (t *Trial) assignment(a model.Assignment, first, final int32) model.Assignment {
	p := &t.g.parts[first]
	a.Start, a.Finish = t.begin[first], t.end(final)
	switch {
	case p.fixed:
		if t.g.problem.Tasks[p.task].Seats[a.Seat].Work == 0 {
			a.Effort = t.spent[first]
		}
	case p.people == nil:
		a.Effort = int64(p.whole*t.Factor[p.task] + t.Extra[p.task]*p.share*p.whole/max(p.effort, 1e-9) + 0.5)
	case p.effort > 0:
		a.Effort = int64(float64(a.Effort) / p.effort * float64(t.spent[first]))
	}
	if len(a.Segments) > 0 {
		a.Segments = nil
		for j := first; j <= final; j++ {
			if t.done[j] > 0 {
				a.Segments = append(a.Segments, model.Span{From: t.begin[j], To: t.end(j)})
			}
		}
	}
	return a
}

// end is when a part ends.
func (t *Trial) end(part int32) model.Minute {
	for n, s := range t.g.order {
		if s.kind == worked && s.index == part {
			return t.at[n]
		}
	}
	return 0
}

// Problem is the problem this trial's plan solves: the work as drawn, calendars less
// the absences.
func (t *Trial) Problem() *model.Problem {
	p := *t.g.problem
	p.Calendars = append([]model.Calendar{}, p.Calendars...)
	p.People = append([]model.Person{}, p.People...)
	for i := range p.People {
		if len(t.Away[i]) > 0 {
			p.Calendars = append(p.Calendars, calendar.Without(p.Calendars[p.People[i].Calendar], t.Away[i]))
			p.People[i].Calendar = len(p.Calendars) - 1
		}
	}
	p.Tasks = append([]model.Task{}, p.Tasks...)
	plan := t.Plan()
	for i := range p.Tasks {
		t.drawn(&p.Tasks[i], i, plan)
	}
	return &p
}

// drawn sets a task's work to what it took in this trial.
func (t *Trial) drawn(task *model.Task, i int, plan *model.Plan) {
	if task.Progress.Done {
		return
	}
	if task.Duration > 0 {
		if task.Progress.Started != 0 {
			task.Progress.Left = []int64{t.spent[t.g.tasks[i].parts[0]]}
		} else {
			task.Duration = t.spent[t.g.tasks[i].parts[0]]
		}
		return
	}
	work := make([]int64, len(task.Seats))
	for _, a := range plan.Placements[i].Work {
		work[a.Seat] += a.Effort
	}
	if task.Progress.Left != nil {
		task.Progress.Left = work
		return
	}
	task.Seats = append([]model.Seat{}, task.Seats...)
	for s := range task.Seats {
		task.Seats[s].Work = work[s]
	}
}
