package review

import (
	"math"
	"slices"
	"time"

	"plumbline/history"
)

// Aim is what a choice of reviewer is for.
type Aim int

// The aims: whoever most likely reviews it, and soon; whoever knows it best; whoever
// would learn it, among those near enough to review it well.
const (
	Likely Aim = iota
	Expert
	Spread
)

// Options of Suggest.
type Options struct {
	Aim     Aim
	K       int // 1..5, 0 = 3
	Exclude []history.PersonID
	At      time.Time // zero = the repository's AsOf
}

// Most is the largest number of people suggested for one change.
const Most = 5

// Suggestion is one person for one change, and why.
type Suggestion struct {
	Person        history.PersonID
	ReviewedYou   int       // of the author's changes, in the year before
	ReviewedFiles int       // reviews of these files
	ChangedFiles  int       // own changes to these files
	LastTouch     time.Time // of these files, reviewing or changing; zero = never
	Load          int       // reviews in the last 30 days
	Samples       []history.Hash
}

// Suggest names people for a change of files by an author (−1 = unknown), best first.
// Nobody absent for a year, no bot, and never the author.
func (m *Model) Suggest(files []history.FileID, author history.PersonID, o Options) []Suggestion {
	at := m.r.AsOf
	if !o.At.IsZero() {
		at = o.At
	}
	k := o.K
	if k == 0 {
		k = 3
	}
	files = files[:min(len(files), most)]
	cs := m.candidates(files, author, at.Unix())
	m.aim(cs, files, o.Aim, at.Unix())
	var out []Suggestion
	for _, c := range cs {
		if len(out) < min(k, Most) && !slices.Contains(o.Exclude, c.person) {
			out = append(out, Suggestion{Person: c.person})
		}
	}
	m.explain(out, files, author, at)
	return out
}

// aim reorders candidates for what the choice is for.
func (m *Model) aim(cs []scored, files []history.FileID, aim Aim, at int64) {
	for i := range cs {
		c := &cs[i]
		knows := math.Exp(c.x[fileChanges]) + 0.5*math.Exp(c.x[dirChanges]) + 0.5*math.Exp(c.x[fileReviews])
		load := m.share(key{kind: allReviews}, c.person, at, long)
		switch aim {
		case Expert:
			c.score = 0.25*c.score + 4*knows - load
		case Spread:
			near := math.Exp(c.x[topChanges]) + math.Exp(c.x[topReviews])
			c.score = 0.7*c.score + 2*math.Sqrt(near) - 2*knows - 3*load
		}
	}
	if aim != Likely {
		slices.SortStableFunc(cs, better)
	}
}

// explain counts, for the few who are suggested, what speaks for them.
func (m *Model) explain(out []Suggestion, files []history.FileID, author history.PersonID, at time.Time) {
	at30, at365 := at.AddDate(0, 0, -30), at.AddDate(-1, 0, 0)
	for i := range m.r.Commits {
		c := &m.r.Commits[i]
		if c.Parents > 1 || c.Committed.After(at) {
			continue
		}
		for j := range out {
			s := &out[j]
			reviewed := slices.Contains(c.Reviewers, s.Person) && c.Author != s.Person
			if !reviewed && c.Author != s.Person {
				continue
			}
			if reviewed && c.Committed.After(at30) {
				s.Load++
			}
			if reviewed && c.Author == author && c.Committed.After(at365) {
				s.ReviewedYou++
			}
			if m.touches(i, files) {
				s.touched(c, reviewed)
			}
		}
	}
}

func (m *Model) touches(i int, files []history.FileID) bool {
	return slices.ContainsFunc(m.r.ChangesOf(i), func(ch history.Change) bool { return slices.Contains(files, ch.File) })
}

func (s *Suggestion) touched(c *history.Commit, reviewed bool) {
	if reviewed {
		s.ReviewedFiles++
	} else {
		s.ChangedFiles++
	}
	if c.Committed.After(s.LastTouch) {
		s.LastTouch = c.Committed
	}
	s.Samples = append([]history.Hash{c.Hash}, s.Samples[:min(2, len(s.Samples))]...)
}

// Rank orders everybody who could be suggested for commit i, best first, as the model
// stands. It is for measuring; what people see goes through Suggest.
func (m *Model) Rank(i int) []history.PersonID {
	c := &m.r.Commits[i]
	var out []history.PersonID
	for _, s := range m.candidates(m.filesOf(i), c.Author, c.Committed.Unix()) {
		out = append(out, s.person)
	}
	return out
}

// Choose names the first person for commit i and an aim, as the model stands, or −1. It
// is for measuring what following suggestions would have done.
func (m *Model) Choose(i int, aim Aim) history.PersonID {
	c := &m.r.Commits[i]
	files, at := m.filesOf(i), c.Committed.Unix()
	cs := m.candidates(files, c.Author, at)
	m.aim(cs, files, aim, at)
	if len(cs) == 0 {
		return -1
	}
	return cs[0].person
}
