// Package front looks for the plans between which a leader can choose: named ones
// (soonest, cheapest, grows people, safest, least change) and the non-dominated
// ones behind them. The search is deterministic by seed and number of schedules.
package front

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"plumbline/schedule/decode"
	"plumbline/schedule/engine"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
	"plumbline/schedule/search"
	"plumbline/schedule/verify"
)

// The names of the plans that lead a front.
const (
	Soonest     = "soonest"
	Cheapest    = "cheapest"
	GrowsPeople = "grows people"
	Safest      = "safest"
	LeastChange = "least change"
)

// Point is one plan of a front.
type Point struct {
	Names    []string // of the named plans that it is; empty for the ones behind them
	Plan     *model.Plan
	Measures model.Measures
	Trade    Trade
}

// Trade says what a plan gives and takes against the soonest one.
type Trade struct {
	Later    int64 // minutes of finish
	Late     int64 // weighted minutes of lateness
	Cost     int64 // minor units; less than zero is cheaper
	Growth   int64 // minutes practised toward goals
	Singles  int   // skills left with one person
	Changes  int   // assignments that differ from the plan people know
	HandOver int   // hand-overs
}

// most is the largest number of plans that a front keeps.
const most = 60

// steps is the number of dates between the soonest and the cheapest plan for which
// the cheapest plan by that date is looked for.
const steps = 12

// Find looks for the front. The budget and the time of the options are shared by
// all its searches; the policy is not used. Named plans come first, then the others
// by finish.
func Find(ctx context.Context, p *model.Problem, o engine.Options) ([]Point, error) {
	x, err := instance.Compile(p)
	if err != nil {
		return nil, err
	}
	f := &finder{p: p, x: x, o: o, begun: time.Now(), fast: engine.Fast(p)}
	if f.o.Schedules == 0 {
		f.o.Schedules = max(1600, 2_000_000/int64(len(p.Tasks)+1))
	}
	if err := f.named(ctx); err != nil {
		return nil, err
	}
	f.between(ctx)
	f.widen(ctx)
	return f.points(), nil
}

// finder collects what the searches find.
type finder struct {
	p     *model.Problem
	x     *instance.Instance
	o     engine.Options
	begun time.Time
	fast  bool  // time alone can be searched by the flat engine
	done  int64 // parts of the budget that are used
	leads []name
	all   []candidate
}

type name struct {
	text string
	at   int // in all
}

type candidate struct {
	plan *model.Plan
	m    model.Measures
}

// Policies gives the policy behind each name. Growth is worth more than the days it
// takes only up to a point; a skill left with one person weighs as much as twenty
// days, a hand-over as half a day.
func Policies() map[string]engine.Policy {
	return map[string]engine.Policy{
		Soonest:     {Lateness: 100, Finish: 10},
		Cheapest:    {Cost: 1_000_000, Finish: 1, Lateness: 1},
		GrowsPeople: {Lateness: 100, Finish: 10, Growth: 30},
		Safest:      {Lateness: 200, Finish: 10, Resilience: 20 * 480 * 10, HandOver: 240 * 10},
		LeastChange: {Lateness: 100, Finish: 10},
	}
}

func (f *finder) named(ctx context.Context) error {
	policies := Policies()
	soonest, err := engine.Solve(ctx, f.p, f.options(policies[Soonest], namedParts))
	if err != nil {
		return err
	}
	f.add(Soonest, soonest.Plan)
	for _, n := range []string{Cheapest, GrowsPeople, Safest} {
		f.search(ctx, n, f.p, policies[n], soonest.Plan)
	}
	if f.p.Current != nil {
		still := *f.p
		still.Rules.ChangePrice = 1_000_000
		f.search(ctx, LeastChange, &still, policies[LeastChange], f.p.Current)
	}
	return nil
}

// search runs one policy from known plans and keeps the best plan and whatever
// non-dominated ones it meets.
func (f *finder) search(ctx context.Context, label string, p *model.Problem, policy engine.Policy, from ...*model.Plan) {
	x, err := instance.Compile(p)
	if err != nil {
		return
	}
	count := int64(1)
	if label != "" {
		count = namedParts
	}
	o := f.options(policy, count)
	l := search.Limits{Seed: o.Seed, Schedules: o.Schedules, Workers: max(1, o.Workers), Archive: most}
	if o.Time > 0 {
		l.Deadline = time.Now().Add(o.Time)
	}
	genomes := []*decode.Genome{decode.NewGenome(x)}
	for _, plan := range from {
		genomes = append(genomes, search.FromPlan(x, plan))
	}
	w := engine.Weights(p, policy)
	out, err := search.Run(ctx, x, w, genomes, l)
	if err != nil && !errors.Is(err, search.ErrNone) || out == nil {
		return
	}
	f.add(label, out.Plan)
	f.met(decode.NewDecoder(x, w), out.Archive)
}

// met adds the plans of schedules that were met on the way, and tells how far the
// search has come.
func (f *finder) met(d *decode.Decoder, archive []search.Found) {
	for i := range archive {
		if d.Decode(archive[i].Genome) {
			f.add("", d.Plan())
		}
	}
	if f.o.Progress != nil {
		f.o.Progress(engine.Progress{Schedules: f.o.Schedules * f.done / f.parts(), Best: f.all[0].m})
	}
}

func (f *finder) add(label string, plan *model.Plan) {
	f.all = append(f.all, candidate{plan, verify.Measure(f.p, plan)})
	if label != "" {
		f.leads = append(f.leads, name{label, len(f.all) - 1})
	}
	if f.fast {
		if less := f.cheapen(plan); less != nil {
			f.all = append(f.all, candidate{less, verify.Measure(f.p, less)})
		}
	}
}

// between looks for the cheapest plan by each of some dates between the soonest and
// the cheapest one (the ε-constraint method).
func (f *finder) between(ctx context.Context) {
	soon, cheap := f.all[f.leads[0].at], f.all[f.leads[min(1, len(f.leads)-1)].at]
	if cheap.m.Cost >= soon.m.Cost || cheap.m.Finish <= soon.m.Finish {
		return
	}
	every := make([]int, len(f.p.Tasks))
	for i := range every {
		every[i] = i
	}
	for i := range steps {
		if ctx.Err() != nil || f.o.Time > 0 && time.Since(f.begun) > f.o.Time {
			return
		}
		if f.fast {
			f.thrifty(ctx, int64(i))
		}
		date, around := f.along(i)
		p := *f.p
		p.Milestones = append(slices.Clone(p.Milestones), model.Milestone{Tasks: every, Deadline: max(1, date), Weight: 1})
		price := max(1, (soon.m.Cost-cheap.m.Cost)*10/int64(max(1, cheap.m.Finish-soon.m.Finish)))
		f.search(ctx, "", &p, engine.Policy{Lateness: 20 * price, Finish: 1, Cost: 10}, around...)
	}
}

// along gives the date at a step of the way along the front as it is known by now, from
// the soonest plan to the cheapest, time and money counting alike, and the plans found on both sides of it.
func (f *finder) along(step int) (date model.Minute, around []*model.Plan) {
	line := f.line()
	first, last := &line[0].m, &line[len(line)-1].m
	wide, high := float64(max(1, last.Finish-first.Finish)), float64(max(1, first.Cost-last.Cost))
	way := 2 * float64(step) / steps
	for i := 1; i < len(line); i++ {
		a, b := &line[i-1].m, &line[i].m
		long, rise := float64(b.Finish-a.Finish)/wide, float64(a.Cost-b.Cost)/high
		if way < long+rise || i == len(line)-1 {
			date = a.Finish + model.Minute(float64(b.Finish-a.Finish)*min(1, way/max(long+rise, 1e-9)))
			return date, []*model.Plan{line[i-1].plan, line[i].plan}
		}
		way -= long + rise
	}
	return first.Finish, []*model.Plan{line[0].plan}
}

// line gives the plans found that are cheapest by their finish, soonest first.
func (f *finder) line() []*candidate {
	all := make([]*candidate, len(f.all))
	for i := range f.all {
		all[i] = &f.all[i]
	}
	slices.SortStableFunc(all, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(a.m.Finish, b.m.Finish), cmp.Compare(a.m.Cost, b.m.Cost))
	})
	out := all[:1:1]
	for _, c := range all[1:] {
		if c.m.Cost < out[len(out)-1].m.Cost {
			out = append(out, c)
		}
	}
	return out
}

// points leaves the named plans and what none of the others dominates. A name goes
// to the best plan found for it, wherever it was found.
func (f *finder) points() []Point {
	var out []Point
	at := map[int]int{}
	for _, n := range f.leads {
		i := f.best(n)
		if j, is := at[i]; is {
			out[j].Names = append(out[j].Names, n.text)
			continue
		}
		at[i] = len(out)
		out = append(out, Point{Names: []string{n.text}, Plan: f.all[i].plan, Measures: f.all[i].m})
	}
	var rest []Point
	for i := range f.all {
		if _, is := at[i]; !is && !f.dominated(i) {
			rest = append(rest, Point{Plan: f.all[i].plan, Measures: f.all[i].m})
		}
	}
	slices.SortStableFunc(rest, func(a, b Point) int { return int(a.Measures.Finish - b.Measures.Finish) })
	out = append(out, thin(rest, most-len(out))...)
	for i := range out {
		out[i].Trade = against(&out[i].Measures, &out[0].Measures)
	}
	return out
}

// thin leaves so many of the plans, sorted by finish, by dropping the one whose
// neighbours in finish and cost are closest again and again.
func thin(all []Point, count int) []Point {
	if len(all) <= count {
		return all
	}
	wide, high := span(all)
	for len(all) > count {
		drop, least := 0, math.Inf(1)
		for i := 1; i+1 < len(all); i++ {
			a, b := &all[i-1].Measures, &all[i+1].Measures
			if gap := float64(b.Finish-a.Finish)/wide + math.Abs(float64(b.Cost-a.Cost))/high; gap < least {
				drop, least = i, gap
			}
		}
		all = slices.Delete(all, drop, drop+1)
	}
	return all
}

// span is how far plans lie apart in finish and in cost, at least one of each.
func span(all []Point) (finish, cost float64) {
	low, high := all[0].Measures.Cost, all[0].Measures.Cost
	for i := range all {
		low, high = min(low, all[i].Measures.Cost), max(high, all[i].Measures.Cost)
	}
	return float64(max(1, all[len(all)-1].Measures.Finish-all[0].Measures.Finish)), float64(max(1, high-low))
}

func (f *finder) best(n name) int {
	p := f.p
	if n.text == LeastChange {
		still := *f.p
		still.Rules.ChangePrice = 1_000_000
		p = &still
	}
	w := engine.Weights(p, Policies()[n.text])
	best := n.at
	score := w.Score(p, &f.all[best].m, f.all[best].plan)
	for i := range f.all {
		if s := w.Score(p, &f.all[i].m, f.all[i].plan); s < score {
			best, score = i, s
		}
	}
	return best
}

// dominated tells whether another plan is as good throughout, the first among equals
// staying.
func (f *finder) dominated(i int) bool {
	for j := range f.all {
		if i != j && search.Dominates(&f.all[j].m, &f.all[i].m) && (j < i || !search.Dominates(&f.all[i].m, &f.all[j].m)) {
			return true
		}
	}
	return false
}

func against(m, base *model.Measures) Trade {
	return Trade{Later: int64(m.Finish - base.Finish), Late: m.Lateness - base.Lateness, Cost: m.Cost - base.Cost, Growth: m.Growth - base.Growth,
		Singles: m.Singles - base.Singles, Changes: m.Changes - base.Changes, HandOver: m.HandOvers - base.HandOvers}
}
