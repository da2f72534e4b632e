package truck

import "slices"

// mostSwaps bounds how long one size of set is tried.
const mostSwaps = 100

// good looks for a small set that does, for the exact search to beat: greedily first,
// then with one person fewer each time, exchanging people for as long as it takes
// (a tabu search: whoever was exchanged stays where they are for some rounds).
func (s *leaving) good() {
	gone := newSet(len(s.people))
	for s.orphans(gone) < s.need {
		gone.add(s.next(gone, nil))
	}
	for {
		s.best = slices.Clone(gone)
		gone.drop(s.least(gone, nil))
		if s.orphans(gone) < s.need && !s.exchange(gone) {
			return
		}
	}
}

// exchange changes who is in a set, one for one, until it does.
func (s *leaving) exchange(gone set) bool {
	still := make([]int, len(s.people)) // rounds in which somebody is not exchanged
	for range mostSwaps {
		for i := range still {
			still[i]--
		}
		out := s.least(gone, still)
		if out < 0 {
			return false
		}
		gone.drop(out)
		still[out] = 1 + gone.count()/2
		in := s.next(gone, still)
		if in < 0 {
			return false
		}
		gone.add(in)
		still[in] = 1 + gone.count()/4
		if s.orphans(gone) >= s.need {
			return true
		}
	}
	return false
}

// next is who is worth most beside those gone, least who is worth least among them; −1
// when nobody may be exchanged.
func (s *leaving) next(gone set, still []int) int {
	return s.pick(gone, still, false, 1)
}

func (s *leaving) least(gone set, still []int) int {
	return s.pick(gone, still, true, -1)
}

func (s *leaving) pick(gone set, still []int, in bool, sign float64) int {
	best, worth := -1, 0.0
	for p := range s.people {
		if gone.has(p) != in || still != nil && still[p] > 0 {
			continue
		}
		if w := sign * s.worth(gone, p); best < 0 || w > worth {
			best, worth = p, w
		}
	}
	return best
}

// worth is what somebody's leaving brings beside the others gone: the fewer others stay
// with a thing they know, the more.
func (s *leaving) worth(gone set, p int) float64 {
	sum := 0.0
	for _, t := range s.things {
		if t.has(p) {
			others := t.without(gone)
			if !gone.has(p) {
				others--
			}
			sum += 1 / float64(1+others*others)
		}
	}
	return sum
}

func (s *leaving) orphans(gone set) int {
	n := 0
	for _, t := range s.things {
		if t.without(gone) == 0 {
			n++
		}
	}
	return n
}
