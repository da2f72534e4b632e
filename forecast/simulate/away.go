package simulate

import "plumbline/schedule/model"

// around does work that stops while its person is away.
func (t *Trial) around(p *part, i int32, from model.Minute, minutes int64, away []model.Span) model.Minute {
	end := p.cal.Add(from, minutes)
	for _, a := range away {
		if a.To <= from {
			continue
		}
		if a.From >= end {
			break
		}
		if a.From <= from {
			from = a.To
			t.begin[i] = from
			end = p.cal.Add(from, minutes)
			continue
		}
		minutes += p.cal.Between(max(a.From, from), a.To)
		end = p.cal.Add(from, minutes)
	}
	return end
}

// jointly does a part that several people hold at once: a fixed task begins when all
// are there and then takes its time; people who work together stop while one is away.
func (t *Trial) jointly(p *part, i int32, from model.Minute, minutes int64) model.Minute {
	t.begin[i] = from
	if end := p.cal.Add(from, minutes); !t.anyAway(p.people, from, end) {
		return end
	}
	for moved := true; moved; {
		moved = false
		for _, who := range p.people {
			for _, a := range t.Away[who] {
				if a.From <= from && from < a.To {
					from, moved = a.To, true
				}
			}
		}
	}
	t.begin[i] = from
	end := p.cal.Add(from, minutes)
	if p.fixed {
		return end
	}
	for at := from; ; {
		next, until := end, end
		for _, who := range p.people {
			for _, a := range t.Away[who] {
				if a.To > at && a.From < next {
					next, until = max(a.From, at), a.To
				}
			}
		}
		if next >= end {
			return end
		}
		minutes += p.cal.Between(next, until)
		end = p.cal.Add(from, minutes)
		at = until
	}
}

// anyAway says that one of the people is away at some time between two instants, the
// second with them.
func (t *Trial) anyAway(people []int32, from, to model.Minute) bool {
	for _, who := range people {
		for _, a := range t.Away[who] {
			if a.From > to {
				break
			}
			if a.To > from {
				return true
			}
		}
	}
	return false
}
