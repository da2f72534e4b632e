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

// absent is how long after the last sign of them people are not suggested.
const absent = 365 * 86400

// signals is the number of signals; their names and starting weights stand together.
const signals = 22

var start = [signals]float64{
	affinity: 0.5, affinityNow: 0.2, affinityHere: 0.1, back: 0.1, reviewing: 0.4,
	fileReviews: 0.3, dirReviews: 0.3, topReviews: 0.1, fileReviewsNow: 0.1, dirReviewsNow: 0.1, topReviewsNow: 0.1,
	fileChanges: 0.2, dirChanges: 0.2, topChanges: 0.1, fileChangesNow: 0.1, dirChangesNow: 0.1, topChangesNow: 0.1,
	again: 0.2, fileAgain: 0.2, fresh: 0.3, placeFirst: 0.2, authorFirst: 0.2,
}

const (
	affinity       = iota // share of this author's reviews
	affinityNow           // these days
	affinityHere          // in these directories
	back                  // share of this person's changes that the author reviewed
	reviewing             // of all reviews lately
	fileReviews           // share of the reviews of these files
	dirReviews            // of their directories
	topReviews            // of their top directories
	fileReviewsNow        // the same in the last weeks
	dirReviewsNow
	topReviewsNow
	fileChanges // share of the changes to these files
	dirChanges
	topChanges
	fileChangesNow // the same in the last weeks
	dirChangesNow
	topChangesNow
	again       // reviewed this author's last change
	fileAgain   // reviewed the last change of one of these files
	fresh       // how lately they were seen
	placeFirst  // share of the reviews here; where little is seen, further up; then by the author
	authorFirst // share of the author's reviews; where little is seen, of all; then by the place
)

// floor keeps the logarithm of a share finite: nothing seen is rare, not impossible.
const floor = 0.01

// Model holds what the past says about reviewing, up to one instant. Learn and
// Suggest may not run at the same time; several Suggest may.
type Model struct {
	r        *history.Repository
	weights  [signals]float64
	squares  [signals]float64 // AdaGrad
	tallies  map[key]*tally
	places   [][3]int32 // of each file: itself, its directory, its top directory
	seen     map[history.PersonID]int64
	last     map[history.PersonID][]history.PersonID // reviewers of an author's last change
	fileLast map[history.FileID][]history.PersonID
	people   []history.PersonID // candidates in order of first sight
}

// NewModel knows nothing yet; give it the commits in order with Learn.
func NewModel(r *history.Repository) *Model {
	return &Model{
		r: r, weights: start, tallies: map[key]*tally{}, places: number(r), seen: map[history.PersonID]int64{},
		last: map[history.PersonID][]history.PersonID{}, fileLast: map[history.FileID][]history.PersonID{},
	}
}

// number gives files, directories and top directories (two levels) numbers.
func number(r *history.Repository) [][3]int32 {
	numbers := map[string]int32{}
	of := func(k string) int32 {
		n, ok := numbers[k]
		if !ok {
			n = int32(len(numbers))
			numbers[k] = n
		}
		return n
	}
	out := make([][3]int32, len(r.Files))
	for f := range out {
		path := r.Files[f].Path
		dir := path[:strings.LastIndexByte(path, '/')+1]
		top := dir
		if a, rest, ok := strings.Cut(dir, "/"); ok {
			b, _, _ := strings.Cut(rest, "/")
			top = a + "/" + b
		}
		out[f] = [3]int32{of(path), of("d/" + dir), of("t/" + top)}
	}
	return out
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

// placesOf are the places of some files, by level, each once.
func (m *Model) placesOf(files []history.FileID) (out [3][]int32) {
	for _, f := range files {
		for level, place := range m.places[f] {
			if !slices.Contains(out[level], place) {
				out[level] = append(out[level], place)
			}
		}
	}
	return out
}

func (m *Model) count(files []history.FileID, author history.PersonID, at int64, who []history.PersonID) {
	m.see(author, at)
	for level, places := range m.placesOf(files) {
		for _, place := range places {
			m.add(key{kind: changesTo, place: place}, author, at)
			for _, p := range who {
				m.add(key{kind: reviewsOf, place: place}, p, at)
				if level == 1 {
					m.add(key{reviewsForThere, author, place}, p, at)
				}
			}
		}
	}
	for _, p := range who {
		m.see(p, at)
		m.add(key{kind: reviewsFor, author: author}, p, at)
		m.add(key{kind: allReviews}, p, at)
	}
	if len(who) > 0 {
		m.last[author] = who
		for _, f := range files {
			m.fileLast[f] = who
		}
	}
}

func (m *Model) add(k key, p history.PersonID, at int64) {
	t := m.tallies[k]
	if t == nil {
		t = &tally{}
		m.tallies[k] = t
	}
	t.add(p, at, halves[k.kind])
}

func (m *Model) see(p history.PersonID, at int64) {
	was, known := m.seen[p]
	m.seen[p] = max(was, at)
	if !known {
		m.people = append(m.people, p)
	}
}

// correct moves the weights one step up the likelihood of those who reviewed, among
// all candidates (multinomial logit, AdaGrad).
func (m *Model) correct(files []history.FileID, author history.PersonID, at int64, who []history.PersonID) {
	const rate = 0.05
	cs := m.scored(files, author, at)
	hits, best := 0, math.Inf(-1)
	for i := range cs {
		if slices.Contains(who, cs[i].person) {
			hits++
		}
		best = max(best, cs[i].score)
	}
	if hits == 0 {
		return
	}
	var z float64
	for i := range cs {
		cs[i].score = math.Exp(cs[i].score - best)
		z += cs[i].score
	}
	var g [signals]float64
	for i := range cs {
		d := -cs[i].score / z
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
