// Package schedule answers who does what when: tasks with seats that need skills,
// people and equipment with calendars, deadlines, money. It knows no record of the
// product and can be used as a library.
//
// Experimental: the types may still change.
package schedule

import (
	"context"
	"time"

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

// Policy weighs the objectives of one plan. The zero value means soonest.
type Policy struct {
	Name       string
	Lateness   int64 // per weighted minute late
	Finish     int64 // per minute of the last finish
	Cost       int64 // per minor unit
	Growth     int64 // per minute practised (a gain)
	Resilience int64 // per skill left with one person
	HandOver   int64 // per hand-over
}

// Options bound a search. The answer depends on Seed and Schedules only; Time is a
// cap for people who wait.
type Options struct {
	Policy    Policy
	Seed      uint64
	Schedules int64         // budget in generated schedules; 0 = the default for the size
	Time      time.Duration // wall-clock cap; 0 = none
	Workers   int           // goroutines; the answer is the same for any number
	Progress  func(Progress)
}

// Progress is told now and then while a search runs, from one goroutine at a time.
type Progress struct {
	Schedules int64
	Best      Measures
	Bound     model.Minute // proven lower bound on the finish; 0 = none yet
}

// Solution is the best plan found, and how good it is known to be.
type Solution struct {
	Plan      *Plan
	Measures  Measures
	Bound     model.Minute // proven lower bound on Measures.Finish
	Proven    bool         // the finish equals the bound
	Schedules int64
}

// Solver is the signature of Solve, for callers that want to stand another in.
type Solver func(ctx context.Context, p *Problem, o Options) (*Solution, error)
