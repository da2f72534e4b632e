package search

import (
	"context"
	"math/rand/v2"

	"plumbline/schedule/decode"
	"plumbline/schedule/instance"
)

// Widen varies schedules that none of the others is better than, each in turn by
// chance, and keeps what the others are not better than: a front grows along its whole
// length where Run looks for one best schedule. Islands start from the same schedules
// and join what they found by count of schedules.
func Widen(ctx context.Context, x *instance.Instance, w decode.Weights, from []*decode.Genome, l Limits) []Found {
	group := make([]*island, Islands)
	for i := range group {
		group[i] = &island{x: x, d: decode.NewDecoder(x, w), rng: rand.New(rand.NewPCG(l.Seed, uint64(i)+101)), next: decode.NewGenome(x)}
		group[i].keep = archive{most: l.Archive, price: true}
	}
	for i, g := range from {
		group[i%Islands].try(g)
		if stopped(ctx, l) {
			break
		}
	}
	all := merged(group)
	for total := int64(len(from)); len(all) > 0 && total < l.Schedules && !stopped(ctx, l); {
		for _, is := range group {
			is.keep.all = append(is.keep.all[:0], all...)
		}
		each := min(max(20, min(2000, l.Schedules/Islands/20)), (l.Schedules-total+Islands-1)/Islands)
		runEach(ctx, group, l.Workers, func(is *island) { is.widen(ctx, each, l) })
		total += each * Islands
		all = merged(group)
	}
	return all
}

// widen changes one of the schedules kept, again and again. What comes out as good as
// the one it came from takes its place, so that the search drifts where nothing is to
// be gained by one change.
func (is *island) widen(ctx context.Context, n int64, l Limits) {
	for i := range n {
		if i%16 == 15 && stopped(ctx, l) {
			return
		}
		at := is.rng.IntN(len(is.keep.all))
		is.next.CopyFrom(is.keep.all[at].Genome)
		is.change()
		is.done++
		if !is.d.Decode(is.next) {
			continue
		}
		_, m := is.d.Value()
		if old := &is.keep.all[at].Measures; is.keep.beats(&m, old) && is.keep.beats(old, &m) {
			is.keep.all[at] = Found{is.next.Clone(), m} // not in place: the islands share genomes
			continue
		}
		is.keep.add(is.next, m)
	}
}
