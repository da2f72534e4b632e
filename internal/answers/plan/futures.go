package plan

import (
	"slices"

	"plumbline/forecast"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/model"
)

// mitigated gives the risks with the probability that what is done about them leaves: a
// mitigation counts when it is finished, or when the plan finishes it before the first
// of the tasks that the risk would delay begins.
func (q *Question) mitigated(pl *snapshot.Planning, plan *model.Plan) []forecast.Risk {
	out := slices.Clone(q.Forecast.Risks)
	for i := range pl.Risks {
		r := &pl.Risks[i]
		p := Mitigated(r, q.Counted(r, plan))
		for k, id := range q.Risks {
			if id == r.ID {
				out[k].Probability = p
			}
		}
	}
	return out
}

// Mitigated is the probability of a risk when some of its mitigations count; each takes
// an equal part of the way to what remains.
func Mitigated(r *snapshot.PlanningRisk, counted int) float64 {
	if len(r.Mitigations) == 0 {
		return r.Probability
	}
	return r.Probability + (r.Remaining-r.Probability)*float64(counted)/float64(len(r.Mitigations))
}

// Counted is how many mitigations of a risk count under a plan.
func (q *Question) Counted(r *snapshot.PlanningRisk, plan *model.Plan) int {
	n := r.MitigationsDone
	for _, m := range r.Mitigations {
		if q.InTime(r, m, plan) {
			n++
		}
	}
	return min(n, len(r.Mitigations))
}

// InTime says that the plan finishes a mitigation that is still open before the first
// of the tasks that the risk would delay begins.
func (q *Question) InTime(r *snapshot.PlanningRisk, mitigation record.Ref, plan *model.Plan) bool {
	i := slices.Index(q.Tasks, string(mitigation))
	if i < 0 || q.Problem.Tasks[i].Progress.Done {
		return false
	}
	return !slices.ContainsFunc(q.Hits(r), func(h int) bool { return plan.Placements[h].Start < plan.Placements[i].Finish })
}

// Hits are the open tasks that a risk would delay, by index: of a task with parts the
// one that the forecast delays.
func (q *Question) Hits(r *snapshot.PlanningRisk) []int {
	var out []int
	for k, id := range q.Risks {
		if id == r.ID {
			out = append(out, q.Forecast.Risks[k].Hits...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mostWeeks bounds the fan chart of remaining work.
const mostWeeks = 80

// weeks are the instants at which remaining work is told: from now on each week to half
// as long again as the plan, and at least eight.
func (q *Question) weeks(plan *model.Plan) []model.Minute {
	const week = 7 * 24 * 60
	end := q.Problem.Start
	for i := range plan.Placements {
		end = max(end, plan.Placements[i].Finish)
	}
	n := min(mostWeeks, max(8, int((end-q.Problem.Start)*3/2/week)+2))
	var out []model.Minute
	for i := range n {
		out = append(out, q.Problem.Start+model.Minute(i*week))
	}
	return out
}
