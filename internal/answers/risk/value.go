// Package risk answers what threatens which promise, by how much, and what each
// mitigation buys: the register lived through the same futures with and without each
// risk. It sees triggers in the evidence and suggests risks that nobody has written
// down.
package risk

import (
	"context"
	"math"
	"slices"

	"plumbline/forecast"
	"plumbline/internal/answers/gain"
	"plumbline/internal/answers/plan"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Value is what one risk takes and what its mitigations buy, computed once for
// everybody. Money rests on the register and, for work added, on rates.
type Value struct {
	Risk        record.ID     `json:"risk"`
	Probability float64       `json:"probability"` // as the plan leaves it
	Takes       []gain.Effect `json:"takes"`
	Cost        float64       `json:"cost"` // minor units on average
	CostError   float64       `json:"cost_error"`
	Mitigations []Mitigation  `json:"mitigations"`
}

// Mitigation is a task and what it buys against being left out.
type Mitigation struct {
	Task   record.ID     `json:"task"`
	Counts bool          `json:"counts"` // finished, or in time under the plan
	Buys   []gain.Effect `json:"buys"`
}

// most risks are valued; the register keeps any number.
const most = 40

// Values lives through the plan's futures with and without each open risk, and with and
// without each of its mitigations.
func Values(ctx context.Context, pl *snapshot.Planning, s *plan.Simulation) ([]Value, error) {
	if s == nil {
		return nil, nil
	}
	in := s.Quick()
	base, err := forecast.Before(ctx, in)
	if err != nil {
		return nil, err
	}
	var out []Value
	for i := range pl.Risks {
		r := &pl.Risks[i]
		if !slices.Contains(s.Risks, r.ID) || len(out) == most {
			continue
		}
		v, err := value(ctx, s, base, in, r)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func value(ctx context.Context, s *plan.Simulation, base *forecast.Base, in forecast.Input, r *snapshot.PlanningRisk) (Value, error) {
	counted := s.Counted(r, in.Plan)
	v := Value{Risk: r.ID, Probability: plan.Mitigated(r, counted), Takes: []gain.Effect{}, Mitigations: []Mitigation{}}
	d, err := base.Compare(ctx, without(s, in, r.ID))
	if err != nil {
		return v, err
	}
	v.Takes, v.Cost, v.CostError = gain.Effects(s, d), -d.Cost, gain.Number(d.CostError)
	for n, task := range r.Mitigations {
		counts := n < r.MitigationsDone || s.InTime(r, task, in.Plan)
		// Each is set against the plan without it, the others as they are.
		without := counted
		if counts {
			without--
		}
		d, err := forecast.Compare(ctx, likely(s, in, r.ID, plan.Mitigated(r, without)), likely(s, in, r.ID, plan.Mitigated(r, without+1)))
		if err != nil {
			return v, err
		}
		v.Mitigations = append(v.Mitigations, Mitigation{string(task), counts, gain.Effects(s, d)})
	}
	return v, nil
}

// without leaves a risk out.
func without(s *plan.Simulation, in forecast.Input, id record.ID) forecast.Input {
	list := in.Risks
	in.Risks = nil
	for k := range list {
		if s.Risks[k] != id {
			in.Risks = append(in.Risks, list[k])
		}
	}
	return in
}

// likely gives a risk another probability.
func likely(s *plan.Simulation, in forecast.Input, id record.ID, p float64) forecast.Input {
	in.Risks = slices.Clone(in.Risks)
	for k := range in.Risks {
		if s.Risks[k] == id {
			in.Risks[k].Probability = math.Min(1, math.Max(0, p))
		}
	}
	return in
}
