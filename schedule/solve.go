package schedule

import (
	"context"

	"plumbline/schedule/engine"
	"plumbline/schedule/explain"
	"plumbline/schedule/front"
	"plumbline/schedule/relax"
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

// What the questions beside Solve answer; see the packages for the fields.
type (
	// Point is one plan of a front.
	Point = front.Point
	// Explanation says why a plan is as it is.
	Explanation = explain.Explanation
	// Conflict says why something cannot be met, and the ways out.
	Conflict = relax.Conflict
	// Change is one change of a problem that a way out proposes.
	Change = relax.Change
)

// Front looks for the plans between which a leader can choose: soonest, cheapest,
// grows people, safest, least change, and the non-dominated ones behind them. The
// budget and time of the options are shared by all searches.
func Front(ctx context.Context, p *Problem, o Options) ([]Point, error) { return front.Find(ctx, p, o) }

// Explain says for every assignment why this person and what the next two would
// cost, and for every task what makes it start when it does. With tasks it takes up
// those alone, which is a matter of milliseconds; the others' starts stay empty.
func Explain(ctx context.Context, p *Problem, plan *Plan, o Options, tasks ...int) (*Explanation, error) {
	return explain.Explain(ctx, p, plan, o, tasks...)
}

// Relax says why a deadline or a budget cannot be met: an irreducible conflict, and
// the cheapest ways out. It finds neither when everything is met.
func Relax(ctx context.Context, p *Problem, o Options) (*Conflict, error) {
	return relax.Find(ctx, p, o)
}

// Apply gives the problem with the changes of a way out made.
func Apply(p *Problem, changes []Change) *Problem { return relax.Apply(p, changes) }
