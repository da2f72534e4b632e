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
	base := s.p80(slices.Clone(s.goalSample()[:n]))
	parallel.Each(ctx, workers(s.b.in), list, func(i int) { list[i].Shift = int64(base - s.p80(s.hold(ctx, list[i], n))) })
	slices.SortStableFunc(list, func(a, b Driver) int {
		return cmp.Or(cmp.Compare(abs(b.Shift), abs(a.Shift)), cmp.Compare(math.Abs(b.Rank), math.Abs(a.Rank)))
	})
	return list[:min(len(list), s.b.in.wanted())], ctx.Err()
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

// hold lives through the first n futures again with one driver at its median.
func (s *sample) hold(ctx context.Context, d Driver, n int) []int32 {
	p := newPlayer(s.b)
	p.fixed = s.number(d)
	out := make([]int32, n)
	for trial := range out {
		if ctx.Err() != nil {
			break
		}
		p.play(futures.Of(s.b.in.Seed, trial))
		_, out[trial] = s.latest(p, s.b.goal)
	}
	return out
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
