// Package schedule answers who does what when: tasks with seats that need skills,
// people and equipment with calendars, deadlines, money. It knows no record of the
// product and can be used as a library.
//
// Experimental: the types may still change.
package schedule

import (
	"context"

	"plumbline/schedule/engine"
	"plumbline/schedule/model"
)

// The vocabulary of the library; see package model for the fields and units.
type (
	// Problem is one planning question.
	Problem = model.Problem
	// Plan says who does what when.
	Plan = model.Plan
	// Measures are what a plan is worth.
	Measures = model.Measures
	// Violation is one way in which a plan breaks its problem.
	Violation = model.Violation
)

// What a search is asked and what it answers; see package engine for the fields.
type (
	// Policy weighs the objectives of one plan. The zero value means soonest.
	Policy = engine.Policy
	// Options bound a search.
	Options = engine.Options
	// Progress is told now and then while a search runs.
	Progress = engine.Progress
	// Solution is the best plan found, and how good it is known to be.
	Solution = engine.Solution
)

// Solver is the signature of Solve, for callers that want to stand another in.
type Solver func(ctx context.Context, p *Problem, o Options) (*Solution, error)
