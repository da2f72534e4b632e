// Package futures draws common random numbers: what an element (a task, a person, a
// risk) draws in a trial depends on the seed, the trial and the element's key only, so
// that two questions about nearly the same plan live through the same futures.
package futures

import (
	"hash/fnv"
	"math"
)

// Element is the identity of something drawn: a hash of its kind and key, so that
// adding or dropping others does not change its draws.
type Element uint64

// ElementOf names an element.
func ElementOf(kind, key string) Element {
	h := fnv.New64a()
	h.Write([]byte(kind))
	h.Write([]byte{0})
	h.Write([]byte(key))
	return Element(h.Sum64())
}

// Future names one trial of one seed.
type Future uint64

// Of gives the future of a trial.
func Of(seed uint64, trial int) Future {
	return Future(mix(seed*0x9e3779b97f4a7c15 + mix(uint64(trial)+0x632be59bd9b4e019)))
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// Draw gives the n-th uniform number in [0, 1) of an element in a future.
func (f Future) Draw(e Element, n uint64) float64 {
	return float64(mix((uint64(f)^uint64(e))+n*0x9e3779b97f4a7c15)>>11) / (1 << 53)
}

// Normal is the quantile function of the standard normal distribution.
func Normal(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// Exponential is the quantile function of the exponential distribution of mean one: the
// logarithm of 1/(1−p), read off tables and a short series in a third of the time that
// math.Log1p takes. It is right to 2e-15 or 15 digits, whichever is the wider, for draws,
// which 1−p is exact of.
type Exponential struct{ inverse, log [128]float64 }

// NewExponential tabulates it.
func NewExponential() *Exponential {
	e := &Exponential{}
	for i := range e.log {
		middle := 1 + (float64(i)+0.5)/float64(len(e.log))
		e.inverse[i] = 1 / middle
		e.log[i] = -math.Log(e.inverse[i])
	}
	return e
}

// Read gives the quantile at p in [0, 1).
func (e *Exponential) Read(p float64) float64 {
	const fraction, one = 1<<52 - 1, 1023 // of the bits of a float64: mask, exponent of 1
	b := math.Float64bits(1 - p)
	i := b >> 45 % 128
	r := math.Float64frombits(b&fraction|one<<52)*e.inverse[i] - 1 // at most 2^-8
	series := r * (1 - r*(1./2-r*(1./3-r*(1./4-r*(1./5-r/6)))))
	return max(-(float64(int(b>>52)-one)*math.Ln2 + e.log[i] + series), 0)
}

// size is the number of steps of a Table.
const size = 1024

// Table is a quantile function on an even grid.
type Table [size]float32

// Tabulate reads a quantile function at the middles of the steps.
func Tabulate(quantile func(p float64) float64) *Table {
	t := &Table{}
	for i := range t {
		t[i] = float32(quantile((float64(i) + 0.5) / size))
	}
	return t
}

// Read gives the quantile at u, on a straight line between the grid's points, so that
// an atom stays one and the rest is smooth. Beyond the outermost points it is flat.
func (t *Table) Read(u float64) float64 {
	x := u*size - 0.5
	if x <= 0 {
		return float64(t[0])
	}
	i := int(x)
	if i >= size-1 {
		return float64(t[size-1])
	}
	low := float64(t[i])
	return low + (float64(t[i+1])-low)*(x-float64(i))
}
