package text

import "math"

// search compares the kept lines of two sides. The arrays of furthest positions are
// indexed by diagonal + mid.
type search struct {
	d    *Differ
	cost int // after so many steps a split is good enough
	mid  int
}

// Lengths of a run of equal lines that is worth a split, and of steps before such a
// split is looked for.
const (
	goodRun   = 20
	goodAfter = 256
	goodRatio = 4
)

// run marks what differs between lines a0..a1 of one side and b0..b1 of the other.
func (s search) run(a0, a1, b0, b1 int, minimal bool) {
	x, y := s.d.a.keys, s.d.b.keys
	for {
		for a0 < a1 && b0 < b1 && x[a0] == y[b0] {
			a0, b0 = a0+1, b0+1
		}
		for a0 < a1 && b0 < b1 && x[a1-1] == y[b1-1] {
			a1, b1 = a1-1, b1-1
		}
		switch {
		case a0 == a1:
			for ; b0 < b1; b0++ {
				s.d.b.changed[s.d.b.kept[b0]] = true
			}
			return
		case b0 == b1:
			for ; a0 < a1; a0++ {
				s.d.a.changed[s.d.a.kept[a0]] = true
			}
			return
		}
		p := s.split(x[a0:a1], y[b0:b1], minimal)
		s.run(a0, a0+p.a, b0, b0+p.b, p.lowMinimal)
		a0, b0, minimal = a0+p.a, b0+p.b, p.highMinimal
	}
}

// point is where a problem is cut in two, and which halves must be solved exactly.
type point struct {
	a, b                    int
	lowMinimal, highMinimal bool
}

// split finds the middle of a shortest way, or after much effort a good place.
func (s search) split(x, y []int32, minimal bool) point {
	f, r, mid := s.d.forward, s.d.backward, s.mid
	lowest, highest := -len(y), len(x)
	end := len(x) - len(y) // the diagonal of the end; that of the start is 0
	odd := end&1 != 0
	fLow, fHigh, rLow, rHigh := 0, 0, end, end
	f[mid], r[end+mid] = 0, int32(len(x))
	// Bounds on how far the searches came, as sums of both positions: before they cross
	// there is no place where they meet.
	fFar, rFar := 0, len(x)+len(y)
	for step := 1; ; step++ {
		if fLow > lowest {
			fLow--
			f[fLow-1+mid] = -1
		} else {
			fLow++
		}
		if fHigh < highest {
			fHigh++
			f[fHigh+1+mid] = -1
		} else {
			fHigh--
		}
		far, run := ahead(f[fLow-1+mid:fHigh+2+mid], x, y, fHigh)
		fFar = max(fFar+1, far)
		if odd && fFar >= rFar {
			for k := min(fHigh, rHigh); k >= max(fLow, rLow); k -= 2 {
				if i := f[k+mid]; r[k+mid] <= i {
					return point{int(i), int(i) - k, true, true}
				}
			}
		}
		if rLow > lowest {
			rLow--
			r[rLow-1+mid] = math.MaxInt32
		} else {
			rLow++
		}
		if rHigh < highest {
			rHigh++
			r[rHigh+1+mid] = math.MaxInt32
		} else {
			rHigh--
		}
		far, back := behind(r[rLow-1+mid:rHigh+2+mid], x, y, rHigh)
		rFar = min(rFar-1, far)
		if !odd && fFar >= rFar {
			for k := min(fHigh, rHigh); k >= max(fLow, rLow); k -= 2 {
				if i := r[k+mid]; i <= f[k+mid] {
					return point{int(i), int(i) - k, true, true}
				}
			}
		}
		if minimal {
			continue
		}
		if max(run, back) > goodRun && step > goodAfter {
			if p, ok := s.longRunForward(x, y, fLow, fHigh, step); ok {
				return p
			}
			if p, ok := s.longRunBackward(x, y, rLow, rHigh, step); ok {
				return p
			}
		}
		if step >= s.cost {
			return s.furthest(x, y, fLow, fHigh, rLow, rHigh)
		}
	}
}

// ahead goes one step further on every other diagonal, from k downwards. part holds how
// far each came in x, with one beyond at both ends. It says how far any came that met
// equal lines, as the sum of both positions, and how long the longest run of them was. It
// and behind stand alone, with few variables, because they are the inner loops of every
// comparison.
func ahead(part, x, y []int32, k int) (far, longest int) {
	above := part[len(part)-1]
	for t := len(part) - 2; t > 0; t, k = t-2, k-2 {
		below := part[t-1]
		i := max(above, below+1)
		above = below
		if u, v := int(i), int(i)-k; uint(u) < uint(len(x)) && uint(v) < uint(len(y)) && x[u] == y[v] {
			n := runFrom(x, y, u, v)
			longest = max(longest, n)
			i += int32(n)
			far = max(far, 2*int(i)-k)
		}
		part[t] = i
	}
	return far, longest
}

// behind is ahead from the other end.
func behind(part, x, y []int32, k int) (far, longest int) {
	far = math.MaxInt32
	above := part[len(part)-1]
	for t := len(part) - 2; t > 0; t, k = t-2, k-2 {
		below := part[t-1]
		i := min(above-1, below)
		above = below
		if u, v := int(i)-1, int(i)-1-k; uint(u) < uint(len(x)) && uint(v) < uint(len(y)) && x[u] == y[v] {
			n := runBefore(x, y, u, v)
			longest = max(longest, n)
			i -= int32(n)
			far = min(far, 2*int(i)-k)
		}
		part[t] = i
	}
	return far, longest
}

// runFrom is how many lines are equal from two on that are. It is kept out of its
// callers' loops, whose variables it would push out of the registers.
//
//go:noinline
func runFrom(x, y []int32, u, v int) int {
	x, y = x[u:], y[v:]
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return i
		}
	}
	return min(len(x), len(y))
}

// runBefore is how many lines are equal up to two that are.
//
//go:noinline
func runBefore(x, y []int32, u, v int) int {
	n := 0
	for ; n <= min(u, v) && x[u-n] == y[v-n]; n++ {
	}
	return n
}

// longRunForward looks for a diagonal that went far and ends in a long run.
func (s search) longRunForward(x, y []int32, low, high, step int) (point, bool) {
	best, p := 0, point{lowMinimal: true}
	for k := high; k >= low; k -= 2 {
		i := int(s.d.forward[k+s.mid])
		j := i - k
		v := i + j - abs(k)
		if v <= goodRatio*step || v <= best || i < goodRun || i >= len(x) || j < goodRun || j >= len(y) {
			continue
		}
		n := 0
		for n < goodRun && x[i-1-n] == y[j-1-n] {
			n++
		}
		if n == goodRun {
			best, p.a, p.b = v, i, j
		}
	}
	return p, best > 0
}

func (s search) longRunBackward(x, y []int32, low, high, step int) (point, bool) {
	best, p := 0, point{highMinimal: true}
	for k := high; k >= low; k -= 2 {
		i := int(s.d.backward[k+s.mid])
		j := i - k
		v := (len(x) - i) + (len(y) - j) - abs(k-(len(x)-len(y)))
		if v <= goodRatio*step || v <= best || i <= 0 || i > len(x)-goodRun || j <= 0 || j > len(y)-goodRun {
			continue
		}
		n := 0
		for n < goodRun && x[i+n] == y[j+n] {
			n++
		}
		if n == goodRun {
			best, p.a, p.b = v, i, j
		}
	}
	return p, best > 0
}

// furthest splits where one of the two searches came furthest.
func (s search) furthest(x, y []int32, fLow, fHigh, rLow, rHigh int) point {
	fBest, fAt := -1, -1
	for k := fHigh; k >= fLow; k -= 2 {
		i := min(int(s.d.forward[k+s.mid]), len(x))
		j := i - k
		if j > len(y) {
			i, j = len(y)+k, len(y)
		}
		if i+j > fBest {
			fBest, fAt = i+j, i
		}
	}
	rBest, rAt := math.MaxInt, math.MaxInt32
	for k := rHigh; k >= rLow; k -= 2 {
		i := max(int(s.d.backward[k+s.mid]), 0)
		j := i - k
		if j < 0 {
			i, j = k, 0
		}
		if i+j < rBest {
			rBest, rAt = i+j, i
		}
	}
	if len(x)+len(y)-rBest < fBest {
		return point{fAt, fBest - fAt, true, false}
	}
	return point{rAt, rBest - rAt, false, true}
}

func abs(n int) int { return max(n, -n) }
