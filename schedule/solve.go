package schedule

import (
	"context"

	"plumbline/schedule/engine"
	"plumbline/schedule/verify"
)

// Verify returns every way in which a plan breaks its problem, none when the plan
// could be carried out. It shares no code with the solver.
func Verify(p *Problem, plan *Plan) []Violation { return verify.Check(p, plan) }

// Measure says what a plan is worth, from problem and plan alone.
func Measure(p *Problem, plan *Plan) Measures { return verify.Measure(p, plan) }

// Solve looks for the best plan by the policy. It returns the best plan found when
// the budget or the time is used up, when ctx ends, or when the plan is proven
// optimal, whichever comes first; it always finishes a first plan. The error says in
// a sentence what makes the problem impossible.
func Solve(ctx context.Context, p *Problem, o Options) (*Solution, error) {
	return engine.Solve(ctx, p, o)
}
