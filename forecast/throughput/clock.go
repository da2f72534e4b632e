package throughput

import "math"

// clock maps how far a week's work has come to how far the week has, both 0–1, by
// straight lines over each day.
type clock struct{ upto [8]float64 } // share of the work done by the end of each day

func newClock(days [7]float64) clock {
	var c clock
	total := 0.0
	for _, d := range days {
		total += d
	}
	for i, d := range days {
		share := 1.0 / 7
		if total > 0 {
			share = d / total
		}
		c.upto[i+1] = c.upto[i] + share
	}
	c.upto[7] = 1
	return c
}

// done is the share of a week's work behind when a share of the week is; whole weeks
// pass through.
func (c clock) done(passed float64) float64 {
	whole := math.Floor(passed)
	x := (passed - whole) * 7
	i := min(int(x), 6)
	return whole + c.upto[i] + (c.upto[i+1]-c.upto[i])*(x-float64(i))
}

// passed is the inverse: the earliest share of the week by which the work is done.
func (c clock) passed(done float64) float64 {
	whole := math.Floor(done)
	y := done - whole
	if y == 0 && whole > 0 { // the end of a week's work, not the start of the next
		whole, y = whole-1, 1
	}
	for i := range 7 {
		if y <= c.upto[i+1] {
			step := c.upto[i+1] - c.upto[i]
			if step == 0 {
				return whole + float64(i)/7
			}
			return whole + (float64(i)+(y-c.upto[i])/step)/7
		}
	}
	return whole + 1
}
