package proof

import (
	"testing"

	"pgregory.net/rapid"
)

// drawn is a random problem of one word, and its plain numbers.
type drawn struct {
	Problem
	capacity []int32
	request  [][]int32
	horizon  int32
}

func draw(t *rapid.T, tasks int) *drawn {
	n := rapid.IntRange(2, tasks).Draw(t, "tasks")
	kinds := rapid.IntRange(1, 2).Draw(t, "resources")
	d := &drawn{Problem: Problem{Words: 1, Full: []uint64{guards}, Succ: make([][]Arc, n)}, request: make([][]int32, n)}
	for k := range kinds {
		c := rapid.Int32Range(1, 4).Draw(t, "capacity")
		d.capacity = append(d.capacity, c)
		d.Full[0] += uint64(c) << (16 * k)
	}
	for i := range n {
		d.Duration = append(d.Duration, rapid.Int32Range(0, 5).Draw(t, "duration"))
		d.Release = append(d.Release, rapid.Int32Range(0, 2).Draw(t, "release")*rapid.Int32Range(0, 2).Draw(t, "later"))
		word := uint64(0)
		for k, c := range d.capacity {
			r := rapid.Int32Range(0, c).Draw(t, "request")
			d.request[i] = append(d.request[i], r)
			word += uint64(r) << (16 * k)
		}
		d.Request = append(d.Request, word)
		for j := range i {
			if rapid.IntRange(0, 3).Draw(t, "link") == 0 {
				d.Succ[j] = append(d.Succ[j], Arc{int32(i), d.Duration[j] + rapid.Int32Range(0, 1).Draw(t, "lag")})
			}
		}
		d.horizon += d.Duration[i] + 4 + 1
	}
	d.Horizon = d.horizon
	return d
}

// fault says what is wrong with starts, or nothing.
func (d *drawn) fault(start []int32, end int32) string {
	for i, t := range start {
		if t < d.Release[i] || t+d.Duration[i] > end {
			return "a task lies outside its time"
		}
		for _, a := range d.Succ[i] {
			if start[a.Task] < t+a.Lag {
				return "a task starts before what it waits for"
			}
		}
	}
	for t := range end {
		for k, c := range d.capacity {
			for i := range start {
				if start[i] <= t && t < start[i]+d.Duration[i] {
					c -= d.request[i][k]
				}
			}
			if c < 0 {
				return "capacity is exceeded"
			}
		}
	}
	return ""
}

// least tries every start of every task and gives the least end.
func (d *drawn) least() int32 {
	start := make([]int32, len(d.Duration))
	for end := int32(0); ; end++ {
		if d.place(start, 0, end) {
			return end
		}
	}
}

func (d *drawn) place(start []int32, i int, end int32) bool {
	if i == len(start) {
		return d.fault(start, end) == ""
	}
	from := d.Release[i]
	for j := range i {
		for _, a := range d.Succ[j] {
			if int(a.Task) == i {
				from = max(from, start[j]+a.Lag)
			}
		}
	}
	for t := from; t+d.Duration[i] <= end; t++ {
		start[i] = t
		if d.roomy(start[:i+1], t) && d.place(start, i+1, end) {
			return true
		}
	}
	return false
}

// roomy tells whether the last of the tasks placed fits where it starts.
func (d *drawn) roomy(start []int32, from int32) bool {
	last := len(start) - 1
	for t := from; t < from+d.Duration[last]; t++ {
		for k, c := range d.capacity {
			for i := range start {
				if start[i] <= t && t < start[i]+d.Duration[i] {
					c -= d.request[i][k]
				}
			}
			if c < 0 {
				return false
			}
		}
	}
	return true
}

func TestEveryEndIsDecidedAsTryingAllStartsDecidesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, 6)
		least := d.least()
		s := New(d.Problem)
		ends := rapid.SliceOfN(rapid.Int32Range(0, d.horizon), 1, 5).Draw(t, "ends")
		for _, end := range append(ends, least-1, least) {
			if end < 0 {
				continue
			}
			switch got := s.Decide(end, 1<<40); {
			case got == Unknown:
				t.Fatalf("end %d is not decided", end)
			case got == Never && end >= least:
				t.Fatalf("end %d is said to be impossible, %d is possible", end, least)
			case got == Fits && end < least:
				t.Fatalf("end %d is said to be possible, the least is %d", end, least)
			case got == Fits && d.fault(s.Start, end) != "":
				t.Fatalf("end %d: %s", end, d.fault(s.Start, end))
			}
			if s.Lower() > least {
				t.Fatalf("the bound %d is over the least end %d", s.Lower(), least)
			}
		}
	})
}

func TestFixedStartsAreKeptAndNothingWrongIsLearnedFromThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, 6)
		least := d.least()
		s := New(d.Problem)
		for range rapid.IntRange(1, 4).Draw(t, "questions") {
			fixed := make([]int32, len(d.Duration))
			for i := range fixed {
				fixed[i] = Free
				if rapid.Bool().Draw(t, "fixed") {
					fixed[i] = rapid.Int32Range(0, d.horizon).Draw(t, "start")
				}
			}
			end := rapid.Int32Range(least, d.horizon).Draw(t, "end")
			if s.Within(end, fixed, 1<<40) != Fits {
				continue
			}
			if bad := d.fault(s.Start, end); bad != "" {
				t.Fatal(bad)
			}
			for i, f := range fixed {
				if f != Free && s.Start[i] != f {
					t.Fatalf("task %d starts at %d, was fixed at %d", i, s.Start[i], f)
				}
			}
		}
		if s.Decide(least, 1<<40) != Fits || least > 0 && s.Decide(least-1, 1<<40) != Never {
			t.Fatalf("after fixed starts the least end %d is not found again", least)
		}
	})
}

func TestASolverThatForgetsStillDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, 6)
		least := d.least()
		s := New(d.Problem)
		for end := least; end >= 0 && end >= least-2; end-- {
			for work := int64(3); s.Decide(end, work) == Unknown; work *= 2 {
				s.forget(0)
			}
		}
		if s.Decide(least, 1<<40) != Fits {
			t.Fatalf("the least end %d is not found", least)
		}
	})
}
