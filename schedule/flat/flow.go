package flat

import (
	"math/bits"
	"slices"
)

// flow bounds by people: everything that must lie between a head and a tail has to
// fit into what the people able to do it have of that window (a transport problem:
// work of one kind of seat to people, each with the window's length).
func (q *Problem) flow() int32 {
	if q.Team == nil {
		return 0
	}
	heads, tails := windows(q.Head), windows(q.after())
	lower := int32(0)
	for _, a := range heads {
		for _, b := range tails {
			lower = max(lower, q.window(a, b, lower))
		}
	}
	return lower
}

// windows takes the distinct values, thinned out where they are many.
func windows(list []int32) []int32 {
	all := distinct(list)
	slices.Sort(all)
	if step := (len(all) + 39) / 40; step > 1 {
		var some []int32
		for i := 0; i < len(all); i += step {
			some = append(some, all[i])
		}
		return some
	}
	return all
}

// kind is the work that the same people can do.
type kind struct {
	Mask uint64
	work int64
}

// window gives the least end for one head and one tail, if over lower.
func (q *Problem) window(a, b, lower int32) int32 {
	var kinds []kind
	total := int64(0)
	for i := range q.N {
		if q.Head[i] < a || q.Tail[i]-q.Duration[i] < b {
			continue
		}
		for _, g := range q.Team[i].Groups {
			w := int64(q.Duration[i]) * int64(g.Count)
			total += w
			if at := slices.IndexFunc(kinds, func(k kind) bool { return k.Mask == g.Mask }); at >= 0 {
				kinds[at].work += w
			} else {
				kinds = append(kinds, kind{g.Mask, w})
			}
		}
	}
	if total == 0 {
		return 0
	}
	low, high := int64(max(0, lower-a-b)), total // what fits into low is of no use
	if !carries(kinds, high) || carries(kinds, low) {
		return 0
	}
	for high-low > 1 {
		if mid := (low + high) / 2; carries(kinds, mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return a + int32(high) + b
}

// carries tells whether people with a capacity each can do all the work: a largest
// flow from kinds to people by augmenting paths.
func carries(kinds []kind, capacity int64) bool {
	var free [64]int64
	for p := range free {
		free[p] = capacity
	}
	given := make([][64]int64, len(kinds))
	for k := range kinds {
		left := kinds[k].work
		for left > 0 {
			moved := augment(kinds, given, &free, k, left, make([]bool, len(kinds)))
			if moved == 0 {
				return false
			}
			left -= moved
		}
	}
	return true
}

// augment finds room for some work of a kind, moving other kinds' work on.
func augment(kinds []kind, given [][64]int64, free *[64]int64, k int, want int64, seen []bool) int64 {
	seen[k] = true
	for m := kinds[k].Mask; m != 0; m &= m - 1 {
		p := bits.TrailingZeros64(m)
		if free[p] > 0 {
			take := min(want, free[p])
			free[p] -= take
			given[k][p] += take
			return take
		}
	}
	for m := kinds[k].Mask; m != 0; m &= m - 1 {
		p := bits.TrailingZeros64(m)
		for o := range kinds {
			if seen[o] || given[o][p] == 0 {
				continue
			}
			if moved := augment(kinds, given, free, o, min(want, given[o][p]), seen); moved > 0 {
				given[o][p] -= moved
				given[k][p] += moved
				return moved
			}
		}
	}
	return 0
}
