package evolve

import "slices"

// sample draws a list by latest starts with noise, and improves it.
func (is *island) sample() {
	q, list := is.q, is.child.list
	spread := int64(q.Path)/3 + 2
	if is.rng.IntN(8) == 0 {
		spread *= 4
	}
	if len(is.all) == 0 && is.best == nil {
		spread = 1
	}
	for i := range is.key {
		is.key[i] = -int64(q.Tail[i]) + is.rng.Int64N(spread)
	}
	is.order(list)
	is.draw()
	is.finish()
}

// order sorts tasks by key with predecessors first: a task's key is at least that
// of its predecessors, and equal keys keep the topological order.
func (is *island) order(list []int32) {
	for i := range is.q.N {
		for _, a := range is.q.Before[i] {
			is.key[i] = max(is.key[i], is.key[a.Task])
		}
		list[i] = int32(i)
	}
	slices.SortStableFunc(list, func(a, b int32) int { return int(is.key[a] - is.key[b]) })
}

// pick chooses a member by a tournament of two.
func (is *island) pick() *member {
	a, b := is.all[is.rng.IntN(len(is.all))], is.all[is.rng.IntN(len(is.all))]
	if b.end < a.end {
		return b
	}
	return a
}

// cross makes a child of two parents and improves it.
func (is *island) cross() {
	a, b := is.pick(), is.pick()
	for n := 0; a == b && n < 5; n++ {
		b = is.pick()
	}
	if is.rng.IntN(2) == 0 {
		is.window(a, b)
	} else {
		is.stretch(a, b)
	}
	is.mutate(is.child.list)
	is.child.strict = a.strict
	is.vary(a)
	is.finish()
}

// window mixes by time: tasks that a starts in a window of time keep a's times and
// people, the rest have b's.
func (is *island) window(a, b *member) {
	long := 1 + a.end/4 + is.rng.Int32N(a.end/2+1)
	from := is.rng.Int32N(max(1, a.end-long) + 1)
	for i, t := range a.start {
		inside := t >= from && t < from+long
		if !inside {
			t = b.start[i]
		}
		is.key[i] = 2 * int64(t)
		if inside {
			is.key[i]++ // at equal times b's come first
		}
		if is.child.who != nil {
			is.child.who[i] = b.who[i]
			if inside {
				is.child.who[i] = a.who[i]
			}
		}
	}
	is.order(is.child.list)
}

// stretch mixes by order: a stretch of the order of one parent, the rest in the
// order of the other.
func (is *island) stretch(a, b *member) {
	n := is.q.N
	from, to := is.rng.IntN(n), is.rng.IntN(n)
	if from > to {
		from, to = to, from
	}
	clear(is.in)
	if is.rng.IntN(2) == 0 {
		at := is.take(0, a, from)
		at = is.take(at, b, to-from)
		is.take(at, a, n-at)
	} else {
		at := is.take(0, b, from)
		at = is.take(at, a, to-from)
		is.take(at, b, n-at)
	}
}

// take appends up to count of a parent's tasks that the child has not got yet, in
// the parent's order and with its people.
func (is *island) take(at int, from *member, count int) int {
	c := is.child
	for _, i := range from.list {
		if count == 0 {
			break
		}
		if !is.in[i] {
			is.in[i] = true
			c.list[at] = i
			if c.who != nil {
				c.who[i] = from.who[i]
			}
			at++
			count--
		}
	}
	return at
}

// mutate exchanges a few neighbours that are not linked.
func (is *island) mutate(list []int32) {
	for range is.rng.IntN(4) {
		i := is.rng.IntN(len(list))
		for k := range 1 + is.rng.IntN(4) {
			if j := i + k; j+1 < len(list) && !is.linked(list[j], list[j+1]) {
				list[j], list[j+1] = list[j+1], list[j]
			} else {
				break
			}
		}
	}
}

func (is *island) linked(a, b int32) bool {
	for _, s := range is.q.After[a] {
		if s.Task == b {
			return true
		}
	}
	return false
}
