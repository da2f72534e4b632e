// Package proof decides whether tasks that share equipment can all end by a given
// time, and proves it where they cannot: constraint propagation that learns a clause
// from every dead end (lazy clause generation; Schutt, Feydy, Stuckey, Wallace 2011,
// "Explaining the cumulative propagator").
//
// Every start is known by two bounds. A literal is a bound on a bound, clauses are
// learned over them, and the last finish is a variable like the starts, so that what
// is learned for one end holds for every other.
package proof

// Arc is a link to another task, which starts at least Lag after this one's start.
type Arc struct{ Task, Lag int32 }

// Problem is tasks in topological order. Capacities are packed four to a machine word
// in lanes of sixteen bits, each with its highest bit set in Full as a guard.
type Problem struct {
	Duration []int32
	Release  []int32
	Succ     [][]Arc
	Words    int
	Request  []uint64 // tasks × words
	Full     []uint64 // words
	Horizon  int32    // every answer lies within; large ones cost memory
}

const guards = 0x8000800080008000

// Answer is what Decide found out.
type Answer uint8

// The answers of Decide.
const (
	Unknown Answer = iota // the work allowed was used up
	Fits                  // Solver.Start holds the schedule
	Never                 // proven impossible
)

// Solver keeps what it has learned between questions. One goroutine uses it at a time.
type Solver struct {
	p     Problem
	n     int     // tasks; variable n is the last finish
	arcs  [][]Arc // by bound variable: what follows from it
	value []int32 // by bound variable; see bound
	last  []int32 // by bound variable: its newest trail entry or −1
	trail []entry
	marks []int32  // trail length at the start of each level
	free  []uint64 // capacity left beside compulsory parts, time × words
	head  int      // trail entries whose consequences are known
	over  int32    // a time point that is used above capacity, or −1

	clauses []clause
	watch   [][]watcher // by literal
	tasks   []int32     // those that ask for something

	goal   []int32 // by bound variable: analysis
	level  []int32 // by bound variable: level of its goal
	goals  []int32
	why    []literal // scratch
	score  []float32 // by task × time: how often a split there took part in conflicts
	bump   float32
	wish   []int32 // start to try first
	steps  int64   // work done
	broken bool    // impossible whatever the end

	Start []int32 // the last schedule found
}

// bound numbers: 2i is "starts at or after", holding the earliest start; 2i+1 is
// "starts at or before", holding minus the latest, so that both only grow.

type entry struct {
	x, old, new int32
	prev        int32 // the variable's entry before
	level       int32
	kind        reason
	from        int32 // the bound, clause or time point it follows from
	lag         int32
}

type reason uint8

const (
	decided reason = iota
	linked         // from bound `from` plus lag
	learned        // clause `from`
	crowded        // capacity at time point `from`, word lag
)

type literal struct{ x, v int32 }

// not is the opposite of a literal.
func (l literal) not() literal { return literal{l.x ^ 1, 1 - l.v} }

type clause struct {
	lits   []literal
	levels int32 // distinct levels when learned: fewer is better
	used   float32
}

type watcher struct {
	clause int32
	other  literal
}

// New prepares a solver. It copies nothing: the problem must not change.
func New(p Problem) *Solver {
	n := len(p.Duration)
	vars := 2 * (n + 1)
	s := &Solver{p: p, n: n, arcs: make([][]Arc, vars), value: make([]int32, vars), last: make([]int32, vars),
		free: make([]uint64, int(p.Horizon+1)*p.Words), over: -1, watch: make([][]watcher, vars*int(p.Horizon+2)),
		goal: make([]int32, vars), level: make([]int32, vars), score: make([]float32, (n+1)*int(p.Horizon+1)), bump: 1, wish: make([]int32, n)}
	for t := range int(p.Horizon) + 1 {
		copy(s.free[t*p.Words:], p.Full)
	}
	for i := range n {
		out := p.Succ[i]
		for _, a := range out {
			s.link(int32(i), a.Task, a.Lag)
		}
		s.link(int32(i), int32(n), p.Duration[i])
		for w := range p.Words {
			if p.Duration[i] > 0 && p.Request[i*p.Words+w] != 0 {
				s.tasks = append(s.tasks, int32(i))
				break
			}
		}
	}
	for x := range s.last {
		s.last[x], s.goal[x] = -1, none
		s.value[x] = -1 // below any start, so that the first bounds are news
		if x&1 == 1 {
			s.value[x] = -p.Horizon - 1
		}
	}
	for i := range n {
		s.push(int32(2*i), max(0, p.Release[i]), decided, 0, 0)
		s.push(int32(2*i+1), p.Duration[i]-p.Horizon, decided, 0, 0)
	}
	s.push(int32(2*n), 0, decided, 0, 0)
	s.push(int32(2*n+1), -p.Horizon, decided, 0, 0)
	return s
}

// none marks a variable without a goal.
const none = int32(-1 << 30)

// mostClauses are kept at a restart.
const mostClauses = 4000

// link says that task b starts at least lag after task a does.
func (s *Solver) link(a, b, lag int32) {
	s.arcs[2*a] = append(s.arcs[2*a], Arc{2 * b, lag})
	s.arcs[2*b+1] = append(s.arcs[2*b+1], Arc{2*a + 1, lag})
}

// Wish sets the starts that the search tries first.
func (s *Solver) Wish(start []int32) { copy(s.wish, start) }

// Lower is the proven bound on the last finish.
func (s *Solver) Lower() int32 {
	if s.broken {
		return s.p.Horizon + 1
	}
	return s.value[2*s.n]
}

// Steps counts the work done in all: one step is about one look at a task's window.
func (s *Solver) Steps() int64 { return s.steps }

// Decide looks for a schedule that ends by end, with at most so many steps of work.
func (s *Solver) Decide(end int32, work int64) Answer { return s.search(end, nil, work) }

// Free in a list of fixed starts leaves a task to the search.
const Free = int32(-1)

// Within is Decide where some tasks start when fixed says. Never is said of these
// starts only.
func (s *Solver) Within(end int32, fixed []int32, work int64) Answer {
	return s.search(end, fixed, work)
}

// search is the loop of a learning solver: draw consequences, learn from a clash, else
// choose; now and then it begins anew with what it has learned.
func (s *Solver) search(end int32, fixed []int32, work int64) Answer {
	until := s.steps + work
	conflicts, limit, round := 0, 64, 0
	for {
		if s.broken || len(s.marks) == 0 && s.value[2*s.n] > end {
			return Never
		}
		if clash, ok := s.propagate(); !ok {
			conflicts++
			if len(s.marks) == 0 {
				s.broken = true
				return Never
			}
			if fixed != nil && len(s.marks) == 2 {
				s.undo(0)
				return Never
			}
			s.learn(clash)
			continue
		}
		if len(s.marks) == 0 && s.value[2*s.n] > end {
			return Never
		}
		if s.steps >= until {
			s.undo(0)
			return Unknown
		}
		if conflicts >= limit {
			conflicts, round = 0, round+1
			limit = 64 * luby(round)
			s.undo(0)
			s.forget(mostClauses)
			continue
		}
		if fixed != nil && len(s.marks) == 1 {
			s.open()
			if !s.fix(fixed) {
				s.undo(0)
				return Never
			}
			continue
		}
		if !s.decide(end) {
			s.Start = make([]int32, s.n)
			for i := range s.Start {
				s.Start[i] = s.value[2*i]
			}
			copy(s.wish, s.Start)
			s.undo(0)
			return Fits
		}
	}
}

// fix sets the starts given; it reports false where the bounds forbid one.
func (s *Solver) fix(start []int32) bool {
	for i, t := range start {
		if t == Free {
			continue
		}
		low, high := s.value[2*i], -s.value[2*i+1]
		if t < low || t > high {
			return false
		}
		if t > low {
			s.push(int32(2*i), t, decided, 0, 0)
		}
		if t < high {
			s.push(int32(2*i+1), -t, decided, 0, 0)
		}
	}
	return true
}

// luby is the i-th term (from 0) of 1 1 2 1 1 2 4 ….
func luby(i int) int {
	size, seq := 1, 0
	for size < i+1 {
		size, seq = 2*size+1, seq+1
	}
	for size-1 != i {
		size = (size - 1) / 2
		seq--
		i %= size
	}
	return 1 << seq
}

// decide opens a level with a choice; it reports false when none is left.
func (s *Solver) decide(end int32) bool {
	s.steps++
	if len(s.marks) == 0 {
		s.open()
		if x := int32(2*s.n + 1); s.value[x] < -end {
			s.push(x, -end, decided, 0, 0)
		}
		return true
	}
	task, at, most := int32(-1), int32(0), float32(-1)
	for _, i := range s.tasks {
		low, high := s.value[2*i], -s.value[2*i+1]
		if low == high {
			continue
		}
		row := s.score[i*(s.p.Horizon+1):]
		for t := low; t < high; t++ {
			if row[t] > most {
				task, at, most = i, t, row[t]
			}
		}
	}
	if task < 0 {
		return false
	}
	if most == 0 {
		task, at = s.soonest()
	}
	s.open()
	if s.wish[task] <= at {
		s.push(2*task+1, -at, decided, 0, 0)
	} else {
		s.push(2*task, at+1, decided, 0, 0)
	}
	return true
}

// soonest picks the task that can start first, the one with the least room then.
func (s *Solver) soonest() (task, at int32) {
	task = -1
	for _, i := range s.tasks {
		low, high := s.value[2*i], -s.value[2*i+1]
		if low == high {
			continue
		}
		if task < 0 || low < s.value[2*task] || low == s.value[2*task] && high < -s.value[2*task+1] {
			task = i
		}
	}
	return task, s.value[2*task]
}
