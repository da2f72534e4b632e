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
		r.Critical = append(r.Critical, float64(s.sum.critical[i])/float64(s.trials))
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

func outlook(at func(p float64) model.Minute) Outlook {
	o := Outlook{P10: at(.1), P50: at(.5), P80: at(.8), P90: at(.9), Odds: math.NaN()}
	for i := range percents + 1 {
		o.Quantiles = append(o.Quantiles, at(float64(i)/percents))
	}
	return o
}

// binned reads a task's outlook off its bins, straight within one.
func (s *sample) binned(task int) Outlook {
	n := s.binCount()
	counts := s.sum.counts[task*n : (task+1)*n]
	o := outlook(func(p float64) model.Minute { return s.instant(s.inBin(task, counts, p)) })
	if s.b.in.Problem.Tasks[task].Deadline != 0 {
		o.Odds = float64(s.sum.kept[task]) / float64(s.trials)
	}
	return o
}

func (s *sample) inBin(task int, counts []uint32, p float64) int32 {
	low, high := s.sum.low[task], s.sum.high[task]
	want, sum := p*float64(s.trials), 0.0
	b := &s.bins[task]
	for i, c := range counts {
		if c == 0 || sum+float64(c) < want {
			sum += float64(c)
			continue
		}
		from := float64(b.from) + float64(i)*float64(b.width)
		to := from + float64(b.width)
		if i == len(counts)-1 {
			if high == math.MaxInt32 {
				return high
			}
			to = float64(high)
		}
		x := from + (to-from)*(want-sum)/float64(c)
		return int32(min(max(x, float64(low)), float64(high)))
	}
	return high
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
