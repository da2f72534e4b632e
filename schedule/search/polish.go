package search

import "context"

// polishing is the share of a budget, one part in so many, that is kept for the end.
const polishing = 10

// moves is how many ways there are to give one seat to somebody else.
func (is *island) moves() int64 {
	n := int64(0)
	for i := range is.x.Seats {
		n += int64(len(is.x.Seats[i].Options))
	}
	return n
}

// sparing gives the limits of the search before polishing: what there is to try once
// with each person is kept back where that is a small part of the budget.
func (l Limits) sparing(moves int64) Limits {
	if moves > l.Schedules/polishing {
		return l
	}
	l.Schedules -= l.Schedules / polishing
	if !l.Deadline.IsZero() {
		l.Deadline = l.Deadline.Add(-l.Deadline.Sub(l.begun) / polishing)
	}
	return l
}

// polish tries everybody who may on each seat of the best schedule and keeps what is
// better, until nothing is: who then moves one person finds no better plan. It gives
// the number of schedules it took, at most so many.
func (is *island) polish(ctx context.Context, l Limits, most int64) (spent int64) {
	if n := is.moves(); n == 0 || n+2 > most {
		return 0
	}
	// Written down as whoever reads the plan would, crews and all, it has the neighbours they see.
	is.try(is.best)
	read := FromPlan(is.x, is.d.Plan())
	spent = 2
	if s, ok := is.try(read); ok && s <= is.bestS {
		is.best.CopyFrom(read)
		is.bestS = s
	}
	is.next.CopyFrom(is.best)
	for last, i := 0, 0; ; i = (i + 1) % len(is.x.Seats) {
		was := is.next.Pick[i]
		for _, o := range is.x.Seats[i].Options {
			if o.Person == was {
				continue
			}
			if spent >= most || stopped(ctx, l) {
				return spent
			}
			is.next.Pick[i] = o.Person
			spent++
			if s, ok := is.try(is.next); ok && s < is.bestS {
				is.best.CopyFrom(is.next)
				is.bestS, was, last = s, o.Person, i
			}
		}
		is.next.Pick[i] = was
		if (i+1)%len(is.x.Seats) == last {
			return spent
		}
	}
}
