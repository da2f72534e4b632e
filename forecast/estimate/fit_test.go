package estimate

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestAFittedCurveGoesThroughItsThreePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(1, 1000).Draw(t, "low")
		likely := low * (1 + rapid.Float64Range(0.1, 2).Draw(t, "to likely"))
		down := likely - low
		high := likely + down*rapid.Float64Range(0.2, 8).Draw(t, "to high")
		c, err := Fit(low, likely, high)
		if err != nil {
			t.Fatal(err)
		}
		near := func(name string, got, want, within float64) {
			if math.Abs(got-want) > within*(high-low) {
				t.Fatalf("%s is %v, want %v (%v-%v-%v)", name, got, want, low, likely, high)
			}
		}
		near("P10", c.Quantile(.1), low, 2e-3)
		near("P90", c.Quantile(.9), high, 2e-3)
		near("mode", mode(c), likely, 0.06)
		if m := c.Median(); m <= low || m >= high {
			t.Fatalf("the median %v lies outside the range", m)
		}
	})
}

// mode finds the densest point by the narrowest gap between quantiles.
func mode(c Curve) float64 {
	best, at := math.Inf(1), 0.0
	for p := .02; p < .98; p += .002 {
		if c.Quantile(p-.001) <= c.Median()/100 {
			continue
		}
		if gap := c.Quantile(p+.001) - c.Quantile(p-.001); gap < best*(1-1e-9) {
			best, at = gap, c.Quantile(p)
		}
	}
	return at
}

func TestEstimatesOutOfOrderAreRefused(t *testing.T) {
	for _, e := range [][3]float64{{0, 1, 2}, {3, 2, 4}, {1, 5, 4}, {math.NaN(), 1, 2}} {
		if _, err := Fit(e[0], e[1], e[2]); err == nil {
			t.Errorf("%v was accepted", e)
		}
	}
	if c, err := Fit(60, 60, 60); err != nil || c.Quantile(.1) != 60 || c.Quantile(.9) != 60 {
		t.Errorf("a certain estimate gave %v, %v", c, err)
	}
}
