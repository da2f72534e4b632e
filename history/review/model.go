// Package review suggests who should review a change, from who reviewed what before.
// The weights of its signals are learned from the repository's own past, walking
// forward and never looking ahead, so that a project where ownership decides and one
// where habit decides are both met. Every suggestion says why.
//
// It answers for one named change, with at most five people; it is not to be used to
// compare people.
package review

import (
	"math"
	"slices"
	"strings"

	"plumbline/history"
)

// Half-lives of what is counted, in seconds.
const (
	habit     = 90 * 86400.0  // who reviews whom
	expertise = 270 * 86400.0 // who reviewed or changed what
	lately    = 30 * 86400.0  // who reviews at all
)

// absent is how long after the last sign of them people are not suggested.
const absent = 365 * 86400

// signals is the number of signals; their names and starting weights stand together.
const signals = 13

var start = [signals]float64{
	affinity: 0.5, back: 0.1, fileReviews: 0.3, dirReviews: 0.3, topReviews: 0.2, reviewing: 0.4,
	fileChanges: 0.3, dirChanges: 0.2, topChanges: 0.1, again: 0.2, fileAgain: 0.2, fresh: 0.3, ever: 0.2,
}

const (
	affinity    = iota // share of this author's reviews
	back               // share of this person's changes that the author reviewed
	fileReviews        // share of the reviews of these files
	dirReviews         // of their directories
	topReviews         // of their top directories
	reviewing          // of all reviews lately
	fileChanges        // share of the changes to these files
	dirChanges
	topChanges
	again     // reviewed this author's last change
	fileAgain // reviewed the last change of one of these files
	fresh     // how lately they were seen
	ever      // share of this author's reviews, hardly decayed
)

// floor keeps the logarithm of a share finite: nothing seen is rare, not impossible.
const floor = 0.01

// tally counts, decayed, by person; cells are decayed when touched.
type tally struct {
	total cell
	by    map[history.PersonID]cell
}

type cell struct {
	v  float64
	at int64
}

func (c cell) now(at int64, half float64) float64 {
	if c.v == 0 || at <= c.at {
		return c.v
	}
	return c.v * math.Exp2(-float64(at-c.at)/half)
}

func (c cell) add(at int64, half, w float64) cell { return cell{c.now(at, half) + w, max(at, c.at)} }

func (t *tally) add(p history.PersonID, at int64, half, w float64) {
	if t.by == nil {
		t.by = map[history.PersonID]cell{}
	}
	t.by[p] = t.by[p].add(at, half, w)
	t.total = t.total.add(at, half, w)
}

// share is the smoothed part of somebody in the tally.
func (t *tally) share(p history.PersonID, at int64, half float64) float64 {
	if t == nil || t.by == nil {
		return 0
	}
	return t.by[p].now(at, half) / (t.total.now(at, half) + 0.5)
}

// Model holds what the past says about reviewing, up to one instant. Learn and
// Suggest may not run at the same time; several Suggest may.
type Model struct {
	r        *history.Repository
	weights  [signals]float64
	squares  [signals]float64 // AdaGrad
	affinity map[history.PersonID]*tally
	ever     map[history.PersonID]*tally
	reviews  map[string]*tally // by path, directory, top directory
	changes  map[string]*tally
	all      tally
	seen     map[history.PersonID]int64
	last     map[history.PersonID][]history.PersonID // reviewers of an author's last change
	fileLast map[history.FileID][]history.PersonID
	people   []history.PersonID // candidates in order of first sight
	known    map[history.PersonID]bool
}

// NewModel knows nothing yet; give it the commits in order with Learn.
func NewModel(r *history.Repository) *Model {
	return &Model{
		r: r, weights: start, affinity: map[history.PersonID]*tally{}, ever: map[history.PersonID]*tally{},
		reviews: map[string]*tally{}, changes: map[string]*tally{}, seen: map[history.PersonID]int64{},
		last: map[history.PersonID][]history.PersonID{}, fileLast: map[history.FileID][]history.PersonID{},
		known: map[history.PersonID]bool{},
	}
}

// Trained is a model of the whole repository.
func Trained(r *history.Repository) *Model {
	m := NewModel(r)
	reviewed := 0
	for i := range r.Commits {
		if len(r.Commits[i].Reviewers) > 0 {
			reviewed++
		}
	}
	for i := range r.Commits {
		if len(r.Commits[i].Reviewers) > 0 {
			reviewed--
		}
		m.learn(i, reviewed < trainOn)
	}
	return m
}

// trainOn is how many of the newest reviews the weights of a Trained model come from.
const trainOn = 6000

// Learn takes in commit i (an index into Repository.Commits): first it corrects the
// weights by what was to be predicted, then it counts.
func (m *Model) Learn(i int) { m.learn(i, true) }

func (m *Model) learn(i int, weigh bool) {
	c := &m.r.Commits[i]
	if c.Parents > 1 || m.r.People[c.Author].Bot {
		return
	}
	files := m.filesOf(i)
	who := Reviewers(m.r, i)
	if weigh && len(who) > 0 && len(m.people) > 3 {
		m.correct(files, c.Author, c.Committed.Unix(), who)
	}
	m.count(files, c.Author, c.Committed.Unix(), who)
}

// Reviewers are the people who reviewed commit i: not its author, no bots.
func Reviewers(r *history.Repository, i int) []history.PersonID {
	c := &r.Commits[i]
	var out []history.PersonID
	for _, p := range c.Reviewers {
		if p != c.Author && !r.People[p].Bot {
			out = append(out, p)
		}
	}
	return out
}

// most is how many files of a change are looked at.
const most = 50

func (m *Model) filesOf(i int) []history.FileID {
	ch := m.r.ChangesOf(i)
	out := make([]history.FileID, 0, min(len(ch), most))
	for _, c := range ch[:min(len(ch), most)] {
		out = append(out, c.File)
	}
	return out
}

// places are the tallies' keys of some files, grouped: files, directories, tops.
func (m *Model) places(files []history.FileID) (out [3][]string) {
	add := func(n int, k string) {
		if !slices.Contains(out[n], k) {
			out[n] = append(out[n], k)
		}
	}
	for _, f := range files {
		path := m.r.Files[f].Path
		add(0, path)
		dir := path[:strings.LastIndexByte(path, '/')+1]
		add(1, dir)
		top := dir
		if a, rest, ok := strings.Cut(dir, "/"); ok {
			b, _, _ := strings.Cut(rest, "/")
			top = "//" + a + "/" + b
		}
		add(2, top)
	}
	return out
}

func (m *Model) count(files []history.FileID, author history.PersonID, at int64, who []history.PersonID) {
	m.see(author, at)
	for _, keys := range m.places(files) {
		for _, k := range keys {
			get(m.changes, k).add(author, at, expertise, 1)
			for _, p := range who {
				get(m.reviews, k).add(p, at, expertise, 1)
			}
		}
	}
	for _, p := range who {
		m.see(p, at)
		get(m.affinity, author).add(p, at, habit, 1)
		get(m.ever, author).add(p, at, 8*habit, 1)
		m.all.add(p, at, lately, 1)
	}
	if len(who) > 0 {
		m.last[author] = who
		for _, f := range files {
			m.fileLast[f] = who
		}
	}
}

func get[K comparable](from map[K]*tally, k K) *tally {
	t := from[k]
	if t == nil {
		t = &tally{}
		from[k] = t
	}
	return t
}

func (m *Model) see(p history.PersonID, at int64) {
	m.seen[p] = max(m.seen[p], at)
	if !m.known[p] {
		m.known[p] = true
		m.people = append(m.people, p)
	}
}

// scored is a candidate with its signals.
type scored struct {
	person history.PersonID
	x      [signals]float64
	score  float64
}

// candidates scores everybody seen within a year, best first.
func (m *Model) candidates(files []history.FileID, author history.PersonID, at int64) []scored {
	places := m.places(files)
	var out []scored
	for _, p := range m.people {
		if p == author || at-m.seen[p] > absent || m.r.People[p].Bot {
			continue
		}
		s := scored{person: p}
		m.signals(&s, files, places, author, at)
		for k, w := range m.weights {
			s.score += w * s.x[k]
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.person - b.person)
	})
	return out
}

func (m *Model) signals(s *scored, files []history.FileID, places [3][]string, author history.PersonID, at int64) {
	p := s.person
	set := func(k int, share float64) { s.x[k] = math.Log((share + floor) / (1 + floor)) }
	set(affinity, m.affinity[author].share(p, at, habit))
	set(ever, m.ever[author].share(p, at, 8*habit))
	set(back, m.affinity[p].share(author, at, habit))
	set(reviewing, m.all.share(p, at, lately))
	for n, k := range [3][2]int{{fileReviews, fileChanges}, {dirReviews, dirChanges}, {topReviews, topChanges}} {
		set(k[0], mean(m.reviews, places[n], p, at))
		set(k[1], mean(m.changes, places[n], p, at))
	}
	if slices.Contains(m.last[author], p) {
		s.x[again] = 1
	}
	for _, f := range files {
		if slices.Contains(m.fileLast[f], p) {
			s.x[fileAgain] = 1
		}
	}
	s.x[fresh] = -math.Log1p(float64(at-m.seen[p]) / 86400)
}

func mean(from map[string]*tally, keys []string, p history.PersonID, at int64) float64 {
	if len(keys) == 0 {
		return 0
	}
	sum := 0.0
	for _, k := range keys {
		sum += from[k].share(p, at, expertise)
	}
	return sum / float64(len(keys))
}

// correct moves the weights one step up the likelihood of those who reviewed, among
// all candidates (multinomial logit, AdaGrad).
func (m *Model) correct(files []history.FileID, author history.PersonID, at int64, who []history.PersonID) {
	const rate = 0.05
	cs := m.candidates(files, author, at)
	hits := 0
	var z float64
	for i := range cs {
		if slices.Contains(who, cs[i].person) {
			hits++
		}
		z += math.Exp(cs[i].score - cs[0].score)
	}
	if hits == 0 {
		return
	}
	var g [signals]float64
	for i := range cs {
		d := -math.Exp(cs[i].score-cs[0].score) / z
		if slices.Contains(who, cs[i].person) {
			d += 1 / float64(hits)
		}
		for k, x := range cs[i].x {
			g[k] += d * x
		}
	}
	for k := range g {
		m.squares[k] += g[k] * g[k]
		m.weights[k] += rate * g[k] / math.Sqrt(1e-6+m.squares[k])
	}
}
