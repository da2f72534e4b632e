package evolve

import (
	"plumbline/schedule/flat"
	"plumbline/schedule/proof"
)

// prover improves schedules window by window and raises the bound, both by asking a
// solver that learns. Only problems of equipment have one.
type prover struct {
	solver *proof.Solver
	rate   int64 // steps of the solver that cost as much as one schedule
	right  []int32
	fixed  []int32
	long   int32 // length of the windows tried now
	vain   int   // windows in a row that did not help
	asked  int64 // steps spent on the bound
}

const (
	firstLong  = int32(16)      // time units of the first windows
	inVain     = 30             // windows that do not help before longer ones are tried
	perWindow  = int64(50_000)  // steps of the solver that a window is worth
	perBound   = int64(50_000)  // steps a question about the bound is worth at once
	mostStates = int64(200_000) // tasks × time units for which its tables pay
)

// provable tells whether a solver's tables are small enough to pay.
func provable(q *flat.Problem, horizon int32) bool {
	if q.Team != nil || int64(q.N)*int64(horizon) > mostStates {
		return false
	}
	for k := range q.Capacity {
		sum := int32(0)
		for i := range q.N {
			sum += q.Cost[i*len(q.Capacity)+k]
		}
		if sum > flat.Most {
			return false
		}
	}
	return true
}

func newProver(q *flat.Problem, horizon int32) *prover {
	p := proof.Problem{Duration: q.Duration, Release: q.Release, Words: q.Words, Request: q.Request, Full: q.Full, Horizon: horizon, Succ: make([][]proof.Arc, q.N)}
	for i := range q.N {
		for _, a := range q.After[i] {
			p.Succ[i] = append(p.Succ[i], proof.Arc{Task: a.Task, Lag: q.Duration[i] + a.Lag})
		}
	}
	return &prover{solver: proof.New(p), rate: 8 + int64(q.N)*3/5, right: make([]int32, q.N), fixed: make([]int32, q.N), long: firstLong}
}

// spent is the solver's work in schedules.
func (p *prover) spent() int64 { return p.solver.Steps() / p.rate }

// prove asks whether anything ends at the bound: then that is the best, else the bound
// rises.
func (is *island) prove() {
	p := is.prover
	before := p.solver.Steps()
	defer func() { p.asked += p.solver.Steps() - before }()
	p.solver.Wish(is.best.start)
	switch p.solver.Decide(is.lower, perBound) {
	case proof.Fits:
		is.adopt(p.solver.Start)
	case proof.Never:
		is.lower = max(is.lower+1, p.solver.Lower())
	}
}

// wantsProof tells whether the bound should be worked on next: half of the solver's
// work where little is missing, an eighth where much is.
func (is *island) wantsProof() bool {
	share := int64(8)
	if is.best.end-is.lower <= 1+is.best.end/50 {
		share = 2
	}
	return is.prover.asked*share <= is.prover.solver.Steps()
}

// slide takes a schedule, keeps what begins before a window as early and what begins
// after it as late as it can be, and asks for the rest to fit one time unit shorter.
func (is *island) slide() {
	p, q, c := is.prover, is.q, is.child
	base := is.leader()
	copy(c.start, base.start)
	is.s.byFinish(c.start, is.s.back)
	is.s.backward(is.s.back, p.right, base.end)
	long := p.long + is.rng.Int32N(p.long)
	from := is.rng.Int32N(max(1, base.end)) - long/2
	for i := range q.N {
		switch {
		case base.start[i] < from:
			p.fixed[i] = base.start[i]
		case p.right[i]-1 >= from+long:
			p.fixed[i] = p.right[i] - 1
		default:
			p.fixed[i] = proof.Free
		}
	}
	p.solver.Wish(base.start)
	if p.solver.Within(base.end-1, p.fixed, perWindow) == proof.Fits {
		p.vain = 0
		is.adopt(p.solver.Start)
		return
	}
	if p.vain++; p.vain >= inVain {
		p.vain = 0
		if p.long = p.long*5/4 + 1; p.long > is.best.end/2 {
			p.long = firstLong
		}
	}
}

// leader picks one of the members that end as early as the best.
func (is *island) leader() *member {
	pick, n := is.best, 1
	for _, m := range is.all {
		if m.end == is.best.end {
			if n++; is.rng.IntN(n) == 0 {
				pick = m
			}
		}
	}
	return pick
}

// adopt takes a schedule of the solver into the population.
func (is *island) adopt(start []int32) {
	is.s.byStart(start, is.child.list)
	is.finish()
	if is.best.end > endOf(is.q, start) { // the order alone does not bring it back
		is.best = is.best.clone()
		copy(is.best.start, start)
		is.s.byStart(start, is.best.list)
		is.best.end = endOf(is.q, start)
	}
}

// end is the makespan of a schedule.
func endOf(q *flat.Problem, start []int32) int32 {
	end := int32(0)
	for i, t := range start {
		end = max(end, t+q.Duration[i])
	}
	return end
}

// done is the work of an island in schedules.
func (is *island) done() int64 {
	if is.prover == nil {
		return is.s.done
	}
	return is.s.done + is.prover.spent()
}

// inform gives every island the best bound of all.
func inform(group []*island) int32 {
	lower := int32(0)
	for _, is := range group {
		lower = max(lower, is.lower)
	}
	for _, is := range group {
		is.lower = lower
	}
	return lower
}
