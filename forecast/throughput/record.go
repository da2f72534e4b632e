package throughput

import (
	"context"
	"math"
	"slices"
)

// recordTrials is the number of futures behind each past forecast of the record.
const recordTrials = 400

// levels are the percentages a record is kept at.
var levels = [...]int{10, 50, 80, 85, 90}

// patience is how many independent past forecasts it takes for the own record to
// weigh as much as trust in the model when levels are corrected.
const patience = 20

// past is a forecast made at an origin; a slice of them is the walk-forward past.
type past struct {
	origin     int
	took       float64 // weeks the work really took, or infinity
	raw, shown [len(levels)]float64
}

// record asks the same question at the end of each past week, sees only the weeks
// before, and counts the dates that have passed since. Whether a forecast counts
// depends on its date alone, never on the outcome. It also returns the correction
// learned by now.
func record(ctx context.Context, in Input, grid []belief, weights [][]float64, weeks, added []float64) (Record, correction, error) {
	var all []past
	in.Trials = recordTrials
	for origin := MinWeeks; origin < len(weeks); origin++ {
		ends, err := newDrawer(grid, weights[origin], weeks, added, origin).trials(ctx, in, 1)
		if err != nil {
			return Record{}, correction{}, err
		}
		slices.Sort(ends)
		c := learn(all, origin)
		p := past{origin: origin, took: actual(weeks[origin:], added, origin, float64(in.Remaining))}
		for i, percent := range levels {
			p.raw[i] = quantile(ends, float64(percent)/100)
			p.shown[i] = quantile(ends, c.level(float64(percent)/100))
		}
		all = append(all, p)
	}
	return tell(all, len(weeks)), learn(all, len(weeks)), nil
}

// tell counts the dates shown that have passed by now.
func tell(all []past, now int) Record {
	var r Record
	for i, percent := range levels {
		k := Kept{Percent: percent}
		for _, p := range all {
			k.count(p.shown[i], p.took, now-p.origin)
		}
		r.Levels = append(r.Levels, k)
	}
	return r
}

func (k *Kept) count(promised, took float64, known int) {
	if promised > float64(known) {
		return
	}
	k.Forecasts++
	if took <= promised {
		k.Right++
	}
}

// correction maps the level asked for to the level of the raw distribution that
// kept it in the past: straight lines between the levels of the record.
type correction struct{ to [len(levels)]float64 }

// learn looks at the forecasts whose date had passed by week now. Neighbouring
// forecasts overlap, so they count as one for each span of weeks they looked ahead.
func learn(all []past, now int) correction {
	var c correction
	for i, percent := range levels {
		var k Kept
		span, p := 0.0, float64(percent)/100
		for _, f := range all {
			before := k.Forecasts
			k.count(f.raw[i], f.took, now-f.origin)
			if k.Forecasts > before { // a date beyond the horizon is infinite
				span += max(f.raw[i], 1)
			}
		}
		c.to[i] = p
		if n := float64(k.Forecasts); n > 0 {
			independent := n * n / span
			missed := p - float64(k.Right)/n
			c.to[i] = min(max(p+missed*independent/(independent+patience), p/2), (1+p)/2)
		}
		if i > 0 {
			c.to[i] = max(c.to[i], c.to[i-1])
		}
	}
	return c
}

// level gives the raw level to read for the level asked for.
func (c correction) level(p float64) float64 {
	fromX, fromY := 0.0, 0.0
	for i, percent := range levels {
		x := float64(percent) / 100
		if p <= x {
			return fromY + (c.to[i]-fromY)*(p-fromX)/(x-fromX)
		}
		fromX, fromY = x, c.to[i]
	}
	return fromY + (1-fromY)*(p-fromX)/(1-fromX)
}

// asked is the inverse of level: the level asked for that reads the raw level q.
func (c correction) asked(q float64) float64 {
	fromX, fromY := 0.0, 0.0
	for i, percent := range levels {
		x := float64(percent) / 100
		if q < c.to[i] {
			return fromX + (x-fromX)*(q-fromY)/(c.to[i]-fromY)
		}
		fromX, fromY = x, c.to[i]
	}
	if fromY == 1 {
		return 1
	}
	return fromX + (1-fromX)*(q-fromY)/(1-fromY)
}

// actual is how many weeks the remaining changes (and those added) really took, or
// infinity when they are not finished yet.
func actual(weeks, added []float64, origin int, remaining float64) float64 {
	for i, done := range weeks {
		if added != nil {
			remaining += added[origin+i]
		}
		if done >= remaining {
			return float64(i) + remaining/done
		}
		remaining -= done
	}
	return math.Inf(1)
}
