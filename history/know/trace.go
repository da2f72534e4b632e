package know

import (
	"math"
	"time"

	"plumbline/history"
)

// Trace is what one contributor left on one thing: an area, a directory, a file.
type Trace struct {
	Changes int            // commits of their own
	Reviews int            // commits reviewed
	First   time.Time      // of the changes and reviews
	Last    time.Time      // of the changes and reviews
	Files   int            // distinct files changed
	Samples []history.Hash // newest first, at most three
	learnt  float64        // changes and reviews still remembered, at the instant last
	current float64
	own     float64 // changes alone, forgotten evenly
	last    int64
	files   map[history.FileID]struct{}
}

// touch adds one event of weight w at an instant (seconds since 1970). Of being at it
// now, reviews say nothing: whoever merges everything reviews everything.
func (t *Trace) touch(at int64, w float64, own bool) {
	at = max(at, t.last) // clocks go wrong; nothing is forgotten backwards
	t.learnt = t.learntAt(at) + w
	t.current = t.currentAt(at)
	t.own = t.ownAt(at)
	if own {
		t.current += w
		t.own += w
	}
	t.last = at
}

// stretch is how many times longer the half-life has become by repetition.
func (t *Trace) stretch() float64 {
	return 1 + Repetition*math.Log(float64(max(t.Changes+t.Reviews, 1)))
}

// learntAt is how many changes are still remembered, a review being part of one.
func (t *Trace) learntAt(at int64) float64 {
	return t.learnt * decay(at-t.last, HalfLife.Seconds()*t.stretch())
}

// knows is the product's rule for somebody still here, beside the best knowledge that
// anybody still here has.
func (t *Trace) knows(at int64, best float64) bool {
	return t.Changes >= KnowsChanges && (t.learntAt(at) >= KnowsEnough || best > 0 && t.knowledgeAt(at) >= KnowsShare*best)
}

func (t *Trace) knowledgeAt(at int64) float64 { return math.Log1p(t.learntAt(at)) }

func (t *Trace) currentAt(at int64) float64 {
	return t.current * decay(at-t.last, Current.Seconds())
}

func (t *Trace) ownAt(at int64) float64 { return t.own * decay(at-t.last, Before.Seconds()) }

func decay(seconds int64, half float64) float64 {
	if seconds <= 0 {
		return 1
	}
	return math.Exp2(-float64(seconds) / half)
}

// note keeps the newest three commits as samples.
func (t *Trace) note(h history.Hash) {
	t.Samples = append([]history.Hash{h}, t.Samples[:min(len(t.Samples), 2)]...)
}

// Traces are the traces everybody left on one thing.
type Traces map[history.PersonID]*Trace

func (ts Traces) of(p history.PersonID) *Trace {
	t := ts[p]
	if t == nil {
		t = &Trace{files: map[history.FileID]struct{}{}}
		ts[p] = t
	}
	return t
}

// add records one commit that changed files of the thing.
func (ts Traces) add(r *history.Repository, c *history.Commit, files []history.FileID) {
	at := c.Committed.Unix()
	t := ts.of(c.Author)
	t.Changes++
	t.touch(at, 1, true)
	t.seen(c.Committed)
	t.note(c.Hash)
	for _, f := range files {
		t.files[f] = struct{}{}
	}
	t.Files = len(t.files)
	for _, p := range c.CoAuthors {
		if p != c.Author && !r.People[p].Bot {
			o := ts.of(p)
			o.Changes++
			o.touch(at, CoAuthorWeight, true)
			o.seen(c.Committed)
			o.note(c.Hash)
		}
	}
	for _, p := range c.Reviewers {
		if p != c.Author && !r.People[p].Bot {
			o := ts.of(p)
			o.Reviews++
			o.touch(at, ReviewWeight, false)
			o.seen(c.Committed)
		}
	}
}

func (t *Trace) seen(at time.Time) {
	if t.First.IsZero() || at.Before(t.First) {
		t.First = at
	}
	if at.After(t.Last) {
		t.Last = at
	}
}
