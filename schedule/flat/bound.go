package flat

// Lower gives a proven lower bound on the makespan: the longest path, for each
// resource the energy that must fit between heads and tails, and for people the
// largest flow of work to them.
func (q *Problem) Lower() int32 {
	lower := max(q.Path, q.Floor)
	for k, c := range q.Capacity {
		if c > 0 {
			lower = max(lower, q.energy(k, c))
		}
	}
	return lower
}

// energy bounds by one resource: all tasks with a head of at least a and a tail
// after them of at least b take their energy between a and the end less b.
func (q *Problem) energy(k int, c int32) int32 {
	lower := int32(0)
	for _, a := range distinct(q.Head) {
		for _, b := range distinct(q.after()) {
			sum := int32(0)
			for i := range q.N {
				if q.Head[i] >= a && q.Tail[i]-q.Duration[i] >= b {
					sum += q.Duration[i] * q.Cost[i*len(q.Capacity)+k]
				}
			}
			if sum > 0 {
				lower = max(lower, a+(sum+c-1)/c+b)
			}
		}
	}
	return lower
}

// after gives how long must pass after each task's finish.
func (q *Problem) after() []int32 {
	out := make([]int32, q.N)
	for i := range out {
		out[i] = q.Tail[i] - q.Duration[i]
	}
	return out
}

func distinct(list []int32) []int32 {
	seen := map[int32]bool{}
	var out []int32
	for _, v := range list {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
