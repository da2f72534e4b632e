package estimate

import (
	"math"
	"slices"
)

// How groups are read: the last reach outcomes, each weighing half of the one
// halfLife later; backOff is the number of outcomes at which a group is trusted as
// much as all wider ones.
const (
	reach    = 400
	halfLife = 140
	backOff  = 15
)

// group names a set of outcomes by up to two properties.
type group struct {
	level int8
	a, b  int32
}

// groupsOf lists the groups of an outcome from the widest to the narrowest.
func groupsOf(s seen) [4]group {
	size := int32(bucket(s.minutes))
	return [4]group{{0, 0, 0}, {1, size, 0}, {2, size, s.kind}, {3, size, s.person}}
}

// ladder calls yield with the groups of a task, widest first, as they were before
// index end. A group that holds just what the wider one holds says nothing more and
// is left out, so that few outcomes do not count again at each rung.
func (m *Model) ladder(t seen, end int, yield func(g group)) {
	before := -1
	for _, g := range groupsOf(t) {
		if n, _ := slices.BinarySearch(m.groups[g], int32(end)); n != before {
			yield(g)
			before = n
		}
	}
}

// recent calls yield with the outcomes of a group before index end, newest first,
// and their weights.
func (m *Model) recent(g group, end int, yield func(ratio, weight float64)) {
	in := m.groups[g]
	n, _ := slices.BinarySearch(in, int32(end))
	weight, keep := 1.0, math.Exp2(-1.0/halfLife)
	for i := n - 1; i >= max(0, n-reach); i-- {
		yield(m.past[in[i]].ratio(), weight)
		weight *= keep
	}
}

// moments are the mean and variance of a task's capped ratio, from the outcomes
// before index end.
func (m *Model) moments(t seen, end int) (mean, variance float64) {
	p := &m.prior[bucket(t.minutes)]
	mean, square := p.mean, p.square
	m.ladder(t, end, func(g group) {
		var w, s1, s2 float64
		m.recent(g, end, func(ratio, weight float64) {
			r := min(ratio, capped)
			w += weight
			s1 += weight * r
			s2 += weight * r * r
		})
		mean = (s1 + backOff*mean) / (w + backOff)
		square = (s2 + backOff*square) / (w + backOff)
	})
	return mean, square - mean*mean
}

// place is all that the distribution of a task's ratio depends on.
type place struct{ size, kind, person int32 }

// reading is what the outcomes up to an index say of a place.
type reading struct {
	end    int
	ratios *Ratios
	share  float64
}

// read gives what the outcomes say of a task. It is kept by place: the tasks of a plan
// share few of them, and one plan after another is forecast from the same model.
func (m *Model) read(t Task) *reading {
	s := m.lookup(t)
	at := place{int32(bucket(s.minutes)), s.kind, s.person}
	if kept, ok := m.kept.Load(at); ok && kept.(*reading).end == len(m.past) {
		return kept.(*reading)
	}
	r := &reading{len(m.past), m.ratios(s), m.share(s)}
	m.kept.Store(at, r)
	return r
}

// Share says how much of a task's ratio comes from the team's own outcomes (0–1);
// the rest is the public prior.
func (m *Model) Share(t Task) float64 { return m.read(t).share }

func (m *Model) share(s seen) float64 {
	prior := 1.0
	m.ladder(s, len(m.past), func(g group) {
		w := 0.0
		m.recent(g, len(m.past), func(_, weight float64) { w += weight })
		prior *= backOff / (w + backOff)
	})
	return 1 - prior
}

// weighted is a value with a weight.
type weighted struct{ value, weight float64 }

// Ratios is the distribution of one task's logarithm of actual over estimate, as an
// inverse distribution function on an even grid.
type Ratios struct{ grid [257]float64 }

// At reads the logarithm of the ratio at probability p in [0, 1]. The values are
// steps, not slopes, so that "exactly as estimated" keeps its share.
func (r *Ratios) At(p float64) float64 {
	return r.grid[min(int(p*257), 256)]
}

// Ratios gives the distribution of a task's ratio, from the groups it belongs to.
func (m *Model) Ratios(t Task) *Ratios { return m.read(t).ratios }

func (m *Model) ratios(s seen) *Ratios {
	p := &m.prior[bucket(s.minutes)]
	var all []weighted
	for i, v := range p.grid {
		all = append(all, weighted{v, p.weights[i]})
	}
	m.ladder(s, len(m.past), func(g group) { all = m.blend(all, g) })
	return tabulate(all)
}

// blend puts a narrower group over a wider distribution of total weight one.
func (m *Model) blend(wider []weighted, g group) []weighted {
	total, from := 0.0, len(wider)
	m.recent(g, len(m.past), func(ratio, weight float64) {
		wider = append(wider, weighted{math.Log(ratio), weight})
		total += weight
	})
	for i := range wider {
		if i < from {
			wider[i].weight *= backOff / (total + backOff)
		} else {
			wider[i].weight /= total + backOff
		}
	}
	return wider
}

func tabulate(all []weighted) *Ratios {
	sortWeighted(all)
	total := 0.0
	for _, v := range all {
		total += v.weight
	}
	out, i, sum := &Ratios{}, 0, all[0].weight
	for k := range out.grid {
		want := (float64(k) + 0.5) / float64(len(out.grid)) * total
		for sum < want && i < len(all)-1 {
			i++
			sum += all[i].weight
		}
		out.grid[k] = all[i].value
	}
	return out
}

func sortWeighted(all []weighted) {
	slices.SortFunc(all, func(a, b weighted) int {
		switch {
		case a.value < b.value:
			return -1
		case a.value > b.value:
			return 1
		}
		return 0
	})
}
