// Package bound proves how early a plan of the whole model could finish at best. It
// only ever leaves constraints out, so that no plan can finish before its answer.
package bound

import (
	"math/bits"
	"slices"

	"plumbline/schedule/calendar"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// Finish gives a lower bound on the last finish of any task: the longest path with
// everybody as if they were free, and everybody's hours against all the work that
// must be done.
func Finish(x *instance.Instance) model.Minute {
	path := longest(x)
	if len(x.P.People) == 0 || len(x.P.People) > 64 {
		return path
	}
	return max(path, load(x, path))
}

// longest follows the links through the calendars, every seat with whoever would be
// done first if nothing else were to do.
func longest(x *instance.Instance) model.Minute {
	start, finish := make([]model.Minute, len(x.Tasks)), make([]model.Minute, len(x.Tasks))
	last := model.Minute(0)
	for _, t := range x.Topo {
		k, m := &x.Tasks[t], &x.P.Tasks[t]
		if k.Done {
			start[t], finish[t] = m.Progress.Finished, m.Progress.Finished
			if m.Progress.Started != 0 {
				start[t] = min(m.Progress.Started, m.Progress.Finished)
			}
			last = max(last, finish[t])
			continue
		}
		est, end := k.Est, x.P.Start
		for _, l := range k.In {
			base := finish[l.Task]
			if l.Kind == model.StartStart || l.Kind == model.StartFinish {
				base = start[l.Task]
			}
			if at := l.Calendar.Add(base, l.Lag); l.Kind == model.FinishFinish || l.Kind == model.StartFinish {
				end = max(end, at)
			} else if !k.Begun {
				est = max(est, at)
			}
		}
		start[t], finish[t] = est, max(end, earliest(x, k, est))
		if k.Begun {
			start[t] = m.Progress.Started
		}
		last = max(last, finish[t])
	}
	return last
}

func earliest(x *instance.Instance, k *instance.Task, est model.Minute) model.Minute {
	if k.Fixed {
		return x.Working.Add(est, k.Left)
	}
	f := est
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		if s := &x.Seats[i]; s.Work > 0 {
			f = max(f, soonest(x, s, est))
		}
	}
	return f
}

// soonest gives when a seat's work could be done at best.
func soonest(x *instance.Instance, s *instance.Seat, est model.Minute) model.Minute {
	best, fastest := calendar.Never, int64(0)
	for _, o := range s.Options {
		fastest = max(fastest, o.Rate)
		var c *calendar.Index
		if i := x.P.People[o.Person].Calendar; i != model.None && len(x.Cals) > 0 {
			c = x.Cals[i]
		}
		best = min(best, c.Add(est, (s.Work*1_000_000+o.Rate-1)/o.Rate))
	}
	if s.High > 1 && fastest > 0 { // as if the crew worked around the clock, each at full speed
		best = min(best, est+model.Minute(s.Work*1_000_000/(fastest*int64(s.High))))
	}
	return best
}

// kind is the work that the same people could do, in minutes of their fastest.
type kind struct {
	mask uint64
	work int64
}

// load searches the least end by which the people able to do it have enough hours
// for all the work, as a largest flow from work to people.
func load(x *instance.Instance, from model.Minute) model.Minute {
	kinds := collect(x)
	if len(kinds) == 0 || carries(x, kinds, from) {
		return from
	}
	low, high := from, from+1440
	for !carries(x, kinds, high) {
		low, high = high, high+2*(high-from)
		if high-from > 1<<24 {
			return from
		}
	}
	for high-low > 1 {
		if mid := low + (high-low)/2; carries(x, kinds, mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// collect sums the work of seats by who could do it, each at the fastest rate among
// them so that nothing is overstated. Seats of fixed durations may take people for
// less than their length, by the rule on presence, and stay out.
func collect(x *instance.Instance) []kind {
	var kinds []kind
	for i := range x.Seats {
		s := &x.Seats[i]
		if s.Work == 0 || x.Tasks[s.Task].Fixed || x.Tasks[s.Task].Done {
			continue
		}
		k, fastest := kind{}, int64(1)
		for _, o := range s.Options {
			k.mask |= 1 << o.Person
			fastest = max(fastest, o.Pace)
		}
		k.work = s.Work * 1000 / fastest
		if at := slices.IndexFunc(kinds, func(o kind) bool { return o.mask == k.mask }); at >= 0 {
			kinds[at].work += k.work
		} else {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// carries tells whether everybody's hours until an end could carry all the work.
func carries(x *instance.Instance, kinds []kind, end model.Minute) bool {
	free := make([]int64, len(x.P.People))
	for p := range free {
		who := &x.P.People[p]
		var c *calendar.Index
		if who.Calendar != model.None && len(x.Cals) > 0 {
			c = x.Cals[who.Calendar]
		}
		free[p] = c.Between(x.P.Start, end) * int64(1000-who.Duty) / 1000
	}
	f := flow{kinds: kinds, free: free, given: make([][64]int64, len(kinds))}
	for k := range kinds {
		for left := kinds[k].work; left > 0; {
			moved := f.augment(k, left, make([]bool, len(kinds)))
			if moved == 0 {
				return false
			}
			left -= moved
		}
	}
	return true
}

// flow is a largest flow in the making.
type flow struct {
	kinds []kind
	free  []int64
	given [][64]int64
}

// augment finds room for some work of a kind, moving other kinds' work on.
func (f *flow) augment(k int, want int64, seen []bool) int64 {
	seen[k] = true
	for m := f.kinds[k].mask; m != 0; m &= m - 1 {
		if p := bits.TrailingZeros64(m); f.free[p] > 0 {
			take := min(want, f.free[p])
			f.free[p] -= take
			f.given[k][p] += take
			return take
		}
	}
	for m := f.kinds[k].mask; m != 0; m &= m - 1 {
		p := bits.TrailingZeros64(m)
		for o := range f.kinds {
			if seen[o] || f.given[o][p] == 0 {
				continue
			}
			if moved := f.augment(o, min(want, f.given[o][p]), seen); moved > 0 {
				f.given[o][p] -= moved
				f.given[k][p] += moved
				return moved
			}
		}
	}
	return 0
}
