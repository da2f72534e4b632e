package truck

import (
	"cmp"
	"slices"

	"plumbline/history"
)

// mostSteps bounds the search for the fewest people: what a question may take. Up to
// about 60 areas that few people know each it ends long before.
const mostSteps = 20_000

// fewest is a smallest set of people without whom more than half of the things have
// nobody. Once the search has taken too long it is the smallest found.
func fewest(things [][]history.PersonID) Factor {
	s := &leaving{things: slices.Clone(things), need: len(things)/2 + 1, gone: map[history.PersonID]bool{}}
	if len(things) == 0 {
		return Factor{}
	}
	slices.SortStableFunc(s.things, func(a, b []history.PersonID) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b))
	})
	s.passed = make([]bool, len(things))
	s.look()
	slices.Sort(s.best)
	return Factor{N: len(s.best), People: s.best, Things: len(things)}
}

// leaving is a search over sets of people who leave.
type leaving struct {
	things [][]history.PersonID
	need   int
	gone   map[history.PersonID]bool
	passed []bool // things that are not to be taken on purpose
	best   []history.PersonID
	steps  int
}

// look takes the thing that fewest more people would have to leave for, and then does
// without it: the first way down is the greedy one.
func (s *leaving) look() {
	if s.steps++; s.steps > mostSteps {
		return
	}
	orphans, next, fewestMore := 0, -1, 0
	for i, ps := range s.things {
		more := 0
		for _, p := range ps {
			if !s.gone[p] {
				more++
			}
		}
		switch {
		case more == 0:
			orphans++
		case !s.passed[i] && (next < 0 || more < fewestMore):
			next, fewestMore = i, more
		}
	}
	if orphans >= s.need {
		s.best = s.best[:0]
		for p := range s.gone {
			s.best = append(s.best, p)
		}
		return
	}
	if next < 0 || s.best != nil && len(s.gone)+fewestMore >= len(s.best) {
		return
	}
	var added []history.PersonID
	for _, p := range s.things[next] {
		if !s.gone[p] {
			s.gone[p] = true
			added = append(added, p)
		}
	}
	s.look()
	for _, p := range added {
		delete(s.gone, p)
	}
	s.passed[next] = true
	s.look()
	s.passed[next] = false
}
