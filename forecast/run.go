package forecast

import (
	"context"
	"sync"

	"plumbline/forecast/futures"
	"plumbline/forecast/simulate"
	"plumbline/parallel"
	"plumbline/schedule/model"
)

// defaultTrials is the number of trials when none is asked for.
const defaultTrials = 10_000

// block is the number of trials a worker takes at a time; the first pilot blocks set
// the scales the rest is counted on.
const (
	block = 64
	pilot = 512
)

// Run replays the plan in.Trials times. The answer depends on the input alone, not on
// the number of workers. It stops with ctx.Err() when ctx ends. Memory is bounded by
// 16 bytes a trial and milestone and some 8 kB a task and worker.
func Run(ctx context.Context, in Input) (*Result, error) {
	s, err := simulateAll(ctx, &in, nil)
	if err != nil {
		return nil, err
	}
	r := s.result()
	if in.Drivers >= 0 {
		if r.Drivers, err = s.drivers(ctx); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// simulateAll runs the trials and keeps what results and comparisons need. Projects
// that another belief knows keep the common cause they have there.
func simulateAll(ctx context.Context, in *Input, like *belief) (*sample, error) {
	b, err := believe(in, like)
	if err != nil {
		return nil, err
	}
	n := in.Trials
	if n == 0 {
		n = defaultTrials
	}
	s := newSample(b, n)
	if in.brief {
		return s, s.play(ctx, 0, n)
	}
	if err := s.play(ctx, 0, min(n, pilot)); err != nil {
		return nil, err
	}
	s.scale()
	return s, s.play(ctx, min(n, pilot), n)
}

func workers(in *Input) int {
	if in.Workers > 0 {
		return in.Workers
	}
	return parallel.Processors()
}

// play runs the trials from first to end over the workers.
func (s *sample) play(ctx context.Context, first, end int) error {
	var next, told sync.Mutex
	at := first
	take := func() (from, to int) {
		next.Lock()
		defer next.Unlock()
		from = at
		at = min(at+block, end)
		return from, at
	}
	tallies := make([]*tally, workers(s.b.in))
	parallel.Do(ctx, len(tallies), func(w int) {
		tallies[w] = newTally(s)
		p := newPlayer(s.b)
		for from, to := take(); from < to && ctx.Err() == nil; from, to = take() {
			parallel.GiveWay(ctx)
			for trial := from; trial < to; trial++ {
				p.play(futures.Of(s.b.in.Seed, trial))
				s.keep(tallies[w], trial, p)
			}
			if s.b.in.Progress != nil {
				told.Lock()
				s.b.in.Progress(to, s.trials)
				told.Unlock()
			}
		}
	})
	for _, t := range tallies {
		s.add(t)
	}
	return ctx.Err()
}

// player draws futures and replays the plan in them; one goroutine's.
type player struct {
	b      *belief
	trial  *simulate.Trial
	value  []int32 // by driver: how large its draw was
	common []float64
	own    []float64      // by task: its factor without the common cause
	spans  [][]model.Span // by person, reused
	money  float64        // of risks
	paid   []float64      // of that, by risk
	costs  []float64      // by task, where groups are asked for
	fixed  int            // the driver held at its median, or -1
	reach  model.Minute   // how far absences are drawn
}

func newPlayer(b *belief) *player {
	return &player{b: b, trial: b.graph.New(), value: make([]int32, b.drawn()), common: make([]float64, len(b.projects)), own: make([]float64, len(b.work)),
		spans: make([][]model.Span, len(b.people)), paid: make([]float64, len(b.risks)), costs: make([]float64, len(b.work)), fixed: -1}
}

// Drivers are numbered: tasks, then projects, then risks, then absence.
func (b *belief) projectDriver(k int) int { return len(b.work) + k }
func (b *belief) riskDriver(k int) int    { return len(b.work) + len(b.projects) + k }
func (b *belief) absenceDriver() int      { return len(b.work) + len(b.projects) + len(b.risks) }
func (b *belief) drawn() int              { return b.absenceDriver() + 1 }

// grain is the number of steps a uniform draw is told apart in when correlations are
// counted in whole numbers.
const grain = 1 << 10

// play draws one future and takes its longest path.
func (p *player) play(f futures.Future) {
	for k := range p.b.projects {
		p.cause(f, k)
	}
	for i := range p.b.work {
		if p.b.work[i].factor != nil {
			p.size(f, i)
		}
	}
	p.hazards(f)
	p.absences(f)
}

// cause draws a project's common cause.
func (p *player) cause(f futures.Future, k int) {
	p.common[k] = p.b.projects[k].factor.Read(p.uniform(f, p.b.projects[k].element, p.b.projectDriver(k)))
}

// size draws a task's work.
func (p *player) size(f futures.Future, i int) {
	w := &p.b.work[i]
	x := w.factor.Read(p.uniform(f, w.element, i))
	if w.spread > 0 && p.fixed != i {
		x *= w.noise(f)
	}
	p.own[i] = x
	p.trial.Factor[i] = x * p.common[w.project]
}

func (p *player) uniform(f futures.Future, e futures.Element, driver int) float64 {
	u := f.Draw(e, 0)
	if p.fixed == driver {
		u = 0.5
	}
	p.value[driver] = int32(u * grain)
	return u
}

// hazards lets each risk happen or not; held at its median it happens when that is
// the likelier.
func (p *player) hazards(f futures.Future) {
	p.money = 0
	clear(p.trial.Extra)
	for k := range p.b.risks {
		h, driver := &p.b.risks[k], p.b.riskDriver(k)
		happens, size := f.Draw(h.element, 0) < h.probability, f.Draw(h.element, 1)
		if p.fixed == driver {
			happens, size = h.probability > 0.5, 0.5
		}
		p.value[driver], p.paid[k] = 0, 0
		if !happens {
			continue
		}
		p.value[driver] = grain
		if h.delay != nil {
			for _, t := range h.hits {
				if p.b.graph.Planned(t) > 0 {
					p.trial.Extra[t] += h.delay.Read(size)
				}
			}
		}
		if h.money != nil {
			p.paid[k] = h.money.Read(f.Draw(h.element, 2))
			p.money += p.paid[k]
		}
	}
}

// absences draws everybody's absences as far as the trial goes, and runs it.
func (p *player) absences(f futures.Future) {
	if p.b.gap == 0 || p.fixed == p.b.absenceDriver() {
		clear(p.trial.Away)
		p.trial.Run()
		return
	}
	for p.reach = p.b.far; ; p.reach += p.b.far - p.b.in.Problem.Start {
		away := model.Minute(0)
		for i, e := range p.b.people {
			p.spans[i] = p.b.away(f, e, p.reach, p.spans[i][:0])
			p.trial.Away[i] = p.spans[i]
			for _, s := range p.spans[i] {
				away += max(0, min(s.To, p.b.reach)-s.From)
			}
		}
		p.value[p.b.absenceDriver()] = int32(away / 60)
		p.trial.Run()
		if p.furthest() <= p.reach {
			return
		}
	}
}
