package diff

import (
	"path"
	"slices"
)

// elsewhere gives the added and renamed files for which detection for the one file
// alone finds another source: one that another file took first.
func (r *renamer) elsewhere() ([]Origin, error) {
	if len(r.to) < 2 || len(r.to)*len(r.from) > mostPairs {
		return nil, nil
	}
	var out []Origin
	for t, was := range r.pairTo {
		f, err := r.alone(t)
		if err != nil {
			return nil, err
		}
		if f >= 0 && f != was {
			out = append(out, Origin{*r.target(t), []Version{{0, *r.source(f)}}})
		}
	}
	return out, nil
}

// alone is the source that detection for one file alone finds, −1 for none.
func (r *renamer) alone(t int) (int, error) {
	if f := r.equal(t, true); f >= 0 {
		return f, nil
	}
	if len(r.names) == 0 {
		for i := range r.from {
			once(r.names, path.Base(r.source(i).Path), i)
		}
	}
	if f, ok := r.names[path.Base(r.target(t).Path)]; ok && f >= 0 {
		s, err := r.similarity(f, t, enoughByName)
		if err != nil || s >= enoughByName {
			return f, err
		}
	}
	return r.mostAlike(t)
}

// mostAlike is the source that has most in common with a file, −1 when none has enough.
func (r *renamer) mostAlike(t int) (int, error) {
	var best []scored
	for f := range r.from {
		s, err := r.score(f, t)
		if err != nil {
			return -1, err
		}
		best = keepBest(best, scored{t, f, s, sameName(r.source(f), r.target(t))})
	}
	slices.SortStableFunc(best, better)
	if len(best) == 0 || best[0].score < enough {
		return -1, nil
	}
	return best[0].from, nil
}

// score is the similarity of two files, reckoned once.
func (r *renamer) score(f, t int) (int, error) {
	if r.scores == nil && len(r.to)*len(r.from) <= mostPairs {
		r.scores = make([]uint16, len(r.to)*len(r.from))
	}
	at := t*len(r.from) + f
	if r.scores != nil && r.scores[at] > 0 {
		return int(r.scores[at]) - 1, nil
	}
	s, err := r.similarity(f, t, enough)
	if err == nil && r.scores != nil {
		r.scores[at] = uint16(s + 1)
	}
	return s, err
}
