// Package evolve searches flat problems: a population of activity lists with
// forward-backward improvement (Valls, Ballestín, Quintanilla 2008), and beside it a
// solver that learns, which re-plans windows of the best schedules and raises the
// bound. People are chosen per task by a least-weight matching, the ones who can do
// little else first.
package evolve

import (
	"context"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"time"

	"plumbline/parallel"
	"plumbline/schedule/flat"
)

// Islands is the constant number of populations that evolve side by side.
const Islands = 2

// Limits bound a search.
type Limits struct {
	Seed      uint64
	Schedules int64
	Deadline  time.Time // zero = none
	Workers   int
	Lower     int32 // stop at a makespan proven to be the least
	Progress  func(schedules int64, makespan, lower int32)
}

const (
	round    = 2000 // schedules an island generates between exchanges
	patience = 24   // rounds of size children without a new best or entry before a restart
)

// member is one schedule of a population.
type member struct {
	list, start []int32
	who         []uint64 // by task: the people on it; nil without seats
	strict      bool     // the people are fixed, not only wanted
	end         int32
	hash        uint64
}

// island is one population.
type island struct {
	q      *flat.Problem
	s      *sgs
	rng    *rand.Rand
	size   int // members of the population when full
	all    []*member
	child  *member
	in     []bool
	tries  int // children since something entered
	best   *member
	same   int // schedules drawn since the last restart that were there already
	key    []int64
	load   []int32 // by person: scratch of balancing
	lower  int32   // proven bound
	prover *prover // nil until it pays, or for ever
	first  bool    // of the islands
	tiny   bool    // it never pays
}

// guess is how many schedules a second of search is taken for, where only the time
// is limited.
const guess = 600_000

// size is how many members a population has: a long search needs variety, a short
// one has no time to use it. The rule was measured on J60 and J120.
func (l *Limits) size() int {
	expected := float64(l.Schedules)
	if !l.Deadline.IsZero() {
		expected = max(0, min(expected, guess*time.Until(l.Deadline).Seconds()))
	}
	return int(min(400, max(40, math.Sqrt(expected/Islands)/6)))
}

// Result is the best schedule found.
type Result struct {
	Start     []int32  // by task in topological order
	Who       []uint64 // the people on each task, a bit a person; nil without seats
	End       int32
	Lower     int32 // proven bound
	Schedules int64
}

// Run searches and returns the best schedule. From is an optional schedule to start from.
func Run(ctx context.Context, q *flat.Problem, from []int32, l Limits) Result {
	schedules := int64(0)
	group := make([]*island, Islands)
	for i := range group {
		group[i] = newIsland(q, l.size(), rand.New(rand.NewPCG(l.Seed, uint64(i)+1)))
		group[i].lower, group[i].first = l.Lower, i == 0
	}
	if from != nil {
		is := group[0]
		is.s.byStart(from, is.child.list)
		is.finish()
	}
	for {
		each := max(1, min(round, (l.Schedules-schedules)/Islands))
		step(ctx, group, each, l)
		schedules = 0
		for _, is := range group {
			schedules += is.done()
		}
		lead, lower := exchange(group), inform(group)
		if l.Progress != nil {
			l.Progress(schedules, lead.best.end, lower)
		}
		if schedules >= l.Schedules || lead.best.end <= lower || stopped(ctx, l) {
			return Result{Start: lead.best.start, Who: lead.best.who, End: lead.best.end, Lower: lower, Schedules: schedules}
		}
	}
}

func stopped(ctx context.Context, l Limits) bool {
	return ctx.Err() != nil || !l.Deadline.IsZero() && time.Now().After(l.Deadline)
}

// step runs all islands for some schedules on as many workers as allowed.
func step(ctx context.Context, group []*island, each int64, l Limits) {
	parallel.Each(ctx, l.Workers, len(group), func(i int) { group[i].run(ctx, group[i].done()+each, l) })
}

// exchange gives every island the best of its neighbour, and returns the leader.
func exchange(group []*island) *island {
	lead := group[0]
	for _, is := range group[1:] {
		if is.best.end < lead.best.end {
			lead = is
		}
	}
	gifts := make([]*member, len(group))
	for i := range group {
		gifts[i] = group[(i+1)%len(group)].best.clone()
	}
	for i, is := range group {
		if gifts[i].end <= is.best.end && len(is.all) >= is.size {
			is.offer(gifts[i])
			if gifts[i].end < is.best.end {
				is.best = gifts[i].clone()
			}
		}
	}
	return lead
}

func newMember(q *flat.Problem) *member {
	m := &member{list: make([]int32, q.N), start: make([]int32, q.N)}
	if q.Team != nil {
		m.who = make([]uint64, q.N)
	}
	return m
}

func (m *member) clone() *member {
	return &member{list: slices.Clone(m.list), start: slices.Clone(m.start), who: slices.Clone(m.who), strict: m.strict, end: m.end, hash: m.hash}
}

func newIsland(q *flat.Problem, size int, rng *rand.Rand) *island {
	return &island{q: q, size: size, s: newSGS(q), rng: rng, child: newMember(q), in: make([]bool, q.N), key: make([]int64, q.N)}
}

// run generates schedules until the island's count reaches until. It always leaves
// at least one schedule behind.
func (is *island) run(ctx context.Context, until int64, l Limits) {
	for n := 0; is.done() < until; n++ {
		if is.best != nil && (is.best.end <= is.lower || n%16 == 15 && stopped(ctx, l)) {
			return
		}
		switch {
		case is.solves():
			if is.first && is.wantsProof() {
				is.prove()
			} else {
				is.slide()
			}
		case len(is.all) < is.size && is.same < is.size:
			is.sample()
		default:
			is.cross()
			if is.tries > patience*is.size {
				is.restart()
			}
		}
	}
}

// warm is how many schedules by number of tasks the population has for itself.
const warm = 60

// solves tells whether the solver is next: once the population had its start, half
// of the work each.
func (is *island) solves() bool {
	if is.s.done < warm*int64(is.q.N) {
		return false
	}
	if is.prover == nil {
		if is.tiny || !provable(is.q, is.best.end) {
			is.tiny = true
			return false
		}
		is.prover = newProver(is.q, is.best.end)
	}
	return is.prover.spent() < is.s.done-warm*int64(is.q.N)/2
}

// restart begins a fresh population; the best schedule stays known.
func (is *island) restart() {
	is.all, is.tries, is.same = is.all[:0], 0, 0
}

// finish improves the child's list, and takes the schedule into the population.
func (is *island) finish() {
	c := is.child
	copy(is.s.who, c.who)
	is.s.strict = c.strict
	c.end = is.s.improve(c.list, c.start)
	copy(c.list, is.s.list)
	copy(c.who, is.s.who)
	c.hash = 0
	for i, t := range c.start {
		c.hash = mix(c.hash+uint64(i), uint64(t)+0x51)
	}
	for _, w := range c.who {
		c.hash = mix(c.hash, w+0x7)
	}
	if is.best == nil || c.end < is.best.end {
		is.best = c.clone()
	}
	is.tries++
	is.offer(c)
}

// offer takes a schedule in unless the population has it or is better throughout.
func (is *island) offer(c *member) {
	worst := -1
	for i, m := range is.all {
		if m.hash == c.hash {
			is.same++
			return
		}
		if worst < 0 || m.end > is.all[worst].end {
			worst = i
		}
	}
	if len(is.all) < is.size {
		is.all = append(is.all, c.clone())
		return
	}
	if c.end > is.all[worst].end || c.end == is.all[worst].end && is.rng.IntN(2) == 0 {
		return
	}
	if c.end < is.all[worst].end {
		is.tries = 0
	}
	w := is.all[worst]
	copy(w.list, c.list)
	copy(w.start, c.start)
	copy(w.who, c.who)
	w.end, w.hash, w.strict = c.end, c.hash, c.strict
}

// mix folds a value into a hash.
func mix(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^v, 0x9E3779B97F4A7C15)
	return hi ^ lo
}
