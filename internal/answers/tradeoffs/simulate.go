package tradeoffs

import (
	"cmp"
	"context"
	"slices"

	"plumbline/forecast"
	"plumbline/internal/answers/plan"
	"plumbline/schedule"
	"plumbline/schedule/model"
)

// The futures drawn for each plan: all alike first, so that they can be compared, then
// more for those shown side by side. A large plan gets fewer of each, so that comparing
// takes seconds.
const (
	fewTrials, fewTasks   = 2000, 1_000_000 // tasks played at most by a plan
	mostTrials, mostTasks = 10000, 5_000_000
	leastTrials           = 400
)

func (f *finder) trials(most, tasks int) int {
	return min(most, max(leastTrials, tasks/max(1, len(f.p.Tasks))))
}

// simulate draws the same futures for every plan, leaves out those that another then
// beats throughout, and draws more for the ones shown.
func (f *finder) simulate(ctx context.Context) error {
	trials := f.o.Trials
	if trials == 0 {
		trials = f.trials(mostTrials, mostTasks)
	}
	for i := range f.found {
		f.tell("trade.simulating", int64(i), int64(len(f.found)))
		if err := f.draw(ctx, &f.found[i], min(f.trials(fewTrials, fewTasks), trials)); err != nil {
			return err
		}
	}
	f.filter()
	f.result.Shown = min(mostShown, slices.IndexFunc(append(f.found[:len(f.found):len(f.found)], candidate{}), func(c candidate) bool { return len(c.names) == 0 }))
	for i := range f.found[:f.result.Shown] {
		if err := f.draw(ctx, &f.found[i], trials); err != nil {
			return err
		}
	}
	f.result.Trials = trials
	f.marks()
	for i := range f.found {
		f.result.Points = append(f.result.Points, f.point(i))
	}
	return nil
}

func (f *finder) draw(ctx context.Context, c *candidate, trials int) error {
	in := f.q.Forecast
	in.Plan, in.Trials, in.Seed, in.Workers, in.Drivers = c.plan, trials, f.o.Seed, f.o.Workers, -1
	if t := f.o.Track; t != nil {
		in.Track, in.Learned = t.Outcomes, t.Learned
	}
	var err error
	c.odds, err = forecast.Run(ctx, in)
	return err
}

// filter leaves now and the named plans and what nothing beats in simulated finish,
// work, growth, resilience and changes; a named plan that another named one beats so
// is no choice either.
func (f *finder) filter() {
	slices.SortStableFunc(f.found, func(a, b candidate) int {
		return cmp.Or(order(a.names)-order(b.names), cmp.Compare(a.odds.Finish.P80, b.odds.Finish.P80))
	})
	kept := f.found[:1:1]
	for i := 1; i < len(f.found); i++ {
		c := &f.found[i]
		beaten := slices.ContainsFunc(f.found, func(o candidate) bool {
			return (len(o.names) > 0 || len(c.names) == 0) && beats(&o, c)
		})
		if !beaten {
			kept = append(kept, *c)
		}
	}
	f.found = kept
}

// beats says that a plan is as good throughout and better somewhere, by the hour.
func beats(a, b *candidate) bool {
	const hour = 60
	pairs := [][2]int64{
		{int64(a.odds.Finish.P80) / hour, int64(b.odds.Finish.P80) / hour}, {a.m.Work / hour, b.m.Work / hour}, {-a.m.Growth / hour, -b.m.Growth / hour},
		{int64(a.m.Singles), int64(b.m.Singles)}, {int64(a.m.Changes), int64(b.m.Changes)}, {a.m.Cost, b.m.Cost},
	}
	for i := range a.odds.Milestones {
		pairs = append(pairs, [2]int64{int64(a.odds.Milestones[i].P80) / hour, int64(b.odds.Milestones[i].P80) / hour})
	}
	better := false
	for _, p := range pairs {
		if p[0] > p[1] {
			return false
		}
		better = better || p[0] < p[1]
	}
	return better
}

// marks lists the open milestones, promised ones first, each by its day.
func (f *finder) marks() {
	for i, id := range f.q.Marks {
		open := slices.ContainsFunc(f.p.Milestones[i].Tasks, func(t int) bool { return !f.p.Tasks[t].Progress.Done })
		if !open {
			continue
		}
		m := Mark{ID: id, By: f.q.Wanted(i)}
		for k := range f.pl.Milestones {
			m.Promised = m.Promised || f.pl.Milestones[k].ID == id && f.pl.Milestones[k].Promised != ""
		}
		f.result.Marks = append(f.result.Marks, m)
	}
	slices.SortStableFunc(f.result.Marks, func(a, b Mark) int {
		return cmp.Or(rank(a.Promised)-rank(b.Promised), cmp.Compare(cmp.Or(a.By, "9999"), cmp.Or(b.By, "9999")))
	})
}

func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (f *finder) point(i int) Point {
	c := &f.found[i]
	out := Point{ID: identity(c.names, i), Names: c.names, Finish: f.spread(c.odds.Finish), Work: c.m.Work, Growth: c.m.Growth, Late: c.m.Lateness, Singles: c.m.Singles,
		Changes: c.m.Changes, HandOvers: c.m.HandOvers, Cost: c.m.Cost, Money: [2]int64{c.odds.Cost.P50, c.odds.Cost.P80}, BudgetOdds: odds(c.odds.Cost.Odds)}
	for _, m := range f.result.Marks {
		o := c.odds.Milestones[slices.Index(f.q.Marks, m.ID)]
		out.Marks = append(out.Marks, Outlook{f.spread(o), odds(o.Odds)})
	}
	out.Skills = f.skills(c.plan)
	for _, t := range f.q.Windows(c.plan) {
		if !t.Done && len(t.Work) > 0 {
			out.Tasks = append(out.Tasks, t)
		}
	}
	out.Learn = f.learning(c.plan)
	return out
}

func (f *finder) spread(o forecast.Outlook) plan.Spread {
	return plan.Spread{P10: f.q.At(o.P10), P50: f.q.At(o.P50), P80: f.q.At(o.P80), P90: f.q.At(o.P90)}
}

// learning measures the plan once for each person with a goal, with only their part
// of it.
func (f *finder) learning(p *model.Plan) []Learning {
	var out []Learning
	for who, id := range f.q.People {
		if len(f.p.People[who].Goals) == 0 {
			continue
		}
		mine := &model.Plan{Placements: slices.Clone(p.Placements)}
		for t := range mine.Placements {
			mine.Placements[t].Work = slices.DeleteFunc(slices.Clone(mine.Placements[t].Work), func(a model.Assignment) bool { return a.Person != who })
		}
		if m := schedule.Measure(f.p, mine); m.Growth > 0 {
			out = append(out, Learning{id, m.Growth})
		}
	}
	return out
}

// skills lists where a plan ends with other people holding a skill than now does.
func (f *finder) skills(p *model.Plan) []Holders {
	var out []Holders
	asked := f.asked()
	for s, level := range asked {
		before, after := f.holders(f.now, s, level), f.holders(p, s, level)
		if level >= 0 && before != after {
			out = append(out, Holders{f.pl.Skills[s].ID, before, after})
		}
	}
	return out
}

// asked gives the highest level each skill is asked for at, −1 where it is not in use.
func (f *finder) asked() []int8 {
	out := make([]int8, len(f.p.Skills))
	for i := range out {
		out[i] = -1
	}
	for t := range f.p.Tasks {
		for _, s := range f.p.Tasks[t].Seats {
			for _, n := range s.Needs {
				out[n.Skill] = max(out[n.Skill], n.Level)
			}
		}
		for _, s := range f.p.Tasks[t].Resilient {
			out[s] = max(out[s], 0)
		}
	}
	return out
}

// holders counts who has a skill at a level in the end: at once, or by doing a task of
// its area, or with a mentor on a seat that asks for it.
func (f *finder) holders(p *model.Plan, skill int, level int8) int {
	count := 0
	for who := range f.p.People {
		levels := f.p.People[who].Levels
		if skill < len(levels) && levels[skill] >= max(level, 0) || f.comesToKnow(p, who, skill) {
			count++
		}
	}
	return count
}

func (f *finder) comesToKnow(p *model.Plan, who, skill int) bool {
	for t := range p.Placements {
		for _, a := range p.Placements[t].Work {
			if a.Person != who || a.Effort == 0 {
				continue
			}
			asks := slices.ContainsFunc(f.p.Tasks[t].Seats[a.Seat].Needs, func(n model.Need) bool { return n.Skill == skill })
			if slices.Contains(f.p.Tasks[t].Resilient, int32(skill)) || asks && a.Mentor != model.None {
				return true
			}
		}
	}
	return false
}
