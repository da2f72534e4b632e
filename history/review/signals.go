package review

import (
	"cmp"
	"math"
	"slices"

	"plumbline/history"
)

// scored is a candidate with its signals.
type scored struct {
	person history.PersonID
	x      [signals]float64
	score  float64
}

// better puts a higher score first.
func better(a, b scored) int { return cmp.Compare(b.score, a.score) }

// candidates are everybody seen within a year, best first.
func (m *Model) candidates(files []history.FileID, author history.PersonID, at int64) []scored {
	out := m.scored(files, author, at)
	slices.SortFunc(out, func(a, b scored) int { return cmp.Or(better(a, b), cmp.Compare(a.person, b.person)) })
	return out
}

// scored are the candidates in order of first sight.
func (m *Model) scored(files []history.FileID, author history.PersonID, at int64) []scored {
	q := question{m: m, author: author, at: at, index: make([]int32, len(m.r.People))}
	for i := range q.index {
		q.index[i] = -1
	}
	for _, p := range m.people {
		if p != author && at-m.seen[p] <= absent && !m.r.People[p].Bot {
			q.index[p] = int32(len(q.cs))
			q.cs = append(q.cs, scored{person: p})
		}
	}
	q.signals(files)
	for i := range q.cs {
		for k, w := range m.weights {
			q.cs[i].score += w * q.cs[i].x[k]
		}
	}
	return q.cs
}

// question is one change, and the candidates for it.
type question struct {
	m      *Model
	author history.PersonID
	at     int64
	cs     []scored
	index  []int32 // in cs by person, −1 = no candidate
}

func (q *question) signals(files []history.FileID) {
	places := q.m.placesOf(files)
	of := []key{{kind: reviewsFor, author: q.author}}
	all := []key{{kind: allReviews}}
	here := keys(reviewsForThere, q.author, places[1])
	q.set(affinity, of, long)
	q.set(affinityNow, of, now)
	q.set(affinityHere, here, long)
	q.set(reviewing, all, long)
	var reviews [3][]key
	for level := range places {
		reviews[level] = keys(reviewsOf, 0, places[level])
		changes := keys(changesTo, 0, places[level])
		q.set(fileReviews+level, reviews[level], long)
		q.set(fileReviewsNow+level, reviews[level], now)
		q.set(fileChanges+level, changes, long)
		q.set(fileChangesNow+level, changes, now)
	}
	usual := q.blend(q.anybody(), all, long)
	inPlace := q.blend(q.blend(q.blend(usual, reviews[2], long), reviews[1], long), reviews[0], long)
	q.logs(placeFirst, q.blend(q.blend(inPlace, of, long), of, now), 0)
	byHabit := q.blend(q.blend(q.blend(usual, of, long), reviews[2], long), reviews[1], long)
	q.logs(authorFirst, q.blend(q.blend(byHabit, here, long), reviews[0], long), 0)
	q.others(files)
}

func keys(k kind, author history.PersonID, places []int32) []key {
	var out []key
	for _, place := range places {
		out = append(out, key{k, author, place})
	}
	return out
}

// shares are the candidates' parts of some tallies, the mean over them; certain is how
// many seen make half a certainty. What is missing to a certainty is returned beside.
func (q *question) shares(ks []key, h int, certain float64) (out []float64, rest float64) {
	out = make([]float64, len(q.cs))
	n := float64(max(1, len(ks)))
	for _, k := range ks {
		t, half := q.m.tallies[k], halves[k.kind][h]
		if t == nil {
			rest += 1 / n
			continue
		}
		sum := (t.total.now(q.at, half, h) + certain) * n
		rest += certain / sum
		for i := range t.of {
			if j := q.index[t.of[i].person]; j >= 0 {
				out[j] += t.of[i].now(q.at, half, h) / sum
			}
		}
	}
	if len(ks) == 0 {
		rest = 1
	}
	return out, rest
}

// set makes a signal of the shares in some tallies.
func (q *question) set(signal int, ks []key, h int) {
	s, _ := q.shares(ks, h, 0.5)
	q.logs(signal, s, floor)
}

func (q *question) logs(signal int, shares []float64, floor float64) {
	for i, s := range shares {
		q.cs[i].x[signal] = math.Log((s + floor) / (1 + floor))
	}
}

// blend are the shares in some tallies where much is seen there, and those given from
// elsewhere where little is: one review of a new file is no proof, a hundred are.
func (q *question) blend(elsewhere []float64, ks []key, h int) []float64 {
	out, rest := q.shares(ks, h, 3)
	for i := range out {
		out[i] += rest * elsewhere[i]
	}
	return out
}

// anybody is where nothing is known: the same for all.
func (q *question) anybody() []float64 {
	out := make([]float64, len(q.cs))
	for i := range out {
		out[i] = 1 / float64(len(q.cs)+10)
	}
	return out
}

// others are the signals that are not shares of what all candidates did.
func (q *question) others(files []history.FileID) {
	m := q.m
	returned := make([]float64, len(q.cs))
	for i := range q.cs {
		c := &q.cs[i]
		returned[i] = m.share(key{kind: reviewsFor, author: c.person}, q.author, q.at, long)
		c.x[fresh] = -math.Log1p(float64(q.at-m.seen[c.person]) / day)
	}
	q.logs(back, returned, floor)
	mark := func(signal int, who []history.PersonID) {
		for _, p := range who {
			if j := q.index[p]; j >= 0 {
				q.cs[j].x[signal] = 1
			}
		}
	}
	mark(again, m.last[q.author])
	for _, f := range files {
		mark(fileAgain, m.fileLast[f])
	}
}

// share is the smoothed part of one person in a tally.
func (m *Model) share(k key, p history.PersonID, at int64, h int) float64 {
	t := m.tallies[k]
	if t == nil {
		return 0
	}
	i, half := t.find(p), halves[k.kind][h]
	if i < 0 {
		return 0
	}
	return t.of[i].now(at, half, h) / (t.total.now(at, half, h) + 0.5)
}
