package simulate

// RunFrom does the same as Run and takes over what does not change from a trial of the
// same graph that was run with the same absences.
func (t *Trial) RunFrom(was *Trial) {
	if t.moved == nil {
		t.moved = make([]bool, len(t.at))
	}
	copy(t.at, was.at)
	copy(t.bound, was.bound)
	copy(t.begin, was.begin)
	copy(t.spent, was.spent)
	copy(t.done, was.done)
	copy(t.start, was.start)
	first, same := len(t.at), true
	for i := range t.Factor {
		other := t.Factor[i] != was.Factor[i] || t.Extra[i] != was.Extra[i]
		same = same && !other
		if other || t.g.tasks[i].reachesEnd {
			first = min(first, int(t.g.begins[i]))
		}
	}
	if same {
		return
	}
	clear(t.moved[:first])
	t.run(first, was)
}

// touched says that a step may come out otherwise than in another trial. The start of a
// task, and what a link to its finish may move, are not only decided by arcs.
func (t *Trial) touched(s *step, was *Trial) bool {
	task := s.index
	if s.kind == worked {
		task = t.g.parts[s.index].task
		if t.Factor[task] != was.Factor[task] || t.Extra[task] != was.Extra[task] {
			return true
		}
	}
	if s.kind == started || t.g.tasks[task].reachesEnd {
		return true
	}
	for _, w := range t.g.waits[s.from:s.to] {
		if t.moved[w.step] {
			return true
		}
	}
	return false
}

func (t *Trial) differs(part int32, was *Trial) bool {
	return t.begin[part] != was.begin[part] || t.done[part] != was.done[part]
}
