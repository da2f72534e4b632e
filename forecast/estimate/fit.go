package estimate

import (
	"fmt"
	"math"
)

// z90 is the 90 % point of the normal distribution.
const z90 = 1.2815515655446004

// Curve is a distribution of work in minutes that goes through a three-point
// estimate: a shifted log-normal, sign·exp(mu + sigma·Z) from base, or the normal it
// becomes when the three points are even.
type Curve struct {
	base, sign, mu, sigma float64
	mid, sd               float64 // of the normal; sd > 0 or a constant when sign is 0
}

// Fit finds the curve with low as its P10, likely as its mode and high as its P90.
// It refuses points out of order or not above zero. The three points determine the
// curve; where likely lies on top of low or high, the nearest curve with that P10 and
// P90 is given (its mode then lies a little inside).
func Fit(low, likely, high float64) (Curve, error) {
	if !(low > 0 && low <= likely && likely <= high) {
		return Curve{}, fmt.Errorf("an estimate needs 0 < low ≤ likely ≤ high, got %g, %g, %g", low, likely, high)
	}
	up, down := high-likely, likely-low
	switch {
	case high == low:
		return Curve{mid: low}, nil
	case math.Abs(up-down) < 1e-3*(high-low):
		return Curve{mid: (low + high) / 2, sd: (high - low) / 2 / z90}, nil
	case up > down:
		return skewed(low, high, up/math.Max(down, 1e-12), 1), nil
	}
	return skewed(-high, -low, down/math.Max(up, 1e-12), -1), nil
}

// skewed solves for the log-normal whose distance from mode to P90 is ratio times
// that from P10 to mode; the ratio grows with sigma, so bisection finds it.
func skewed(low, high, ratio, sign float64) Curve {
	from, to := 1e-6, 1.2
	for range 60 {
		s := (from + to) / 2
		mode, p10, p90 := math.Exp(-s*s), math.Exp(-z90*s), math.Exp(z90*s)
		if (p90-mode)/(mode-p10) < ratio {
			from = s
		} else {
			to = s
		}
	}
	s := (from + to) / 2
	scale := (high - low) / (math.Exp(z90*s) - math.Exp(-z90*s))
	return Curve{base: low - scale*math.Exp(-z90*s), sign: sign, mu: math.Log(scale), sigma: s}
}

// Quantile is the work in minutes at probability p in (0, 1). The far low end is kept
// above a hundredth of the median, as work cannot be less than nothing.
func (c Curve) Quantile(p float64) float64 {
	return math.Max(c.at(math.Sqrt2*math.Erfinv(2*p-1)), c.Median()/100)
}

// Median is the work in minutes that is exceeded half of the time; plans use it.
func (c Curve) Median() float64 { return c.at(0) }

func (c Curve) at(z float64) float64 {
	if c.sign == 0 {
		return c.mid + c.sd*z
	}
	return c.sign * (c.base + math.Exp(c.mu+c.sigma*c.sign*z))
}

// LogSpread is half the logarithmic distance from P10 to P90, in units of z90: the
// log-normal spread that would state as wide a range.
func (c Curve) LogSpread() float64 {
	return math.Log(c.Quantile(.9)/c.Quantile(.1)) / 2 / z90
}
