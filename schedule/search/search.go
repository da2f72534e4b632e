// Package search looks for good plans of the whole model: it varies the order of
// the tasks and who takes them, and lets package decode generate the schedules.
//
// A constant number of islands search apart and exchange by count of schedules, so
// the answer depends on the seed and the number of schedules, never on the number
// of workers.
package search

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"plumbline/parallel"
	"plumbline/schedule/decode"
	"plumbline/schedule/instance"
	"plumbline/schedule/model"
)

// Islands is the constant number of searches that run side by side.
const Islands = 4

// Limits bound a search.
type Limits struct {
	Seed      uint64
	Schedules int64
	Deadline  time.Time // zero = none
	Workers   int
	Bound     model.Minute // stop when a plan finishes at the bound and nothing else is weighed
	Only      bool         // only the finish is weighed
	Progress  func(schedules int64, best model.Measures)
	Archive   int // keep up to so many non-dominated schedules; 0 = none
	begun     time.Time
}

// Outcome is the best schedule found.
type Outcome struct {
	Plan      *model.Plan
	Measures  model.Measures
	Score     int64
	Schedules int64
	Genome    *decode.Genome
	Archive   []Found // non-dominated schedules met on the way, soonest first
}

// ErrNone says that no schedule could be generated at all.
var ErrNone = errors.New("no plan was found: the hours and limits of the people who may take a task leave nobody to do it")

// island is one search with its own random numbers.
type island struct {
	x     *instance.Instance
	d     *decode.Decoder
	rng   *rand.Rand
	cur   *decode.Genome
	next  *decode.Genome
	best  *decode.Genome
	curS  int64
	bestS int64
	done  int64
	heat  float64
	keep  archive
}

// Run searches from the given genomes (at least one) and returns the best schedule.
func Run(ctx context.Context, x *instance.Instance, w decode.Weights, from []*decode.Genome, l Limits) (*Outcome, error) {
	l.begun = time.Now()
	group := make([]*island, Islands)
	for i := range group {
		group[i] = &island{x: x, d: decode.NewDecoder(x, w), rng: rand.New(rand.NewPCG(l.Seed, uint64(i)+1)), bestS: int64(1) << 62}
		group[i].keep.most = l.Archive
	}
	starts := append(slices.Clone(from), seeds(x)...)
	first := &Outcome{Score: int64(1) << 62}
	for i, g := range starts {
		is := group[i%Islands]
		first.Schedules++
		if s, ok := is.try(g); ok && s < is.bestS {
			is.best, is.bestS = g.Clone(), s
		}
		if i >= 1 && stopped(ctx, l) {
			break
		}
	}
	lead := leader(group)
	if lead == nil {
		return nil, fmt.Errorf("task %s: %w", group[0].d.Stuck(), ErrNone)
	}
	for _, is := range group {
		if is.best == nil {
			is.best, is.bestS = lead.best.Clone(), lead.bestS
		}
		is.cur, is.curS, is.next = is.best.Clone(), is.bestS, is.best.Clone()
	}
	whole := l
	l = l.sparing(lead.moves())
	total := first.Schedules
	round := max(20, min(400, l.Schedules/Islands/20))
	for total < l.Schedules && !stopped(ctx, l) && !l.reached(x, leader(group)) {
		each := min(round, (l.Schedules-total+Islands-1)/Islands)
		runRound(ctx, group, each, l, l.spent(total))
		total += each * Islands
		exchange(group)
		if l.Progress != nil {
			b := leader(group)
			b.try(b.best)
			l.Progress(total, b.d.Measures())
		}
	}
	b := leader(group)
	polished := int64(0)
	if !l.reached(x, b) {
		polished = b.polish(ctx, whole, whole.Schedules-total)
	}
	b.try(b.best)
	if total += polished; polished > 0 && l.Progress != nil {
		l.Progress(total, b.d.Measures())
	}
	return &Outcome{Plan: b.d.Plan(), Measures: b.d.Measures(), Score: b.bestS, Schedules: total, Genome: b.best, Archive: merged(group)}, nil
}

// spent gives the share of the budget that is used up, by schedules or by time.
func (l *Limits) spent(schedules int64) float64 {
	share := float64(schedules) / float64(l.Schedules)
	if !l.Deadline.IsZero() {
		share = max(share, float64(time.Since(l.begun))/float64(max(1, l.Deadline.Sub(l.begun))))
	}
	return min(1, share)
}

func (l *Limits) reached(x *instance.Instance, b *island) bool {
	if !l.Only || l.Bound == 0 || b == nil {
		return false
	}
	b.try(b.best)
	return b.d.Measures().Finish <= l.Bound
}

// stopped says that the search is to end; it gives way to what is urgent.
func stopped(ctx context.Context, l Limits) bool {
	parallel.GiveWay(ctx)
	return ctx.Err() != nil || !l.Deadline.IsZero() && time.Now().After(l.Deadline)
}

// leader gives the island with the best schedule; the first among equals.
func leader(group []*island) *island {
	var lead *island
	for _, is := range group {
		if is.best != nil && (lead == nil || is.bestS < lead.bestS) {
			lead = is
		}
	}
	return lead
}

// runRound lets every island do its schedules, on as many workers as allowed.
func runRound(ctx context.Context, group []*island, each int64, l Limits, spent float64) {
	runEach(ctx, group, l.Workers, func(is *island) { is.run(ctx, each, l, spent) })
}

func runEach(ctx context.Context, group []*island, workers int, f func(*island)) {
	parallel.Each(ctx, workers, len(group), func(i int) { f(group[i]) })
}

// exchange lets islands that fell behind go on from their neighbour's best.
func exchange(group []*island) {
	lead := leader(group)
	for i, is := range group {
		if is.bestS > lead.bestS && is.rng.IntN(4) == 0 {
			from := group[(i+1)%len(group)]
			if from.bestS < is.bestS {
				is.best.CopyFrom(from.best)
				is.cur.CopyFrom(from.best)
				is.bestS, is.curS = from.bestS, from.bestS
			}
		}
	}
}

func (is *island) try(g *decode.Genome) (int64, bool) {
	is.done++
	if !is.d.Decode(g) {
		return 0, false
	}
	s, m := is.d.Value()
	is.keep.add(g, m)
	return s, true
}

// run is simulated annealing over genomes: small changes, most of them around what
// decides the finish, kept when better or by luck.
func (is *island) run(ctx context.Context, n int64, l Limits, spent float64) {
	if is.heat == 0 {
		is.heat = float64(max(is.bestS, 1000)) * 0.002
	}
	for i := range n {
		if i%16 == 15 && stopped(ctx, l) {
			return
		}
		is.next.CopyFrom(is.cur)
		is.change()
		s, ok := is.try(is.next)
		if !ok {
			continue
		}
		heat := is.heat * (1 - spent) * (1 - spent)
		if float64(s-is.curS) <= heat*is.rng.ExpFloat64() {
			is.cur.CopyFrom(is.next)
			is.curS = s
		}
		if s < is.bestS {
			is.best.CopyFrom(is.next)
			is.bestS = s
		}
	}
	if is.curS > is.bestS+int64(4*is.heat*(1-spent)) {
		is.cur.CopyFrom(is.best)
		is.curS = is.bestS
	}
}
