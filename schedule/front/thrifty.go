package front

import (
	"cmp"
	"context"
	"slices"

	"plumbline/schedule/engine"
	"plumbline/schedule/model"
)

// thrifty looks for the soonest plan with the dear people left out, the more of them
// the higher the step: the fast engine, which weighs time alone, then meets cheap
// plans too.
func (f *finder) thrifty(ctx context.Context, step int64) {
	p := *f.p
	p.Tasks = slices.Clone(p.Tasks)
	for t := range p.Tasks {
		p.Tasks[t].Seats = slices.Clone(p.Tasks[t].Seats)
		for s := range p.Tasks[t].Seats {
			seat := &p.Tasks[t].Seats[s]
			seat.Candidates = f.affordable(t, s, step)
		}
	}
	o := f.options(engine.Policy{}, 1)
	o.Start = nil
	found, err := engine.Solve(ctx, &p, o)
	if err == nil {
		f.add("", found.Plan)
	}
}

// affordable gives the people for a seat whose rate is within a share of what lies
// between the cheapest and the dearest of them.
func (f *finder) affordable(t, s int, step int64) []int {
	seat := &f.x.Seats[int(f.x.Tasks[t].Seats[0])+s]
	low, high := int64(1)<<62, int64(0)
	for _, o := range seat.Options {
		low, high = min(low, o.Cost), max(high, o.Cost)
	}
	var out []int
	for _, o := range seat.Options {
		if o.Cost <= low+(high-low)*(steps-1-step)/steps {
			out = append(out, int(o.Person))
		}
	}
	return out
}

// cheapen gives a plan's seats to cheaper people who are free just then, where the
// problem is one of the fast engine: everybody is there around the clock. It gives
// nil where that changes nothing.
func (f *finder) cheapen(plan *model.Plan) *model.Plan {
	p := f.p
	out := &model.Plan{Placements: slices.Clone(plan.Placements)}
	var seats []*model.Assignment
	var of []int // by seat: its task
	for t := range out.Placements {
		out.Placements[t].Work = slices.Clone(out.Placements[t].Work)
		for i := range out.Placements[t].Work {
			seats, of = append(seats, &out.Placements[t].Work[i]), append(of, t)
		}
	}
	order := make([]int, len(seats))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(seats[b].Effort*p.People[seats[b].Person].Rate, seats[a].Effort*p.People[seats[a].Person].Rate)
	})
	changed := false
	for again := true; again; {
		again = false
		for _, i := range order {
			if who := f.cheaper(seats, i, of[i]); who >= 0 {
				seats[i].Person, again, changed = who, true, true
			}
		}
	}
	if !changed {
		return nil
	}
	return out
}

// cheaper gives the cheapest person who costs less than the one on a seat and does
// nothing else meanwhile, or −1.
func (f *finder) cheaper(seats []*model.Assignment, at, task int) int {
	a := seats[at]
	best, rate := -1, f.p.People[a.Person].Rate
	for _, o := range f.x.Seats[int(f.x.Tasks[task].Seats[0])+a.Seat].Options {
		if o.Cost >= rate {
			continue
		}
		busy := slices.ContainsFunc(seats, func(b *model.Assignment) bool {
			return b.Person == int(o.Person) && b.Start < a.Finish && a.Start < b.Finish
		})
		if !busy {
			best, rate = int(o.Person), o.Cost
		}
	}
	return best
}
