// Package throughput forecasts when a number of remaining changes will be finished
// from nothing but how many were finished in each past week.
//
// A forecast resamples blocks of consecutive past weeks (moving-block bootstrap,
// Künsch 1989), recent weeks more often, and lets the pace itself wander: how far
// it wanders and how quickly the past is forgotten is learned from how well each
// choice foretold the team's own weeks (prequential scores, Dawid 1984), starting
// from a stated prior. Its record is a walk-forward one: each past forecast is made
// again from what was known then.
//
// When not to use it: with fewer than MinWeeks weeks of history it refuses, and it
// knows nothing of plans, people or holidays to come.
package throughput

import (
	"errors"
	"fmt"
	"math"

	"plumbline/schedule/model"
)

// Week is the length of a week in minutes.
const Week model.Minute = 7 * 24 * 60

// MinWeeks is the shortest history, in whole weeks since the first finished
// change, that gives a forecast.
const MinWeeks = 8

// Horizon is how many weeks ahead a trial looks before it gives up.
const Horizon = 520

// Input is one question. It is read only.
type Input struct {
	Now     model.Minute
	Weeks   []int      // changes finished in each whole week, oldest first; the last one ended at Now, or where the current week began
	Added   []int      // scope added in the same weeks, aligned with Weeks; nil = the scope stands still
	Days    [7]float64 // how a week's changes spread over its seven days, from the week's boundary; all zero = evenly. See Daily
	Elapsed float64    // share of the current, unfinished week that has passed, 0 ≤ Elapsed < 1; what was finished in it is out of Remaining already

	Remaining int          // changes still to finish, at least 1
	By        model.Minute // the date asked about; 0 = none
	Trials    int          // 0 = 10,000
	Seed      uint64
}

// Result is the answer. Instants are Minutes; Never stands for "not within Horizon".
type Result struct {
	P10, P50, P80, P90 model.Minute
	Odds               float64        // P(finished by Input.By), 0–1; NaN when nothing was asked
	Quantiles          []model.Minute // 101 instants, 0 % to 100 %, for drawing
	Unfinished         float64        // share of trials not done within Horizon weeks
	Pace               float64        // changes a week expected now
	Growth             float64        // scope added a week, on average, over the history used
	History            int            // whole weeks of history used
	Thin               bool           // under 26 weeks: the prior says most of how the pace wanders, and the range is wide
	Record             Record
}

// Never is the instant given for a quantile that lies beyond Horizon.
const Never model.Minute = 1<<62 - 1

// Record says how the same forecast, asked in each past week for the same number
// of changes, came out. A forecast at a level counts once its date has passed.
type Record struct {
	Levels []Kept // at 10, 50, 80, 85 and 90 %
}

// Kept counts the past forecasts at one level.
type Kept struct {
	Percent   int
	Forecasts int // dates given at this level that have passed
	Right     int // of those, finished by that date
}

// At returns the count at a level, or the zero Kept.
func (r Record) At(percent int) Kept {
	for _, k := range r.Levels {
		if k.Percent == percent {
			return k
		}
	}
	return Kept{Percent: percent}
}

// ThinError refuses a forecast because the history is too short.
type ThinError struct{ Have, Need int }

// Error says what is missing.
func (e *ThinError) Error() string {
	return fmt.Sprintf("a forecast from throughput needs %d whole weeks since the first finished change; there are %d", e.Need, e.Have)
}

// ErrNothingFinished refuses a forecast because no change was ever finished.
var ErrNothingFinished = errors.New("no change was finished in the weeks given, so there is no pace to forecast from")

func (in *Input) check() error {
	switch {
	case in.Remaining < 1:
		return fmt.Errorf("the number of remaining changes must be at least 1, not %d", in.Remaining)
	case in.Elapsed < 0 || in.Elapsed >= 1:
		return fmt.Errorf("the share of the current week that has passed must be from 0 to below 1, not %g", in.Elapsed)
	case in.Added != nil && len(in.Added) != len(in.Weeks):
		return fmt.Errorf("scope added is given for %d weeks and finished changes for %d; they must align", len(in.Added), len(in.Weeks))
	}
	for i, n := range in.Days {
		if !(n >= 0) || math.IsInf(n, 1) {
			return fmt.Errorf("day %d of the week has a share of %g", i+1, n)
		}
	}
	for i, n := range in.Weeks {
		if n < 0 {
			return fmt.Errorf("week %d of the history has %d finished changes", i+1, n)
		}
	}
	return nil
}

// Daily counts by day of the week, from the boundary that Weekly cuts at, when in a
// week changes are finished, for Input.Days. A little evenness is mixed in, so that no
// day is thought impossible.
func Daily(finished []model.Minute, now model.Minute) (days [7]float64) {
	for i := range days {
		days[i] = 0.5
	}
	for _, at := range finished {
		if at <= now {
			days[6-int((now-at)%Week/(Week/7))]++
		}
	}
	return days
}

// Weekly counts instants (in any order) into whole weeks that end at now, the first
// of them the one with the earliest instant. Instants after now are left out. Weeks
// cut this way need no partial current week, and each holds every weekday once.
func Weekly(finished []model.Minute, now model.Minute) []int {
	oldest := 0
	for _, at := range finished {
		if at <= now {
			oldest = max(oldest, int((now-at)/Week)+1)
		}
	}
	weeks := make([]int, oldest)
	for _, at := range finished {
		if at <= now {
			weeks[oldest-1-int((now-at)/Week)]++
		}
	}
	return weeks
}
