// Package earned computes earned value and the drift from a baseline: pure functions
// over what was planned, what is done and what was spent.
//
// Formulae: planned value, earned value, cost and schedule performance are those of
// ANSI/EIA-748 (PV, EV, AC, CPI = EV/AC, SPI = EV/PV, EAC = BAC/CPI); earned schedule
// is that of Lipke, "Schedule is different" (2003), which unlike SPI does not return
// to 1 when a late project ends. Units: work and money are whatever the caller counts
// in, minutes or minor units, the same throughout.
package earned

import (
	"cmp"
	"math"
	"slices"

	"plumbline/schedule/model"
)

// Item is one task of a baseline with what has become of it.
type Item struct {
	Key           string
	Start, Finish model.Minute // in the baseline
	Planned       int64        // work or money planned for it
	Done          float64      // share done, 0–1
	Spent         int64        // actually, so far
}

// Value is where the work stands at an instant. Ratios are NaN where nothing is there
// to divide by.
type Value struct {
	Total   int64   // planned for everything (BAC)
	Planned float64 // what should have been done by now (PV)
	Earned  float64 // what has been done, at its planned worth (EV)
	Spent   int64   // what it took (AC)

	Schedule float64 // earned over planned (SPI)
	Cost     float64 // earned over spent (CPI)
	AtEnd    float64 // what everything will take if it goes on like this (EAC)

	On     model.Minute // when the baseline had earned this much (earned schedule)
	Behind int64        // minutes from On to now; negative = ahead
}

// Measure says where items stand. A task's planned value grows evenly between its
// baseline start and finish; a task of no length is due at its finish.
func Measure(items []Item, now model.Minute) Value {
	var v Value
	for _, it := range items {
		v.Total += it.Planned
		v.Planned += float64(it.Planned) * due(it, now)
		v.Earned += float64(it.Planned) * math.Min(math.Max(it.Done, 0), 1)
		v.Spent += it.Spent
	}
	v.Schedule, v.Cost = ratio(v.Earned, v.Planned), ratio(v.Earned, float64(v.Spent))
	v.AtEnd = ratio(float64(v.Total), v.Cost)
	v.On = when(items, v.Earned, now)
	v.Behind = int64(now - v.On)
	return v
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// due is the share of a task that the baseline has done by an instant.
func due(it Item, now model.Minute) float64 {
	switch {
	case now >= it.Finish:
		return 1
	case now <= it.Start:
		return 0
	}
	return float64(now-it.Start) / float64(it.Finish-it.Start)
}

// when finds the first instant at which the baseline had earned an amount; before the
// baseline's end it is now where just what should be done is done.
func when(items []Item, amount float64, now model.Minute) model.Minute {
	planned := func(at model.Minute) float64 {
		sum := 0.0
		for _, it := range items {
			sum += float64(it.Planned) * due(it, at)
		}
		return sum
	}
	if len(items) == 0 {
		return now
	}
	low, high := items[0].Start, items[0].Finish
	for _, it := range items {
		low, high = min(low, it.Start), max(high, it.Finish)
	}
	if now <= high && planned(now) == amount {
		return now
	}
	for low < high {
		mid := low + (high-low)/2
		if planned(mid) >= amount-1e-9 {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// Drift is what has changed from a baseline to today's plan.
type Drift struct {
	Finish  int64  // minutes that the last finish moved; positive = later
	Added   []Move // tasks the baseline did not have, Work = theirs
	Dropped []Move // tasks only the baseline has, Work = theirs negative
	Moved   []Move // tasks in both whose finish or work changed, the furthest moved first
	Growth  float64
}

// Move is one task's change.
type Move struct {
	Key    string
	Finish int64 // minutes later
	Work   int64 // more work or money
}

// Compare sets today's plan against a baseline; items meet by key. Growth is today's
// sum over the baseline's, less one; NaN for an empty baseline.
func Compare(baseline, today []Item) Drift {
	var d Drift
	old := map[string]Item{}
	var then, sum int64
	for _, it := range baseline {
		old[it.Key] = it
		then += it.Planned
	}
	for _, it := range today {
		sum += it.Planned
		b, known := old[it.Key]
		delete(old, it.Key)
		switch m := (Move{it.Key, int64(it.Finish - b.Finish), it.Planned - b.Planned}); {
		case !known:
			d.Added = append(d.Added, Move{Key: it.Key, Work: it.Planned})
		case m.Finish != 0 || m.Work != 0:
			d.Moved = append(d.Moved, m)
		}
	}
	for _, it := range baseline {
		if _, gone := old[it.Key]; gone {
			d.Dropped = append(d.Dropped, Move{Key: it.Key, Work: -it.Planned})
		}
	}
	slices.SortStableFunc(d.Moved, func(a, b Move) int { return cmp.Compare(abs(b.Finish), abs(a.Finish)) })
	d.Finish = int64(last(today) - last(baseline))
	d.Growth = ratio(float64(sum), float64(then)) - 1
	return d
}

func last(items []Item) (at model.Minute) {
	for i, it := range items {
		if i == 0 || it.Finish > at {
			at = it.Finish
		}
	}
	return at
}

func abs(x int64) int64 { return max(x, -x) }
