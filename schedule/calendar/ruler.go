package calendar

import (
	"math"

	"plumbline/schedule/model"
)

// ruler lays a list of worked spans out for lookups by time and by work in a few steps
// and hardly a branch.
type ruler struct {
	spells       []spell // and one more behind all of them
	total        int64   // minutes worked in all
	origin       model.Minute
	time         []int32 // by step of time since the origin: first spell that ends after it begins
	work         []int32 // by step of work: last spell before which less is worked, or the first
	minute, done uint8   // powers of two: minutes of a step of time, of work
}

// spell is a worked span.
type spell struct {
	to     model.Minute
	before int64        // minutes worked before it
	ahead  model.Minute // instant less minutes worked: the same all through it
}

func (s *spell) from() model.Minute { return s.ahead + model.Minute(s.before) }

// behind is later than all instants, with room to add to.
const behind model.Minute = math.MaxInt64 / 2

func lay(spans []model.Span, minute, done uint8) ruler {
	r := ruler{minute: minute, done: done, spells: make([]spell, 0, len(spans)+1)}
	for _, s := range spans {
		r.spells = append(r.spells, spell{s.To, r.total, s.From - model.Minute(r.total)})
		r.total += int64(s.To - s.From)
	}
	r.spells = append(r.spells, spell{behind, r.total, behind})
	last := model.Minute(0)
	if n := len(spans); n > 0 {
		r.origin, last = spans[0].From, spans[n-1].To
	}
	i := int32(0)
	r.time = make([]int32, (last-r.origin)>>minute+1)
	for k := range r.time {
		for r.spells[i].to <= r.origin+model.Minute(k)<<minute {
			i++
		}
		r.time[k] = i
	}
	i = 0
	r.work = make([]int32, r.total>>done+1)
	for k := range r.work {
		for int(i+1) < len(spans) && r.spells[i+1].before < int64(k)<<done {
			i++
		}
		r.work[k] = i
	}
	return r
}

// after gives the first spell that ends after t, the one behind all if none does.
func (r *ruler) after(t model.Minute) *spell {
	i := r.time[min(max((t-r.origin)>>r.minute, 0), model.Minute(len(r.time)-1))]
	for r.spells[i].to <= t {
		i++
	}
	return &r.spells[i]
}

// next is the same, nil if none does.
func (r *ruler) next(t model.Minute) *spell {
	if s := r.after(t); s.to < behind {
		return s
	}
	return nil
}

// worked gives the minutes worked before t.
func (r *ruler) worked(t model.Minute) int64 {
	s := r.after(t)
	return max(s.before, int64(t-s.ahead))
}

// when gives the instant at which w minutes have been worked, w from 1 to the total.
func (r *ruler) when(w int64) model.Minute {
	i := r.work[w>>r.done]
	for r.spells[i+1].before < w {
		i++
	}
	return r.spells[i].ahead + model.Minute(w)
}
