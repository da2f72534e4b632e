package forecast

import (
	"math"
	"math/bits"
	"slices"
	"sort"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// sample is what all trials of one input said. Finishes of milestones and of
// everything, and the cost, are kept exactly; finishes of tasks as counts over bins
// whose width the pilot trials set.
type sample struct {
	b      *belief
	trials int

	milestones [][]int32 // by milestone, then trial: minutes after the plan's start
	finish     []int32
	cost       []float64
	groups     []gathered
	left       [][]int32 // by checkpoint, then trial: planned minutes of unfinished tasks

	first  [][]int32 // finishes of tasks in the pilot, by task; nil once counted
	bins   []bins    // by task
	ranks  []int32   // sorted pilot finishes of the goal
	values [][]int32 // drivers' values in the pilot
	sum    *tally
}

// bins are even steps of time between what the pilot saw, with room around.
type bins struct {
	from, width int32
	deadline    int32
	inverse     uint64 // 2^64 over the width, rounded up
}

const (
	manyBins = 2048
	fewBins  = 512
	manyTask = 1000 // tasks from which bins are fewer
)

func (s *sample) binCount() int {
	if len(s.b.work) > manyTask {
		return fewBins
	}
	return manyBins
}

// tally is what one worker counted, in whole numbers, so that adding tallies in any
// order gives the same.
type tally struct {
	counts    []uint32 // by task and bin
	tasks     []seen
	never     uint32
	counted   int64   // trials after the pilot's scale was set
	x, xx, xr []int64 // by driver: sums of the value, its square, its product with the rank
	r, rr     int64
}

// seen is what a tally says of a task besides its counts.
type seen struct {
	low, high int32  // earliest and latest finish
	kept      uint32 // finished by the deadline
	critical  uint32
}

func newSample(b *belief, trials int) *sample {
	s := &sample{b: b, trials: trials, finish: make([]int32, trials), cost: make([]float64, trials), groups: gather(b, trials)}
	for range b.in.Problem.Milestones {
		s.milestones = append(s.milestones, make([]int32, trials))
	}
	for range b.in.Checkpoints {
		s.left = append(s.left, make([]int32, trials))
	}
	if b.in.brief {
		s.sum = newTally(s)
		return s
	}
	for range b.work {
		s.first = append(s.first, make([]int32, min(trials, pilot)))
	}
	s.values = make([][]int32, min(trials, pilot))
	s.bins = make([]bins, len(b.work))
	s.sum = newTally(s)
	return s
}

func newTally(s *sample) *tally {
	n, d := len(s.b.work), s.b.drawn()
	if s.b.in.brief {
		return &tally{}
	}
	t := &tally{tasks: make([]seen, n), x: make([]int64, d), xx: make([]int64, d), xr: make([]int64, d)}
	for i := range t.tasks {
		t.tasks[i].low, t.tasks[i].high = math.MaxInt32, math.MinInt32
	}
	if s.first == nil {
		t.counts = make([]uint32, n*s.binCount())
	}
	return t
}

// offset is an instant as minutes after the plan's start.
func (s *sample) offset(at model.Minute) int32 {
	d := at - s.b.in.Problem.Start
	return int32(min(max(d, math.MinInt32), math.MaxInt32))
}

func (s *sample) instant(offset int32) model.Minute {
	if offset == math.MaxInt32 {
		return calendar.Never
	}
	return s.b.in.Problem.Start + model.Minute(offset)
}

// keep notes one trial. The pilot's finishes are kept whole until the scales are set.
func (s *sample) keep(t *tally, trial int, p *player) {
	last := int32(math.MinInt32)
	if len(s.b.work) == 0 {
		last = 0
	}
	for i := range s.b.work {
		at := s.offset(p.trial.Finish(i))
		last = max(last, at)
		switch {
		case s.b.in.brief:
		case s.first != nil:
			s.first[i][trial] = at
		default:
			s.count(t, i, at)
		}
	}
	s.finish[trial] = last
	if last == math.MaxInt32 {
		t.never++
	}
	for m, list := range s.milestones {
		_, list[trial] = s.latest(p, s.b.in.Problem.Milestones[m].Tasks)
	}
	s.remaining(trial, p)
	s.group(trial, p)
	s.cost[trial] = p.trial.Cost() + p.money
	if s.b.in.brief {
		return
	}
	task, goal := s.latest(p, s.b.goal)
	if task >= 0 {
		p.trial.Critical(task, func(task int) { t.tasks[task].critical++ })
	}
	if s.first != nil {
		s.values[trial] = slices.Clone(p.value)
	} else {
		s.rank(t, p.value, goal)
	}
}

func (s *sample) latest(p *player, tasks []int) (task int, at int32) {
	task, at = -1, math.MinInt32
	for _, i := range tasks {
		if end := s.offset(p.trial.Finish(i)); end > at {
			task, at = i, end
		}
	}
	if task < 0 {
		return task, 0 // nothing to do is done when the plan begins
	}
	return task, at
}

func (s *sample) count(t *tally, task int, at int32) {
	b, k := &s.bins[task], &t.tasks[task]
	n := s.binCount()
	t.counts[task*n+b.bin(at, n)]++
	k.low, k.high = min(k.low, at), max(k.high, at)
	if at <= b.deadline {
		k.kept++
	}
}

// bin gives the bin of an instant. A product with the inverse is a division by the width.
func (b *bins) bin(at int32, n int) int {
	after := uint64(max(int64(at)-int64(b.from), 0))
	if b.width > 1 {
		after, _ = bits.Mul64(after, b.inverse)
	}
	return int(min(after, uint64(n)-1))
}

// rank adds a trial to the sums behind the drivers' correlations; ranks are those
// among the pilot's finishes.
func (s *sample) rank(t *tally, values []int32, goal int32) {
	r := int64(sort.Search(len(s.ranks), func(i int) bool { return s.ranks[i] > goal }))
	t.counted++
	t.r += r
	t.rr += r * r
	for i, v := range values {
		x := int64(v)
		t.x[i] += x
		t.xx[i] += x * x
		t.xr[i] += x * r
	}
}

// scale ends the pilot: it sets bins and ranks and counts what was kept.
func (s *sample) scale() {
	first, n := s.first, int64(s.binCount())
	s.first = nil
	ended := slices.Sorted(slices.Values(s.finish[:len(s.values)]))
	if n := len(ended); n > 0 {
		s.b.far = max(s.b.reach, min(s.b.far, s.instant(ended[order(.95, n)])))
	}
	goal := s.goalSample()
	s.ranks = slices.Sorted(slices.Values(goal[:len(s.values)]))
	t := newTally(s)
	for i, list := range first {
		low, high := slices.Min(list), finite(list)
		spread := int64(high) - int64(low)
		width := int32(spread*5/2/n) + 1
		s.bins[i] = bins{from: low - int32(spread/4), width: width, deadline: math.MaxInt32, inverse: math.MaxUint64/uint64(width) + 1}
		if d := s.b.in.Problem.Tasks[i].Deadline; d != 0 {
			s.bins[i].deadline = s.offset(d)
		}
		for _, at := range list {
			s.count(t, i, at)
		}
	}
	for trial, values := range s.values {
		s.rank(t, values, goal[trial])
	}
	s.values = nil
	s.sum.counts = make([]uint32, len(t.counts))
	s.add(t)
}

// finite is the largest of the values that are not Never, or the smallest value.
func finite(list []int32) int32 {
	high := slices.Min(list)
	for _, v := range list {
		if v < math.MaxInt32 {
			high = max(high, v)
		}
	}
	return high
}

// goalSample is the exact sample of the milestone drivers speak of.
func (s *sample) goalSample() []int32 {
	if s.b.last == model.None {
		return s.finish
	}
	return s.milestones[s.b.last]
}

func (s *sample) add(t *tally) {
	to := s.sum
	addTo(to.counts, t.counts)
	addTo(to.x, t.x)
	addTo(to.xx, t.xx)
	addTo(to.xr, t.xr)
	to.never += t.never
	to.counted += t.counted
	to.r += t.r
	to.rr += t.rr
	for i := range to.tasks {
		sum, more := &to.tasks[i], &t.tasks[i]
		sum.low, sum.high = min(sum.low, more.low), max(sum.high, more.high)
		sum.kept += more.kept
		sum.critical += more.critical
	}
}

func addTo[N uint32 | int64](to, from []N) {
	for i := range from {
		to[i] += from[i]
	}
}
