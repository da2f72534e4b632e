package forecast

import (
	"hash/fnv"
	"math"
)

// element is the identity of something drawn: a hash of its kind and key, so that
// adding or dropping others does not change its draws.
type element uint64

func elementOf(kind, key string) element {
	h := fnv.New64a()
	h.Write([]byte(kind))
	h.Write([]byte{0})
	h.Write([]byte(key))
	return element(h.Sum64())
}

// future names one trial of one seed.
type future uint64

func futureOf(seed uint64, trial int) future {
	return future(mix(seed*0x9e3779b97f4a7c15 + mix(uint64(trial)+0x632be59bd9b4e019)))
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// draw gives the n-th uniform number in [0, 1) of an element in a future.
func (f future) draw(e element, n uint64) float64 {
	return float64(mix(uint64(f)^uint64(e)+n*0x9e3779b97f4a7c15)>>11) / (1 << 53)
}

// normal is the quantile function of the standard normal distribution.
func normal(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// tableSize is the number of steps of a tabulated inverse distribution function.
const tableSize = 1024

// table is a quantile function on an even grid; read gives a straight line between
// its points, so that an atom stays one and the rest is smooth.
type table [tableSize]float32

func tabulate(quantile func(p float64) float64) *table {
	t := &table{}
	for i := range t {
		t[i] = float32(quantile((float64(i) + 0.5) / tableSize))
	}
	return t
}

func (t *table) read(u float64) float64 {
	x := u*tableSize - 0.5
	if x <= 0 {
		return float64(t[0])
	}
	i := int(x)
	if i >= tableSize-1 {
		return float64(t[tableSize-1])
	}
	low := float64(t[i])
	return low + (float64(t[i+1])-low)*(x-float64(i))
}
