package search

import (
	"slices"

	"plumbline/schedule/decode"
	"plumbline/schedule/model"
)

// Found is a schedule that no other one found is better than throughout.
type Found struct {
	Genome   *decode.Genome
	Measures model.Measures
}

// archive keeps non-dominated schedules.
type archive struct {
	most  int
	price bool // by dates and money alone
	all   []Found
}

// beats tells whether a schedule of measures a makes one of measures b needless.
func (k *archive) beats(a, b *model.Measures) bool {
	if k.price {
		return a.Finish <= b.Finish && a.Lateness <= b.Lateness && a.Cost <= b.Cost && a.Over <= b.Over
	}
	return Dominates(a, b)
}

// Dominates tells whether a is at least as good as b in finish, lateness, cost,
// growth, resilience, money over the budget and changes.
func Dominates(a, b *model.Measures) bool {
	return a.Finish <= b.Finish && a.Lateness <= b.Lateness && a.Cost <= b.Cost && a.Growth >= b.Growth &&
		a.Singles <= b.Singles && a.Over <= b.Over && a.Changes <= b.Changes
}

// add takes a schedule in unless one at hand is as good; a full archive thins out
// its most crowded part by finish.
func (k *archive) add(g *decode.Genome, m model.Measures) {
	if k.most == 0 {
		return
	}
	for i := range k.all {
		if k.beats(&k.all[i].Measures, &m) {
			return
		}
	}
	k.all = slices.DeleteFunc(k.all, func(f Found) bool { return k.beats(&m, &f.Measures) })
	at, _ := slices.BinarySearchFunc(k.all, m.Finish, func(f Found, t model.Minute) int { return int(f.Measures.Finish - t) })
	k.all = slices.Insert(k.all, at, Found{g.Clone(), m})
	if len(k.all) > k.most {
		k.thin()
	}
}

// thin drops the entry whose neighbours in finish and cost are closest.
func (k *archive) thin() {
	best, least := 1, 1e300
	first, last := &k.all[0].Measures, &k.all[len(k.all)-1].Measures
	wide := float64(max(1, last.Finish-first.Finish))
	high := float64(max(1, abs(last.Cost-first.Cost)))
	for i := 1; i+1 < len(k.all); i++ {
		a, b := &k.all[i-1].Measures, &k.all[i+1].Measures
		if gap := float64(b.Finish-a.Finish)/wide + float64(abs(b.Cost-a.Cost))/high; gap < least {
			best, least = i, gap
		}
	}
	k.all = slices.Delete(k.all, best, best+1)
}

func abs(x int64) int64 { return max(x, -x) }

// merged joins the islands' archives.
func merged(group []*island) []Found {
	all := archive{most: group[0].keep.most, price: group[0].keep.price}
	for _, is := range group {
		for _, f := range is.keep.all {
			all.add(f.Genome, f.Measures)
		}
	}
	return all.all
}
