// Package forecast says how sure a plan is: it replays a fixed plan through many
// drawn futures (durations, absences, risks) and gives the distribution of every
// date and of cost, with the calibration of its own past. It knows no record of
// the product and imports the calendars and types of schedule, not its search.
//
// Run answers for a plan, Compare for two (what a mitigation, a person or less scope
// buys), Throughput where nothing is estimated, Calibration how such forecasts came
// true before. All draws are common random numbers: a trial's draw for a task, person
// or risk depends on the seed, the trial and the element's key only, so that two
// questions about nearly the same plan live through the same futures.
//
// Experimental: the types may still change.
package forecast

import (
	"plumbline/forecast/estimate"
	"plumbline/schedule/model"
)

// Input is one question: a plan, what is uncertain about it, and how it went before.
type Input struct {
	Problem *model.Problem
	Plan    *model.Plan
	Now     model.Minute
	Tasks   []Estimate // aligned with Problem.Tasks
	Risks   []Risk
	Absence Absences
	Track   []Outcome       // finished work, oldest first
	Learned *estimate.Model // what estimate.Learn gave for the track as of Now; nil = learned here
	Trials  int             // 0 = 10,000
	Seed    uint64
	Workers int // goroutines, 0 = one a processor; the answer is the same for any number
	Drivers int // how many drivers to measure, 0 = 8, negative = none

	// Checkpoints are instants, in order, at which the result says how much work is
	// left; at most 200, 4 bytes are kept for each and trial. Empty = none.
	Checkpoints []model.Minute

	// Groups are more sets of tasks whose finish and cost the result tells; 12 bytes are
	// kept for each and trial. What is critical and what drives is never measured on them.
	// Empty = none.
	Groups []Group

	Progress func(done, trials int) // told now and then from one goroutine at a time; may be nil

	independent bool // the mutant of the coverage test: no common causes
	brief       bool // nothing is counted by task, nor drivers: for comparisons
}

// Estimate is what is believed about one task's work, in minutes.
type Estimate struct {
	Low, Likely, High int64   // P10, mode, P90; zero when not given
	Single            int64   // one number: the median; zero when not given
	Prior             bool    // nothing was estimated: the prior stands in, and the result says so
	Kind              string  // kind of work, for the track record
	Project           string  // tasks of a project share a common cause
	Certain           bool    // fixed: milestones, finished work
	Spread            float64 // extra log spread asked for by the caller; 0 = none
}

// Outcome is one finished piece of work: estimate and actual in minutes.
type Outcome = estimate.Outcome

// Risk is an event that may delay tasks or cost money.
type Risk struct {
	Key         string
	Probability float64  // 0–1
	Delay       [3]int64 // minutes of work P10, mode, P90 added to each task hit
	Money       [3]int64 // minor units P10, mode, P90
	Hits        []int    // task indices
}

// Absences are unplanned: sickness and the like, besides what calendars know.
type Absences struct {
	DaysAYear float64 // expected days lost a person and year; 0 = none
	MeanDays  float64 // mean length of one absence
}

// Result is what the trials say. All instants are Minutes.
type Result struct {
	Trials     int
	Milestones []Outlook // aligned with Problem.Milestones
	Tasks      []Outlook // aligned with Problem.Tasks
	Finish     Outlook
	Cost       Distribution
	Critical   []float64      // per task: share of trials in which it is critical for the last milestone
	Remaining  []Band         // aligned with Input.Checkpoints: the fan chart of remaining work
	Groups     []GroupOutlook // aligned with Input.Groups
	Drivers    []Driver       // what moves the last milestone most, by Shift
	Last       int            // the milestone that Critical and Drivers speak of, model.None = the finish of everything
	Notes      []Note         // priors used, thin history, corrections made
}

// Outlook is the distribution of one date.
type Outlook struct {
	P10, P50, P80, P90 model.Minute
	Odds               float64        // P(by the promised instant); NaN when nothing is promised
	Quantiles          []model.Minute // 101 values, 0 % to 100 %, for drawing
}

// Band is the spread of the work left at an instant: planned minutes of the tasks not
// finished by then.
type Band struct {
	At                      model.Minute
	P10, P25, P50, P75, P90 int64
}

// Distribution is a spread of amounts (money in minor units).
type Distribution struct {
	P10, P50, P80, P90 int64
	Odds               float64 // P(within budget); NaN without one
}

// Driver is something uncertain and how much it moves the date.
type Driver struct {
	Kind  string  // "task", "risk", "absence", "common"
	Index int     // of the task or risk; of Project for "common"; 0 for "absence", which is everybody's
	Name  string  // the task's, risk's or project's key
	Shift int64   // minutes the P80 of the last milestone moves when this is drawn instead of at its median
	Rank  float64 // correlation with the rank of the finish, -1 to 1
}

// Note says in a code and arguments what the reader should know about a result.
type Note struct {
	Code string
	Args []string
}
