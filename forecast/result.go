package forecast

import (
	"math"
	"slices"
	"strconv"

	"plumbline/schedule/model"
)

// percents is the number of steps of Outlook.Quantiles.
const percents = 100

func (s *sample) result() *Result {
	p := s.b.in.Problem
	r := &Result{Trials: s.trials, Last: s.b.last, Notes: s.b.notes}
	for m, list := range s.milestones {
		r.Milestones = append(r.Milestones, s.exact(list, p.Milestones[m].Deadline))
	}
	for i := range s.b.work {
		r.Tasks = append(r.Tasks, s.binned(i))
		r.Critical = append(r.Critical, float64(s.sum.tasks[i].critical)/float64(s.trials))
	}
	r.Finish = s.exact(s.finish, 0)
	r.Remaining = s.bands()
	r.Groups = s.outlooks()
	r.Cost = distribution(s.cost, p.Budget.Total)
	if s.sum.never > 0 {
		r.Notes = append(r.Notes, Note{NoteNever, []string{strconv.FormatFloat(100*float64(s.sum.never)/float64(s.trials), 'f', 1, 64)}})
	}
	return r
}

// exact reads an outlook off all trials; 0 is no deadline.
func (s *sample) exact(list []int32, deadline model.Minute) Outlook {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	at := func(p float64) model.Minute { return s.instant(sorted[order(p, len(sorted))]) }
	o := outlook(at)
	if deadline != 0 {
		kept, _ := slices.BinarySearch(sorted, s.offset(deadline)+1)
		o.Odds = float64(kept) / float64(len(sorted))
	}
	return o
}

// order is the place of a quantile in n sorted values: the smallest value that at
// least the share p does not exceed.
func order(p float64, n int) int {
	return min(max(int(math.Ceil(p*float64(n)))-1, 0), n-1)
}

// outlook asks for the quantiles in order, each once.
func outlook(at func(p float64) model.Minute) Outlook {
	q := make([]model.Minute, percents+1)
	for i := range q {
		q[i] = at(float64(i) / percents)
	}
	return Outlook{P10: q[10], P50: q[50], P80: q[80], P90: q[90], Odds: math.NaN(), Quantiles: q}
}

// binned reads a task's outlook off its bins, straight within one.
func (s *sample) binned(task int) Outlook {
	n := s.binCount()
	r := binReader{bins: &s.bins[task], seen: &s.sum.tasks[task], counts: s.sum.counts[task*n : (task+1)*n]}
	o := outlook(func(p float64) model.Minute { return s.instant(r.at(p * float64(s.trials))) })
	if s.b.in.Problem.Tasks[task].Deadline != 0 {
		o.Odds = float64(s.sum.tasks[task].kept) / float64(s.trials)
	}
	return o
}

// binReader reads quantiles off a task's bins in one pass.
type binReader struct {
	*bins
	*seen
	counts []uint32
	next   int
	before float64 // trials in the bins before the next
}

// at gives the offset that a number of trials do not exceed, no smaller than the numbers
// asked for before.
func (r *binReader) at(want float64) int32 {
	for ; r.next < len(r.counts); r.next++ {
		c := float64(r.counts[r.next])
		if c == 0 || r.before+c < want {
			r.before += c
			continue
		}
		from := float64(r.from) + float64(r.next)*float64(r.width)
		to := from + float64(r.width)
		if r.next == len(r.counts)-1 {
			if r.high == math.MaxInt32 {
				return r.high
			}
			to = float64(r.high)
		}
		x := from + (to-from)*(want-r.before)/c
		return int32(min(max(x, float64(r.low)), float64(r.high)))
	}
	return r.high
}

func distribution(costs []float64, budget int64) Distribution {
	sorted := slices.Clone(costs)
	slices.Sort(sorted)
	at := func(p float64) int64 { return int64(math.Round(sorted[order(p, len(sorted))])) }
	d := Distribution{P10: at(.1), P50: at(.5), P80: at(.8), P90: at(.9), Odds: math.NaN()}
	if budget > 0 {
		kept, _ := slices.BinarySearch(sorted, float64(budget)+0.5)
		d.Odds = float64(kept) / float64(len(sorted))
	}
	return d
}
