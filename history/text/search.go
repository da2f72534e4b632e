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
		p := s.split(a0, a1, b0, b1, minimal)
		s.run(a0, p.a, b0, p.b, p.lowMinimal)
		a0, b0, minimal = p.a, p.b, p.highMinimal
	}
}

// point is where a problem is cut in two, and which halves must be solved exactly.
type point struct {
	a, b                    int
	lowMinimal, highMinimal bool
}

// split finds the middle of a shortest way, or after much effort a good place. It is
// long because it is the inner loop of every comparison.
func (s search) split(a0, a1, b0, b1 int, minimal bool) point {
	f, r, mid := s.d.forward, s.d.backward, s.mid
	lowest, highest := a0-b1, a1-b0
	fStart, rStart := a0-b0, a1-b1
	odd := (fStart-rStart)&1 != 0
	fLow, fHigh, rLow, rHigh := fStart, fStart, rStart, rStart
	f[fStart+mid], r[rStart+mid] = int32(a0), int32(a1)
	// Both searches look at the lines from a0 and b0 on, up to a1 and b1.
	x, y := s.d.a.keys[a0:a1], s.d.b.keys[b0:b1]
	// Bounds on how far the searches came, as sums of both positions: before they cross
	// there is no place where they meet.
	fFar, rFar := a0+b0, a1+b1
	for step := 1; ; step++ {
		run := false
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
		fFar++
		part := f[fLow-1+mid : fHigh+2+mid]
		above := part[len(part)-1]
		for t, skew := len(part)-2, fHigh-fStart; t > 0; t, skew = t-2, skew-2 {
			below := part[t-1]
			i := max(above, below+1)
			above = below
			u := int(i) - a0
			v := u - skew
			if uint(u) < uint(len(x)) && uint(v) < uint(len(y)) && x[u] == y[v] {
				from := u
				for u, v = u+1, v+1; uint(u) < uint(len(x)) && uint(v) < uint(len(y)) && x[u] == y[v]; u, v = u+1, v+1 {
				}
				run = run || u-from > goodRun
				fFar = max(fFar, u+v+a0+b0)
				i = int32(u + a0)
			}
			part[t] = i
		}
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
		rFar--
		part = r[rLow-1+mid : rHigh+2+mid]
		above = part[len(part)-1]
		for t, skew := len(part)-2, rHigh-fStart; t > 0; t, skew = t-2, skew-2 {
			below := part[t-1]
			i := min(above-1, below)
			above = below
			u := int(i) - a0 - 1
			v := u - skew
			if uint(u) < uint(len(x)) && uint(v) < uint(len(y)) && x[u] == y[v] {
				from := u
				for u, v = u-1, v-1; uint(u) < uint(len(x)) && uint(v) < uint(len(y)) && x[u] == y[v]; u, v = u-1, v-1 {
				}
				run = run || from-u > goodRun
				rFar = min(rFar, u+v+2+a0+b0)
				i = int32(u + 1 + a0)
			}
			part[t] = i
		}
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
		if run && step > goodAfter {
			if p, ok := s.longRunForward(a0, a1, b0, b1, fLow, fHigh, fStart, step); ok {
				return p
			}
			if p, ok := s.longRunBackward(a0, a1, b0, b1, rLow, rHigh, rStart, step); ok {
				return p
			}
		}
		if step >= s.cost {
			return s.furthest(a0, a1, b0, b1, fLow, fHigh, rLow, rHigh)
		}
	}
}

// longRunForward looks for a diagonal that went far and ends in a long run.
func (s search) longRunForward(a0, a1, b0, b1, low, high, start, step int) (point, bool) {
	x, y := s.d.a.keys, s.d.b.keys
	best, p := 0, point{lowMinimal: true}
	for k := high; k >= low; k -= 2 {
		i := int(s.d.forward[k+s.mid])
		j := i - k
		v := (i - a0) + (j - b0) - abs(k-start)
		if v <= goodRatio*step || v <= best || i < a0+goodRun || i >= a1 || j < b0+goodRun || j >= b1 {
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

func (s search) longRunBackward(a0, a1, b0, b1, low, high, start, step int) (point, bool) {
	x, y := s.d.a.keys, s.d.b.keys
	best, p := 0, point{highMinimal: true}
	for k := high; k >= low; k -= 2 {
		i := int(s.d.backward[k+s.mid])
		j := i - k
		v := (a1 - i) + (b1 - j) - abs(k-start)
		if v <= goodRatio*step || v <= best || i <= a0 || i > a1-goodRun || j <= b0 || j > b1-goodRun {
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
func (s search) furthest(a0, a1, b0, b1, fLow, fHigh, rLow, rHigh int) point {
	fBest, fAt := -1, -1
	for k := fHigh; k >= fLow; k -= 2 {
		i := min(int(s.d.forward[k+s.mid]), a1)
		j := i - k
		if j > b1 {
			i, j = b1+k, b1
		}
		if i+j > fBest {
			fBest, fAt = i+j, i
		}
	}
	rBest, rAt := math.MaxInt, math.MaxInt32
	for k := rHigh; k >= rLow; k -= 2 {
		i := max(int(s.d.backward[k+s.mid]), a0)
		j := i - k
		if j < b0 {
			i, j = b0+k, b0
		}
		if i+j < rBest {
			rBest, rAt = i+j, i
		}
	}
	if a1+b1-rBest < fBest-(a0+b0) {
		return point{fAt, fBest - fAt, true, false}
	}
	return point{rAt, rBest - rAt, false, true}
}

func abs(n int) int { return max(n, -n) }
