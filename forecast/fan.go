package forecast

import (
	"math"
	"slices"
)

// remaining notes how much planned work is unfinished at each checkpoint of a trial.
func (s *sample) remaining(trial int, p *player) {
	if len(s.left) == 0 {
		return
	}
	sum := int64(0)
	for i := range s.b.work {
		// A task counts at all checkpoints before its finish: noted at the last of
		// them, summed backwards below.
		n, _ := slices.BinarySearch(s.b.in.Checkpoints, p.trial.Finish(i))
		if n > 0 {
			s.left[n-1][trial] += int32(min(s.b.graph.Planned(i), math.MaxInt32/4))
		}
	}
	for k := len(s.left) - 1; k >= 0; k-- {
		sum += int64(s.left[k][trial])
		s.left[k][trial] = int32(min(sum, math.MaxInt32))
	}
}

func (s *sample) bands() []Band {
	var out []Band
	for k, list := range s.left {
		sorted := slices.Clone(list)
		slices.Sort(sorted)
		at := func(p float64) int64 { return int64(sorted[order(p, len(sorted))]) }
		out = append(out, Band{s.b.in.Checkpoints[k], at(.1), at(.25), at(.5), at(.75), at(.9)})
	}
	return out
}
