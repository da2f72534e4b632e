package forecast

import (
	"cmp"
	"context"
	"math"
	"slices"

	"plumbline/forecast/futures"
	"plumbline/parallel"
	"plumbline/schedule/model"
)

// defaultDrivers is how many drivers are measured when nothing is said; driverTrials
// is the number of futures lived through again for each.
const (
	defaultDrivers = 8
	driverTrials   = 600
)

// drivers measures what moves the goal most. Candidates are picked by correlation
// (all of the common causes, risks and absence, the strongest tasks); each is then
// held at its median in the first futures, all else the same.
func (s *sample) drivers(ctx context.Context) ([]Driver, error) {
	list := s.candidates()
	n := min(s.trials, driverTrials)
	held := s.hold(ctx, list, n)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	base := s.p80(slices.Clone(s.goalSample()[:n]))
	for i := range list {
		list[i].Shift = int64(base - s.p80(held[i]))
	}
	slices.SortStableFunc(list, func(a, b Driver) int {
		return cmp.Or(cmp.Compare(abs(b.Shift), abs(a.Shift)), cmp.Compare(math.Abs(b.Rank), math.Abs(a.Rank)))
	})
	return list[:min(len(list), s.b.in.wanted())], nil
}

func abs(x int64) int64 { return max(x, -x) }

func (in *Input) wanted() int {
	if in.Drivers == 0 {
		return defaultDrivers
	}
	return in.Drivers
}

func (s *sample) p80(list []int32) model.Minute {
	slices.Sort(list)
	return s.instant(list[order(.8, len(list))])
}

// hold lives through the first n futures again, once for each driver at its median, and
// gives the goal's finishes by driver.
func (s *sample) hold(ctx context.Context, list []Driver, n int) [][]int32 {
	held := make([][]int32, len(list))
	for i := range held {
		held[i] = make([]int32, n)
	}
	parallel.Each(ctx, workers(s.b.in), (n+block-1)/block, func(k int) {
		p, again := newPlayer(s.b), newPlayer(s.b)
		for trial := k * block; trial < min((k+1)*block, n) && ctx.Err() == nil; trial++ {
			f := futures.Of(s.b.in.Seed, trial)
			p.play(f)
			for i, d := range list {
				again.holding(s.number(d), f, p)
				_, held[i][trial] = s.latest(again, s.b.goal)
			}
		}
	})
	return held
}

// holding lives through another player's future again with one driver at its median.
// Only what that changes is drawn and computed anew.
func (p *player) holding(driver int, f futures.Future, was *player) {
	p.fixed = driver
	copy(p.common, was.common)
	copy(p.own, was.own)
	copy(p.trial.Factor, was.trial.Factor)
	copy(p.trial.Away, was.trial.Away)
	if k := driver - p.b.projectDriver(0); k >= 0 && k < len(p.b.projects) {
		p.cause(f, k)
		for i := range p.b.work {
			if p.b.work[i].factor != nil && p.b.work[i].project == k {
				p.trial.Factor[i] = p.own[i] * p.common[k]
			}
		}
	} else if driver < len(p.b.work) {
		p.size(f, driver)
	}
	p.hazards(f)
	if driver == p.b.absenceDriver() {
		p.absences(f)
		return
	}
	if p.trial.RunFrom(was.trial); p.b.gap > 0 && p.furthest() > was.reach {
		p.absences(f) // it goes on for longer than absences were drawn
	}
}

func (s *sample) number(d Driver) int {
	switch d.Kind {
	case "task":
		return d.Index
	case "common":
		return s.b.projectDriver(d.Index)
	case "risk":
		return s.b.riskDriver(d.Index)
	}
	return s.b.absenceDriver()
}

func (s *sample) candidates() []Driver {
	var tasks, others []Driver
	for i := range s.b.work {
		if r := s.correlation(i); math.Abs(r) > 2/math.Sqrt(float64(s.trials)) {
			tasks = append(tasks, Driver{Kind: "task", Index: i, Name: s.b.in.Problem.Tasks[i].Key, Rank: r})
		}
	}
	strongest := func(a, b Driver) int { return cmp.Compare(math.Abs(b.Rank), math.Abs(a.Rank)) }
	for k := range s.b.projects {
		others = append(others, Driver{Kind: "common", Index: k, Name: s.b.projects[k].name, Rank: s.correlation(s.b.projectDriver(k))})
	}
	for k := range s.b.risks {
		others = append(others, Driver{Kind: "risk", Index: k, Name: s.b.in.Risks[k].Key, Rank: s.correlation(s.b.riskDriver(k))})
	}
	if s.b.gap > 0 {
		others = append(others, Driver{Kind: "absence", Rank: s.correlation(s.b.absenceDriver())})
	}
	slices.SortStableFunc(tasks, strongest)
	slices.SortStableFunc(others, strongest)
	n := s.b.in.wanted()
	others = others[:min(len(others), n)]
	return append(tasks[:min(len(tasks), max(n-len(others), n/2))], others...)
}

// correlation is that of a driver's draw with the rank of the goal's finish
// (Spearman's, as the draws are ranks already).
func (s *sample) correlation(driver int) float64 {
	t, n := s.sum, float64(s.sum.counted)
	x, r := float64(t.x[driver])/n, float64(t.r)/n
	vx, vr := float64(t.xx[driver])/n-x*x, float64(t.rr)/n-r*r
	if vx < 1e-9 || vr < 1e-9 {
		return 0
	}
	return (float64(t.xr[driver])/n - x*r) / math.Sqrt(vx*vr)
}
