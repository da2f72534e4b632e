package forecast

import (
	"slices"

	"plumbline/schedule/model"
)

// Group is a set of tasks asked about together, such as a project: when all of it is
// done, and what that costs. A group changes nothing of what is drawn.
type Group struct {
	Tasks  []int        // indices into Problem.Tasks
	By     model.Minute // the instant asked about; 0 = none
	Budget int64        // minor units left for it; 0 = none
}

// GroupOutlook is when a group is done and what is left of it costs: people's time,
// equipment, and risks that hit any of its tasks.
type GroupOutlook struct {
	Finish Outlook
	Cost   Distribution
}

// gathered are the trials of one group.
type gathered struct {
	finish []int32
	cost   []float64
	risks  []int // whose money counts here
}

func gather(b *belief, trials int) []gathered {
	out := make([]gathered, len(b.in.Groups))
	for i := range out {
		out[i] = gathered{finish: make([]int32, trials), cost: make([]float64, trials)}
		for k := range b.risks {
			if b.risks[k].money != nil && slices.ContainsFunc(b.risks[k].hits, func(t int) bool { return slices.Contains(b.in.Groups[i].Tasks, t) }) {
				out[i].risks = append(out[i].risks, k)
			}
		}
	}
	return out
}

// group notes one trial of each group.
func (s *sample) group(trial int, p *player) {
	if len(s.groups) == 0 {
		return
	}
	p.trial.Costs(p.costs)
	for i := range s.groups {
		g := &s.groups[i]
		tasks := s.b.in.Groups[i].Tasks
		_, g.finish[trial] = s.latest(p, tasks)
		sum := 0.0
		for _, t := range tasks {
			sum += p.costs[t]
		}
		for _, k := range g.risks {
			sum += p.paid[k]
		}
		g.cost[trial] = sum
	}
}

func (s *sample) outlooks() []GroupOutlook {
	var out []GroupOutlook
	for i := range s.groups {
		g := &s.b.in.Groups[i]
		out = append(out, GroupOutlook{s.exact(s.groups[i].finish, g.By), distribution(s.groups[i].cost, g.Budget)})
	}
	return out
}
