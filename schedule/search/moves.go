package search

import (
	"plumbline/schedule/decode"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// seeds gives the first genomes: by the longest way to the end, and by deadlines.
func seeds(x *instance.Instance) []*decode.Genome {
	tail := tails(x)
	slack := make([]int64, len(tail))
	for t := range slack {
		slack[t] = -tail[t]
	}
	due := dueDates(x, tail)
	var out []*decode.Genome
	for _, key := range [][]int64{slack, due} {
		g := decode.NewGenome(x)
		g.Order = byKey(x, key, nil)
		out = append(out, g)
	}
	return out
}

// tails gives, per task, about how many minutes lie from its start to the end of
// everything after it.
func tails(x *instance.Instance) []int64 {
	tail := make([]int64, len(x.Tasks))
	for i := len(x.Topo) - 1; i >= 0; i-- {
		t := x.Topo[i]
		after := int64(0)
		for _, l := range x.Tasks[t].Out {
			after = max(after, tail[l.Task]+max(0, l.Lag))
		}
		tail[t] = after + length(x, t)
	}
	return tail
}

// length is about how long a task takes by the clock.
func length(x *instance.Instance, t int32) int64 {
	k := &x.Tasks[t]
	if k.Done {
		return 0
	}
	if k.Fixed {
		return int64(x.Working.Add(x.P.Start, k.Left) - x.P.Start)
	}
	most := int64(0)
	for i := k.Seats[0]; i < k.Seats[1]; i++ {
		s := &x.Seats[i]
		if len(s.Options) > 0 && s.Work > 0 {
			work := s.Work * 1_000_000 / s.Options[0].Rate
			c := x.P.People[s.Options[0].Person].Calendar
			if c != model.None && len(x.Cals) > 0 {
				work = int64(x.Cals[c].Add(x.P.Start, work) - x.P.Start)
			}
			most = max(most, work)
		}
	}
	return most
}

// dueDates gives, per task, when it should start for the deadlines after it.
func dueDates(x *instance.Instance, tail []int64) []int64 {
	far := int64(x.P.Start)
	for _, t := range tail {
		far = max(far, int64(x.P.Start)+t)
	}
	due := make([]int64, len(tail))
	for t := range due {
		due[t] = far
		if d := x.P.Tasks[t].Deadline; d != 0 {
			due[t] = int64(d)
		}
		due[t] -= int64(x.P.Tasks[t].Priority) * 1440
	}
	for _, m := range x.P.Milestones {
		for _, t := range m.Tasks {
			if m.Deadline != 0 {
				due[t] = min(due[t], int64(m.Deadline-m.Buffer))
			}
		}
	}
	for i := len(x.Topo) - 1; i >= 0; i-- {
		t := x.Topo[i]
		for _, l := range x.Tasks[t].Out {
			due[t] = min(due[t], due[l.Task])
		}
		due[t] -= length(x, t)
	}
	return due
}

// change makes one to three small changes to the next genome.
func (is *island) change() {
	for n := 1 + is.rng.IntN(3)/2; n > 0; n-- {
		switch r := is.rng.IntN(10); {
		case r < 5:
			is.moveTask()
		case r < 9:
			is.repick()
		default:
			is.recrew()
		}
	}
}

// moveTask puts one task elsewhere between its last predecessor and its first
// successor in the order.
func (is *island) moveTask() {
	order := is.next.Order
	n := len(order)
	if n < 2 {
		return
	}
	at := is.rng.IntN(n)
	t := order[at]
	low, high := at, at
	reach := max(8, n/6)
	for low > 0 && at-low < reach && !links(is.x.Tasks[t].In, order[low-1]) {
		low--
	}
	for high < n-1 && high-at < reach && !links(is.x.Tasks[t].Out, order[high+1]) {
		high++
	}
	to := low + is.rng.IntN(high-low+1)
	if to < at {
		copy(order[to+1:at+1], order[to:at])
	} else {
		copy(order[at:to], order[at+1:to+1])
	}
	order[to] = t
}

func links(l []instance.Link, t int32) bool {
	for i := range l {
		if l[i].Task == t {
			return true
		}
	}
	return false
}

// repick gives a seat to somebody else, or back to the greedy choice.
func (is *island) repick() {
	if len(is.x.Seats) == 0 {
		return
	}
	i := is.rng.IntN(len(is.x.Seats))
	s := &is.x.Seats[i]
	if len(s.Options) < 2 {
		return
	}
	if is.rng.IntN(3) == 0 {
		is.next.Pick[i] = decode.Greedy
		return
	}
	is.next.Pick[i] = s.Options[is.rng.IntN(len(s.Options))].Person
}

// recrew changes how many people share a seat.
func (is *island) recrew() {
	if len(is.x.Seats) == 0 {
		return
	}
	i := is.rng.IntN(len(is.x.Seats))
	if s := &is.x.Seats[i]; s.High > s.Low {
		is.next.Crew[i] = int8(s.Low + is.rng.IntN(min(s.High, 100)-s.Low+1))
	}
}
