package flat

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
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
	Progress  func(schedules int64, makespan int32)
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
	q     *Problem
	s     *sgs
	rng   *rand.Rand
	size  int // members of the population when full
	all   []*member
	child *member
	in    []bool
	tries int // children since something entered
	best  *member
	same  int // schedules drawn since the last restart that were there already
	key   []int64
	load  []int32 // by person: scratch of balancing
}

// guess is how many schedules a second of search is taken for, where only the time
// is limited.
const guess = 600_000

// size is how many members a population has: a long search needs variety, a short
// one has no time to use it. The rule was measured on J60 and J120.
func (l *Limits) size() int {
	expected := float64(l.Schedules)
	if !l.Deadline.IsZero() {
		expected = min(expected, guess*time.Until(l.Deadline).Seconds())
	}
	return int(min(400, max(40, math.Sqrt(expected/Islands)/6)))
}

// Result is the best schedule found.
type Result struct {
	Start     []int32  // by task in topological order
	Who       []uint64 // the people on each task, a bit a person; nil without seats
	End       int32
	Schedules int64
}

// Run searches and returns the best schedule. From is an optional schedule to start from.
func Run(ctx context.Context, q *Problem, from []int32, l Limits) Result {
	schedules := int64(0)
	group := make([]*island, Islands)
	for i := range group {
		group[i] = newIsland(q, l.size(), rand.New(rand.NewPCG(l.Seed, uint64(i)+1)))
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
			schedules += is.s.done
		}
		lead := exchange(group)
		if l.Progress != nil {
			l.Progress(schedules, lead.best.end)
		}
		if schedules >= l.Schedules || lead.best.end <= l.Lower || stopped(ctx, l) {
			return Result{Start: lead.best.start, Who: lead.best.who, End: lead.best.end, Schedules: schedules}
		}
	}
}

func stopped(ctx context.Context, l Limits) bool {
	return ctx.Err() != nil || !l.Deadline.IsZero() && time.Now().After(l.Deadline)
}

// step runs all islands for some schedules on as many workers as allowed.
func step(ctx context.Context, group []*island, each int64, l Limits) {
	work := make(chan *island, len(group))
	for _, is := range group {
		work <- is
	}
	close(work)
	var wait sync.WaitGroup
	for range max(1, min(l.Workers, len(group))) {
		wait.Go(func() {
			for is := range work {
				is.run(ctx, is.s.done+each, l)
			}
		})
	}
	wait.Wait()
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

func newMember(q *Problem) *member {
	m := &member{list: make([]int32, q.n), start: make([]int32, q.n)}
	if q.team != nil {
		m.who = make([]uint64, q.n)
	}
	return m
}

func (m *member) clone() *member {
	return &member{list: slices.Clone(m.list), start: slices.Clone(m.start), who: slices.Clone(m.who), strict: m.strict, end: m.end, hash: m.hash}
}

func newIsland(q *Problem, size int, rng *rand.Rand) *island {
	return &island{q: q, size: size, s: newSGS(q), rng: rng, child: newMember(q), in: make([]bool, q.n), key: make([]int64, q.n)}
}

// run generates schedules until the island's count reaches until. It always leaves
// at least one schedule behind.
func (is *island) run(ctx context.Context, until int64, l Limits) {
	for n := 0; is.s.done < until; n++ {
		if is.best != nil && (is.best.end <= l.Lower || n%16 == 15 && stopped(ctx, l)) {
			return
		}
		if len(is.all) < is.size && is.same < is.size {
			is.sample()
		} else {
			is.cross()
			if is.tries > patience*is.size {
				is.restart()
			}
		}
	}
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

// sample draws a list by latest starts with noise, and improves it.
func (is *island) sample() {
	q, list := is.q, is.child.list
	spread := int64(q.lower)/3 + 2
	if is.rng.IntN(8) == 0 {
		spread *= 4
	}
	if len(is.all) == 0 && is.best == nil {
		spread = 1
	}
	for i := range is.key {
		is.key[i] = -int64(q.tail[i]) + is.rng.Int64N(spread)
	}
	is.order(list)
	is.draw()
	is.finish()
}

// order sorts tasks by key with predecessors first: a task's key is at least that
// of its predecessors, and equal keys keep the topological order.
func (is *island) order(list []int32) {
	for i := range is.q.n {
		for _, a := range is.q.pred[i] {
			is.key[i] = max(is.key[i], is.key[a.task])
		}
		list[i] = int32(i)
	}
	slices.SortStableFunc(list, func(a, b int32) int { return int(is.key[a] - is.key[b]) })
}

// pick chooses a member by a tournament of two.
func (is *island) pick() *member {
	a, b := is.all[is.rng.IntN(len(is.all))], is.all[is.rng.IntN(len(is.all))]
	if b.end < a.end {
		return b
	}
	return a
}

// cross makes a child of two parents and improves it.
func (is *island) cross() {
	a, b := is.pick(), is.pick()
	for n := 0; a == b && n < 5; n++ {
		b = is.pick()
	}
	if is.rng.IntN(2) == 0 {
		is.window(a, b)
	} else {
		is.stretch(a, b)
	}
	is.mutate(is.child.list)
	is.child.strict = a.strict
	is.vary(a)
	is.finish()
}

// window mixes by time: tasks that a starts in a window of time keep a's times and
// people, the rest have b's.
func (is *island) window(a, b *member) {
	long := 1 + a.end/4 + is.rng.Int32N(a.end/2+1)
	from := is.rng.Int32N(max(1, a.end-long) + 1)
	for i, t := range a.start {
		inside := t >= from && t < from+long
		if !inside {
			t = b.start[i]
		}
		is.key[i] = 2 * int64(t)
		if inside {
			is.key[i]++ // at equal times b's come first
		}
		if is.child.who != nil {
			is.child.who[i] = b.who[i]
			if inside {
				is.child.who[i] = a.who[i]
			}
		}
	}
	is.order(is.child.list)
}

// stretch mixes by order: a stretch of the order of one parent, the rest in the
// order of the other.
func (is *island) stretch(a, b *member) {
	n := is.q.n
	from, to := is.rng.IntN(n), is.rng.IntN(n)
	if from > to {
		from, to = to, from
	}
	clear(is.in)
	if is.rng.IntN(2) == 0 {
		at := is.take(0, a, from)
		at = is.take(at, b, to-from)
		is.take(at, a, n-at)
	} else {
		at := is.take(0, b, from)
		at = is.take(at, a, to-from)
		is.take(at, b, n-at)
	}
}

// take appends up to count of a parent's tasks that the child has not got yet, in
// the parent's order and with its people.
func (is *island) take(at int, from *member, count int) int {
	c := is.child
	for _, i := range from.list {
		if count == 0 {
			break
		}
		if !is.in[i] {
			is.in[i] = true
			c.list[at] = i
			if c.who != nil {
				c.who[i] = from.who[i]
			}
			at++
			count--
		}
	}
	return at
}

// mutate exchanges a few neighbours that are not linked.
func (is *island) mutate(list []int32) {
	for range is.rng.IntN(4) {
		i := is.rng.IntN(len(list))
		for k := range 1 + is.rng.IntN(4) {
			if j := i + k; j+1 < len(list) && !is.linked(list[j], list[j+1]) {
				list[j], list[j+1] = list[j+1], list[j]
			} else {
				break
			}
		}
	}
}

func (is *island) linked(a, b int32) bool {
	for _, s := range is.q.succ[a] {
		if s.task == b {
			return true
		}
	}
	return false
}
