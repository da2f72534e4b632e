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

// Exponential is the quantile function of the exponential distribution of mean one.
func Exponential(p float64) float64 { return -math.Log1p(-p) }

// Floors are lower bounds of Exponential by even steps of its argument, for where most
// draws need not be told exactly.
type Floors [256]float64

// ExponentialFloors tabulates them.
func ExponentialFloors() *Floors {
	f := &Floors{}
	for i := range f {
		f[i] = Exponential(float64(i) / float64(len(f)))
	}
	return f
}

// Read gives a lower bound of Exponential(p), p below 1.
func (f *Floors) Read(p float64) float64 { return f[int(p*float64(len(f)))] }

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
