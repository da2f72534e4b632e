package diff

import (
	"cmp"
	"errors"
	"path"
	"slices"

	"plumbline/history/pack"
	"plumbline/history/text"
)

// Scores of similarity, of fullScore, and the bounds git uses.
const (
	fullScore    = 60000
	enough       = fullScore / 2                      // -M50%
	enoughByName = enough + (fullScore-enough)*50/100 // when the file name alone suggests the pair
	mostPairs    = 1000 * 1000                        // -l1000
	candidates   = 4                                  // kept for each new file
)

// renames turns pairs of a deleted and an added file into one change: first equal
// contents, then equal file names with much in common, then whatever has half in
// common, the most alike first. It gives the files whose best source is another.
func (e *Engine) renames() ([]Origin, error) {
	r := e.renamer()
	if len(r.to) == 0 || len(r.from) == 0 {
		return nil, nil
	}
	r.exact()
	if err := r.byName(); err != nil {
		return nil, err
	}
	if err := r.bySimilarity(); err != nil {
		return nil, err
	}
	origins, err := r.elsewhere()
	r.apply()
	return origins, err
}

// renamer pairs deleted with added files; both are indexes into Engine.out.
type renamer struct {
	e        *Engine
	from, to []int
	used     []bool // of from
	pairTo   []int  // of to: index into from, or −1
	spans    map[pack.ID]*spans
	same     map[pack.ID][]int // from by content
	names    map[string]int    // from by file name; −1 when several have it
	scores   []uint16          // 1 + the similarity of to and from, 0 when not known
}

func (e *Engine) renamer() *renamer {
	if e.spans == nil || e.pieces > mostPieces {
		e.spans, e.pieces = map[pack.ID]*spans{}, 0
	}
	r := &renamer{e: e, spans: e.spans, same: map[pack.ID][]int{}, names: map[string]int{}}
	for i := range e.out {
		switch e.out[i].Status {
		case 'A':
			r.to = append(r.to, i)
		case 'D':
			r.from = append(r.from, i)
		}
	}
	if len(r.to) == 0 || len(r.from) == 0 {
		return r
	}
	r.used, r.pairTo = make([]bool, len(r.from)), make([]int, len(r.to))
	for i := range r.pairTo {
		r.pairTo[i] = -1
	}
	for i := range r.from {
		id := r.source(i).ID
		r.same[id] = append(r.same[id], i)
	}
	return r
}

func (r *renamer) source(i int) *Side { return &r.e.out[r.from[i]].Old }
func (r *renamer) target(i int) *Side { return &r.e.out[r.to[i]].New }

func (r *renamer) pair(to, from int) { r.pairTo[to], r.used[from] = from, true }

// exact pairs equal contents, preferring an equal file name.
func (r *renamer) exact() {
	for t := range r.to {
		if f := r.equal(t, false); f >= 0 {
			r.pair(t, f)
		}
	}
}

// equal is a source of equal content, −1 for none; one that is used only when asked for.
func (r *renamer) equal(t int, used bool) int {
	target := r.target(t)
	best, score := -1, -1
	for n, f := range r.same[target.ID] {
		src := r.source(f)
		if !used && r.used[f] || n >= 100 || (!isRegular(src) || !isRegular(target)) && src.Mode != target.Mode {
			continue
		}
		if s := sameName(src, target); s > score {
			best, score = f, s
		}
	}
	return best
}

func isRegular(s *Side) bool { return s.Mode&typeMask == regular }

// byName pairs files whose name occurs once on each side.
func (r *renamer) byName() error {
	sources, targets := map[string]int{}, map[string]int{}
	for i := range r.from {
		if !r.used[i] {
			once(sources, path.Base(r.source(i).Path), i)
		}
	}
	for i := range r.to {
		if r.pairTo[i] < 0 {
			once(targets, path.Base(r.target(i).Path), i)
		}
	}
	for i := range r.from {
		if r.used[i] {
			continue
		}
		name := path.Base(r.source(i).Path)
		t, ok := targets[name]
		if !ok || t < 0 || sources[name] < 0 || r.pairTo[t] >= 0 {
			continue
		}
		s, err := r.similarity(i, t, enoughByName)
		if err != nil {
			return err
		}
		if s >= enoughByName {
			r.pair(t, i)
		}
	}
	return nil
}

func once(m map[string]int, name string, i int) {
	if _, ok := m[name]; ok {
		i = -1
	}
	m[name] = i
}

// scored is a possible pair.
type scored struct {
	to, from int
	score    int
	name     int // 1 when the file names are equal
}

func better(a, b scored) int {
	if a.score != b.score {
		return b.score - a.score
	}
	return b.name - a.name
}

func (r *renamer) bySimilarity() error {
	var sources, targets []int
	for i := range r.from {
		if !r.used[i] {
			sources = append(sources, i)
		}
	}
	for i := range r.to {
		if r.pairTo[i] < 0 {
			targets = append(targets, i)
		}
	}
	if len(sources)*len(targets) > mostPairs {
		return nil
	}
	var all []scored
	for _, t := range targets {
		var best []scored
		for _, f := range sources {
			s, err := r.score(f, t)
			if err != nil {
				return err
			}
			best = keepBest(best, scored{t, f, s, sameName(r.source(f), r.target(t))})
		}
		all = append(all, best...)
	}
	slices.SortStableFunc(all, better)
	for _, s := range all {
		if s.score >= enough && r.pairTo[s.to] < 0 && !r.used[s.from] {
			r.pair(s.to, s.from)
		}
	}
	return nil
}

func sameName(a, b *Side) int {
	if path.Base(a.Path) == path.Base(b.Path) {
		return 1
	}
	return 0
}

// keepBest keeps a few candidates; a new one replaces the worst only if it is better.
func keepBest(best []scored, s scored) []scored {
	if len(best) < candidates {
		return append(best, s)
	}
	worst := 0
	for i := range best {
		if better(best[i], best[worst]) > 0 {
			worst = i
		}
	}
	if better(best[worst], s) > 0 {
		best[worst] = s
	}
	return best
}

// apply merges the pairs: the deletion goes, the addition becomes a rename.
func (r *renamer) apply() {
	gone := map[int]bool{}
	for t, f := range r.pairTo {
		if f >= 0 {
			c := &r.e.out[r.to[t]]
			c.Old, c.Status = *r.source(f), 'R'
			gone[r.from[f]] = true
		}
	}
	kept := r.e.out[:0]
	for i, c := range r.e.out {
		if !gone[i] {
			kept = append(kept, c)
		}
	}
	r.e.out = kept
}

// similarity is how much of the larger file the smaller one holds, of fullScore; 0
// when it cannot reach least.
func (r *renamer) similarity(from, to, least int) (int, error) {
	src, dst := r.source(from), r.target(to)
	if !isRegular(src) || !isRegular(dst) {
		return 0, nil
	}
	a, err := r.spansOf(src)
	if err != nil || a == nil {
		return 0, err
	}
	b, err := r.spansOf(dst)
	if err != nil || b == nil {
		return 0, err
	}
	most, diff := max(a.size, b.size), max(a.size, b.size)-min(a.size, b.size)
	if most*(fullScore-least) < diff*fullScore || b.size == 0 {
		return 0, nil
	}
	if err := cmp.Or(r.cut(src, a), r.cut(dst, b)); unreadable(err) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	return common(a, b) * fullScore / most, nil
}

// spansOf knows the size of a content, nil when it is missing.
func (r *renamer) spansOf(s *Side) (*spans, error) {
	if sp, ok := r.spans[s.ID]; ok {
		return sp, nil
	}
	size, err := r.e.src.Size(s.ID)
	if unreadable(err) {
		r.spans[s.ID] = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sp := &spans{size: size}
	r.spans[s.ID] = sp
	r.e.pieces++
	return sp, nil
}

func unreadable(err error) bool {
	return errors.Is(err, pack.ErrMissing) || errors.Is(err, pack.ErrTooLarge)
}

// mostPieces bounds the pieces that are kept from one commit to the next: merges often
// look at the contents that the one before looked at.
const mostPieces = 1 << 18

// cut reads a content and cuts it into pieces, once.
func (r *renamer) cut(s *Side, sp *spans) error {
	if sp.done {
		return nil
	}
	_, b, err := r.e.src.Read(s.ID)
	switch {
	case err != nil:
		return err
	case len(b) != sp.size:
		return pack.ErrDamaged
	}
	sp.cut(b, &r.e.cutting)
	r.e.pieces += len(sp.list)
	return nil
}

// spans are the pieces of a content, a line or 64 bytes each, as hashes with how many
// bytes each covers, sorted.
type spans struct {
	size int
	list []span
	done bool
}

type span struct{ hash, bytes uint32 }

// hashBase is the number of buckets git sorts pieces into.
const hashBase = 107927

// cut fills the list; room is used again. Like git it leaves out a last piece without an
// end.
func (s *spans) cut(data []byte, room *[]uint64) {
	s.done = true
	isText := !text.Binary(data)
	var x, y uint32
	n := uint32(0)
	all := (*room)[:0]
	for i, c := range data {
		if isText && c == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			continue
		}
		x, y = x<<7^y>>25, y<<7^x>>25
		x += uint32(c)
		if n++; n < 64 && c != '\n' {
			continue
		}
		all = append(all, uint64((x+y*0x61)%hashBase)<<32|uint64(n))
		x, y, n = 0, 0, 0
	}
	slices.Sort(all)
	different := 0
	for i, p := range all {
		if i == 0 || p>>32 != all[i-1]>>32 {
			different++
		}
	}
	s.list = make([]span, 0, different)
	for i, p := range all {
		if i > 0 && p>>32 == all[i-1]>>32 {
			s.list[len(s.list)-1].bytes += uint32(p)
		} else {
			s.list = append(s.list, span{uint32(p >> 32), uint32(p)})
		}
	}
	*room = all
}

// common is how many bytes of a stand in b.
func common(a, b *spans) int {
	n, j := 0, 0
	for _, p := range a.list {
		for j < len(b.list) && b.list[j].hash < p.hash {
			j++
		}
		if j < len(b.list) && b.list[j].hash == p.hash {
			n += int(min(p.bytes, b.list[j].bytes))
		}
	}
	return n
}
